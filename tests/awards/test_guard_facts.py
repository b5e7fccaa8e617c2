"""The print guard of papers other than decisions: whom they name, how many, for how much, through the pages' doors."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import desk, guard_facts, guarding, submitting
from awards.models import CouncilSession, PaperDraft, SubmissionLine
from campaigns.models import FormerName
from tests.awards import paper_rows_council, paper_rows_units
from tests.awards.decided import DECIDED_ON, make_minutes, make_session, recommend
from tests.awards.meeting import DAY, convene, counted_round, table
from tests.awards.sent_up import REVOKED_ON, decided, draft, written
from tests.factories import make_person
from thidua import clock, pdf
from thidua.copies import Copy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Nothing is drawn: of the file itself the guard says that it cannot be read, of the words what it says."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


def page(client, name, row) -> str:
    return " ".join(client.get(reverse(name, args=[row.pk])).content.decode().split())


def moved(person, post, *, from_: date) -> None:
    """From that day the person holds another post in the same unit."""
    before = person.postings.get(is_main=True)
    before.ends_on = date.fromordinal(from_.toordinal() - 1)
    before.save()
    person.postings.create(department=before.department, post=post, starts_on=from_, is_main=True)


# --- minutes


def test_minutes_bear_the_posts_of_their_day(school, sign_in):
    with clock.standing_at(DAY):
        session = paper_rows_council.convened(school)
        client = sign_in(school.clerk)
        assert "hồ sơ cán bộ ghi" not in page(client, "minutes_check", session)
        moved(school.head, "Phó Trưởng khoa", from_=DAY)
        assert "hồ sơ cán bộ ghi" not in page(client, "minutes_check", session)


def test_frozen_minutes_are_compared_with_the_records_of_their_day(school, sign_in):
    with clock.standing_at(DAY):
        session = paper_rows_council.convened(school)
        paper = desk.KINDS["council-minutes"].gather(session, None)
        moved(school.head, "Phó Trưởng khoa", from_=DAY)
        found = guard(paper, "council-minutes", session, DAY)
    assert found == [
        ("post", "Trần Văn Minh: văn bản ghi chức vụ “Trưởng khoa”, hồ sơ cán bộ ghi “Phó Trưởng khoa”."),
    ]


def guard(paper, kind, row, on) -> list[tuple[str, str]]:
    found = guarding.findings_of(paper, b"%PDF-", on, facts=guard_facts.of(kind, row))
    return [(one.key, one.sentence) for one in found if one.key in ("name", "post", "counts", "groups", "total")]


def test_the_chair_signs_with_the_post_of_the_records(school):
    with clock.standing_at(DAY):
        session = paper_rows_council.convened(school)
        paper = desk.KINDS["council-minutes"].gather(session, None)
        school.rector.postings.update(post="Phó Hiệu trưởng")
        found = guard(paper, "council-minutes", session, DAY)
    assert [sentence for _, sentence in found] == [
        "Phạm Văn Quang: văn bản ghi chức vụ “Hiệu trưởng”, hồ sơ cán bộ ghi “Phó Hiệu trưởng”.",
        "Phạm Văn Quang: văn bản ghi chức vụ ở phần ký “HIỆU TRƯỞNG”, hồ sơ cán bộ ghi “PHÓ HIỆU TRƯỞNG”.",
    ]


def test_a_name_the_minutes_do_not_bear(school):
    with clock.standing_at(DAY):
        session = paper_rows_council.convened(school)
        paper = desk.KINDS["council-minutes"].gather(session, None)
        school.head.full_name = "Trần Văn Mỉnh"
        school.head.save()
        assert guard(paper, "council-minutes", session, DAY) == [
            ("name", "Văn bản không ghi “Trần Văn Mỉnh” như hồ sơ cán bộ.")
        ]
        FormerName.objects.create(staff_member=school.head, full_name="Trần Văn Minh", until=DAY, reason="đổi tên")
        assert guard(paper, "council-minutes", session, DAY) == []


# --- one form, to persons and to a collective


def test_a_form_given_to_persons_and_to_a_collective_is_counted_apart(school, sign_in):
    """“Giấy khen của Hiệu trưởng”: 02 persons and 01 collective are three rows of two groups."""
    session = paper_rows_council.planned(school)
    with clock.standing_at(DAY):
        convene(session, by=school.rector.user, absent=["Lan"])
        people = [make_person(name, school.faculty) for name in ("Vàng Thị Dợ", "Tẩn Văn Sơn")]
        cases = [table(session, person, school.faculty, "GK", by=school.rector.user) for person in people]
        collective = table(session, school.faculty, school.faculty, "GKTT", by=school.rector.user)
        for asked in (cases, [collective]):
            counted_round(session, asked, by=school.rector.user)
        CouncilSession.objects.filter(pk=session.pk).update(
            minutes=make_minutes(1, DAY), status=CouncilSession.Status.CLOSED
        )
        client = sign_in(school.clerk)
        client.post(reverse("paper_begin", args=["result-notice", session.pk]))
        text = page(client, "paper_check", PaperDraft.objects.get())
        assert "Giấy khen của Hiệu trưởng”: văn bản ghi" not in text
        rows = desk.KINDS["result-list"].gather(session, None).to_dict()["blocks"][1]["rows"]
    headings = ["".join(row["text"]) for row in rows if "text" in row]
    assert headings == ["Giấy khen của Hiệu trưởng cho cá nhân", "Giấy khen của Hiệu trưởng cho tập thể"]


def test_a_wrong_count_of_one_of_two_groups_is_found(school):
    session = paper_rows_council.counted(school).session
    with clock.standing_at(DAY):
        paper = desk.KINDS["result-notice"].gather(session, Copy(date=DAY))
        told = guard_facts.of("result-notice", session)
        assert told.groups == {("Lao động tiên tiến", "cá nhân"): 2}
        more = replace(told, groups={("Lao động tiên tiến", "cá nhân"): 3, ("Lao động tiên tiến", "tập thể"): 2})
        found = [one.sentence for one in guarding.findings_of(paper, b"%PDF-", DAY, facts=more) if one.key == "groups"]
    assert found == ["“Lao động tiên tiến”: văn bản ghi 02 cá nhân, hồ sơ có 03."]


# --- letters


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield make_session(campaign, council)


def test_a_submission_letter_before_it_is_sent(school, session, sign_in):
    recommend(session, school.lecturer, "CSTDT")
    letter, client = draft(school, session), sign_in(school.clerk)
    assert "hồ sơ cán bộ" not in page(client, "submission_check", letter)
    moved(school.lecturer, "Phó Trưởng khoa", from_=DECIDED_ON)
    assert (
        "Nguyễn Thị Hoa: văn bản ghi chức vụ, đơn vị “Giảng viên, Khoa Xây dựng Đảng”, "
        "hồ sơ cán bộ ghi “Phó Trưởng khoa, Khoa Xây dựng Đảng”."
    ) in page(client, "submission_check", letter)


def test_a_letter_whose_counts_are_not_its_cases(school, session):
    recommend(session, school.lecturer, "CSTDT")
    recommend(session, school.faculty, "TTLDXS")
    letter = draft(school, session)
    paper = submitting.paper_of(letter)
    assert guard(paper, "submission-letter", letter, DECIDED_ON) == []
    more = recommend(session, school.head, "CSTDT")
    SubmissionLine.objects.create(letter=letter, ordinal=3, nomination=more)
    assert guard(paper, "submission-letter", letter, DECIDED_ON) == [
        ("counts", "Lời đề nghị ghi 01 cá nhân, phải là 02 cá nhân như danh sách và hồ sơ."),
        ("counts", "DANH SÁCH ghi 01 cá nhân, phải là 02 cá nhân như danh sách và hồ sơ."),
        ("groups", "“Chiến sĩ thi đua cấp tỉnh”: văn bản ghi 01 cá nhân, hồ sơ có 02."),
        ("name", "Văn bản không ghi “Trần Văn Minh” như hồ sơ cán bộ."),
    ]


def test_a_revocation_says_who_they_were_when_it_was_decided(school, campaign, council, sign_in):
    with clock.standing_at(DECIDED_ON):
        decision = decided(school, campaign, council, (school.lecturer, "CSTDCS"))
    with clock.standing_at(REVOKED_ON):
        made, client = written(school, decision, 1), sign_in(school.clerk)
        moved(school.lecturer, "Trưởng khoa", from_=date(2023, 1, 1))
        assert "hồ sơ cán bộ" not in page(client, "revocation_check", made)
        school.lecturer.postings.filter(post="Giảng viên").update(post="Trưởng phòng")
        school.lecturer2.postings.filter(is_main=True).update(post="Giảng viên")
        assert ("Nguyễn Thị Hoa: văn bản ghi chức vụ “Giảng viên”, hồ sơ cán bộ ghi “Trưởng phòng”.") in page(
            client, "revocation_check", made
        )


def test_a_revocation_asks_back_what_was_paid(school, campaign, council, sign_in):
    with clock.standing_at(DECIDED_ON):
        decision = decided(school, campaign, council, (school.lecturer, "CSTDCS"))
    with clock.standing_at(REVOKED_ON):
        made = written(school, decision, 1)
        facts = guard_facts.of("revocation", made)
        assert (facts.total, facts.posts_on) == (None, DECIDED_ON)


def test_the_letter_of_a_unit_counts_as_its_meeting_did(school, sign_in):
    review = paper_rows_units.reviewed(school)
    made, client = desk.begin("nomination-letter", review, by=school.clerk.user), sign_in(school.clerk)
    assert "phải là" not in page(client, "paper_check", made)
    wrong = "Sau khi bình xét, Khoa kính đề nghị Hội đồng công nhận cho 02 tập thể và 03 cá nhân, cụ thể như sau:"
    desk.write(made, texts={"opening": wrong}, date=made.date, signer=made.signer, by=school.clerk.user)
    text = page(client, "paper_check", made)
    assert "Lời đề nghị ghi 02 tập thể, phải là 01 tập thể như danh sách và hồ sơ." in text
    assert "03 cá nhân, phải là" not in text


# --- the same number of questions


@pytest.mark.one_database("how many questions are asked")
def test_more_people_ask_no_more_questions(school, campaign, council):
    with clock.standing_at(DECIDED_ON):
        session = make_session(campaign, council)
        recommend(session, school.lecturer, "CSTDT")
        letter = draft(school, session)

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                submitting.findings_of(letter, None, letter.date)
            return len(asked)

        queries()
        one = queries()
        for ordinal, name in enumerate(("Lò Văn Ỷ", "Hoàng Ỡ", "Vàng A Dế"), start=2):
            case = recommend(session, make_person(name, school.faculty), "CSTDT")
            SubmissionLine.objects.create(letter=letter, ordinal=ordinal, nomination=case)
        assert queries() == one


@pytest.mark.parametrize("kind", sorted(guard_facts.KINDS))
def test_every_kind_with_facts_is_a_kind(kind):
    assert kind in desk.KINDS


def test_a_paper_whose_row_is_gone_has_none():
    assert guard_facts.of("invitation", None) == guard_facts.NOTHING
    assert guard_facts.of("plan", object()) == guard_facts.NOTHING
