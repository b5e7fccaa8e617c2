"""D17: the notice that tells the school what the council proposed. Whom it did not propose is told to them alone."""

from collections.abc import Iterator

from awards.documents import results, room, ways
from awards.documents.endings import ended, signed
from awards.documents.room import WHAT
from awards.models import CouncilSession, Question
from campaigns.documents import letterheads
from thidua.copies import Copy, FreePart
from thidua.models import Institution
from thidua.papers import (
    Appendix,
    Block,
    Column,
    Header,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Table,
    attached_to,
    italic,
)
from thidua.vietnamese import date_words, lower_first, two_digits
from thidua.workflow import refuse

COLUMNS = (
    Column("STT", 10, "center"),
    Column("Họ và tên/Tập thể", 44),
    Column("Chức vụ, đơn vị"),
    Column("Danh hiệu,\nhình thức đề nghị", 41),
)
NOT_ENDED = "Phiên họp chưa kết thúc nên chưa thông báo kết quả được; kết thúc phiên họp để có biên bản trước."


def why_not_issue(session: CouncilSession) -> str:
    if session.minutes_id is None:
        return NOT_ENDED
    return "" if results.of_session(session) else results.NOT_COUNTED


def closing_of(session: CouncilSession) -> str:
    return (
        "Ý kiến, kiến nghị về kết quả xét gửi về Thường trực Hội đồng.\n"
        "Trên đây là Thông báo kết quả xét; đề nghị các khoa, phòng thông báo đến cán bộ, viên chức, người lao động."
    )


FREE = (FreePart("closing", "Kiến nghị, tổ chức thực hiện", closing_of, "Mỗi dòng là một đoạn, đứng sau kết quả."),)


def gather(session: CouncilSession, copy: Copy) -> Paper:
    questions = results.of_session(session)
    refuse("" if questions else results.NOT_COUNTED)
    institution = Institution.objects.get()
    header = letterheads.of_school(institution, copy, "notice")
    passed = [question for question in questions if question.passed]
    return Paper(
        kind="result-notice",
        file_name=f"TB-ket-qua-xet-{session.campaign.year}-{copy.file_part}.pdf",
        header=header,
        title="THÔNG BÁO",
        summary=f"Kết quả xét {WHAT} năm {session.campaign.year}",
        blocks=[
            Paragraph(_opening(session, institution)),
            *_resolved(questions, passed),
            *ended(copy, "closing", closing_of(session), "Trên đây là Thông báo kết quả xét"),
        ],
        signatures=[signed(copy, institution)],
        recipients=["Thành viên Hội đồng", "Các khoa, phòng", institution.archive_line],
        foot=letterheads.foot_of(copy),
        appendices=[_list(passed, header, institution)] if passed else [],
        draft=copy.mode == "draft",
    )


def _opening(session: CouncilSession, institution: Institution) -> str:
    council = room.full_name(session, institution)
    met = f"{date_words(room.day(session)).capitalize()}, {council} đã họp xét {WHAT} "
    minutes = session.minutes
    written = f" (Biên bản số {minutes.full_number} {date_words(minutes.date)})" if minutes else ""
    return f"{met}năm {session.campaign.year}{written}. {institution.name} thông báo kết quả như sau:"


def _resolved(questions: list[Question], passed: list[Question]) -> Iterator[Block]:
    voted = lower_first(ways.title_of(ways.rounds_of(questions)))
    yield NumberedItem("1.", f"{two_digits(len(questions))} trường hợp.", title=f"Số trường hợp đã xét, {voted}:")
    if not passed:
        yield NumberedItem("2.", "không có.", title="Trường hợp được Hội đồng đề nghị:")
        return
    count = two_digits(len(passed))
    yield NumberedItem("2.", f"{count} trường hợp, gồm:", title="Trường hợp được Hội đồng đề nghị:")
    words = results.counted_words(question.nomination.award for question in passed)
    for ordinal, line in enumerate(words, start=1):
        yield NumberedItem("-", f"{line}{'.' if ordinal == len(words) else ';'}")
    yield Paragraph((italic("(Có Danh sách kèm theo)"),))


def _list(passed: list[Question], header: Header, institution: Institution) -> Appendix:
    marks = results.marks_of(passed)
    rows = [
        Row(
            [
                str(number),
                results.who(question.nomination, marks),
                results.where(question.nomination),
                results.award_words(question.nomination.award).removeprefix("Danh hiệu "),
            ]
        )
        for number, question in enumerate(passed, start=1)
    ]
    return Appendix(
        title="DANH SÁCH",
        summary="Tập thể, cá nhân được Hội đồng đề nghị",
        bracket=attached_to("Thông báo", header, institution.name),
        blocks=[Table(COLUMNS, rows), Paragraph(f"Danh sách có {two_digits(len(rows))} trường hợp./.")],
    )
