"""The ratings of a year as they stand: every person and unit that is rated, with what the check says of each.

A fixed number of questions, however many people: the rows of all are read as plain values and checked in memory.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from campaigns import former_units
from campaigns.models import (
    AnnualRating,
    Campaign,
    Department,
    Posting,
    StaffMember,
)
from campaigns.rating_check import (
    SEASON,
    Finding,
    Kind,
    Person,
    Rules,
    School,
    check_person,
    check_school,
    check_unit,
    working_time,
)
from campaigns.rating_dates import Dated, dated_of, overlapping
from campaigns.rating_rules import rules_of
from thidua import clock

LAST = 10**6  # of the order of units: whom no unit had


@dataclass(frozen=True)
class Row:
    """One person or unit of the year. `subject`: “p12”, “u3”, as forms and addresses name it."""

    subject: str
    pk: int
    unit: int | None
    level: str
    source: str
    rated_on: date | None
    findings: tuple[Finding, ...] = ()

    @property
    def is_unit(self) -> bool:
        return self.subject.startswith("u")

    def shown(self, *, in_full: bool) -> list[tuple[str, Finding]]:
        """Sentences as the reader may know them; two that read alike are said once."""
        said = {one.sentence if in_full else one.short: one for one in reversed(self.findings)}
        return [(sentence, one) for sentence, one in reversed(said.items()) if sentence]

    def asks(self, *, in_full: bool) -> bool:
        """Something to look at, not only to know."""
        return any(one.kind != Kind.NOTE for _, one in self.shown(in_full=in_full))


@dataclass
class OfTheYear:
    """`units`: every unit's name by key, in order. `campaign`: the year's, None where none was run."""

    rules: Rules
    rows: list[Row]
    units: dict[int, str]
    campaign: Campaign | None

    def counts(self, *, units: bool) -> dict[str, int]:
        """How many are rated so, by level; "" who is not yet."""
        found = dict.fromkeys([*AnnualRating.Level.values, ""], 0)
        for row in self.rows:
            found[row.level] += row.is_unit == units
        return found

    def of_school(self) -> list[Finding]:
        due = self.rules.due_on
        late = sum(1 for row in self.rows if due and row.level and row.rated_on and row.rated_on >= due)
        return check_school(School(self.counts(units=False), late), self.rules)


Rating = tuple[str, str, date | None]  # level, source, day
NOT_RATED_YET: Rating = ("", "", None)


def year_in_season(today: date) -> int:
    """The year whose ratings are written now: from November on the year that runs, before that the last one."""
    return today.year if today >= date(today.year, *SEASON) else today.year - 1


def people_of(year: int, among: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    return among.filter(overlapping(year, "joined_on", "left_on"))


def units_of(year: int, among: QuerySet[Department]) -> QuerySet[Department]:
    """The board is people, not a collective that is rated."""
    return among.filter(overlapping(year, "valid_from", "valid_to")).exclude(kind=Department.Kind.BOARD)


def of_the_year(year: int, people: QuerySet[StaffMember], units: QuerySet[Department]) -> OfTheYear:
    """Units in their order, each before its people, those by name; who has no unit that year comes last."""
    rules = rules_of([year])[year]
    who = list(people_of(year, people).order_by("sort_key", "code").values_list("pk", "joined_on", "left_on"))
    places, headed = _places(year, people)
    ratings = _ratings(year, people)
    campaign = _campaign(year)
    checked = Checked(year, rules, dated_of(year, people), _silent(campaign), headed, ratings)
    rows = [checked.person(pk, joined, left, places.get(pk)) for pk, joined, left in who]
    names = dict(Department.objects.order_by("order", "code").values_list("pk", "name"))
    order = {pk: place for place, pk in enumerate(names)}
    of_units = [checked.unit(pk) for pk in units_of(year, units).values_list("pk", flat=True)]
    found = [row for row in [*of_units, *rows] if row is not None]
    found.sort(key=lambda row: (order.get(row.unit, LAST) if row.unit else LAST, not row.is_unit))
    return OfTheYear(rules, found, names, campaign)


def _campaign(year: int) -> Campaign | None:
    return Campaign.objects.filter(year=year, kind=Campaign.Kind.YEARLY).exclude(status="cancelled").first()


def _places(year: int, people: QuerySet[StaffMember]) -> tuple[dict[int, int], dict[int, int]]:
    """Where each person worked last in the year, and the unit each headed last."""
    held = Posting.objects.filter(Q(is_main=True) | Q(is_head=True), overlapping(year))
    rows = held.filter(staff_member__in=people.order_by().values("pk")).order_by("starts_on", "pk")
    places, headed = {}, {}
    for person, unit, is_main, is_head, until in rows.values_list(
        "staff_member", "department", "is_main", "is_head", "ends_on"
    ):
        if is_main:
            places[person] = unit
        if is_head and (until is None or until >= date(year, 12, 31)):
            headed[person] = unit
    return places, headed


def _ratings(year: int, people: QuerySet[StaffMember]) -> dict[tuple[bool, int], Rating]:
    """By (whether of a unit, key); of the units all, for their heads."""
    columns = ("staff_member", "department", "level", "source", "rated_on")
    asked = Q(staff_member__in=people.order_by().values("pk")) | Q(department__isnull=False)
    rows = AnnualRating.objects.filter(asked, year=year).order_by().values_list(*columns)
    return {(person is None, person or unit): (level, source, on) for person, unit, level, source, on in rows}


def _silent(campaign: Campaign | None) -> dict[int, tuple[str, ...]]:
    """The earlier units of those who moved in the year's campaign whose opinion is asked for and missing."""
    if campaign is None:
        return {}
    stays = former_units.stays(campaign).filter(is_written=False).order_by("ends_on")
    found: dict[int, tuple[str, ...]] = {}
    for person, unit in stays.values_list("staff_member", "department__name"):
        found[person] = (*found.get(person, ()), unit)
    return found


