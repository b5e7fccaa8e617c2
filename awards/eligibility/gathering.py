"""Facts about a dossier, read from the records: the only code of this package that asks the database.

What no record can say stays None. Shares and prerequisites count what is đã công nhận, được Hội đồng đề nghị,
đã thẩm định, and say which of the three they rest on.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from awards.eligibility import Facts, Report, RuleSet, assess
from awards.eligibility.kinds import Basis, Discipline
from awards.eligibility.periods import ONE_DAY, covered_months, merged, months_between
from awards.models import AwardRecord, EligibilityReport, Nomination, Occasion
from awards.parameters import rule_set_in_force, rule_set_of_the_day
from campaigns import working_days
from campaigns.models import (
    Absence,
    AnnualRating,
    CoAuthor,
    Department,
    DisciplinaryAction,
    Initiative,
    Pledge,
    ServiceBreak,
    StaffMember,
    UnitRegistration,
)
from campaigns.models.people import in_span
from campaigns.roles import active_people
from thidua import clock

S = Nomination.Status
# From which states of a nomination for LĐTT one may conclude what.
RECOGNISED = (S.AWARDED,)
RECOMMENDED = (S.RECOMMENDED, S.FORWARDED)
VERIFIED = (S.VERIFIED, S.TABLED)
NOT_YET_KNOWN = (S.DRAFT, S.SUBMITTED, S.RETURNED)
COUNTS_AS_WORK = (Absence.Kind.MATERNITY, Absence.Kind.STUDY, Absence.Kind.RESCUE_INJURY)
FROM_WARNING = [form.value for form in Discipline if form.rank >= Discipline.WARNING.rank]
NOT_PROPOSED = (S.DRAFT, S.NOT_RECOMMENDED)


def rule_set_for(nomination: Nomination) -> RuleSet:
    """The set fixed when the dossier was received; before that, today's."""
    if nomination.rule_set and nomination.received_on:
        return rule_set_in_force(nomination.rule_set, nomination.received_on)
    return rule_set_of_the_day(clock.today())


def gather(nomination: Nomination, rule_set: RuleSet | None = None) -> Facts:
    """What the records know about the candidate today."""
    facts = {
        "achievement_year": nomination.year,
        "registered": _registered(nomination),
        # The endorser's or head's own word: they handed the dossier in.
        "conduct_confirmed": None if nomination.status in (S.DRAFT, S.RETURNED) else True,
    }
    if nomination.is_collective:
        return Facts.from_dict(facts | _collective(nomination, rule_set or rule_set_for(nomination)))
    return Facts.from_dict(facts | _person(nomination))


def assess_now(nomination: Nomination) -> Report:
    """The findings of this moment; nothing is stored."""
    return _assess(nomination)[1]


def record_report(nomination: Nomination, moment: str) -> EligibilityReport:
    """Store rule set, parameters, facts and findings of this moment; never edited afterwards."""
    facts, report = _assess(nomination)
    return EligibilityReport.objects.create(
        nomination=nomination,
        moment=moment,
        rule_set=report.rule_set_code,
        parameters=dict(report.parameters),
        facts=facts.to_dict(),
        findings=[finding.to_dict() for finding in report.findings],
        verdict=report.verdict.value,
        made_at=clock.now(),
    )


def _assess(nomination: Nomination) -> tuple[Facts, Report]:
    rule_set = rule_set_for(nomination)
    facts = gather(nomination, rule_set)
    return facts, assess(nomination.award_id, facts, rule_set)


def _registered(nomination: Nomination) -> bool | None:
    """True with an accepted pledge; None while one may still come or waits for its acceptance; else False."""
    campaign, today = nomination.campaign, clock.today()
    pledges = Pledge.objects.live().filter(
        campaign=campaign, staff_member=nomination.staff_member_id, department=nomination.department_id
    )
    status = pledges.values_list("status", flat=True).first()
    if status == Pledge.Status.REGISTERED:
        return True
    is_over = campaign.registration_due_on is not None and campaign.registration_due_on < today
    if not is_over or status in (Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED):
        return None
    late = UnitRegistration.objects.filter(campaign=campaign, department=nomination.unit_id, late_until__gte=today)
    return None if late.exists() else False


