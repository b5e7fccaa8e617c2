"""Titles and commendations of earlier years from Excel."""

from datetime import date

import pytest

from awards.imports import records
from awards.models import AwardRecord
from campaigns.imports import absences, initiatives, ratings, staff, staff_check
from tests.excel import confirm, counts_of, problems_of, rows_of, upload
from thidua.imports import labels_of
from thidua.models import AuditEntry, ImportFile

HEAD = ["Mã cán bộ", "Họ và tên", "Danh hiệu", "Năm", "Số quyết định", "Ngày quyết định", "Cấp ký quyết định", "Dịp"]
PAPER = ["15/QĐ-TCT", "30/12/2019", "Hiệu trưởng"]


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def test_titles_by_name_short_name_or_code_of_people_and_units(clerk, school):
    code = school.lecturer.code
    rows = [
        [code, None, "Lao động tiên tiến", 2019, *PAPER],
        [code, None, "CSTĐCS", 2019, *PAPER],
        [code, None, "GK", 2019, "16/QĐ-TCT", "30/12/2019", "Hiệu trưởng", "Đột xuất"],
        ["XDD", None, "Tập thể lao động tiên tiến", 2019, *PAPER],
    ]
    kept = confirm(clerk, upload(clerk, "khen-thuong", HEAD, *rows))
    assert (kept.stage, counts_of(kept)) == (
        ImportFile.Stage.DONE,
        {"new": 4, "changed": 0, "unchanged": 0, "wrong": 0},
    )
    records = AwardRecord.objects.filter(staff_member=school.lecturer).order_by("pk")
    assert [(r.award_id, r.year, r.occasion, r.source) for r in records] == [
        ("LDTT", 2019, "merit", "history"),
        ("CSTDCS", 2019, "merit", "history"),
        ("GK", 2019, "ad_hoc", "history"),
    ]
    unit = AwardRecord.objects.get(department=school.faculty)
    assert (unit.award_id, unit.decision_date) == ("TTLDTT", date(2019, 12, 30))
    assert counts_of(upload(clerk, "khen-thuong", HEAD, *rows)) == {
        "new": 0,
        "changed": 0,
        "unchanged": 4,
        "wrong": 0,
    }
    entry = AuditEntry.objects.get(verb="staffmember.import")
    assert entry.after["khen thưởng"][0] == "Lao động tiên tiến 2019, 15/QĐ-TCT"


def test_ten_years_of_history_ask_no_more_queries_than_one(clerk, school, django_assert_max_num_queries):
    def rows(years):
        return [[p.code, None, "LĐTT", year, *PAPER] for p in (school.lecturer, school.head) for year in years]

    with django_assert_max_num_queries(60):
        upload(clerk, "khen-thuong", HEAD, *rows(range(2010, 2020)))


def test_a_title_is_for_the_year_only_and_a_person_gets_no_collective_s(clerk, school):
    code = school.lecturer.code
    kept = upload(clerk, "khen-thuong", HEAD, [code, None, "LĐTT", 2019, *PAPER, "Đột xuất"])
    assert [(c, s) for _, c, _, s in problems_of(kept)] == [
        ("Dịp", "Danh hiệu thi đua chỉ xét theo công trạng năm; chọn “Công trạng năm”")
    ]
    kept = upload(clerk, "khen-thuong", HEAD, [code, None, "TTLDTT", 2019, *PAPER])
    assert [c for _, c, _, _ in problems_of(kept)] == ["Danh hiệu, hình thức"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"source": "own"},
            "Khen thưởng này theo quyết định ban hành trong chương trình; sửa bằng văn bản, không sửa bằng cách nhập",
        ),
        ({"revoked_on": date(2020, 5, 1)}, "Khen thưởng này đã bị hủy bỏ; bỏ dòng này khỏi tệp"),
    ],
)
def test_what_a_paper_said_is_not_changed_by_a_file(clerk, school, fields, sentence):
    AwardRecord.objects.create(
        staff_member=school.lecturer,
        award_id="LDTT",
        year=2019,
        decision_number="15/QĐ-TCT",
        decision_date=date(2019, 12, 30),
        issuer="Hiệu trưởng",
        **fields,
    )
    same = [school.lecturer.code, None, "LĐTT", 2019, *PAPER]
    assert rows_of(upload(clerk, "khen-thuong", HEAD, same)) == [(2, "Giữ nguyên", [], [])]
    kept = upload(clerk, "khen-thuong", HEAD, [*same[:5], "31/12/2019", "Hiệu trưởng"])
    assert [s for *_, s in problems_of(kept)] == [sentence]


def test_columns_are_called_as_the_fields_of_the_clerk_s_forms(reference):
    """Sentences of the forms name the column that is to be mended."""
    forms = [
        (staff_check.StaffRow(), staff.columns()),
        (staff_check.PostingRow(), staff.columns()),
        (ratings.RatingRow(), ratings.columns()),
        (absences.AbsenceRow(), absences.columns()),
        (initiatives.InitiativeRow(), initiatives.columns()),
        (records.AwardRecordRow(), records.columns()),
    ]
    for form, columns in forms:
        labels = labels_of(columns)
        assert {name: field.label for name, field in form.fields.items()} == {
            name: labels[name] for name in form.fields
        }
