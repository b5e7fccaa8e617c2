"""Papers of the demo's year beside pledges, minutes and decisions: an amended plan, a unit's letter, a posted list.

What bears a number is issued by the desk where this machine can draw PDF; else it stays a draft there.
"""

from datetime import date

from awards import desk, disclosing, inviting, objecting
from awards.demo.campaigns import evaluate_2022, user_named
from awards.demo.check_ins import check_in_2022
from awards.demo.people import LARGE_SCHOOL
from awards.documents.summary_words import conditions
from awards.models import CouncilSession, Disclosure, PaperDraft, UnitReview
from campaigns import amending_plan, planning
from campaigns.forms.plan_acts import AmendmentForm
from campaigns.models import Campaign, Phase, PlanAmendment
from thidua import clock, pdf

AMENDED_ON = date(2022, 11, 21)
POSTED_FROM, OBJECTED_ON, POSTED_TO = date(2022, 12, 13), date(2022, 12, 15), date(2022, 12, 19)
INVITED_ON = date(2022, 12, 15)
MONDAY = date(2022, 12, 12)

WITH_AND_AGAINST = (
    "\nThuận lợi: đội ngũ đoàn kết, phong trào được phát động từ đầu năm."
    "\nKhó khăn: hai lớp bồi dưỡng phải hoãn vì dịch bệnh."
)
# Parts of the year's report that no figure tells.
TOLD = {
    "commendation": "Việc xét khen thưởng đúng đối tượng, đúng quy trình, công khai trước khi họp Hội đồng; người trực "
    "tiếp giảng dạy, phục vụ được quan tâm.",
    "lessons": "Chỉ tiêu đăng ký phải đo được và được người đứng đầu đơn vị xác nhận từ đầu năm.\n"
    "Đánh giá ngay sau mỗi đợt giúp đơn vị kịp điều chỉnh chỉ tiêu còn thiếu.",
    "proposals": "Đề nghị Sở Nội vụ tiếp tục tập huấn nghiệp vụ thi đua, khen thưởng cho các đơn vị trong Khối.",
}


NOT_MISSED = "Một số chỉ tiêu hoàn thành vào những ngày cuối đợt."
AFTER_THE_LAST = "Phát động phong trào thi đua năm 2023 ngay trong quý I."
NUMBERS = {1: 21, 2: 1}  # in the register of the reports of 2022 and of 2023
REVIEWED_ON = {1: date(2022, 7, 5), 2: date(2023, 1, 5)}
# Parts of the report on a đợt that no figure tells.
TOLD_OF_A_PHASE = {
    "commendation": "Các khoa, phòng chọn người đạt mọi chỉ tiêu của đợt để đề nghị Hiệu trưởng tặng Giấy khen.",
    "models": "Các khoa, phòng giới thiệu người hướng dẫn đồng nghiệp soạn bài giảng điện tử.",
    "lessons": "Chỉ tiêu ghi bằng số lượng và thời hạn thì dễ theo dõi, dễ đánh giá.",
    "proposals": "Đề nghị các đoàn thể cùng theo dõi chỉ tiêu đã đăng ký của đoàn viên, hội viên.",
}


def evaluate_and_amend_2022() -> None:
    """Words in mid-phase, the year's two evaluations, the sơ kết of the first; in between the plan is amended."""
    amend_plan_of_2022()
    check_in_2022()
    evaluate_2022()
    review_2022(1)


def review_2022(ordinal: int) -> None:
    """The report on one đợt, written by the clerk, issued by the rector; the đợt is reviewed by it."""
    clerk, phase = user_named("thuongtruc"), Phase.objects.get(campaign__year=2022, ordinal=ordinal)
    with clock.standing_at(REVIEWED_ON[ordinal]):
        draft = desk.begin("phase-report", phase, by=clerk)
        said = {part.key: text for part, text in desk.parts_of(draft)} | TOLD_OF_A_PHASE
        said["situation"] = conditions(phase.campaign).partition("\n")[0] + WITH_AND_AGAINST
        for key, text in (("limits", NOT_MISSED), ("directions", AFTER_THE_LAST)):
            said[key] = said[key] or text
        desk.write(draft, texts=said, date=draft.date, signer=draft.signer, by=clerk)
        if not pdf.missing_libraries():
            desk.issue(draft, number=NUMBERS[ordinal], date=clock.today(), by=user_named("hieutruong"))


