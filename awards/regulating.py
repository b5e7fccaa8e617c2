"""The province's and the school's own rules: written as a draft, adopted whole, closed on a day. A draft binds nobody.

Locks: the regulation; then the institution's row, under which parameters, that have no parent, are written.
"""

import contextlib
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from awards import amending
from awards.eligibility.wording import label_of
from awards.models import Regulation, RegulationCondition, RegulationParameter
from awards.own_rules import in_a_line
from thidua import clock
from thidua.audit import audit
from thidua.models import Parameter
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, lock, move, refuse, why_not_move

S = Regulation.Status
MOVES = {
    "adopt": Move(frozenset({S.DRAFT}), S.ADOPTED, "áp dụng"),
    "close": Move(frozenset({S.ADOPTED}), S.CLOSED, "thôi áp dụng"),
}
ONE_DAY = timedelta(days=1)
ASKED_ABOUT = ("legal_text", "replaces")


# --- a draft


def why_not_edit(regulation: Regulation) -> str:
    if regulation.is_draft:
        return ""
    return "Quy chế đã áp dụng thì không sửa được; muốn đổi, soạn quy chế thay từ một ngày."


@contextlib.contextmanager
def editing(regulation: Regulation) -> Iterator[None]:
    """Around a change of a draft or its rows: nobody adopts it meanwhile. The object in hand keeps its typed values."""
    with transaction.atomic():
        refuse(why_not_edit(Regulation.objects.select_for_update().get(pk=regulation.pk)))
        yield


def write(form: Any, *, by: Any) -> Regulation:
    """A new draft from a valid form."""
    form.instance.written_by = by
    return form.save(by=by)


def save_condition(form: Any, *, by: Any) -> RegulationCondition:
    """A row from a valid form. Other words are another question: what was answered to the old ones does not count."""
    with editing(form.instance.regulation):
        if not form.instance.code or form.instance.words != _stored(form.instance).words:
            form.instance.code = f"qc-{secrets.token_hex(6)}"
        return _save_row(form, by)


def save_parameter(form: Any, *, by: Any) -> RegulationParameter:
    with editing(form.instance.regulation):
        return _save_row(form, by)


def _save_row(form: Any, by: Any) -> Any:
    """One line on the regulation: the row in words, before and after."""
    row = form.save(commit=False)
    before = {"removed": [in_a_line(_stored(row))]} if row.pk else {}
    row.save()
    audit(row.regulation, "change_rows", by=by, before=before, after={"written": [in_a_line(row)]})
    return row


def _stored(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk) if row.pk else row


def remove_row(row: RegulationCondition | RegulationParameter, *, by: Any) -> None:
    with editing(row.regulation):
        audit(row.regulation, "change_rows", by=by, before={"removed": [in_a_line(row)]})
        row.delete()


def why_not_discard(regulation: Regulation, by: Any) -> str:
    if not regulation.is_draft:
        return "Quy chế đã áp dụng thì không xóa được; ghi ngày thôi áp dụng hoặc soạn quy chế thay."
    if regulation.written_by_id != by.pk:
        return "Chỉ người soạn xóa được bản thảo này."
    if regulation.successors.exists():
        return "Đã có quy chế thay cho bản này nên không xóa được."
    return ""


def discard(regulation: Regulation, *, by: Any) -> None:
    with acting_on(regulation):
        refuse(why_not_discard(regulation, by))
        audit(regulation, "discard", by=by)
        regulation.delete()


def why_not_amend(regulation: Regulation) -> str:
    if regulation.is_draft:
        return "Bản thảo thì sửa thẳng, không cần quy chế thay."
    if draft := regulation.successors.filter(status=S.DRAFT).first():
        return f"Đã có bản thảo thay quy chế này: “{draft.title}”; mở bản thảo đó để sửa tiếp."
    if regulation.successors.exists():
        return "Quy chế này đã được thay bằng quy chế khác."
    return ""


def amend(regulation: Regulation, *, by: Any) -> Regulation:
    """A draft with the same rows, to take this one's place on the day it will name."""
    with acting_on(regulation, *ASKED_ABOUT):
        refuse(why_not_amend(regulation))
        draft = Regulation.objects.create(
            title=regulation.title, issuer=regulation.issuer, replaces=regulation, written_by=by
        )
        for row in [*regulation.conditions.all(), *regulation.parameters.all()]:
            row.pk, row._state.adding, row.regulation = None, True, draft
            if isinstance(row, RegulationParameter):
                row.parameter = None
            row.save()
        audit(draft, "create", by=by, after={"replaces": str(regulation)})
    return draft


# --- adopting


def why_not_adopt(regulation: Regulation) -> str:
    return (
        why_not_move(regulation, MOVES, "adopt")
        or _why_not_whole(regulation)
        or _why_not_replace(regulation)
        or _why_not_set(regulation)
    )