# --- a person


def _person(nomination: Nomination) -> dict[str, Any]:
    person, year = nomination.staff_member, nomination.year
    facts = {
        "employment": person.employment,
        "rating": AnnualRating.objects.filter(staff_member=person, year=year).values_list("level", flat=True).first(),
        # The title is for the whole year, so months are counted to its last day.
        "recruited_in_year": person.joined_on.year >= year,
        "months_worked_since_recruitment": months_between(person.joined_on, date(year, 12, 31)),
        **_absences(person, year),
        **_discipline(person, year),
    }
    return facts | _prerequisites(nomination) if nomination.award_id == "CSTDCS" else facts


def _absences(person: StaffMember, year: int) -> dict[str, Any]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = list(Absence.objects.filter(staff_member=person, starts_on__lte=last, ends_on__gte=first))
    breaks = list(ServiceBreak.objects.filter(staff_member=person, starts_on__lte=last, ends_on__gte=first))
    gone = [row for row in rows if row.kind not in COUNTS_AS_WORK] + breaks
    away = merged((max(row.starts_on, first), min(row.ends_on, last)) for row in gone)
    studies = [row for row in rows if row.kind == Absence.Kind.STUDY]
    days_away = {first + n * ONE_DAY for first, last in away for n in range((last - first).days + 1)}
    longest = max(studies, key=lambda row: row.ends_on - row.starts_on, default=None)
    return {
        "absence_months": covered_months(away),
        "absence_days": working_days.how_many(days_away),
        "maternity_leave": any(row.kind == Absence.Kind.MATERNITY for row in rows),
        "study_months": months_between(longest.starts_on, longest.ends_on) if longest else 0,
        "study_result": (longest.study_result or None) if longest else None,
    }


def _discipline(person: StaffMember, year: int) -> dict[str, Any]:
    """Decisions of the year count, whatever their length; an open case counts while it is open today."""
    form = DisciplinaryAction.Form
    today = clock.today()
    of_interest = Q(starts_on__year=year) | (Q(form=form.INVESTIGATION) & in_span(today))
    rows = list(DisciplinaryAction.objects.filter(of_interest, staff_member=person))
    forms = [Discipline(row.form) for row in rows if row.form != form.INVESTIGATION]
    return {
        "discipline": max(forms, key=lambda one: one.rank, default=Discipline.NONE),
        "under_investigation": any(
            row.form == form.INVESTIGATION and row.starts_on <= today and (row.ends_on is None or row.ends_on >= today)
            for row in rows
        ),
    }


def _prerequisites(nomination: Nomination) -> dict[str, Any]:
    """What a CSTĐCS rests on: the person's LĐTT, initiatives, and the school's quota."""
    year, person = nomination.year, nomination.staff_member
    count, basis = _ldtt_among(StaffMember.objects.all(), year)
    shares = CoAuthor.objects.filter(
        staff_member=person, initiative__year=year, initiative__status=Initiative.Status.RECOGNISED
    )
    kind = Initiative.Kind
    works = shares.aggregate(
        recognised_initiatives=Count("pk", filter=Q(initiative__kind=kind.INITIATIVE)),
        accepted_projects=Count("pk", filter=Q(initiative__kind=kind.PROJECT)),
    )
    others = Nomination.objects.live().filter(award="CSTDCS", year=year, staff_member__isnull=False)
    proposed = others.exclude(status__in=NOT_PROPOSED).exclude(pk=nomination.pk).count() + 1
    own = {"ldtt_basis": _ldtt_of(person, year), "school_cstdcs": proposed}
    return own | works | {"school_ldtt": count, "school_ldtt_basis": basis}


