"""What the minutes say of the votes: who stepped out, the rounds with their results, what did not pass."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from awards.electorate import threshold_words
from awards.models import Nomination, Question
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from thidua.papers import Block, Column, GroupRow, NumberedItem, Paragraph, Row, Table
from thidua.vietnamese import percents_of

RESULTS = (
    Column("STT", 9, "center"),
    Column("Họ và tên/Tập thể", 37),
    Column("Chức vụ, đơn vị"),
    Column("Danh hiệu, hình thức", 26),
    Column("Số phiếu đồng ý/Tổng số thành viên", 21, "center"),
    Column("Tỷ lệ (%)", 13, "center"),
    Column("Kết luận", 17),
)
PASSED, NOT_PASSED = "Đề nghị", "Không đề nghị"


def recused(what: dict[str, Any]) -> Iterator[Block]:
    yield from (NumberedItem("-", line) for line in recusals_in(what) or ["Không có."])


def recusals_in(what: dict[str, Any]) -> list[str]:
    """One line a member: own cases put to the vote, of those who were there; then declared ones, with the reason."""
    lines = []
    for seat in what["seats"]:
        person, attendance = seat.staff_member_id, what["attendances"].get(seat.pk)
        if attendance is None or attendance.present:
            own = [q.nomination for q in what["last"].values() if person in what["owners"][q.nomination_id]]
            said = "; ".join(map(_own_case, own))
            lines += [f"{seat.staff_member}: {said}."] if own else []
    cases = {nomination.pk: nomination for nomination in what["nominations"]}
    for recusal in what["recusals"]:
        if recusal.nomination_id in cases:
            about = case(cases[recusal.nomination_id], what)
            lines.append(f"{recusal.seat.staff_member}: {about} (lý do: {recusal.reason.rstrip(' .')}).")
    return lines


def _own_case(nomination: Nomination) -> str:
    whose = f"{nomination.candidate} (tập thể của mình)" if nomination.is_collective else "bản thân"
    return f"{printed_name(nomination.award)} đề nghị cho {whose}"


def case(nomination: Nomination, what: dict[str, Any]) -> str:
    mark = what["apart"].get(nomination.staff_member_id, "")
    return f"{printed_name(nomination.award)} đề nghị cho {nomination.candidate}{mark}"


def rounds(what: dict[str, Any]) -> Iterator[Block]:
    if not what["questions"]:
        yield Paragraph("Hội đồng chưa bỏ phiếu.")
        return
    yield Paragraph(
        "Hội đồng bỏ phiếu kín trên phần mềm; tỷ lệ tính trên tổng số thành viên Hội đồng, kể cả thành viên vắng mặt "
        "và thành viên không biểu quyết. Từng lượt có Biên bản kiểm phiếu kèm theo. Kết quả:"
    )
    rows: list[GroupRow | Row] = []
    shown: set[int] = set()
    for question, share in zip(what["questions"], shares_of(what["questions"]), strict=True):
        if question.round_id not in shown:
            shown.add(question.round_id)
            rows.append(GroupRow(_round_line(question)))
        rows.append(_result(question, share, what))
    yield Table(RESULTS, rows)


def _round_line(question: Question) -> str:
    round_ = question.round
    line = (
        f"{round_}; đã bỏ phiếu {round_.voted}/{round_.voters}; cần {threshold_words(question.threshold)} "
        f"({question.needed}/{question.members} phiếu)."
    )
    if round_.reason:
        line += f" Bỏ phiếu lại, lý do: {round_.reason}"
    if round_.early_count_reason:
        line += f" Kiểm phiếu khi còn người chưa bỏ, lý do: {round_.early_count_reason}"
    return line


def _result(question: Question, share: str, what: dict[str, Any]) -> Row:
    nomination = question.nomination
    collective = nomination.is_collective
    outcome = PASSED if question.passed else NOT_PASSED
    if what["last"][nomination.pk] != question:
        outcome += f" (xét lại ở lượt {what['last'][nomination.pk].round.ordinal})"
    return Row(
        [
            str(question.ordinal),
            str(nomination.candidate)
            if collective
            else namesakes.printed(str(nomination.candidate), what["apart"].get(nomination.staff_member_id, "")),
            "" if collective else ",\n".join(filter(None, [nomination.post, nomination.unit.name])),
            printed_name(nomination.award),
            f"{question.agree}/{question.members}",
            share,
            outcome,
        ]
    )


def shares_of(questions: Iterable[Question]) -> list[str]:
    """A column of per cents: “66,7”, “100,0”, of all members."""
    return percents_of([Fraction(question.agree, question.members) for question in questions])


def not_passed(what: dict[str, Any]) -> Iterator[Block]:
    lines = [
        f"{case(q.nomination, what)}: {q.agree}/{q.members} phiếu đồng ý, chưa đạt {threshold_words(q.threshold)}."
        for q in what["last"].values()
        if not q.passed
    ]
    lines += [
        f"{case(nomination, what)}: chưa biểu quyết tại phiên họp, chuyển lại Thường trực Hội đồng."
        for nomination in what["nominations"]
        if nomination.pk not in what["last"]
    ]
    yield from (NumberedItem("-", line) for line in lines or ["Không có."])


def decided_otherwise(what: dict[str, Any]) -> Iterator[Block]:
    """Cases the council recommended or not against the findings, with the reason it gave."""
    for nomination in what["nominations"]:
        if nomination.council_reason:
            yield NumberedItem("-", f"{case(nomination, what)}: {nomination.council_reason}")
