"""A unit's bình xét on its pages: opened, called, voted, closed and frozen, opened again; and what is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import guarding, proposing, review_cases, review_roll, reviewing, unit_reviews
from awards.kinds import KINDS
from awards.models import UnitReview, UnitReviewCase
from awards.review_cases import Vote
from campaigns.models import AnnualRating, Award, DisciplinaryAction, Evaluation, Pledge
from tests.at_once import at_once
from tests.awards.unit_meeting import ENDS, PDF, STARTS, THE_DAY_AFTER, called, closed, opened, pledged, voted
from tests.conftest import layers
from tests.factories import make_campaign, make_nomination, make_person, make_pledge
from tests.walking import notices, text_of
from thidua import clock, pdf
from thidua.copies import Copy
from thidua.models import AuditEntry
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
MEETING = {
    "occasion_of": "merit",
    "held_from": "14:00, 05/12/2022",
    "held_to": "16:00, 05/12/2022",
    "place": "Phòng họp tầng 2",
    "voting": "hands",
    "guests": "",
}


@pytest.fixture(autouse=True)
def _in_december(clock_at, monkeypatch):
    """How the minutes look is tested in test_unit_papers.py; here nothing is drawn."""
    monkeypatch.setattr(pdf, "render", lambda paper: PDF)
    clock_at(THE_DAY_AFTER)


@layers.fixture
def ready(school, campaign, clock_at):
    clock_at(THE_DAY_AFTER)
    pledged(school, campaign)
    return school


def meeting(school, **fields) -> dict:
    people = {"chair": school.head.pk, "secretary": school.lecturer2.pk, "deputy": school.lecturer.pk}
    return MEETING | people | fields


def open_page(campaign, school) -> str:
    return reverse("unit_review_open", args=[campaign.pk, school.faculty.pk])


def case_of(review, person, award="LDTT") -> UnitReviewCase:
    return review.cases.get(staff_member=person, award=award)


def sheet(review, **changes) -> dict:
    """Everything agreed; a change is named by the field of the case it is about."""
    roll, typed = unit_reviews.roll_of(review), {}
    for case in review.cases.all():
        typed |= {f"agree_{case.pk}": roll.voters(case), f"disagree_{case.pk}": 0, f"rest_{case.pk}": 0}
        typed |= {f"proposed_{case.pk}": "on", f"reason_{case.pk}": "", f"note_{case.pk}": ""}
    return typed | changes


# --- from opening to closing


def test_from_opening_to_closed_minutes(ready, campaign, sign_in):
    client = sign_in(ready.head)
    page = client.post(open_page(campaign, ready), meeting(ready), follow=True)
    review = UnitReview.objects.get()
    assert page.request["PATH_INFO"] == reverse("unit_review_roll", args=[review.pk])
    assert [str(case) for case in review.cases.all()] == [
        "LĐTT: Nguyễn Thị Hoa",
        "LĐTT: Trần Văn Minh",
        "CSTĐCS: Nguyễn Thị Hoa",
        "TTLĐTT: Khoa Xây dựng Đảng",
    ]
    roll = {f"present_{one.pk}": "on" for one in (ready.head, ready.lecturer2)}
    roll |= {f"reason_{ready.lecturer.pk}": "đi công tác"}
    page = client.post(reverse("unit_review_roll", args=[review.pk]), roll, follow=True)
    review.refresh_from_db()
    assert (review.total, review.present, review.absent) == (3, 2, 1)
    assert [(str(one), one.reason) for one in review.absences.all()] == [("Nguyễn Thị Hoa", "đi công tác")]
    assert "Người điều hành Nguyễn Thị Hoa có tên trong danh sách vắng mặt" in text_of(page)
    client.post(reverse("unit_review_edit", args=[review.pk]), meeting(ready, deputy=ready.lecturer2.pk))
    hoa = case_of(review, ready.lecturer, "CSTDCS")
    typed = sheet(review) | {f"agree_{hoa.pk}": 0, f"disagree_{hoa.pk}": 2, f"reason_{hoa.pk}": "Chưa có sáng kiến"}
    del typed[f"proposed_{hoa.pk}"]
    client.post(reverse("unit_review_votes", args=[review.pk]), typed)
    written = {"purpose": "", "opinions": "Đồng chí Hoa báo cáo.", "conclusion": ""}
    client.post(reverse("unit_review_write", args=[review.pk]), written)
    page = client.post(reverse("unit_review_close", args=[review.pk]), follow=True)
    review.refresh_from_db()
    assert review.status == "closed", notices(page)
    frozen = review.minutes.get()
    assert (frozen.ordinal, bytes(frozen.content), frozen.frozen_by) == (1, PDF, ready.head.user)
    assert "Đồng chí Hoa báo cáo." in str(frozen.paper)
    verbs = AuditEntry.objects.filter(target_type="awards.unitreview").order_by("pk").values_list("verb", flat=True)
    acts = ["open", "add_cases", "call_roll", "change", "vote", "note", "close"]
    assert list(verbs) == [f"unitreview.{act}" for act in acts]


def test_what_the_votes_came_to(ready, campaign):
    review = voted(ready, campaign)
    told = {str(case): (case.agree, case.total, case.proposed) for case in review.cases.all()}
    assert told == {
        "LĐTT: Nguyễn Thị Hoa": (2, 2, True),  # three are there, she does not vote on herself
        "LĐTT: Trần Văn Minh": (2, 2, True),
        "CSTĐCS: Nguyễn Thị Hoa": (0, 2, False),
        "TTLĐTT: Khoa Xây dựng Đảng": (3, 3, True),
    }


def test_everybody_agrees_is_one_press_away_and_not_stored(ready, campaign, sign_in):
    review = called(ready, opened(ready, campaign))
    hoa = case_of(review, ready.lecturer)
    url = reverse("unit_review_votes", args=[review.pk])
    client = sign_in(ready.head)
    assert client.get(url).context["form"][f"agree_{hoa.pk}"].value() is None
    assert client.get(f"{url}?dien=dong-y").context["form"][f"agree_{hoa.pk}"].value() == 2
    assert case_of(review, ready.lecturer).total is None


# --- proposed nevertheless


@pytest.mark.parametrize(("agree", "is_asked"), [(1, True), (2, False)])
def test_proposed_against_the_vote_needs_a_written_reason(agree, is_asked, ready, campaign, sign_in):
    review = voted(ready, campaign)
    minh, client = case_of(review, ready.head), sign_in(ready.head)
    typed = sheet(review) | {f"agree_{minh.pk}": agree, f"disagree_{minh.pk}": 2 - agree}
    title = case_of(review, ready.lecturer, "CSTDCS")
    del typed[f"proposed_{title.pk}"]
    typed[f"reason_{title.pk}"] = "Chưa có sáng kiến"
    client.post(reverse("unit_review_votes", args=[review.pk]), typed)
    close = reverse("unit_review_close", args=[review.pk])
    page = client.post(close, follow=True)
    said = "Không quá nửa số phiếu đồng ý mà vẫn đề nghị: LĐTT: Trần Văn Minh (1/2 phiếu);"
    assert (said in text_of(page)) is is_asked
    review.refresh_from_db()
    assert review.is_open is is_asked
    if is_asked:
        client.post(reverse("unit_review_votes", args=[review.pk]), typed | {f"note_{minh.pk}": "Đi học nửa năm"})
        client.post(close)
        paper = str(review.minutes.get().paper)
        assert "(Đi học nửa năm)" in paper
        assert "Cuộc họp đề nghị" in paper
        assert "Cuộc họp nhất trí đề nghị" not in paper


def test_proposed_against_the_law_needs_a_written_reason(ready, campaign, sign_in):
    review, client = voted(ready, campaign), sign_in(ready.head)
    hoa, close = case_of(review, ready.lecturer), reverse("unit_review_close", args=[review.pk])
    AnnualRating.objects.create(staff_member=ready.lecturer, year=2022, level="not_completed", source="QĐ 1")
    said = "Chưa đủ điều kiện mà vẫn đề nghị: LĐTT: Nguyễn Thị Hoa (2/2 phiếu);"
    assert said in text_of(client.post(close, follow=True))
    review_cases.vote(review, {hoa.pk: Vote(2, 0, 0, proposed=True, note="Đang khiếu nại")}, by=ready.head.user)
    client.post(close)
    assert "(Đang khiếu nại)" in str(review.minutes.get().paper)


def test_the_closing_page_counts_who_has_nothing_on_record(ready, campaign, sign_in):
    review = voted(ready, campaign)
    url, client = reverse("unit_review_close", args=[review.pk]), sign_in(ready.head)
    said = "{} trường hợp chưa có xếp loại năm và chưa có tự đánh giá được xác nhận."
    assert said.format(4) in text_of(client.get(url))
    AnnualRating.objects.create(staff_member=ready.head, year=2022, level="good", source="QĐ 1")
    assert said.format(3) in text_of(client.get(url))
    phase, done = campaign.phases.last(), Evaluation.Status.CONFIRMED
    Evaluation.objects.create(phase=phase, staff_member=ready.lecturer, unit=ready.faculty, status=done)
    assert said.format(1) in text_of(client.get(url))


def test_the_form_of_the_meeting_asks_for_hours(ready, campaign, sign_in):
    page = text_of(sign_in(ready.head).post(open_page(campaign, ready), {"place": ""}))
    assert "Nhập giờ bắt đầu" in page
    assert "Chủ trì (chủ tọa)" in page
    assert "05/12/2022" not in page


# --- numbers that do not fit


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ({"agree": 2, "disagree": 0, "rest": 0}, ""),
        ({"agree": 1, "disagree": 0, "rest": 1}, ""),
        ({"agree": 2, "disagree": 0, "rest": 1}, "có 3 phiếu nhưng chỉ 2 người được biểu quyết"),
        ({"agree": 2, "disagree": 2, "rest": 0}, "có 4 phiếu, nhiều hơn 3 người có mặt"),
        ({"agree": 0, "disagree": 0, "rest": 0}, "có 0 phiếu"),
        ({"agree": "hai", "disagree": 0, "rest": 0}, "LĐTT: Nguyễn Thị Hoa: đồng ý phải là số nguyên"),
        ({"agree": -1, "disagree": 0, "rest": 0}, "từ 0 trở lên"),
        ({"agree": 10**30, "disagree": 0, "rest": 0}, "LĐTT: Nguyễn Thị Hoa: đồng ý quá lớn"),
        ({"agree": "", "disagree": "", "rest": ""}, ""),
    ],
)
def test_votes_fit_the_people_who_may_vote(votes, said, ready, campaign, sign_in):
    review = called(ready, opened(ready, campaign))
    hoa = case_of(review, ready.lecturer)
    typed = sheet(review) | {f"{name}_{hoa.pk}": value for name, value in votes.items()}
    page = sign_in(ready.head).post(reverse("unit_review_votes", args=[review.pk]), typed, follow=True)
    if not said:
        assert notices(page) == ["Đã lưu kết quả biểu quyết."]
        return
    assert said in text_of(page)
    assert page.context["form"][f"agree_{hoa.pk}"].value() == str(votes["agree"])  # what was typed stays
    assert not review.cases.exclude(total=None).exists()  # all or none


def test_who_is_not_proposed_has_a_reason(ready, campaign, sign_in):
    review = called(ready, opened(ready, campaign))
    hoa = case_of(review, ready.lecturer)
    typed = sheet(review)
    del typed[f"proposed_{hoa.pk}"]
    client, url = sign_in(ready.head), reverse("unit_review_votes", args=[review.pk])
    assert "Ghi lý do không đề nghị LĐTT: Nguyễn Thị Hoa." in text_of(client.post(url, typed))
    client.post(url, typed | {f"reason_{hoa.pk}": "Xin thôi"})
    hoa.refresh_from_db()
    assert (hoa.proposed, hoa.reason) == (False, "Xin thôi")


# --- who is considered


def test_under_the_law_of_2003_who_did_not_register_gets_no_title(ready, campaign, sign_in):
    review = opened(ready, campaign)
    url, client = reverse("unit_review_case_add", args=[review.pk]), sign_in(ready.head)
    said = notices(client.post(url, {"award": "LDTT", "person": ready.lecturer2.pk}))
    assert said == [
        "Lò Văn Ẵm không đăng ký thi đua năm 2022 nên không được xét danh hiệu "
        "(Luật Thi đua, khen thưởng 2003 (sửa đổi, bổ sung 2005, 2009, 2013), Điều 10, khoản 1)."
    ]
    client.post(url, {"award": "GK", "person": ready.lecturer2.pk})  # a commendation is no title
    assert review.cases.filter(staff_member=ready.lecturer2).values_list("award", flat=True).get() == "GK"


def test_from_2024_on_it_is_only_said(school, clock_at, sign_in):
    clock_at(date(2024, 12, 6))
    campaign = make_campaign(2024)
    held = {"held_from": STARTS.replace(year=2024), "held_to": ENDS.replace(year=2024)}
    review = opened(school, campaign, **held)
    client = sign_in(school.head)
    client.post(reverse("unit_review_case_add", args=[review.pk]), {"award": "LDTT", "person": school.lecturer2.pk})
    page = text_of(client.get(review.get_absolute_url()))
    assert "Chưa đăng ký" in page
    assert "Chỉ nhắc, không loại." in page


@pytest.mark.parametrize(
    ("award", "who", "said"),
    [
        ("LDTT", "stranger", "chọn trong danh sách"),
        ("LDTT", "lecturer", "Nguyễn Thị Hoa đã có trong danh sách bình xét “Lao động tiên tiến”."),
        ("TTLDXS", "lecturer", "Bỏ trống: Tập thể lao động xuất sắc dành cho tập thể"),
        ("GK", "", "Chọn cá nhân được bình xét"),
    ],
)
def test_a_case_that_does_not_fit_is_refused(award, who, said, ready, campaign, sign_in):
    review = opened(ready, campaign)
    person = getattr(ready, who).pk if who else ""
    page = sign_in(ready.head).post(
        reverse("unit_review_case_add", args=[review.pk]), {"award": award, "person": person}
    )
    assert said in text_of(page)
    assert review.cases.count() == 4


def test_who_registered_stays_on_the_list(ready, campaign, sign_in):
    review = opened(ready, campaign)
    extra = review_cases.bring(review, ready.lecturer2, Award.objects.get(pk="GK"), by=ready.head.user)
    client = sign_in(ready.head)
    for case, said in (
        (case_of(review, ready.lecturer), "Nguyễn Thị Hoa đã đăng ký “Lao động tiên tiến” nên không bỏ"),
        (extra, "Đã bỏ trường hợp khỏi bình xét."),
    ):
        page = client.post(reverse("unit_review_case_drop", args=[review.pk, case.pk]), follow=True)
        assert notices(page)[0].startswith(said)
    assert review.cases.count() == 4


def test_what_is_registered_later_is_brought_by_one_press(ready, campaign, sign_in):
    review = voted(ready, campaign)
    make_pledge(campaign, ready.lecturer2, ready.faculty, status=Pledge.Status.ENDORSED)
    assert reviewing.left_to_do(review) == [
        "Đã đăng ký nhưng chưa đưa ra bình xét: LĐTT: Lò Văn Ẵm; bấm “Đưa người đã đăng ký vào bình xét”."
    ]
    page = sign_in(ready.head).post(reverse("unit_review_bring", args=[review.pk]), follow=True)
    assert notices(page) == ["Đã đưa 1 trường hợp vào bình xét."]
    assert "Chưa biểu quyết LĐTT: Lò Văn Ẵm" in text_of(page)


def test_who_came_from_another_unit_is_considered_by_the_new_one(ready, campaign):
    """Bình registered in his old faculty and works here since July."""
    make_pledge(campaign, ready.stranger, ready.other_faculty, status=Pledge.Status.REGISTERED)
    old = ready.stranger.postings.get()
    old.ends_on = date(2022, 6, 30)
    old.save()
    ready.stranger.postings.create(department=ready.faculty, post="Giảng viên", starts_on=date(2022, 7, 1))
    review = opened(ready, campaign)
    assert case_of(review, ready.stranger).award_id == "LDTT"


def test_a_meeting_about_a_phase_considers_commendations_alone(ready, campaign, sign_in):
    phase = campaign.phases.last()
    client = sign_in(ready.head)
    client.post(open_page(campaign, ready), meeting(ready, occasion_of=str(phase.pk)))
    review = UnitReview.objects.get()
    assert (review.occasion, review.phase, review.cases.count()) == ("phase", phase, 0)
    url = reverse("unit_review_case_add", args=[review.pk])
    assert "chọn trong danh sách" in text_of(client.post(url, {"award": "LDTT", "person": ready.lecturer.pk}))
    client.post(url, {"award": "GK", "person": ready.lecturer.pk})
    assert review.cases.get().award_id == "GK"


# --- opening, the roll


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"held_to": "14:00, 05/12/2022"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"held_to": "00:30, 06/12/2022"}, "phải trong cùng một ngày"),
        ({"held_from": "14:00, 30/02/2022"}, "phải là ngày có thật"),
        (
            {"held_from": "14:00, 31/12/2021", "held_to": "16:00, 31/12/2021"},
            "trước ngày bắt đầu phong trào 01/01/2022",
        ),
        ({"place": ""}, "Nhập địa điểm"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(fields, said, ready, campaign, sign_in):
    page = sign_in(ready.head).post(open_page(campaign, ready), meeting(ready, **fields))
    assert said in text_of(page)
    assert page.context["form"]["guests"].value() == ""
    assert not UnitReview.objects.exists()


def test_chair_secretary_and_deputy_are_told_apart(ready, campaign, sign_in):
    client = sign_in(ready.head)
    page = client.post(open_page(campaign, ready), meeting(ready, secretary=ready.head.pk, deputy=ready.head.pk))
    assert set(page.context["form"].errors) == {"secretary", "deputy"}


def test_one_meeting_at_a_time_for_one_occasion(ready, campaign, sign_in):
    opened(ready, campaign)
    client = sign_in(ready.head)
    said = notices(client.post(open_page(campaign, ready), meeting(ready)))
    assert said == ["Khoa Xây dựng Đảng đang có biên bản bình xét chưa kết thúc; ghi tiếp biên bản đó."]
    client.post(open_page(campaign, ready), meeting(ready, occasion_of=str(campaign.phases.first().pk)))
    assert UnitReview.objects.count() == 2


@pytest.mark.postgres
@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_one(ready, campaign):
    answers = at_once(*[lambda: opened(ready, campaign)] * 2)
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert UnitReview.objects.count() == 1


def test_somebody_of_the_unit_is_added_late_a_stranger_is_a_guest(ready, campaign, sign_in):
    review = called(ready, opened(ready, campaign))
    second = make_person("Mùa Thị Mới", ready.office)
    second.postings.create(department=ready.faculty, post="Kiêm nhiệm", is_main=False, starts_on=date(2022, 3, 1))
    client, url = sign_in(ready.head), reverse("unit_review_add_person", args=[review.pk])
    said = {
        second.code: "Đã thêm vào danh sách điểm danh.",
        ready.stranger.code: "Đồng chí Hoàng Văn Bình không thuộc Khoa Xây dựng Đảng; người của đơn vị khác ghi vào "
        "mục khách mời.",
        ready.lecturer.code: "Đồng chí Nguyễn Thị Hoa đã có trong danh sách điểm danh.",
    }
    for code, sentence in said.items():
        assert notices(client.post(url, {"person": code}, follow=True)) == [sentence]
    review.refresh_from_db()
    assert (review.total, review.present) == (4, 4)


def test_nobody_there_is_no_meeting(ready, campaign, sign_in):
    review = opened(ready, campaign)
    page = sign_in(ready.head).post(reverse("unit_review_roll", args=[review.pk]), {"x": ""}, follow=True)
    assert notices(page) == ["Cuộc họp phải có người dự; chọn những người có mặt."]
    assert not review.attendees.exists()


# --- closing


def test_what_is_left_is_said_before_the_close(ready, campaign, sign_in):
    review = opened(ready, campaign, deputy=None, secretary=ready.lecturer2)
    client, url = sign_in(ready.head), reverse("unit_review_close", args=[review.pk])
    assert notices(client.post(url, follow=True)) == ["Chưa điểm danh; ghi ai có mặt, ai vắng và lý do."]
    called(ready, review)
    review.refresh_from_db()
    assert reviewing.left_to_do(review) == [
        "Chưa biểu quyết TTLĐTT: Khoa Xây dựng Đảng; LĐTT: Nguyễn Thị Hoa; CSTĐCS: Nguyễn Thị Hoa "
        "và 1 trường hợp khác; ghi số phiếu, hoặc ghi không đề nghị và lý do.",
        "Có trường hợp của chính người chủ trì Trần Văn Minh; chọn người điều hành khi xét trường hợp đó.",
    ]


def test_a_meeting_closes_when_it_is_over_and_not_a_minute_before(ready, campaign):
    review = voted(ready, campaign)
    with clock.standing_at(ENDS - timedelta(minutes=1)):
        assert "Giờ kết thúc cuộc họp ở sau lúc này" in reviewing.why_not_close(review)
    with clock.standing_at(ENDS):
        assert reviewing.why_not_close(review) == ""


def test_who_joined_the_list_after_the_roll_is_asked_for(ready, campaign):
    review = voted(ready, campaign)
    make_person("Mùa Thị Mới", ready.faculty)
    assert reviewing.why_not_close(review) == "Chưa điểm danh Mùa Thị Mới; điểm danh lại."


def test_a_wrong_paper_is_not_frozen(ready, campaign, monkeypatch):
    """The print guard is asked before anything is stored."""

    def refuse(findings):
        raise Refused("Chưa ban hành được vì bản in có điểm phải sửa: mẫu.")

    review = voted(ready, campaign)
    monkeypatch.setattr(guarding, "refuse_wrong", refuse)
    with pytest.raises(Refused, match="bản in có điểm phải sửa"):
        reviewing.close(review, by=ready.head.user)
    assert (review.status, review.minutes.count()) == ("draft", 0)


def test_closed_minutes_do_not_change(ready, campaign, sign_in):
    review = closed(ready, campaign)
    case = review.cases.first()
    locked = [
        ("UPDATE awards_unitreview SET place = 'nơi khác' WHERE id = %s", review.pk),
        ("UPDATE awards_unitreviewcase SET agree = 1 WHERE id = %s", case.pk),
        ("DELETE FROM awards_unitreviewcase WHERE id = %s", case.pk),
        ("DELETE FROM awards_unitreviewattendee WHERE review_id = %s", review.pk),
        ("UPDATE awards_unitreviewminutes SET pages = 9 WHERE review_id = %s", review.pk),
        ("DELETE FROM awards_unitreviewminutes WHERE review_id = %s", review.pk),
    ]
    for statement, key in locked:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [key])
    client = sign_in(ready.head)
    for name, typed in (
        ("unit_review_edit", meeting(ready, place="Nơi khác")),
        ("unit_review_roll", {f"present_{ready.head.pk}": "on"}),
        ("unit_review_votes", sheet(review)),
        ("unit_review_write", {"purpose": "", "opinions": "Khác", "conclusion": ""}),
        ("unit_review_bring", {}),
        ("unit_review_case_add", {"award": "GK", "person": ready.lecturer2.pk}),
    ):
        page = client.post(reverse(name, args=[review.pk]), typed, follow=True)
        assert notices(page)[0].startswith("Bình xét đã kết thúc, biên bản đã khóa"), name


def test_frozen_words_stay_whatever_happens_to_the_people(ready, campaign, sign_in):
    review = closed(ready, campaign)
    type(ready.lecturer).objects.filter(pk=ready.lecturer.pk).update(full_name="Nguyễn Thị Khác")
    client = sign_in(ready.head)
    assert client.get(reverse("unit_minutes_pdf", args=[review.pk])).content == PDF
    frozen = str(KINDS["unit-minutes"].gather(review, Copy()).to_dict())
    assert "Nguyễn Thị Hoa" in frozen
    assert "Nguyễn Thị Khác" not in frozen


def test_opened_again_with_a_reason_and_frozen_a_second_time(ready, campaign, sign_in):
    review = closed(ready, campaign)
    clerk, url = sign_in(ready.clerk), reverse("unit_review_reopen", args=[review.pk])
    assert "Ghi lý do mở lại" in text_of(clerk.post(url, {"reason": " "}))
    clerk.post(url, {"reason": "Ghi nhầm số phiếu"})
    review.refresh_from_db()
    assert review.status == "draft"
    assert AuditEntry.objects.get(verb="unitreview.reopen").reason == "Ghi nhầm số phiếu"
    assert reviewing.why_not_discard(review) != ""
    reviewing.close(review, by=ready.head.user)
    assert list(review.minutes.values_list("ordinal", flat=True)) == [2, 1]
    page = text_of(sign_in(ready.head).get(review.get_absolute_url()))
    assert reverse("unit_minutes_frozen", args=[review.pk, 1]) in page


@pytest.mark.parametrize(("status", "opens"), [("draft", True), ("returned", True), ("submitted", False)])
def test_nothing_of_it_may_have_been_submitted(status, opens, ready, campaign):
    review = closed(ready, campaign)
    make_nomination(campaign, ready.lecturer, ready.faculty, "LDTT", status=status)
    if opens:
        reviewing.reopen(review, reason="Ghi nhầm", by=ready.clerk.user)
        return
    with pytest.raises(Refused, match="từ bình xét này đã nộp"):
        reviewing.reopen(review, reason="Ghi nhầm", by=ready.clerk.user)


def test_a_draft_is_thrown_away_with_everything_in_it(ready, campaign, sign_in):
    review = voted(ready, campaign)
    page = sign_in(ready.head).post(reverse("unit_review_discard", args=[review.pk]), follow=True)
    assert notices(page) == ["Đã xóa biên bản chưa dùng."]
    assert (UnitReview.objects.count(), UnitReviewCase.objects.count()) == (0, 0)


# --- who sees what


def test_strangers_find_nothing_and_readers_write_nothing(ready, campaign, sign_in):
    review = voted(ready, campaign)
    for who, seen in ((ready.stranger, 404), (ready.other_head, 404), (ready.lecturer, 404), (ready.clerk, 200)):
        assert sign_in(who).get(review.get_absolute_url()).status_code == seen, who
    assert sign_in(ready.rector).get(review.get_absolute_url()).status_code == 200
    assert sign_in(review.secretary).get(review.get_absolute_url()).status_code == 200
    for who in (ready.clerk, ready.rector, ready.other_head, review.secretary):
        assert sign_in(who).post(reverse("unit_review_votes", args=[review.pk]), sheet(review)).status_code == 404


def test_who_stands_in_for_the_head_holds_the_meeting(ready, campaign, sign_in):
    ready.faculty.postings.create(
        staff_member=ready.lecturer2,
        post="Phó Trưởng khoa",
        is_main=False,
        is_acting_head=True,
        basis="07/QĐ-TCT",
        starts_on=date(2022, 12, 1),
        ends_on=date(2022, 12, 31),
    )
    page = sign_in(ready.lecturer2).post(open_page(campaign, ready), meeting(ready), follow=True)
    assert notices(page) == ["Đã lập biên bản bình xét; điểm danh rồi ghi kết quả biểu quyết."]
    entry = AuditEntry.objects.get(verb="unitreview.open")
    assert "phụ trách thay" in entry.actor_name + str(entry.__dict__)


def test_private_reasons_stay_private(ready, campaign, sign_in):
    DisciplinaryAction.objects.create(
        staff_member=ready.lecturer, form=DisciplinaryAction.Form.REPRIMAND, starts_on=date(2022, 5, 4)
    )
    review = opened(ready, campaign)
    for page in (review.get_absolute_url(), reverse("unit_review_votes", args=[review.pk])):
        text = text_of(sign_in(ready.head).get(page)).lower()
        assert "chưa đủ điều kiện" in text
        assert "kỷ luật" not in text.replace("đang bị xem xét kỷ luật", "")
        assert "khiển trách" not in text


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("name", ["unit_review", "unit_review_votes"])
def test_one_case_or_many_cost_the_same(name, ready, campaign, sign_in):
    review = called(ready, opened(ready, campaign))
    url, client = reverse(name, args=[review.pk]), sign_in(ready.head)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(6):
        person = make_person(f"Lò Thị Mẫu {number}", ready.faculty)
        make_pledge(campaign, person, ready.faculty, status=Pledge.Status.REGISTERED).targets.create(
            content="Giờ dạy", unit_of_measure="giờ", amount=280
        )
    review_cases.bring_registered(review, by=ready.head.user)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_all_units_at_once(ready, campaign, sign_in):
    url, client = reverse("unit_review_list", args=[campaign.pk]), sign_in(ready.clerk)
    page = text_of(client.get(url))
    assert "0/4 đơn vị đã bình xét công trạng năm" in page
    client.get(url)
    with CaptureQueriesContext(connection) as none:
        client.get(url)
    closed(ready, campaign)
    with CaptureQueriesContext(connection) as one:
        page = text_of(client.get(url))
    assert "1/4 đơn vị đã bình xét công trạng năm" in page
    assert "3/4 trường hợp, 3 chưa có hồ sơ" in page
    assert len(one) == len(none)
    assert "Khoa Xây dựng Đảng" not in table_of(client.get(f"{url}?loc=chua-hop"))
    assert sign_in(ready.stranger).get(url).status_code == 404


def table_of(response) -> str:
    html = response.content.decode()
    return html[html.index("<table") : html.index("</table>")]


def test_a_head_and_the_clerk_are_reminded(ready, campaign, sign_in, clock_at):
    def todos(who) -> list[str]:
        return [row.text for _, rows in sign_in(who).get("/").context["groups"] for row in rows]

    meet, remind = "Họp bình xét của Khoa Xây dựng Đảng trước ngày 10/12/2022", "Nhắc 1 đơn vị chưa kết thúc"
    clock_at(date(2022, 10, 25))
    assert meet not in todos(ready.head)
    clock_at(date(2022, 10, 26))
    assert meet in todos(ready.head)
    assert any(text.startswith(remind) for text in todos(ready.clerk))
    clock_at(THE_DAY_AFTER)
    review = voted(ready, campaign)
    assert "Kết thúc bình xét của Khoa Xây dựng Đảng" in todos(ready.head)
    reviewing.close(review, by=ready.head.user)
    assert "Lập hồ sơ từ bình xét của Khoa Xây dựng Đảng: 3 trường hợp" in todos(ready.head)
    assert not any("Lập hồ sơ đề nghị:" in text for text in todos(ready.head))
    assert "Lập hồ sơ đề nghị: 1 người đã đăng ký chưa có hồ sơ" in todos(ready.rector)  # Minh's own
    own = "Lập hồ sơ từ bình xét của Khoa Xây dựng Đảng: 1 trường hợp đồng chí là người xác nhận"
    assert own in todos(ready.rector)
    client = sign_in(ready.rector)
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 20
    assert not any(text.startswith("Nhắc") for text in todos(ready.clerk))
    proposing.nominate(review, by=ready.head.user)
    proposing.nominate(review, by=ready.rector.user)
    assert own not in todos(ready.rector)
    assert not any("bình xét" in text for text in todos(ready.head))


def test_the_roll_may_be_called_again_and_the_votes_are_asked_again(ready, campaign):
    review = voted(ready, campaign)
    review_roll.call_roll(
        review, present={ready.head.pk, ready.lecturer2.pk}, reasons={ready.lecturer.pk: "ốm"}, by=ready.head.user
    )
    said = reviewing.left_to_do(review)
    assert "Trường hợp TTLĐTT: Khoa Xây dựng Đảng có 3 phiếu, nhiều hơn 2 người có mặt; sửa số phiếu." in said


def test_a_vote_of_another_unit_is_not_written(ready, campaign):
    """Keys that are not of this meeting are passed over, whatever is posted."""
    review = called(ready, opened(ready, campaign))
    assert review_cases.vote(review, {10**6: Vote(1, 0, 0, proposed=True)}, by=ready.head.user) == 0
