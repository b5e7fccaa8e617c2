"""Two people of one name in one unit, of one post: told apart wherever one is chosen, listed, voted on or printed."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, preparing, voting
from awards.documents import decision, minutes
from awards.models import Seat
from campaigns import namesakes
from campaigns.documents import pledge_list
from campaigns.models import StaffMember
from tests.awards.decided import DECIDED_ON, recommend, signer_of
from tests.awards.decided import make_session as ended_session
from tests.awards.meeting import AGREE, DAY, convene, counted_round, make_session, seats_by_name, table
from tests.factories import make_council, make_nomination, make_person, make_pledge, make_registration
from thidua import clock

OLDER, YOUNGER = "Nguyễn Thị Hoa (sinh năm 1985)", "Nguyễn Thị Hoa (sinh năm 1990)"
BOTH = (OLDER, YOUNGER)


@pytest.fixture
def twin(school):
    """Another lecturer of the same faculty with the lecturer's name."""
    return make_person("Nguyễn Thị Hoa", school.faculty, username="hoa2", birth_date=date(1990, 2, 3))


def shown(response) -> str:
    return " ".join(response.content.decode().split())


def both_in(text: str) -> list[bool]:
    return [mark in text for mark in BOTH]


# --- the rule


def test_only_namesakes_are_marked_by_year_or_else_by_code(school, twin):
    everybody = StaffMember.objects.values("pk")
    assert namesakes.marks(everybody) == {school.lecturer.pk: " (sinh năm 1985)", twin.pk: " (sinh năm 1990)"}
    assert namesakes.marks([twin.pk, school.head.pk]) == {twin.pk: " (sinh năm 1990)"}
    third = make_person("Nguyễn Thị Hoa", school.office)  # born in 1985 too
    by_code = {person.pk: f" (mã {person.code})" for person in (school.lecturer, third)}
    assert namesakes.marks(everybody) == by_code | {twin.pk: " (sinh năm 1990)"}
    third.birth_date = None
    third.save()
    by_code = {person.pk: f" (mã {person.code})" for person in (school.lecturer, twin, third)}
    assert namesakes.marks(everybody) == by_code
    third.full_name = "Nguyễn Thị Hòa"  # the same letters, another tone: another name
    third.save()
    assert set(namesakes.marks(everybody)) == {school.lecturer.pk, twin.pk}


def test_on_a_paper_only_whom_the_row_does_not_tell_apart(school, twin):
    rows = [(school.lecturer, "Giảng viên, K1"), (twin, "Giảng viên, K2"), (school.lecturer, "Giảng viên, K1")]
    assert namesakes.among(rows) == {}
    both = namesakes.marks([school.lecturer.pk, twin.pk])
    assert namesakes.among([*rows, (twin, "Giảng viên, K1"), (None, "")]) == both


# --- chosen


def test_the_select_tells_them_apart(school, twin, campaign, sign_in):
    page = shown(sign_in(school.head).get(reverse("nomination_add", args=[campaign.pk])))
    assert [f">{mark}</option>" in page for mark in BOTH] == [True, True]


def test_the_person_field_says_where_each_works(school, twin, campaign, sign_in, monkeypatch):
    monkeypatch.setattr("awards.forms.nominations.LONGEST_SELECT", 1)
    chosen = {"award": "LDTT", "person": "Nguyễn Thị Hoa", "occasion": "merit"}
    response = sign_in(school.head).post(reverse("nomination_add", args=[campaign.pk]), chosen)
    (said,) = response.context["form"].errors["person"]
    assert said == (
        f"Nhiều người khớp “Nguyễn Thị Hoa”: {school.lecturer.code} – Nguyễn Thị Hoa, sinh năm 1985, Giảng viên, "
        f"Khoa Xây dựng Đảng; {twin.code} – Nguyễn Thị Hoa, sinh năm 1990, Giảng viên, Khoa Xây dựng Đảng. "
        "Nhập mã của một người"
    )


# --- listed


def test_lists_of_the_unit(school, twin, campaign, sign_in):
    for person in (school.lecturer, twin):
        make_pledge(campaign, person, school.faculty, status="submitted")
        make_nomination(campaign, person, school.faculty)
    head = sign_in(school.head)
    phase = campaign.phases.first()
    pages = [
        reverse("unit_registration", args=[campaign.pk, school.faculty.pk]),
        reverse("evaluation_list", args=[phase.pk]),
        reverse("nomination_list", args=[campaign.pk]),
        reverse("home"),
    ]
    assert [both_in(shown(head.get(page))) for page in pages] == [[True, True]] * len(pages)
    listed = shown(head.get(reverse("staff_list")))
    assert [person.code in listed for person in (school.lecturer, twin)] == [True, True]


def test_the_pages_of_one_of_them(school, twin, campaign, sign_in):
    clerk = sign_in(school.clerk)
    pledge = make_pledge(campaign, twin, school.faculty, status="submitted")
    dossier = make_nomination(campaign, twin, school.faculty, status="submitted")
    pages = [
        reverse("pledge", args=[pledge.pk]),
        reverse("nomination", args=[dossier.pk]),
        reverse("award_record_list", args=[twin.pk]),
    ]
    assert [both_in(shown(clerk.get(page))) for page in pages] == [[False, True]] * len(pages)


