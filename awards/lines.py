"""Who stands on a decision, in which order, and with which prize."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from awards import prizes
from awards.eligibility import RuleSet, sets
from awards.models import CouncilSession, Decision, DecisionLine, Nomination
from awards.parameters import base_salary_on, rule_set_in_force
from campaigns.models import Award
from campaigns.ordering import place
from thidua.models import Institution

AWARD_KIND = {Decision.Kind.TITLES: Award.Kind.TITLE, Decision.Kind.MERIT: Award.Kind.FORM}


@dataclass(frozen=True)
class Priced:
    """A nomination with the prize of the day; the note says why a prize is 0."""

    nomination: Nomination
    amount: int
    note: str = ""


def waiting(session: CouncilSession, kind: str) -> QuerySet[Nomination]:
    """The session's recommended cases that the head himself decides, not yet on a draft or an issued decision."""
    live = DecisionLine.objects.filter(decision__status__in=[Decision.Status.DRAFT, Decision.Status.ISSUED])
    return (
        session.nominations.filter(
            status=Nomination.Status.RECOMMENDED,
            award__kind=AWARD_KIND[kind],
            award__deciding_level=Award.Level.SCHOOL,
        )
        .exclude(pk__in=live.values("nomination"))
        .select_related("award", "staff_member", "department", "unit", "phase", "movement")
    )


def of_decision(decision: Decision) -> list[DecisionLine]:
    """The lines with all that a paper or a page shows of them, in one query; a draft's under the names of today."""
    rows = list(
        decision.lines.select_related(
            "award", "nomination__award", "nomination__staff_member", "nomination__department", "nomination__unit",
            "nomination__phase", "nomination__movement",
        )
    )  # fmt: skip
    for line in rows:
        person = line.nomination.staff_member
        line.is_renamed = decision.status == Decision.Status.DRAFT and person and person.full_name != line.name
        if line.is_renamed:
            line.name = person.full_name
    return rows


def in_order(nominations: Iterable[Nomination]) -> list[Nomination]:
    """Collectives, then individuals; by award, unit, post, name."""
    return sorted(nominations, key=_place)


def _place(nomination: Nomination) -> tuple:
    unit, person = nomination.department or nomination.unit, nomination.staff_member
    return (person is not None, nomination.award.order, *place(unit, nomination.post, person), nomination.pk)


def priced(nominations: list[Nomination], on: date, *, kind: str) -> list[Priced]:
    """The prize of each under its own rule set, with the base salary of that day."""
    base_salary = base_salary_on(on)
    rule_sets: dict[str, RuleSet] = {}
    result = []
    for nomination in nominations:
        code = nomination.rule_set or sets.pick(on)
        if code not in rule_sets:
            rule_sets[code] = rule_set_in_force(code, on)
        amount = prizes.amount(nomination.award_id, rule_sets[code], base_salary)
        result.append((Priced(nomination, amount), rule_sets[code].flag("highest_only_same_year")))
    if kind != Decision.Kind.TITLES:
        return [line for line, _ in result]
    return _highest_only(result)


def _highest_only(pairs: list[tuple[Priced, bool]]) -> list[Priced]:
    """Of several titles of one person and year only the highest is paid, where the rule set says so."""
    paid = _paid_before([line.nomination for line, _ in pairs])
    best: dict[tuple, Priced] = {}
    for line, _ in pairs:
        who = _who(line.nomination)
        if who not in best or line.amount > best[who].amount:
            best[who] = line
    result = []
    for line, highest_only in pairs:
        who = _who(line.nomination)
        before = paid.get(who)
        note = ""
        if highest_only and line is not best[who]:
            note = f"Đã được thưởng mức cao hơn của {best[who].nomination.award.quoted_name} cùng năm"
        elif highest_only and before and before.amount >= line.amount:
            number = before.decision.document.full_number
            note = f"Đã được thưởng danh hiệu {before.award.quoted_name} cùng năm theo Quyết định số {number}"
        result.append(replace(line, amount=0, note=note) if note else line)
    return result


def _who(nomination: Nomination) -> tuple:
    """A person and a year; a collective's titles are paid each."""
    person = nomination.staff_member_id
    return (person, nomination.year) if person else ("collective", nomination.pk)


def _paid_before(nominations: list[Nomination]) -> dict[tuple, DecisionLine]:
    """The highest title these people were already paid for in the same year, by decisions issued earlier."""
    people = {nomination.staff_member_id for nomination in nominations if nomination.staff_member_id}
    earlier = DecisionLine.objects.filter(
        decision__status=Decision.Status.ISSUED,
        award__kind=Award.Kind.TITLE,
        nomination__staff_member__in=people,
        nomination__year__in={nomination.year for nomination in nominations},
        amount__gt=0,
    ).select_related("nomination", "award", "decision__document__series")
    return {_who(line.nomination): line for line in earlier.order_by("amount")}


def write(decision: Decision, nominations: Iterable[Nomination]) -> list[DecisionLine]:
    """Insert the lines 1…n of a new draft; names, posts and units are kept as they are at the nomination."""
    institution = Institution.objects.get()
    rows = priced(in_order(nominations), decision.date, kind=decision.kind)
    return DecisionLine.objects.bulk_create(
        [
            DecisionLine(
                decision=decision,
                ordinal=ordinal,
                nomination=row.nomination,
                award=row.nomination.award,
                amount=row.amount,
                note=row.note,
                **_as_printed(row.nomination, institution),
            )
            for ordinal, row in enumerate(rows, start=1)
        ]
    )


def _as_printed(nomination: Nomination, institution: Institution) -> dict[str, str]:
    person = nomination.staff_member
    if person is None:
        return {"name": nomination.department.name}
    comrade = institution.address_form == Institution.AddressForm.COMRADE
    return {
        "name": person.full_name,
        "honorific": institution.get_address_form_display() if comrade else person.honorific,
        "post": nomination.post,
        "unit_name": nomination.unit.name,
    }


def stale(decision: Decision, on: date) -> list[DecisionLine]:
    """Lines whose prize on that day, or whose name today, differs from the stored one; new values, not saved."""
    lines = of_decision(decision)
    changed = []
    for line, row in zip(lines, priced([line.nomination for line in lines], on, kind=decision.kind), strict=True):
        if line.is_renamed or (line.amount, line.note) != (row.amount, row.note):
            line.amount, line.note = row.amount, row.note
            changed.append(line)
    return changed
