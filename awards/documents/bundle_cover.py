"""The cover of a dossier for the level above: what is in it, under which file name, on which page."""

from collections.abc import Iterator
from dataclasses import dataclass

from awards.documents.submission import address_of
from awards.models import SubmissionLetter
from campaigns.documents import letterheads
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, Line, Lines, NumberedItem, Paper, Paragraph, Row, Table, italic
from thidua.vietnamese import date_words, two_digits

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Giấy tờ", 42),
    Column("Của ai", 40),
    Column("Tên tệp"),
    Column("Trang", 14, "center"),
)


ON_PAPER = "gửi bản giấy"


@dataclass
class Entry:
    """One line of the index: a file with its first page, or what is missing and who supplies it (not printed).

    inside: the entry whose last pages this one is.
    """

    label: str
    whose: str = ""
    name: str = ""
    pages: int = 0
    first_page: int = 0
    note: str = ""
    missing: str = ""
    inside: "Entry | None" = None

    @property
    def page(self) -> str:
        """Where it begins in the merged file; of a file of its own a word."""
        if self.inside is not None and self.inside.first_page:
            return str(self.inside.first_page + self.inside.pages - self.pages)
        return str(self.first_page) if self.first_page else self.note


def gather(letter: SubmissionLetter, entries: list[Entry]) -> Paper:
    institution = Institution.objects.get()
    assert letter.document is not None
    there = [entry for entry in entries if not entry.missing]
    gone = [entry for entry in entries if entry.missing]
    return Paper(
        kind="bundle-cover",
        file_name=f"bo-ho-so-{letter.year}-{letter.number}.pdf",
        header=letterheads.of_school(institution, Copy("numbered", letter.number, letter.date)),
        title="BỘ HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG",
        summary=f"Kèm theo Tờ trình số {letter.document.full_number} {date_words(letter.document.date)}",
        blocks=[
            Lines([Line("Kính gửi", "; ".join(address_of(letter))), Line("Số giấy tờ", two_digits(len(there)))]),
            Table(COLUMNS, [_row(number, entry) for number, entry in enumerate(there, start=1)], size_pt=11),
            *_missing(gone),
        ],
    )


def _row(number: int, entry: Entry) -> Row:
    return Row([str(number), entry.label, entry.whose, entry.name, entry.page])


def _missing(gone: list[Entry]) -> Iterator[Block]:
    if gone:
        yield Paragraph((italic("Nộp bổ sung sau:"),))
        for entry in gone:
            yield NumberedItem("-", f"{entry.label}{f' của {entry.whose}' if entry.whose else ''}.")
