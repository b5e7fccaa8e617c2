"""What the minutes say of one case, certified as an extract (trích sao): no other candidate, nobody's reasons."""

from collections.abc import Iterator

from awards.documents import results, room
from awards.documents.ballots import NOT_PASSED, PASSED, share_of
from awards.documents.results import NOMINATION
from awards.documents.room import Room
from awards.electorate import barred_seats, threshold_words
from awards.models import Nomination, Question, Round
from campaigns.documents import letterheads
from thidua.copies import Copy
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, Line, Lines, NumberedItem, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("Lượt", 16, "center"),
    Column("Số phiếu đồng ý/Tổng số thành viên", 34, "center"),
    Column("Tỷ lệ (%)", 20, "center"),
    Column("Số phiếu cần"),
    Column("Kết luận", 36),
)


def why_not_issue(question: Question) -> str:
    if question.round.status != Round.Status.COUNTED:
        return "Trường hợp này chưa kiểm phiếu nên chưa có gì để trích; kiểm phiếu trước."
    if question.round.session.minutes_id is None:
        return "Phiên họp chưa kết thúc nên chưa có biên bản để trích; kết thúc phiên họp trước."
    return ""


def gather(question: Question) -> Paper:
    """Of every round of that session in which the case stood. Raises Refused while there are no minutes."""
    refuse(why_not_issue(question))
    session, minutes = question.round.session, question.round.session.minutes
    found = Question.objects.filter(
        round__session=session, round__status=Round.Status.COUNTED, nomination=question.nomination_id
    )
    rounds = list(found.select_related("round", *NOMINATION).order_by("round__ordinal"))
    nomination, institution, sitting = rounds[0].nomination, Institution.objects.get(), room.of_session(session)
    return Paper(
        kind="case-extract",
        file_name=f"trich-bien-ban-{session.campaign.year}-{nomination.pk:05d}.pdf",
        header=letterheads.of_council(institution, Copy()),
        title="TRÍCH BIÊN BẢN",
        summary=f"Họp {institution.council_name} năm {session.campaign.year}",
        blocks=[
            Paragraph(
                f"Trích sao Biên bản số {minutes.full_number} {date_words(minutes.date)} của {session.council.name} "
                f"{institution.name}, phiên họp bắt đầu lúc {room.moment(session.held_at)}, tại {session.place}:"
            ),
            *_sitting(sitting),
            Heading("2. Trường hợp được xét", 2),
            Lines(list(_case(nomination, session.campaign.year))),
            Heading("3. Kết quả bỏ phiếu kín", 2),
            *_votes(rounds, sitting),
            *_reason(nomination),
            Heading("4. Kết luận", 2),
            Paragraph(_conclusion(rounds[-1], institution)),
        ],
        signatures=[
            Signature(("NGƯỜI TRÍCH SAO", "THƯ KÝ"), str(session.secretary.staff_member)),
            sitting.chair_signature("TM. HỘI ĐỒNG", "CHỦ TỊCH"),
        ],
        recipients=[f"{nomination.candidate}", institution.archive_line],
    )


def _sitting(sitting: Room) -> Iterator[Block]:
    yield NumberedItem("1.", f"{sitting.counted} thành viên Hội đồng có mặt.", title="Thành phần:")
    yield NumberedItem("-", f"Chủ trì: {sitting.presented(sitting.chair)}.")
    yield NumberedItem("-", f"Thư ký: {sitting.presented(sitting.session.secretary)}.")


def _case(nomination: Nomination, year: int) -> Iterator[Line]:
    yield Line("Tên tập thể" if nomination.is_collective else "Họ và tên", str(nomination.candidate))
    if where := results.where(nomination):
        yield Line("Chức vụ, đơn vị", where)
    yield Line("Đề nghị", f"{results.in_sentence(nomination.award)} năm {year}")


def _votes(rounds: list[Question], sitting: Room) -> Iterator[Block]:
    case = rounds[0].nomination
    barred = barred_seats(sitting.session, [case], sitting.seats)[case.pk] & {seat.pk for seat in sitting.here}
    yield Paragraph(
        f"Tỷ lệ tính trên tổng số thành viên Hội đồng. Thành viên có mặt không biểu quyết trường hợp này: "
        f"{two_digits(len(barred))}."
    )
    yield Table(COLUMNS, [_vote(question, rounds[-1]) for question in rounds])


def _vote(question: Question, last: Question) -> Row:
    outcome = PASSED if question.passed else NOT_PASSED
    if question != last:
        outcome += f" (xét lại ở lượt {last.round.ordinal})"
    return Row(
        [
            str(question.round.ordinal),
            f"{question.agree}/{question.members}",
            share_of(question),
            f"{question.needed}/{question.members}, {threshold_words(question.threshold)}",
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