def _ldtt_of(person: StaffMember, year: int) -> Basis | None:
    """How far the person's own LĐTT of the year has come; None while it is not verified yet."""
    own = {"staff_member": OuterRef("pk")}
    is_recognised, status = (
        StaffMember.objects.filter(pk=person.pk)
        .values_list(
            Exists(_records(year).filter(**own)), Subquery(_nominations(year).filter(**own).values("status")[:1])
        )
        .get()
    )
    if is_recognised:
        return Basis.RECOGNISED
    if status in NOT_YET_KNOWN:
        return None
    known = {Basis.RECOGNISED: RECOGNISED, Basis.RECOMMENDED: RECOMMENDED, Basis.VERIFIED: VERIFIED}
    return next((basis for basis, statuses in known.items() if status in statuses), Basis.NONE)


def _records(year: int) -> QuerySet[AwardRecord]:
    return AwardRecord.objects.in_force().filter(award="LDTT", year=year, occasion=Occasion.MERIT)


def _nominations(year: int) -> QuerySet[Nomination]:
    return Nomination.objects.live().filter(award="LDTT", year=year, occasion=Occasion.MERIT)


def _ldtt_among(people: QuerySet[StaffMember], year: int) -> tuple[int, Basis]:
    """How many of these people have the year's LĐTT, each by the best there is, and the weakest basis counted."""
    # Lists of keys, each read once, not a question for each of thousands of people.
    recognised = _among(_records(year)) | _among(_nominations(year).filter(status__in=RECOGNISED))
    recommended = _among(_nominations(year).filter(status__in=RECOMMENDED))
    verified = _among(_nominations(year).filter(status__in=VERIFIED))
    counts = people.aggregate(
        recognised=Count("pk", filter=recognised),
        recommended=Count("pk", filter=recommended & ~recognised),
        verified=Count("pk", filter=verified & ~recommended & ~recognised),
    )
    return sum(counts.values()), _weakest(counts)


def _among(rows: QuerySet) -> Q:
    """People whom these records or nominations are about."""
    return Q(pk__in=rows.filter(staff_member__isnull=False).values("staff_member"))


def _weakest(counts: dict[str, int]) -> Basis:
    return min((Basis(name) for name, count in counts.items() if count), key=lambda one: one.rank, default=Basis.NONE)


# --- a collective


def _collective(nomination: Nomination, rule_set: RuleSet) -> dict[str, Any]:
    department, year = nomination.department, nomination.year
    day = min(date(year, 12, 31), clock.today())
    is_school = department.kind == Department.Kind.SCHOOL
    people = StaffMember.objects.employed(day) if is_school else active_people(department, day)
    ratings = AnnualRating.objects.filter(department=department, year=year)
    count, basis = _ldtt_among(people, year)
    warned = DisciplinaryAction.objects.filter(staff_member=OuterRef("pk"), form__in=FROM_WARNING, starts_on__year=year)
    members = people.annotate(is_warned=Exists(warned)).aggregate(
        members=Count("pk"), members_disciplined_from_warning=Count("pk", filter=Q(is_warned=True))
    )
    return members | {
        "unit_rating": ratings.values_list("level", flat=True).first(),
        "members_not_considered": _too_new(people, year, rule_set),
        "members_ldtt": count,
        "members_ldtt_basis": basis,
        # No record holds cases against a collective: who verifies the dossier says that there is none.
        "under_investigation": None if nomination.received_on is None else False,
    }


def _too_new(people: QuerySet[StaffMember], year: int, rule_set: RuleSet) -> int | None:
    """Members recruited too late in the year to be considered; None where the set does not say when that is."""
    key = "ldtt_min_months_new_staff"
    if key not in rule_set.parameters:
        return None
    least = rule_set.whole(key)
    newest = people.aggregate(newest=Max("joined_on"))["newest"]
    if newest is None or months_between(newest, date(year, 12, 31)) >= least:
        return 0
    recruited = people.filter(joined_on__year__gte=year).values_list("joined_on", flat=True)
    return sum(months_between(joined, date(year, 12, 31)) < least for joined in recruited)
