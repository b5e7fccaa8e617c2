"""Who may vote on what in a session, and how many votes a case needs. Reads only; shares are of all seats filled."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from django.db.models import QuerySet
from django.utils import timezone

from awards import tally
from awards.eligibility import sets
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import parse_threshold
from awards.models import Attendance, CouncilSession, Nomination, Recusal, Seat
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns.roles import leading_postings
from thidua import clock
from thidua.vietnamese import percent


@dataclass(frozen=True)
class Figures:
    """Of one case: so many seats, so many votes needed, and the seats (by key) that may vote on it."""

    threshold: str
    members: int
    needed: int
    voters: frozenset[int]

    @property
    def possible(self) -> int:
        return len(self.voters)

    @property
    def in_words(self) -> str:
        return f"cần {self.needed}/{self.members} phiếu; nhiều nhất có thể {self.possible}"


def day_of(session: CouncilSession) -> date:
    """The day whose seats, heads and parameters count: the day it was convened, before that today."""
    return timezone.localdate(session.convened_at) if session.convened_at else clock.today()


def seats_of(session: CouncilSession) -> QuerySet[Seat]:
    """All seats filled: the whole of which shares are counted."""
    return Seat.objects.filter(council=session.council_id).filled_on(day_of(session)).select_related("staff_member")


@dataclass(frozen=True)
class RollCall:
    """Every seat with its line of the roll call, or None before the call; how many are here, how many must be."""

    rows: tuple[tuple[Seat, Attendance | None], ...]
    needed: int

    @property
    def members(self) -> int:
        return len(self.rows)

    @property
    def called(self) -> bool:
        return any(line for _, line in self.rows)

    @property
    def present(self) -> int:
        return sum(line.present for _, line in self.rows if line)


def roll_call_of(session: CouncilSession) -> RollCall:
    lines = {line.seat_id: line for line in session.attendances.all()}
    rows = tuple((seat, lines.get(seat.pk)) for seat in seats_of(session))
    share = rule_set_of_the_day(day_of(session)).share("quorum")
    return RollCall(rows, needed=ceil(share * len(rows)))


def threshold_words(text: str) -> str:
    """“≥0.80” as the minutes say it."""
    threshold = parse_threshold(text)
    if threshold.strict:
        return f"trên {percent(threshold.share)} tổng số thành viên Hội đồng"
    return f"từ {percent(threshold.share)} tổng số thành viên Hội đồng trở lên"


def own_cases(session: CouncilSession, nominations: Iterable[Nomination]) -> dict[int, set[int]]:
    """Nomination → staff members whose own case it is: the candidate; for a collective, its head and stand-in."""
    nominations = list(nominations)
    departments = {n.department_id for n in nominations if n.department_id}
    heads: dict[int, set[int]] = defaultdict(set)
    if departments:
        postings = leading_postings(day_of(session)).filter(department__in=departments)
        for department, person in postings.values_list("department_id", "staff_member_id"):
            heads[department].add(person)
    return {n.pk: heads[n.department_id] if n.department_id else {n.staff_member_id} for n in nominations}


def barred_seats(
    session: CouncilSession, nominations: Iterable[Nomination], seats: Iterable[Seat]
) -> dict[int, set[int]]:
    """Nomination → seats that do not vote on it: the own case, and what a member declared."""
    owners = own_cases(session, nominations)
    barred = {pk: {seat.pk for seat in seats if seat.staff_member_id in owners[pk]} for pk in owners}
    declared = Recusal.objects.filter(session=session, nomination__in=owners)
    for nomination, seat in declared.values_list("nomination_id", "seat_id"):
        barred[nomination].add(seat)
    return barred


def threshold_note(session: CouncilSession, nomination: Nomination) -> str:
    """Where the threshold comes from, while that is not confirmed; "" once it is."""
    day = day_of(session)
    rule_set = rule_set_in_force(nomination.rule_set or sets.pick(day), day)
    parameter = rule_set.parameter(f"vote_threshold.{nomination.award_id}")
    return "" if parameter.certainty == Certainty.CONFIRMED else f"Ngưỡng lấy theo: {parameter.source}."


def figures_of(session: CouncilSession, nominations: Iterable[Nomination]) -> dict[int, Figures]:
    """Nomination → its figures as they stand now. The number of queries does not depend on that of cases."""
    nominations = list(nominations)
    day, seats = day_of(session), list(seats_of(session))
    present = set(session.attendances.filter(present=True).values_list("seat_id", flat=True))
    barred = barred_seats(session, nominations, seats)
    codes = {n.rule_set or sets.pick(day) for n in nominations}
    rule_sets = {code: rule_set_in_force(code, day) for code in codes}
    figures = {}
    for nomination in nominations:
        rule_set = rule_sets[nomination.rule_set or sets.pick(day)]
        voters = {seat.pk for seat in seats if seat.pk in present} - barred[nomination.pk]
        figures[nomination.pk] = Figures(
            threshold=rule_set.parameter(f"vote_threshold.{nomination.award_id}").value,
            members=len(seats),
            needed=tally.needed(len(seats), sets.vote_threshold(nomination.award_id, rule_set)),
            voters=frozenset(voters),
        )
    return figures
