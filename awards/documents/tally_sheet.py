"""D10: the minutes of one count (documents.md §5): figures only, of a counted round; nobody's choice is known.

Hands and written opinions have no slips and no Ban kiểm phiếu: their sheet has the same result table, under its own
name, and the secretary signs it.

The hours, where nobody wrote others: on the program, by hands and in writing the sheet begins when the chair opened the
round, as its line says, for the count itself takes no time; whoever counts settles result and record in one act, which
is the hour of its end. Papers are counted for a while, by tellers who alone know since when: dots for the pen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from awards.documents import ballot_paper, in_writing, results, room, ways
from awards.documents.ballots import PASSED, shares_of
from awards.documents.results import NOMINATION
from awards.documents.room import DOTS, Room
from awards.documents.stepping_out import recused
from awards.electorate import barred_seats, own_cases
from awards.models import Question, Round
from awards.roles import presiding_among
from campaigns import namesakes
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, Line, Lines, NumberedItem, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên/Tập thể"),
    Column("Danh hiệu, hình thức", 31),
    Column("Số phiếu hợp lệ", 14, "center"),
    Column("Số phiếu đồng ý", 14, "center"),
    Column("Số phiếu không đồng ý", 16, "center"),
    Column("Không có ý kiến", 14, "center"),
    Column("Tỷ lệ đồng ý (%) trên tổng số thành viên", 23, "center"),
)
BOARD = f"Trưởng ban: {DOTS * 12}\nỦy viên: {DOTS * 13}\nỦy viên: {DOTS * 13}"
HOUR = f"{DOTS * 3} giờ {DOTS * 3}"  # filled in by hand while nobody wrote it
BEGAN = {ways.SECRET: " bỏ phiếu", ways.HANDS: " biểu quyết", ways.WRITTEN: " lấy ý kiến"}
ACTS = {ways.HANDS: "Biểu quyết giơ tay", ways.WRITTEN: "Lấy ý kiến bằng văn bản"}

TURNOUTS = {ways.HANDS: "Số người biểu quyết:", ways.WRITTEN: "Số phiếu lấy ý kiến:"}


def has_slips(round_: Round) -> bool:
    return round_.way in Round.SECRET_WAYS


def board_of(round_: Round) -> str:
    """Who counted, a line each; dots for the pen where the round had no Ban kiểm phiếu."""
    if not has_slips(round_):
        return f"Thư ký phiên họp: {round_.session.secretary.staff_member}"
    return "\n".join(member.line for member in ways.board_of(round_)) or BOARD


def _board(round_: Round, copy: Copy) -> list[Paragraph]:
    """As somebody wrote it; whoever entered a sheet is named, whatever was written."""
    lines = copy.paragraphs("board", board_of(round_))
    if not has_slips(round_):
        return lines
    written = copy.text("board", board_of(round_))
    left_out = (one for one in ways.board_of(round_) if one.entered and str(one) not in written)
    return [*lines, *(Paragraph(one.line) for one in left_out)]


def _known(round_: Round, act: str) -> str:
    at = ways.times_of(round_).get(act)
    return room.hour(at) if at else HOUR


FREE = (
    FreePart(
        "board",
        "Ban kiểm phiếu, người ghi kết quả",
        board_of,
        "Mỗi dòng một người, ví dụ “Trưởng ban: Nguyễn Văn A”. Dòng để chấm thì ghi bằng bút khi ký.",
    ),
    FreePart(
        "began",
        "Giờ bắt đầu",
        lambda round_: _known(round_, "open"),
        "Ví dụ “09 giờ 30”; của phiếu giấy là giờ bắt đầu kiểm phiếu. Dòng để chấm thì ghi bằng bút khi ký.",
    ),
    FreePart(
        "adopted",
        "Giờ thông qua biên bản",
        lambda round_: _known(round_, "count"),
        "Ví dụ “10 giờ 15”. Dòng để chấm thì ghi bằng bút khi ký.",
    ),
)


def why_not_issue(round_: Round) -> str:
    if round_.status == Round.Status.COUNTED:
        return ""
    state = round_.get_status_display().lower()
    return f"Lượt {round_.ordinal} {state} nên chưa có biên bản kiểm phiếu; kiểm phiếu trước."


def gather(round_: Round, copy: Copy) -> Paper:
    """Raises Refused before the count."""
    refuse(why_not_issue(round_))
    session, institution = round_.session, Institution.objects.get()
    questions, sitting = questions_of(round_), room.of_session(session)
    return Paper(
        kind="tally-sheet",
        file_name=f"BB-kiem-phieu-{session.campaign.year}-{session.pk}-luot-{round_.ordinal}.pdf",
        header=room.header(institution),
        title="BIÊN BẢN",
        summary=summary_of(round_, questions),
        blocks=body(round_, questions, sitting, copy, present=present(round_, questions, sitting)),
        signatures=[_counted_by(round_, sitting), sitting.minutes_signature(sitting.presided(round_))],
        recipients=["Hồ sơ phiên họp Hội đồng", institution.archive_line],
    )


def _counted_by(round_: Round, sitting: Room) -> Signature:
    if has_slips(round_):
        return Signature(("BAN KIỂM PHIẾU",), note="(Từng thành viên ký, ghi rõ họ tên)")
    return sitting.secretary_signature


def questions_of(round_: Round) -> list[Question]:
    return list(round_.questions.select_related("round", *NOMINATION).order_by("ordinal"))


def body(round_: Round, questions: list[Question], sitting: Room, copy: Copy, *, present: int) -> list[Block]:
    """Of these questions of the round. `present`: who was here when it was opened, whatever is shown of it."""
    slips, of_all = has_slips(round_), len(sitting.seats)
    done, by = ("kiểm phiếu", "Ban kiểm phiếu") if slips else ("tổng hợp kết quả", "Thư ký")
    columns = [replace(one, title=ways.heading(one.title, questions, of_all)) for one in COLUMNS]
    if not slips:
        columns[3] = replace(columns[3], title="Số ý kiến")
        columns[4:6] = [replace(one, title=one.title.replace("Số phiếu", "Số")) for one in columns[4:6]]
    times = ways.times_of(round_)
    began = _moment(round_, copy, "began", times.get("open"))
    adopted = _moment(round_, copy, "adopted", times.get("count"))
    return [
        Lines([*_when_and_where(round_, began), *_who_presided(round_, sitting)]),
        Heading("I. BAN KIỂM PHIẾU" if slips else "I. NGƯỜI GHI KẾT QUẢ"),
        *_board(round_, copy),
        Heading("II. KẾT QUẢ KIỂM PHIẾU" if slips else "II. KẾT QUẢ"),
        *_ballots(round_, questions, sitting, present),
        Table(columns, list(_rows(questions))),
        Heading("III. KẾT LUẬN"),
        *_conclusions(questions),
        Paragraph(f"Việc {done} kết thúc, biên bản được {by} và Chủ tọa thông qua lúc {adopted}./."),
    ]


def summary_of(round_: Round, questions: list[Question]) -> str:
    year = round_.session.campaign.year
    what = results.asked(question.nomination for question in questions)
    act = ACTS.get(round_.way, "Kiểm phiếu")
    return f"{act} xét {what}\nnăm {year} (lượt {round_.ordinal})"


def _moment(round_: Round, copy: Copy, key: str, known: datetime | None) -> str:
    """ "10 giờ 15, ngày …" as somebody wrote it, else what is known, else a gap for the pen."""
    written = copy.text(key).strip(" ,.;")
    if known and not written:
        return room.moment(known)
    return f"{written or HOUR}, {date_words(room.day(round_.session))}"


def _when_and_where(round_: Round, began: str) -> Iterator[Line]:
    session = round_.session
    yield Line(f"Thời gian bắt đầu{BEGAN.get(round_.way, '')}", began)
    yield Line("Địa điểm", session.place)
    yield Line("Hội đồng", f"{session.council.name} ({room.set_up_by(session)})")
    yield Line("Lượt bỏ phiếu" if has_slips(round_) else "Lượt biểu quyết", f"số {round_.ordinal}, {round_.title}")
    if round_.reason:
        yield Line("Lý do bỏ phiếu lại", ways.sentence(round_.reason))


def _who_presided(round_: Round, sitting: Room) -> Iterator[Line]:
    """Said where whoever counted is not who opened; else the signature tells."""
    if not (took_over := sitting.took_over(round_)):
        return
    act = "bỏ phiếu" if has_slips(round_) else "biểu quyết"
    yield Line(f"Chủ trì khi mở {act}", f"{sitting.presented(sitting.opened(round_))}")
    for change in took_over:
        who = sitting.presented(presiding_among(sitting.seats, change.seat_id))
        yield Line("Đổi người chủ trì", f"từ {room.hour(change.at)}: {who} (lý do: {ways.inside(change.reason)})")


def _ballots(round_: Round, questions: list[Question], sitting: Room, present: int) -> Iterator[Block]:
    of_all = len(sitting.seats)
    barred = barred_seats(round_.session, [question.nomination for question in questions], sitting.seats)
    writers = in_writing.writers_of(sitting, questions, barred)
    there = "." if round_.way == ways.WRITTEN else f"; có mặt: {two_digits(present)}."
    yield NumberedItem("1.", f"{two_digits(of_all)}{there}", title="Tổng số thành viên:")
    unnamed = ", không ghi tên người bỏ phiếu" if has_slips(round_) else ""
    yield NumberedItem("2.", f"{ways.way_words(round_)}{unnamed}.", title="Hình thức:")
    yield from (Paragraph(line) for line in ways.reasons(round_) if not line.startswith("Bỏ phiếu lại"))
    said = _turnout(round_, questions, writers, sitting)
    yield NumberedItem("3.", said, title=TURNOUTS.get(round_.way, "Số phiếu:"))
    yield Heading("4. Thành viên không biểu quyết:", 2)
    yield from recused(_told(round_, questions, sitting))
    needed = f"{ways.need_words(questions[0], of_all)} ({ways.needed_words(questions)})"
    yield NumberedItem("5.", f"{needed}: {'. '.join(ways.roundings(questions))}.", title=ways.need_title(questions))
    yield from (Paragraph(line) for line in _how_they_add_up(round_, questions))
    yield Heading("6. Kết quả từng trường hợp:", 2)


def _turnout(round_: Round, questions: Sequence[Question], writers: in_writing.Writers, sitting: Room) -> str:
    """Slips as the tellers entered them; a ballot on the program hands one to each, and none of them is invalid.

    Who wrote is named, what they wrote is not.
    """
    if round_.way == ways.WRITTEN:
        names = in_writing.answered(questions, writers, sitting)
        came = f"gửi {two_digits(round_.voters)}; nhận đủ ý kiến {two_digits(round_.voted)}."
        kept = in_writing.kept_words(round_.session, {seat for q in questions for seat in writers[q.pk]})
        return f"{came} Người gửi ý kiến: {names}.{kept}" if names else came
    written = f" Ý kiến bằng văn bản tính vào kết quả: {in_writing.counted(questions, writers, sitting)}."
    if round_.way == ways.HANDS:
        return f"{two_digits(round_.voters)}.{written}"
    issued, collected, invalid = round_.voters, round_.voted, 0
    if round_.way == ways.PAPER:
        issued, collected, invalid = round_.issued, round_.collected, round_.invalid
    return (
        f"phát ra {two_digits(issued)}; thu về {two_digits(collected)}; hợp lệ {two_digits(collected - invalid)}; "
        f"không hợp lệ {two_digits(invalid)}.{written}"
    )


def _how_they_add_up(round_: Round, questions: Sequence[Question]) -> Iterator[str]:
    """Why the valid ones of a case are not those of the round."""
    cast = round_.voted - (round_.invalid or 0)
    if round_.way == ways.PAPER and len(ballot_paper.ballots_of(round_)) > 1:
        yield "Số phiếu tính theo bộ phiếu phát cho từng người, gồm các trường hợp người ấy được biểu quyết."
    if round_.way != ways.WRITTEN and any(ways.votes_of(q) - ways.written_of(q) != cast for q in questions):
        yield (
            "Người không biểu quyết trường hợp nào thì phiếu của người ấy không có trường hợp đó; số phiếu hợp lệ "
            "của từng trường hợp ghi trong bảng."
            if has_slips(round_)
            else "Người không biểu quyết trường hợp nào thì không tính vào số ý kiến của trường hợp đó."
        )
    if round_.way != ways.WRITTEN and any(map(ways.written_of, questions)):
        total = "Số phiếu hợp lệ" if has_slips(round_) else "Số ý kiến"
        yield f"{total} của từng trường hợp trong bảng gồm cả ý kiến bằng văn bản."


def present(round_: Round, questions: list[Question], sitting: Room) -> int:
    return len(ways.present_at(round_, questions, sitting))


def _told(round_: Round, questions: list[Question], sitting: Room) -> dict[str, Any]:
    """What `recused` asks for, of this round alone."""
    cases = [question.nomination for question in questions]
    recusals = round_.session.recusals.filter(nomination__in=cases).select_related("seat__staff_member")
    return {
        "seats": sitting.seats,
        "attendances": sitting.attendances,
        "nominations": cases,
        "last": {question.nomination_id: question for question in questions},
        "owners": own_cases(round_.session, cases),
        "recusals": list(recusals.order_by("seat__order", "pk")),
        "declarations": list(
            round_.session.declarations.select_related("seat__staff_member").order_by("seat__order", "pk")
        ),
        "apart": namesakes.among((case.staff_member, "") for case in cases),
    }


def _rows(questions: list[Question]) -> Iterator[Row]:
    marks = namesakes.among((question.nomination.staff_member, "") for question in questions)
    for question, share in zip(questions, shares_of(questions), strict=True):
        counts = (ways.votes_of(question), question.agree, question.disagree, question.no_opinion)
        yield Row(
            [
                str(question.ordinal),
                results.who(question.nomination, marks),
                results.award_of(question.nomination),
                *map(two_digits, counts),
                share,
            ]
        )


def _conclusions(questions: list[Question]) -> Iterator[Block]:
    """Who is proposed and who is not, each with the votes of all members."""
    marks = namesakes.among((question.nomination.staff_member, "") for question in questions)
    shares = dict(zip(questions, shares_of(questions), strict=True))  # in the form they have in the table
    for outcome, title in ((True, PASSED), (False, "Không đề nghị")):
        found = [question for question in questions if question.passed is outcome]
        yield NumberedItem("-", f"{two_digits(len(found))} trường hợp{':' if found else '.'}", title=f"{title}:")
        for place, question in enumerate(found, start=1):
            person = f"{question.nomination.candidate}{marks.get(question.nomination.staff_member_id, '')}"
            end = "." if place == len(found) else ";"
            yield NumberedItem("+", f"{person}: {ways.agreed_words(question)} ({shares[question]}%){end}")
