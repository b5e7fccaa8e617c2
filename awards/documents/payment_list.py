"""The list by which prize money is handed over and signed for: one row a recipient, with what its sum is made of."""

from collections.abc import Iterator
from decimal import Decimal

from awards import recipients
from awards.documents import money as money_papers
from awards.models import Decision, DecisionLine
from awards.parameters import base_salary_row_on
from awards.recipients import Recipient
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from thidua.models import Certainty, Institution
from thidua.papers import Block, Column, GroupRow, Paper, Paragraph, Row, Table, TotalRow, italic
from thidua.vietnamese import lower_first, money, money_words, two_digits

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên, tên tập thể", 47),
    Column("Chức vụ, đơn vị"),
    Column("Danh hiệu, hình thức", 54),
    Column("Hệ số", 13, "center"),
    Column("Lương cơ sở (đồng)", 22, "right"),
    Column("Số tiền (đồng)", 24, "right"),
    Column("Ký nhận", 31),
)
NOTHING = "–"  # of a line that brings no money


def gather(decision: Decision) -> Paper:
    """Marked DỰ THẢO while the decision is a draft."""
    institution = Institution.objects.get()
    rows = recipients.of_decision(decision)
    return Paper(
        kind="payment-list",
        file_name=f"danh-sach-chi-tien-{decision.year}-{decision.number or 'du-thao'}.pdf",
        header=money_papers.header_of(institution),
        title="DANH SÁCH CHI TIỀN THƯỞNG",
        summary=f"{decision.get_kind_display()} năm {decision.year}",
        bases=list(_bases(decision, institution)),
        blocks=list(_blocks(decision, rows)),
        signatures=money_papers.signatures(
            institution, decision.signer, decision.date, money_papers.made_by(decision.drafted_by)
        ),
        draft=decision.status == Decision.Status.DRAFT,
        landscape=True,
    )


def _bases(decision: Decision, institution: Institution) -> Iterator[str]:
    yield f"Căn cứ {money_papers.named(decision, institution)}"
    salary = base_salary_row_on(decision.date)
    by = f"; lương cơ sở theo {money_papers.cited(salary.decree)}" if salary.certainty == Certainty.CONFIRMED else ""
    sources = ", ".join(map(money_papers.cited, money_papers.prize_sources(decision))) or "quy định hiện hành"
    yield f"Mức thưởng theo {sources}{by}"


def _blocks(decision: Decision, rows: list[Recipient]) -> Iterator[Block]:
    total = sum(row.amount for row in rows)
    marks = _marks(rows)
    if rows:
        yield Table(COLUMNS, [*_rows(rows, marks), TotalRow("Tổng cộng", [money(total), ""])])
    for note, mark in marks.items():
        yield Paragraph((italic(f"{mark} {note}."),), indent=False)
    if without := recipients.unpaid_by(decision):
        named = "; ".join(f"{line.name} ({lower_first(line.note)})" if line.note else line.name for line in without)
        yield Paragraph(f"Không có tiền thưởng trong danh sách này: {named}.", indent=False)
    people = sum(row.department is None for row in rows)
    parts = [(len(rows) - people, "tập thể"), (people, "cá nhân")]
    count = ", ".join(f"{two_digits(number)} {word}" for number, word in parts if number)
    who = f"Danh sách gồm {count}. " if rows else ""
    yield Paragraph(f"{who}Tổng số tiền: {money(total)} đồng (Bằng chữ: {money_words(total)})./.", indent=False)


def _rows(rows: list[Recipient], marks: dict[str, str]) -> Iterator[Row | GroupRow]:
    """A. collectives, B. individuals, where there are both."""
    apart = namesakes.among((row.staff_member, row.place) for row in rows)
    both = len({row.department is None for row in rows}) == 2
    shown = ""
    for number, row in enumerate(rows, start=1):
        group = "A. TẬP THỂ" if row.department else "B. CÁ NHÂN"
        if both and group != shown:
            yield GroupRow(group)
        shown = group
        name = row.name
        if row.staff_member:
            name = namesakes.printed(row.name, apart.get(row.staff_member.pk, ""))
        paid = [line for line in row.lines if line.amount]
        awards = "\n".join(f"{printed_name(line.award)}{_mark(line, marks)}" for line in row.lines)
        factors = "\n".join(factor(line) for line in row.lines)
        salary = money(paid[0].base_salary) if paid[0].base_salary else ""
        yield Row([str(number), name, row.place, awards, factors, salary, money(row.amount), ""])


def factor(line: DecisionLine) -> str:
    """0,3; a dash where the line brings nothing."""
    if not line.amount:
        return NOTHING
    return decimal_words(line.coefficient)


def decimal_words(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


def _marks(rows: list[Recipient]) -> dict[str, str]:
    """Each remark is written once, under the table."""
    notes = dict.fromkeys(note for row in rows for line in row.lines for note in line.remarks)
    return {note: f"({'*' * place})" for place, note in enumerate(notes, start=1)}


def _mark(line: DecisionLine, marks: dict[str, str]) -> str:
    return "".join(f" {marks[note]}" for note in line.remarks)
