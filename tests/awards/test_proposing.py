"""From a closed bình xét to dossiers, the unit's letter, and reports that begin with what was promised and achieved."""

import io

import docx
import pytest
from django.urls import reverse

from awards import nominating, proposing, reviewing
from awards.documents import achievement_report, nomination_letter
from awards.models import Nomination
from campaigns.models import Pledge
from tests.awards.unit_meeting import PDF, THE_DAY_AFTER, closed, pledged, voted
from tests.factories import make_nomination, make_pledge
from tests.walking import notices, text_of
from thidua import pdf
from thidua.copies import Copy
from thidua.papers import Table
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
RESULTS = "Kết quả các chỉ tiêu đã đăng ký: Giờ dạy 315/280 giờ; Bài báo 0/1 bài."
VOTES = "Bình xét tại Khoa Xây dựng Đảng ngày 05 tháng 12 năm 2022: 2/2 phiếu đồng ý (100%)."
REPORT = "Giờ dạy: đăng ký 280 giờ, đạt 315 giờ.\nBài báo: đăng ký 1 bài, đạt 0 bài; chưa đạt vì: Hội thảo hoãn."


@pytest.fixture
def ready(school, campaign, clock_at, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: PDF)
    clock_at(THE_DAY_AFTER)
    pledged(school, campaign)
    return school


def pressed(who, review, sign_in) -> list[str]:
    return notices(sign_in(who).post(reverse("unit_review_nominate", args=[review.pk]), follow=True))


def test_one_press_begins_the_dossiers_of_those_proposed(ready, campaign, sign_in):
    review = closed(ready, campaign)
    assert pressed(ready.head, review, sign_in) == [
        "Đã lập 2 hồ sơ nháp. Mở từng hồ sơ, bổ sung rồi nộp.",
        "Hồ sơ LĐTT của đồng chí Trần Văn Minh do Hiệu trưởng Phạm Văn Quang lập.",
    ]
    found = {str(one.candidate): one for one in Nomination.objects.all()}
    hoa = found["Nguyễn Thị Hoa"]
    assert (hoa.award_id, hoa.status, hoa.post, hoa.nominated_by) == ("LDTT", "draft", "Giảng viên", ready.head.user)
    assert hoa.grounds == f"{RESULTS}\n{VOTES}"
    assert found["Khoa Xây dựng Đảng"].award_id == "TTLDTT"
    # Nobody begins their own: the rector does it for Minh, from the same page.
    assert pressed(ready.head, review, sign_in) == [
        "Hồ sơ LĐTT của đồng chí Trần Văn Minh do Hiệu trưởng Phạm Văn Quang lập."
    ]
    assert pressed(ready.rector, review, sign_in) == ["Đã lập 1 hồ sơ nháp. Mở từng hồ sơ, bổ sung rồi nộp."]
    assert Nomination.objects.get(staff_member=ready.head).grounds == VOTES
    assert Nomination.objects.count() == 3


def test_a_dossier_that_exists_is_left_alone(ready, campaign, sign_in):
    before = make_nomination(campaign, ready.lecturer, ready.faculty, grounds="Viết tay")
    review = closed(ready, campaign)
    assert pressed(ready.head, review, sign_in)[0] == "Đã lập 1 hồ sơ nháp. Mở từng hồ sơ, bổ sung rồi nộp."
    before.refresh_from_db()
    assert before.grounds == "Viết tay"
    assert Nomination.objects.filter(staff_member=ready.lecturer).count() == 1


def test_an_open_meeting_has_no_result_yet(ready, campaign, sign_in):
    review = voted(ready, campaign)
    assert pressed(ready.head, review, sign_in) == [
        "Bình xét chưa kết thúc nên chưa lập hồ sơ được; kết thúc bình xét trước."
    ]
    assert not Nomination.objects.exists()


def test_a_dossier_leads_back_to_its_vote(ready, campaign, sign_in):
    review = closed(ready, campaign)
    proposing.nominate(review, by=ready.head.user)
    dossier = Nomination.objects.get(staff_member=ready.lecturer)
    page = text_of(sign_in(ready.head).get(dossier.get_absolute_url()))
    assert "2/2 phiếu đồng ý, 0 không đồng ý" in page
    assert f'href="{review.get_absolute_url()}"' in page
    nominating.submit(dossier, by=ready.head.user)
    own = text_of(sign_in(ready.lecturer).get(dossier.get_absolute_url()))
    assert "2/2 phiếu đồng ý" in own
    assert review.get_absolute_url() not in own  # the meeting's page is not for her


def test_while_the_meeting_is_open_again_nothing_is_submitted(ready, campaign):
    review = closed(ready, campaign)
    proposing.nominate(review, by=ready.head.user)
    dossier = Nomination.objects.get(staff_member=ready.lecturer)
    reviewing.reopen(review, reason="Ghi nhầm", by=ready.clerk.user)
    with pytest.raises(Refused, match="đang được mở lại"):
        nominating.submit(dossier, by=ready.head.user)
    reviewing.close(review, by=ready.head.user)
    nominating.submit(dossier, by=ready.head.user)
    assert dossier.status == "submitted"


