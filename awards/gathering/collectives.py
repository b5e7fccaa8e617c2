"""Facts about a unit or the whole school: its own records, and its members of the relevant day."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from awards.eligibility.kinds import Discipline
from awards.gathering import on_record, works
from awards.gathering.people import Asked, past, registered, registration_columns, stated
from awards.gathering.titles import basis, counts, standing, total
from campaigns.models import AnnualRating, Department, DisciplinaryAction, StaffMember
from campaigns.roles import active_people
from thidua.models import Institution

FROM_WARNING = [form.value for form in Discipline if form.rank >= Discipline.WARNING.rank]
L = AnnualRating.Level
COMPLETED = (L.OUTSTANDING, L.GOOD, L.COMPLETED)


def gather_collective(department: Department, award_code: str, asked: Asked) -> dict[str, Any]:
    row = (
        Department.objects.filter(pk=department.pk)
        .annotate(
            **standing("TTLDTT", asked.year, "department"),
            **registration_columns(asked, "department"),
            complete_from=Subquery(Institution.objects.values("history_complete_from")[:1]),
        )
        .values("has_ttldtt", "state_ttldtt", "pledge", "due_on", "is_open_late", "complete_from")
        .get()
    )
    recorded = on_record.of_collectives([department.pk], asked.nomination)[department.pk]
    facts = {
        "registered": registered(row, asked),
        "ttldtt_basis": basis(row, "TTLDTT"),
        **past(recorded, asked, row["complete_from"], "unit_rating"),
        **_members(department, asked),
        **_named_works(asked, award_code),
        **stated(recorded),
        # No record holds cases against a collective: who verifies the dossier says that there is none.
        "under_investigation": False if asked.nomination and asked.nomination.received_on else None,
    }
    facts["history"] = tuple(
        one for one in facts["history"] if not (one.award == award_code and one.year == asked.year)
    )
    return facts


def _named_works(asked: Asked, award_code: str) -> dict[str, Any]:
    if asked.nomination is None:
        return {"works": None, "dossier_works": ()}
    found = works.of_dossier(asked.nomination)
    facts = works.facts_of(found, asked.year, award_code, asked.rule_set)
    return {"dossier_works": facts["dossier_works"]}


def members_of(department: Department, day: date) -> QuerySet[StaffMember]:
    """Who belongs to the collective that day: a unit's by their main posting, the school's all who work there."""
    if department.kind == Department.Kind.SCHOOL:
        return StaffMember.objects.employed(day)
    return active_people(department, day)


def _members(department: Department, asked: Asked) -> dict[str, Any]:
    year = asked.year
    day = min(date(year, 12, 31), asked.today)
    ratings = AnnualRating.objects.filter(staff_member=OuterRef("pk"), year=year)
    warned = DisciplinaryAction.objects.filter(staff_member=OuterRef("pk"), form__in=FROM_WARNING, starts_on__year=year)
    newest = _newest_considered(asked)
    row = (
        members_of(department, day)
        .annotate(is_warned=Exists(warned), level=Subquery(ratings.values("level")[:1]))
        .aggregate(
            **counts("LDTT", year),
            **counts("CSTDCS", year),
            members=Count("pk"),
            members_disciplined_from_warning=Count("pk", filter=Q(is_warned=True)),
            members_completed=Count("pk", filter=Q(level__in=COMPLETED)),
            members_not_rated=Count("pk", filter=Q(level__isnull=True)),
            members_not_considered=Count("pk", filter=Q(joined_on__gt=newest or date.max)),
        )
    )
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
