"""What a page costs does not depend on how many there are: equal queries and rows loaded, about as many bytes."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import AwardRecord, Nomination
from campaigns.models import (
    AnnualRating,
    Campaign,
    CheckIn,
    Department,
    Evaluation,
    Pledge,
    PledgeTarget,
    Posting,
    ScoreSheet,
    StaffMember,
)
from tests.awards.meeting import make_session
from tests.benchmarks.pages import CountedRows
from tests.campaigns.scored import make_criteria
from tests.factories import make_campaign, make_department, make_nomination, make_phase, make_pledge
from thidua.audit import audit
from thidua.http import PER_PAGE

pytestmark = pytest.mark.django_db
FEW, MANY = 2 * PER_PAGE + 5, 6 * PER_PAGE + 5
JOINED = date(2010, 1, 4)
LISTS = {
    "staff_list": ("clerk", "head", "rector"),
    "registration_list": ("clerk", "rector"),
    "unit_registration": ("clerk", "head", "rector"),
    "evaluation_list": ("clerk", "head", "rector"),
    "nomination_list": ("clerk", "head", "rector"),
    "council_session": ("clerk", "rector", "deputy"),
    "department_list": ("clerk", "lecturer"),
    "audit_trail": ("clerk", "administrator"),
    "home": ("clerk", "head", "rector", "lecturer", "administrator"),
    "campaign": ("clerk", "lecturer"),
    "phase_progress": ("clerk", "head", "deputy"),
    "progress_people": ("clerk", "head", "deputy"),
    "result_list": ("clerk", "head", "lecturer"),
    "score_list": ("clerk", "head", "rector"),
}


def grow(world, to: int) -> None:
    """So many people in one faculty, each with a pledge, an evaluation and a dossier; and as many more units."""
    start = StaffMember.objects.filter(code__startswith="LON").count()
    people = [
        StaffMember(code=f"LON{n:04d}", full_name="Lò Văn Mẫu", gender="male", joined_on=JOINED)
        for n in range(start, to)
    ]
    for person in people:
        person.set_keys()
    people = StaffMember.objects.bulk_create(people)
    faculty, drive = world.faculty, world.campaign
    places = [Posting(staff_member=p, department=faculty, post="Giảng viên", starts_on=JOINED) for p in people]
    Posting.objects.bulk_create(places)
    for n in range(start, to):
        make_department(f"L{n}", f"Khoa Lớn {n:04d}", Department.Kind.FACULTY, world.root)
    Pledge.objects.bulk_create(
        Pledge(campaign=drive, staff_member=p, unit=faculty, status=Pledge.Status.SUBMITTED) for p in people
    )
    Evaluation.objects.bulk_create(
        Evaluation(phase=world.phase, staff_member=p, unit=faculty, status=Evaluation.Status.SELF_ASSESSED)
        for p in people
    )
    _promise(world, people)
    waiting = {"criteria_set": world.scored, "status": ScoreSheet.Status.SELF_SCORED, "self_total": 90, "unit": faculty}
    ScoreSheet.objects.bulk_create(ScoreSheet(staff_member=p, **waiting) for p in people)
    Nomination.objects.bulk_create(
        Nomination(
            campaign=drive,
            staff_member=p,
            award_id="LDTT",
            year=2022,
            unit=faculty,
            occasion_key="merit",
            status=Nomination.Status.TABLED,
            session=world.session,
        )
        for p in people
    )
    AnnualRating.objects.bulk_create(AnnualRating(staff_member=p, year=2021, level="good", source="x") for p in people)
    AwardRecord.objects.bulk_create(
        AwardRecord(
            staff_member=p, award_id="LDTT", year=2021, decision_number="1", decision_date=JOINED, issuer="Hiệu trưởng"
        )
        for p in people
    )
    for pledge in Pledge.objects.filter(staff_member__in=people):
        audit(pledge, "submit", by=None, before={"status": "draft"}, after={"status": "submitted"})
    _let_the_planner_know()


def _let_the_planner_know() -> None:
    """PostgreSQL counts rows by itself within a minute; inside one transaction it has to be told of so many at once."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _promise(world, people) -> None:
    """Everybody and every unit has promised something in a campaign of its own; a word was said on each."""
    owners = [{"staff_member": person, "unit": world.faculty} for person in people]
    units = Department.objects.filter(code__startswith="L", pledges__isnull=True, kind=Department.Kind.FACULTY)
    owners += [{"department": unit, "unit": unit} for unit in units]
    registered = {"campaign": world.effort, "status": Pledge.Status.REGISTERED}
    pledges = Pledge.objects.bulk_create(Pledge(**registered, **owner) for owner in owners)
    due = {"phase": world.effort_phase, "content": "Bài viết", "unit_of_measure": "bài", "amount": 4}
    targets = PledgeTarget.objects.bulk_create(PledgeTarget(pledge=pledge, **due) for pledge in pledges)
    said = {"on": date(2022, 3, 1), "amount": 1, "so_far": 1, "unit": world.faculty}
    CheckIn.objects.bulk_create(CheckIn(target=target, **said) for target in targets)


def addresses(world) -> dict[str, str]:
    args = {
        "registration_list": [world.campaign.pk],
        "unit_registration": [world.campaign.pk, world.faculty.pk],
        "evaluation_list": [world.phase.pk],
        "nomination_list": [world.campaign.pk],
        "council_session": [world.session.pk],
        "campaign": [world.campaign.pk],
        "phase_progress": [world.effort_phase.pk],
        "progress_people": [world.effort_phase.pk],
        "result_list": [world.effort_phase.pk],
        "score_list": [world.campaign.pk],
    }
    return {name: reverse(name, args=args.get(name, [])) for name in LISTS}


def costs(world, sign_in) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(page, who) → queries, model rows loaded, bytes."""
    found = {}
    for name, url in addresses(world).items():
        for who in LISTS[name]:
            client = sign_in(getattr(world, who))
            with CaptureQueriesContext(connection) as queries, CountedRows() as rows:
                response = client.get(url)
            assert response.status_code == 200, (name, who)
            # A select names every unit of the school: that list may grow.
            size = len(re.sub(rb"<select.*?</select>", b"", response.content, flags=re.DOTALL))
            found[name, who] = (len(queries), rows.count, size)
    return found


@pytest.mark.one_database("how many questions are asked, how many rows come")
def test_pages_cost_the_same_for_few_and_for_many(school, campaign, council, sign_in):
    world = school
    world.campaign, world.phase = campaign, campaign.phases.order_by("ordinal").first()
    world.session = make_session(campaign, council)
    world.scored = make_criteria(campaign)
    world.effort = make_campaign(title="Thi đua học tập", kind=Campaign.Kind.THEMATIC, phases=0)
    world.effort_phase = make_phase(world.effort, 1, date(2022, 2, 1), date(2022, 6, 30))
    make_pledge(campaign, school.head, school.faculty)
    make_nomination(campaign, school.lecturer2, school.faculty)
    grow(world, FEW)
    few = costs(world, sign_in)
    grow(world, MANY)
    many = costs(world, sign_in)
    assert {key: (q, rows) for key, (q, rows, _) in many.items()} == {
        key: (q, rows) for key, (q, rows, _) in few.items()
    }
    assert {key: size for key, (_, _, size) in many.items() if size > 1.1 * few[key][2]} == {}
    assert {key: q for key, (q, _, _) in many.items() if q > 20} == {}
