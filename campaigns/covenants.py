"""The covenant between units: drafted by one head, signed by the heads of all, frozen with the last signature.

Sending it for signature is the drafting unit's own signature. Taken back to mend, it is signed anew by everybody.
"""

import contextlib
from collections.abc import Collection, Iterator
from typing import Any

from campaigns.models import Campaign, Covenant, CovenantParty, Department, Posting
from campaigns.phase_reviews import why_over
from campaigns.roles import headed, leading_postings, staff_of
from thidua import clock
from thidua.audit import audit
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

DRAFT, OPEN, SIGNED, WITHDRAWN = Covenant.Status
MOVES = {
    "offer": Move(frozenset({DRAFT}), OPEN, "gửi để ký"),
    "take_back": Move(frozenset({OPEN}), DRAFT, "lấy lại để sửa"),
    # With the last signature, by itself.
    "complete": Move(frozenset({OPEN}), SIGNED, "ghi là đã ký đủ"),
    "withdraw": Move(frozenset({DRAFT, OPEN}), WITHDRAWN, "rút"),
}
ASKED_ABOUT = ("campaign", "drafted_by")
UNSIGNED = {"signed_at": None, "signed_by": None, "signed_name": "", "signed_post": ""}


# --- the drafting head


def why_not_draft(campaign: Campaign) -> str:
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa soạn giao ước được vì {campaign} không ở bước “Đã phát động”; theo dõi trang phong trào."
    return ""


def why_not_write(covenant: Covenant) -> str:
    if covenant.status == DRAFT:
        return ""
    state = covenant.get_status_display()
    return f"Bản giao ước đang ở bước “{state}” nên không sửa được; lấy lại để sửa nếu chưa ký đủ."


@contextlib.contextmanager
def writing(covenant: Covenant) -> Iterator[Covenant]:
    """Around the saving of its form, also of a new one: locked, and refused once it was sent for signature."""
    if covenant.pk is None:
        with acting_on(covenant.campaign):
            refuse(why_not_draft(covenant.campaign))
            yield covenant
        return
    with acting_on(covenant, *ASKED_ABOUT):
        refuse(why_not_draft(covenant.campaign) or why_not_write(covenant))
        yield covenant


def set_parties(covenant: Covenant, others: Collection[Department], *, by: Any) -> None:
    """Inside `writing`: the drafting unit and these others sign."""
    wanted = {unit.pk for unit in others} | {covenant.drafted_by_id}
    before = set(covenant.parties.values_list("department", flat=True))
    if wanted == before:
        return
    covenant.parties.exclude(department__in=wanted).delete()
    CovenantParty.objects.bulk_create(CovenantParty(covenant=covenant, department_id=pk) for pk in wanted - before)
    audit(covenant, "change_parties", by=by, before={"units": sorted(before)}, after={"units": sorted(wanted)})


def why_not_offer(covenant: Covenant) -> str:
    if sentence := why_not_move(covenant, MOVES, "offer") or why_not_draft(covenant.campaign):
        return sentence
    if covenant.parties.count() < 2:
        return "Chưa gửi để ký được vì mới có một đơn vị; chọn ít nhất một đơn vị cùng ký."
    if not covenant.lines:
        return "Chưa gửi để ký được vì chưa ghi nội dung giao ước; sửa bản giao ước rồi gửi."
    if unheaded := _without_head(covenant):
        return f"Chưa gửi để ký được vì {unheaded} chưa có người đứng đầu; bỏ đơn vị này hoặc chờ giao người phụ trách."
    return ""


def _without_head(covenant: Covenant) -> CovenantParty | None:
    led = leading_postings().values("department")
    return covenant.parties.exclude(department__in=led).select_related("department").first()


def offer(covenant: Covenant, *, by: Any) -> None:
    """Sent to the others; the drafting unit has signed with it."""
    with acting_on(covenant, *ASKED_ABOUT):
        refuse(why_not_offer(covenant))
        _put_signature(covenant.parties.get(department=covenant.drafted_by_id), by)
        move(covenant, MOVES, "offer", by=by, opened_at=clock.now())


def why_not_take_back(covenant: Covenant) -> str:
    return why_over(covenant.campaign) or why_not_move(covenant, MOVES, "take_back")


def take_back(covenant: Covenant, *, reason: str, by: Any) -> None:
    """A step back while a signature is missing; those given are void, as the words may change."""
    refuse("" if reason.strip() else "Ghi lý do lấy lại để các đơn vị đã ký biết.")
    with acting_on(covenant, *ASKED_ABOUT):
        refuse(why_not_take_back(covenant))
        covenant.parties.update(**UNSIGNED)
        move(covenant, MOVES, "take_back", by=by, reason=reason.strip(), opened_at=None)


def why_not_withdraw(covenant: Covenant) -> str:
    return why_over(covenant.campaign) or why_not_move(covenant, MOVES, "withdraw")


def withdraw(covenant: Covenant, *, by: Any) -> None:
    with acting_on(covenant, *ASKED_ABOUT):
        refuse(why_not_withdraw(covenant))
        move(covenant, MOVES, "withdraw", by=by)


# --- the heads who sign


def why_not_sign(covenant: Covenant, department: Department, *, by: Any) -> str:
    if over := why_over(covenant.campaign):
        return over
    if covenant.status != OPEN:
        state = covenant.get_status_display()
        return f"Không ký được vì bản giao ước đang ở bước “{state}”; tải lại trang để xem việc làm được."
    party = covenant.parties.filter(department=department).first()
    if party is None or department not in headed(by):
        return f"Không ký được vì người ký phải là người đứng đầu {department}, một đơn vị trong giao ước."
    return f"{department} đã ký bản giao ước này; không cần ký lại." if party.signed_at else ""


def sign(covenant: Covenant, department: Department, *, by: Any) -> None:
    with acting_on(covenant, *ASKED_ABOUT):
        refuse(why_not_sign(covenant, department, by=by))
        _put_signature(covenant.parties.get(department=department), by)
        if covenant.parties.filter(signed_at__isnull=True).exists():
            audit(covenant, "sign", by=by, after={"unit": str(department)})
        else:
            move(covenant, MOVES, "complete", by=by, signed_at=clock.now())


def _put_signature(party: CovenantParty, by: Any) -> None:
    person = staff_of(by)
    posting: Posting | None = leading_postings().filter(department=party.department_id, staff_member=person).first()
    party.signed_at, party.signed_by = clock.now(), by
    party.signed_name, party.signed_post = person.full_name if person else "", posting.post if posting else ""
    party.save(update_fields=["signed_at", "signed_by", "signed_name", "signed_post"])
