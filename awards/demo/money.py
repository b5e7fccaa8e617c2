"""The demo's award fund: money put aside, frames bought, prizes handed over to most; somebody still waits."""

from datetime import date

from awards import funding, paying, recipients
from awards.demo.campaigns import user_named
from awards.models import Decision, FundEntry, Payment
from thidua import clock

MILLION = 1_000_000
PAID_ON = date(2023, 1, 6)


def keep_the_fund_of_2022() -> None:
    """Enough for the decisions of the year, whatever the size of the school."""
    decided = recipients.with_counts(Decision.objects.exclude(status=Decision.Status.DRAFT))
    total = sum(decision.total for decision in decided)
    budget = (total // (5 * MILLION) + 1) * 5 * MILLION
    kind = FundEntry.Kind
    _enter(kind.OPENING, 2_150_000, date(2022, 1, 17), "Số dư Quỹ năm 2021 theo sổ kế toán")
    _enter(kind.BUDGET, budget, date(2022, 2, 25), "Kinh phí tự chủ năm 2022", "21/QĐ-TCT")
    _enter(kind.PRINTING, 1_080_000, date(2022, 12, 28), "Khung và in Giấy khen", "Phiếu chi số 112")


def pay_most_of_2022() -> None:
    """All of the Giấy khen; of the titles the collectives and two people in three."""
    with clock.standing_at(PAID_ON):
        for decision in Decision.objects.filter(status=Decision.Status.ISSUED).order_by("pk"):
            keys = [recipients.key_of(row["person"], row["unit"]) for row in recipients.keys_of(decision)]
            if decision.kind == Decision.Kind.TITLES:
                keys = keys[: len(keys) * 2 // 3]
            for start in range(0, len(keys), paying.MOST_AT_ONCE):
                some = keys[start : start + paying.MOST_AT_ONCE]
                note = "Trao tại hội nghị tổng kết"
                by = user_named("thuongtruc")
                paying.pay(decision, some, paid_on=PAID_ON, method=Payment.Method.CASH, note=note, by=by)
    budget = "Kinh phí tự chủ năm 2023"
    _enter(FundEntry.Kind.BUDGET, 30 * MILLION, date(2023, 2, 10), budget, "15/QĐ-TCT")


def _enter(kind: str, amount: int, on: date, content: str, number: str = "") -> None:
    with clock.standing_at(on):
        by = user_named("thuongtruc")
        funding.enter(year=on.year, kind=kind, amount=amount, on=on, content=content, document_number=number, by=by)
