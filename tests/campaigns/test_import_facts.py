"""Ratings, absences and initiatives from Excel."""

from datetime import date

import pytest

from campaigns.models import Absence, AnnualRating, CoAuthor, Initiative, StaffMember
from tests.excel import book_of, confirm, counts_of, problems_of, rows_of, upload
from tests.factories import make_person
from thidua.models import AuditEntry, ImportFile

RATING = ["Mã cán bộ hoặc đơn vị", "Họ và tên", "Năm", "Mức xếp loại", "Số, ngày văn bản xếp loại", "Ngày xếp loại"]
ABSENCE = ["Mã cán bộ", "Họ và tên", "Lý do", "Từ ngày", "Đến ngày", "Kết quả học tập", "Ghi chú"]
IDEA = ["Tên sáng kiến", "Năm", "Số quyết định công nhận", "Ngày công nhận", "Phạm vi ảnh hưởng", "Mã cán bộ", "Tỷ lệ"]
CODE_HEAD, NAME_HEAD = "Mã cán bộ hoặc đơn vị", "Họ và tên hoặc tên đơn vị"
GOOD, PAPER = "Hoàn thành tốt nhiệm vụ", "15/TB-TCT ngày 20/12/2021"


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def done(clerk, kept: ImportFile) -> dict[str, int]:
    kept = confirm(clerk, kept)
    assert kept.stage == ImportFile.Stage.DONE
    return counts_of(kept)


# --- ratings


def test_ratings_of_people_and_units_new_changed_unchanged(clerk, school):
    AnnualRating.objects.create(staff_member=school.lecturer, year=2021, level="completed", source=PAPER)
    AnnualRating.objects.create(staff_member=school.head, year=2021, level="good", source=PAPER)
    kept = upload(
        clerk,
        "xep-loai",
        RATING,
        [school.lecturer.code, None, 2021, "hoan thanh tot", None, "20/12/2021"],
        [school.head.code, "Trần Văn Minh", "2021", GOOD, PAPER],
        ["XDD", None, 2021, GOOD, PAPER],
        [None, "Vũ Thị Thu", 2021, "Hoàn thành xuất sắc nhiệm vụ", PAPER],
    )
    assert rows_of(kept)[:2] == [
        (
            2,
            "Đổi",
            [],
            [["Mức xếp loại", "Hoàn thành nhiệm vụ", GOOD], ["Ngày xếp loại", "(trống)", "20/12/2021"]],
        ),
        (3, "Giữ nguyên", [], []),
    ]
    assert done(clerk, kept) == {"new": 2, "changed": 1, "unchanged": 1, "wrong": 0}
    rating = AnnualRating.objects.get(staff_member=school.lecturer)
    assert (rating.level, rating.source, rating.rated_on) == ("good", PAPER, date(2021, 12, 20))
    assert AnnualRating.objects.get(department=school.faculty).level == "good"
    assert AnnualRating.objects.get(staff_member=school.deputy).level == "outstanding"
    lines = AuditEntry.objects.filter(verb__endswith=".import").exclude(verb__startswith="importfile")
    assert sorted((line.verb, line.target_label) for line in lines) == [
        ("department.import", "Khoa Xây dựng Đảng"),
        ("staffmember.import", "Nguyễn Thị Hoa"),
        ("staffmember.import", "Vũ Thị Thu"),
    ]


def test_two_people_of_one_name_are_told_apart_by_code(clerk, school):
    twin = make_person("Nguyễn Thị Hoa", school.office)
    kept = upload(clerk, "xep-loai", RATING, [None, "Nguyễn Thị Hoa", 2021, GOOD, PAPER])
    first, second = sorted([school.lecturer.code, twin.code])
    assert problems_of(kept) == [
        (
            2,
            "Họ và tên hoặc tên đơn vị",
            "Nguyễn Thị Hoa",
            f"Nhiều cán bộ cùng tên này: Nguyễn Thị Hoa ({first}); Nguyễn Thị Hoa ({second}). Ghi mã của một cán bộ",
        )
    ]
    kept = upload(clerk, "xep-loai", RATING, [twin.code, "nguyen thi hoa", 2021, GOOD, PAPER])
    done(clerk, kept)
    assert AnnualRating.objects.get().staff_member == twin


