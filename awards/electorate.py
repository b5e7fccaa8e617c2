"""Who may vote on what in a session, and how many votes a case needs. Reads only; shares are of all seats filled."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from awards import tally
from awards.eligibility import RuleSet, sets
from awards.eligibility.citations import Certainty
from awards.eligibility.parameters import parse_threshold
from awards.models import Attendance, CouncilSession, Nomination, Recusal, Round, Seat, WrittenOpinion
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns.roles import leading_postings
from thidua import clock
from thidua.vietnamese import decimal, percent

HELD_ON = TruncDate(Coalesce("convened_at", "planned_for"))


@dataclass(frozen=True)
class Figures:
    """Of one case: the votes needed of so many seats, the seats that vote in the room, the opinions in writing.

    All by key of the seat. `of_all`: seats filled; `members`: of them, those the share is counted on.
    `promised`: seats that may still give a written opinion; only where everybody votes in writing.
    Else `away`: seats that may still come; where `may_write`, they may give an opinion instead.
    `barred`: how many do not vote on it; they are counted in `members` unless it is less than `of_all`.
    """

    threshold: str
    of_all: int
    members: int
    needed: int
    voters: frozenset[int]
    written: Mapping[int, str] = field(default_factory=dict)
    promised: frozenset[int] = frozenset()
    noun: str = "phiếu"
    away: int = 0
    may_write: bool = False
    barred: int = 0

    @property
    def possible(self) -> int:
        """The most votes in favour there can be: everybody in the room, and who wrote or still may.

        What a member wrote is told by the count alone: a lower figure here would give it away to the room.
        """
        return len(self.voters) + len(self.written) + len(self.promised)

    @property
    def in_words(self) -> str:
        return f"cần {self.needed}/{self.members} {self.noun}; nhiều nhất có thể {self.possible}"

    @property
    def rounding(self) -> str:
        return rounding_words(self.members, self.threshold, self.noun)


def noun_of(way: str) -> str:
    """What is counted in favour: ballots; where nobody casts one, members."""
    return "phiếu" if way in Round.SECRET_WAYS else "thành viên"


def rounding_words(members: int, text: str, noun: str = "phiếu", written: Callable[[int], str] = str) -> str:
    """How the number of votes comes about: “80% của 9 là 7,2, làm tròn lên 8 phiếu”; `written`: how counts are."""
    threshold = parse_threshold(text)
    exact, least = threshold.share * members, tally.needed(members, threshold)
    whole = f"{percent(threshold.share)} của {written(members)} là "
    if exact == least and not threshold.strict:
        return f"{whole}{written(least)} {noun}"
    step = "; phải trên số đó, tức là từ" if threshold.strict else ", làm tròn lên"
    return f"{whole}{decimal(exact)}{step} {written(least)} {noun}"


def with_hour(session: CouncilSession) -> str:
    """“Phiên họp 08:00 ngày 20/12/2022 (Biên bản số …)”, where it is chosen or linked to: a day may have several."""
    written = f" (Biên bản số {session.minutes.full_number})" if session.minutes else ""
    return f"Phiên họp {timezone.localtime(session.held_at):%H:%M ngày %d/%m/%Y}{written}"


def days_of_several() -> set[date]:
    """Days of more than one session, so that its day does not tell which one is meant."""
    days = _by_day().values("held_on").annotate(number=Count("pk"))
    return set(days.filter(number__gt=1).values_list("held_on", flat=True))


def with_others(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """With `is_one_of_several`: whether another is held on its day."""
    others = _by_day().exclude(pk=OuterRef("pk")).filter(held_on=OuterRef("held_on"))
    return sessions.annotate(held_on=HELD_ON).annotate(is_one_of_several=Exists(others))


def _by_day() -> QuerySet[CouncilSession]:
    held = CouncilSession.objects.exclude(status=CouncilSession.Status.CANCELLED).order_by()
    return held.annotate(held_on=HELD_ON)


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
    recused = Recusal.objects.filter(session=session).values_list("nomination_id", "seat_id")
    return barred_by(own_cases(session, nominations), recused, seats)


def barred_by(
    owners: Mapping[int, set[int]], recused: Iterable[tuple[int, int]], seats: Iterable[Seat]
) -> dict[int, set[int]]:
    """The same where owners (`own_cases`) and who is recused (nomination, seat) are read already."""
    seats = list(seats)
    barred = {pk: {seat.pk for seat in seats if seat.staff_member_id in owners[pk]} for pk in owners}
    for nomination, seat in recused:
        if nomination in barred:
            barred[nomination].add(seat)
    return barred


def threshold_note(session: CouncilSession, nomination: Nomination) -> str:
    """Where the threshold comes from, while that is not confirmed; "" once it is."""
    rule_set = next(iter(rule_sets_of(session, [nomination]).values()))
    parameter = rule_set.parameter(f"vote_threshold.{nomination.award_id}")
    return "" if parameter.certainty == Certainty.CONFIRMED else f"Ngưỡng lấy theo: {parameter.source}."


def written_in(session: CouncilSession, nominations: Iterable[Nomination]) -> dict[int, dict[int, str]]:
    """Nomination → seat → what the member wrote on a signed paper."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = WrittenOpinion.objects.filter(paper__session=session, nomination__in=nominations)
    for nomination, seat, choice in rows.values_list("nomination_id", "paper__seat_id", "choice"):
        found[nomination][seat] = choice
    return found


