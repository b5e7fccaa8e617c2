"""The tables of a plan: deadlines, targets, budget with its total in figures and words."""

from collections.abc import Iterator
from decimal import Decimal

from campaigns.documents.pledge import printed_name
from campaigns.models import Campaign, Target
from thidua.papers import Block, Column, Heading, Paragraph, Row, Table, TotalRow, italic
from thidua.vietnamese import money, money_words, paper_date

ORDINAL = Column("STT", 12, "center")


def tables(campaign: Campaign, first: int) -> Iterator[Block]:
    """What the plan has of them, each under a heading numbered on from `first`."""
    parts = (
        ("Thời hạn thực hiện", _deadlines(campaign)),
        ("Chỉ tiêu thi đua", _targets(campaign)),
        ("Kinh phí thực hiện", _budget(campaign)),
    )
    for number, (title, blocks) in enumerate([part for part in parts if part[1]], start=first):
        yield Heading(f"{number}. {title}", level=2)
        yield from blocks


def _deadlines(campaign: Campaign) -> list[Block]:
    rows = [
        ("Các khoa, phòng nộp kế hoạch phát động", campaign.unit_plans_due_on),
        ("Đăng ký thi đua", campaign.registration_due_on),
        *((f"Tự đánh giá {phase}", phase.evaluation_due_on) for phase in campaign.phases.all()),
        ("Nộp hồ sơ đề nghị khen thưởng", campaign.nominations_due_on),
    ]
    dated = [(text, due) for text, due in rows if due]
    columns = [ORDINAL, Column("Nội dung"), Column("Thời hạn", 36, "center", nowrap=True)]
    lines = [Row([str(n), text, paper_date(due)]) for n, (text, due) in enumerate(dated, start=1)]
    return [Table(columns, lines)] if lines else []


def _targets(campaign: Campaign) -> list[Block]:
    targets = campaign.targets.select_related("award")
    columns = [ORDINAL, Column("Chỉ tiêu"), Column("Đơn vị tính", 32), Column("Số lượng", 26, "right")]
    rows = [
        Row([str(n), f"{target.content}{_award(target)}", target.unit_of_measure, aim_text(target)])
        for n, target in enumerate(targets, 1)
    ]
    return [Table(columns, rows)] if rows else []


def _award(target: Target) -> str:
    return f" ({printed_name(target.award)})" if target.award else ""


def aim_text(target: Target) -> str:
    """“90”, “Mức 1”, “Đạt”: what is aimed at, as the table of targets prints it."""
    if target.measure == Target.Measure.YES_NO:
        return "Đạt"
    if target.amount is None:
        return ""
    return f"Mức {number_text(target.amount)}" if target.measure == Target.Measure.LEVEL else number_text(target.amount)


def number_text(amount: Decimal) -> str:
    whole, _, fraction = f"{amount.normalize():f}".partition(".")
    return money(int(whole)) + (f",{fraction}" if fraction else "")


def _budget(campaign: Campaign) -> list[Block]:
    lines = list(campaign.budget_lines.all())
    if not lines:
        return []
    total = sum(line.amount for line in lines)
    columns = [ORDINAL, Column("Nội dung chi"), Column("Nguồn kinh phí", 40), Column("Số tiền (đồng)", 34, "right")]
    rows: list[Row | TotalRow] = [
        Row([str(n), line.content, line.source, money(line.amount)]) for n, line in enumerate(lines, start=1)
    ]
    words = Paragraph((italic(f"(Bằng chữ: {money_words(total)})"),))
    return [Table(columns, [*rows, TotalRow("Tổng cộng", [money(total)])]), words]