@pytest.mark.parametrize(
    ("code", "name", "column", "sentence"),
    [
        (
            "CB7777",
            None,
            "Mã cán bộ hoặc đơn vị",
            "Không có cán bộ mang mã “CB7777”; sửa mã, hoặc nhập cán bộ này trước",
        ),
        (None, "Ai Đó", "Họ và tên hoặc tên đơn vị", "Không có cán bộ nào tên “Ai Đó”; sửa tên, hoặc ghi mã"),
        (None, None, "Mã cán bộ hoặc đơn vị", "Nhập mã cán bộ hoặc đơn vị"),
        (
            "XDD",
            "Khoa khác",
            "Họ và tên hoặc tên đơn vị",
            "Mã XDD là của Khoa Xây dựng Đảng; sửa mã hoặc tên cho khớp nhau",
        ),
    ],
)
def test_nobody_is_guessed(clerk, code, name, column, sentence):
    kept = upload(clerk, "xep-loai", RATING, [code, name, 2021, GOOD, PAPER])
    assert [(c, s) for _, c, _, s in problems_of(kept)] == [(column, sentence)]


def test_a_code_of_both_asks_for_whom(clerk, school):
    StaffMember.objects.filter(pk=school.lecturer.pk).update(code="XDD")
    kept = upload(clerk, "xep-loai", RATING, ["XDD", None, 2021, GOOD, PAPER])
    assert [s for *_, s in problems_of(kept)] == ["Vừa là của cán bộ, vừa là của đơn vị; ghi cột “Đối tượng”"]
    kept = upload(clerk, "xep-loai", ["Đối tượng", *RATING], ["Tập thể", "XDD", None, 2021, GOOD, PAPER])
    done(clerk, kept)
    assert AnnualRating.objects.get().department == school.faculty


def test_one_rating_a_year_in_the_file_too(clerk, school):
    row = [school.lecturer.code, None, 2021, GOOD, PAPER]
    kept = upload(clerk, "xep-loai", RATING, row, row)
    assert [(n, s) for n, _, _, s in problems_of(kept)] == [(3, "Trùng dòng 2: cùng đối tượng và năm; xóa một dòng")]


@pytest.mark.parametrize(("year", "wrong"), [(1899, True), (1900, False), (2199, False), (2200, True)])
def test_years_have_bounds(clerk, school, year, wrong):
    kept = upload(clerk, "xep-loai", RATING, [school.lecturer.code, None, year, GOOD, PAPER])
    assert [s for *_, s in problems_of(kept)] == (["Năm phải từ 1900 đến 2199"] if wrong else [])


def test_the_preview_says_what_to_look_at_and_imports_all_the_same(clerk, school):
    months = {"kind": "sick", "starts_on": date(2021, 3, 1), "ends_on": date(2021, 6, 30)}
    Absence.objects.create(staff_member=school.lecturer, **months)
    kept = upload(
        clerk,
        "xep-loai",
        RATING,
        [school.lecturer.code, None, 2021, GOOD, PAPER],
        [school.head.code, None, 2021, GOOD, PAPER, "06/12/2021"],
        [school.lecturer.code, None, 2019, GOOD, PAPER],  # before the decree: not judged
    )
    assert [len(row.advice) for row in kept.rows.order_by("number")] == [1, 0, 0]
    page = clerk.get(kept.get_absolute_url()).content.decode()
    assert "Nghỉ 4 tháng trong năm" in page
    assert "Nghị định 90/2020/NĐ-CP, Điều 2, khoản 3" in page
    assert done(clerk, kept) == {"new": 3, "changed": 0, "unchanged": 0, "wrong": 0}


# --- absences


def test_absences_come_in_and_their_reasons_stay_out_of_the_trail(clerk, school):
    code = school.lecturer.code
    rows = [code, None, "Nghỉ thai sản", "02/05/2022", "31/10/2022"], [code, None, "hoc", "1.2.2021", "5-2-2021"]
    kept = upload(clerk, "thoi-gian-vang", ABSENCE, *rows)
    assert [s for *_, s in problems_of(kept)] == [
        "Lý do: chọn một trong các mục “Nghỉ thai sản”, “Đi học, bồi dưỡng”, “Điều trị thương tích do cứu người, "
        "cứu tài sản”, “Được biệt phái”, “Nghỉ ốm”, “Nghỉ việc riêng”"
    ]
    rows[1][2] = "Đi học"
    assert done(clerk, upload(clerk, "thoi-gian-vang", ABSENCE, *rows)) == {
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "wrong": 0,
    }
    assert [(a.kind, a.starts_on, a.ends_on) for a in Absence.objects.order_by("starts_on")] == [
        ("study", date(2021, 2, 1), date(2021, 2, 5)),
        ("maternity", date(2022, 5, 2), date(2022, 10, 31)),
    ]
    entry = AuditEntry.objects.get(verb="staffmember.import")
    assert entry.after == {"thời gian vắng": ["02/05/2022 – 31/10/2022", "01/02/2021 – 05/02/2021"]}


