"""“Chặng đường”: what a person or a collective has received by year, and what is within reach."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from awards import ledger
from awards.assessing import asked_of
from awards.eligibility import Facts, RuleSet, assess
from awards.eligibility.kinds import Occasion as Given
from awards.eligibility.road import Prospect, road
from awards.gathering.collectives import gather_collective
from awards.gathering.people import Asked, gather_people
from awards.ledger import SpentWork
from awards.models import AwardRecord, Nomination
from campaigns.models import Award, Department, Initiative, StaffMember
from thidua import clock
from thidua.drawings import share

S = Nomination.Status
Subject = StaffMember | Department
LONGEST_LINE = 10  # years drawn; the list below has them all


@dataclass
class Year:
    """One year of the road; `x` places it on the line."""

    year: int
    records: list[AwardRecord] = field(default_factory=list)
    works: list[SpentWork] = field(default_factory=list)
    x: str = ""

    @property
    def drawn(self) -> list[str]:
        return [one.award.short_name for one in self.records if one.revoked_on is None]


@dataclass(frozen=True)
class Ahead:
    """What is within reach, what is further off, under which set, for how many members."""

    year: int
    rule_set: RuleSet
    near: list[Prospect]
    far: list[Prospect]
    facts: Facts

    @property
    def members(self) -> int | None:
        return self.facts.members

    def rests_on_ratings(self, award: str) -> bool:
        """Whether a condition looks at the ratings of earlier years."""
        return any("past_ratings" in rule.uses for rule in self.rule_set.rules_for(award))


# --- behind


def behind(records: QuerySet[AwardRecord], works: Iterable[SpentWork]) -> list[Year]:
    """By year, the newest first."""
    years: dict[int, Year] = {}
    for record in records.select_related("award").order_by("award__order", "pk"):
        years.setdefault(record.year, Year(record.year)).records.append(record)
    for work in works:
        years.setdefault(work.year, Year(work.year)).works.append(work)
    return sorted(years.values(), key=lambda one: -one.year)


def line_of(years: list[Year]) -> list[Year]:
    """The last years without a gap, oldest first, each with its place on the line."""
    if not years:
        return []
    found = {one.year: one for one in years}
    last = years[0].year
    first = max(min(found), last - LONGEST_LINE + 1)
    span = last - first + 1
    drawn = [found.get(year, Year(year)) for year in range(first, last + 1)]
    for place, one in enumerate(drawn):
        one.x = share(place + 0.5, span)
    return drawn


def works_of(person: StaffMember) -> list[SpentWork]:
    """The person's recognised initiatives and projects, and where each was used."""
    return ledger.spent_works(
        person.co_authorships.filter(initiative__status=Initiative.Status.RECOGNISED).order_by(
            "initiative__year", "initiative__title", "pk"
        )
    )


# --- ahead


def ahead(subject: Subject, awards: Iterable[Award]) -> Ahead:
    """Under the set of today, for this year and the two after it."""
    asked = asked_of(clock.today().year)
    facts = Facts.from_dict({"achievement_year": asked.year, "occasion": Given.MERIT} | _facts(subject, asked))
    found = road(facts, asked.rule_set, [award.pk for award in awards], refused=_refused(subject, asked.year))
    near = [one for one in found if one.is_within_reach]
    far = sorted((one for one in found if not one.is_within_reach), key=lambda one: one.earliest or 9999)
    return Ahead(asked.year, asked.rule_set, near, far, facts)


def _facts(subject: Subject, asked: Asked) -> dict[str, Any]:
    """Of no award in particular: what was already given this year is on the road too."""
    if isinstance(subject, Department):
        return gather_collective(subject, "", asked) | {"dossier_works": ()}
    return gather_people([subject.pk], asked)[subject.pk].for_award("", asked)


def _refused(subject: Subject, year: int) -> frozenset[str]:
    """Awards of the year that the council or those above have decided against."""
    subject_of = "department" if isinstance(subject, Department) else "staff_member"
    decided = Nomination.objects.told().filter(
        told_status__in=(S.NOT_RECOMMENDED, S.DECLINED), year=year, occasion=Given.MERIT
    )
    return frozenset(decided.filter(**{subject_of: subject}).values_list("award", flat=True))


# --- a collective's shares


SHARES = ("ldtt_share", "completed_share", "has_cstdcs")


def shares(found: Ahead) -> list[tuple[str, str]]:
    """How far the members are this year: the award it is asked for, the sentence with its numbers."""
    said = []
    for code in ("TTLDTT", "TTLDXS"):
        report = assess(code, found.facts, found.rule_set)
        said += [(code, one.sentence) for one in report.findings if one.key in SHARES]
    return said
