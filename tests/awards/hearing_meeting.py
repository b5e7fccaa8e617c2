"""The initiative council of the cast in a room, for tests: initiatives on the table, sheets one after another."""

from decimal import Decimal

from awards import attending, convening, hearing, hearing_rules, marking
from awards.models import Council, CouncilSession, Hearing, Seat
from tests.awards.meeting import make_session, seats_by_name
from tests.factories import make_council, make_initiative

SUBMITTED = "submitted"
EVERYBODY = ("Quang", "Thu", "Minh", "Dũng", "Lan")


def initiative_council(school, *more) -> Council:
    """Five members; `more`: further pairs (person, role)."""
    role = Seat.Role
    members = [
        (school.rector, role.CHAIR),
        (school.deputy, role.VICE_CHAIR),
        (school.head, role.MEMBER),
        (school.other_head, role.MEMBER),
        (school.clerk, role.SECRETARY),
    ]
    named = {"name": "Hội đồng sáng kiến", "decision_number": "03/QĐ-TCT"}
    return make_council([*members, *more], kind=Council.Kind.INITIATIVES, **named)


def planned(school, campaign, council=None, **fields) -> CouncilSession:
    return make_session(campaign, council or initiative_council(school), **fields)


def convene(session, *, by, absent=()) -> CouncilSession:
    seats = seats_by_name(session)
    present = {seat.pk for given, seat in seats.items() if given not in absent}
    reasons = {seats[given].pk: "đi công tác" for given in absent}
    attending.call_roll(session, present=present, reasons=reasons, by=by)
    convening.convene(session, by=by)
    return session


def table(session, *initiatives, by) -> list[Hearing]:
    return hearing.table(session, initiatives, by=by)


def tabled(session, author, *, by, title="Bài giảng số", **fields) -> Hearing:
    """A submitted initiative of this author on the table."""
    return table(session, make_initiative(author, status=SUBMITTED, title=title, **fields), by=by)[0]


def opened(session, author, *, by, **fields) -> Hearing:
    found = tabled(session, author, by=by, **fields)
    hearing.open_scoring(found, by=by)
    return found


def marks(council, total) -> dict[int, Decimal]:
    """Points that add up to `total`, the first criteria full first."""
    left, found = Decimal(str(total)), {}
    for one in hearing_rules.criteria_of(council):
        found[one.pk] = min(left, one.most)
        left -= found[one.pk]
    assert left == 0
    return found


def score(found, given, total, *, recognise=True, by=None, **fields):
    """The sheet of the member of this given name."""
    session = found.session
    said = {"marks": marks(session.council, total), "recognise": recognise} | fields
    return marking.fill(found, seat=seats_by_name(session)[given], by=by, **said)


def counted(session, author, *, by, totals=(80, 80, 80, 80, 80), agree=5, **fields) -> Hearing:
    """Everybody scores; the first `agree` of them propose to recognise."""
    found = opened(session, author, by=by, **fields)
    for number, (given, total) in enumerate(zip(EVERYBODY, totals, strict=True)):
        score(found, given, total, recognise=number < agree, by=by)
    hearing.count(found, by=by)
    return found
