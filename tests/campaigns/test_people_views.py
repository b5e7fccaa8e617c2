"""People, units, ratings, earlier awards: the clerk's plain forms and who reads what."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardRecord
from campaigns.models import Absence, AnnualRating, Department, DisciplinaryAction, Initiative, Posting, StaffMember
from tests.factories import make_department, make_person
from thidua.models import AuditEntry

PERSON = {
    "code": "CB9001",
    "full_name": "Nguyễn Thị Ẵm",
    "gender": "female",
    "birth_date": "25/09/1985",
    "employment": "public_employee",
    "email": "",
    "joined_on": "01/09/2010",
    "left_on": "",
}
RECORD = {
    "award": "LDTT",
    "year": "2021",
    "occasion": "merit",
    "occasion_text": "",
    "decision_number": "15/QĐ-TCT",
    "decision_date": "05/01/2022",
    "issuer": "Hiệu trưởng",
    "unit_name": "",
}


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def errors(response) -> dict:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def names(response) -> list[str]:
    return [person.full_name for person in response.context["page"]]


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# --- the list


def test_everybody_sees_their_own_a_head_the_unit_s_the_clerk_all(school, sign_in):
    address = reverse("staff_list")
    assert names(sign_in(school.lecturer).get(address)) == ["Nguyễn Thị Hoa"]
    assert names(sign_in(school.head).get(address)) == ["Lò Văn Ẵm", "Nguyễn Thị Hoa", "Trần Văn Minh"]
    assert names(sign_in(school.clerk).get(address)) == [
        "Lò Văn Ẵm",
        "Hoàng Văn Bình",
        "Lê Văn Dũng",
        "Nguyễn Thị Hoa",
        "Ngô Thị Lan",
        "Trần Văn Minh",
        "Phạm Văn Quang",
        "Vũ Thị Thu",
        "Đỗ Thị Yến",
    ]
    assert names(sign_in(school.administrator).get(address)) == []


@pytest.mark.parametrize(
    ("typed", "found"), [("do thi", "Đỗ Thị Yến"), ("ĐỖ YẾN", "Đỗ Thị Yến"), ("lo van am", "Lò Văn Ẵm")]
)
def test_search_ignores_case_and_marks(clerk, typed, found):
    assert names(clerk.get(reverse("staff_list"), {"q": typed})) == [found]


def test_filters_by_unit_and_by_having_left(clerk, school):
    address = reverse("staff_list")
    assert names(clerk.get(address, {"unit": school.office.pk})) == ["Ngô Thị Lan", "Đỗ Thị Yến"]
    make_person("Tòng Văn Cũ", school.faculty, left_on=date(2021, 6, 30))
    assert names(clerk.get(address, {"left": "on"})) == ["Tòng Văn Cũ"]
    assert "Tòng Văn Cũ" not in names(clerk.get(address))


def test_a_page_holds_25(clerk, school):
    for number in range(20):
        make_person(f"Lường Văn {chr(65 + number)}", school.faculty)
    assert len(names(clerk.get(reverse("staff_list")))) == 25
    assert len(names(clerk.get(reverse("staff_list"), {"page": "2"}))) == 4


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize("name", ["staff_list", "department_list", "initiative_list"])
def test_queries_of_lists_do_not_grow(clerk, school, name):
    def one_more(number: int) -> None:
        person = make_person(f"Lường Văn {number}", school.faculty)
        make_department(f"K{number}", f"Khoa {number}", Department.Kind.FACULTY, school.root)
        initiative = Initiative.objects.create(title=f"Sáng kiến {number}", year=2022)
        initiative.co_authors.create(staff_member=person, share=100)

    one_more(1)
    one = queries_of(clerk, reverse(name))
    one_more(2)
    one_more(3)
    assert (queries_of(clerk, reverse(name)), one <= 15) == (one, True)


# --- a person's page


def test_who_opens_a_person_s_page(school, sign_in):
    address = reverse("staff_member", args=[school.lecturer.pk])
    answers = {
        "self": sign_in(school.lecturer).get(address).status_code,
        "head": sign_in(school.head).get(address).status_code,
        "clerk": sign_in(school.clerk).get(address).status_code,
        "stranger": sign_in(school.stranger).get(address).status_code,
        "another head": sign_in(school.other_head).get(address).status_code,
    }
    assert answers == {"self": 200, "head": 200, "clerk": 200, "stranger": 404, "another head": 404}


def test_reasons_are_for_the_person_and_the_clerk(school, sign_in):
    Absence.objects.create(
        staff_member=school.lecturer,
        kind="maternity",
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 6, 30),
        note="Riêng tư",
    )
    DisciplinaryAction.objects.create(staff_member=school.lecturer, form="reprimand", starts_on=date(2020, 1, 1))
    address = reverse("staff_member", args=[school.lecturer.pk])
    seen = {
        who: shown(sign_in(person).get(address))
        for who, person in {"self": school.lecturer, "head": school.head, "clerk": school.clerk}.items()
    }
    private = ("Nghỉ thai sản", "Riêng tư", "Khiển trách")
    assert {who: [text in page for text in private] for who, page in seen.items()} == {
        "self": [True] * 3,
        "head": [False] * 3,
        "clerk": [True] * 3,
    }
    assert all("01/01/2021 – 30/06/2021" in page for page in seen.values())


@pytest.mark.parametrize(
    "name", ["staff_edit", "posting_add", "absence_add", "discipline_add", "rating_add", "award_record_add"]
)
def test_only_the_clerk_writes(school, sign_in, name):
    for person in (school.head, school.lecturer, school.rector):
        client = sign_in(person)
        address = reverse(name, args=[school.lecturer.pk])
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)


def test_a_row_of_another_kind_is_not_reached(clerk, school):
    rating = AnnualRating.objects.create(department=school.faculty, year=2021, level="good", source="BC 1")
    assert clerk.get(reverse("rating_edit", args=[rating.pk])).status_code == 404
    assert clerk.get(reverse("unit_rating_edit", args=[rating.pk])).status_code == 200


# --- staff


def test_a_name_in_pieces_is_stored_whole_and_found(clerk, school):
    typed = unicodedata.normalize("NFD", PERSON["full_name"])
    assert typed != PERSON["full_name"]
    response = clerk.post(reverse("staff_add"), PERSON | {"full_name": typed})
    person = StaffMember.objects.get(code="CB9001")
    assert response["Location"] == reverse("staff_member", args=[person.pk])
    assert (person.full_name, person.birth_date) == ("Nguyễn Thị Ẵm", date(1985, 9, 25))
    assert names(clerk.get(reverse("staff_list"), {"q": unicodedata.normalize("NFD", "thị ẵm")})) == ["Nguyễn Thị Ẵm"]
    line = AuditEntry.objects.get()
    assert (line.verb, line.actor) == ("staffmember.create", school.clerk.user)


def test_html_in_a_name_is_text(clerk):
    clerk.post(reverse("staff_add"), PERSON | {"full_name": "<script>alert(1)</script> Ẵm"})
    page = shown(clerk.get(reverse("staff_list")))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ẵm" in page
    assert "<script>alert" not in page


def test_bad_dates_keep_what_was_typed(clerk):
    response = clerk.post(reverse("staff_add"), PERSON | {"joined_on": "31/02/2010", "email": "ẵm"})
    assert errors(response) == {
        "joined_on": ["Vào cơ quan ngày phải là ngày có thật"],
        "email": ["Thư điện tử phải có dạng ten@coquan.vn"],
    }
    assert 'value="31/02/2010"' in shown(response)
    assert 'value="Nguyễn Thị Ẵm"' in shown(response)
    assert not StaffMember.objects.filter(code="CB9001").exists()


def test_nobody_leaves_before_they_came(clerk):
    response = clerk.post(reverse("staff_add"), PERSON | {"left_on": "01/01/2009"})
    assert errors(response) == {"left_on": ["Thôi việc ngày phải từ 01/09/2010 (vào cơ quan ngày) trở đi"]}


def test_a_name_of_two_megabytes(clerk):
    response = clerk.post(reverse("staff_add"), PERSON | {"full_name": "Ẵm" * 1_000_000})
    assert errors(response) == {
        "full_name": ["Họ và tên dài 2.000.000 ký tự; nhiều nhất 120 ký tự, cần bớt 1.999.880 ký tự"]
    }


def test_editing_writes_what_changed(clerk, school):
    person = school.lecturer
    clerk.post(
        reverse("staff_edit", args=[person.pk]),
        PERSON | {"code": person.code, "full_name": "Nguyễn Thị Hòa", "joined_on": "04/01/2010"},
    )
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Thị Hòa"
    line = AuditEntry.objects.get()
    assert (line.verb, line.before, line.after) == (
        "staffmember.change",
        {"full_name": "Nguyễn Thị Hoa"},
        {"full_name": "Nguyễn Thị Hòa"},
    )


# --- postings


def posting(department, **fields) -> dict[str, str]:
    base = {"department": department.pk, "post": "Giảng viên", "starts_on": "01/03/2022", "ends_on": "", "signs_as": ""}
    return base | fields


def test_two_main_postings_may_not_overlap(clerk, school):
    address = reverse("posting_add", args=[school.lecturer.pk])
    response = clerk.post(address, posting(school.office, is_main="on"))
    assert errors(response) == {
        "starts_on": [
            "Trùng với nơi công tác chính khác: Giảng viên, Khoa Xây dựng Đảng, từ 04/01/2010 đến nay; "
            "nhập ngày kết thúc của vị trí đó trước, hoặc bỏ đánh dấu “nơi công tác chính”"
        ]
    }
    Posting.objects.filter(staff_member=school.lecturer).update(ends_on=date(2022, 3, 1))
    assert list(errors(clerk.post(address, posting(school.office, is_main="on")))) == ["starts_on"]
    assert clerk.post(address, posting(school.office, is_main="on", starts_on="02/03/2022")).status_code == 302
    assert list(school.lecturer.postings.values_list("department", flat=True)) == [school.faculty.pk, school.office.pk]


def test_a_second_posting_beside_the_main_one(clerk, school):
    assert clerk.post(reverse("posting_add", args=[school.lecturer.pk]), posting(school.office)).status_code == 302


def test_a_unit_has_one_head_at_a_time(clerk, school):
    address = reverse("posting_add", args=[school.lecturer.pk])
    response = clerk.post(address, posting(school.faculty, is_head="on", post="Trưởng khoa"))
    assert errors(response) == {
        "department": [
            "Đơn vị này đã có người đứng đầu: Trần Văn Minh, từ 04/01/2010 đến nay; "
            "nhập ngày kết thúc của vị trí đó trước"
        ]
    }


def test_a_signer_signs_as_something(clerk, school):
    response = clerk.post(reverse("posting_add", args=[school.deputy.pk]), posting(school.office, may_sign="on"))
    assert errors(response) == {"__all__": ["Người được ký phải có tư cách ký; người không ký thì để trống tư cách ký"]}


def test_editing_a_posting_does_not_meet_itself(clerk, school):
    row = school.head.postings.get()
    data = posting(school.faculty, is_main="on", is_head="on", post="Trưởng khoa")
    data |= {"starts_on": "04/01/2010", "ends_on": "30/06/2022"}
    assert clerk.post(reverse("posting_edit", args=[row.pk]), data).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == date(2022, 6, 30)


# --- absences, discipline, ratings


def test_an_absence_sent_twice_is_one_row(clerk, school):
    address = reverse("absence_add", args=[school.lecturer.pk])
    data = {"kind": "study", "starts_on": "01/01/2022", "ends_on": "30/06/2022", "study_result": "good", "note": ""}
    assert clerk.post(address, data).status_code == 302
    assert errors(clerk.post(address, data)) == {
        "__all__": ["Dòng này đã được ghi; xem lại danh sách trước khi ghi thêm"]
    }
    assert school.lecturer.absences.count() == 1


def test_discipline_is_entered_and_changed(clerk, school):
    data = {"form": "investigation", "starts_on": "01/02/2022", "ends_on": "", "decision": "", "note": ""}
    clerk.post(reverse("discipline_add", args=[school.lecturer.pk]), data)
    row = school.lecturer.disciplinary_actions.get()
    clerk.post(reverse("discipline_edit", args=[row.pk]), data | {"ends_on": "01/03/2022"})
    row.refresh_from_db()
    assert (row.form, row.ends_on) == ("investigation", date(2022, 3, 1))


def test_one_rating_a_year(clerk, school):
    data = {"year": "2021", "level": "good", "source": "Báo cáo số 10/BC-TCT", "rated_on": "20/12/2021"}
    for address, whose in (
        (reverse("rating_add", args=[school.lecturer.pk]), "Cán bộ"),
        (reverse("unit_rating_add", args=[school.faculty.pk]), "Đơn vị"),
    ):
        assert clerk.post(address, data).status_code == 302
        sentence = f"{whose} này đã có xếp loại của năm 2021; mở dòng đó để sửa"
        assert errors(clerk.post(address, data)) == {"year": [sentence]}
    assert AnnualRating.objects.count() == 2


# --- units


def test_a_unit_is_added_under_the_root(clerk, school):
    data = {
        "code": "DT",
        "name": "Phòng Đào tạo",
        "short_name": "Phòng Đào tạo",
        "kind": "office",
        "parent": school.root.pk,
        "order": "9",
        "valid_from": "01/01/2022",
        "valid_to": "",
    }
    response = clerk.post(reverse("department_add"), data)
    unit = Department.objects.get(code="DT")
    assert response["Location"] == reverse("department", args=[unit.pk])
    no_parent = clerk.post(reverse("department_add"), data | {"code": "DT2", "parent": ""})
    assert errors(no_parent) == {"__all__": ["Chọn đơn vị cấp trên; chỉ đơn vị gốc “Trường” không thuộc đơn vị nào"]}


def test_who_opens_a_unit_s_page(school, sign_in):
    address = reverse("department", args=[school.faculty.pk])
    people = (school.clerk, school.rector, school.head, school.other_head, school.lecturer)
    assert [sign_in(person).get(address).status_code for person in people] == [200, 200, 200, 404, 404]
    assert sign_in(school.lecturer).get(reverse("department_list")).status_code == 200
    assert sign_in(school.head).get(reverse("department_edit", args=[school.faculty.pk])).status_code == 404


def test_the_units_are_linked_for_the_clerk(clerk, school, sign_in):
    link = f'<a href="{reverse("department_list")}">'
    assert link in shown(clerk.get(reverse("staff_list")))
    assert link not in shown(sign_in(school.head).get(reverse("staff_list")))


def test_what_another_field_makes_needed_is_not_called_optional(clerk, school):
    form = clerk.get(reverse("posting_add", args=[school.lecturer.pk])).context["form"]
    assert [field.label for field in form if field.label.startswith("Ký với tư cách")] == ["Ký với tư cách"]


# --- earlier awards


def test_an_earlier_title_is_entered_once_and_seen(clerk, school, sign_in):
    address = reverse("award_record_add", args=[school.lecturer.pk])
    assert clerk.post(address, RECORD)["Location"] == reverse("award_record_list", args=[school.lecturer.pk])
    assert errors(clerk.post(address, RECORD)) == {
        "__all__": ["Danh hiệu, hình thức này theo quyết định đó đã được ghi; mở dòng đó để sửa"]
    }
    record = AwardRecord.objects.get()
    assert (record.staff_member, record.award_id, record.year) == (school.lecturer, "LDTT", 2021)
    assert record.source == "history"
    listed = reverse("award_record_list", args=[school.lecturer.pk])
    assert "“Lao động tiên tiến”" in shown(sign_in(school.lecturer).get(listed))
    assert [sign_in(p).get(listed).status_code for p in (school.head, school.stranger)] == [200, 404]


def test_titles_are_for_the_year_s_merit(clerk, school):
    response = clerk.post(reverse("award_record_add", args=[school.lecturer.pk]), RECORD | {"occasion": "ad_hoc"})
    assert errors(response) == {"occasion": ["Danh hiệu thi đua chỉ xét theo công trạng năm; chọn “Công trạng năm”"]}


def test_a_unit_gets_collective_awards_only(clerk, school):
    address = reverse("unit_record_add", args=[school.faculty.pk])
    assert errors(clerk.post(address, RECORD)) == {"award": ["Danh hiệu, hình thức: chọn trong danh sách"]}
    assert clerk.post(address, RECORD | {"award": "TTLDTT"}).status_code == 302


def test_our_own_decisions_are_not_edited_by_form(clerk, school):
    fields = {"award_id": "LDTT", "decision_number": "15/QĐ-TCT", "decision_date": date(2022, 1, 5), "issuer": "HT"}
    own = AwardRecord.objects.create(staff_member=school.lecturer, source="own", year=2021, **fields)
    old = AwardRecord.objects.create(staff_member=school.stranger, year=2021, **fields)
    assert [clerk.get(reverse("award_record_edit", args=[r.pk])).status_code for r in (own, old)] == [404, 200]
    clerk.post(reverse("award_record_edit", args=[old.pk]), RECORD | {"year": "2020"})
    old.refresh_from_db()
    assert old.year == 2020


@pytest.mark.one_database("how many questions are asked")
def test_queries_of_the_records_do_not_grow(clerk, school):
    address = reverse("award_record_list", args=[school.lecturer.pk])
    fields = {"award_id": "LDTT", "decision_number": "15/QĐ-TCT", "decision_date": date(2022, 1, 5), "issuer": "HT"}
    AwardRecord.objects.create(staff_member=school.lecturer, year=2019, **fields)
    one = queries_of(clerk, address)
    for year in (2020, 2021):
        AwardRecord.objects.create(staff_member=school.lecturer, year=year, **fields)
    assert (queries_of(clerk, address), one <= 15) == (one, True)
