"""A person's rating of a year against what is dated about them. Advice: a clerk decides, nothing is refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from campaigns.rating_check import working_time
from campaigns.rating_check.decrees import (
    COMPLETED,
    GOOD,
    LEVELS,
    NOT_GOOD_FROM,
    NOT_RATED,
    NOT_RATED_FROM,
    OUTSTANDING,
    Decree,
)
from campaigns.rating_check.rules import Finding, Kind, Rules
from thidua.periods import Span, covered_months
from thidua.vietnamese import lower_first, vdate

INVESTIGATION, MATERNITY = "investigation", "maternity"
SEASON = (11, 1)  # from this day of the year its ratings are waited for
WELL = (OUTSTANDING, GOOD)
TIME = "Xem lại mức xếp loại theo thời gian làm việc trong năm."
GENERAL = "Xem lại mức xếp loại; lý do chỉ báo cho người đó và Thường trực Hội đồng."


@dataclass(frozen=True)
class Person:
    """What is dated about one person; spans may reach beyond the year.

    `absences`: kind, first, last day; `discipline`: form, first, last day (None: open). `unit_level`: of the unit they
    head, "" where they head none or it is not rated. `silent_units`: earlier units whose opinion is missing.
    """

    joined_on: date
    left_on: date | None = None
    level: str = ""
    rated_on: date | None = None
    absences: tuple[tuple[str, date, date], ...] = ()
    breaks: tuple[Span, ...] = ()
    discipline: tuple[tuple[str, date, date | None], ...] = ()
    unit_level: str = ""
    silent_units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worked:
    """The working time of the year in whole months. `short_stay`: they came or left within the year."""

    away: int
    months: int
    short_stay: bool
    maternity: bool


def worked(person: Person, year: int) -> Worked | None:
    """None where they did not work here at all that year."""
    stay = working_time.within(year, person.joined_on, person.left_on)
    if stay is None:
        return None
    gone = working_time.away(year, person.absences, person.breaks)
    return Worked(
        covered_months(gone),
        working_time.worked_months(stay, gone),
        stay != (date(year, 1, 1), date(year, 12, 31)),
        any(kind == MATERNITY and working_time.within(year, first, last) for kind, first, last in person.absences),
    )


def too_short(time: Worked, rules: Rules) -> bool:
    """Less than half a year of work; counted from the absences as the conditions of the titles count them."""
    least = rules.whole(NOT_RATED_FROM)
    return time.away >= least or (time.short_stay and time.months < least)


def check_person(person: Person, rules: Rules, today: date) -> list[Finding]:
    if not rules.decree.sources:
        return []
    time = worked(person, rules.year)
    if time is None:
        return [*_not_here(person, rules)]
    return [
        *_working_time(person, time, rules),
        *_not_yet(person, time, rules, today),
        *_discipline(person, rules, today),
        *_moved(person, rules),
        *_above_the_unit(person, rules),
        *_day(person, rules),
    ]


def said(level: str, decree: Decree) -> str:
    """As a sentence has it: “hoàn thành tốt nhiệm vụ”."""
    return lower_first(decree.labels[level])


def _not_here(person: Person, rules: Rules) -> Iterator[Finding]:
    if person.level not in ("", NOT_RATED):
        sentence = f"Được xếp loại nhưng không làm việc ở đây trong năm {rules.year}."
        yield rules.finding("not_rated", Kind.LOOK, sentence, key="not_here")


def _working_time(person: Person, time: Worked, rules: Rules) -> Iterator[Finding]:
    rated = person.level in LEVELS
    least, not_good = rules.whole(NOT_RATED_FROM), rules.whole(NOT_GOOD_FROM)
    if rated and too_short(time, rules):
        yield _rated_too_soon(person, time, rules)
    elif person.level in WELL and not_good <= time.away < least:
        sentence = (
            f"Nghỉ {time.away} tháng trong năm: nghỉ từ {not_good} đến dưới {least} tháng thì không xếp loại "
            f"hoàn thành tốt trở lên, nay ghi {said(person.level, rules.decree)}."
        )
        yield rules.finding("not_good", Kind.WRONG, sentence, value=NOT_GOOD_FROM, short=TIME)
    if person.level == NOT_RATED and not too_short(time, rules):
        yield _left_out(time, rules)
    elif time.maternity and rated:
        sentence = "Có nghỉ thai sản: xếp loại theo thời gian làm việc thực tế, thời gian nghỉ không tính là vắng."
        yield rules.finding("maternity", Kind.NOTE, sentence, short="")


def _rated_too_soon(person: Person, time: Worked, rules: Rules) -> Finding:
    least = rules.whole(NOT_RATED_FROM)
    if time.away >= least:
        sentence = (
            f"Nghỉ {time.away} tháng trong năm: làm việc chưa đủ {least} tháng thì không xếp loại, nay ghi "
            f"{said(person.level, rules.decree)}."
        )
        return rules.finding("not_rated", Kind.WRONG, sentence, value=NOT_RATED_FROM, short=TIME)
    came = person.joined_on.year == rules.year
    since = f"Vào cơ quan ngày {vdate(person.joined_on)}" if came else _left(person)
    sentence = (
        f"{since}, làm việc ở đây {time.months} tháng trong năm: xếp loại khi cộng thời gian ở "
        f"{'nơi trước' if came else 'nơi khác'} đủ {least} tháng; không thì chỉ tự đánh giá."
    )
    short = sentence if not time.away else TIME
    return rules.finding("not_rated", Kind.LOOK, sentence, key="short_stay", value=NOT_RATED_FROM, short=short)


def _left(person: Person) -> str:
    return f"Thôi việc ngày {vdate(person.left_on)}" if person.left_on else "Làm việc không trọn năm"


def _left_out(time: Worked, rules: Rules) -> Finding:
    least = rules.whole(NOT_RATED_FROM)
    if time.maternity:
        sentence = (
            "Ghi không xếp loại trong năm có nghỉ thai sản: người nghỉ thai sản được xếp loại theo thời gian làm việc "
            "thực tế."
        )
        return rules.finding("maternity", Kind.LOOK, sentence, key="maternity_left_out", short=TIME)
    sentence = f"Ghi không xếp loại nhưng đã làm việc {time.months} tháng trong năm; từ {least} tháng thì xếp loại."
    short = sentence if not time.away else TIME
    return rules.finding("not_rated", Kind.WRONG, sentence, key="left_out", value=NOT_RATED_FROM, short=short)


def _not_yet(person: Person, time: Worked, rules: Rules, today: date) -> Iterator[Finding]:
    if person.level or too_short(time, rules) or today < date(rules.year, *SEASON):
        return
    due = rules.due_on
    until = f", trước ngày {vdate(due)}" if due and today < due else ""
    months = "" if time.away else f" ({time.months} tháng làm việc trong năm)"
    sentence = f"Chưa có xếp loại; ghi theo văn bản xếp loại{until}{months}."
    yield rules.finding("due", Kind.MISSING, sentence, key="missing")


def _discipline(person: Person, rules: Rules, today: date) -> Iterator[Finding]:
    """Decisions of the year; what an earlier year decided and a case still open are looked at, not judged."""
    if not person.level:
        return
    begin, end = date(rules.year, 1, 1), min(today, date(rules.year, 12, 31))
    decided = [row for row in person.discipline if row[0] != INVESTIGATION]
    rated = person.level in (*WELL, COMPLETED)
    if rated and any(first.year == rules.year for _, first, _ in decided):
        sentence = (
            f"Có quyết định kỷ luật trong năm: xếp loại không hoàn thành nhiệm vụ, nay ghi "
            f"{said(person.level, rules.decree)}."
        )
        yield rules.finding("discipline", Kind.WRONG, sentence, short=GENERAL)
    elif person.level in WELL and any(first < begin and (last is None or last >= begin) for _, first, last in decided):
        sentence = "Kỷ luật từ năm trước còn hiệu lực trong năm; xem có phải là căn cứ xếp loại năm nay không."
        yield rules.finding("earlier_discipline", Kind.LOOK, sentence, short=GENERAL)
    cases = [row for row in person.discipline if row[0] == INVESTIGATION]
    if any(first <= end and (last is None or last >= end) for _, first, last in cases):
        sentence = "Đang bị xem xét, kiểm tra, điều tra; cân nhắc chờ kết luận rồi mới xếp loại."
        yield rules.finding("open_case", Kind.LOOK, sentence, short=GENERAL)


def _moved(person: Person, rules: Rules) -> Iterator[Finding]:
    for unit in person.silent_units:
        sentence = f"Chưa có ý kiến của {unit}, nơi đã công tác từ 6 tháng trở lên trong năm."
        yield rules.finding("moved", Kind.LOOK, sentence)


def _above_the_unit(person: Person, rules: Rules) -> Iterator[Finding]:
    if not rules.knows("head") or person.level not in LEVELS or person.unit_level not in LEVELS:
        return
    if LEVELS.index(person.level) < LEVELS.index(person.unit_level):
        sentence = (
            f"Người đứng đầu xếp loại {said(person.level, rules.decree)}, cao hơn đơn vị "
            f"({said(person.unit_level, rules.decree)})."
        )
        yield rules.finding("head", Kind.LOOK, sentence)


def _day(person: Person, rules: Rules) -> Iterator[Finding]:
    due, day = rules.due_on, person.rated_on
    if not person.level or due is None or day is None:
        return
    if day >= due:
        yield rules.finding("due", Kind.NOTE, f"Ngày xếp loại {vdate(day)}: xếp loại trước ngày {vdate(due)}.")
    elif day.year < rules.year:
        sentence = f"Ngày xếp loại {vdate(day)} ở trước năm {rules.year}; xem lại ngày hoặc năm."
        yield rules.finding("due", Kind.LOOK, sentence, key="early")
    elif day < date(rules.year, *SEASON) and (person.left_on is None or day < person.left_on):
        sentence = f"Ngày xếp loại {vdate(day)} sớm hơn thời điểm cuối năm; xem lại ngày."
        yield rules.finding("due", Kind.NOTE, sentence, key="early")