def test_an_absence_is_found_again_by_its_first_day(clerk, school):
    Absence.objects.create(
        staff_member=school.lecturer, kind="sick", starts_on=date(2022, 5, 2), ends_on=date(2022, 5, 6)
    )
    kept = upload(clerk, "thoi-gian-vang", ABSENCE, [school.lecturer.code, None, "Nghỉ việc riêng", "02/05/2022"])
    assert rows_of(kept) == [(2, "Đổi", [], [["Lý do", "Nghỉ ốm", "Nghỉ việc riêng"]])]
    done(clerk, kept)
    assert Absence.objects.get().kind == "personal"


def test_an_absence_does_not_end_before_it_begins(clerk, school):
    kept = upload(clerk, "thoi-gian-vang", ABSENCE, [school.lecturer.code, None, "Nghỉ ốm", "02/05/2022", "01/05/2022"])
    assert problems_of(kept) == [
        (2, "Ngày kết thúc", "01/05/2022", "Ngày kết thúc phải từ 02/05/2022 (ngày bắt đầu) trở đi")
    ]


# --- initiatives


def test_an_initiative_with_two_authors_in_merged_rows_is_recognised(clerk, school):
    book = book_of(
        IDEA,
        ["Bài giảng số", 2021, "12/QĐ-HĐSK", "10/11/2021", "Cơ sở", school.lecturer.code, "60"],
        [None, None, None, None, None, school.head.code, 40],
        ["Sổ tay điện tử", 2021, None, None, None, school.deputy.code],
    )
    for letter in "ABCDE":
        book.active.merge_cells(f"{letter}2:{letter}3")
    kept = upload(clerk, "sang-kien", book=book)
    assert problems_of(kept) == []
    assert done(clerk, kept) == {"new": 3, "changed": 0, "unchanged": 0, "wrong": 0}
    both = Initiative.objects.get(title="Bài giảng số")
    assert (both.status, both.recognised_number, both.scope) == ("recognised", "12/QĐ-HĐSK", "base")
    assert dict(both.co_authors.values_list("staff_member__full_name", "share")) == {
        "Nguyễn Thị Hoa": 60,
        "Trần Văn Minh": 40,
    }
    alone = Initiative.objects.get(title="Sổ tay điện tử")
    assert (alone.status, alone.co_authors.get().share) == ("submitted", 100)
    verbs = AuditEntry.objects.filter(target_type="campaigns.initiative", target_id=str(both.pk)).order_by("pk")
    assert [entry.verb for entry in verbs] == ["initiative.import", "initiative.recognise"]
    assert counts_of(upload(clerk, "sang-kien", book=book)) == {"new": 0, "changed": 0, "unchanged": 3, "wrong": 0}


@pytest.mark.parametrize(("shares", "total"), [((60, 39), 99), ((60, 41), 101), ((None, 40), 40)])
def test_shares_add_up_to_100(clerk, school, shares, total):
    rows = [
        ["Bài giảng số", 2021, None, None, None, p.code, s]
        for p, s in zip([school.lecturer, school.head], shares, strict=True)
    ]
    kept = upload(clerk, "sang-kien", IDEA, *rows)
    assert [s for *_, s in problems_of(kept)] == [f"Tổng tỷ lệ đóng góp phải bằng 100%; hiện là {total}%"]


def test_the_authors_of_a_known_initiative_are_those_of_the_file(clerk, school):
    known = Initiative.objects.create(title="Bài giảng số", year=2021)
    CoAuthor.objects.create(initiative=known, staff_member=school.head, share=100)
    kept = upload(clerk, "sang-kien", IDEA, ["bài giảng số", 2021, None, None, None, school.lecturer.code, 100])
    assert [row[1] for row in rows_of(kept)] == ["Đổi"]
    assert rows_of(kept)[0][3] == [
        ["Tên sáng kiến", "Bài giảng số", "bài giảng số"],
        [f"Tác giả Nguyễn Thị Hoa ({school.lecturer.code})", "", "100%"],
        ["Tác giả Trần Văn Minh", "100%", "không còn"],
    ]
    done(clerk, kept)
    assert [a.staff_member for a in known.co_authors.all()] == [school.lecturer]


def test_a_recognition_is_whole(clerk, school):
    kept = upload(clerk, "sang-kien", IDEA, ["Bài giảng số", 2021, "12/QĐ", None, None, school.lecturer.code])
    assert [s for *_, s in problems_of(kept)] == [
        "Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng"
    ]
    Initiative.objects.create(title="Bài giảng số", year=2021, status="refused")
    row = ["Bài giảng số", 2021, "12/QĐ", "10/11/2021", "Cơ sở", school.lecturer.code]
    kept = upload(clerk, "sang-kien", IDEA, row)
    assert [s for *_, s in problems_of(kept)] == [
        "Sáng kiến này đã ghi là không được công nhận; bỏ số quyết định khỏi tệp"
    ]


