"""Pages of points: what is typed, what stays hidden, who is asked for what, the same queries for many."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import scoring, unit_scorers
from campaigns.models import Marking, PointAdjustment, ScoreSheet, UnitScorer
from tests.campaigns.scored import COLLECTIVE, boxes, make_criteria, scored_by, self_scored
from tests.factories import make_person
from tests.permission_row import table_of

NOVEMBER = date(2022, 11, 20)


@pytest.fixture
def used(school, campaign):
    return make_criteria(campaign, due_on=date(2022, 11, 30), guidance="Chấm theo quy chế.")


@pytest.fixture
def sheet(used, school) -> ScoreSheet:
    return self_scored(used, school.lecturer, 50, 0)


@pytest.fixture
def nam(school, campaign, used):
    """Named by Minh beside him."""
    person = make_person("Sùng A Nam", school.faculty, username="nam")
    unit_scorers.name(campaign, school.faculty, [person], by=school.head.user)
    return person


def url(name: str, *args) -> str:
    return reverse(name, args=args)


def page(client, name: str, *args, data=None) -> str:
    response = client.post(url(name, *args), data, follow=True) if data is not None else client.get(url(name, *args))
    assert response.status_code == 200
    return response.content.decode()


def todos(client) -> list[str]:
    return [todo.text for _, group in client.get("/").context["groups"] for todo in group]


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# The owner


def test_a_draft_then_sent_then_taken_back(used, school, campaign, sign_in):
    client = sign_in(school.lecturer)
    html = page(client, "my_scores", campaign.pk, data=boxes(used, "50,5", ""))
    assert ("Đã lưu nháp điểm tự chấm; chưa gửi." in html, 'value="50,5"' in html) == (True, True)
    html = page(client, "my_scores_send", campaign.pk, data=boxes(used, "50,5", ""))
    assert "Đã lưu nháp. Chưa gửi được vì còn 1 tiêu chí chưa có điểm; không được điểm thì ghi số 0." in html
    html = page(client, "my_scores_send", campaign.pk, data=boxes(used, "50,5", "0"))
    assert "Đã gửi điểm tự chấm; rút lại được khi đơn vị chưa chấm." in html
    sheet = ScoreSheet.objects.get()
    assert ("<strong>50,5</strong>" in html, "chưa chốt" in html) == (True, True)
    html = page(client, "score_sheet_take_back", sheet.pk, data={})
    assert ("Đã rút điểm tự chấm" in html, 'value="50,5"' in html, 'value="0"' in html) == (True, True, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("năm", "Điểm tiêu chí 1 phải là số, từ 0 trở lên"),
        ("-0,5", "Điểm tiêu chí 1 phải là số, từ 0 trở lên"),
        ("NaN", "Điểm tiêu chí 1 phải là số, từ 0 trở lên"),
        ("60,01", "Điểm tiêu chí 1 nhiều nhất là 60"),
        ("1" + "0" * 30, "Điểm tiêu chí 1 nhiều nhất là 60"),
        ("1e30", "Điểm tiêu chí 1 nhiều nhất là 60"),
        ("5,125", "Điểm tiêu chí 1 có nhiều nhất 2 chữ số sau dấu phẩy"),
    ],
)
def test_a_wrong_number_is_said_and_stays(typed, said, used, school, campaign, sign_in):
    client = sign_in(school.lecturer)
    data = boxes(used, typed, "12,5", **{f"note_{used.criteria.first().pk}": "Ba bài giảng mới"})
    html = page(client, "my_scores_send", campaign.pk, data=data)
    kept = [f'value="{typed}"' in html, 'value="12,5"' in html, "Ba bài giảng mới" in html]
    assert (html.count(said), kept, ScoreSheet.objects.count()) == (2, [True] * 3, 0)


@pytest.mark.parametrize("typed", ["5,0", "5", "5.0", "60", "0"])
def test_numbers_as_they_are_written_here(typed, used, school, campaign, sign_in):
    page(sign_in(school.lecturer), "my_scores", campaign.pk, data=boxes(used, typed, ""))
    stored = Marking.objects.get().marks.get(criterion__number=1).points
    assert stored == float(typed.replace(",", "."))


def test_a_second_tab_after_sending_changes_nothing(sheet, used, school, campaign, sign_in):
    html = page(sign_in(school.lecturer), "my_scores_send", campaign.pk, data=boxes(used, "60", "40"))
    said = (
        "Phiếu chấm điểm đang ở bước “Chờ đơn vị chấm” nên không sửa được điểm tự chấm; rút lại nếu đơn vị chưa chấm."
    )
    sheet.refresh_from_db()
    assert (said in html, sheet.self_total) == (True, 50)


# The unit's side


def test_others_points_are_hidden_until_the_own_are_sent(sheet, nam, school, campaign, used, sign_in):
    scored_by(sheet, nam, "31.5", "7.25")
    head = sign_in(school.head)
    for name in ("score_sheet", "score_sheet_mark"):
        html = page(head, name, sheet.pk)
        assert ("31,5" in html, "38,75" in html) == (False, False)
    assert "Điểm của người chấm khác hiện ra sau khi đồng chí gửi điểm của mình." in page(head, "score_sheet", sheet.pk)
    for client in (head, sign_in(school.clerk), sign_in(school.lecturer)):
        html = page(client, "score_sheet", sheet.pk)
        assert ("31,5" in html, "38,75" in html) == (False, False)
    assert "38,75" not in page(head, "score_list", campaign.pk)
    html = page(head, "score_sheet_mark_send", sheet.pk, data=boxes(used, "40", "10"))
    assert ("Sùng A Nam chấm" in html, "31,5" in html, 'value="35,8"' in html, 'value="8,6"' in html) == (True,) * 4
    # Who does not score never sees whose points were which.
    assert "31,5" not in page(sign_in(school.clerk), "score_sheet", sheet.pk)


def test_settled_on_a_page_and_the_owner_sees_the_figure_alone(sheet, nam, school, used, sign_in):
    scored_by(sheet, nam, 30, 10)
    scored_by(sheet, school.head, 40, 20)
    head = sign_in(school.head)
    first = used.criteria.first().pk
    no_reason = boxes(used, "40", "15") | table_of("thuong-tru", {"kind": "bonus", "points": "2,5", "reason": ""})
    html = page(head, "score_sheet_settle", sheet.pk, data=no_reason)
    assert "Ghi lý do điểm tiêu chí 1 khác điểm trung bình 35" in html
    assert "Điểm thưởng, điểm trừ, dòng 1: Ghi lý do" in html
    assert ('value="40"' in html, 'value="2,5"' in html, PointAdjustment.objects.count()) == (True, True, 0)
    given = [
        {"kind": "bonus", "points": "2,5", "reason": "Giải ba hội giảng"},
        {"kind": "deduction", "points": "1", "reason": "Đi muộn"},
    ]
    typed = boxes(used, "40", "15", **{f"reason_{first}": "Thêm một đề tài"}) | table_of("thuong-tru", *given)
    html = page(head, "score_sheet_settle", sheet.pk, data=typed)
    assert "Đã chốt điểm của Nguyễn Thị Hoa: 56,5." in html
    own = page(sign_in(school.lecturer), "score_sheet", sheet.pk)
    shown = ["Thêm một đề tài", "Giải ba hội giảng", "Đi muộn", "<strong>56,5</strong>", "Trần Văn Minh ghi"]
    assert [words in own for words in shown] == [True] * 5
    assert "Sùng A Nam chấm" not in own


def test_opened_again_what_was_settled_is_offered_and_stays(sheet, school, used, sign_in):
    head, first = sign_in(school.head), used.criteria.first().pk
    page(head, "score_sheet_mark_send", sheet.pk, data=boxes(used, "40", "20"))
    rows = [
        {"kind": "bonus", "points": "2,5", "reason": "Giải ba"},
        {"kind": "deduction", "points": "1", "reason": "Muộn"},
    ]
    typed = boxes(used, "45", "20", **{f"reason_{first}": "Thêm"})
    page(head, "score_sheet_settle", sheet.pk, data=typed | table_of("thuong-tru", *rows))
    assert "Ghi lý do mở lại" in page(head, "score_sheet_reopen", sheet.pk, data={"reason": ""})
    page(head, "score_sheet_reopen", sheet.pk, data={"reason": "Cộng nhầm."})
    html = page(head, "score_sheet_settle", sheet.pk)
    assert ('value="45"' in html, ">\nThêm</textarea>" in html, 'value="2,5"' in html) == (True, True, True)
    page(head, "score_sheet_settle", sheet.pk, data=typed | table_of("thuong-tru", *rows, old=2))
    sheet.refresh_from_db()
    assert sheet.unit_total == Decimal("66.5")
    page(head, "score_sheet_reopen", sheet.pk, data={"reason": "Bỏ điểm trừ."})
    rows[1]["DELETE"] = "on"
    page(head, "score_sheet_settle", sheet.pk, data=typed | table_of("thuong-tru", *rows, old=2))
    sheet.refresh_from_db()
    assert (sheet.unit_total, sheet.adjustments.count()) == (Decimal("67.5"), 1)


def test_many_are_settled_from_the_list(school, used, campaign, sign_in):
    sheets = [self_scored(used, one, 50, 30) for one in (school.lecturer, school.lecturer2)]
    for sheet in sheets:
        scored_by(sheet, school.head, 45, 25)
    head = sign_in(school.head)
    html = page(head, "score_list", campaign.pk)
    assert html.count('name="sheet"') == 2
    html = page(head, "scores_settle", campaign.pk, data={"sheet": [one.pk for one in sheets]})
    assert "Đã chốt điểm 2 phiếu theo điểm trung bình." in html
    assert set(ScoreSheet.objects.values_list("unit_total", flat=True)) == {70}
    assert "Chọn ít nhất một phiếu đã chấm." in page(
        head, "scores_settle", campaign.pk, data={"sheet": ["x", "9" * 20]}
    )


def test_the_list_is_filtered(school, used, campaign, sheet, sign_in):
    head = sign_in(school.head)
    for asked, seen in (
        ({"loc": "chua-tu-cham"}, {school.head, school.lecturer2}),
        ({"loc": "cho-toi-cham"}, {school.lecturer}),
        ({"loc": "cho-toi-chot"}, set()),
        ({"don-vi": str(school.faculty.pk)}, {school.head, school.lecturer, school.lecturer2}),
        ({"don-vi": str(school.office.pk)}, set()),
        ({"don-vi": "x" * 30, "loc": "x"}, {school.head, school.lecturer, school.lecturer2}),
    ):
        assert set(head.get(url("score_list", campaign.pk), asked).context["page"]) == seen


def test_who_scores_is_chosen_by_the_head(school, used, campaign, sign_in):
    head = sign_in(school.head)
    page(head, "unit_scorers", campaign.pk, school.faculty.pk, data={"people": [school.lecturer.pk]})
    assert UnitScorer.objects.get().staff_member == school.lecturer
    html = page(head, "unit_scorers", campaign.pk, school.faculty.pk, data={"people": [school.stranger.pk]})
    assert ("chọn trong danh sách" in html, UnitScorer.objects.count()) == (True, 1)
    page(head, "unit_scorers", campaign.pk, school.faculty.pk, data={})
    assert UnitScorer.objects.count() == 0


# Home


def test_what_waits_for_whom(school, used, campaign, nam, sign_in, clock_at):
    make_criteria(campaign, COLLECTIVE, due_on=date(2022, 11, 30))
    lecturer, head, unit = sign_in(school.lecturer), sign_in(school.head), school.faculty
    mine, units = "Tự chấm điểm năm 2022", f"Tự chấm điểm tập thể {unit}"
    clock_at(date(2022, 10, 30))
    assert mine not in todos(lecturer)
    clock_at(date(2022, 10, 31))  # thirty days before
    assert (mine in todos(lecturer), units in todos(head), units in todos(lecturer)) == (True, True, False)
    first = self_scored(used, school.lecturer, 50, 0)
    assert (mine in todos(lecturer), "Chấm điểm Nguyễn Thị Hoa" in todos(head)) == (False, True)
    second = self_scored(used, school.lecturer2, 50, 0)
    assert "Chấm điểm 2 phiếu" in todos(head)
    assert "Chấm điểm 2 phiếu" in todos(sign_in(nam))
    scored_by(first, school.head, 40, 0)
    assert ("Chấm điểm Lò Văn Ẵm" in todos(head), "Chốt điểm Nguyễn Thị Hoa" in todos(head)) == (True, True)
    scored_by(second, school.head, 40, 0)
    assert "Chốt điểm 2 phiếu" in todos(head)


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("who", ["lecturer", "head", "clerk", "rector"])
def test_home_stays_within_twenty_queries(who, school, used, campaign, sheet, council, sign_in, clock_at):
    make_criteria(campaign, COLLECTIVE)
    clock_at(NOVEMBER)
    assert queries_of(sign_in(getattr(school, who)), "/") <= 20


# Budgets


@pytest.mark.one_database("how many questions are asked")
def test_queries_do_not_grow_with_people(school, used, campaign, sign_in):
    make_criteria(campaign, COLLECTIVE)
    head, clerk, address = sign_in(school.head), sign_in(school.clerk), url("score_list", campaign.pk)
    sheet = self_scored(used, school.lecturer, 50, 0)
    few = [queries_of(one, address) for one in (head, clerk)]
    for number in range(3):
        person = make_person(f"Vàng Thị Số {number}", school.faculty, username=f"so{number}")
        scored_by(self_scored(used, person, 50, 0), school.head, 1, 1)
    assert ([queries_of(one, address) for one in (head, clerk)], max(few) <= 20) == (few, True)
    one = queries_of(head, url("score_sheet", sheet.pk))
    for number in range(3):
        person = make_person(f"Giàng A Số {number}", school.faculty, username=f"giang{number}")
        UnitScorer.objects.create(campaign=campaign, department=school.faculty, staff_member=person)
        scored_by(sheet, person, 40, 0)
    assert (queries_of(head, url("score_sheet", sheet.pk)), one <= 20) == (one, True)
    scored_by(sheet, school.head, 40, 0)
    assert queries_of(head, url("score_sheet_settle", sheet.pk)) <= 20


def test_who_is_late_may_be_passed_over(used, school, campaign, sign_in, clock_at):
    head = sign_in(school.head)
    assert "Chấm không chờ" not in page(head, "score_list", campaign.pk)
    clock_at(date(2022, 12, 1))
    assert page(head, "score_list", campaign.pk).count("Chấm không chờ") == 2  # not himself
    where = (campaign.pk, school.lecturer.pk)
    assert "Ghi lý do không chờ điểm tự chấm" in page(head, "score_without_self", *where, data={"reason": ""})
    html = page(head, "score_without_self", *where, data={"reason": "Đang nghỉ ốm."})
    assert ("chưa tự chấm" in html, "Đang nghỉ ốm." in html) == (True, True)
    assert scoring.sheet_of(used, school.lecturer).self_total is None
