"""What the minutes say of one case, taken from them: no other candidate, nobody's reasons to step out.

It is no copy in their words (bản trích sao). Who was there, who stepped out and who did not vote add up to the opinions
counted.
"""

from collections.abc import Iterator
from dataclasses import replace

from awards.documents import in_writing, results, room, tally_sheet, ways
from awards.documents.ballots import NOT_PASSED, PASSED, shares_of
from awards.documents.results import NOMINATION
from awards.documents.room import Room
from awards.electorate import barred_seats
from awards.models import CouncilSession, Nomination, Question, Round
from campaigns.documents import letterheads
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, NumberedItem, Paper, Paragraph, Rich, Row, Signature, Table, bold
from thidua.vietnamese import date_words, lower_first, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("Lượt", 16, "center"),
    Column("Số phiếu đồng ý/\nTổng số thành viên", 42, "center"),
    Column("Tỷ lệ (%)", 20, "center"),
    Column("Số phiếu cần"),
    Column("Kết luận", 34),
)


TITLE = "TRÍCH BIÊN BẢN"


def why_not_issue(question: Question) -> str:
    if question.round.status != Round.Status.COUNTED:
        return "Trường hợp này chưa kiểm phiếu nên chưa có gì để trích; kiểm phiếu trước."
    if question.round.session.minutes_id is None:
        return "Phiên họp chưa kết thúc nên chưa có biên bản để trích; kết thúc phiên họp trước."
    return ""


def gather(question: Question) -> Paper:
    """Of every round of that session in which the case stood. Raises Refused while there are no minutes."""
    refuse(why_not_issue(question))
    session = question.round.session
    found = Question.objects.filter(
        round__session=session, round__status=Round.Status.COUNTED, nomination=question.nomination_id
    )
    rounds = list(found.select_related("round", *NOMINATION).order_by("round__ordinal"))
    nomination, institution, sitting = rounds[0].nomination, Institution.objects.get(), room.of_session(session)
    held = [(one, ways.present_at(one, tally_sheet.questions_of(one), sitting)) for one in ways.rounds_of(rounds)]
    return Paper(
        kind="case-extract",
        file_name=f"trich-bien-ban-{session.campaign.year}-{nomination.pk:05d}.pdf",
        header=letterheads.of_council(institution, Copy()),
        title=TITLE,
        summary=f"Họp {institution.council_name} năm {session.campaign.year}",
        blocks=[
            Paragraph(source(session, institution)),
            _sitting(sitting, held),
            NumberedItem("2.", _case(nomination, session.campaign.year), title="Trường hợp được xét:"),
            *_votes(rounds, sitting, held),
            *_reason(nomination),
            NumberedItem("4.", _conclusion(rounds[-1], institution), title="Kết luận:"),
        ],
        signatures=certified_by(sitting),
        recipients=[f"{nomination.candidate}", institution.archive_line],
    )


def certified_by(sitting: Room) -> list[Signature]:
    """Who took the extract, and who certifies it."""
    return [
        Signature(("NGƯỜI TRÍCH BIÊN BẢN", "THƯ KÝ"), str(sitting.session.secretary.staff_member)),
        sitting.council_signature,
    ]


def source(session: CouncilSession, institution: Institution) -> str:
    minutes = session.minutes
    return (
        f"Trích từ Biên bản số {minutes.full_number} {date_words(minutes.date)} của "
        f"{room.full_name(session, institution)}, phiên họp bắt đầu lúc {room.moment(session.held_at)}, "
        f"tại {session.place}:"
    )


Held = list[tuple[Round, set[int]]]  # each round in which the case stood, and the seats that were there


def _sitting(sitting: Room, held: Held) -> NumberedItem:
    """Who was there and who presided when the case was voted on, as the sheets of those rounds say."""
    presided = ways.by_round([(one, sitting.presided_words(one)) for one, _ in held])
    of_all = len(sitting.seats)
    words = "thành viên Hội đồng có mặt khi biểu quyết"
    there = [(one, f"{ways.fraction(len(seats), of_all)} {words}") for one, seats in held if one.way != ways.WRITTEN]
    who = ways.by_round(there) if there else f"Hội đồng có {two_digits(of_all)} thành viên"
    return NumberedItem("1.", f"{who}; chủ trì: {presided}; thư ký: {sitting.secretary}.", title="Thành phần:")


def _case(nomination: Nomination, year: int) -> Rich:
    where = results.where(nomination)
    asked = f"đề nghị {results.asked([nomination])} năm {year}."
    return (bold(str(nomination.candidate)), f"{f', {where}' if where else ''}; {asked}")


