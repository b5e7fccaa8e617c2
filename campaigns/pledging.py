"""The life of a pledge, from the first draft to its place on the accepted list of the unit.

Locks are taken in one order everywhere, here and in registering.py: first the unit's registration (made when there
is none), then the pledge. So an endorsement and the sending of the list, or two tabs, wait for each other.
"""

import contextlib
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from campaigns import asking, pledge_snapshots, working_days
from campaigns.models import Campaign, Department, Phase, Pledge, Posting, StaffMember, UnitRegistration
from campaigns.phase_reviews import why_over
from campaigns.roles import main_posting, union_signer
from thidua import clock
from thidua.audit import audit
from thidua.models import Institution
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, lock, move, refuse, why_not_move

DRAFT, SUBMITTED, RETURNED, ENDORSED, REGISTERED, WITHDRAWN = Pledge.Status

MOVES = {
    "submit": Move(frozenset({DRAFT, RETURNED}), SUBMITTED, "gửi"),
    "withdraw": Move(frozenset({DRAFT, SUBMITTED, RETURNED, ENDORSED}), WITHDRAWN, "rút lại"),
    "endorse": Move(frozenset({SUBMITTED}), ENDORSED, "xác nhận"),
    "send_back": Move(frozenset({SUBMITTED, ENDORSED}), RETURNED, "trả lại"),
    # By the clerk's acts on the unit's registration only (registering.py).
    "register": Move(frozenset({ENDORSED}), REGISTERED, "ghi vào danh sách đăng ký"),
    "reopen": Move(frozenset({REGISTERED}), ENDORSED, "mở lại"),
}

# What a pledge's verbs ask and say, read with its row.
ASKED_ABOUT = ("campaign", "unit", "staff_member", "department")

# A second signature is of the words it was put under: sent anew, the pledge is signed anew.
UNSIGNED = {"union_signed_at": None, "union_signed_by": None}

# Working days to mend a returned pledge, also when the deadline has passed meanwhile.
DAYS_TO_MEND = 5

PARTS, OF_COLLECTIVES = Pledge.PARTS, Pledge.PARTS_OF_COLLECTIVES


def registration_of(campaign: Campaign, department: Department) -> UnitRegistration:
    """The unit's registration in the campaign; made, not sent, when there is none yet."""
    return UnitRegistration.objects.get_or_create(campaign=campaign, department=department)[0]


def live_pledge(campaign: Campaign, owner: StaffMember | Department) -> Pledge | None:
    return campaign.pledges.live().filter(**subject(owner)).first()


def last_day_to_submit(pledge: Pledge) -> date | None:
    """The deadline, or a later day the clerk opened for the unit, or the last day to mend a returned pledge."""
    return _last_day(pledge, _registration(pledge))


def _last_day(pledge: Pledge, registration: UnitRegistration | None) -> date | None:
    days = [pledge.campaign.registration_due_on, registration and registration.late_until]
    if pledge.status == RETURNED and pledge.returned_on:
        days.append(working_days.after(pledge.returned_on, DAYS_TO_MEND))
    return max(filter(None, days), default=None)


# --- the owner


def why_not_begin(campaign: Campaign, owner: StaffMember | Department) -> str:
    return _why_not_begin(campaign, owner, _posting(owner))


def _why_not_begin(campaign: Campaign, owner: StaffMember | Department, posting: Posting | None) -> str:
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa bắt đầu bản đăng ký được vì {campaign} không ở bước “Đã phát động”; theo dõi trang phong trào."
    if live_pledge(campaign, owner):
        whose = f"{owner}" if isinstance(owner, Department) else "Đồng chí"
        return f"{whose} đã có bản đăng ký trong phong trào này; mở bản đó để viết tiếp."
    if isinstance(owner, StaffMember) and posting is None:
        return f"Chưa bắt đầu được vì chưa rõ đơn vị công tác của {owner}; đề nghị Thường trực Hội đồng bổ sung."
    return why_too_late(Pledge(campaign=campaign, unit=posting.department if posting else owner))


def begin(
    campaign: Campaign,
    *,
    owner: StaffMember | Department,
    by: Any,
    fill: Callable[[Pledge], dict[str, Any]] = lambda pledge: {},
) -> Pledge:
    """A new draft; unit and post are kept as they are today. `fill` writes into it and says what the trail adds."""
    with acting_on(owner):
        posting = _posting(owner)
        refuse(_why_not_begin(campaign, owner, posting))
        pledge = Pledge.objects.create(
            campaign=campaign,
            unit=posting.department if posting else owner,
            post=posting.post if posting else "",
            **subject(owner),
        )
        audit(pledge, "begin", by=by, after={"status": pledge.status} | fill(pledge))
    return pledge


