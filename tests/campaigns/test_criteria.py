"""Criteria of a campaign: 100 before they are used, fixed with the first sheet, copied; every act in every state."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from campaigns import copying, criteria
from campaigns.models import Campaign, CriteriaSet, Criterion
from tests.at_once import at_once
from tests.campaigns.scored import COLLECTIVE, INDIVIDUAL, make_criteria, marks, self_scored
from tests.factories import make_campaign
from tests.permission_row import table_of
from thidua.models import AuditEntry
from thidua.workflow import Refused

FIXED = (
    "Đã có phiếu chấm điểm theo bảng tiêu chí này nên không sửa được; "
    "muốn đổi tiêu chí thì lập bảng mới cho phong trào năm sau."
)
LABELS = {"draft": "Nháp", "open": "Đang áp dụng"}
GRID = {"put_to_use": ("áp dụng", {"draft"}, "open"), "take_back": ("lấy lại để sửa", {"open"}, "draft")}


def url(name: str, *args) -> str:
    return reverse(name, args=args)


def told(response) -> list[str]:
    """The newest message."""
    return [str(message) for message in response.context["messages"]][-1:]


def form(*rows, old=0, **fields) -> dict:
    written = [{"name": name, "guidance": "", "weight": weight, "ORDER": ""} | more for name, weight, more in rows]
    return {"guidance": "", "due_on": "", "bonus_limit": "10"} | table_of("criteria", *written, old=old) | fields


@pytest.mark.parametrize("status", LABELS)
@pytest.mark.parametrize("name", GRID)
def test_every_act_from_every_state(name, status, school, campaign):
    spoken, sources, target = GRID[name]
    found = make_criteria(campaign, in_use=False)
    CriteriaSet.objects.update(status=status)
    found.refresh_from_db()
    lines = AuditEntry.objects.count()
    if status in sources:
        getattr(criteria, name)(found, by=school.clerk.user)
        found.refresh_from_db()
        assert (found.status, AuditEntry.objects.count()) == (target, lines + 1)
        return
    with pytest.raises(Refused) as refused:
        getattr(criteria, name)(found, by=school.clerk.user)
    assert str(refused.value) == (
        f"Bảng tiêu chí chấm điểm đang ở bước “{LABELS[status]}” nên không {spoken} được; "
        "tải lại trang để xem việc làm được."
    )
    assert AuditEntry.objects.count() == lines


def test_the_table_is_whole():
    assert set(criteria.MOVES) == set(GRID)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (
            (60, 41),
            "Chưa áp dụng được vì tổng điểm tối đa của các tiêu chí là 101, phải bằng 100 (thừa 1); sửa bảng tiêu chí.",
        ),
        (
            (60, "39.5"),
            "Chưa áp dụng được vì tổng điểm tối đa của các tiêu chí là 99,5, phải bằng 100 (còn thiếu 0,5); "
            "sửa bảng tiêu chí.",
        ),
        ((), "Chưa áp dụng được vì bảng chưa có tiêu chí nào; sửa bảng và thêm tiêu chí."),
        ((60, 40), ""),
        (("33.33", "33.33", "33.34"), ""),
    ],
)
def test_they_are_used_when_they_weigh_100(weights, said, school, campaign, sign_in):
    found = make_criteria(campaign, weights=weights, in_use=False)
    response = sign_in(school.clerk).post(url("criteria_put_to_use", found.pk), follow=True)
    found.refresh_from_db()
    assert (found.status, said in told(response)[0]) == ("draft" if said else "open", True)
    if said:  # and the same sentence stands under the button
        assert said in sign_in(school.clerk).get(url("criteria", campaign.pk)).content.decode()


def test_the_clerk_writes_them_on_one_page(school, campaign, sign_in):
    clerk = sign_in(school.clerk)
    page = url("criteria_edit", campaign.pk, "ca-nhan")
    typed = form(("Chuyên môn", "60,5", {}), ("Phong trào", "40", {}), bonus_limit="7,5", due_on="30/11/2022")
    response = clerk.post(page, typed, follow=True)
    found = CriteriaSet.objects.get(campaign=campaign)
    assert told(response) == [
        "Đã lưu bảng tiêu chí. Tổng điểm tối đa hiện là 100,5; phải bằng 100 thì mới áp dụng được."
    ]
    assert (found.subject, found.bonus_limit, found.due_on) == ("individual", Decimal("7.5"), date(2022, 11, 30))
    one, two = found.criteria.all()
    changed = form(
        ("Chuyên môn", "60", {"id": one.pk, "ORDER": "2"}), ("Phong trào", "40", {"id": two.pk, "ORDER": "1"}), old=2
    )
    clerk.post(page, changed)
    assert list(found.criteria.values_list("name", "number", "weight")) == [
        ("Phong trào", 1, 40),
        ("Chuyên môn", 2, 60),
    ]
    clerk.post(url("criteria_put_to_use", found.pk))
    assert told(clerk.post(page, changed, follow=True)) == [
        "Bảng tiêu chí đang áp dụng; bấm “Lấy lại để sửa” trước khi sửa."
    ]


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("năm", "Dòng 1: Điểm tối đa phải là số, từ 0 trở lên"),
        ("-5", "Dòng 1: Điểm tối đa phải là số, từ 0 trở lên"),
        ("1" + "0" * 30, "Dòng 1: Điểm tối đa nhiều nhất là 100"),
        ("7,125", "Dòng 1: Điểm tối đa có nhiều nhất 2 chữ số sau dấu phẩy"),
        ("0", "Dòng 1: Điểm tối đa phải lớn hơn 0; tiêu chí không có điểm thì bỏ dòng này"),
        ("", "Dòng 1: Nhập điểm tối đa"),
    ],
)
def test_a_wrong_weight_is_said_and_what_was_typed_stays(weight, said, school, campaign, sign_in):
    typed = form(("Chuyên môn tốt", weight, {}))
    html = sign_in(school.clerk).post(url("criteria_edit", campaign.pk, "tap-the"), typed).content.decode()
    assert (said in html, "Chuyên môn tốt" in html, weight in html) == (True, True, True)
    assert CriteriaSet.objects.count() == 0


def test_two_tabs_begin_one_set(school, campaign, sign_in):
    clerk = sign_in(school.clerk)
    page = url("criteria_edit", campaign.pk, "ca-nhan")
    clerk.post(page, form(("Một", "100", {})))
    html = clerk.post(page, form(("Hai", "100", {}))).content.decode()  # the second tab was empty when it was opened
    assert "Bảng này vừa được sửa ở cửa sổ khác; mở lại trang rồi nhập tiếp" in html
    assert list(Criterion.objects.values_list("name", flat=True)) == ["Một"]


# Fixed


def test_the_first_saved_points_fix_them(school, campaign, sign_in):
    used = make_criteria(campaign)
    self_scored(used, school.lecturer, 50, None)  # a draft is enough
    for act in (criteria.take_back, criteria.discard):
        with pytest.raises(Refused, match=FIXED):
            act(used, by=school.clerk.user)
    assert FIXED in sign_in(school.clerk).get(url("criteria", campaign.pk)).content.decode()
    criteria.postpone(used, date(2022, 12, 1), reason="Chờ học kỳ.", by=school.clerk.user)
    assert CriteriaSet.objects.get().due_on == date(2022, 12, 1)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE campaigns_criterion SET weight = 50 WHERE id = {criterion}",
        "DELETE FROM campaigns_criterion WHERE id = {criterion}",
        "INSERT INTO campaigns_criterion (criteria_set_id, number, name, guidance, weight) "
        "VALUES ({pk}, 3, 'x', '', 1)",
        "UPDATE campaigns_criteriaset SET bonus_limit = 50 WHERE id = {pk}",
        "UPDATE campaigns_criteriaset SET status = 'draft' WHERE id = {pk}",
    ],
)
def test_the_database_holds_them_fixed(sql, school, campaign):
    used = make_criteria(campaign)
    words = {"pk": used.pk, "criterion": used.criteria.first().pk}
    self_scored(used, school.lecturer, 50, 30)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**words))


# From another year


def test_last_years_are_copied_with_one_click(school, campaign, sign_in):
    make_criteria(make_campaign(2020, status=Campaign.Status.CONCLUDED), weights=(100,), in_use=False)
    last = make_campaign(2021, status=Campaign.Status.CONCLUDED)
    make_criteria(last, in_use=False, due_on=date(2021, 11, 30), guidance="Theo quy chế.", bonus_limit=5)
    clerk = sign_in(school.clerk)
    clerk.post(url("criteria_copy", campaign.pk, "ca-nhan"))
    found = CriteriaSet.objects.get(campaign=campaign)
    assert (found.status, found.due_on, found.guidance, found.bonus_limit) == (
        "draft",
        date(2022, 11, 30),
        "Theo quy chế.",
        5,
    )
    assert list(found.criteria.values_list("number", "weight")) == [(1, 60), (2, 40)]
    again = clerk.post(url("criteria_copy", campaign.pk, "ca-nhan"), follow=True)
    assert told(again) == ["Bảng đã có tiêu chí nên không chép đè; xóa bảng nháp rồi chép."]
    none = clerk.post(url("criteria_copy", campaign.pk, "tap-the"), follow=True)
    assert told(none) == ["Chưa có bảng tiêu chí của năm trước để chép; lập bảng mới."]


def test_a_copied_campaign_brings_its_criteria_as_drafts(school, campaign):
    make_criteria(campaign, due_on=date(2022, 11, 30))
    make_criteria(campaign, COLLECTIVE, weights=(100,))
    self_scored(CriteriaSet.objects.get(subject=INDIVIDUAL), school.lecturer, 50, 30)
    new = copying.copy(campaign, 2024, date(2024, 2, 1), bases=[], by=school.clerk.user)
    assert list(new.criteria_sets.order_by("subject").values_list("subject", "status", "due_on")) == [
        ("collective", "draft", None),
        ("individual", "draft", date(2024, 11, 30)),
    ]
    assert [one.sheets.count() for one in new.criteria_sets.all()] == [0, 0]


def test_without_criteria_no_page_speaks_of_points(school, campaign, sign_in):
    make_criteria(campaign, in_use=False)  # a draft is the clerk's alone
    lecturer = sign_in(school.lecturer)
    assert "hấm điểm" not in lecturer.get(campaign.get_absolute_url()).content.decode()
    assert "hấm điểm" not in lecturer.get("/").content.decode()
    for name in ("criteria", "my_scores", "score_list"):
        assert lecturer.get(url(name, campaign.pk)).status_code == 404


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_taken_back_or_scored_never_both(on_postgresql, school, campaign):
    used = make_criteria(campaign)
    answers = at_once(
        lambda: criteria.take_back(CriteriaSet.objects.get(), by=school.clerk.user),
        lambda: self_scored(CriteriaSet.objects.get(), school.lecturer, 50, 30),
    )
    used.refresh_from_db()
    assert answers.count("") == 1
    assert (used.status == "open") is used.sheets.exists()
    assert marks(used, 1, 2)
