"""What the minutes say of the votes: the rounds by their way with their results, what did not pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from awards.documents import in_writing, results, ways
from awards.documents.stepping_out import case
from awards.models import Nomination, Question, Round
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from thidua.papers import Block, Column, GroupRow, NumberedItem, Paragraph, Row, Table
from thidua.vietnamese import lower_first, percents_of, two_digits

RESULTS = (
    Column("STT", 9, "center"),
    Column("Họ và tên/Tập thể", 37),
    Column("Chức vụ, đơn vị"),
    Column("Danh hiệu, hình thức", 26),
    Column("Số phiếu đồng ý/Tổng số thành viên", 21, "center"),
    Column("Tỷ lệ (%)", 13, "center"),
    Column("Kết luận", 17),
)
NOTHING = "Hội đồng chưa bỏ phiếu."
NOT_YET = "chưa có kết quả biểu quyết"  # of a draft
PASSED, NOT_PASSED = "Đề nghị", "Không đề nghị"


def rounds(what: dict[str, Any]) -> Iterator[Block]:
    questions, of_all = what["questions"], len(what["seats"])
    if not questions:
        yield Paragraph(_going_on(what) or ("Chưa kiểm phiếu lượt nào." if what["unfinished"] else NOTHING))
        return
    held = ways.rounds_of(questions)
    enclosed = "Biên bản kiểm phiếu" if all(one.way in Round.SECRET_WAYS for one in held) else "biên bản kết quả"
    yield Paragraph(
        f"Hội đồng {ways.ways_words(held)}; tỷ lệ tính trên {ways.base_words(questions, of_all)}. "
        f"Từng lượt có {enclosed} kèm theo."
    )
    if not what["unfinished"] and (unopened := ways.unopened_words(held)):
        yield NumberedItem("-", f"{unopened}.", title="Đã lập nhưng không mở:")
    yield from (NumberedItem("-", who, title=title) for title, who in ways.board_items(held, what["boards"]))
    yield NumberedItem("-", f"{'. '.join(ways.roundings(questions))}.", title=ways.need_title(questions))
    for one in held:
        cases = [question for question in questions if question.round_id == one.pk]
        yield NumberedItem("-", _round_words(cases, what), title=f"Lượt {one.ordinal}:")
    yield Paragraph("Kết quả từng trường hợp:")
    yield Table(_columns(questions, of_all), list(_results(what)))
    yield from (Paragraph(said) for said in filter(None, [_going_on(what)]))


def _going_on(what: dict[str, Any]) -> str:
    """Of a draft: “Lượt 2 đang bỏ phiếu, chưa kiểm phiếu.”"""
    if (now := what["open"]) is None:
        return ""
    act = "kiểm phiếu" if now.way in Round.SECRET_WAYS else "chốt kết quả"
    return f"Lượt {now.ordinal} {lower_first(now.state_in_words)}, chưa {act}."


def _columns(questions: Sequence[Question], of_all: int) -> tuple[Column, ...]:
    return tuple(replace(column, title=ways.heading(column.title, questions, of_all)) for column in RESULTS)


def _results(what: dict[str, Any]) -> Iterator[GroupRow | Row]:
    with_shares = zip(what["questions"], shares_of(what["questions"]), strict=True)
    for _, group in groupby(with_shares, key=lambda one: one[0].round_id):
        rows = list(group)
        yield GroupRow(str(rows[0][0].round))
        for question, share in rows:
            yield _result(question, share, what)


def _round_words(questions: Sequence[Question], what: dict[str, Any]) -> str:
    """Way, turnout with who wrote, what was needed, and every reason somebody had to give."""
    first, sitting, writers = questions[0], what["room"], what["writers"]
    line = f"{ways.way_words(first.round)}; {ways.turnout_words(first.round)}"
    if first.round.way == Round.Way.WRITTEN:
        names = in_writing.answered(questions, writers, sitting)
        line += f" ({names})" if names else ""
    elif any(map(ways.written_of, questions)):
        line += f"; thêm ý kiến bằng văn bản: {in_writing.counted(questions, writers, sitting)}"
    line += f"; cần {ways.need_words(first, len(what['seats']))} ({ways.needed_words(questions)})."
    return " ".join([line, *ways.reasons(first.round)])


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
            f"{results.award_of(nomination)}{_instead_of(nomination)}",
            ways.agreed(question),
            share,
            outcome,
        ]
    )


def _instead_of(nomination: Nomination) -> str:
    """Of a lower title put as its own question: instead of which."""
    higher = nomination.lower_of
    return f" (thay cho {printed_name(higher.award)})" if higher else ""


def shares_of(questions: Iterable[Question]) -> list[str]:
    """A column of per cents: “66,7”, “100,0”, of all members counted."""
    return percents_of([Fraction(question.agree, question.members) for question in questions])


def not_reached(what: dict[str, Any]) -> list[Nomination]:
    return [nomination for nomination in what["nominations"] if nomination.pk not in what["last"]]


def not_passed_title(what: dict[str, Any]) -> str:
    """Names what stands below it."""
    failed = any(not question.passed for question in what["last"].values())
    if not not_reached(what):
        return "Trường hợp không được đề nghị"
    what_of_them = NOT_YET if what["unfinished"] else "chưa biểu quyết"
    return f"Trường hợp {'không được đề nghị, ' if failed else ''}{what_of_them}"


def not_passed(what: dict[str, Any], goes: str) -> Iterator[Block]:
    """`goes`: where the cases go that were not reached."""
    of_all = len(what["seats"])
    lower = {one.lower_of_id: one for one in what["nominations"] if one.lower_of_id}
    lines = []
    for question in what["last"].values():
        if question.passed:
            continue
        line = f"{case(question.nomination, what)}: {ways.agreed_words(question)}, chưa đạt "
        line += f"{ways.need_words(question, of_all)}."
        if question.nomination_id in lower:
            line += f" Hội đồng đặt riêng câu hỏi ở mức thấp hơn: {printed_name(lower[question.nomination_id].award)}."
        lines.append(line)
    left = not_reached(what)
    if lines or not left:
        none = "Chưa có." if what["unfinished"] else "Không có."
        yield from (NumberedItem("-", line) for line in lines or [none])
    if left:
        where = NOT_YET if what["unfinished"] else f"chưa biểu quyết tại phiên họp, {goes}"
        yield Paragraph(f"{two_digits(len(left))} trường hợp {where}:")
        yield from (NumberedItem("-", line) for line in left_by_award(left, what["apart"]))


def left_by_award(left: Sequence[Nomination], apart: Mapping[int, str]) -> Iterator[str]:
    """“Giấy khen của Hiệu trưởng, 02 trường hợp: Lò Văn Ẵm, Nguyễn Thị Hoa.” `apart`: marks of namesakes."""
    for award, group in groupby(left, key=lambda nomination: nomination.award):
        names = [f"{one.candidate}{apart.get(one.staff_member_id, '')}" for one in group]
        yield f"{printed_name(award)}, {two_digits(len(names))} trường hợp: {', '.join(names)}."


def decided_otherwise(what: dict[str, Any]) -> Iterator[Block]:
    """Cases the council recommended or not against the findings, with the reason it gave."""
    for nomination in what["nominations"]:
        if nomination.council_reason:
            yield NumberedItem("-", f"{case(nomination, what)}: {nomination.council_reason}")