def open_parts(pledge: Pledge) -> frozenset[str]:
    """Which parts are written on: of a draft all, of a returned one those named in the return."""
    parts = [part for part in PARTS if not pledge.is_collective or part in OF_COLLECTIVES]
    if pledge.status not in MOVES["submit"].sources:
        return frozenset()
    named = pledge.return_fields if pledge.status == RETURNED else []
    return frozenset(named or parts) & frozenset(parts)


def why_not_edit(pledge: Pledge, *parts: str) -> str:
    """Only a draft or a returned pledge is written on; `parts`: one of them at least must be open."""
    if over := why_over(pledge.campaign):
        return over
    if pledge.status not in MOVES["submit"].sources:
        state = pledge.get_status_display()
        return f"Bản đăng ký này đang ở bước “{state}” nên không sửa được; muốn sửa thì rút lại và lập bản mới."
    found = open_parts(pledge)
    if not parts or found & set(parts):
        return ""
    asked = ", ".join(PARTS[part].lower() for part in PARTS if part in found)
    return f"Bản này được trả lại để sửa: {asked}. Phần khác giữ như đã gửi nên không mở để sửa."


def why_not_due(campaign: Campaign, phase: Phase | None, day: date) -> str:
    """A target's deadline stands inside its phase, or inside the campaign where it has none."""
    first, last = (phase.starts_on, phase.ends_on) if phase else (campaign.starts_on, campaign.ends_on)
    first, last = first or campaign.starts_on, last or campaign.ends_on
    if first <= day <= last:
        return ""
    within = str(phase) if phase else f"năm {campaign.year}" if campaign.kind == Campaign.Kind.YEARLY else "phong trào"
    return f"Thời hạn phải trong {within}, từ {vdate(first)} đến {vdate(last)}"


def why_not_submit(pledge: Pledge) -> str:
    refused = why_not_move(pledge, MOVES, "submit")
    if refused:
        return refused
    if pledge.campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa gửi được vì {pledge.campaign} không ở bước “Đã phát động”; theo dõi trang phong trào."
    if late := why_too_late(pledge):
        return late
    if reviewed := _why_reviewed(pledge):
        return f"Chưa gửi được vì {reviewed}; chọn đợt khác hoặc cả năm."
    if not pledge.awards.exists():
        return "Chưa gửi được vì chưa chọn danh hiệu, hình thức nào; chọn ít nhất một danh hiệu."
    return ""


def _why_reviewed(pledge: Pledge) -> str:
    """A target of a đợt whose sơ kết is issued: it could get no result any more, and the figures issued would move."""
    target = pledge.targets.filter(phase__reviewed_on__isnull=False).select_related("phase").first()
    return f"chỉ tiêu “{target}” thuộc {target.phase} đã sơ kết" if target else ""


def why_too_late(pledge: Pledge) -> str:
    """The unit's list is accepted, or the last day to send is past; asked from the first page on, for a new one too."""
    registration = _registration(pledge)
    if registration and registration.status == UnitRegistration.Status.ACCEPTED:
        return f"Đăng ký của {pledge.unit} đã duyệt; đề nghị Thường trực Hội đồng mở lại rồi gửi bản này."
    last = _last_day(pledge, registration)
    if last and clock.today() > last:
        return f"Đã hết hạn đăng ký ngày {vdate(last)}. Muốn đăng ký bổ sung, {_ask_clerk()}."
    return ""


def advice(pledge: Pledge) -> str:
    """What the owner had better think of; the pledge can be sent all the same."""
    if pledge.is_collective or pledge.initiative_title:
        return ""
    wanting = asking.wanting_initiative(pledge.awards.all())
    if not wanting:
        return ""
    names = ", ".join(award.quoted_name for award in wanting)
    return (
        f"Đăng ký {names} mà chưa có tên sáng kiến, đề tài. "
        "Danh hiệu, hình thức này thường cần sáng kiến hoặc đề tài được công nhận; bổ sung tên nếu có."
    )


def submit(pledge: Pledge, *, by: Any) -> None:
    with holding(pledge):
        refuse(why_not_submit(pledge))
        mended = {"return_code": "", "return_fields": []}
        sent = {"sent": pledge_snapshots.told(pledge_snapshots.taken(pledge))}
        move(pledge, MOVES, "submit", by=by, told=sent, submitted_at=clock.now(), **mended, **UNSIGNED)


def why_not_withdraw(pledge: Pledge) -> str:
    refused = why_over(pledge.campaign) or why_not_move(pledge, MOVES, "withdraw")
    if refused:
        return refused
    registration = _registration(pledge)
    opened = registration.late_until if registration else None
    last = max(filter(None, [pledge.campaign.registration_due_on, opened]), default=None)
    if last and clock.today() > last:
        return f"Chỉ rút lại được đến hết ngày {vdate(last)} là hạn đăng ký. Muốn thay đổi, {_ask_clerk()}."
    return ""


