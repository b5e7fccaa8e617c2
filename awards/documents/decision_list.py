"""D13: the list that belongs to a decision (documents.md §5)."""

from collections.abc import Iterator
from itertools import groupby

from awards.documents.counts import collectives_in, count_words, people_in
from awards.models import Decision, DecisionLine
from campaigns import namesakes
from thidua.papers import Appendix, Block, Column, GroupRow, Paragraph, Row, Table, TotalRow, italic
from thidua.vietnamese import money

ROMAN = ("I", "II", "III", "IV", "V", "VI")

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên, tên tập thể", 43),
    Column("Chức vụ", 24),
    Column("Đơn vị"),
    Column("Mức thưởng (đồng)", 24.5, "right", nowrap=True),
    Column("Ghi chú", 10, "center"),
)


def appendix(decision: Decision, rows: list[DecisionLine], bracket: str) -> Appendix:
    marks = _marks(rows)
    total = sum(line.amount for line in rows)
    return Appendix(
        title="DANH SÁCH",
        summary=_summary(decision, rows),
        bracket=bracket,
        blocks=[
            Table(COLUMNS, [*_rows(rows, marks), TotalRow("Tổng cộng", [money(total), ""])]),
            *_notes(marks),
            _closing(rows),
        ],
    )


def _summary(decision: Decision, rows: list[DecisionLine]) -> str:
    kinds = [("tập thể", collectives_in(rows)), ("cá nhân", people_in(rows))]
    whom = ", ".join(word for word, count in kinds if count).capitalize()
    if decision.kind == Decision.Kind.TITLES:
        return f"{whom} đạt danh hiệu thi đua năm {decision.year}"
    return f"{whom} được tặng Giấy khen"


def _rows(rows: list[DecisionLine], marks: dict[str, str]) -> Iterator[Row | GroupRow]:
    """A. collectives, B. individuals, where there are both; a sub-group for each title; STT runs through all."""
    both = collectives_in(rows) and people_in(rows)
    apart = marks_of(rows)
    parts = groupby(rows, key=lambda line: line.nomination.is_collective)
    for letter, (is_collective, part) in zip("AB", parts, strict=False):
        if both:
            yield GroupRow(f"{letter}. {'TẬP THỂ' if is_collective else 'CÁ NHÂN'}")
        for roman, (award, group) in zip(ROMAN, groupby(part, key=lambda line: line.award), strict=False):
            if award.is_title:
                yield GroupRow(f"{roman}. Danh hiệu {award.quoted_name}", level=2)
            for line in group:
                mark = apart.get(line.nomination.staff_member_id, "")
                full_name = line.name if is_collective else namesakes.printed(line.name, mark)
                mark = marks.get(line.note, "")
                yield Row([str(line.ordinal), full_name, line.post, line.unit_name, money(line.amount), mark])


def marks_of(rows: list[DecisionLine]) -> dict[int, str]:
    """Of two people of one name, post and unit on the decision: “ (sinh năm 1985)”; of nobody else."""
    return namesakes.among((line.nomination.staff_member, f"{line.post}, {line.unit_name}") for line in rows)


def _marks(rows: list[DecisionLine]) -> dict[str, str]:
    """The column is narrow: each remark is written once, under the table."""
    notes = dict.fromkeys(line.note for line in rows if line.note)
    return {note: f"({'*' * place})" for place, note in enumerate(notes, start=1)}


def _notes(marks: dict[str, str]) -> Iterator[Block]:
    for note, mark in marks.items():
        yield Paragraph((italic(f"{mark} {note}."),), indent=False)


def _closing(rows: list[DecisionLine]) -> Paragraph:
    return Paragraph(f"(Danh sách gồm {count_words(rows, ', ')})./.", align="center")
