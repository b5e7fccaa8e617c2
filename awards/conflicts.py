"""Who should step out of which case: what the records say of kin and of units. A member declares; this proposes.

The own case is not proposed: it is out by itself (electorate.own_cases).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards import electorate
from awards.eligibility import RuleSet, sets
from awards.eligibility.own_values import OWN_UNIT, own_values
from awards.eligibility.parameters import parse_flag
from awards.models import CouncilSession, Nomination, Recusal, Seat
from campaigns.models import Kinship, Posting

Kind = Recusal.Kind


@dataclass(frozen=True)
class Proposal:
    """Why a member should step out, as the minutes would say it."""

    kind: str
    reason: str


def proposals_for(
    session: CouncilSession, nominations: Iterable[Nomination], seats: Iterable[Seat]
) -> dict[int, dict[int, Proposal]]:
    """Seat → case → why to step out; own cases left out. The number of queries does not depend on that of cases."""
    nominations, seats = list(nominations), list(seats)
    owners = electorate.own_cases(session, nominations)
    found: dict[int, dict[int, Proposal]] = defaultdict(dict)
    for kin in (_of_the_unit(session, nominations, seats), of_kin(nominations, owners, seats)):
        for seat in seats:
            for nomination, proposal in kin.get(seat.pk, {}).items():
                if seat.staff_member_id not in owners[nomination]:
                    found[seat.pk][nomination] = proposal  # kin outweighs the unit: it is asked for last
    return found


def of_kin(
    nominations: Iterable[Any], owners: dict[int, set[int]], seats: list[Seat]
) -> dict[int, dict[int, Proposal]]:
    """Seat → row → whose kin; `nominations`: any rows with a key, `owners`: key → people it is about."""
    nominations = list(nominations)
    members = {seat.staff_member_id: seat.pk for seat in seats}
    rows = Kinship.objects.filter(Q(staff_member__in=members) | Q(relative__in=members))
    found: dict[int, dict[int, Proposal]] = defaultdict(dict)
    for row in rows.select_related("staff_member", "relative"):
        for member, other in ((row.staff_member, row.relative), (row.relative, row.staff_member)):
            if member.pk in members:
                reason = f"{row.relation[:1].lower()}{row.relation[1:]} với {other}"
                mine = {n.pk: Proposal(Kind.RELATIVE, reason) for n in nominations if other.pk in owners[n.pk]}
                found[members[member.pk]] |= mine
    return found


def _of_the_unit(
    session: CouncilSession, nominations: list[Nomination], seats: list[Seat]
) -> dict[int, dict[int, Proposal]]:
    """Only where the school's rule says that members step out of the cases of their own unit."""
    rule_sets, day = electorate.rule_sets_of(session, nominations), electorate.day_of(session)
    asked = [n for n in nominations if _asks(rule_sets[n.rule_set or sets.pick(day)])]
    if not asked:
        return {}
    people = {seat.staff_member_id: seat.pk for seat in seats}
    found: dict[int, dict[int, Proposal]] = defaultdict(dict)
    for person, unit, name in (
        Posting.objects.on(day)
        .filter(staff_member__in=people)
        .values_list("staff_member", "department", "department__name")
    ):
        for nomination in asked:
            if unit in (nomination.unit_id, nomination.department_id):
                found[people[person]][nomination.pk] = Proposal(Kind.UNIT, f"cùng {name}")
    return found


def _asks(rule_set: RuleSet) -> bool:
    value = (own_values(rule_set.code) | dict(rule_set.parameters))[OWN_UNIT]
    return parse_flag(value.value)
