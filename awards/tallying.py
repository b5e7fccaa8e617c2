"""Totals of a round: from the box, from the tellers' sheets, or as hands were counted.

Papers are counted by two tellers, each of whom enters a sheet without seeing the other's; only two that agree count.
Locks: the round.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Prefetch

from awards import electorate, written_opinions
from awards.electorate import Figures
from awards.models import Box, Choice, CouncilSession, CountLine, CountSheet, Question, Round, Seat, Teller
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

FEWEST_TELLERS = 2
OPEN, COUNTED = Round.Status.OPEN, Round.Status.COUNTED
SECRET, PAPER, HANDS, WRITTEN = Round.Way
SLIPS = ("issued", "collected", "invalid")


# --- who counts


def why_board_stands(session: CouncilSession) -> str:
    """ "" while the Ban kiểm phiếu may change, whoever it is to be."""
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên Ban kiểm phiếu không đổi được nữa."
    if session.rounds.filter(status=OPEN).exists():
        return "Đang có lượt bỏ phiếu mở; kiểm phiếu lượt đó rồi mới đổi Ban kiểm phiếu."
    return ""


def why_not_appoint(session: CouncilSession, seats: list[Seat]) -> str:
    if refused := why_board_stands(session):
        return refused
    if len(seats) < FEWEST_TELLERS:
        return "Ban kiểm phiếu có ít nhất hai người; chọn thêm."
    if any(seat.council_id != session.council_id for seat in seats):
        return "Chọn Ban kiểm phiếu trong các thành viên Hội đồng."
    away = session.attendances.filter(present=False, seat__in=seats).select_related("seat__staff_member").first()
    return f"{away.seat.staff_member} được điểm danh là vắng mặt; chọn người có mặt hoặc sửa điểm danh." if away else ""


def appoint(session: CouncilSession, *, seats: list[Seat], by: Any) -> None:
    """The first is the head (Trưởng ban). Whoever has entered a sheet of a counted round stays named in its paper."""
    with acting_on(session):
        refuse(why_not_appoint(session, seats))
        kept = {teller.seat_id: teller for teller in session.tellers.all()}
        counted = set(CountSheet.objects.filter(teller__in=kept.values()).values_list("teller__seat_id", flat=True))
        gone = [teller for seat, teller in kept.items() if seat not in {seat.pk for seat in seats}]
        named = next((teller for teller in gone if teller.seat_id in counted), None)
        refuse(f"{named} đã ký kết quả một lượt nên vẫn ở trong Ban kiểm phiếu." if named else "")
        for teller in gone:
            teller.delete()
        for place, teller in enumerate(kept.values(), start=1000):
            if teller not in gone:
                Teller.objects.filter(pk=teller.pk).update(ordinal=place)
        for ordinal, seat in enumerate(seats, start=1):
            Teller.objects.update_or_create(session=session, seat=seat, defaults={"ordinal": ordinal})
        audit(session, "appoint_tellers", by=by, after={"tellers": [str(seat.staff_member) for seat in seats]})


def note_on_board(round_: Round, figures: Iterable[Figures]) -> str:
    """Said before a ballot opens: who would count a case on which they do not vote. No rule forbids it.

    `figures`: of each of its cases.
    """
    if round_.way not in Round.SECRET_WAYS:
        return ""
    here = round_.session.attendances.filter(present=True).values("seat")
    tellers = round_.session.tellers.filter(seat__in=here).select_related("seat__staff_member")
    on_all = frozenset.intersection(*(case.voters for case in figures))
    names = ", ".join(str(teller.seat.staff_member) for teller in tellers if teller.seat_id not in on_all)
    if not names:
        return ""
    return f"{names} ở trong Ban kiểm phiếu nhưng không biểu quyết một trường hợp của lượt này; nên cử người khác kiểm."


def keep_board(round_: Round) -> None:
    """A ballot that opens keeps who of the Ban is here; the Ban stands while it is open, not longer."""
    here = round_.session.attendances.filter(present=True).values("seat")
    tellers = round_.session.tellers.filter(seat__in=here).values_list("seat", "ordinal")
    round_.board = {str(seat): place for seat, place in tellers}
    round_.save(update_fields=["board"])


# --- a sheet


@dataclass(frozen=True)
class Slips:
    """Papers handed out, handed in, and of these not valid."""

    issued: int
    collected: int
    invalid: int = 0

    @property
    def valid(self) -> int:
        return self.collected - self.invalid


def why_not_enter(round_: Round) -> str:
    if round_.status == COUNTED:
        return "Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, chủ tọa mở lượt mới và ghi lý do."
    if round_.status != OPEN:
        return "Chủ tọa chưa mở lượt này nên chưa nhập kết quả được."
    return "" if round_.way in (PAPER, HANDS) else "Lượt này không nhập kết quả bằng tay."


def voters_of(round_: Round, questions: list[Question]) -> dict[int, int]:
    """Question → how many of the roll vote on it."""
    on_roll = set(round_.roll.values_list("seat_id", flat=True))
    seats = [seat for seat in electorate.seats_of(round_.session) if seat.pk in on_roll]
    barred = electorate.barred_seats(round_.session, [q.nomination for q in questions], seats)
    return {q.pk: len(on_roll - barred[q.nomination_id]) for q in questions}


def why_not_these(round_: Round, slips: Slips, lines: Mapping[int, Mapping[str, int]]) -> str:
    """Issued ≥ collected = valid + invalid; per case as many votes as valid papers, or as people who vote."""
    questions = list(round_.questions.select_related("nomination__staff_member", "nomination__department"))
    if set(lines) != {question.pk for question in questions}:
        return "Nhập kết quả của từng trường hợp trong lượt."
    on_roll = round_.roll.count()
    if slips.issued > on_roll:
        return f"Phát ra {slips.issued} phiếu trong khi chỉ có {on_roll} người được bỏ phiếu."
    if slips.collected > slips.issued:
        return f"Thu về {slips.collected} phiếu, nhiều hơn {slips.issued} phiếu phát ra."
    if slips.invalid > slips.collected:
        return f"Có {slips.invalid} phiếu không hợp lệ, nhiều hơn {slips.collected} phiếu thu về."
    voters = voters_of(round_, questions)
    for question in questions:
        who, total = question.nomination.candidate, sum(lines[question.pk].values())
        expected = voters[question.pk] if round_.way == HANDS else slips.valid
        if total != expected:
            return f"{who}: tổng ba ý kiến là {total}; phải là {expected}."
    return ""


def enter(
    round_: Round, *, teller: Teller | None, slips: Slips | None, lines: Mapping[int, Mapping[str, int]], by: Any
) -> None:
    """Write or correct one's sheet while the round is open. `slips` None: hands, where everybody on the roll counts."""
    with acting_on(round_):
        refuse(why_not_enter(round_))
        refuse("" if (teller is None) == (round_.way == HANDS) else "Phiếu giấy do người trong Ban kiểm phiếu nhập.")
        on_roll = round_.roll.count()
        slips = slips or Slips(on_roll, on_roll)
        refuse(why_not_these(round_, slips, lines))
        values = {name: getattr(slips, name) for name in SLIPS}
        sheet, _ = CountSheet.objects.update_or_create(round=round_, teller=teller, defaults=values)
        sheet.lines.all().delete()
        CountLine.objects.bulk_create(CountLine(sheet=sheet, question_id=pk, **counts) for pk, counts in lines.items())
        Round.objects.filter(pk=round_.pk).update(times_entered=F("times_entered") + 1)
        audit(round_, "enter_count", by=by, after=values)


