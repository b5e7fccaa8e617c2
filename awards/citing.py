"""The bases of a decision's draft: which legal texts it cites, in which order; the clerk's to choose.

A new draft has the texts in force on its day that decisions usually cite. A text that does not bind on the day of the
decision stops the issue, and the one that replaced it is offered.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from awards.models import Decision, DecisionBasis
from thidua.audit import audit
from thidua.models import LegalText
from thidua.vietnamese import vdate
from thidua.workflow import Refused, acting_on, refuse

ROLE_ORDER = (
    LegalText.Role.AUTHORITY,
    LegalText.Role.LAW,
    LegalText.Role.DECREE,
    LegalText.Role.CIRCULAR,
    LegalText.Role.LOCAL,
)
ROLES_NEEDED = (LegalText.Role.LAW, LegalText.Role.DECREE)
WHERE = "mục Căn cứ pháp lý"


def usual(on: date) -> list[LegalText]:
    """Texts in force on the day that decisions cite: authority, law, decree, circular, local rules."""
    texts = LegalText.objects.in_force(on).filter(cited_in_decisions=True)
    return sorted(texts, key=lambda text: (ROLE_ORDER.index(text.role), text.order))


def write(decision: Decision) -> None:
    """The bases of a new draft."""
    texts = enumerate(usual(decision.date), start=1)
    DecisionBasis.objects.bulk_create([DecisionBasis(decision=decision, ordinal=n, text=text) for n, text in texts])


def of_decision(decision: Decision) -> list[DecisionBasis]:
    return list(decision.bases.select_related("text__replaced_by"))


def citable(decision: Decision) -> QuerySet[LegalText]:
    """Texts in force on the draft's day that it does not cite yet."""
    return LegalText.objects.in_force(decision.date).exclude(pk__in=decision.bases.values("text"))


# --- what stops the issue


def why_not_cited(text: LegalText, on: date) -> str:
    """Why this text is no basis on that day, with what to do; "" when it is."""
    if text.binds_on(on):
        return ""
    if text.in_force_from > on:
        return f"căn cứ “{text}” chỉ có hiệu lực từ {vdate(text.in_force_from)}. Bỏ căn cứ này ở {WHERE}."
    ended = f"căn cứ “{text}” hết hiệu lực từ {vdate(text.in_force_to + timedelta(days=1))}"
    successor = text.successor_on(on)
    if successor:
        return f"{ended}. Thay bằng “{successor}” ở {WHERE}."
    return f"{ended}, chưa ghi văn bản thay thế. Bỏ căn cứ này hoặc thêm văn bản khác ở {WHERE}."


def why_not_based(decision: Decision, on: date) -> str:
    """Every basis binds on the day of the decision, a law and a decree among them."""
    bases = of_decision(decision)
    for basis in bases:
        if why := why_not_cited(basis.text, on):
            return f"Chưa ban hành được vì {why}"
    roles = {basis.text.role for basis in bases}
    missing = next((role for role in ROLES_NEEDED if role not in roles), None)
    if missing is None:
        return ""
    return f"Chưa ban hành được vì căn cứ của quyết định chưa có {missing.label} nào; thêm ở {WHERE}."


# --- the clerk's choice


def why_not_choose(decision: Decision) -> str:
    if decision.status == Decision.Status.DRAFT:
        return ""
    state = decision.get_status_display()
    return f"Quyết định đang ở bước “{state}” nên căn cứ giữ nguyên; muốn sửa thì ra quyết định khác."


def cite(decision: Decision, text: LegalText, *, by: Any) -> None:
    """One more basis, after those of its own kind and before the kinds that follow."""
    with acting_on(decision):
        refuse(why_not_choose(decision))
        if why := why_not_cited(text, decision.date):
            raise Refused(f"Không thêm được vì {why}")
        bases = of_decision(decision)
        if any(basis.text_id == text.pk for basis in bases):
            raise Refused(f"“{text}” đã là căn cứ của quyết định này.")
        rank = ROLE_ORDER.index(text.role)
        before = [basis for basis in bases if ROLE_ORDER.index(basis.text.role) <= rank]
        place = bases.index(before[-1]) + 1 if before else 0
        new = DecisionBasis.objects.create(decision=decision, text=text, ordinal=_next(decision))
        _number([*bases[:place], new, *bases[place:]])
        audit(decision, "cite", by=by, after={"basis": str(text)})


def drop(decision: Decision, pk: int, *, by: Any) -> None:
    with acting_on(decision):
        refuse(why_not_choose(decision))
        basis = _basis(decision, pk)
        basis.delete()
        audit(decision, "drop_basis", by=by, before={"basis": str(basis.text)})


def why_not_replace(basis: DecisionBasis, on: date) -> str:
    if basis.text.binds_on(on):
        return f"“{basis.text}” đang có hiệu lực ngày {vdate(on)}; không cần thay."
    return "" if basis.text.successor_on(on) else f"Chưa ghi văn bản thay thế “{basis.text}”; thêm văn bản khác."


def replace(decision: Decision, pk: int, *, by: Any) -> LegalText:
    """The text that took the place of an ended one, where that stood; one that is cited already is not cited twice."""
    with acting_on(decision):
        refuse(why_not_choose(decision))
        basis = _basis(decision, pk)
        refuse(why_not_replace(basis, decision.date))
        old, new = basis.text, basis.text.successor_on(decision.date)
        if decision.bases.filter(text=new).exists():
            basis.delete()
        else:
            basis.text = new
            basis.save(update_fields=["text"])
        audit(decision, "replace_basis", by=by, before={"basis": str(old)}, after={"basis": str(new)})
        return new


def shift(decision: Decision, pk: int, *, by: Any, step: int) -> None:
    """One place up (-1) or down (1); at the end of the list it stays."""
    with acting_on(decision):
        refuse(why_not_choose(decision))
        bases = of_decision(decision)
        keys = [basis.pk for basis in bases]
        place = keys.index(_basis(decision, pk).pk)
        other = place + step
        if not 0 <= other < len(bases):
            return
        bases[place], bases[other] = bases[other], bases[place]
        _number(bases)
        audit(decision, "order_bases", by=by, after={"bases": [str(basis) for basis in bases]})


def _basis(decision: Decision, pk: int) -> DecisionBasis:
    basis = decision.bases.filter(pk=pk).select_related("text__replaced_by").first()
    if basis is None:
        raise Refused("Căn cứ này vừa được bỏ; tải lại trang để xem danh sách mới.")
    return basis


def _next(decision: Decision) -> int:
    return (decision.bases.aggregate(last=Max("ordinal"))["last"] or 0) + 1


def _number(bases: list[DecisionBasis]) -> None:
    for ordinal, basis in enumerate(bases, start=1):
        basis.ordinal = ordinal
    DecisionBasis.objects.bulk_update(bases, ["ordinal"])
