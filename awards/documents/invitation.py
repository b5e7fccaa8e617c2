"""D17: the letter that invites to a session (Nghị định 30/2020/NĐ-CP, Mẫu 1.7).

One letter with one number; its list names whom it invites, so that every copy sent is the same paper.
"""

from collections.abc import Iterator

from django.utils import timezone

from awards.documents import room
from awards.documents.endings import ended, signed
from awards.documents.room import WHAT, Room
from awards.documents.tabled_files import named
from awards.models import Council, CouncilSession
from campaigns.documents import letterheads
from thidua import clock
from thidua.copies import Copy, FreePart
from thidua.models import Institution, IssuedDocument
from thidua.papers import (
    Appendix,
    Block,
    Column,
    Header,
    Heading,
    Line,
    Lines,
    NumberedItem,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    attached_to,
    bold,
    italic,
)
from thidua.print_guard.walking import words
from thidua.vietnamese import date_words, two_digits, weekday_date
from thidua.workflow import thing

COLUMNS = (
    Column("STT", 12, "center"),
    Column("Họ và tên", 52),
    Column("Chức vụ"),
    Column("Thành phần", 52),
)
GUEST = "Đại biểu mời"


def why_not_issue(session: CouncilSession) -> str:
    if session.status != CouncilSession.Status.PLANNED:
        state = session.get_status_display()
        return f"{thing(session)} đang ở bước “{state}” nên không mời họp nữa; chỉ mời khi phiên họp còn dự kiến."
    if timezone.localdate(session.planned_for) < clock.today():
        return "Ngày họp dự kiến đã qua; sửa thời gian họp trước khi mời."
    return ""


def content_of(session: CouncilSession) -> str:
    if session.council.kind == Council.Kind.INITIATIVES:
        return (
            "Thư ký Hội đồng báo cáo các sáng kiến đã nộp.\n"
            f"Hội đồng thảo luận, chấm điểm sáng kiến năm {session.campaign.year} theo phiếu đánh giá.\n"
            "Kết luận, thông qua biên bản."
        )
    return (
        "Thường trực Hội đồng báo cáo hồ sơ đề nghị và kết quả đối chiếu điều kiện.\n"
        f"Hội đồng thảo luận, bỏ phiếu kín xét {WHAT} năm {session.campaign.year}.\n"
        "Kết luận, thông qua biên bản."
    )


def preparation_of(session: CouncilSession) -> str:
    files = "sáng kiến" if session.council.kind == Council.Kind.INITIATIVES else "hồ sơ"
    return (
        f"Đề nghị các thành viên Hội đồng nghiên cứu {files} trên phần mềm trước phiên họp; thành viên không dự được "
        f"báo Thư ký phiên họp ({session.secretary.staff_member}) trước giờ họp.\n"
        "Rất mong các đại biểu tham dự đúng thành phần, thời gian."
    )


FREE = (
    FreePart("content", "Nội dung phiên họp", content_of, "Mỗi dòng là một mục, chương trình đánh số."),
    FreePart("preparation", "Chuẩn bị, lời mời", preparation_of, "Mỗi dòng là một đoạn, đứng cuối giấy mời."),
)


def gather(session: CouncilSession, copy: Copy) -> Paper:
    institution, sitting = Institution.objects.get(), room.of_session(session)
    guests, host = room.guests_of(session), signed(copy, institution)
    header = letterheads.of_school(institution, copy, "invitation")
    return Paper(
        kind="invitation",
        file_name=f"GM-hop-hoi-dong-{session.campaign.year}-{copy.file_part}.pdf",
        header=header,
        title="GIẤY MỜI",
        summary=f"Họp {room.council_name(session, institution)}\n"
        f"xét {room.what_of(session)} năm {session.campaign.year}",
        blocks=[
            Paragraph((f"{institution.name} trân trọng kính mời: ", bold(_whom(session, institution, guests)), ".")),
            Paragraph((italic("(Có Danh sách kèm theo)"),)),
            Paragraph(f"Tới dự phiên họp {room.full_name(session, institution)} năm {session.campaign.year}."),
            *_continues(session),
            _meeting(session, sitting),
            Heading("Nội dung:", 2),
            *_contents(copy.text("content", content_of(session))),
            *ended(copy, "preparation", preparation_of(session), "Trân trọng kính mời"),
        ],
        signatures=[host],
        recipients=["Như trên", institution.archive_line],
        foot=letterheads.foot_of(copy),
        appendices=[_list(session, sitting, guests, header, institution, host)],
        draft=copy.mode == "draft",
    )


