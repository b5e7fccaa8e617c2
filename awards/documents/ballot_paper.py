"""D10: the paper ballots of a round: cases and three boxes, nobody's name, no number on a ballot.

Whoever does not vote on a case gets no ballot that has it: a line left empty would tell whose ballot it is. So cases
from which the same members step out share a ballot, and each ballot is handed to those who vote on all of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from awards.documents import results, room
from awards.documents.results import NOMINATION
from awards.electorate import barred_seats, seats_of
from awards.models import Box, Question, Round
from campaigns import namesakes
from thidua.models import Institution
from thidua.papers import Appendix, Block, Column, Header, Paper, Paragraph, Row, Table, italic
from thidua.vietnamese import lower_first, upper_first
from thidua.workflow import refuse

ON_HALF_A_SHEET = 4  # cases: with more, the ballots are whole sheets
TITLE = "PHIẾU BẦU"
COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên/Tập thể", 46),
    Column("Chức vụ, đơn vị"),
    *(Column(label, 21, "center") for label in Box.Choice.labels),
)
BOX = "\u00a0\n\u00a0"  # an empty cell two lines high, ruled on all sides: the family of letters has no ballot box
HOW = (
    "Đánh dấu X vào một trong ba ô của từng trường hợp; không đánh dấu hoặc đánh dấu nhiều ô thì tính là không có ý "
    "kiến. Phiếu ghi tên, ký tên hoặc ghi gì khác là phiếu không hợp lệ."
)
SPECIMEN = "Mẫu phiếu lưu hồ sơ: lượt này đã kiểm phiếu, không dùng để bỏ phiếu."


@dataclass(frozen=True)
class Ballot:
    """copies: to how many members it is handed."""

    questions: tuple[Question, ...]
    copies: int


def why_not_print(round_: Round) -> str:
    """Hands need no paper, and a written opinion is signed."""
    if round_.way in Round.SECRET_WAYS:
        return ""
    way = lower_first(round_.get_way_display())
    return f"Lượt {round_.ordinal} {way} nên không có phiếu bầu; chỉ lượt bỏ phiếu kín mới in phiếu."


def ballots_of(round_: Round) -> list[Ballot]:
    questions = list(round_.questions.select_related(*NOMINATION).order_by("ordinal"))
    seats = _handed_to(round_)
    barred = barred_seats(round_.session, [question.nomination for question in questions], seats)
    here = frozenset(seat.pk for seat in seats)
    return grouped((question, here - barred[question.nomination_id]) for question in questions)


def grouped(cases: Iterable[tuple[Question, frozenset[int]]]) -> list[Ballot]:
    """From each case and the seats that vote on it; the most cases first, within a ballot as they come."""
    groups: dict[frozenset[int], list[Question]] = {}
    for question, voters in cases:
        groups.setdefault(voters, []).append(question)
    found = [Ballot(tuple(group), len(voters)) for voters, group in groups.items()]
    return sorted(found, key=lambda ballot: (-len(ballot.questions), ballot.questions[0].ordinal))


def _handed_to(round_: Round) -> list:
    """Members who are on the roll; before the round opens those who are here, before the roll call all of them."""
    seats = list(seats_of(round_.session))
    if round_.status != Round.Status.PENDING:
        on_roll = set(round_.roll.values_list("seat_id", flat=True))
        return [seat for seat in seats if seat.pk in on_roll]
    called = dict(round_.session.attendances.values_list("seat_id", "present"))
    return [seat for seat in seats if called.get(seat.pk, not called)]


def copies_words(ballots: list[Ballot]) -> str:
    """“In 5 bản.” or “Phiếu 1: in 5 bản; phiếu 2: in 4 bản.”, for whoever prints."""
    if len(ballots) == 1:
        return f"In {ballots[0].copies} bản."
    each = "; ".join(f"phiếu {number}: in {ballot.copies} bản" for number, ballot in enumerate(ballots, start=1))
    return f"{upper_first(each)}."


def gather(round_: Round) -> Paper:
    """Raises Refused of a round without slips."""
    refuse(why_not_print(round_))
    session, institution = round_.session, Institution.objects.get()
    ballots = ballots_of(round_)
    header = room.header(institution, on=room.day(session))
    summary = _summary(ballots, session.campaign.year)
    marks = namesakes.among((q.nomination.staff_member, "") for ballot in ballots for q in ballot.questions)
    first, *others = [_blocks(ballot, marks, round_) for ballot in ballots]
    small = max(len(ballot.questions) for ballot in ballots) <= ON_HALF_A_SHEET
    return Paper(
        kind="ballot-paper",
        file_name=f"phieu-bau-{session.campaign.year}-{session.pk}-luot-{round_.ordinal}.pdf",
        header=header,
        title=TITLE,
        summary=summary,
        blocks=first,
        appendices=[_another(blocks, header, summary) for blocks in others],
        sheet="A5" if small else "A4",
    )


def _summary(ballots: list[Ballot], year: int) -> str:
    return f"Xét {results.asked(q.nomination for ballot in ballots for q in ballot.questions)} năm {year}"


def _another(blocks: list[Block], header: Header, summary: str) -> Appendix:
    return Appendix(title=TITLE, summary=summary, blocks=blocks, header=header)


def _blocks(ballot: Ballot, marks: dict[int, str], round_: Round) -> list[Block]:
    counted = round_.status == Round.Status.COUNTED
    rows = [
        Row(
            [
                str(number),
                results.who(question.nomination, marks),
                results.beside(question.nomination),
                *[BOX] * len(Box.Choice),
            ]
        )
        for number, question in enumerate(ballot.questions, start=1)
    ]
    return [
        *([Paragraph((italic(SPECIMEN),), align="center", indent=False)] if counted else []),
        Table(COLUMNS, rows),
        Paragraph((italic(HOW),), indent=False),
    ]
