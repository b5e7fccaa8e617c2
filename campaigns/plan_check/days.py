"""Anniversaries: the years told and counted, the phase they lie in, their origin, one event a line, dates in form."""

import re
from collections.abc import Iterator
from datetime import date

from campaigns.plan_check.dates import place_of, span_words
from campaigns.plan_check.finding import HABIT, LAYOUT, Added, Change, Correction, PlanFinding
from campaigns.plan_check.known import dates_in, known_in
from campaigns.plan_check.plan import Day, Phase, Place, Plan
from thidua.vietnamese import paper_date, paper_day, upper_first, vdate

MONTH_OR_DAY = re.compile(r"tháng\s+\d{1,2}/\d{1,2}(?![\d/])", re.IGNORECASE)
DAY_AND_MONTH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/\d{4})?(?![\d/])")
NO_WORD_DAY = re.compile(r"\b(?:từ|đến)\s+\d{1,2}/", re.IGNORECASE)
TWO_DAYS = re.compile(r"\bngày\b.+\bvà\b.+\bngày\b", re.IGNORECASE)
DATE_FORM = f"{LAYOUT}: ngày dưới 10 và tháng 1, tháng 2 viết thêm số 0 phía trước"


def check_days(plan: Plan) -> Iterator[PlanFinding]:
    for phase in plan.phases:
        yield from _written_span(phase)
        for day in phase.days:
            at = Place("ngay", f"{phase}: {day.name}", phase.key)
            yield from _years(day, at)
            yield from _inside(plan, phase, day, at)
            yield from _origin(day, at)
            yield from _two_events(phase, day, at)
            yield from _written(day, at)


def _years(day: Day, at: Place) -> Iterator[PlanFinding]:
    known = known_in(day.name)
    usual = known[0].origin if len(known) == 1 else None
    if day.stated_years is not None and day.stated_years != day.years:
        yield PlanFinding(
            f"years-{day.key}",
            True,
            f"“{day.stated_years} năm {day.name}” không khớp với ngày đã ghi: từ {vdate(day.origin)} đến "
            f"{vdate(day.observed)} là {day.years} năm.",
            HABIT,
            (at,),
            _right_years(day, usual),
        )
    elif day.precision == "day" and usual and usual != day.origin:
        yield PlanFinding(
            f"origin-{day.key}",
            False,
            f"{day.name} ghi từ {vdate(day.origin)}, thường được tính từ {vdate(usual)}; đối chiếu lại ngày gốc.",
            HABIT,
            (at,),
            _from(day, usual),
        )


def _right_years(day: Day, usual: date | None) -> Correction:
    """The origin everybody counts from, where it gives the stated years; else the years the dates give."""
    if usual and day.observed.year - usual.year == day.stated_years:
        return _from(day, usual)
    return Correction(
        f"Ghi {day.years} năm",
        f"{day.years} năm {day.name}",
        (Change("anniversary", day.key, "stated_years", day.years),),
    )


def _from(day: Day, origin: date) -> Correction:
    changes = [Change("anniversary", day.key, "origin_date", origin)]
    if day.precision != "day":
        changes.append(Change("anniversary", day.key, "origin_precision", "day"))
    if day.as_written:
        changes.append(Change("anniversary", day.key, "as_written", ""))
    return Correction(
        f"Tính từ {vdate(origin)}",
        f"{day.observed.year - origin.year} năm ({paper_date(origin)} - {paper_date(day.observed)})",
        tuple(changes),
    )


def _inside(plan: Plan, phase: Phase, day: Day, at: Place) -> Iterator[PlanFinding]:
    if phase.span is None or phase.holds(day.observed):
        return
    others = [other for other in plan.phases if other.holds(day.observed)]
    move = None
    if len(others) == 1:
        change = Change("anniversary", day.key, "phase_id", others[0].key)
        move = Correction(f"Chuyển sang {others[0]}", str(others[0]), (change,))
    yield PlanFinding(
        f"day-outside-{day.key}",
        True,
        f"{day.name} ({vdate(day.observed)}) nằm ngoài {phase} ({span_words(*phase.span)}); "
        "sửa ngày kỷ niệm hoặc chuyển sang đợt khác.",
        HABIT,
        (at, place_of(phase)),
        move,
    )


