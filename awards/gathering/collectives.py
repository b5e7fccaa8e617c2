"""Facts about a unit or the whole school: its own records, and its members of the relevant day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from awards.eligibility.kinds import Discipline
from awards.gathering import on_record, works
from awards.gathering.on_record import OnRecord
from awards.gathering.people import Asked, may_come, past, registered, registration_columns, stated
from awards.gathering.titles import basis, counts, standing, total
from campaigns.models import AnnualRating, Department, DisciplinaryAction, StaffMember
from campaigns.models.people import in_span
from thidua.models import Institution

FROM_WARNING = [form.value for form in Discipline if form.rank >= Discipline.WARNING.rank]
L = AnnualRating.Level
COMPLETED = (L.OUTSTANDING, L.GOOD, L.COMPLETED)


def gather_collective(department: Department, award_code: str, asked: Asked) -> dict[str, Any]:
    facts = gather_collectives([department], asked)[department.pk].for_award(award_code, asked)
    return facts | _named_works(asked, award_code)


@dataclass(frozen=True)
class Collective:
    """A collective's facts but for those that depend on the award."""

    facts: dict[str, Any]

    def for_award(self, award_code: str, asked: Asked) -> dict[str, Any]:
        """The award itself, if already given for the year, is no part of what it rests on."""
        kept = (one for one in self.facts["history"] if not (one.award == award_code and one.year == asked.year))
        return {**self.facts, "history": tuple(kept), "works": None, "dossier_works": ()}


def gather_collectives(departments: Collection[Department], asked: Asked) -> dict[int, Collective]:
    """Many at a time: four questions to the database, however many collectives."""
    keys = [department.pk for department in departments]
    rows = (
        Department.objects.filter(pk__in=keys)
        .annotate(
            **standing("TTLDTT", asked.year, "department"),
            **registration_columns(asked, "department"),
            complete_from=Subquery(Institution.objects.values("history_complete_from")[:1]),
        )
        .values("pk", "has_ttldtt", "state_ttldtt", "pledge", "due_on", "handed_in_by", "is_open_late", "complete_from")
    )
    recorded = on_record.of_collectives(keys, asked.nomination)
    members = _members(departments, asked)
    return {row["pk"]: Collective(_facts(row, recorded[row["pk"]], members[row["pk"]], asked)) for row in rows}


def _facts(row: dict[str, Any], recorded: OnRecord, members: dict[str, Any], asked: Asked) -> dict[str, Any]:
    is_early = may_come(row, asked)
    return {
        "registered": registered(row, asked),
        "ttldtt_basis": basis(row, "TTLDTT", may_come=is_early),
        **past(recorded, asked, row["complete_from"], "unit_rating"),
        **(_not_yet(members) if is_early else members),
        **stated(recorded),
        # No record holds cases against a collective: who verifies the dossier says that there is none.
        "under_investigation": False if asked.nomination and asked.nomination.received_on else None,
    }


def _not_yet(members: dict[str, Any]) -> dict[str, Any]:
    """While dossiers may still be handed in, that nobody has a title yet says nothing."""
    names = ("members_ldtt", "members_ldtt_basis") if not members["members_ldtt"] else ()
    names += ("members_cstdcs",) if not members["members_cstdcs"] else ()
    return members | dict.fromkeys(names)


def _named_works(asked: Asked, award_code: str) -> dict[str, Any]:
    if asked.nomination is None:
        return {}
    found = works.of_dossier(asked.nomination)
    facts = works.facts_of(found, asked.year, award_code, asked.rule_set)
    return {"dossier_works": facts["dossier_works"]}


def _members(departments: Collection[Department], asked: Asked) -> dict[int, dict[str, Any]]:
    """A unit's by their main posting of the relevant day, the school's all who work there."""
    day = min(date(asked.year, 12, 31), asked.today)
    newest = _newest_considered(asked)
    found: dict[int, dict[str, int]] = {}
    schools = [one.pk for one in departments if one.kind == Department.Kind.SCHOOL]
    units = [one.pk for one in departments if one.kind != Department.Kind.SCHOOL]
    people, counted = _people(asked.year, day), _counted(asked.year, newest)
    if schools:
        found |= dict.fromkeys(schools, people.aggregate(**counted))
    if units:
        there = in_span(day, "postings__starts_on", "postings__ends_on") & Q(postings__is_main=True)
        grouped = people.filter(there, postings__department__in=units).order_by().values("postings__department")
        found |= {row["postings__department"]: row for row in grouped.annotate(**counted)}
    nobody = dict.fromkeys(counted, 0)
    return {one.pk: _member_facts(found.get(one.pk, nobody), newest) for one in departments}


def _people(year: int, day: date) -> QuerySet[StaffMember]:
    ratings = AnnualRating.objects.filter(staff_member=OuterRef("pk"), year=year)
    warned = DisciplinaryAction.objects.filter(staff_member=OuterRef("pk"), form__in=FROM_WARNING, starts_on__year=year)
    return StaffMember.objects.employed(day).annotate(
        is_warned=Exists(warned), level=Subquery(ratings.values("level")[:1])
    )


def _counted(year: int, newest: date | None) -> dict[str, Count]:
    return {
        **counts("LDTT", year),
        **counts("CSTDCS", year),
        "members": Count("pk"),
        "members_disciplined_from_warning": Count("pk", filter=Q(is_warned=True)),
        "members_completed": Count("pk", filter=Q(level__in=COMPLETED)),
        "members_not_rated": Count("pk", filter=Q(level__isnull=True)),
        "members_not_considered": Count("pk", filter=Q(joined_on__gt=newest or date.max)),
    }


def _member_facts(row: dict[str, int], newest: date | None) -> dict[str, Any]:
    count, weakest = total(row, "LDTT")
    named = ("members", "members_disciplined_from_warning", "members_completed", "members_not_rated")
    return {
        **{name: row[name] for name in named},
        "members_ldtt": count,
        "members_ldtt_basis": weakest,
        "members_cstdcs": total(row, "CSTDCS")[0],
        "members_not_considered": row["members_not_considered"] if newest else None,
    }


def _newest_considered(asked: Asked) -> date | None:
    """The last day of recruitment that still leaves the months the set asks for; None where it does not say."""
    key = "ldtt_min_months_new_staff"
    if key not in asked.rule_set.parameters:
        return None
    months_from_year_zero = (asked.year + 1) * 12 - asked.rule_set.whole(key)
    return date(months_from_year_zero // 12, months_from_year_zero % 12 + 1, 1)
