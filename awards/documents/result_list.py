"""The list of a session's results: every case counted, with its votes; for the council's file, no number of its own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from awards.documents import in_writing, results, room, ways
from awards.documents.ballots import NOT_PASSED, PASSED, shares_of
from awards.documents.room import WHAT
from awards.models import CouncilSession, Question
from thidua.models import Institution
from thidua.papers import Column, GroupRow, Paper, Paragraph, Row, Table
from thidua.vietnamese import date_words, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên/Tập thể", 45),
    Column("Chức vụ, đơn vị"),
    Column("Số phiếu đồng ý/\nTổng số thành viên", 21, "center"),
    Column("Tỷ lệ (%)", 12, "center"),
    Column("Kết luận", 17),
)


def gather(session: CouncilSession) -> Paper:
    """Raises Refused before the first count. Marked DỰ THẢO until the minutes are frozen."""
    questions = results.of_session(session)
    refuse("" if questions else results.NOT_COUNTED)
    institution, sitting = Institution.objects.get(), room.of_session(session)
    of_all = len(sitting.seats)
    return Paper(
        kind="result-list",
        file_name=f"DS-ket-qua-xet-{session.campaign.year}-{session.pk}.pdf",
        header=room.header(institution, on=room.day(session)),
        title="DANH SÁCH",
        summary=f"Kết quả xét {WHAT} năm {session.campaign.year}",
        blocks=[
            Paragraph(f"{_according_to(session)}; {_how(questions, of_all)}."),
            Table(_columns(questions, of_all), list(_rows(questions))),
            Paragraph(_total(questions)),
        ],
        signatures=[sitting.secretary_signature, sitting.council_signature],
        draft=session.minutes_id is None,
    )


def _how(questions: list[Question], of_all: int) -> str:
    ordered = sorted(questions, key=lambda question: question.round.ordinal)
    held = ways.ways_words(ways.rounds_of(ordered))
    return f"Hội đồng {held}, tỷ lệ tính trên {ways.base_words(ordered, of_all)}{_in_writing(questions)}"


def _in_writing(questions: list[Question]) -> str:
    """Cases as the list numbers them; nothing where nobody wrote, or where all was in writing."""
    by_number: dict[int, list[int]] = {}
    for place, question in enumerate(questions, start=1):
        if question.round.way != ways.WRITTEN:
            by_number.setdefault(ways.written_of(question), []).append(place)
    told = [f"{two_digits(n)} ở trường hợp số {in_writing.runs(cases)}" for n, cases in by_number.items() if n]
    return f"; kết quả tính cả ý kiến bằng văn bản: {'; '.join(told)}" if told else ""


def _columns(questions: list[Question], of_all: int) -> tuple[Column, ...]:
    return tuple(replace(column, title=ways.heading(column.title, questions, of_all)) for column in COLUMNS)


def _according_to(session: CouncilSession) -> str:
    if session.minutes:
        minutes = session.minutes
        return f"Theo Biên bản số {minutes.full_number} {date_words(minutes.date)} của {session.council.name}"
    return f"Theo kết quả kiểm phiếu tại phiên họp {date_words(room.day(session))} của {session.council.name}"


def _rows(questions: list[Question]) -> Iterator[Row | GroupRow]:
    """Counted on through the whole list."""
    marks, shares = results.marks_of(questions), shares_of(questions)
    numbered = enumerate(zip(questions, shares, strict=True), start=1)
    for award, group in groupby(numbered, key=lambda one: one[1][0].nomination.award):
        yield GroupRow(results.heading(award))
        for number, (question, share) in group:
            yield Row(
                [
                    str(number),
                    results.who(question.nomination, marks),
                    results.beside(question.nomination),
                    ways.agreed(question),
                    share,
                    PASSED if question.passed else NOT_PASSED,
                ]
            )


def _total(questions: list[Question]) -> str:
    passed = sum(question.passed for question in questions)
    return (
        f"Tổng số {two_digits(len(questions))} trường hợp; đề nghị {two_digits(passed)}, "
        f"không đề nghị {two_digits(len(questions) - passed)}./."
    )