def test_of_a_phase_the_dossiers_are_of_that_phase(ready, campaign, sign_in):
    phase = campaign.phases.last()
    client = sign_in(ready.head)
    review = voted(ready, campaign, occasion="phase", phase=phase)
    client.post(reverse("unit_review_case_add", args=[review.pk]), {"award": "GK", "person": ready.lecturer.pk})
    case = review.cases.get()
    typed = {f"agree_{case.pk}": 2, f"disagree_{case.pk}": 0, f"rest_{case.pk}": 0, f"proposed_{case.pk}": "on"}
    client.post(reverse("unit_review_votes", args=[review.pk]), typed)
    reviewing.close(review, by=ready.head.user)
    proposing.nominate(review, by=ready.head.user)
    dossier = Nomination.objects.get()
    assert (dossier.award_id, dossier.occasion, dossier.phase) == ("GK", "phase", phase)


# --- papers


def words(response) -> list[str]:
    document = docx.Document(io.BytesIO(b"".join(response)))
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_letter_is_a_draft_until_dossiers_go_with_it(ready, campaign, sign_in):
    review = closed(ready, campaign)
    client, url = sign_in(ready.head), reverse("unit_letter_docx", args=[review.pk])
    assert "TỜ TRÌNH" in words(client.get(url))
    assert url not in text_of(client.get(review.get_absolute_url()))
    proposing.nominate(review, by=ready.head.user)
    said = words(client.get(url))
    assert "(Có Biên bản họp, Danh sách và 02 Báo cáo thành tích kèm theo)" in said
    assert url in text_of(client.get(review.get_absolute_url()))
    assert client.get(reverse("unit_letter_pdf", args=[review.pk])).content == PDF
    assert sign_in(ready.other_head).get(url).status_code == 404


def test_the_letter_does_not_say_the_votes_twice(ready, campaign):
    review = closed(ready, campaign)
    proposing.nominate(review, by=ready.head.user)
    [table] = [
        block
        for appendix in nomination_letter.gather(review, Copy()).appendices
        for block in appendix.blocks
        if isinstance(block, Table)
    ]
    merits = ["".join(run.text for run in row.cells[3]) for row in table.rows if hasattr(row, "cells")]
    assert RESULTS in merits
    assert not any("Bình xét tại" in merit for merit in merits)


def test_minutes_are_read_in_word_and_pdf(ready, campaign, sign_in):
    review = closed(ready, campaign)
    client = sign_in(ready.head)
    said = words(client.get(reverse("unit_minutes_docx", args=[review.pk])))
    assert (
        "Cuộc họp thống nhất giơ tay biểu quyết từng trường hợp. Người được bình xét không biểu quyết trường hợp của "
        "chính mình. Khi xét trường hợp của Trần Văn Minh, cuộc họp do Nguyễn Thị Hoa điều hành." in said
    )
    assert client.get(reverse("unit_minutes_frozen", args=[review.pk, 1])).content == PDF
    assert client.get(reverse("unit_minutes_frozen", args=[review.pk, 2])).status_code == 404


# --- the report of a dossier


def test_a_report_begins_with_what_was_promised_and_achieved(ready, campaign, sign_in):
    dossier = make_nomination(campaign, ready.lecturer, ready.faculty)
    url, client = reverse("nomination_edit", args=[dossier.pk]), sign_in(ready.head)
    assert client.get(url).context["form"]["report"].value() == REPORT
    client.post(url, {"grounds": "Tốt", "report": "Viết lại"})
    assert client.get(url).context["form"]["report"].value() == "Viết lại"


def test_a_collective_s_report_begins_the_same_way(ready, campaign, sign_in):
    pledge = Pledge.objects.get(department=ready.faculty)
    pledge.targets.create(content="Chuyên đề", unit_of_measure="chuyên đề", amount=2, result=2)
    dossier = make_nomination(campaign, ready.faculty, ready.faculty, "TTLDTT")
    form = sign_in(ready.head).get(reverse("nomination_edit", args=[dossier.pk])).context["form"]
    assert form["report"].value() == "Chuyên đề: đăng ký 2 chuyên đề, đạt 2 chuyên đề."


def test_without_a_pledge_the_report_is_empty(ready, campaign, sign_in):
    make_pledge(campaign, ready.lecturer2, ready.faculty, status=Pledge.Status.SUBMITTED).targets.create(
        content="Giờ dạy", unit_of_measure="giờ", amount=280
    )
    dossier = make_nomination(campaign, ready.lecturer2, ready.faculty)
    form = sign_in(ready.head).get(reverse("nomination_edit", args=[dossier.pk])).context["form"]
    assert form["report"].value() == ""


def test_the_printed_report_says_each_result_once(ready, campaign):
    """What the program wrote is in the table with the reason of a miss; what a person wrote stands above it."""
    dossier = make_nomination(
        campaign, ready.lecturer, ready.faculty, grounds=f"Tận tụy.\n{RESULTS}", report=f"{REPORT}\nHướng dẫn 3 lớp."
    )
    blocks = achievement_report.gather(dossier, Copy()).blocks
    printed = ["".join(run.text for run in block.text) for block in blocks if hasattr(block, "text")]
    assert [line for line in printed if line in ("Tận tụy.", "Hướng dẫn 3 lớp.")] == ["Tận tụy.", "Hướng dẫn 3 lớp."]
    assert not any("đăng ký 280 giờ" in line or line == RESULTS for line in printed)
    targets = next(block for block in blocks if isinstance(block, Table))
    cells = [["".join(run.text for run in cell) for cell in row.cells] for row in targets.rows]
    assert cells == [
        ["1", "Giờ dạy", "giờ", "280", "315"],
        ["2", "Bài báo (chưa đạt vì: Hội thảo hoãn)", "bài", "1", "0"],
    ]
