"""The cases of a past year, many at a time: every dossier that was handed in, and titles on record without one.

Facts are those of the year's last day (today, in the current year): nothing later is seen. Who has a title on record
without a dossier in the program was registered and confirmed by the unit then, or would not have it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.expressions import Exists, OuterRef

from awards.eligibility import Facts, RuleSet, sets
from awards.gathering import of_dossier, works
from awards.gathering.collectives import gather_collective
from awards.gathering.on_record import OnRecord
from awards.gathering.people import Asked, Person, gather_people, stated
from awards.gathering.titles import NOT_PROPOSED, among, nominations, records, school_quota
from awards.models import AwardRecord, Nomination, Occasion, Statement
from campaigns.models import Award, Campaign, CoAuthor, Initiative, StaffMember

S = Nomination.Status
CHUNK = 200  # people
FIRST_YEAR = 2014  # the first set begins in that year


@dataclass(frozen=True)
class Case:
    """Somebody and an award of a year. `facts`: under a set, which says what an initiative is still free for."""

    year: int
    award_id: str
    staff_member_id: int | None
    department_id: int | None
    code: str
    day: date
    facts: Callable[[RuleSet], Facts]


def dossiers_of(year: int) -> QuerySet[Nomination]:
    """Those that were handed in."""
    return Nomination.objects.live().filter(year=year).exclude(status__in=(S.DRAFT, S.RETURNED))


def titles_without_dossier(year: int) -> QuerySet[AwardRecord]:
    same = dossiers_of(year).filter(award=OuterRef("award"), occasion=Occasion.MERIT)
    same = same.filter(Q(staff_member=OuterRef("staff_member")) | Q(department=OuterRef("department")))
    titles = AwardRecord.objects.in_force().filter(year=year, occasion=Occasion.MERIT, award__kind=Award.Kind.TITLE)
    return titles.exclude(Exists(same))


def how_many(years: Collection[int]) -> int:
    return sum(dossiers_of(year).count() + titles_without_dossier(year).count() for year in years)


def years_on_record(today: date) -> list[int]:
    """Years with something to rehearse, the newest first."""
    found = {*Nomination.objects.order_by().values_list("year", flat=True).distinct()}
    found |= {*AwardRecord.objects.order_by().values_list("year", flat=True).distinct()}
    return sorted((year for year in found if FIRST_YEAR <= year <= today.year), reverse=True)


def cases_of(year: int, today: date) -> Iterator[Case]:
    day = min(date(year, 12, 31), today)
    quota = _quota(year)
    of_people = dossiers_of(year).filter(staff_member__isnull=False)
    for campaign_id in of_people.order_by().values_list("campaign", flat=True).distinct():
        mine = of_people.filter(campaign=campaign_id)
        for people in _chunks(mine):
            yield from _of_dossiers(mine, people, Asked(year, day, campaign_id, sets.get("A")), quota)
    untold = titles_without_dossier(year)
    yearly = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, year=year).values_list("pk", flat=True).first()
    for people in _chunks(untold.filter(staff_member__isnull=False)):
        yield from _of_records(untold, people, Asked(year, day, yearly, sets.get("A")), quota)
    yield from _of_collectives(year, day, yearly)


def _chunks(rows: QuerySet) -> Iterator[list[int]]:
    """Keys of the people these rows are about, so many at a time."""
    last = 0
    while people := list(
        rows.filter(staff_member__gt=last)
        .order_by("staff_member")
        .values_list("staff_member", flat=True)
        .distinct()[:CHUNK]
    ):
        yield people
        last = people[-1]


# --- people


def _of_dossiers(dossiers: QuerySet, people: list[int], asked: Asked, quota: dict[str, Any]) -> Iterator[Case]:
    rows = list(dossiers.filter(staff_member__in=people).select_related("movement"))
    known = gather_people(people, asked)
    library = Library.of(people, rows, asked.year)
    said = _statements(rows)
    for row in rows:
        own = of_dossier(row) | _own_quota(quota, row) | stated(said[row.pk])
        yield Case(
            asked.year,
            row.award_id,
            row.staff_member_id,
            None,
            row.rule_set or sets.pick(row.received_on or asked.today),
            row.received_on or asked.today,
            _facts(known[row.staff_member_id], library.found(row.staff_member_id, row.pk), row.award_id, asked, own),
        )


def _of_records(rows: QuerySet, people: list[int], asked: Asked, quota: dict[str, Any]) -> Iterator[Case]:
    known = gather_people(people, asked)
    library = Library.of(people, [], asked.year)
    titles = rows.filter(staff_member__in=people).order_by().values_list("staff_member", "award").distinct()
    for who, award_id in titles:
        own = _taken_for_granted(asked) | (quota if award_id == "CSTDCS" else {})
        facts = _facts(known[who], library.found(who, None), award_id, asked, own)
        yield Case(asked.year, award_id, who, None, sets.pick(asked.today), asked.today, facts)


def _facts(
    person: Person, found: list[works.Found], award_id: str, asked: Asked, own: dict[str, Any]
) -> Callable[[RuleSet], Facts]:
    def under(rule_set: RuleSet) -> Facts:
        of_works = works.facts_of(found, asked.year, award_id, rule_set)
        return Facts.from_dict(person.for_award(award_id, asked) | of_works | own)

    return under


def _taken_for_granted(asked: Asked) -> dict[str, Any]:
    facts = {"achievement_year": asked.year, "occasion": Occasion.MERIT.value, "conduct_confirmed": True}
    return facts if asked.campaign_id else facts | {"registered": True}


def _quota(year: int) -> dict[str, Any]:
    """As for a dossier; in a year known from old decisions alone those who have the title were the ones proposed."""
    facts = school_quota(year)
    proposed = among(nominations("CSTDCS", year).exclude(told_status__in=NOT_PROPOSED))
    named = StaffMember.objects.filter(proposed | among(records("CSTDCS", year))).count()
    return facts | {"school_cstdcs": max(facts["school_cstdcs"], named)}


def _own_quota(quota: dict[str, Any], row: Nomination) -> dict[str, Any]:
    if row.award_id != "CSTDCS":
        return {}
    return quota | {"school_cstdcs": quota["school_cstdcs"] + (row.told_status in NOT_PROPOSED)}


def _statements(rows: list[Nomination]) -> dict[int, OnRecord]:
    said = {row.pk: OnRecord() for row in rows}
    written = Statement.objects.filter(nomination__in=said).order_by()
    for pk, key, answer in written.values_list("nomination", "key", "answer"):
        said[pk].rows.setdefault("statement", []).append((key, answer, 0, None, None))
    return said


@dataclass
class Library:
    """Works of people up to a year, the dossiers that spent them by then, and the dossiers that name them."""

    fields: dict[int, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    spent: dict[tuple[int, int], dict[int, tuple[str, int]]] = field(default_factory=lambda: defaultdict(dict))
    named: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, people: list[int], dossiers: list[Nomination], year: int) -> "Library":
        made = cls()
        same = Q(
            initiative__nominations__status=S.AWARDED,
            initiative__nominations__staff_member=F("staff_member"),
            initiative__nominations__year__lte=year,
        )
        rows = CoAuthor.objects.filter(
            staff_member__in=people, initiative__status=Initiative.Status.RECOGNISED, initiative__year__lte=year
        ).annotate(used=FilteredRelation("initiative__nominations", condition=same))
        for who, pk, title, kind, of_year, scope, used, award, used_in in rows.values_list(
            "staff_member", "initiative", "initiative__title", "initiative__kind", "initiative__year",
            "initiative__scope", "used__pk", "used__award", "used__year",
        ):  # fmt: skip
            made.fields[who][pk] = {"title": title, "kind": kind, "year": of_year, "scope": scope}
            if used:
                made.spent[who, pk][used] = (award, used_in)
        through = Nomination.initiatives.through.objects.filter(nomination__in=[row.pk for row in dossiers])
        made.named = set(through.values_list("nomination", "initiative"))
        return made

    def found(self, who: int, dossier: int | None) -> list[works.Found]:
        """What a dossier spent itself is free for it."""
        return [
            works.Found(
                fields,
                {award for used, award in self.spent[who, pk].items() if used != dossier},
                (dossier, pk) in self.named,
            )
            for pk, fields in self.fields[who].items()
        ]


# --- collectives


def _of_collectives(year: int, day: date, yearly: int | None) -> Iterator[Case]:
    """One by one: there are few of them."""
    rows = dossiers_of(year).filter(department__isnull=False).select_related("movement", "department")
    for row in rows.iterator(CHUNK):
        facts = _collective(row.department, row.award_id, day, row.campaign_id, row, of_dossier(row))
        code, since = row.rule_set or sets.pick(row.received_on or day), row.received_on or day
        yield Case(year, row.award_id, None, row.department_id, code, since, facts)
    titles = titles_without_dossier(year).filter(department__isnull=False).select_related("department")
    granted = _taken_for_granted(Asked(year, day, yearly, sets.get("A"))) | {"under_investigation": False}
    for record in titles.order_by("pk").iterator(CHUNK):
        facts = _collective(record.department, record.award_id, day, yearly, None, granted, year)
        yield Case(year, record.award_id, None, record.department_id, sets.pick(day), day, facts)


def _collective(
    department: Any,
    award_id: str,
    day: date,
    campaign_id: int | None,
    row: Nomination | None,
    own: dict[str, Any],
    year: int = 0,
) -> Callable[[RuleSet], Facts]:
    def under(rule_set: RuleSet) -> Facts:
        asked = Asked(row.year if row else year, day, campaign_id, rule_set, row)
        return Facts.from_dict(own | gather_collective(department, award_id, asked) | _kept(own))

    return under


def _kept(own: dict[str, Any]) -> dict[str, Any]:
    """What is taken for granted of a title on record wins over what no record can say."""
    return {name: own[name] for name in ("registered", "under_investigation") if name in own}
