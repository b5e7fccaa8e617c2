"""Who scores which initiative, who has, and what a result says; that the room's screens have something new to show."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from awards import conflicts, electorate, tally
from awards.conflicts import Proposal
from awards.eligibility.parameters import parse_threshold
from awards.models import CouncilSession, Hearing, HearingConflict, HearingRules, HearingSheet
from campaigns.models import CoAuthor, Initiative
from thidua.vietnamese import decimal

NONE_LEFT_OUT = "Mọi thành viên có mặt được chấm đã gửi phiếu."


@dataclass(frozen=True)
class Standing:
    """Of one hearing, by key of the seat. `scorers`: who may score it; `proposed`: kin that have not answered yet."""

    members: int
    authors: frozenset[int]
    answers: Mapping[int, HearingConflict]
    proposed: Mapping[int, Proposal]
    scorers: frozenset[int]
    scored: frozenset[int]

    @property
    def steps_out(self) -> frozenset[int]:
        return frozenset(pk for pk, answer in self.answers.items() if answer.steps_out)

    @property
    def unscored(self) -> frozenset[int]:
        return self.scorers - self.scored


def authors_of(initiatives: Iterable[Any]) -> dict[int, set[int]]:
    """Initiative → its authors, by keys."""
    found: dict[int, set[int]] = defaultdict(set)
    parts = CoAuthor.objects.filter(initiative__in=list(initiatives))
    for initiative, person in parts.values_list("initiative_id", "staff_member_id"):
        found[initiative].add(person)
    return found


def standings_of(session: CouncilSession, hearings: Iterable[Hearing]) -> dict[int, Standing]:
    """Hearing → how it stands. The number of queries does not depend on that of hearings."""
    hearings = list(hearings)
    seats = list(electorate.seats_of(session))
    here = set(session.attendances.filter(present=True).values_list("seat_id", flat=True))
    people = authors_of(hearing.initiative_id for hearing in hearings)
    owners = {hearing.pk: people[hearing.initiative_id] for hearing in hearings}
    kin = conflicts.of_kin(hearings, owners, seats)
    answers: dict[int, dict[int, HearingConflict]] = defaultdict(dict)
    for answer in HearingConflict.objects.filter(hearing__in=hearings).select_related("seat__staff_member"):
        answers[answer.hearing_id][answer.seat_id] = answer
    scored: dict[int, set[int]] = defaultdict(set)
    for hearing, seat in HearingSheet.objects.filter(hearing__in=hearings).values_list("hearing_id", "seat_id"):
        scored[hearing].add(seat)
    found = {}
    for hearing in hearings:
        authors = {seat.pk for seat in seats if seat.staff_member_id in owners[hearing.pk]}
        mine = answers[hearing.pk]
        out = authors | {pk for pk, answer in mine.items() if answer.steps_out}
        proposed = {seat: rows[hearing.pk] for seat, rows in kin.items() if hearing.pk in rows}
        found[hearing.pk] = Standing(
            members=len(seats),
            authors=frozenset(authors),
            answers=mine,
            proposed={pk: why for pk, why in proposed.items() if pk not in mine and pk not in authors},
            # Who handed in a sheet and went keeps their say.
            scorers=frozenset((here & {seat.pk for seat in seats} | scored[hearing.pk]) - out),
            scored=frozenset(scored[hearing.pk]),
        )
    return found


def standing_of(hearing: Hearing) -> Standing:
    return standings_of(hearing.session, [hearing])[hearing.pk]


# --- what it takes, and what came of it


def needed_of(rules: HearingRules, members: int) -> int:
    """How many members must propose to recognise: the share is of all seats, here or not."""
    return tally.needed(members, parse_threshold(rules.threshold)) if members else 1


def passes(hearing: Hearing) -> bool:
    """Of figures that are written on it: both the mean and the share, exactly, nothing rounded."""
    mean = hearing.mean
    return mean is not None and mean >= Fraction(hearing.least_points) and hearing.agree >= hearing.needed


def mean_words(hearing: Hearing) -> str:
    """“tổng 351,5 điểm của 4 phiếu, trung bình 87,88 (làm tròn; xét theo số chưa làm tròn)”."""
    mean = hearing.mean
    if mean is None:
        return "không có phiếu chấm nào"
    exact = (mean * 100).denominator == 1
    rounded = "" if exact else " (làm tròn đến 0,01; so với mức cần bằng số chưa làm tròn)"
    total = f"tổng {decimal(Fraction(hearing.points))} điểm của {hearing.scored} phiếu"
    return f"{total}, trung bình {decimal(mean)}{rounded}"


def share_words(hearing: Hearing, written: Callable[[int], str] = str) -> str:
    """How the number of members comes about: “50% của 5 là 2,5; phải trên số đó, tức là từ 3 người”.

    `written`: how counts are; papers write two digits.
    """
    return electorate.rounding_words(hearing.members, hearing.threshold, "người", written)


def why_not_passed(hearing: Hearing, written: Callable[[int], str] = str) -> str:
    """What a counted hearing lacks, as minutes and refusals say it; "" when it passed. `written`: how counts are."""
    lacks = []
    if hearing.mean is None or hearing.mean < Fraction(hearing.least_points):
        got = "không có phiếu chấm" if hearing.mean is None else f"điểm trung bình {decimal(hearing.mean)}"
        lacks.append(f"{got}, cần từ {decimal(Fraction(hearing.least_points))}")
    if hearing.agree < hearing.needed:
        share = f"{written(hearing.agree)}/{written(hearing.members)}"
        lacks.append(f"{share} thành viên đề nghị công nhận, cần {written(hearing.needed)}")
    return "; ".join(lacks)


def awaiting(session: CouncilSession) -> QuerySet[Initiative]:
    """Submitted initiatives of the session's year on no live table, and not begun in a session that is to go on."""
    on_table = Hearing.objects.filter(session__status__in=CouncilSession.LIVE).values("initiative")
    found = Initiative.objects.filter(status=Initiative.Status.SUBMITTED, year=session.campaign.year)
    begun = broken_off().values("initiative")
    return found.exclude(pk__in=on_table).exclude(pk__in=begun).order_by("search_key", "pk")


def broken_off() -> QuerySet[Hearing]:
    """Begun in a session that was adjourned and that no other one has continued yet."""
    later = CouncilSession.objects.filter(continues=OuterRef("session")).exclude(status=CouncilSession.Status.CANCELLED)
    begun = Hearing.objects.filter(status=Hearing.Status.BROKEN_OFF, session__status=CouncilSession.Status.ADJOURNED)
    return begun.filter(~Exists(later))


def tell(session: CouncilSession) -> None:
    """The screens of the room draw anew what they show; called with the session locked (awards/live.py)."""
    CouncilSession.objects.filter(pk=session.pk).update(times_heard=F("times_heard") + 1)


def total_of(sheet: HearingSheet) -> Decimal:
    """Of a sheet whose marks are prefetched."""
    return sum((mark.points for mark in sheet.marks.all()), Decimal(0))
