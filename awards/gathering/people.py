"""Facts about people, many at a time: four questions to the database, however many people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from awards.eligibility.described import Place
from awards.eligibility.facts import FACTS
from awards.eligibility.history import PastAward, PastRating
from awards.eligibility.kinds import Discipline
from awards.eligibility.rules import RuleSet
from awards.gathering import on_record, works
from awards.gathering.on_record import OnRecord
from awards.gathering.titles import basis, standing
from awards.models import Nomination
from campaigns import working_days
from campaigns.models import Absence, Campaign, DisciplinaryAction, Pledge, StaffMember, UnitRegistration
from campaigns.models.people import in_span
from campaigns.rating_check import working_time
from thidua.models import Institution
from thidua.periods import ONE_DAY, covered_months, months_between

A = Absence.Kind
# Facts only somebody's word tells.
STATED = {info.name for info in FACTS.values() if info.place is Place.STATEMENTS and not info.many}


@dataclass
class Asked:
    """What the facts are asked for: a year, as known on a day, in a campaign (None: none was run)."""

    year: int
    today: date
    campaign_id: int | None
    rule_set: RuleSet
    nomination: Nomination | None = None

    @cached_property
    def days_corrected(self) -> dict[date, bool]:
        """Read once for all people, and only when somebody was away."""
        return working_days.corrections(date(self.year, 1, 1), date(self.year, 12, 31))


@dataclass(frozen=True)
class Person:
    """A person's facts but for those that depend on the award."""

    facts: dict[str, Any]
    works: list[works.Found]

    def for_award(self, award_code: str, asked: Asked) -> dict[str, Any]:
        """The award itself, if already given for the year, is no part of what it rests on."""
        history = tuple(
            one for one in self.facts["history"] if not (one.award == award_code and one.year == asked.year)
        )
        return {
            **self.facts,
            "history": history,
            **works.facts_of(self.works, asked.year, award_code, asked.rule_set),
        }


def gather_people(people: Collection[int], asked: Asked) -> dict[int, Person]:
    rows = StaffMember.objects.filter(pk__in=people).annotate(
        **standing("LDTT", asked.year, "staff_member"),
        **standing("CSTDCS", asked.year, "staff_member"),
        **registration_columns(asked, "staff_member"),
        complete_from=Subquery(Institution.objects.values("history_complete_from")[:1]),
    )
    columns = [
        "pk", "joined_on", "employment", "has_ldtt", "state_ldtt", "has_cstdcs", "state_cstdcs", "pledge", "due_on",
        "handed_in_by", "is_open_late", "complete_from",
    ]  # fmt: skip
    recorded = on_record.of_people(people, asked.nomination)
    authored = works.of_people(people, asked.nomination)
    return {
        row["pk"]: Person(_facts(row, recorded[row["pk"]], asked), authored[row["pk"]]) for row in rows.values(*columns)
    }


def _facts(row: dict[str, Any], recorded: OnRecord, asked: Asked) -> dict[str, Any]:
    year, joined = asked.year, row["joined_on"]
    return {
        "registered": registered(row, asked),
        "employment": row["employment"],
        # The title is for the whole year, so months are counted to its last day.
        "recruited_in_year": joined.year >= year,
        "months_worked_since_recruitment": months_between(joined, date(year, 12, 31)),
        "ldtt_basis": basis(row, "LDTT", may_come=may_come(row, asked)),
        "cstdcs_basis": basis(row, "CSTDCS", may_come=may_come(row, asked)),
        **past(recorded, asked, row["complete_from"], "rating"),
        **_absences(recorded, asked),
        **_discipline(recorded, asked),
        **_moves(recorded, year),
        **stated(recorded),
    }


# --- registration


def registration_columns(asked: Asked, subject: str) -> dict[str, Any]:
    """The pledge's state, the deadline, and whether the clerk still takes the unit's late ones."""
    pledges = Pledge.objects.live().filter(campaign=asked.campaign_id, **{subject: OuterRef("pk")})
    late = UnitRegistration.objects.filter(campaign=asked.campaign_id, late_until__gte=asked.today)
    if asked.nomination:
        late = late.filter(department=asked.nomination.unit_id)
    elif subject == "department":
        late = late.filter(department=OuterRef("pk"))
    else:
        works_there = in_span(asked.today, "department__postings__starts_on", "department__postings__ends_on")
        late = late.filter(
            works_there, department__postings__staff_member=OuterRef("pk"), department__postings__is_main=True
        )
    return {
        "pledge": Subquery(pledges.values("status")[:1]),
        "due_on": Subquery(Campaign.objects.filter(pk=asked.campaign_id).values("registration_due_on")[:1]),
        "handed_in_by": Subquery(Campaign.objects.filter(pk=asked.campaign_id).values("nominations_due_on")[:1]),
        "is_open_late": Exists(late),
    }


