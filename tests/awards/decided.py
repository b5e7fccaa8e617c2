"""A session that ended with recommended cases, written straight into the database, for the tests of decisions."""

from datetime import date, datetime, time

from django.utils import timezone

from awards.models import CouncilSession, Nomination, Seat
from campaigns.models import Department, Posting, StaffMember
from tests.factories import let_the_quota_warn, make_department, make_nomination, make_person
from thidua.issuing import freeze
from thidua.models import Series
from thidua.models.document import new_verify_code
from thidua.papers import Header, Paper

HELD_ON = date(2022, 12, 20)
DECIDED_ON = date(2022, 12, 30)


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def make_minutes(number=1, on=HELD_ON):
    paper = Paper(kind="council-minutes", file_name="BB.pdf", header=Header((), ("HỘI ĐỒNG",)), title="BIÊN BẢN")
    return freeze(
        "council-minutes",
        paper,
        b"%PDF-",
        series=Series.objects.get(code="council_minutes"),
        number=number,
        on=on,
        title="Biên bản họp",
        signer="Phạm Văn Quang",
        pages=1,
        verify_code=new_verify_code(),
        by=None,
    )


def make_session(
    campaign, council, status=CouncilSession.Status.CLOSED, *, on=HELD_ON, hour=8, number=1
) -> CouncilSession:
    ended = status in (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)
    let_the_quota_warn()
    return CouncilSession.objects.create(
        council=council,
        campaign=campaign,
        planned_for=at(on, hour),
        place="Phòng họp A",
        status=status,
        secretary=council.seats.get(role=Seat.Role.SECRETARY),
        convened_at=at(on, hour),
        ended_at=at(on, hour + 3) if ended else None,
        members=council.seats.count(),
        minutes=make_minutes(number, on) if ended else None,
    )


def recommend(session, candidate, award="LDTT", **fields) -> Nomination:
    """A case the session recommended; post and unit are those of the main posting."""
    defaults = {"status": Nomination.Status.RECOMMENDED, "session": session, "rule_set": "A"}
    unit, post = candidate, ""
    if isinstance(candidate, StaffMember):
        posting = candidate.postings.get(is_main=True)
        unit, post = posting.department, posting.post
    return make_nomination(session.campaign, candidate, unit, award, **defaults | {"post": post} | fields)


def signer_of(person) -> Posting:
    return person.postings.get(may_sign=True)


def titles_of(school, session) -> list[Nomination]:
    """Two collectives, four people with LĐTT, one of them with CSTĐCS too."""
    people = (school.lecturer, school.stranger, school.head, school.lecturer2)
    return [
        recommend(session, school.lecturer, "CSTDCS"),
        *(recommend(session, person) for person in people),
        recommend(session, school.office, "TTLDTT"),
        recommend(session, school.faculty, "TTLDTT"),
    ]


def sixty_people(school, session) -> None:
    """Sixty lines of individuals in units with long names, and three collectives."""
    units = [school.faculty, school.other_faculty, school.office]
    units += [make_department("NNPL", "Khoa Nhà nước và pháp luật", "faculty", school.root)]
    units += [make_department("QLDT", "Phòng Quản lý đào tạo và nghiên cứu khoa học", "office", school.root)]
    Department.objects.filter(pk=school.office.pk).update(short_name="Phòng TC-HC")
    Department.objects.filter(code="NNPL").update(short_name="Khoa NN&PL")
    Department.objects.filter(code="QLDT").update(short_name="Phòng QLĐT")
    for number in range(52):
        words = ("Nguyễn Thị Hồng", "Lò Văn", "Hoàng Thị Phương", "Vàng A")[number % 4]
        given = ("Ẵm", "Nhung", "Giả", "Thảo", "Duyên", "Ỷ")[number % 6]
        person = make_person(f"{words} {given}", units[number % 5])
        recommend(session, person)
        if number < 8:
            recommend(session, person, "CSTDCS")
    for unit in units[:3]:
        recommend(session, unit, "TTLDTT")
