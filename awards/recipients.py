"""Who receives how much by a decision: one row for a person or a collective, however many of its lines name them."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from awards import lines
from awards.models import Decision, DecisionLine, Payment
from awards.models.revocation import issued_for, line_revoked, line_revoked_unpaid
from campaigns.models import Department, StaffMember
from campaigns.roles import leading_postings
from thidua.workflow import Refused

PERSON, COLLECTIVE = "p", "d"
KEY = re.compile(r"[pd][0-9]{1,18}")


@dataclass
class Recipient:
    """The lines of one recipient, in the order of the decision; `payment` is the row that stands, if there is one."""

    lines: list[DecisionLine]
    payment: Payment | None = None
    head: str = ""  # of a collective: who takes the money

    @property
    def first(self) -> DecisionLine:
        return self.lines[0]

    @property
    def staff_member(self) -> StaffMember | None:
        return self.first.nomination.staff_member

    @property
    def department(self) -> Department | None:
        return self.first.nomination.department

    @property
    def key(self) -> str:
        return key_of(self.staff_member and self.staff_member.pk, self.department and self.department.pk)

    @property
    def name(self) -> str:
        return self.first.name

    @property
    def place(self) -> str:
        """Post and unit; of a collective who takes the money."""
        if self.department:
            return f"Người nhận: {self.head}" if self.head else ""
        return ", ".join(filter(None, [self.first.post, self.first.unit_name]))

    @property
    def awards(self) -> list[str]:
        return [line.award.quoted_name for line in self.lines]

    @property
    def standing(self) -> list[DecisionLine]:
        """Lines that bring money and were not taken back."""
        return [line for line in self.lines if line.amount and not line.taken_back]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def receiver(self) -> str:
        """Who signs for the money, as a payment keeps it."""
        return (self.head if self.department else "") or self.name


def key_of(staff_member: int | None, department: int | None) -> str:
    """ "p12" is a person, "d3" a collective."""
    return f"{PERSON}{staff_member}" if staff_member else f"{COLLECTIVE}{department}"


def standing_payment() -> QuerySet[Payment]:
    """The payment that stands for the recipient of an outer decision line."""
    same = Q(staff_member=OuterRef("nomination__staff_member")) | Q(department=OuterRef("nomination__department"))
    return Payment.objects.standing().filter(same, decision=OuterRef("decision"))


def owed() -> Q:
    """Over decision lines: those whose money is due or was paid; one that was taken back is due to nobody any more."""
    return Q(~line_revoked()) | Q(~line_revoked_unpaid(), Exists(standing_payment()))


def paid_lines(decision: Decision) -> set[int]:
    """Keys of the lines with money that was handed over and stands."""
    return set(decision.lines.filter(Exists(standing_payment()), amount__gt=0).values_list("pk", flat=True))


def keys_of(decision: Decision, *, unpaid: bool | None = None, only: Iterable[str] | None = None) -> QuerySet:
    """One row (person, unit, amount, first) for each recipient of money, in the order of the decision.

    `unpaid` True: who has not received yet; False: who has. `only`: those of these keys; what is no key is passed over.
    """
    due = decision.lines.order_by().filter(owed())
    found = due if only is None else due.filter(_named(only))
    if unpaid is not None:
        paid = Exists(standing_payment())
        found = found.filter(~paid if unpaid else paid)
    rows = found.values(person=F("nomination__staff_member"), unit=F("nomination__department"))
    return rows.annotate(amount=Sum("amount"), first=Min("ordinal")).filter(amount__gt=0).order_by("first")


def _named(keys: Iterable[str]) -> Q:
    numbers: dict[str, list[int]] = {PERSON: [], COLLECTIVE: []}
    for key in keys:
        if KEY.fullmatch(key):
            numbers[key[0]].append(int(key[1:]))
    return _of(numbers[PERSON], numbers[COLLECTIVE])


def filled(decision: Decision, keys: Iterable[dict[str, Any]], *, on: date | None = None) -> list[Recipient]:
    """The recipients behind rows of `keys_of`, with their lines, payments and, of collectives, the head of that day.

    Each line with `taken_back`, by which decision, and `remarks`: why it brings less, and that.
    """
    keys = list(keys)
    people = [row["person"] for row in keys if row["person"]]
    units = [row["unit"] for row in keys if row["unit"]]
    found: dict[str, Recipient] = {}
    gone = lines.taken_back(decision)
    for line in lines.of_decision(decision, _of(people, units) & owed()):
        nomination = line.nomination
        key = key_of(nomination.staff_member_id, nomination.department_id)
        line.taken_back = gone.get(line.pk, "")
        line.remarks = [remark for remark in (line.note, line.taken_back) if remark]
        found.setdefault(key, Recipient([])).lines.append(line)
    for payment in decision.payments.standing().filter(_of(people, units, "")).select_related("entered_by"):
        found[key_of(payment.staff_member_id, payment.department_id)].payment = payment
    _explain(decision, [line for who in found.values() for line in who.lines if line.coefficient is None])
    heads = heads_on(units, on or decision.date)
    for recipient in found.values():
        recipient.head = heads.get(recipient.first.nomination.department_id, "")
    return [found[key_of(row["person"], row["unit"])] for row in keys]


def _explain(decision: Decision, old: list[DecisionLine]) -> None:
    """Lines of decisions from before coefficient and base salary were kept: what they are by the day, not saved.

    Where the parameters of that day no longer say so, both stay unknown.
    """
    if not old:
        return
    with contextlib.suppress(Refused):
        priced = lines.priced([line.nomination for line in old], decision.date, kind=decision.kind)
        for line, row in zip(old, priced, strict=True):
            line.coefficient, line.base_salary = row.coefficient, row.base_salary


def of_decision(decision: Decision, *, on: date | None = None) -> list[Recipient]:
    """All who receive money by it."""
    return filled(decision, keys_of(decision), on=on)


def unpaid_by(decision: Decision) -> list[DecisionLine]:
    """Lines of those who stand on the decision and receive nothing by it."""
    paid = {(row["person"], row["unit"]) for row in keys_of(decision)}
    zero = lines.of_decision(decision, Q(~line_revoked(), amount=0))
    return [line for line in zero if (line.nomination.staff_member_id, line.nomination.department_id) not in paid]


def heads_on(units: Iterable[int], on: date) -> dict[int, str]:
    """Unit → “Trần Văn Minh, Trưởng khoa” who leads it that day: the head before a stand-in."""
    postings = leading_postings(on).filter(department__in=list(units)).select_related("staff_member")
    ordered = sorted(postings, key=lambda posting: (posting.is_head, -posting.pk))
    return {posting.department_id: f"{posting.staff_member}, {posting.post}" for posting in ordered}


def _of(people: list[int], units: list[int], path: str = "nomination__") -> Q:
    return Q(**{f"{path}staff_member__in": people}) | Q(**{f"{path}department__in": units})


# --- counted, without reading anybody

_RECEIVERS = Count("nomination__staff_member", distinct=True) + Count("nomination__department", distinct=True)


def with_slips(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each with `slips`, how many have something to sign for, and `was_revoked`, whether any line was taken back."""
    lines_of = DecisionLine.objects.filter(decision=OuterRef("pk")).order_by().values("decision")
    slips = lines_of.filter(~line_revoked(), amount__gt=0).annotate(n=_RECEIVERS).values("n")
    return decisions.annotate(slips=_zero(slips), was_revoked=Exists(issued_for(line__decision=OuterRef("pk"))))


def _zero(query: QuerySet) -> Coalesce:
    return Coalesce(Subquery(query, output_field=BigIntegerField()), 0)


def with_counts(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Each with `total`, `receivers` and `paid` (đồng), `received` (recipients who have their money)."""
    own = DecisionLine.objects.filter(owed(), decision=OuterRef("pk"), amount__gt=0).order_by().values("decision")
    payments = Payment.objects.filter(decision=OuterRef("pk")).order_by().values("decision")
    standing = payments.filter(reverses__isnull=True, reversed_by__isnull=True)
    return decisions.annotate(
        total=_zero(own.annotate(n=Sum("amount")).values("n")),
        receivers=_zero(own.annotate(n=_RECEIVERS).values("n")),
        paid=_zero(payments.annotate(n=Sum("amount")).values("n")),
        received=_zero(standing.annotate(n=Count("pk")).values("n")),
    )