def decisions(initiative: Initiative) -> list[tuple]:
    return list(initiative.recognitions.order_by("pk").values_list("scope", "number", "date"))


def test_each_decision_of_a_file_becomes_a_row_and_a_wider_one_follows(clerk, school):
    def row(number: str, day: str, scope: str) -> list:
        return ["Bài giảng số", 2021, number, day, scope, school.lecturer.code]

    done(clerk, upload(clerk, "sang-kien", IDEA, row("12/QĐ", "10/11/2021", "Cơ sở")))
    initiative = Initiative.objects.get()
    assert decisions(initiative) == [("base", "12/QĐ", date(2021, 11, 10))]
    done(clerk, upload(clerk, "sang-kien", IDEA, row("13/QĐ", "11/11/2021", "Cơ sở")))
    assert decisions(initiative) == [("base", "13/QĐ", date(2021, 11, 11))]
    done(clerk, upload(clerk, "sang-kien", IDEA, row("70/QĐ", "20/02/2022", "Cấp tỉnh")))
    both = [("base", "13/QĐ", date(2021, 11, 11)), ("province", "70/QĐ", date(2022, 2, 20))]
    initiative.refresh_from_db()
    assert (decisions(initiative), initiative.scope, initiative.status) == (both, "province", "recognised")
    # The first file once more changes nothing, another number in the narrower scope is refused.
    again = upload(clerk, "sang-kien", IDEA, row("13/QĐ", "11/11/2021", "Cơ sở"))
    assert (problems_of(again), counts_of(again)["unchanged"]) == ([], 1)
    late = upload(clerk, "sang-kien", IDEA, row("14/QĐ", "11/11/2021", "Cơ sở"))
    assert [sentence for *_, sentence in problems_of(late)] == [
        "Sáng kiến đã được công nhận phạm vi rộng hơn; bỏ số, ngày, phạm vi khỏi tệp hoặc sửa ở trang Sáng kiến"
    ]
    assert decisions(initiative) == both


@pytest.mark.parametrize(
    ("year", "day", "sentence"),
    [
        (2022, "02/03/2022", "Ngày 02/03/2022 ở sau hôm nay; ghi ngày trên quyết định, biên bản"),
        (2022, "31/12/2021", "Ngày 31/12/2021 ở trước năm 2022 của sáng kiến; xem lại ngày hoặc năm"),
        (2023, "01/03/2022", "Năm 2023 chưa đến; ghi năm tạo ra sáng kiến"),
    ],
)
def test_an_impossible_day_of_a_decision(year, day, sentence, clerk, school):
    kept = upload(clerk, "sang-kien", IDEA, ["Bài giảng số", year, "12/QĐ", day, "Cơ sở", school.lecturer.code])
    assert [said for *_, said in problems_of(kept)] == [sentence]


def test_a_decision_recognises_the_draft_it_names_and_passes_over_a_withdrawn_one(clerk, school):
    row = ["Bài giảng số", 2021, "12/QĐ", "10/11/2021", "Cơ sở", school.lecturer.code]
    said = {"title": "Bài giảng số", "year": 2021, "registered_by": school.lecturer.user}
    withdrawn = Initiative.objects.create(status="withdrawn", **said)
    draft = Initiative.objects.create(summary="Số hóa.", **said)
    done(clerk, upload(clerk, "sang-kien", IDEA, row))
    draft.refresh_from_db()
    withdrawn.refresh_from_db()
    assert (draft.status, draft.summary, withdrawn.status) == ("recognised", "Số hóa.", "withdrawn")
    assert decisions(draft) == [("base", "12/QĐ", date(2021, 11, 10))]
    assert Initiative.objects.count() == 2


def test_a_cell_that_cannot_be_understood_is_its_row_s_problem(clerk, school):
    rows = (
        ["=A1&B1", 2021, None, None, None, school.lecturer.code],
        ["B", "NguyÔnV¨n", None, None, None, school.head.code],
    )
    kept = upload(clerk, "sang-kien", IDEA, *rows)
    assert [(n, c, v) for n, c, v, _ in problems_of(kept)] == [
        (2, "Tên sáng kiến", "(công thức)"),
        (3, "Năm", "NguyÔnV¨n"),
    ]


@pytest.mark.parametrize("which", ["Trường", 1, True])
def test_an_unknown_kind_of_subject_is_refused(clerk, school, which):
    kept = upload(clerk, "xep-loai", ["Đối tượng", *RATING], [which, "XDD", None, 2021, GOOD, PAPER])
    assert [(c, s) for _, c, _, s in problems_of(kept)] == [
        ("Đối tượng", "Đối tượng: chọn một trong các mục “Cá nhân”, “Tập thể”")
    ]
