"""D17: the notice that tells the school what the council proposed. Whom it did not propose is told to them alone.

A session broken off has not considered all: what it left is named, so that nobody reads it as not proposed; the notice
of the session that goes on says which it continues.
"""

from collections.abc import Iterator

from awards.documents import results, room, tabled_files, ways
from awards.documents.ballots import left_by_award
from awards.documents.endings import ended, signed
from awards.documents.room import WHAT
from awards.issued_papers import papers_issued_of
from awards.models import CouncilSession, Nomination, Question
from campaigns import namesakes
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
ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
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
    passed, left = [question for question in questions if question.passed], tabled_files.left_of(session)
    return Paper(
        kind="result-notice",
        file_name=f"TB-ket-qua-xet-{session.campaign.year}-{copy.file_part}.pdf",
        header=header,
        title="THÔNG BÁO",
        summary=f"Kết quả xét {WHAT} năm {session.campaign.year}{_which(session)}",
        blocks=[
            Paragraph(_opening(session, institution, left)),
            *_resolved(questions, passed),
            *_left(left),
            *ended(copy, "closing", closing_of(session), "Trên đây là Thông báo kết quả xét"),
        ],
        signatures=[signed(copy, institution)],
        recipients=["Thành viên Hội đồng", "Các khoa, phòng", institution.archive_line],
        foot=letterheads.foot_of(copy),
        appendices=[_list(passed, header, institution)] if passed else [],
        draft=copy.mode == "draft",
    )


def _which(session: CouncilSession) -> str:
    """“ (phiên họp thứ hai)” of several that follow one another."""
    place = len(tabled_files.chain_of(session))
    if place == 1 and session.status != CouncilSession.Status.ADJOURNED:
        return ""
    return f" (phiên họp thứ {ORDINALS[place - 1] if place <= len(ORDINALS) else place})"


def _opening(session: CouncilSession, institution: Institution, left: list[Nomination]) -> str:
    council = room.full_name(session, institution)
    met = f"{date_words(room.day(session)).capitalize()}, {council} đã họp xét {WHAT} "
    minutes = session.minutes
    written = f" (Biên bản số {minutes.full_number} {date_words(minutes.date)})" if minutes else ""
    broken_off = "Phiên họp hoãn khi chưa xét hết các trường hợp đã trình. " if left else ""
    told = f"{written}. {_goes_on_from(session)}{broken_off}"
    return f"{met}năm {session.campaign.year}{told}{institution.name} thông báo kết quả như sau:"


def _goes_on_from(session: CouncilSession) -> str:
    if not (first := session.continues):
        return ""
    notice = papers_issued_of("result-notice", {first.pk}).get(first.pk)
    told = f", đã có Thông báo số {notice.full_number} {date_words(notice.date)}" if notice else ""
    return f"Phiên họp này xét tiếp các trường hợp còn lại của {tabled_files.named(first)}{told}. "


def _resolved(questions: list[Question], passed: list[Question]) -> Iterator[Block]:
    voted = lower_first(ways.title_of(ways.rounds_of(questions)))
    yield NumberedItem("1.", f"{two_digits(len(questions))} trường hợp.", title=f"Số trường hợp đã xét, {voted}:")
    if not passed:
        yield NumberedItem("2.", "không có.", title="Trường hợp được Hội đồng đề nghị:")
        return
    count = two_digits(len(passed))
    yield NumberedItem("2.", f"{count} trường hợp, gồm:", title="Trường hợp được Hội đồng đề nghị:")
    words = results.counted_words(question.nomination for question in passed)
    for ordinal, line in enumerate(words, start=1):
        yield NumberedItem("-", f"{line}{'.' if ordinal == len(words) else ';'}")
    yield Paragraph((italic("(Có Danh sách kèm theo)"),))


def _left(left: list[Nomination]) -> Iterator[Block]:
    if not left:
        return
    title = "Trường hợp chưa biểu quyết, Hội đồng xét tiếp ở phiên họp sau:"
    yield NumberedItem("3.", f"{two_digits(len(left))} trường hợp, gồm:", title=title)
    lines = left_by_award(left, namesakes.among((one.staff_member, "") for one in left))
    yield from (NumberedItem("-", line) for line in lines)


def _list(passed: list[Question], header: Header, institution: Institution) -> Appendix:
    marks = results.marks_of(passed)
    rows = [
        Row(
            [
                str(number),
                results.who(question.nomination, marks),
                results.where(question.nomination),
                results.award_of(question.nomination),
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
