"""What the initiative council decided, as the clerk records it from decisions and minutes on paper.

Nothing is decided here. The table of states is in initiating.py.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaigns import heard
from campaigns.initiating import MOVES
from campaigns.models import Initiative, Recognition
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, move, refuse, why_not_move

# What a decision's row calls a thing, and under which name it stands on the initiative.
ON_INITIATIVE = {
    "scope": "scope",
    "number": "recognised_number",
    "date": "recognised_on",
    "recogniser": "recogniser",
}
NO_RESULT = {"scope": "", "recognised_number": "", "recognised_on": None, "recogniser": ""}
NO_RESULT |= {"refused_number": "", "refused_on": None, "refused_reason": ""}


def rank(scope: str) -> int:
    """How wide a scope is, the narrowest 0; -1 for none."""
    return Initiative.Scope.values.index(scope) if scope else -1


def recognition_gap(values: dict[str, Any], *, year: int | None) -> str:
    """What a decision (scope, number, date) of an initiative of that year lacks; without a full stop, as forms say it.

    `values` may carry the names of the decision's row or those that stand on the initiative.
    """
    day = values.get("date") or values.get("recognised_on")
    if not (values.get("number") or values.get("recognised_number")) or not day or not values.get("scope"):
        return "Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng"
    return date_gap(day, year=year)


def date_gap(day: date, *, year: int | None) -> str:
    """Why no result of an initiative of that year can bear this date."""
    if day > clock.today():
        return f"Ngày {vdate(day)} ở sau hôm nay; ghi ngày trên quyết định, biên bản"
    if year and day.year < year:
        return f"Ngày {vdate(day)} ở trước năm {year} của sáng kiến; xem lại ngày hoặc năm"
    return ""


def why_not_dated(initiative: Initiative, day: date) -> str:
    """Why no result of this initiative can bear that date; without a full stop, as forms say it."""
    met = heard.days_of([initiative.pk]).get(initiative.pk) if initiative.pk else None
    return date_gap(day, year=initiative.year) or heard.why_not_before(day, met)


def why_not_recognise(initiative: Initiative) -> str:
    if sentence := why_not_move(initiative, MOVES, "recognise") or heard.why_held(initiative, heard.RECORD):
        return sentence
    total = sum(initiative.co_authors.values_list("share", flat=True))
    return "" if total == 100 else f"Chưa công nhận được vì tổng tỷ lệ đóng góp là {total}%; sửa tác giả trước."


def recognise(
    initiative: Initiative, *, scope: str, number: str, date: date | None, recogniser: str = "", by: Any
) -> None:
    with acting_on(initiative) as i:
        values = {"scope": scope, "number": number, "date": date, "recogniser": recogniser}
        refuse(why_not_recognise(i))
        _refuse_gap(i, values)
        move(i, MOVES, "recognise", by=by, **NO_RESULT | _on_initiative(values))
        Recognition.objects.create(initiative=i, **values)


def why_not_raise(initiative: Initiative) -> str:
    if initiative.status != Initiative.Status.RECOGNISED:
        state = initiative.get_status_display()
        return f"Sáng kiến ở bước “{state}” nên không nâng phạm vi được; ghi công nhận trước."
    if initiative.scope == Initiative.Scope.NATION:
        return "Sáng kiến đã được công nhận phạm vi toàn quốc; không còn phạm vi rộng hơn."
    return ""


def raise_scope(
    initiative: Initiative, *, scope: str, number: str, date: date | None, recogniser: str = "", by: Any
) -> None:
    """A wider scope by another decision; the earlier decisions stay."""
    with acting_on(initiative) as i:
        values = {"scope": scope, "number": number, "date": date, "recogniser": recogniser}
        refuse(why_not_raise(i))
        if scope and rank(scope) <= rank(i.scope):
            refuse(f"Sáng kiến đã được công nhận phạm vi {i.get_scope_display().lower()}; chọn phạm vi rộng hơn.")
        if date and i.recognised_on and date < i.recognised_on:
            refuse(f"Quyết định nâng phạm vi không sớm hơn quyết định trước, ngày {vdate(i.recognised_on)}.")
        _refuse_gap(i, values)
        Recognition.objects.create(initiative=i, **values)
        before = {name: getattr(i, name) for name in _on_initiative(values)}
        repeat_widest(i)
        audit(i, "raise_scope", by=by, before=before, after=_on_initiative(values))


def correct(recognition: Recognition, *, number: str, date: date | None, recogniser: str = "", by: Any) -> None:
    """A slip in what was recorded of one decision: its number, date or issuer, never its scope."""
    with acting_on(recognition.initiative) as i:
        if i.status != Initiative.Status.RECOGNISED or not i.recognitions.filter(pk=recognition.pk).exists():
            refuse("Quyết định công nhận này không còn được ghi; tải lại trang để xem việc làm được.")
        recognition.refresh_from_db()
        values = {"scope": recognition.scope, "number": number, "date": date, "recogniser": recogniser}
        _refuse_gap(i, values)
        before = {name: getattr(recognition, name) for name in values}
        for name, value in values.items():
            setattr(recognition, name, value)
        recognition.save()
        repeat_widest(i)
        audit(i, "correct", by=by, before=_on_initiative(before), after=_on_initiative(values))


def why_not_refuse(initiative: Initiative) -> str:
    return why_not_move(initiative, MOVES, "not_recognise") or heard.why_held(initiative, heard.RECORD)


def not_recognise(initiative: Initiative, *, number: str, date: date, reason: str, by: Any) -> None:
    """As the minutes of that number and date say, with their reason."""
    with acting_on(initiative) as i:
        refuse(why_not_refuse(i))
        if sentence := why_not_dated(i, date):
            refuse(f"{sentence}.")
        minutes = {"refused_number": number, "refused_on": date, "refused_reason": reason}
        move(i, MOVES, "not_recognise", by=by, reason=reason, **minutes)


def why_not_reopen(initiative: Initiative) -> str:
    return why_not_move(initiative, MOVES, "reopen")


def reopen(initiative: Initiative, *, reason: str, by: Any) -> None:
    """A result recorded of the wrong initiative is taken off again; the trail keeps it."""
    with acting_on(initiative) as i:
        refuse(why_not_reopen(i))
        i.recognitions.all().delete()
        move(i, MOVES, "reopen", by=by, reason=reason, **NO_RESULT)


def decision_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The decision that stands among values named as on the initiative, as `recognise` takes it."""
    return {name: values[field] for name, field in ON_INITIATIVE.items()}


def note_decision(initiative: Initiative) -> None:
    """The row of the decision that stands on a recognised initiative; an import has just written it there."""
    values = decision_of(vars(initiative))
    Recognition.objects.update_or_create(initiative=initiative, scope=values.pop("scope"), defaults=values)


def repeat_widest(initiative: Initiative) -> None:
    """Let the initiative say again what the widest of its decisions says."""
    widest = max(initiative.recognitions.all(), key=lambda one: rank(one.scope))
    values = _on_initiative(vars(widest))
    for name, value in values.items():
        setattr(initiative, name, value)
    initiative.save(update_fields=list(values))


def _on_initiative(values: Mapping[str, Any]) -> dict[str, Any]:
    """A decision's values under the names they have on the initiative."""
    return {field: values[name] for name, field in ON_INITIATIVE.items()}


def _refuse_gap(initiative: Initiative, values: dict[str, Any]) -> None:
    if sentence := recognition_gap(values, year=initiative.year) or why_not_dated(initiative, values["date"]):
        refuse(f"{sentence}.")