def _votes(rounds: list[Question], sitting: Room, held: Held) -> Iterator[Block]:
    case, of_all, ordered = rounds[0].nomination, len(sitting.seats), ways.rounds_of(rounds)
    barred = barred_seats(sitting.session, [case], sitting.seats)[case.pk]
    how = f"{ways.ways_words(ordered)}; " if ways.title_of(ordered) == "Biểu quyết" or len(ordered) > 1 else ""
    yield NumberedItem(
        "3.",
        f"{how}{_in_writing(rounds, sitting, barred)}tỷ lệ tính trên {ways.base_words(rounds, of_all)}; "
        f"{_stepped_out(barred, held)}{_unheard(rounds, barred, sitting, held)}.",
        title=f"Kết quả {lower_first(ways.title_of(ordered))}:",
    )
    yield from (Paragraph(f"{_of_round(one, ordered)}{early}") for one in ordered if (early := ways.early_words(one)))
    columns = [replace(column, title=ways.heading(column.title, rounds, of_all)) for column in COLUMNS]
    yield Table(columns, [_vote(*one, rounds[-1], of_all) for one in zip(rounds, shares_of(rounds), strict=True)])


def _stepped_out(barred: set[int], held: Held) -> str:
    """Of who was there; of a round held in writing everybody was asked."""
    told = []
    for one, seats in held:
        out, there = (barred, "") if one.way == ways.WRITTEN else (barred & seats, " có mặt")
        told.append((one, f"{two_digits(len(out))} thành viên{there} không biểu quyết"))
    return ways.by_round(told)


def _unheard(rounds: list[Question], barred: set[int], sitting: Room, held: Held) -> str:
    """Who might have voted on the case and is not in its result; nothing where that is nobody."""
    told = []
    for question, (one, there) in zip(rounds, held, strict=True):
        asked = {seat.pk for seat in sitting.seats} if one.way == ways.WRITTEN else there
        counted = ways.votes_of(question) - (0 if one.way == ways.WRITTEN else ways.written_of(question))
        if left := len(asked - barred) - counted:
            where = f" (lượt {one.ordinal})" if len(rounds) > 1 else ""
            told.append(f"; {two_digits(left)} {ways.unheard_words(one)}{where}")
    return "".join(told)


def _of_round(round_: Round, held: list[Round]) -> str:
    """“Lượt 1: ”, where there were more."""
    return f"Lượt {round_.ordinal}: " if len(held) > 1 else ""


def _in_writing(rounds: list[Question], sitting: Room, barred: set[int]) -> str:
    """Of rounds held in the room, how many opinions were given on paper and by whom; nothing where nobody did."""
    some = [question for question in rounds if question.round.way != ways.WRITTEN and ways.written_of(question)]
    if not some:
        return ""
    writers = in_writing.writers_of(sitting, some, {rounds[0].nomination_id: barred})
    told = []
    for question in some:
        names = in_writing.answered([question], writers, sitting)
        written = f"{two_digits(ways.written_of(question))} ý kiến bằng văn bản{f' ({names})' if names else ''}"
        where = _of_round(question.round, ways.rounds_of(rounds)).lower()
        told.append(f"{where}{two_digits(ways.votes_of(question))} ý kiến được tính, trong đó {written}; ")
    return "".join(told)


def _vote(question: Question, share: str, last: Question, of_all: int) -> Row:
    outcome = PASSED if question.passed else NOT_PASSED
    if question != last:
        outcome += f" (xét lại ở lượt {last.round.ordinal})"
    return Row(
        [
            str(question.round.ordinal),
            ways.agreed(question),
            share,
            f"{ways.fraction(question.needed, question.members)}, {ways.need_words(question, of_all)}",
            outcome,
        ]
    )


def _reason(nomination: Nomination) -> Iterator[Block]:
    if nomination.council_reason:
        yield Paragraph(f"Lý do Hội đồng quyết định khác kết quả đối chiếu điều kiện: {nomination.council_reason}")


def _conclusion(last: Question, institution: Institution) -> str:
    what = f"{results.asked([last.nomination])} cho {last.nomination.candidate}"
    if not last.passed:
        return f"Hội đồng không đề nghị {what}./."
    if last.nomination.award.deciding_level == "school":
        return f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định {what}./."
    return f"Hội đồng đề nghị {institution.head_title} trình cấp trên xem xét {what}./."
