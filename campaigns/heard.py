"""What the Hội đồng sáng kiến does with an initiative, as the floor above knows it: on its table, and its verdict."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigns.models import Initiative
from thidua.vietnamese import vdate

Hold = Callable[[Initiative, str], str]
Days = Callable[[Collection[int]], dict[int, date]]
TAKE_BACK, EDIT, RECORD = "take_back", "edit", "record"


@dataclass(frozen=True)
class Verdict:
    """Of an ended session. number, date: of its minutes; empty where they bear none."""

    recommended: bool
    words: str
    number: str
    date: date | None
    url: str


_holds: list[Hold] = []
_verdicts: list[Callable[[Initiative], Verdict | None]] = []
_days: list[Days] = []


def register(hold: Hold, verdict: Callable[[Initiative], Verdict | None], days: Days) -> None:
    if hold not in _holds:
        _holds.append(hold)
        _verdicts.append(verdict)
        _days.append(days)


def why_held(initiative: Initiative, act: str) -> str:
    """Why the author may not take it back, nobody edit it, or no result be recorded while a council has it."""
    return next(filter(None, (hold(initiative, act) for hold in _holds)), "") if initiative.pk else ""


def verdict_of(initiative: Initiative) -> Verdict | None:
    """The last one, of a session that has ended."""
    return next(filter(None, (verdict(initiative) for verdict in _verdicts)), None)


def days_of(initiatives: Collection[int]) -> dict[int, date]:
    """Initiative (key) → the day of the last ended session that counted it; in one question, however many."""
    return {pk: day for days in _days for pk, day in days(initiatives).items()}


def why_not_before(day: date | None, met: date | None) -> str:
    """Why no result bears a day before that session; without a full stop, as forms say it."""
    if day is None or met is None or day >= met:
        return ""
    return (
        f"Ngày {vdate(day)} ở trước phiên họp Hội đồng sáng kiến ngày {vdate(met)} đã xét sáng kiến này; "
        "ghi ngày trên quyết định, biên bản"
    )


def proposed_for(initiative: Initiative, recommended: bool) -> dict[str, Any]:
    """What a form of the result begins with: the minutes of a verdict that says so, else nothing."""
    found = verdict_of(initiative)
    if found is None or found.recommended != recommended:
        return {}
    if recommended:
        return {"scope": Initiative.Scope.BASE}
    return {"number": found.number, "date": found.date, "reason": found.words}
