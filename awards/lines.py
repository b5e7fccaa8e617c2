"""Who stands on a decision, in which order, and with which prize."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Q, QuerySet

from awards import prizes
from awards.eligibility import RuleSet, sets
from awards.eligibility.parameters import AWARDS, KEYS
from awards.models import CouncilSession, Decision, DecisionLine, Nomination
from awards.models.revocation import issued_for, line_revoked
from awards.parameters import base_salary_on, rule_set_in_force
from campaigns.models import Award
from campaigns.ordering import place
from thidua.models import Institution
from thidua.vietnamese import money, vdate
from thidua.workflow import Refused

AWARD_KIND = {Decision.Kind.TITLES: Award.Kind.TITLE, Decision.Kind.MERIT: Award.Kind.FORM}


# Fields of a line that follow the day, the parameters and other decisions.
RECOMPUTED = ("amount", "note", "name", "coefficient", "base_salary")


@dataclass(frozen=True)
class Priced:
    """A nomination with the prize of the day; the note says why it is less than coefficient times base salary."""

    nomination: Nomination
    amount: int
    coefficient: Decimal
    base_salary: int
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


def of_decision(decision: Decision, which: Q | None = None) -> list[DecisionLine]:
    """The lines with all that a paper or a page shows of them, in one query; a draft's under the names of today."""
    rows = list(
        decision.lines.filter(which or Q()).select_related(
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


def taken_back(decision: Decision) -> dict[int, str]:
    """Of the lines taken back by an issued revocation, by which: key of the line → “Đã hủy bỏ theo …”."""
    gone = issued_for(line__decision=decision).select_related("revocation__document__series")
    papers = {row.line_id: row.revocation.document for row in gone.defer("revocation__document__paper")}
    return {
        line: f"Đã hủy bỏ theo Quyết định số {paper.full_number} ngày {vdate(paper.date)}"
        for line, paper in papers.items()
    }


def in_order(nominations: Iterable[Nomination]) -> list[Nomination]:
    """Collectives, then individuals; by award, unit, post, name."""
    return sorted(nominations, key=_place)


def _place(nomination: Nomination) -> tuple:
    unit, person = nomination.department or nomination.unit, nomination.staff_member
    return (person is not None, nomination.award.order, *place(unit, nomination.post, person), nomination.pk)


def priced(nominations: list[Nomination], on: date, *, kind: str) -> list[Priced]:
    """The prize of each under its own rule set, with the base salary of that day.

    Refused where a rule set leaves the prize to the giver and no parameter says how much.
    """
    base_salary = base_salary_on(on)
    rule_sets: dict[str, RuleSet] = {}
    result = []
    for nomination in nominations:
        code = nomination.rule_set or sets.pick(on)
        if code not in rule_sets:
            rule_sets[code] = rule_set_in_force(code, on)
        law = rule_sets[code]
        coefficient, amount = _prize(nomination.award_id, law, base_salary)
        line = Priced(nomination, amount, coefficient, base_salary)
        result.append((line, law.flag("highest_only_same_year")))
    if kind != Decision.Kind.TITLES:
        return [line for line, _ in result]
    return _highest_only(result)


def _prize(award: str, law: RuleSet, base_salary: int) -> tuple[Decimal, int]:
    try:
        return _decimal(prizes.coefficient(award, law)), prizes.amount(award, law, base_salary)
    except prizes.NoSetPrize as missing:
        named = f"“{KEYS['prize_coefficient'].label}” của {AWARDS[award]}"
        raise Refused(f"{missing} Quản trị nhập tham số {named} rồi lập lại.") from None


def _decimal(share: Fraction) -> Decimal:
    return round(Decimal(share.numerator) / share.denominator, 3)


def _highest_only(pairs: list[tuple[Priced, bool]]) -> list[Priced]:
    """Of several titles of one person and year only the highest is paid, where the rule set says so.

    What earlier decisions paid counts: a lower title then brings nothing, a higher one the difference, so that in
    either order the person has received the highest prize and no more.
    """
    paid = _paid_before([line.nomination for line, _ in pairs])
    best: dict[tuple, Priced] = {}
    for line, _ in pairs:
        who = _who(line.nomination)
        if who not in best or line.amount > best[who].amount:
            best[who] = line
    result = []
    for line, highest_only in pairs:
        who = _who(line.nomination)
        result.append(_reduced(line, best[who], paid.get(who, [])) if highest_only else line)
    return result


def _reduced(line: Priced, best: Priced, earlier: list[DecisionLine]) -> Priced:
    """`earlier`: what the person was paid for titles of the same year, the highest last."""
    if line is not best:
        note = f"Đã được thưởng mức cao hơn của {best.nomination.award.quoted_name} cùng năm"
        return replace(line, amount=0, note=note)
    if not earlier:
        return line
    sum_paid, last = sum(row.amount for row in earlier), earlier[-1]
    by = f"danh hiệu {last.award.quoted_name} cùng năm theo Quyết định số {last.decision.document.full_number}"
    if sum_paid >= line.amount:
        return replace(line, amount=0, note=f"Đã được thưởng {by}")
    note = f"Đã được thưởng {money(sum_paid)} đồng {by}; thưởng phần chênh lệch"
    return replace(line, amount=line.amount - sum_paid, note=note)


def combining_rules(decision: Decision) -> list[str]:
    """How several titles of one person and year are paid, with how sure we are of it: one sentence a rule set."""
    if decision.kind != Decision.Kind.TITLES:
        return []
    key, said = "highest_only_same_year", []
    for code in sorted(decision.lines.order_by().values_list("nomination__rule_set", flat=True).distinct()):
        law = rule_set_in_force(code or sets.pick(decision.date), decision.date)
        value = law.parameters[key]
        check = f", {value.certainty.label}" if value.certainty.label else ""
        paid = "mỗi danh hiệu được thưởng riêng"
        if law.flag(key):
            paid = "chỉ thưởng mức cao nhất; đã nhận mức thấp hơn theo quyết định trước thì thưởng phần chênh lệch"
        said.append(
            f"Nhiều danh hiệu cùng năm của một người: {paid} (tham số “{KEYS[key].label}”, bộ {law.code}{check}; "
            f"nguồn: {value.source})."
        )
    return said


def _who(nomination: Nomination) -> tuple:
    """A person and a year; a collective's titles are paid each."""
    person = nomination.staff_member_id
    return (person, nomination.year) if person else ("collective", nomination.pk)


def _paid_before(nominations: list[Nomination]) -> dict[tuple, list[DecisionLine]]:
    """What these people were already paid for titles of the same year, by decisions issued earlier; the highest last.

    By the order of the catalogue: a difference may be a smaller sum than what it adds to.
    """
    people = {nomination.staff_member_id for nomination in nominations if nomination.staff_member_id}
    earlier = DecisionLine.objects.filter(
        ~line_revoked(),
        decision__status=Decision.Status.ISSUED,
        award__kind=Award.Kind.TITLE,
        nomination__staff_member__in=people,
        nomination__year__in={nomination.year for nomination in nominations},
        amount__gt=0,
    ).select_related("nomination", "award", "decision__document__series")
    found: dict[tuple, list[DecisionLine]] = {}
    for line in earlier.order_by("award__order", "amount", "pk"):
        found.setdefault(_who(line.nomination), []).append(line)
    return found


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
                coefficient=row.coefficient,
                base_salary=row.base_salary,
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
    """Lines whose prize on that day, or whose name today, differs from the stored one; new values, not saved.

    `is_repriced`: the sum or its remark differs, not only the name or what the sum is made of.
    """
    lines = of_decision(decision)
    changed = []
    for line, row in zip(lines, priced([line.nomination for line in lines], on, kind=decision.kind), strict=True):
        new = (row.amount, row.note, row.coefficient, row.base_salary)
        line.is_repriced = (line.amount, line.note) != new[:2]
        if line.is_renamed or (line.amount, line.note, line.coefficient, line.base_salary) != new:
            line.amount, line.note, line.coefficient, line.base_salary = new
            changed.append(line)
    return changed


def why_stale(decision: Decision) -> str:
    """Why the draft is not fit to be signed: another decision or a parameter has changed a prize since it was made."""
    changed = [line.name for line in stale(decision, decision.date) if line.is_repriced]
    if not changed:
        return ""
    others = f" và {len(changed) - 1} trường hợp khác" if len(changed) > 1 else ""
    return (
        f"Mức thưởng của {changed[0]}{others} đã khác từ khi lập dự thảo; bấm “Đổi ngày dự kiến ký”, giữ nguyên ngày "
        "rồi lưu để tính lại, sau đó in."
    )