# --- the council


@pytest.fixture
def room(school, twin, campaign, clock_at):
    """Both namesakes are members, and both have a case."""
    clock_at(DAY)
    role = Seat.Role
    council = make_council(
        [
            (school.rector, role.CHAIR),
            (school.deputy, role.VICE_CHAIR),
            (school.lecturer, role.MEMBER),
            (twin, role.MEMBER),
            (school.clerk, role.SECRETARY),
        ]
    )
    with clock.standing_at(DAY):
        session = make_session(campaign, council)
        session.cases = [table(session, person, school.faculty, by=None) for person in (school.lecturer, twin)]
        return session


def test_in_the_councils_room(school, twin, room, sign_in):
    chair = sign_in(school.rector)
    seats = {seat.pk for seat in room.council.seats.all()}
    roll_call = reverse("council_roll_call", args=[room.pk])
    assert both_in(shown(chair.get(roll_call))) == [True, True]
    chair.post(roll_call, {f"present_{seat}": "on" for seat in seats})
    room.refresh_from_db()
    assert both_in(shown(chair.get(room.get_absolute_url()))) == [True, True]
    with clock.standing_at(DAY):
        convene_with_both(room)
        choose = reverse("round_add", args=[room.pk]) + "?danh-hieu=LDTT"
        assert both_in(shown(chair.get(choose))) == [True, True]
        round_ = preparing.prepare_round(room, nominations=room.cases, by=school.rector.user)
        page = reverse("round", args=[round_.pk])
        assert both_in(shown(chair.get(page))) == [True, True]
        voting.open_round(round_, by=school.rector.user)
        assert both_in(shown(chair.get(page))) == [True, True]
        ballot = reverse("ballot", args=[round_.pk])
        assert both_in(shown(chair.get(ballot))) == [True, True]
        seat = seats_by_name(room)["Quang"]
        filled = {f"q{pk}": AGREE for pk in voting.open_to(round_, seat)}
        assert both_in(shown(chair.post(reverse("ballot_review", args=[round_.pk]), filled))) == [True, True]


def convene_with_both(session) -> None:
    """`convene` of the helpers takes given names, which two share here."""
    from awards import convening, declaring  # noqa: PLC0415

    if session.status == "planned":
        convening.convene(session, by=None)
        declaring.declare_rest(session, by=None)


def test_the_minutes(school, twin, campaign, council, clock_at):
    clock_at(DAY)
    with clock.standing_at(DAY):
        session = convene(make_session(campaign, council), by=school.rector.user)
        cases = [table(session, person, school.faculty, by=None) for person in (school.lecturer, twin)]
        counted_round(session, cases, by=school.rector.user)
        paper = minutes.gather(session).to_dict()
    assert [mark in str(paper) for mark in (" (sinh năm 1985)", " (sinh năm 1990)")] == [True, True]


# --- papers


@pytest.fixture
def session(campaign, council):
    with clock.standing_at(DECIDED_ON):
        yield ended_session(campaign, council)


def drafted(school, session, kind="titles"):
    signer = signer_of(school.rector)
    return deciding.draft(session, kind=kind, date=DECIDED_ON, signer=signer, by=None)


def marks_on(paper) -> list[bool]:
    return [mark in str(paper.to_dict()) for mark in (" (sinh năm 1985)", " (sinh năm 1990)")]


def test_the_list_of_a_decision(school, twin, session, sign_in):
    for person in (school.lecturer, twin):
        recommend(session, person)
    found = drafted(school, session)
    assert marks_on(decision.gather(found)) == [True, True]
    assert set(found.lines.values_list("name", flat=True)) == {"Nguyễn Thị Hoa"}
    page = sign_in(school.clerk).get(reverse("decision", args=[found.pk]))
    assert both_in(shown(page)) == [True, True]


def test_a_decision_leaves_out_what_its_columns_say(school, twin, session):
    recommend(session, school.lecturer)
    recommend(session, twin, post="Giảng viên chính")
    assert marks_on(decision.gather(drafted(school, session))) == [False, False]


def test_two_named_in_the_first_article(school, twin, session):
    for person in (school.lecturer, twin):
        recommend(session, person, "GK")
    assert marks_on(decision.gather(drafted(school, session, "merit"))) == [True, True]


def test_the_units_list_of_pledges(school, twin, campaign):
    registration = make_registration(campaign, school.faculty)
    make_pledge(campaign, school.lecturer, school.faculty, status="endorsed", post="Giảng viên")
    other = make_pledge(campaign, twin, school.faculty, status="endorsed", post="Giảng viên chính")
    assert marks_on(pledge_list.gather(registration)) == [False, False]
    other.post = "Giảng viên"
    other.save()
    assert marks_on(pledge_list.gather(registration)) == [True, True]


# --- what it costs


@pytest.mark.one_database("how many questions are asked")
def test_the_mark_costs_one_query_whatever_the_number(school, twin, campaign, sign_in):
    client = sign_in(school.head)
    address = reverse("unit_registration", args=[campaign.pk, school.faculty.pk])

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    queries()
    two = queries()
    for year in (1991, 1992, 1993):
        make_person("Lò Văn Ẵm", school.faculty, birth_date=date(year, 1, 1))
    assert queries() == two
