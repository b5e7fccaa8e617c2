"""What leaves the demo's school for the province, and a revocation that is being written."""

from datetime import date

from awards import enclosing, revoking, submitting
from awards.demo.campaigns import user_named
from awards.models import CouncilSession, Decision, SubmissionLetter
from campaigns.models import Award, Posting
from thidua import clock

SENT_ON = date(2022, 12, 29)
CONCLUDED_ON = date(2023, 2, 16)


def propose_to_the_province(session: CouncilSession) -> SubmissionLetter:
    """A faculty's Bằng khen is for the province to decide; the letter is sent, no answer is there yet."""
    rector, clerk = user_named("hieutruong"), user_named("thuongtruc")
    signer = Posting.objects.get(staff_member__user=rector, may_sign=True)
    grounds = (
        "Khoa Nhà nước và pháp luật hai năm liên tục 2021, 2022 hoàn thành xuất sắc nhiệm vụ; nội bộ đoàn kết, không "
        "có người bị kỷ luật."
    )
    with clock.standing_at(SENT_ON):
        drafted = submitting.draft(
            session, level=Award.Level.PROVINCE, date=SENT_ON, signer=signer, grounds=grounds, by=clerk
        )
        for line in drafted.lines.all():
            enclosing.state(line, reason="Báo cáo có chữ ký của Khoa, xác nhận của Trường: gửi bản giấy", by=clerk)
        submitting.send(drafted, number=9, date=SENT_ON, by=rector)
    return drafted


def begin_a_revocation() -> None:
    """Somebody's title of 2022 is doubted by a made-up conclusion; nothing is issued."""
    clerk, decision = user_named("thuongtruc"), Decision.objects.get(kind=Decision.Kind.TITLES)
    line = decision.lines.filter(award="LDTT", nomination__staff_member__user=None).first()
    draft = revoking.begin(decision, [line.pk], by=clerk)
    said = {row.pk: revoking.Why("a", "kê khai thừa 40 giờ giảng của lớp chưa mở") for row in draft.lines.all()}
    revoking.edit(
        draft,
        said,
        by=clerk,
        date=draft.date,
        signer=draft.signer,
        session=None,
        conclusion_kind="Kết luận",
        conclusion_number="03/KL-TTND",
        conclusion_date=CONCLUDED_ON,
        conclusion_body="Ban Thanh tra nhân dân Trường Chính trị tỉnh Lai Châu",
        conclusion_about="kiểm tra kê khai giờ giảng năm 2022",
        complete_on=clock.today(),
        repay_by=draft.repay_by,
    )
