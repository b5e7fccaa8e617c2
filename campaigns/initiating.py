"""Initiatives as the clerk records them, and their recognition."""

from typing import Any

from campaigns.models import Initiative
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

MOVES = {
    "recognise": Move(
        frozenset({Initiative.Status.DRAFT, Initiative.Status.SUBMITTED}), Initiative.Status.RECOGNISED, "công nhận"
    ),
}


def new_record() -> Initiative:
    """What the clerk enters was handed in on paper: it begins as submitted."""
    return Initiative(status=Initiative.Status.SUBMITTED)


def why_not_recognise(initiative: Initiative) -> str:
    if sentence := why_not_move(initiative, MOVES, "recognise"):
        return sentence
    if initiative.recognised_number and initiative.recognised_on and initiative.scope:
        return ""
    return "Chưa ghi công nhận được vì thiếu số, ngày quyết định hoặc phạm vi ảnh hưởng; nhập đủ ba mục đó."


def recognise(initiative: Initiative, *, by: Any) -> None:
    """Number, date and scope stand on the initiative already; the move makes them count."""
    with acting_on(initiative) as i:
        refuse(why_not_recognise(i))
        move(i, MOVES, "recognise", by=by)