def withdraw(pledge: Pledge, *, by: Any) -> None:
    """Until the deadline; afterwards the owner may begin a new one."""
    with holding(pledge):
        refuse(why_not_withdraw(pledge))
        move(pledge, MOVES, "withdraw", by=by)


# --- the endorser


def why_not_endorse(pledge: Pledge) -> str:
    refused = why_over(pledge.campaign) or why_not_move(pledge, MOVES, "endorse")
    if refused:
        return refused
    if _list_status(pledge) == UnitRegistration.Status.ACCEPTED:
        return f"Chưa xác nhận được vì đăng ký của {pledge.unit} đã duyệt; đề nghị Thường trực Hội đồng mở lại trước."
    if reviewed := _why_reviewed(pledge):
        return f"Chưa xác nhận được vì {reviewed}; trả lại để chọn đợt khác hoặc cả năm."
    signer = union_signer(pledge.department) if pledge.department and not pledge.union_signed_at else None
    return f"Chưa xác nhận được vì tổ trưởng công đoàn {signer} chưa ký; nhắc đồng chí ấy ký trước." if signer else ""


def endorse(pledge: Pledge, *, by: Any) -> None:
    with holding(pledge):
        refuse(why_not_endorse(pledge))
        move(pledge, MOVES, "endorse", by=by, endorsed_at=clock.now(), endorsed_by=by)


def why_not_send_back(pledge: Pledge) -> str:
    """An endorsed pledge goes back only while the unit's list is still, or again, with the unit."""
    refused = why_over(pledge.campaign) or why_not_move(pledge, MOVES, "send_back")
    if refused:
        return refused
    with_clerk = {UnitRegistration.Status.SENT, UnitRegistration.Status.ACCEPTED}
    if pledge.status == ENDORSED and _list_status(pledge) in with_clerk:
        return f"Chưa trả lại được vì đăng ký của {pledge.unit} đã gửi; đề nghị Thường trực Hội đồng trả lại trước."
    return ""


def send_back(pledge: Pledge, *, code: str, fields: Collection[str], reason: str, by: Any) -> None:
    """Return with a coded reason, the parts to mend and a note; only those parts open again for the owner."""
    refuse("" if code in Pledge.ReturnCode.values else "Chọn lý do trả lại trong danh sách.")
    parts = [part for part in PARTS if not pledge.is_collective or part in OF_COLLECTIVES]
    refuse("" if fields and set(fields) <= set(parts) else "Chọn ít nhất một chỗ cần sửa trong bản đăng ký.")
    refuse("" if reason.strip() else "Ghi lý do trả lại để người đăng ký biết chỗ cần sửa.")
    with holding(pledge):
        refuse(why_not_send_back(pledge))
        said = {"return_code": code, "return_fields": [part for part in parts if part in fields]}
        said |= {"return_reason": reason.strip(), "returned_on": clock.today()}
        move(pledge, MOVES, "send_back", by=by, reason=reason.strip(), **said)


# --- shared


@contextlib.contextmanager
def editing(pledge: Pledge, *parts: str) -> Iterator[Pledge]:
    """Around the saving of a page of the form: locked, and refused once the pledge was sent or the parts are closed."""
    with holding(pledge):
        refuse(why_not_edit(pledge, *parts))
        yield pledge


@contextlib.contextmanager
def holding(pledge: Pledge) -> Iterator[Pledge]:
    """Around every act: the unit's registration, then the pledge, locked and read again."""
    with transaction.atomic():
        lock(registration_of(pledge.campaign, pledge.unit))
        lock(pledge, *ASKED_ABOUT)
        yield pledge


def subject(owner: StaffMember | Department) -> dict[str, Any]:
    return {"department": owner} if isinstance(owner, Department) else {"staff_member": owner}


def _registration(pledge: Pledge) -> UnitRegistration | None:
    return UnitRegistration.objects.filter(campaign=pledge.campaign_id, department=pledge.unit_id).first()


def _list_status(pledge: Pledge) -> str:
    registration = _registration(pledge)
    return registration.status if registration else UnitRegistration.Status.NOT_SENT


def _posting(owner: StaffMember | Department) -> Posting | None:
    return main_posting(owner) if isinstance(owner, StaffMember) else None


def _ask_clerk() -> str:
    phone = Institution.objects.values_list("contact_phone", flat=True).first()
    return "liên hệ Thường trực Hội đồng" + (f", điện thoại {phone}" if phone else "")