# --- may it be counted, and what are the totals


def sheets_of(round_: Round) -> list[CountSheet]:
    lines = Prefetch("lines", CountLine.objects.order_by("question__ordinal"))
    return list(
        round_.sheets.select_related("teller__seat__staff_member").prefetch_related(lines).order_by("teller__ordinal")
    )


def why_not_count(round_: Round) -> str:
    sheets = sheets_of(round_)
    if round_.way == HANDS:
        return "" if sheets else "Chưa chốt được vì chưa nhập số người giơ tay."
    if len(sheets) < FEWEST_TELLERS:
        return f"Chưa kiểm được vì mới có {len(sheets)}/{FEWEST_TELLERS} người trong Ban kiểm phiếu nhập kết quả."
    return _differ(round_, sheets)


def why_differ(round_: Round, sheets: list[CountSheet] | None = None) -> str:
    """For the tellers themselves: "" while not all sheets are in, and where they say the same."""
    sheets = sheets_of(round_) if sheets is None else sheets
    return _differ(round_, sheets) if len(sheets) >= FEWEST_TELLERS else ""


def _differ(round_: Round, sheets: list[CountSheet]) -> str:
    differing = differences(round_, sheets)
    if not differing:
        return ""
    return f"Chưa kiểm được vì các bản nhập khác nhau: {'; '.join(differing[:3])}. Đếm lại rồi sửa bản nhập sai."


def differences(round_: Round, sheets: list[CountSheet]) -> list[str]:
    """Where tellers' sheets disagree, in words without anybody's figure."""
    labels = {"issued": "số phiếu phát ra", "collected": "số phiếu thu về", "invalid": "số phiếu không hợp lệ"}
    found = [words for name, words in labels.items() if len({getattr(sheet, name) for sheet in sheets}) > 1]
    by_case: dict[int, set[tuple]] = defaultdict(set)
    for sheet in sheets:
        for line in sheet.lines.all():
            by_case[line.question_id].add(tuple(getattr(line, choice) for choice in Choice))
    questions = round_.questions.select_related("nomination__staff_member", "nomination__department")
    return found + [f"kết quả của {q.nomination.candidate}" for q in questions if len(by_case[q.pk]) > 1]


@dataclass(frozen=True)
class Turnout:
    """lines: question → choice → votes given in the room. Slips only of papers."""

    lines: Mapping[int, Mapping[str, int]]
    voters: int
    voted: int
    issued: int | None = None
    collected: int | None = None
    invalid: int | None = None


def turnout_of(round_: Round) -> Turnout:
    """What the count finds; asked inside its lock."""
    questions = list(round_.questions.values_list("pk", flat=True))
    on_roll = round_.roll.count()
    if round_.way == WRITTEN:
        everybody = written_opinions.expected(round_)
        return Turnout(
            {pk: Counter() for pk in questions}, len(everybody), len(everybody - written_opinions.awaited(round_))
        )
    if round_.way == SECRET:
        lines: dict[int, Counter] = {pk: Counter() for pk in questions}
        for question, choice, number in Box.objects.filter(question__in=questions).values_list(
            "question", "choice", "count"
        ):
            lines[question][choice] = number
        return Turnout(lines, on_roll, round_.roll.filter(voted=True).count())
    sheet = sheets_of(round_)[0]
    given = {line.question_id: {choice: getattr(line, choice) for choice in Choice} for line in sheet.lines.all()}
    if round_.way == HANDS:
        return Turnout(given, on_roll, on_roll)
    return Turnout(given, on_roll, sheet.collected, sheet.issued, sheet.collected, sheet.invalid)
