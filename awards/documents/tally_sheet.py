"""D10: the minutes of one count (documents.md §5): figures only, of a counted round; nobody's choice is known."""

from collections.abc import Iterator
from fractions import Fraction

from awards.documents import results, room
from awards.documents.ballots import PASSED, recused, shares_of
from awards.documents.results import NOMINATION
from awards.documents.room import DOTS, Room
from awards.electorate import barred_seats, own_cases, threshold_words
from awards.models import Question, Round
from campaigns import namesakes
from campaigns.documents.pledge import printed_name
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import Block, Column, Heading, Line, Lines, NumberedItem, Paper, Paragraph, Row, Signature, Table
from thidua.vietnamese import date_words, percent, two_digits
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
FREE = (
    FreePart(
        "board",
        "Ban kiểm phiếu",
        lambda round_: BOARD,
        "Mỗi dòng một người, ví dụ “Trưởng ban: Nguyễn Văn A”. Để nguyên thì ghi bằng bút khi ký.",
    ),
    FreePart(
        "began",
        "Giờ bắt đầu kiểm phiếu",
        lambda round_: HOUR,
        "Ví dụ “09 giờ 30”. Để nguyên thì ghi bằng bút khi ký.",
    ),
    FreePart(
        "adopted",
        "Giờ thông qua biên bản",
        lambda round_: HOUR,
        "Ví dụ “10 giờ 15”. Để nguyên thì ghi bằng bút khi ký.",
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
        signatures=[
            Signature(("BAN KIỂM PHIẾU",), note="(Từng thành viên ký, ghi rõ họ tên)"),
            sitting.chair_signature("CHỦ TỌA", "CHỦ TỊCH HỘI ĐỒNG"),
        ],
        recipients=["Hồ sơ phiên họp Hội đồng", institution.archive_line],
    )


def questions_of(round_: Round) -> list[Question]:
    return list(round_.questions.select_related("round", *NOMINATION).order_by("ordinal"))


def body(round_: Round, questions: list[Question], sitting: Room, copy: Copy, *, present: int) -> list[Block]:
    """Of these questions of the round. `present`: who was here when it was opened, whatever is shown of it."""
    return [
        Lines(list(_when_and_where(round_, _hour(copy, "began")))),
        Heading("I. BAN KIỂM PHIẾU"),
        *copy.paragraphs("board", BOARD),
        Heading("II. KẾT QUẢ KIỂM PHIẾU"),
        *_ballots(round_, questions, sitting, present),
        Table(COLUMNS, list(_rows(questions))),
        Heading("III. KẾT LUẬN"),
        *_conclusions(questions),
        Paragraph(
            "Việc kiểm phiếu kết thúc, biên bản được Ban kiểm phiếu và Chủ tọa thông qua lúc "
            f"{_hour(copy, 'adopted')}, {date_words(room.day(round_.session))}./."
        ),
    ]


def summary_of(round_: Round, questions: list[Question]) -> str:
    year = round_.session.campaign.year
    what = results.in_sentence(questions[0].nomination.award)
    return f"Kiểm phiếu xét {what}\nnăm {year} (lượt {round_.ordinal})"


def _hour(copy: Copy, key: str) -> str:
    """ "10 giờ 15" as somebody wrote it, else a gap for the pen."""
    return copy.text(key, HOUR).strip(" ,.;") or HOUR


def _when_and_where(round_: Round, began: str) -> Iterator[Line]:
    session = round_.session
    yield Line("Thời gian bắt đầu", f"{began}, {date_words(room.day(session))}")
    yield Line("Địa điểm", session.place)
    yield Line("Hội đồng", f"{session.council.name} ({room.set_up_by(session)})")
    yield Line("Lượt bỏ phiếu", f"số {round_.ordinal}, {round_.title}")
    if round_.reason:
        yield Line("Lý do bỏ phiếu lại", round_.reason)


def _ballots(round_: Round, questions: list[Question], sitting: Room, present: int) -> Iterator[Block]:
    members = questions[0].members
    yield NumberedItem("1.", f"{two_digits(members)}; có mặt: {two_digits(present)}.", title="Tổng số thành viên:")
    yield NumberedItem("2.", "bỏ phiếu kín trên phần mềm, không ghi tên người bỏ phiếu.", title="Hình thức:")
    yield NumberedItem(
        "3.",
        f"phát ra {two_digits(round_.voters)}; thu về {two_digits(round_.voted)}; hợp lệ {two_digits(round_.voted)}; "
        "không hợp lệ 00. Ý kiến bằng văn bản tính vào kết quả: 00.",
        title="Số phiếu:",
    )
    if round_.early_count_reason:
        yield Paragraph(f"Kiểm phiếu khi còn người chưa bỏ, lý do: {round_.early_count_reason}")
    yield Heading("4. Thành viên không biểu quyết:", 2)
    yield from recused(_told(round_, questions, sitting))
    question = questions[0]
    yield NumberedItem(
        "5.",
        f"{threshold_words(question.threshold)} ({question.needed}/{question.members} phiếu).",
        title="Số phiếu đồng ý cần có:",
    )
    if any(_valid(question) != round_.voted for question in questions):
        yield Paragraph(
            "Người không biểu quyết trường hợp nào thì phiếu của người ấy không có trường hợp đó; số phiếu hợp lệ "
            "của từng trường hợp ghi trong bảng."
        )
    yield Heading("6. Kết quả từng trường hợp:", 2)


def present(round_: Round, questions: list[Question], sitting: Room) -> int:
    """Who was here when the round was opened: on its roll, or here and with no case of it to vote on."""
    barred = barred_seats(round_.session, [q.nomination for q in questions], sitting.seats)
    of_all = set.intersection(*barred.values())
    on_roll = set(round_.roll.values_list("seat_id", flat=True))
    return len(on_roll | (of_all & {seat.pk for seat in sitting.here}))


def _told(round_: Round, questions: list[Question], sitting: Room) -> dict:
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
        "apart": namesakes.among((case.staff_member, "") for case in cases),
    }


def _valid(question: Question) -> int:
    return question.agree + question.disagree + question.no_opinion


def _rows(questions: list[Question]) -> Iterator[Row]:
    marks = namesakes.among((question.nomination.staff_member, "") for question in questions)
    for question, share in zip(questions, shares_of(questions), strict=True):
        counts = (_valid(question), question.agree, question.disagree, question.no_opinion)
        yield Row(
            [
                str(question.ordinal),
                results.who(question.nomination, marks),
                printed_name(question.nomination.award),
                *map(str, counts),
                share,
            ]
        )


def _conclusions(questions: list[Question]) -> Iterator[Block]:
    """Who is proposed and who is not, each with the votes of all members."""
    marks = namesakes.among((question.nomination.staff_member, "") for question in questions)
    for outcome, title in ((True, PASSED), (False, "Không đề nghị")):
        found = [question for question in questions if question.passed is outcome]
        yield NumberedItem("-", f"{two_digits(len(found))} trường hợp{':' if found else '.'}", title=f"{title}:")
        for place, question in enumerate(found, start=1):
            person = f"{question.nomination.candidate}{marks.get(question.nomination.staff_member_id, '')}"
            end = "." if place == len(found) else ";"
            share = percent(Fraction(question.agree, question.members))
            yield NumberedItem("+", f"{person}: {question.agree}/{question.members} phiếu ({share}){end}")