def may_come(row: dict[str, Any], asked: Asked) -> bool:
    """Whether dossiers of the year may still be handed in, so that having none says nothing yet."""
    if asked.campaign_id is None:
        return asked.year >= asked.today.year
    return row["handed_in_by"] is not None and asked.today <= row["handed_in_by"]


def registered(row: dict[str, Any], asked: Asked) -> bool | None:
    """True with an accepted pledge; None while one may still come or waits for its acceptance; else False."""
    if asked.campaign_id is None:
        return None
    if row["pledge"] == Pledge.Status.REGISTERED:
        return True
    is_over = row["due_on"] is not None and row["due_on"] < asked.today
    if not is_over or row["pledge"] in (Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED):
        return None
    return None if row["is_open_late"] else False


# --- what is on record


def past(recorded: OnRecord, asked: Asked, complete_from: int | None, own_rating: str) -> dict[str, Any]:
    """Awards and ratings up to the year, as known that day; the year's own rating is a fact of its own."""
    year = asked.year
    ratings = {one: level for level, _, one, _, _ in recorded.of("rating") if one <= year}
    return {
        "history": tuple(
            PastAward(award=award, occasion=occasion, year=one, decided_on=on, revoked=_is_over(revoked, asked))
            for award, occasion, one, on, revoked in recorded.of("award")
            if one <= year
        ),
        "history_complete_from": complete_from,
        "past_ratings": tuple(
            PastRating(year=one, rating=level) for one, level in sorted(ratings.items()) if one < year
        ),
        own_rating: ratings.get(year),
    }


def _is_over(revoked_on: date | None, asked: Asked) -> bool:
    """Revoked by then: a rehearsal of a past year does not know of later ones."""
    return revoked_on is not None and revoked_on <= asked.today


def _absences(recorded: OnRecord, asked: Asked) -> dict[str, Any]:
    first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
    rows = [row for row in recorded.of("absence") if row[3] <= last and row[4] >= first]
    breaks = [(row[3], row[4]) for row in recorded.of("break")]
    gone = working_time.away(asked.year, [(row[0], row[3], row[4]) for row in rows], breaks)
    days_away = {begin + n * ONE_DAY for begin, end in gone for n in range((end - begin).days + 1)}
    studies = [row for row in rows if row[0] == A.STUDY]
    longest = max(studies, key=lambda row: row[4] - row[3], default=None)
    kinds = {row[0] for row in rows}
    return {
        "absence_months": covered_months(gone),
        "absence_days": working_days.how_many(days_away, asked.days_corrected) if days_away else 0,
        "maternity_leave": A.MATERNITY in kinds,
        "rescue_injury": A.RESCUE_INJURY in kinds,
        "seconded": A.SECONDED in kinds,
        "study_months": months_between(longest[3], longest[4]) if longest else 0,
        "study_result": (longest[1] or None) if longest else None,
    }


def _discipline(recorded: OnRecord, asked: Asked) -> dict[str, Any]:
    """Decisions of the year count, whatever their length; an open case counts while it is open today."""
    investigation = DisciplinaryAction.Form.INVESTIGATION
    rows = recorded.of("discipline")
    forms = [Discipline(row[0]) for row in rows if row[0] != investigation and row[3].year == asked.year]
    return {
        "discipline": max(forms, key=lambda one: one.rank, default=Discipline.NONE),
        "under_investigation": any(
            form == investigation and on <= asked.today and (until is None or until >= asked.today)
            for form, _, _, on, until in rows
        ),
    }


def _moves(recorded: OnRecord, year: int) -> dict[str, Any]:
    """How long an earlier unit had the person in the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = sorted(
        (max(on, first), min(until or last, last), unit)
        for _, _, unit, on, until in recorded.of("posting")
        if on <= last and (until or last) >= first
    )
    earlier = [months_between(on, until) for on, until, unit in rows if unit != rows[-1][2]]
    return {"old_unit_months": max(earlier, default=0)}


def stated(recorded: OnRecord) -> dict[str, Any]:
    """The clerk's statements on the dossier: facts by name, the answers to the school's own conditions together."""
    answers = {key: answer == "yes" for key, answer, _, _, _ in recorded.of("statement")}
    named = {key: answer for key, answer in answers.items() if key in STATED}
    own = {key: answer for key, answer in answers.items() if key not in STATED}
    return {**named, "own_answers": own}
