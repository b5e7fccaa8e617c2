"""A title that rests on another of the same year: the council votes on it afterwards, and not without it.

Whether it rests on it is a parameter of the rule set (`cstdcs_needs_ldtt`, `ttldxs_needs_ttldtt`).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from awards import electorate
from awards.eligibility import sets
from awards.models import AwardRecord, CouncilSession, Nomination, Occasion

S = Nomination.Status
# Award → the one it rests on, the parameter that says so.
BASES = {"CSTDCS": ("LDTT", "cstdcs_needs_ldtt"), "TTLDXS": ("TTLDTT", "ttldxs_needs_ttldtt")}
ENOUGH = frozenset({S.RECOMMENDED, S.FORWARDED, S.AWARDED})  # of the dossier for the title below


def why_not_vote(session: CouncilSession, nominations: Iterable[Nomination]) -> str:
    """A case voted on again is asked nothing: its second vote is how the council takes it back."""
    return why(session, without_base(session, [one for one in nominations if one.status == S.TABLED]))


def why(session: CouncilSession, lacking: list[tuple[Nomination, Nomination]]) -> str:
    """In a sentence, of what `without_base` found among cases still on the table."""
    if not lacking:
        return ""
    case, below = lacking[0]
    if below.status == S.NOT_RECOMMENDED:
        return (
            f"Hội đồng không đề nghị {below.award.quoted_name} cho {case.candidate}, nên không bỏ phiếu "
            f"{case.award.quoted_name} cùng năm được; bỏ trường hợp này khỏi lượt."
        )
    left = f" và {len(lacking) - 1} trường hợp khác" if len(lacking) > 1 else ""
    first = "kiểm phiếu" if below.session_id == session.pk else "đưa vào phiên họp và kiểm phiếu"
    return (
        f"{case.award.quoted_name} phải đạt {below.award.quoted_name} cùng năm; {first} {below.award.quoted_name} của "
        f"{case.candidate}{left} trước."
    )


def why_left_without(session: CouncilSession, nominations: Iterable[Nomination]) -> str:
    """Of recommended cases: what they rest on may have been voted down again afterwards."""
    lacking = without_base(session, nominations)
    if not lacking:
        return ""
    case, below = lacking[0]
    return (
        f"{case.candidate} được đề nghị {case.award.quoted_name} nhưng không được đề nghị {below.award.quoted_name} "
        f"cùng năm; Hội đồng bỏ phiếu lại {case.award.quoted_name}."
    )


def without_base(session: CouncilSession, nominations: Iterable[Nomination]) -> list[tuple[Nomination, Nomination]]:
    """Cases whose title rests on another of the year that was asked for and is not recommended (yet), with that one.

    Where nobody asked for the title below, the findings of the dossier say so: nothing here.
    """
    resting = [one for one in nominations if one.award_id in BASES]
    if not resting:
        return []
    rule_sets, day = electorate.rule_sets_of(session, resting), electorate.day_of(session)
    resting = [one for one in resting if rule_sets[one.rule_set or sets.pick(day)].flag(BASES[one.award_id][1])]
    below, received = _below(resting), _received(resting)
    pairs = [(one, below.get(_key(one, BASES[one.award_id][0]))) for one in resting]
    return [
        (one, under)
        for one, under in pairs
        if under and under.status not in ENOUGH and _key(one, under.award_id) not in received
    ]


def with_doubt(lines: QuerySet) -> QuerySet:
    """Lines of a decision with `in_doubt`: one that `without_base` has to be asked about; seldom any."""
    under = Case(*[When(nomination__award=code, then=Value(base)) for code, (base, _) in BASES.items()])
    subject = Q(staff_member=OuterRef("nomination__staff_member")) | Q(department=OuterRef("nomination__department"))
    same = subject & Q(award=OuterRef("under"), year=OuterRef("nomination__year"), occasion=Occasion.MERIT)
    lacking = Nomination.objects.live().exclude(status__in=ENOUGH).filter(same)
    return lines.annotate(under=under).annotate(in_doubt=Exists(lacking))


def resting_on(nominations: Iterable[Nomination]) -> Q:
    """Dossiers of the same people and collectives whose title rests on one of these."""
    found = Q(pk__in=[])
    for one in nominations:
        above = [code for code, (base, _) in BASES.items() if base == one.award_id]
        subject = {"staff_member": one.staff_member_id, "department": one.department_id}
        found |= Q(award__in=above, year=one.year, occasion=Occasion.MERIT, **subject) if above else Q(pk__in=[])
    return found


def _key(one: Any, award: str) -> tuple:
    return (award, one.year, one.staff_member_id, one.department_id)


def _below(resting: list[Nomination]) -> Mapping[tuple, Nomination]:
    rows = Nomination.objects.live().filter(_subjects(resting), occasion=Occasion.MERIT).select_related("award")
    return {_key(row, row.award_id): row for row in rows}


def _received(resting: list[Nomination]) -> set[tuple]:
    return {_key(row, row.award_id) for row in AwardRecord.objects.in_force().filter(_subjects(resting))}


def _subjects(resting: list[Nomination]) -> Q:
    people = [one.staff_member_id for one in resting if one.staff_member_id]
    units = [one.department_id for one in resting if one.department_id]
    same = Q(award__in=[base for base, _ in BASES.values()], year__in={one.year for one in resting})
    return same & (Q(staff_member__in=people) | Q(department__in=units))