class Checked:
    """Rows with what the check says; of the many about whom nothing particular is dated it is asked once a level."""

    def __init__(
        self,
        year: int,
        rules: Rules,
        dated: dict[int, Dated],
        silent: dict[int, tuple[str, ...]],
        headed: dict[int, int],
        ratings: dict[tuple[bool, int], Rating],
    ) -> None:
        self.year, self.rules, self.today = year, rules, clock.today()
        self.dated, self.silent, self.headed, self.ratings = dated, silent, headed, ratings
        self.plain: dict[tuple[Any, ...], tuple[Finding, ...]] = {}

    def unit(self, pk: int) -> Row:
        level, source, on = self.ratings.get((True, pk), NOT_RATED_YET)
        return Row(f"u{pk}", pk, pk, level, source, on, tuple(check_unit(level, self.rules, self.today)))

    def person(self, pk: int, joined: date, left: date | None, unit: int | None) -> Row | None:
        """None for who was not here in the year and is not rated either."""
        level, source, on = self.ratings.get((False, pk), NOT_RATED_YET)
        dated = self.dated.get(pk)
        if dated and dated.breaks and not level and self._was_gone(joined, left, dated):
            return None
        return Row(f"p{pk}", pk, unit, level, source, on, self._findings(pk, joined, left, level, on, dated))

    def _was_gone(self, joined: date, left: date | None, dated: Dated) -> bool:
        stay = working_time.within(self.year, joined, left)
        gone = working_time.away(self.year, (), dated.breaks)
        return stay is None or working_time.worked_months(stay, gone) == 0

    def _findings(
        self, pk: int, joined: date, left: date | None, level: str, on: date | None, dated: Dated | None
    ) -> tuple[Finding, ...]:
        unit_level = self.ratings.get((True, self.headed.get(pk, 0)), NOT_RATED_YET)[0]
        silent = self.silent.get(pk, ())
        person = Person(joined, left, level, on, unit_level=unit_level, silent_units=silent)
        if dated:
            person = Person(
                joined,
                left,
                level,
                on,
                tuple(dated.absences),
                tuple(dated.breaks),
                tuple(dated.discipline),
                unit_level,
                silent,
            )
        elif joined.year < self.year and left is None:
            key = (level, on, unit_level, silent)
            if key not in self.plain:
                self.plain[key] = tuple(check_person(person, self.rules, self.today))
            return self.plain[key]
        return tuple(check_person(person, self.rules, self.today))


def findings_about(person: StaffMember, ratings: Iterable[AnnualRating]) -> dict[int, list[Finding]]:
    """Of one person's ratings, by year: for their own page and the form that writes one. Four questions in all."""
    held = {rating.year: rating for rating in ratings}
    if not held:
        return {}
    dated = dated_of(None, [person.pk]).get(person.pk, Dated())
    above = _level_of_own_unit(person, held)
    found = {}
    for year, rules in rules_of(held).items():
        facts = Person(
            person.joined_on,
            person.left_on,
            held[year].level,
            held[year].rated_on,
            tuple(dated.absences),
            tuple(dated.breaks),
            tuple(dated.discipline),
            unit_level=above.get(year, ""),
        )
        found[year] = check_person(facts, rules, clock.today())
    return found


def _level_of_own_unit(person: StaffMember, years: Collection[int]) -> dict[int, str]:
    """The rating of the unit the person headed at the end of each year."""
    ends = {year: date(year, 12, 31) for year in years}
    headed = Posting.objects.filter(staff_member=person, is_head=True).order_by("starts_on", "pk")
    rows = headed.values_list("starts_on", "ends_on", "department__ratings__year", "department__ratings__level")
    return {
        year: level
        for begin, until, year, level in rows
        if year in ends and begin <= ends[year] and (until is None or until >= ends[year])
    }
