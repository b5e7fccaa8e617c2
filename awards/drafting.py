"""A dossier while its author still writes it: begun, edited, papers added. Its further way is in nominating.py."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from awards.gathering.works import spending
from awards.models import Nomination, Occasion
from campaigns.documents.pledge import noun_of
from campaigns.models import Award, Campaign, Department, Initiative, Movement, Phase, StaffMember
from campaigns.roles import main_posting, staff_of
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.uploads import why_not_fit
from thidua.workflow import acting_on, refuse

# Its issuer considers who receives it; here it is only recorded.
RECORDED_ONLY = ("KNC",)
Candidate = StaffMember | Department


def why_not_begin(campaign: Campaign) -> str:
    """Whether dossiers can be made in this campaign at all: asked before the form is shown."""
    if campaign.status != Campaign.Status.LAUNCHED:
        state = campaign.get_status_display()
        return f"{campaign} đang ở bước “{state}” nên không lập, nộp hồ sơ được; chọn phong trào đã phát động."
    return ""


def why_not_draft(nomination: Nomination, *, by: Any) -> str:
    """Whether this dossier, not stored yet, may be begun."""
    award, candidate = nomination.award, nomination.candidate
    if award.pk in RECORDED_ONLY:
        return f"{award.quoted_name} do cơ quan ban hành xét; ở đây chỉ ghi vào lịch sử khen thưởng."
    if award.is_collective != nomination.is_collective:
        whom = noun_of(award)
        return f"{award.quoted_name} chỉ dành cho {whom}; chọn danh hiệu, hình thức phù hợp."
    if award.is_title and nomination.occasion != Occasion.MERIT:
        return "Danh hiệu thi đua chỉ xét theo công trạng năm; chọn dịp “Công trạng năm” hoặc chọn Giấy khen."
    if by is not None and candidate == staff_of(by):
        return "Không ai lập hồ sơ cho chính mình; người xác nhận của đồng chí lập hồ sơ này."
    return _why_not_occasion(nomination) or _why_not_twice(nomination)


def _why_not_occasion(nomination: Nomination) -> str:
    campaign, occasion = nomination.campaign_id, nomination.occasion
    if occasion == Occasion.PHASE and (nomination.phase is None or nomination.phase.campaign_id != campaign):
        return "Khen theo đợt phải chọn một đợt của phong trào này."
    if occasion == Occasion.THEMATIC and (nomination.movement is None or nomination.movement.campaign_id != campaign):
        return "Khen theo chuyên đề phải chọn một phong trào thành phần của phong trào này."
    if occasion == Occasion.AD_HOC and (not nomination.occasion_text or nomination.occasion_date is None):
        return "Khen đột xuất phải ghi việc được khen và ngày lập thành tích."
    if occasion == Occasion.AD_HOC and nomination.occasion_date > clock.today():
        return "Ngày lập thành tích ở sau hôm nay; ghi ngày đã lập thành tích."
    return ""


def _why_not_twice(nomination: Nomination) -> str:
    twins = Nomination.objects.live().filter(
        staff_member=nomination.staff_member_id,
        department=nomination.department_id,
        award=nomination.award_id,
        year=nomination.year,
        occasion_key=nomination.make_occasion_key(),
    )
    return _already_there(nomination) if twins.exclude(pk=nomination.pk).exists() else ""


def _already_there(nomination: Nomination) -> str:
    who = nomination.candidate if nomination.is_collective else f"Đồng chí {nomination.candidate}"
    what = "danh hiệu này" if nomination.award.is_title else "hình thức này cho dịp này"
    return f"{who} đã có hồ sơ đề nghị {what} năm {nomination.year}; mở hồ sơ đó để xem."


def draft(
    campaign: Campaign,
    *,
    candidate: Candidate,
    award: Award | str,
    occasion: str = Occasion.MERIT,
    phase: Phase | None = None,
    movement: Movement | None = None,
    occasion_text: str = "",
    occasion_date: date | None = None,
    grounds: str = "",
    report: str = "",
    by: Any,
) -> Nomination:
    """Begin a dossier with the unit and the post of today; `award` is a row of the catalogue or its code."""
    refuse(why_not_begin(campaign))
    unit, post = _unit_and_post(candidate)
    is_person = isinstance(candidate, StaffMember)
    nomination = Nomination(
        campaign=campaign,
        staff_member=candidate if is_person else None,
        department=None if is_person else candidate,
        award=Award.objects.get(pk=award) if isinstance(award, str) else award,
        year=campaign.year,
        occasion=occasion,
        phase=phase,
        movement=movement,
        occasion_text=occasion_text,
        occasion_date=occasion_date,
        unit=unit,
        post=post,
        grounds=grounds,
        report=report,
        nominated_by=by,
    )
    refuse(why_not_draft(nomination, by=by))
    try:
        with transaction.atomic():
            nomination.save()
            _name_works(nomination)
            audit(nomination, "draft", by=by, after={"award": nomination.award_id, "unit": str(unit)})
    except IntegrityError:  # somebody else was quicker; the constraint is the last word
        refuse(_already_there(nomination))
    return nomination


def _name_works(nomination: Nomination) -> None:
    """What the title rests on stands in the dossier from the start, to be spent there; the author may change it."""
    if nomination.award_id != "CSTDCS":
        return
    person, used = nomination.staff_member_id, spending().filter(staff_member=nomination.staff_member_id)
    works = Initiative.objects.filter(authors=person, year=nomination.year, status=Initiative.Status.RECOGNISED)
    nomination.initiatives.add(*works.exclude(nominations__in=used))


def _unit_and_post(candidate: Candidate) -> tuple[Department, str]:
    if isinstance(candidate, Department):
        return candidate, ""
    posting = main_posting(candidate)
    if posting is None:
        refuse(f"Chưa rõ đơn vị của đồng chí {candidate}; Thường trực Hội đồng nhập vị trí công tác trước.")
    return posting.department, posting.post


def why_not_edit(nomination: Nomination) -> str:
    if nomination.status in (Nomination.Status.DRAFT, Nomination.Status.RETURNED):
        return ""
    state = nomination.get_status_display()
    return f"Hồ sơ đã ở bước “{state}” nên không sửa được; cần sửa thì đề nghị Thường trực Hội đồng trả lại."


def why_not_attach(nomination: Nomination, size: int) -> str:
    """Whether one more file of `size` bytes fits into the dossier."""
    return why_not_edit(nomination) or why_not_fit(nomination.evidence, size, whose="hồ sơ")


def attach(nomination: Nomination, attachment: Attachment, *, by: Any) -> None:
    with acting_on(nomination):
        refuse(why_not_attach(nomination, attachment.size))
        nomination.evidence.add(attachment)
        audit(nomination, "attach", by=by, after={"file": attachment.original_name})


def detach(nomination: Nomination, attachment: Attachment, *, by: Any) -> None:
    """The file leaves the dossier; it stays stored, as the trail names it."""
    with acting_on(nomination):
        refuse(why_not_edit(nomination))
        nomination.evidence.remove(attachment)
        audit(nomination, "detach", by=by, before={"file": attachment.original_name})
