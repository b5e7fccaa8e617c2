"""A parameter changes by a new row only, on the administrator's page, with its source, its day and its trail."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import amending, lawbook
from awards.parameters import rule_set_in_force
from tests.awards.test_decision_views import text
from thidua.models import AuditEntry, Parameter
from thidua.workflow import Refused

KEY = "ttldxs_min_pct_ldtt"  # default in A: ≥70%
SOURCE = {"source": "Quy chế số 12/QĐ-TCT, Điều 7", "certainty": "confirmed"}
TYPED = SOURCE | {"sign": "≥", "value": "80%", "since": "01/04/2022"}
APRIL = date(2022, 4, 1)


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.administrator)


def url(name, key=KEY, code="A"):
    return reverse(name, args=[code, key])


def change(school, value="≥80%", since=APRIL, key=KEY, **other):
    more = SOURCE | {"by": school.administrator} | other
    return amending.change("A", key, value=value, since=since, **more)


def spans(key=KEY):
    rows = Parameter.objects.live().filter(key=key)
    return [(row.value, row.valid_from, row.valid_to) for row in rows]


def value_on(day, key=KEY):
    return rule_set_in_force("A", day).parameter(key).value


def test_a_change_is_asked_for_checked_and_written(client, school):
    page = client.post(url("parameter_change"), TYPED)
    said = text(page)
    assert "Kiểm tra trước khi ghi" in said
    assert "từ 70% (Luật 2003, Điều 27)" in said
    assert "từ 80%" in said
    assert "từ ngày 01/04/2022" in said
    assert Parameter.objects.count() == 0
    hidden = dict(page.context["form"].typed)
    response = client.post(url("parameter_change_save"), hidden, follow=True)
    assert response.redirect_chain == [(url("parameter"), 302)]
    assert "Đã ghi giá trị từ 80%, áp dụng từ ngày 01/04/2022." in text(response)
    row = Parameter.objects.get()
    assert (row.value, row.valid_from, row.valid_to, row.entered_by) == ("≥80%", APRIL, None, school.administrator)
    line = AuditEntry.objects.get(verb="parameter.change_value")
    assert line.target_label == "tỷ lệ thành viên “Lao động tiên tiến” của tập thể xuất sắc (bộ A)"
    assert (line.actor, line.before["value"], line.after["value"]) == (school.administrator, "từ 70%", "từ 80%")
    assert line.after["valid_from"] == "2022-04-01"
    assert "Ghi giá trị mới" in text(client.get(url("parameter")))
    assert (value_on(date(2022, 3, 31)), value_on(APRIL)) == ("≥70%", "≥80%")


@pytest.mark.parametrize(
    ("key", "sent", "said"),
    [
        (KEY, {"value": "tám mươi"}, "Giá trị phải viết như 2/3, 0.8 hoặc 80%"),
        (KEY, {"value": "150%"}, "không đạt được: phải từ 0 đến 1"),
        (KEY, {"sign": ""}, "Chọn cách tính mức"),
        (KEY, {"source": ""}, "Nhập nguồn"),
        (KEY, {"certainty": ""}, "Chọn độ chắc chắn"),
        (KEY, {"since": "31/02/2022"}, "Áp dụng từ ngày phải là ngày có thật"),
        (KEY, {"since": "31/05/2014"}, "Bộ quy định A áp dụng từ 01/06/2014; chọn ngày từ đó trở đi"),
        (KEY, {"value": "0,7"}, "Ngày 01/04/2022 đã áp dụng giá trị từ 70%; nhập giá trị khác"),
        ("ldtt_min_months_new_staff", {"value": "-1"}, "Giá trị phải là số nguyên, từ 0 trở lên"),
        ("registration_required", {"value": "có"}, "Giá trị: chọn trong danh sách"),
        ("ldtt_min_rating", {"value": "Rating.GOOD"}, "Giá trị: chọn trong danh sách"),
        ("valid_to", {"value": "2024-12-31"}, "do chương trình định theo luật; không đặt riêng được"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_changes(client, key, sent, said):
    for name in ("parameter_change", "parameter_change_save"):
        page = client.post(url(name, key), TYPED | sent)
        assert page.status_code == 200
        assert said in text(page)
    assert "12/QĐ-TCT" in page.content.decode() or "source" in sent, "what was typed stays"
    assert Parameter.objects.count() == 0


def test_the_first_day_of_the_set_is_not_too_early(school):
    change(school, since=date(2014, 6, 1))
    assert spans() == [("≥80%", date(2014, 6, 1), None)]


def test_the_former_value_ends_the_day_before(school):
    change(school)
    change(school, "≥90%", date(2022, 6, 1))
    assert spans() == [("≥80%", APRIL, date(2022, 5, 31)), ("≥90%", date(2022, 6, 1), None)]
    assert [value_on(day) for day in (date(2022, 5, 31), date(2022, 6, 1))] == ["≥80%", "≥90%"]


def test_a_value_of_the_same_day_takes_the_whole_place_and_the_old_row_stays_to_be_read(school, client):
    change(school)
    change(school, "≥85%")
    assert spans() == [("≥85%", APRIL, None)]
    assert value_on(APRIL) == "≥85%"
    assert Parameter.objects.get(value="≥80%").withdrawn_at is not None
    assert "đã thay bằng giá trị khác" in text(client.get(url("parameter")))


def test_a_value_before_a_later_one_ends_where_that_begins(school, client):
    change(school, "≥90%", date(2022, 6, 1))
    assert "đến hết ngày 31/05/2022" in text(client.post(url("parameter_change"), TYPED))
    change(school)
    assert spans() == [("≥80%", APRIL, date(2022, 5, 31)), ("≥90%", date(2022, 6, 1), None)]


def test_spans_that_would_overlap_are_refused(school):
    change(school, since=date(2022, 1, 1))
    amending.end("A", KEY, last_day=date(2022, 4, 30), by=school.administrator)
    with pytest.raises(Refused, match=r"^Giá trị đang ghi áp dụng đến hết ngày 30/04/2022; chọn ngày sau đó\.$"):
        change(school, "≥90%", date(2022, 4, 30))
    change(school, "≥90%", date(2022, 5, 1))
    assert [value_on(day) for day in (date(2022, 4, 30), date(2022, 5, 1))] == ["≥80%", "≥90%"]


def test_an_own_value_ends_and_the_default_applies_again(school, client):
    change(school, since=date(2022, 1, 1))
    response = client.post(url("parameter_end"), {"last_day": "15/03/2022"}, follow=True)
    assert "Đã ghi ngày cuối cùng áp dụng giá trị này." in text(response)
    assert [value_on(date(2022, 3, day)) for day in (15, 16)] == ["≥80%", "≥70%"]
    again = client.post(url("parameter_end"), {"last_day": "20/03/2022"}, follow=True)
    assert "Giá trị này đã có ngày hết áp dụng là 15/03/2022." in text(again)
    assert [row.valid_to for row in Parameter.objects.all()] == [date(2022, 3, 15)]


def test_a_value_the_set_does_not_have_can_be_given(school, client):
    assert "Chưa có giá trị" in text(client.get(url("parameter_change", "form_to_trinh")))
    typed = SOURCE | {"value": "07", "since": "01/04/2022"}
    client.post(url("parameter_change_save", "form_to_trinh"), typed)
    assert value_on(APRIL, "form_to_trinh") == "07"


# --- compared with the text


def test_a_default_is_confirmed_from_the_day_it_applies(client, school):
    assert lawbook.entry("A", "quorum").to_check
    response = client.post(url("parameter_confirm", "quorum"), {"source": "Quy chế, Điều 5"}, follow=True)
    assert "Đã ghi là đã đối chiếu nguồn." in text(response)
    row = Parameter.objects.get()
    assert (row.value, row.certainty, row.source) == ("2/3", "confirmed", "Quy chế, Điều 5")
    assert (row.valid_from, row.valid_to, row.checked_on) == (date(2014, 6, 1), None, date(2022, 3, 1))
    entry = lawbook.entry("A", "quorum")
    assert (entry.to_check, entry.is_own) == (False, False)
    again = client.post(url("parameter_confirm", "quorum"), {"source": "Quy chế, Điều 5"}, follow=True)
    assert "đã đối chiếu nguồn rồi." in text(again)
    assert Parameter.objects.count() == 1


def test_an_own_value_is_confirmed_in_its_own_span(school):
    change(school, "≥0.75", certainty="memory")
    with pytest.raises(Refused, match="đã đối chiếu nguồn rồi"):
        amending.confirm([("A", KEY)], source="Quy chế", by=school.administrator)  # today it is the default still
    change(school, "≥0.75", date(2022, 2, 1), certainty="memory")
    amending.confirm([("A", KEY)], source="Quy chế, Điều 9", by=school.administrator)
    assert spans() == [("≥0.75", date(2022, 2, 1), date(2022, 3, 31)), ("≥0.75", APRIL, None)]
    assert rule_set_in_force("A", date(2022, 2, 1)).parameter(KEY).certainty == "confirmed"


def test_a_default_between_own_values_is_confirmed_there_alone(school):
    change(school, "1/2", date(2021, 1, 1), key="quorum")
    with_row = Parameter.objects.get()
    Parameter.objects.filter(pk=with_row.pk).update(valid_to=date(2021, 12, 31))
    change(school, "3/4", APRIL, key="quorum")
    amending.confirm([("A", "quorum")], source="Quy chế", by=school.administrator)
    assert spans("quorum") == [
        ("1/2", date(2021, 1, 1), date(2021, 12, 31)),
        ("2/3", date(2022, 1, 1), date(2022, 3, 31)),
        ("3/4", APRIL, None),
    ]


def test_a_whole_set_is_confirmed_in_one_evening(client):
    listed = client.get(reverse("parameter_list"), {"bo": "C2", "loc": "can-tham-tra", "chon": "het"})
    names = [entry.name for group in listed.context["groups"] for entry in group.entries]
    assert len(names) == sum(entry.to_check for entry in lawbook.entries("C2")) > 60
    second = client.post(reverse("parameters_confirm"), {"chosen": names})
    assert f"Xác nhận đã đối chiếu {len(names)} giá trị?" in text(second)
    assert "giả định như trước 01/10/2026" in text(second)
    assert Parameter.objects.count() == 0
    typed = {"chosen": names, "source": "Luật 06/2026/QH16, Công báo"}
    response = client.post(reverse("parameters_confirm_save"), typed, follow=True)
    assert f"Đã ghi {len(names)} giá trị là đã đối chiếu nguồn." in text(response)
    assert {row.source for row in Parameter.objects.all()} == {"Luật 06/2026/QH16, Công báo"}
    assert [entry.key for entry in lawbook.entries("C2") if entry.to_check] == []
    assert {p.certainty for p in rule_set_in_force("C2", date(2026, 10, 1)).parameters.values()} == {"confirmed"}


def test_one_that_is_refused_stops_them_all(client, school):
    names = ["A/quorum", "A/registration_required"]
    page = client.post(reverse("parameters_confirm_save"), {"chosen": names, "source": "Quy chế"})
    assert "“phải đăng ký thi đua mới được xét danh hiệu” đã đối chiếu nguồn rồi." in text(page)
    assert Parameter.objects.count() == 0


@pytest.mark.parametrize("sent", [{}, {"chosen": ["A/khong-co"]}, {"chosen": ["X/quorum"]}])
def test_a_bulk_without_a_real_choice_is_refused(client, sent):
    page = client.post(reverse("parameters_confirm"), sent, follow=True)
    assert "Chọn ít nhất một quy định cần thẩm tra." in text(page)


# --- the list


def test_the_list_says_which_set_which_value_and_how_sure(client, school):
    change(school, since=date(2022, 2, 1))
    page = client.get(reverse("parameter_list"))
    said = text(page)
    assert "Tham số của bộ quy định A" in said
    assert "Đặt riêng" in said
    assert "mặc định: từ 70%" in said
    assert "Cần thẩm tra" in said
    own = client.get(reverse("parameter_list"), {"loc": "dat-rieng"}).context["groups"]
    assert [entry.key for group in own for entry in group.entries] == [KEY]
    doubtful = client.get(reverse("parameter_list"), {"loc": "can-tham-tra"}).context["groups"]
    assert {str(entry.certainty) for group in doubtful for entry in group.entries} == {
        "memory",
        "sector",
        "second_hand",
    }
    found = client.get(reverse("parameter_list"), {"q": "lao dong tien tien tap the xuat sac 80%"}).context["groups"]
    assert [entry.key for group in found for entry in group.entries] == [KEY]
    absent = client.get(reverse("parameter_list"), {"loc": "chua-co", "nhom": "Mẫu văn bản"}).context["groups"]
    assert [entry.key for group in absent for entry in group.entries] == ["form_to_trinh"]


def test_nothing_doubtful_is_shown_as_settled(client):
    """Of every set each value whose certainty is not “confirmed” carries the badge, and no other does."""
    for code in "A", "B", "C1", "C2":
        page = client.get(reverse("parameter_list"), {"bo": code})
        entries = [entry for group in page.context["groups"] for entry in group.entries]
        doubtful = sum(entry.certainty != "confirmed" for entry in entries)
        # one badge a row, one choice of the filter
        assert page.content.decode().count("Cần thẩm tra") == doubtful + 1
        assert doubtful


def test_the_clerk_reads_and_finds_no_way_to_change(school, sign_in):
    said = text(sign_in(school.clerk).get(reverse("parameter_list")))
    assert "Quản trị đổi và xác nhận giá trị." in said
    assert "Xác nhận đã đối chiếu những" not in said
    assert "Đổi giá trị" not in text(sign_in(school.clerk).get(url("parameter")))


@pytest.mark.one_database("how many questions are asked")
def test_the_pages_ask_as_often_for_three_rows_as_for_one(client, school):
    def queries() -> list[int]:
        counts = []
        for address in (reverse("parameter_list"), url("parameter")):
            with CaptureQueriesContext(connection) as found:
                client.get(address)
            counts.append(len(found))
        return counts

    change(school)
    queries()
    few = queries()
    change(school, "1/2", key="quorum")
    change(school, "≥90%", date(2022, 6, 1))
    change(school, "≥95%", date(2022, 7, 1))
    assert queries() == few
    assert max(few) <= 10