def figures_of(
    session: CouncilSession, nominations: Iterable[Nomination], round_: Round | None = None
) -> dict[int, Figures]:
    """Nomination → its figures as they stand now, by the terms of the round (without one: the usual ballot).

    The number of queries does not depend on that of cases.
    """
    nominations, terms = list(nominations), round_ or Round(session=session)
    day, seats = day_of(session), list(seats_of(session))
    present = set(session.attendances.filter(present=True).values_list("seat_id", flat=True))
    barred, written = barred_seats(session, nominations, seats), written_in(session, nominations)
    rule_sets = rule_sets_of(session, nominations)
    return {
        n.pk: _figures(n, rule_sets[n.rule_set or sets.pick(day)], terms, seats, present, barred[n.pk], written[n.pk])
        for n in nominations
    }


def _figures(nomination: Nomination, rule_set, terms: Round, seats: list[Seat], present, barred, written) -> Figures:
    all_seats = {seat.pk for seat in seats}
    by_writing = terms.way == Round.Way.WRITTEN
    voters = set() if by_writing else (all_seats & present) - barred
    counts = by_writing or rule_set.flag("absent_written_vote_counts")
    opinions = {seat: choice for seat, choice in written.items() if counts and seat not in voters | barred}
    leaves_out = terms.leaves_out_recused or not rule_set.flag("recused_in_denominator")
    base = len(all_seats - barred) if leaves_out else len(all_seats)
    return Figures(
        threshold=rule_set.parameter(f"vote_threshold.{nomination.award_id}").value,
        of_all=len(all_seats),
        members=base,
        needed=tally.needed(base, sets.vote_threshold(nomination.award_id, rule_set)) if base else 1,
        voters=frozenset(voters),
        written={seat: choice for seat, choice in opinions.items() if seat in all_seats},
        promised=frozenset(all_seats - barred - set(opinions)) if by_writing else frozenset(),
        noun=noun_of(terms.way),
        away=0 if by_writing else len(all_seats - barred - voters - set(opinions)),
        may_write=counts,
        barred=len(all_seats & barred),
    )


def rule_sets_of(session: CouncilSession, nominations: Iterable[Nomination]) -> dict[str, RuleSet]:
    """The rule sets these dossiers are judged by, with the school's values of the session's day."""
    day = day_of(session)
    return {code: rule_set_in_force(code, day) for code in {n.rule_set or sets.pick(day) for n in nominations}}
