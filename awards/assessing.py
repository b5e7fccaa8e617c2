"""The whole school against the law book: every person, every unit, for the awards of a year, a chunk at a time.

Where nobody has handed a dossier in, no unit has confirmed anybody's conduct; here it is taken as confirmed, and every
page and sheet made from this says so.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from awards.eligibility import Facts, Report, RuleSet, assess
from awards.eligibility.kinds import Occasion
from awards.gathering.collectives import gather_collectives
from awards.gathering.people import Asked, gather_people
from awards.gathering.titles import school_quota
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns.models import Campaign, Department, StaffMember
from thidua import clock

CHUNK = 500  # people whose facts are in memory at a time
ASSUMED = "Tính như đơn vị xác nhận chấp hành tốt, đoàn kết; điều này chỉ có khi nộp hồ sơ."
_GIVEN = {"occasion": Occasion.MERIT, "conduct_confirmed": True}


def asked_of(year: int, code: str = "") -> Asked:
    """The year under the set named, else under the one that dossiers of its end take (today's, if it is not over)."""
    today = clock.today()
    day = last_day(year)
    rule_set: RuleSet = rule_set_in_force(code, day) if code else rule_set_of_the_day(day)
    return Asked(year, today, yearly_campaign(year), rule_set)


def yearly_campaign(year: int) -> int | None:
    """The launched movement of the year, which registration is asked of."""
    launched = Campaign.objects.filter(year=year, kind=Campaign.Kind.YEARLY).exclude(
        status__in=[Campaign.Status.DRAFT, Campaign.Status.CANCELLED]
    )
    return launched.values_list("pk", flat=True).order_by("-pk").first()


def people_of(year: int) -> QuerySet[StaffMember]:
    """Who works here at the end of the year; of a year that is not over, today."""
    return StaffMember.objects.employed(last_day(year))


def units_of(year: int) -> QuerySet[Department]:
    return Department.objects.active(last_day(year)).exclude(kind=Department.Kind.BOARD).order_by("order", "code")


def last_day(year: int) -> date:
    return min(date(year, 12, 31), clock.today())


def assess_people(
    people: Collection[int], awards: Collection[str], asked: Asked
) -> Iterator[tuple[int, dict[str, Report]]]:
    """Key and report by award, in the order of the keys; three questions to the database for each CHUNK of people."""
    quota = school_quota(asked.year) if "CSTDCS" in awards else {}
    keys_of_all = list(people)
    for first in range(0, len(keys_of_all), CHUNK):
        keys = keys_of_all[first : first + CHUNK]
        found = gather_people(keys, asked)
        for key in keys:
            yield key, {code: _report(found[key].for_award(code, asked), code, asked, quota) for code in awards}


def assess_units(
    units: Collection[Department], awards: Collection[str], asked: Asked
) -> Iterator[tuple[Department, dict[str, Report]]]:
    found = gather_collectives(units, asked)
    for unit in units:
        facts = found[unit.pk]
        yield unit, {code: _report(facts.for_award(code, asked), code, asked, {}) for code in awards}


def _report(found: dict[str, Any], code: str, asked: Asked, quota: dict[str, Any]) -> Report:
    own = quota if code == "CSTDCS" else {}
    return assess(code, Facts.from_dict({"achievement_year": asked.year} | _GIVEN | found | own), asked.rule_set)


def missing(report: Report) -> list[str]:
    """What is not met, then what nobody can say yet, in sentences."""
    return [
        one.sentence for answer in ("no", "unknown") for one in report.findings if one.blocking and one.answer == answer
    ]
