"""The list that goes with a tờ trình: who, for what, what was received before, how the council voted (D6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from django.db.models import Q, QuerySet

from awards.models import AwardRecord, Nomination, Occasion, Question, Round, SubmissionLetter, SubmissionLine
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from campaigns.models import Award
from thidua.papers import Appendix, Column, GroupRow, Paragraph, Row, Table
from thidua.vietnamese import paper_date, percent, percents_of, two_digits

# Titles and Giấy khen of so many years are listed, what came from above whenever it came.
YEARS = 5
# A row is never broken over two pages: longer summaries end with the sentence before this letter.
SUMMARY_LETTERS = 700

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên, tên tập thể", 36),
    Column("Chức vụ, đơn vị", 38),
    Column("Tóm tắt thành tích"),
    Column("Danh hiệu, hình thức đã đạt (số quyết định)", 52),
    Column("Đề nghị", 32),
    Column("Tỷ lệ phiếu", 20, "center"),
)


@dataclass(frozen=True)
class Listed:
    """One case as the list shows it; `question` is the council's last count of it."""

    line: SubmissionLine
    nomination: Nomination
    received: tuple[AwardRecord, ...]
    question: Question | None

    @property
    def ordinal(self) -> int:
        return self.line.ordinal

    @property
    def share(self) -> Fraction | None:
        if self.question is None or not self.question.members or self.question.agree is None:
            return None
        return Fraction(self.question.agree, self.question.members)

    @property
    def vote(self) -> str:
        if self.share is None or self.question is None:
            return ""
        return f"{self.question.agree}/{self.question.members} ({percent(self.share)})"


def rows_of(letter: SubmissionLetter, lines: Iterable[SubmissionLine] | None = None) -> list[Listed]:
    """All cases in the order of the letter, or those of `lines`; four queries, however many."""
    rows = list(with_cases(letter.lines.all()) if lines is None else lines)
    nominations = [line.nomination for line in rows]
    votes, received = _votes(letter, nominations), _received(letter, nominations)
    return [
        Listed(line, line.nomination, tuple(received.get(_who(line.nomination), ())), votes.get(line.nomination_id))
        for line in rows
    ]


def with_cases(lines: QuerySet[SubmissionLine]) -> QuerySet[SubmissionLine]:
    """With all that the list shows of each."""
    related = ("award", "staff_member", "department", "unit", "phase", "movement")
    return lines.select_related("answer", *(f"nomination__{name}" for name in related))


def _votes(letter: SubmissionLetter, nominations: list[Nomination]) -> dict[int, Question]:
    counted = Question.objects.filter(round__session=letter.session_id, round__status=Round.Status.COUNTED)
    ordered = counted.filter(nomination__in=nominations).order_by("round__ordinal", "ordinal")
    return {question.nomination_id: question for question in ordered}


def _received(letter: SubmissionLetter, nominations: list[Nomination]) -> dict[tuple, list[AwardRecord]]:
    people = [one.staff_member_id for one in nominations if one.staff_member_id]
    units = [one.department_id for one in nominations if one.department_id]
    recent = Q(year__gt=letter.year - YEARS) | ~Q(award__deciding_level=Award.Level.SCHOOL)
    records = AwardRecord.objects.in_force().filter(
        Q(staff_member__in=people) | Q(department__in=units), recent, year__lte=letter.year
    )
    found: dict[tuple, list[AwardRecord]] = {}
    for record in records.select_related("award").order_by("year", "award__order", "pk"):
        found.setdefault((record.staff_member_id, record.department_id), []).append(record)
    return found


def _who(nomination: Nomination) -> tuple:
    return (nomination.staff_member_id, nomination.department_id)


# --- on paper


