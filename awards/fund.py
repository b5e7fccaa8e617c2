"""The award fund of a year in sums: nothing is kept up to date, every figure is added up from the rows."""

from dataclasses import dataclass

from django.db.models import Count, Exists, Q, Sum

from awards.models import Decision, DecisionLine, FundEntry, Payment
from awards.recipients import owed, standing_payment
from thidua.vietnamese import money


@dataclass(frozen=True)
class Account:
    """All in đồng; costs and payments as positive numbers. A decision's money is of the fund of its year."""

    year: int
    entries: int  # of the fund, this year or before: 0 means that nobody keeps it here
    brought_forward: int
    received: int
    costs: int
    paid: int
    owed: int  # by issued decisions up to this year, not handed over yet

    @property
    def balance(self) -> int:
        return self.brought_forward + self.received - self.costs - self.paid

    @property
    def available(self) -> int:
        """What is left once everybody has the money that was decided."""
        return self.balance - self.owed


def account(year: int) -> Account:
    before, this = Q(year__lt=year), Q(year=year)
    entries = FundEntry.objects.filter(year__lte=year).aggregate(
        n=Count("pk"),
        before=Sum("amount", filter=before | Q(kind=FundEntry.Kind.OPENING), default=0),
        received=Sum("amount", filter=this & Q(kind__in=FundEntry.RECEIPTS), default=0),
        costs=Sum("amount", filter=this & Q(kind__in=FundEntry.COSTS), default=0),
    )
    issued = ~Q(decision__status=Decision.Status.DRAFT)
    payments = Payment.objects.filter(decision__year__lte=year).aggregate(
        before=Sum("amount", filter=Q(decision__year__lt=year), default=0),
        this=Sum("amount", filter=Q(decision__year=year), default=0),
        of_issued=Sum("amount", filter=issued, default=0),
    )
    in_force = Q(decision__status=Decision.Status.ISSUED) | Exists(standing_payment())
    due = DecisionLine.objects.filter(in_force, owed(), decision__year__lte=year)
    decided = due.aggregate(n=Sum("amount", default=0))["n"]
    return Account(
        year=year,
        entries=entries["n"],
        brought_forward=entries["before"] - payments["before"],
        received=entries["received"],
        costs=-entries["costs"],
        paid=payments["this"],
        owed=decided - payments["of_issued"],
    )


def years() -> list[int]:
    """Years of which there is something to show, the newest first."""
    found = set(FundEntry.objects.order_by().values_list("year", flat=True).distinct())
    decided = Decision.objects.exclude(status=Decision.Status.DRAFT)
    return sorted(found | set(decided.order_by().values_list("year", flat=True).distinct()), reverse=True)


def why_too_dear(total: int, now: Account) -> str:
    """A warning before a draft of so much is issued; "" where the fund can bear it. Nothing is refused for it."""
    if not now.entries:
        return (
            f"Chưa ghi khoản thu nào vào Quỹ thi đua, khen thưởng đến hết năm {now.year}; "
            "ghi ở trang Quỹ để biết có đủ tiền chi không."
        )
    if total <= now.available:
        return ""
    left = max(now.available, 0)
    return (
        f"Tiền thưởng {money(total)} đồng vượt số còn lại của Quỹ năm {now.year} ({money(left)} đồng) là "
        f"{money(total - left)} đồng; vẫn ban hành được, nhưng phải bổ sung Quỹ trước khi chi."
    )