def _origin(day: Day, at: Place) -> Iterator[PlanFinding]:
    if day.precision == "day":
        return
    known = known_in(day.name)
    yield PlanFinding(
        f"origin-day-{day.key}",
        False,
        f"{day.name} chưa có ngày gốc đầy đủ (chỉ biết {'tháng, năm' if day.precision == 'month' else 'năm'} "
        f"{day.origin.year}); bổ sung ngày, tháng.",
        HABIT,
        (at,),
        _from(day, known[0].origin) if len(known) == 1 else None,
    )


def _two_events(phase: Phase, day: Day, at: Place) -> Iterator[PlanFinding]:
    known = known_in(day.name)
    if len(known) < 2 and not TWO_DAYS.search(day.name):
        return
    yield PlanFinding(
        f"joined-{day.key}",
        False,
        f"“{day.name}” gộp hai sự kiện dưới một ngày ({vdate(day.origin)}); tách mỗi sự kiện một dòng với ngày của nó.",
        HABIT,
        (at,),
        _split(phase, day),
    )


def _split(phase: Phase, day: Day) -> Correction | None:
    """Two lines: the event of this date keeps the row, the other gets its own days; None where they do not part."""
    parts = day.name.split(" và ")
    if len(parts) != 2 or any(len(known_in(part)) != 1 for part in parts):
        return None
    events = {known_in(part)[0].origin: upper_first(part) for part in parts}
    if len(events) != 2 or day.origin not in events:
        return None
    own_name = events.pop(day.origin)
    ((origin, name),) = events.items()
    observed = origin.replace(year=day.observed.year)
    if not phase.holds(observed):
        return None
    values = (("name", name), ("origin_date", origin), ("observed_on", observed))
    lines = ((name, origin, observed), (own_name, day.origin, day.observed))
    return Correction(
        "Tách làm hai dòng",
        "; ".join(
            f"{words} ({paper_date(since)} - {paper_date(on)})"
            for words, since, on in sorted(lines, key=lambda x: x[2])
        ),
        (Change("anniversary", day.key, "name", own_name), Added("anniversary", phase.key, values)),
    )


# --- dates as somebody wrote them


def _written_span(phase: Phase) -> Iterator[PlanFinding]:
    """“Từ tháng 1/02”: from 1 February, or January and February?"""
    written, span = phase.as_written, phase.span
    mend = None
    if span:
        mend = _cleared("phase", phase.key, f"Từ ngày {paper_day(span[0])} - {paper_date(span[1])}")
    if found := MONTH_OR_DAY.search(written):
        yield PlanFinding(
            f"ambiguous-{phase.key}",
            False,
            f"{phase} ghi “{found[0]}”: đọc được cả là ngày, cả là tháng; ghi rõ từ ngày nào đến ngày nào.",
            DATE_FORM,
            (place_of(phase),),
            mend,
        )
    elif _out_of_form(written) or NO_WORD_DAY.search(written):
        yield PlanFinding(
            f"date-form-{phase.key}",
            False,
            f"{phase} ghi “{written.strip()}”: thiếu chữ “ngày” hoặc số 0 trước ngày dưới 10.",
            DATE_FORM,
            (place_of(phase),),
            mend,
        )


def _written(day: Day, at: Place) -> Iterator[PlanFinding]:
    written = day.as_written.strip()
    full = f"({paper_date(day.origin)} - {paper_date(day.observed)})"
    if written and len(dates_in(written)) == 1:
        yield PlanFinding(
            f"one-date-{day.key}",
            False,
            f"{day.name} chỉ ghi một ngày “{written}”; ghi cả ngày gốc và ngày kỷ niệm như các dòng khác.",
            HABIT,
            (at,),
            _cleared("anniversary", day.key, full),
        )
    elif _out_of_form(written):
        yield PlanFinding(
            f"date-form-day-{day.key}",
            False,
            f"{day.name} ghi “{written}”: thiếu số 0 trước ngày dưới 10, tháng 1 hoặc tháng 2.",
            DATE_FORM,
            (at,),
            _cleared("anniversary", day.key, full),
        )


def _out_of_form(text: str) -> bool:
    return any((len(day) == 1) or (len(month) == 1 and int(month) < 3) for day, month in DAY_AND_MONTH.findall(text))


def _cleared(table: str, key: int, value: str) -> Correction:
    """What was written gives way to the dates the program prints by itself."""
    return Correction("Ghi lại cho đủ, đúng cách", value, (Change(table, key, "as_written", ""),))