def _whom(session: CouncilSession, institution: Institution, guests: list[str]) -> str:
    """“Các ông, bà thành viên …” or “Các đồng chí …”, as the school addresses people."""
    is_comrade = institution.address_form == Institution.AddressForm.COMRADE
    members = f"các {'đồng chí' if is_comrade else 'ông, bà'} thành viên {session.council.name}"
    return f"{members} và {two_digits(len(guests))} đại biểu" if guests else members


def _continues(session: CouncilSession) -> Iterator[Paragraph]:
    if session.continues:
        what = "sáng kiến" if session.council.kind == Council.Kind.INITIATIVES else "trường hợp"
        yield Paragraph(f"Phiên họp này tiếp theo {named(session.continues)}, xét các {what} còn lại.")


def _meeting(session: CouncilSession, sitting: Room) -> Lines:
    return Lines([Line("Chủ trì", f"{sitting.presented(sitting.presiding)}."), *_when_and_where(session)])


def _when_and_where(session: CouncilSession) -> list[Line]:
    at = timezone.localtime(session.planned_for)
    weekday = weekday_date(at.date()).partition(",")[0]
    return [
        Line("Thời gian", f"{at:%H} giờ {at:%M}, {weekday}, {date_words(at.date())}."),
        Line("Địa điểm", f"{session.place.rstrip(' .;,')}."),
    ]


def outdated_words(issued: IssuedDocument, session: CouncilSession) -> str:
    """What an issued invitation says of time or place that is not so any more: “thời gian: 14 giờ 00, …”; or ""."""
    paper = Paper.from_dict(issued.paper)
    lines = [line for block in paper.blocks if isinstance(block, Lines) for line in block.lines]
    now = {line.label: words(line.text) for line in _when_and_where(session)}
    other = [line for line in lines if words(line.text) != now.get(line.label, words(line.text))]
    return "; ".join(f"{line.label.lower()}: {words(line.text).rstrip('.')}" for line in other)


def _contents(text: str) -> Iterator[Block]:
    lines = [line.strip(" ;.") for line in text.splitlines() if line.strip(" ;.")]
    for number, line in enumerate(lines, start=1):
        yield NumberedItem(f"{number}.", f"{line}{'.' if number == len(lines) else ';'}")


def _list(
    session: CouncilSession,
    sitting: Room,
    guests: list[str],
    header: Header,
    institution: Institution,
    host: Signature,
) -> Appendix:
    """Whoever signs the invitation invites, and is not invited."""
    invited = [seat for seat in sitting.seats if str(seat.staff_member) != host.name]
    rows = [[sitting.cell_of(seat), sitting.post_of(seat), seat.get_role_display()] for seat in invited]
    for guest in guests:
        full_name, _, post = guest.partition(",")
        rows.append([full_name.strip(), post.strip(), GUEST])
    return Appendix(
        title="DANH SÁCH",
        summary=f"Thành phần dự họp {room.council_name(session, institution)}",
        bracket=attached_to("Giấy mời", header, institution.name),
        blocks=[
            Table(COLUMNS, [Row([str(number), *row]) for number, row in enumerate(rows, start=1)]),
            Paragraph(f"Danh sách có {two_digits(len(rows))} người./."),
        ],
    )