def amend_plan_of_2022() -> None:
    """10/12/2022 is a Saturday: dossiers may come until Monday; the plan says so by an amendment with its number."""
    campaign, clerk = Campaign.objects.get(year=2022), user_named("thuongtruc")
    reason = "Ngày 10 tháng 12 năm 2022 là thứ Bảy."
    with clock.standing_at(AMENDED_ON):
        planning.adjust(campaign, "nominations_due_on", MONDAY, reason=reason, by=clerk)
        campaign.refresh_from_db()
        said = {
            "title": amending_plan.proposed_title(campaign),
            "changes": amending_plan.proposed_changes(campaign),
            "reason": f"{reason} Trường lùi hạn nộp hồ sơ đề nghị sang ngày làm việc tiếp theo để các khoa, phòng kịp "
            "hoàn thiện hồ sơ.",
        }
        form = AmendmentForm(said, instance=PlanAmendment(campaign=campaign))
        if not form.is_valid():
            raise ValueError(str(dict(form.errors)))
        _written("plan-amendment", amending_plan.begin(campaign, form, by=clerk), 41)


def write_a_letter(review: UnitReview) -> None:
    """What goes with a unit's dossiers bears no number: it stays a draft at the desk, with the notice it answers."""
    draft = desk.begin("nomination-letter", review, by=user_named("thuongtruc"))
    texts = {"notice": "Căn cứ Thông báo số 58/TB-TCT ngày 01 tháng 12 năm 2022 về tổng kết phong trào thi đua"}
    desk.write(draft, texts=texts, date=draft.date, signer=draft.signer, by=user_named("thuongtruc"))


def post_list_of_2022() -> None:
    """What was verified hangs for five working days before the session; one objection is answered in time."""
    campaign, clerk = Campaign.objects.get(year=2022), user_named("thuongtruc")
    with clock.standing_at(POSTED_FROM):
        posted = disclosing.draw_up(
            campaign,
            disclosing.candidates(campaign),
            starts_on=POSTED_FROM,
            ends_on=None,
            places="Bảng tin của Trường\nTrang thông tin điện tử của Trường",
            by=clerk,
        )
        if posted.cases.count() < LARGE_SCHOOL:  # thousands of names are drawn for a minute
            _written("disclosure-notice", posted, 63)
    _object_to(posted)


def _object_to(posted: Disclosure) -> None:
    case = posted.cases.select_related("nomination").filter(nomination__award="CSTDCS").first()
    with clock.standing_at(OBJECTED_ON):
        asked = "Đề nghị làm rõ sáng kiến đã được áp dụng ở những lớp nào."
        sender = user_named("uyvien3")
        objection = objecting.send(posted, content=asked, case=case, is_withheld=False, by=sender)
    with clock.standing_at(POSTED_TO):
        said = (
            "Sáng kiến được công nhận tại Quyết định số 86/QĐ-TCT ngày 15/11/2022, áp dụng ở các lớp trung cấp lý "
            "luận chính trị từ tháng 3 năm 2022; hồ sơ có xác nhận của Phòng Quản lý đào tạo và nghiên cứu khoa học."
        )
        objecting.answer(objection, text=said, by=user_named("thuongtruc"))


def invite_to(session: CouncilSession) -> None:
    with clock.standing_at(INVITED_ON):
        _written("invitation", session, 12)
        inviting.invite(session, by=user_named("thuongtruc"))


def begin_report_of_2022() -> None:
    """In February the clerk has begun the year's report; it waits at the desk."""
    clerk = user_named("thuongtruc")
    campaign = Campaign.objects.get(year=2022)
    situation = conditions(campaign).partition("\n")[0] + WITH_AND_AGAINST
    draft = desk.begin("summary-report", campaign, by=clerk)
    desk.write(draft, texts=TOLD | {"situation": situation}, date=draft.date, signer=draft.signer, by=clerk)


def _written(kind: str, row, number: int) -> PaperDraft:
    """Begun at the desk by the clerk, and issued that day by the rector."""
    draft = desk.begin(kind, row, by=user_named("thuongtruc"))
    if not pdf.missing_libraries():
        desk.issue(draft, number=number, date=clock.today(), by=user_named("hieutruong"))
    return draft