def _why_not_whole(regulation: Regulation) -> str:
    if regulation.valid_from is None:
        return "Chưa áp dụng được vì chưa có ngày bắt đầu áp dụng; sửa thông tin quy chế."
    if regulation.legal_text_id is None and not (regulation.number and regulation.issued_on):
        return "Chưa áp dụng được vì chưa có số, ngày của văn bản; sửa thông tin quy chế."
    rows = [*regulation.conditions.all(), *regulation.parameters.all()]
    if not rows:
        return "Chưa áp dụng được vì quy chế chưa có điều kiện hay tham số nào."
    if missing := sum(not row.clause for row in rows):
        return f"Chưa áp dụng được vì còn {missing} dòng chưa ghi điều, khoản."
    return ""


def _why_not_replace(regulation: Regulation) -> str:
    old = regulation.replaces
    if old is None:
        return ""
    if old.valid_to and old.valid_to >= regulation.valid_from:
        return (
            f"Quy chế được thay còn áp dụng đến hết ngày {vdate(old.valid_to)}; "
            f"chọn ngày áp dụng từ {vdate(old.valid_to + ONE_DAY)} trở đi."
        )
    if old.valid_from >= regulation.valid_from:
        return f"Quy chế được thay áp dụng từ {vdate(old.valid_from)}; chọn ngày áp dụng sau ngày đó."
    return ""


def _why_not_set(regulation: Regulation) -> str:
    """A value that begins later, or has its last day already, stays as it is written: ours must begin after it."""
    rows = {(row.rule_set, row.key): row for row in regulation.parameters.all()}
    since = regulation.valid_from
    late = Parameter.objects.live().filter(Q(valid_from__gte=since) | Q(valid_to__gte=since))
    named_so = late.filter(key__in=[key for _, key in rows]).order_by("-valid_from")
    for stored in named_so:
        if row := rows.get((stored.rule_set, stored.key)):
            day = stored.valid_to or stored.valid_from
            return f"“{_named(row)}” đã có giá trị ghi cho ngày {vdate(day)}; chọn ngày áp dụng sau ngày đó."
    return ""


def adopt(regulation: Regulation, *, by: Any) -> None:
    """From its first day the conditions are asked and the values hold; what it replaces ends the day before."""
    with acting_on(regulation, *ASKED_ABOUT):
        amending.lock_parameters()
        if regulation.replaces:
            lock(regulation.replaces)
        refuse(why_not_adopt(regulation))
        if regulation.replaces and regulation.replaces.status == S.ADOPTED:
            _close(regulation.replaces, regulation.valid_from - ONE_DAY, by=by)
        for row in regulation.parameters.all():
            _write_parameter(row, regulation, by)
        move(regulation, MOVES, "adopt", by=by, adopted_by=by, adopted_at=clock.now())


def _write_parameter(row: RegulationParameter, regulation: Regulation, by: Any) -> None:
    """The value as a row of its own; the one before it ends the day before."""
    plan = amending.planned(row.rule_set, row.key, regulation.valid_from)
    source = f"{regulation.cited}, {row.clause}"[:300]
    row.parameter = amending.write(plan, row.value, source, row.certainty, verb="change_value", by=by)
    row.save(update_fields=["parameter"])


# --- closing


def why_not_close(regulation: Regulation, last_day: date | None = None) -> str:
    if refused := why_not_move(regulation, MOVES, "close"):
        return refused
    if last_day is None:
        return ""
    if last_day < regulation.valid_from:
        return f"Quy chế áp dụng từ {vdate(regulation.valid_from)}; chọn ngày từ đó trở đi."
    for row in regulation.parameters.select_related("parameter"):
        if row.parameter.valid_to and row.parameter.valid_to > last_day:
            return f"“{_named(row)}” đã ghi áp dụng đến {vdate(row.parameter.valid_to)}; chọn ngày từ đó trở đi."
    return ""


def close(regulation: Regulation, *, last_day: date, by: Any) -> None:
    """Its conditions are asked for the last time that day, its values hold for the last time; then the law's again."""
    with acting_on(regulation):
        amending.lock_parameters()
        refuse(why_not_close(regulation, last_day))
        _close(regulation, last_day, by=by)


def _close(regulation: Regulation, last_day: date, *, by: Any) -> None:
    own = Parameter.objects.live().filter(pk__in=regulation.parameters.values("parameter"), valid_to__isnull=True)
    own.update(valid_to=last_day)
    move(regulation, MOVES, "close", by=by, valid_to=last_day)


def _named(row: RegulationParameter) -> str:
    return f"{label_of(row.key)} (bộ {row.rule_set})"
