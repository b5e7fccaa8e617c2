"""The statement of the award fund of one year: brought forward, in, prizes, other costs, what is left."""

from collections.abc import Iterable, Iterator

from awards import fund, recipients
from awards.documents import money as money_papers
from awards.models import Decision, FundEntry
from campaigns.documents.signing import signer_on
from thidua import clock
from thidua.models import Institution
from thidua.papers import Block, Column, GroupRow, Paper, Paragraph, Row, Table, TotalRow
from thidua.vietnamese import date_words, lower_first, money, money_words, paper_date

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Ngày", 22, "center"),
    Column("Nội dung"),
    Column("Số chứng từ", 30),
    Column("Thu (đồng)", 25, "right"),
    Column("Chi (đồng)", 25, "right"),
)


def gather(year: int, *, made_by: str = "") -> Paper:
    """As the rows stand today."""
    institution, day = Institution.objects.get(), clock.today()
    return Paper(
        kind="fund-statement",
        file_name=f"quy-khen-thuong-{year}.pdf",
        header=money_papers.header_of(institution),
        title="BÁO CÁO",
        summary=f"Thu, chi Quỹ thi đua, khen thưởng năm {year}",
        blocks=list(_blocks(fund.account(year))),
        signatures=money_papers.signatures(institution, signer_on(day), day, made_by),
    )


def _blocks(account: fund.Account) -> Iterator[Block]:
    yield Paragraph(f"Số liệu đến {date_words(clock.today())}.")
    yield Table(COLUMNS, list(_rows(account)))
    left = money_words(account.balance) if account.balance >= 0 else f"Âm {lower_first(money_words(-account.balance))}"
    yield Paragraph(f"Số dư Quỹ: {money(account.balance)} đồng (Bằng chữ: {left}).")
    if account.owed:
        yield Paragraph(
            f"Tiền thưởng đã quyết định nhưng chưa chi: {money(account.owed)} đồng; còn lại sau khi chi hết: "
            f"{money(account.available)} đồng."
        )
    yield Paragraph("Tiền thưởng ghi vào Quỹ của năm thành tích, theo ngày quyết định./.")


def _rows(account: fund.Account) -> Iterator[Row | GroupRow | TotalRow]:
    entries = list(FundEntry.objects.filter(year=account.year).select_related("reverses"))
    opening = [entry for entry in entries if entry.kind == FundEntry.Kind.OPENING]
    if opening:
        yield GroupRow("I. Số dư chuyển sang")
        yield from _entries(opening, 1)
    yield TotalRow(
        "Cộng số dư chuyển sang" if opening else "I. Số dư chuyển sang", [money(account.brought_forward), ""]
    )
    yield GroupRow("II. Thu trong năm")
    yield from _entries([entry for entry in entries if entry.kind in FundEntry.RECEIPTS], 1)
    yield TotalRow("Cộng thu", [money(account.received), ""])
    yield GroupRow("III. Chi thưởng theo quyết định")
    decided = recipients.with_counts(Decision.objects.filter(year=account.year).select_related("document__series"))
    paying = decided.exclude(status=Decision.Status.DRAFT).exclude(paid=0).order_by("date", "pk")
    for number, decision in enumerate(paying, start=1):
        what = f"{decision.get_kind_display()}: {decision.received}/{decision.receivers} người, tập thể đã nhận"
        cells = [str(number), paper_date(decision.date), what, decision.document.full_number, "", money(decision.paid)]
        yield Row(cells)
    yield TotalRow("Cộng chi thưởng", ["", money(account.paid)])
    yield GroupRow("IV. Chi khác")
    yield from _entries([entry for entry in entries if entry.kind in FundEntry.COSTS], -1)
    yield TotalRow("Cộng chi khác", ["", money(account.costs)])


def _entries(entries: Iterable[FundEntry], sign: int) -> Iterator[Row]:
    for number, entry in enumerate(entries, start=1):
        content = f"{entry.get_kind_display()}: {entry.content}"
        if entry.reverses_id:
            content = f"Ghi ngược dòng ngày {paper_date(entry.reverses.on)}: {entry.content} ({entry.reason})"
        amount = money(entry.amount * sign)
        sums = [amount, ""] if sign > 0 else ["", amount]
        yield Row([str(number), paper_date(entry.on), content, entry.document_number, *sums])
