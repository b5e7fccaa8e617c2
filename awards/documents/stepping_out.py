"""Conflicts of interest in the council's papers: who stepped out of which case and why, and who stayed, with why."""

from collections.abc import Iterator
from typing import Any

from awards.documents import results
from awards.documents.ways import sentence
from awards.models import Nomination, Recusal
from thidua.papers import Block, NumberedItem, Paragraph
from thidua.vietnamese import lower_first

STAYS = "Thành viên được đề nghị lánh nhưng vẫn biểu quyết, có ghi lý do:"


def recused(what: dict[str, Any]) -> Iterator[Block]:
    none = "Chưa ghi nhận." if what.get("unfinished") else "Không có."
    yield from (NumberedItem("-", line) for line in recusals_in(what) or [none])
    yield from stayed(what)


def stayed(what: dict[str, Any]) -> Iterator[Block]:
    """Nothing where nobody did."""
    if lines := stays_in(what):
        yield Paragraph(STAYS)
        yield from (NumberedItem("-", line) for line in lines)


def recusals_in(what: dict[str, Any]) -> list[str]:
    """One line a member: own cases put to the vote, of those who were there; then declared ones, with the reason."""
    lines: dict[int, list[str]] = {}
    names = {}
    for seat in what["seats"]:
        person, attendance = seat.staff_member_id, what["attendances"].get(seat.pk)
        if attendance is None or attendance.present or attendance.left_at:
            own = [q.nomination for q in what["last"].values() if person in what["owners"][q.nomination_id]]
            lines[seat.pk], names[seat.pk] = [_own_case(one) for one in own], seat.staff_member
    cases = {nomination.pk: nomination for nomination in what["nominations"]}
    for recusal in what["recusals"]:
        if recusal.nomination_id in cases:
            names[recusal.seat_id] = recusal.seat.staff_member
            lines.setdefault(recusal.seat_id, []).append(_declared(recusal, cases[recusal.nomination_id], what))
    return [f"{names[seat]}: {'; '.join(said)}." for seat, said in lines.items() if said]


def _declared(recusal: Recusal, nomination: Nomination, what: dict[str, Any]) -> str:
    kind = lower_first(recusal.get_kind_display())
    return f"{case(nomination, what)} ({kind}; lý do: {sentence(recusal.reason)})"


def stays_in(what: dict[str, Any]) -> list[str]:
    """Who votes on a case although the program proposed to step out of it."""
    cases = {str(nomination.pk): nomination for nomination in what["nominations"]}
    return [
        f"{declaration.seat.staff_member}: {case(cases[pk], what)} (lý do: {sentence(reason)})."
        for declaration in what["declarations"]
        for pk, reason in declaration.stays.items()
        if pk in cases
    ]


def _own_case(nomination: Nomination) -> str:
    whose = f"{nomination.candidate} (tập thể do mình phụ trách)" if nomination.is_collective else "bản thân"
    return f"{results.award_of(nomination)} đề nghị cho {whose}"


def case(nomination: Nomination, what: dict[str, Any]) -> str:
    mark = what["apart"].get(nomination.staff_member_id, "")
    return f"{results.award_of(nomination)} đề nghị cho {nomination.candidate}{mark}"
