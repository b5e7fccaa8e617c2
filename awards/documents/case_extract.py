"""What the minutes say of one case, certified as an extract (trích sao): no other candidate, nobody's reasons."""

from collections.abc import Iterator
from dataclasses import replace

from awards.documents import results, room, ways
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
    return Paper(
        kind="case-extract",
        file_name=f"trich-bien-ban-{session.campaign.year}-{nomination.pk:05d}.pdf",
        header=letterheads.of_council(institution, Copy()),
        title=TITLE,
        summary=f"Họp {institution.council_name} năm {session.campaign.year}",
        blocks=[
            Paragraph(source(session, institution)),
            _sitting(sitting),
            NumberedItem("2.", _case(nomination, session.campaign.year), title="Trường hợp được xét:"),
            *_votes(rounds, sitting),
            *_reason(nomination),
            NumberedItem("4.", _conclusion(rounds[-1], institution), title="Kết luận:"),
        ],
        signatures=certified_by(sitting),
        recipients=[f"{nomination.candidate}", institution.archive_line],
    )


def certified_by(sitting: Room) -> list[Signature]:
    """Who took the extract, and who certifies it."""
    return [
        Signature(("NGƯỜI TRÍCH SAO", "THƯ KÝ"), str(sitting.session.secretary.staff_member)),
        sitting.council_signature,
    ]


def source(session: CouncilSession, institution: Institution) -> str:
    minutes = session.minutes
    return (
        f"Trích sao Biên bản số {minutes.full_number} {date_words(minutes.date)} của "
        f"{room.full_name(session, institution)}, phiên họp bắt đầu lúc {room.moment(session.held_at)}, "
        f"tại {session.place}:"
    )


def _sitting(sitting: Room) -> NumberedItem:
    presided, secretary = sitting.presented(sitting.presiding), sitting.presented(sitting.session.secretary)
    who = f"{sitting.counted} thành viên Hội đồng có mặt; chủ trì: {presided}; thư ký: {secretary}."
    return NumberedItem("1.", who, title="Thành phần:")


def _case(nomination: Nomination, year: int) -> Rich:
    where = results.where(nomination)
    asked = f"đề nghị {results.in_sentence(nomination.award)} năm {year}."
    return (bold(str(nomination.candidate)), f"{f', {where}' if where else ''}; {asked}")


def _votes(rounds: list[Question], sitting: Room) -> Iterator[Block]:
    case = rounds[0].nomination
    barred = barred_seats(sitting.session, [case], sitting.seats)[case.pk] & {seat.pk for seat in sitting.here}
    of_all, held = len(sitting.seats), ways.rounds_of(rounds)
    how = f"{ways.ways_words(held)}; " if ways.title_of(held) == "Biểu quyết" or len(held) > 1 else ""
    yield NumberedItem(
        "3.",
        f"{how}tỷ lệ tính trên {ways.base_words(rounds, of_all)}; {two_digits(len(barred))} thành viên có mặt không "
        "biểu quyết.",
        title=f"Kết quả {lower_first(ways.title_of(held))}:",
    )
    columns = [replace(column, title=ways.heading(column.title, rounds, of_all)) for column in COLUMNS]
    yield Table(columns, [_vote(*one, rounds[-1], of_all) for one in zip(rounds, shares_of(rounds), strict=True)])


def _vote(question: Question, share: str, last: Question, of_all: int) -> Row:
    outcome = PASSED if question.passed else NOT_PASSED
    if question != last:
        outcome += f" (xét lại ở lượt {last.round.ordinal})"
    return Row(
        [
            str(question.round.ordinal),
            f"{question.agree}/{question.members}",
            share,
            f"{question.needed}/{question.members}, {ways.need_words(question, of_all)}",
            outcome,
        ]
    )


def _reason(nomination: Nomination) -> Iterator[Block]:
    if nomination.council_reason:
        yield Paragraph(f"Lý do Hội đồng quyết định khác kết quả đối chiếu điều kiện: {nomination.council_reason}")


def _conclusion(last: Question, institution: Institution) -> str:
    what = f"{results.in_sentence(last.nomination.award)} cho {last.nomination.candidate}"
    if not last.passed:
        return f"Hội đồng không đề nghị {what}./."
    if last.nomination.award.deciding_level == "school":
        return f"Hội đồng đề nghị {institution.head_title} xem xét, quyết định {what}./."
    return f"Hội đồng đề nghị {institution.head_title} trình cấp trên xem xét {what}./."