def appendix(letter: SubmissionLetter, rows: list[Listed], bracket: str) -> Appendix:
    nominations = [row.nomination for row in rows]
    return Appendix(
        title="DANH SÁCH",
        summary=f"{_kinds(nominations)} đề nghị khen thưởng năm {letter.year}",
        bracket=bracket,
        blocks=[
            Table(COLUMNS, list(_table(rows)), size_pt=11),
            Paragraph(f"(Danh sách gồm {count_words(nominations, ', ')})./.", align="center"),
        ],
        landscape=True,
    )


def count_words(nominations: Iterable[Nomination], joined_by: str = " và ") -> str:
    """ "01 tập thể và 03 cá nhân": each counted once, however many awards it is proposed for."""
    rows = list(nominations)
    counts = [
        (len({one.department_id for one in rows if one.is_collective}), "tập thể"),
        (len({one.staff_member_id for one in rows if not one.is_collective}), "cá nhân"),
    ]
    return joined_by.join(f"{two_digits(count)} {word}" for count, word in counts if count)


def _kinds(nominations: list[Nomination]) -> str:
    there = {one.is_collective for one in nominations}
    words = [word for is_collective, word in ((True, "tập thể"), (False, "cá nhân")) if is_collective in there]
    return ", ".join(words).capitalize()


def _table(rows: list[Listed]) -> Iterator[Row | GroupRow]:
    """I. collectives, II. individuals, where there are both; STT runs through all."""
    parts = [(key, list(part)) for key, part in groupby(rows, key=lambda row: row.nomination.is_collective)]
    apart = namesakes.among((row.nomination.staff_member, _place(row.nomination)) for row in rows)
    votes = dict(zip([row.ordinal for row in rows], _votes_shown(rows), strict=True))
    for roman, (is_collective, part) in zip(("I", "II"), parts, strict=False):
        if len(parts) > 1:
            yield GroupRow(f"{roman}. {'TẬP THỂ' if is_collective else 'CÁ NHÂN'}")
        for row in part:
            yield Row([*_cells(row, apart.get(row.nomination.staff_member_id, "")), votes[row.ordinal]])


def _cells(row: Listed, mark: str) -> list:
    nomination = row.nomination
    named = str(nomination.candidate)
    received = "; ".join(_received_words(record) for record in row.received) or "Không"
    return [
        str(row.ordinal),
        named if nomination.is_collective else namesakes.printed(named, mark),
        _place(nomination),
        summary_of(nomination),
        received,
        asked_for(nomination),
    ]


def _votes_shown(rows: list[Listed]) -> list[str]:
    """ "6/7 (85,7%)", all with the same decimals; nothing where the program has no votes."""
    shares = percents_of([row.share for row in rows])
    asked = zip(rows, shares, strict=True)
    return [f"{row.question.agree}/{row.question.members} ({share}%)" if row.vote else "" for row, share in asked]


def _place(nomination: Nomination) -> str:
    if nomination.is_collective:
        return ""
    return ", ".join(filter(None, [nomination.post, nomination.unit.name]))


def _received_words(record: AwardRecord) -> str:
    decided = f"{record.decision_number} ngày {paper_date(record.decision_date)}"
    return f"{printed_name(record.award)} năm {record.year} (Quyết định số {decided})"


def asked_for(nomination: Nomination) -> str:
    """The award, and for what where it is not the year's merit."""
    if nomination.occasion == Occasion.MERIT:
        return printed_name(nomination.award)
    about = {Occasion.PHASE: nomination.phase, Occasion.THEMATIC: nomination.movement}
    occasion = about.get(Occasion(nomination.occasion)) or nomination.occasion_text
    return f"{printed_name(nomination.award)} ({occasion})"


def summary_of(nomination: Nomination) -> str:
    """In one paragraph; too long a text ends with a whole sentence."""
    text = " ".join(nomination.grounds.split())
    if len(text) <= SUMMARY_LETTERS:
        return text
    head = text[:SUMMARY_LETTERS]
    return head[: head.rfind(". ") + 1] or f"{head.rpartition(' ')[0]}…"
