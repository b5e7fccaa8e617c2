"""Everybody against the law book: the command, the clerk's list, and how much they ask of the database."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from awards import assessing
from awards.models import AwardRecord
from campaigns.models import AnnualRating, CoAuthor, Initiative
from tests.factories import make_nomination, make_person, make_pledge

DECEMBER = date(2022, 12, 15)


@pytest.fixture
def year_end(school, campaign, clock_at):
    clock_at(DECEMBER)
    return school


def rated(person, level="good", year=2022):
    AnnualRating.objects.create(staff_member=person, year=year, level=level, source="1/TB")


def registered(campaign, person, unit):
    make_pledge(campaign, person, unit, status="registered")


def verdicts(people, award="LDTT", rule_set=""):
    asked = assessing.asked_of(2022, rule_set)
    found = dict(assessing.assess_people([one.pk for one in people], [award], asked))
    return [found[one.pk][award].verdict.value for one in people]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("assess", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


# --- many at a time


def test_each_gets_their_own_answer(year_end, campaign):
    good, fair, late = year_end.lecturer, year_end.lecturer2, year_end.stranger
    for person, level in ((good, "good"), (fair, "completed"), (late, "good")):
        rated(person, level)
    registered(campaign, good, year_end.faculty)
    registered(campaign, fair, year_end.faculty)
    assert verdicts([good, fair, late]) == ["eligible", "not_eligible", "not_eligible"]
    assert verdicts([late, good], rule_set="B") == ["eligible", "eligible"]
    assert verdicts([good], rule_set="C2") == ["undetermined"]


def test_the_award_s_own_dossier_has_not_spent_its_initiative(year_end, campaign):
    hoa = year_end.lecturer
    rated(hoa)
    registered(campaign, hoa, year_end.faculty)
    work = Initiative.objects.create(
        title="Giáo án số", year=2022, status="recognised", scope="base", recognised_number="1", recognised_on=DECEMBER
    )
    CoAuthor.objects.create(initiative=work, staff_member=hoa)
    for award in ("LDTT", "CSTDCS"):
        AwardRecord.objects.create(
            staff_member=hoa, award_id=award, year=2022, decision_number="1", decision_date=DECEMBER, issuer="Trường"
        )
    for n in range(9):  # so that one of ten is within the 15 per cent
        another = make_person(f"Lò Văn {n}", year_end.faculty)
        AwardRecord.objects.create(
            staff_member=another, award_id="LDTT", year=2022, decision_number="1", decision_date=DECEMBER, issuer="T"
        )
    make_nomination(campaign, hoa, year_end.faculty, "CSTDCS", status="awarded").initiatives.add(work)
    assert verdicts([hoa], "CSTDCS") == ["eligible"]
    make_nomination(campaign, hoa, year_end.faculty, "GK", status="awarded").initiatives.add(work)
    assert verdicts([hoa], "CSTDCS") == ["not_eligible"]


def test_as_many_questions_for_thirty_people_as_for_three(year_end, campaign):
    people = [make_person(f"Lò Thị Mẫu {n}", year_end.faculty) for n in range(30)]
    for person in people:
        rated(person)
        registered(campaign, person, year_end.faculty)
        AwardRecord.objects.create(
            staff_member=person, award_id="LDTT", year=2021, decision_number="1", decision_date=DECEMBER, issuer="T"
        )
    awards = ["LDTT", "CSTDCS", "CSTDT", "BKT", "GK"]

    def questions(some):
        with CaptureQueriesContext(connection) as asked:
            found = list(assessing.assess_people([one.pk for one in some], awards, assessing.asked_of(2022)))
        assert [pk for pk, _ in found] == [one.pk for one in some]
        return len(asked)

    assert questions(people[:3]) == questions(people) <= 9


def test_units_are_counted_each_by_itself_in_as_many_questions(year_end, campaign):
    units = list(assessing.units_of(2022))
    assert [unit.kind for unit in units] == ["school", "faculty", "faculty", "office"]
    for person in (year_end.lecturer, year_end.lecturer2, year_end.stranger):
        AwardRecord.objects.create(
            staff_member=person, award_id="LDTT", year=2022, decision_number="1", decision_date=DECEMBER, issuer="T"
        )

    # Who moved away years ago counts where they work now, once.
    year_end.stranger.postings.create(
        department=year_end.faculty, post="Giảng viên", starts_on=date(2010, 1, 4), ends_on=date(2012, 1, 4)
    )

    def assessed(some):
        with CaptureQueriesContext(connection) as asked:
            found = list(assessing.assess_units(some, ["TTLDTT", "COT"], assessing.asked_of(2022)))
        return len(asked), {unit.code: reports["TTLDTT"].findings for unit, reports in found}

    (few, _), (many, found) = assessed(units[:2]), assessed(units)
    assert few == many
    shares = {code: next(one.sentence for one in rows if one.key == "ldtt_share") for code, rows in found.items()}
    everybody = assessing.people_of(2022).count()
    assert shares["XDD"].startswith("2/3 = 66,7%")
    assert shares["LLCS"].startswith("1/2 = 50%")
    assert shares["TCHC"].startswith("0/")
    assert shares["TRUONG"].startswith(f"3/{everybody} = ")


def test_a_chunk_after_the_other(year_end, monkeypatch):
    people = list(assessing.people_of(2022).values_list("pk", flat=True))
    asked = assessing.asked_of(2022)
    whole = {pk: found["LDTT"].findings for pk, found in assessing.assess_people(people, ["LDTT"], asked)}
    monkeypatch.setattr(assessing, "CHUNK", 2)
    assert {pk: found["LDTT"].findings for pk, found in assessing.assess_people(people, ["LDTT"], asked)} == whole
    assert len(whole) == len(people) > 4


# --- the command


def test_the_command_counts_and_writes(year_end, campaign, tmp_path):
    rated(year_end.lecturer)
    registered(campaign, year_end.lecturer, year_end.faculty)
    file = tmp_path / "ket-qua.xlsx"
    out, err = run("--year", "2022", "--to", str(file))
    people = assessing.people_of(2022).count()
    assert f"Lao động tiên tiến: đủ điều kiện 1, chưa đủ điều kiện {people - 1}, chưa rõ 0" in out
    assert "bộ quy định A" in out
    assert f"Cá nhân: {people}/{people}" in err
    book = load_workbook(file)
    assert book.sheetnames == ["Cá nhân", "Tập thể", "Tổng hợp"]
    rows = [[cell.value for cell in row] for row in book["Cá nhân"]]
    assert rows[0] == ["Mã", "Tên", "Đơn vị", "Danh hiệu, hình thức", "Kết luận", "Còn thiếu"]
    assert len(rows) == 1 + people * 11
    hoa = year_end.lecturer
    assert [hoa.code, hoa.full_name, year_end.faculty.short_name, "Lao động tiên tiến", "Đủ điều kiện", None] in rows
    assert [path.name for path in tmp_path.iterdir()] == ["ket-qua.xlsx"]


def test_a_name_is_never_a_formula(year_end, tmp_path):
    make_person("=1+1", year_end.faculty)
    run("--year", "2022", "--to", str(tmp_path / "a.xlsx"))
    cells = [row[1] for row in load_workbook(tmp_path / "a.xlsx")["Cá nhân"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}


def test_another_set(year_end):
    rated(year_end.lecturer)
    assert "đủ điều kiện 1," in run("--year", "2022", "--set", "B")[0]
    out, _ = run("--year", "2022", "--set", "C2")
    assert "Lao động tiên tiến: đủ điều kiện 0" in out


@pytest.mark.parametrize("year", ["2023", "1899", "99999"])
def test_a_year_that_cannot_be_is_refused(year, year_end):
    with pytest.raises(CommandError, match="Năm phải từ"):
        run("--year", year)


def test_a_year_before_every_set_is_refused(year_end):
    with pytest.raises(CommandError, match="không có bộ quy định"):
        run("--year", "2010")


def test_a_file_that_cannot_be_written_is_said_first(year_end, capsys):
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("assess", "--to", "/khong/co/a.xlsx", stderr=err)
    assert ended.value.code == 2
    assert err.getvalue() == "Không ghi được tệp /khong/co/a.xlsx: No such file or directory.\n"


# --- the clerk's list


def listed(client, query=""):
    response = client.get(f"{reverse('potential_list')}{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_says_who_qualifies_and_what_is_missing(year_end, campaign, sign_in):
    rated(year_end.lecturer)
    registered(campaign, year_end.lecturer, year_end.faculty)
    client = sign_in(year_end.clerk)
    shown = listed(client, f"?nam=2022&danh_hieu=LDTT&don_vi={year_end.faculty.pk}")
    assert shown.count("Không thiếu") == 1
    assert shown.count("Không đăng ký thi đua năm 2022 nên không được xét danh hiệu.") == 2
    assert year_end.stranger.full_name not in shown
    assert "Danh sách dự kiến: “Lao động tiên tiến” năm 2022" in shown
    assert "Tính như đơn vị xác nhận" in shown


def test_what_is_not_understood_shows_the_list_of_this_year(year_end, sign_in):
    client = sign_in(year_end.clerk)
    assert "“Lao động tiên tiến” năm 2022" in listed(client, "?nam=abc&danh_hieu=XYZ")
    future = listed(client, "?nam=2023")
    assert "Năm phải từ 2014 đến 2022" in future
    assert "“Lao động tiên tiến” năm 2022" in future


@pytest.mark.one_database("how many questions are asked")
def test_the_list_asks_the_same_for_many(year_end, sign_in):
    client = sign_in(year_end.clerk)
    unit = f"?don_vi={year_end.other_faculty.pk}&danh_hieu=CSTDCS"

    def questions():
        with CaptureQueriesContext(connection) as asked:
            listed(client, unit)
        return len(asked)

    few = questions()
    for n in range(5):
        rated(make_person(f"Lò Thị Mẫu {n}", year_end.other_faculty))
    assert questions() == few
