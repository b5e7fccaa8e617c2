"""The ratings of a year on pages: who reads what, the sheet that writes many, what to look at; the same queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import rating
from campaigns.models import Absence, AnnualRating, DisciplinaryAction, Posting
from tests.at_once import at_once
from tests.factories import make_person
from thidua.models import AuditEntry, Parameter
from thidua.workflow import Refused

DECEMBER = date(2022, 12, 6)
PAPER = "61/TB-TCT ngày 06/12/2022"
LIST, SHEET = reverse("rating_list", args=[2022]), reverse("rating_sheet", args=[2022])


@pytest.fixture
def december(school, campaign, clock_at):
    clock_at(DECEMBER)
    return school


def rate(person, level="good", **fields) -> AnnualRating:
    return AnnualRating.objects.create(
        **{"staff_member": person, "year": 2022, "level": level, "source": PAPER} | fields
    )


def away(person, first=(3, 1), last=(6, 30), kind="sick") -> None:
    dates = {"starts_on": date(2022, *first), "ends_on": date(2022, *last)}
    Absence.objects.create(staff_member=person, kind=kind, **dates)


def sheet(*rows, source=PAPER, day="06/12/2022") -> dict[str, str]:
    """Rows: a person or a unit, the level the sheet showed, the level chosen."""
    body = {"source": source, "rated_on": day}
    for one, was, level in rows:
        subject = f"{'p' if hasattr(one, 'full_name') else 'u'}{one.pk}"
        body |= {subject: level, f"{subject}-was": was}
    return body


def row_of(response, subject):
    (found,) = [one for one in response.context["shown"] if one.subject == subject]
    return found


def sentences(response, subject) -> list[str]:
    return [said.sentence for said in row_of(response, subject).said]


# --- reading


def test_the_clerk_sees_all_by_unit_with_counts_paper_and_findings(december, sign_in):
    rate(december.lecturer, rated_on=date(2022, 12, 6))
    rate(None, "outstanding", staff_member=None, department=december.faculty)
    away(december.lecturer)
    page = sign_in(december.clerk).get(LIST)
    said = page.content.decode()
    assert "Theo Nghị định 90/2020/NĐ-CP" in said
    order = [str(one.subject) for one in page.context["shown"] if one.row.unit == december.faculty.pk]
    assert order[0] == "Khoa Xây dựng Đảng", "a unit stands before its people"
    row = row_of(page, december.lecturer)
    assert (row.level, row.row.source, row.row.rated_on) == ("Hoàn thành tốt nhiệm vụ", PAPER, date(2022, 12, 6))
    assert "Nghỉ 4 tháng trong năm" in sentences(page, december.lecturer)[0]
    assert "Nghị định 90/2020/NĐ-CP, Điều 2, khoản 3" in said
    assert {level: (people, units) for level, _, people, units in page.context["counts"]}["good"] == (1, 0)
    assert {level: (people, units) for level, _, people, units in page.context["counts"]}["outstanding"] == (0, 1)


def test_filters_and_an_address_nobody_made(december, sign_in):
    rate(december.lecturer)
    rate(december.lecturer2, "completed")
    away(december.lecturer)
    clerk = sign_in(december.clerk)

    def found(**asked):
        return {one.subject for one in clerk.get(LIST, asked).context["shown"] if not one.row.is_unit}

    assert found(muc="completed") == {december.lecturer2}
    assert december.lecturer not in found(muc="chua")
    assert december.lecturer in found(xem="on")
    assert december.lecturer2 not in found(xem="on")
    assert {str(one) for one in found(don_vi=december.faculty.pk)} >= {str(december.lecturer), str(december.head)}
    assert found(muc="junk", don_vi="99999") == found()
    assert clerk.get(reverse("rating_list", args=[1800])).status_code == 404
    assert clerk.get(reverse("rating_list", args=[2150])).status_code == 200


def test_a_head_reads_the_units_without_private_reasons(december, sign_in):
    for person in (december.lecturer, december.lecturer2):
        rate(person)
    away(december.lecturer)
    reprimand = {"form": "reprimand", "starts_on": date(2022, 4, 1), "ends_on": date(2023, 4, 1)}
    DisciplinaryAction.objects.create(staff_member=december.lecturer2, **reprimand)
    page = sign_in(december.head).get(LIST)
    said = page.content.decode()
    assert sentences(page, december.lecturer) == ["Xem lại mức xếp loại theo thời gian làm việc trong năm."]
    assert sentences(page, december.lecturer2) == [
        "Xem lại mức xếp loại; lý do chỉ báo cho người đó và Thường trực Hội đồng."
    ]
    assert "kỷ luật" not in said
    assert "Nghỉ 4 tháng" not in said
    assert {one.row.unit for one in page.context["shown"]} == {december.faculty.pk}
    own = sign_in(december.lecturer).get(LIST)
    assert [one.subject for one in own.context["shown"]] == [december.lecturer]
    assert "Nghỉ 4 tháng trong năm" in sentences(own, december.lecturer)[0]


def test_maternity_leave_is_nobody_elses_business(december, sign_in):
    rate(december.lecturer)
    away(december.lecturer, (1, 1), (6, 30), "maternity")
    assert sentences(sign_in(december.head).get(LIST), december.lecturer) == []
    assert "thai sản" in sentences(sign_in(december.clerk).get(LIST), december.lecturer)[0]


def test_a_silent_former_unit_is_named(december, sign_in):
    Posting.objects.filter(staff_member=december.lecturer).update(ends_on=date(2022, 9, 30))
    Posting.objects.create(
        staff_member=december.lecturer, department=december.office, post="Chuyên viên", starts_on=date(2022, 10, 1)
    )
    rate(december.lecturer)
    page = sign_in(december.clerk).get(LIST)
    assert "Chưa có ý kiến của Khoa Xây dựng Đảng" in sentences(page, december.lecturer)[0]
    assert row_of(page, december.lecturer).unit == str(december.office)


def test_a_value_of_our_own_is_obeyed(december, sign_in):
    rate(december.lecturer)
    away(december.lecturer, last=(5, 31))
    clerk = sign_in(december.clerk)
    assert "từ 3 đến dưới 6 tháng" in sentences(clerk.get(LIST), december.lecturer)[0]
    own = {"source": "Quy chế của Trường", "certainty": "confirmed", "valid_from": date(2022, 1, 1)}
    Parameter.objects.create(rule_set="A", key="rating_months_not_good", value="4", **own)
    assert sentences(clerk.get(LIST), december.lecturer) == []


def test_the_menu_leads_to_the_year_that_is_written_now(december, sign_in, clock_at):
    clerk = sign_in(december.clerk)
    assert f'href="{reverse("rating_years")}"' in clerk.get(LIST).content.decode()
    assert clerk.get(reverse("rating_years")).url == LIST
    clock_at(date(2022, 10, 31))
    assert clerk.get(reverse("rating_years"), {"don_vi": "3"}).url == reverse("rating_list", args=[2021]) + "?don_vi=3"


# --- writing


def test_a_sheet_writes_new_and_changed_and_leaves_the_rest(december, sign_in):
    kept = rate(december.head, "completed", source="Văn bản cũ")
    changed = rate(december.lecturer, "completed", source="Văn bản cũ")
    body = sheet(
        (december.lecturer, "completed", "good"),
        (december.lecturer2, "", "outstanding"),
        (december.head, "completed", "completed"),
        (december.deputy, "", ""),
        (december.faculty, "", "good"),
    )
    response = sign_in(december.clerk).post(SHEET, body, follow=True)
    (said,) = [str(message) for message in response.context["messages"]]
    assert said == (
        f"Đã lưu xếp loại: ghi mới 2, đổi 1 ({december.lecturer}: Hoàn thành nhiệm vụ → Hoàn thành tốt nhiệm vụ)."
    )
    changed.refresh_from_db()
    kept.refresh_from_db()
    assert (changed.level, changed.source, changed.rated_on) == ("good", PAPER, date(2022, 12, 6))
    assert (kept.level, kept.source) == ("completed", "Văn bản cũ")
    assert AnnualRating.objects.get(department=december.faculty).level == "good"
    assert not AnnualRating.objects.filter(staff_member=december.deputy).exists(), "empty is not “Không xếp loại”"
    lines = AuditEntry.objects.filter(target_type="campaigns.annualrating").order_by("pk")
    assert [line.verb for line in lines] == ["annualrating.create"] * 2 + ["annualrating.change"]
    last = lines[2]
    assert (last.before["level"], last.after["level"], last.actor) == ("completed", "good", december.clerk.user)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"source": ""}, "Nhập số, ngày văn bản xếp loại"),
        ({"rated_on": "31/02/2022"}, "Ngày xếp loại phải là ngày có thật"),
        ({"rated_on": "07/12/2022"}, "Ngày xếp loại ở sau hôm nay; ghi ngày của văn bản đã ban hành"),
        ({"level": ""}, "Đã ghi “Hoàn thành nhiệm vụ”; chọn một mức"),
        ({"level": "excellent"}, ": chọn trong danh sách"),
        ({"level": "completed"}, "Không có mức xếp loại nào đổi nên không ghi gì"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(december, sign_in, change, sentence):
    rate(december.lecturer, "completed")
    body = sheet((december.lecturer, "completed", change.pop("level", "good")), (december.head, "", "")) | change
    page = sign_in(december.clerk).post(SHEET, body)
    said = page.content.decode()
    assert page.status_code == 200
    assert sentence.lower() in said.lower()
    assert f'value="{body["source"]}"' in said or not body["source"]
    assert AnnualRating.objects.get().level == "completed"
    assert not AuditEntry.objects.filter(verb__startswith="annualrating").exists()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(december, sign_in):
    rate(december.lecturer, "completed")
    body = sheet((december.lecturer, "", "good"), (december.head, "", "good"))
    page = sign_in(december.clerk).post(SHEET, body)
    said = page.content.decode()
    assert "Người khác vừa ghi xếp loại nên chưa ghi gì" in said
    assert f"{december.lecturer}: nay là “Hoàn thành nhiệm vụ”" in said
    assert AnnualRating.objects.get().level == "completed"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_sheets_at_once_write_one_rating(on_postgresql, december):
    line = rating.Line(december.lecturer.pk, False, "", "good")
    other = rating.Line(december.lecturer.pk, False, "", "completed")
    by = december.clerk.user
    acts = [lambda line=line: rating.save(2022, [line], source=PAPER, rated_on=None, by=by) for line in (line, other)]
    answers = at_once(*acts)
    assert sorted(bool(answer) for answer in answers) == [False, True]
    assert AnnualRating.objects.count() == 1


def test_a_sheet_of_strangers_says_so(december, sign_in):
    page = sign_in(december.clerk).post(SHEET, {"source": PAPER, "p999999": "good", "p999999-was": ""})
    assert "Không có mức xếp loại nào đổi nên không ghi gì" in page.content.decode()
    line = rating.Line(december.lecturer.pk, False, "good", "")
    with pytest.raises(Refused, match="chọn một mức"):
        rating.save(2022, [line], source=PAPER, rated_on=None, by=december.clerk.user)


# --- one person


def test_a_persons_page_and_the_single_form_advise(december, sign_in):
    away(december.lecturer)
    clerk = sign_in(december.clerk)
    body = {"year": "2022", "level": "good", "source": PAPER}
    after = clerk.post(reverse("rating_add", args=[december.lecturer.pk]), body, follow=True)
    said = [str(message) for message in after.context["messages"]]
    assert said[0] == f"Đã lưu thông tin của {december.lecturer}."
    assert said[1].startswith("Xếp loại năm 2022: Nghỉ 4 tháng trong năm")
    assert after.content.decode().count("Nghỉ 4 tháng trong năm") == 2, "in the notice and beside the rating"
    page = sign_in(december.head).get(reverse("staff_member", args=[december.lecturer.pk]))
    assert "Nghỉ 4 tháng" not in page.content.decode()


# --- to do


def test_the_clerk_is_told_from_november_until_all_are_rated(december, sign_in, clock_at):
    clerk = sign_in(december.clerk)
    text = "Ghi xếp loại năm 2022: {} người chưa có"
    everybody = len({*Posting.objects.values_list("staff_member", flat=True)})
    assert text.format(everybody) in clerk.get("/").content.decode()
    assert text.format(everybody) not in sign_in(december.head).get("/").content.decode()
    clerk = sign_in(december.clerk)
    clock_at(date(2022, 10, 31))
    assert "Ghi xếp loại năm 2022" not in clerk.get("/").content.decode()
    clock_at(date(2023, 2, 1))
    for pk in {*Posting.objects.values_list("staff_member", flat=True)} - {december.lecturer.pk}:
        AnnualRating.objects.create(staff_member_id=pk, year=2022, level="good", source=PAPER)
    assert text.format(1) in clerk.get("/").content.decode()
    rate(december.lecturer, "not_rated")
    assert "Ghi xếp loại năm 2022" not in clerk.get("/").content.decode()


# --- budget


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("url", [LIST, SHEET, reverse("home")])
def test_the_same_queries_for_more_people(december, sign_in, url):
    clerk = sign_in(december.clerk)

    def queries():
        clerk.get(url)
        with CaptureQueriesContext(connection) as found:
            clerk.get(url)
        return len(found)

    first = queries()
    assert first <= 20
    for number in range(3):
        person = make_person(f"Lò Thị Mẫu {number}", december.faculty, "Giảng viên")
        rate(person)
        away(person)
    assert queries() <= first
