"""The paper on which a member who is away gives an opinion (documents.md D10): named and signed, sent back, kept.

One sheet a member, each with only the cases that member may vote on and that no count has decided yet.
"""

from collections.abc import Iterator
from typing import NamedTuple

from awards.documents import results, room
from awards.documents.ballot_paper import BOX
from awards.documents.room import WHAT, Room
from awards.electorate import barred_seats
from awards.models import Box, CouncilSession, Nomination, Question, Round, Seat
from campaigns import namesakes
from thidua.models import Institution
from thidua.papers import (
    Appendix,
    Block,
    Column,
    GroupRow,
    Header,
    Line,
    Lines,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    italic,
)
from thidua.vietnamese import date_words
from thidua.workflow import refuse

TITLE = "PHIẾU LẤY Ý KIẾN"
COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên/Tập thể", 42),
    Column("Chức vụ, đơn vị"),
    *(Column(label, 21, "center") for label in Box.Choice.labels),
)
HOW = (
    "Đánh dấu X vào một trong ba ô của từng trường hợp. Phiếu phải ký, ghi rõ họ tên, không phải phiếu kín. Biên bản "
    "phiên họp ghi tên người gửi ý kiến và số ý kiến được tính ở từng lượt, không ghi nội dung ý kiến của từng người; "
    "phiếu đã ký lưu cùng biên bản."
)
OVER = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)  # the sheet is printed for the files


class Sheet(NamedTuple):
    seat: Seat
    cases: list[Nomination]


def why_not_print(session: CouncilSession) -> str:
    if session.status == CouncilSession.Status.CANCELLED:
        return "Phiên họp đã hủy nên không lấy ý kiến bằng văn bản nữa."
    if not sheets_of(session, room.of_session(session)):
        return (
            "Không có ai cần gửi phiếu lấy ý kiến: chưa có trường hợp nào chờ biểu quyết, hoặc mọi thành viên có mặt."
        )
    return ""


def gather(session: CouncilSession) -> Paper:
    """Raises Refused where nobody is to be asked."""
    refuse(why_not_print(session))
    institution, sitting = Institution.objects.get(), room.of_session(session)
    header = room.header(institution)
    summary = f"Bằng văn bản, xét {WHAT} năm {session.campaign.year}"
    first, *others = sheets_of(session, sitting)
    return Paper(
        kind="opinion-paper",
        file_name=f"phieu-lay-y-kien-{session.campaign.year}-{session.pk}.pdf",
        header=header,
        title=TITLE,
        summary=summary,
        blocks=list(_blocks(first, sitting)),
        signatures=_signed(first),
        appendices=[_another(sheet, sitting, header, summary) for sheet in others],
    )


def sheets_of(session: CouncilSession, sitting: Room) -> list[Sheet]:
    """A fixed number of queries, however many members and cases."""
    counted = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    on_table = session.nominations.all()
    if session.status not in OVER:
        on_table = on_table.exclude(pk__in=counted.values("nomination"))
    related = ("award", "unit", "staff_member", "department", "phase", "movement")
    cases = list(on_table.select_related(*related).in_order())
    barred = barred_seats(session, cases, sitting.seats)
    asked = (Sheet(seat, [one for one in cases if seat.pk not in barred[one.pk]]) for seat in _asked(session, sitting))
    return [sheet for sheet in asked if sheet.cases]


def _asked(session: CouncilSession, sitting: Room) -> list[Seat]:
    """Who is not here; before the roll call, and where a round is held in writing, everybody."""
    in_writing = session.rounds.filter(way=Round.Way.WRITTEN).exclude(status=Round.Status.COUNTED)
    if not sitting.attendances or in_writing.exists():
        return sitting.seats
    lines = sitting.attendances
    return [seat for seat in sitting.seats if not (seat.pk in lines and lines[seat.pk].present)]


def _another(sheet: Sheet, sitting: Room, header: Header, summary: str) -> Appendix:
    blocks, signatures = list(_blocks(sheet, sitting)), _signed(sheet)
    return Appendix(title=TITLE, summary=summary, blocks=blocks, signatures=signatures, header=header)


def _signed(sheet: Sheet) -> list[Signature]:
    note = "(Ký, ghi rõ họ tên)"
    return [Signature(("NGƯỜI CHO Ý KIẾN",), str(sheet.seat.staff_member), note=note)]


def _blocks(sheet: Sheet, sitting: Room) -> Iterator[Block]:
    session, seat = sitting.session, sheet.seat
    post = ", ".join(filter(None, [sitting.post_of(seat), seat.get_role_display()]))
    yield Lines(
        [
            Line("Họ và tên", sitting.name_of(seat)),
            Line("Chức vụ", post),
            Line("Phiên họp", f"{room.moment(session.held_at)}, tại {session.place}"),
        ]
    )
    yield Table(COLUMNS, list(_rows(sheet.cases)))
    yield Paragraph((italic(HOW),), indent=False)
    yield Paragraph(
        f"Phiếu gửi về Thường trực Hội đồng trước khi biểu quyết tại phiên họp {date_words(room.day(session))}. "
        "Ngày cho ý kiến: …/…/……"
    )


def _rows(cases: list[Nomination]) -> Iterator[Row | GroupRow]:
    marks = namesakes.among((case.staff_member, results.where(case)) for case in cases)
    award = None
    for number, case in enumerate(cases, start=1):
        if case.award != award:
            award = case.award
            yield GroupRow(results.heading(award))
        yield Row([str(number), results.who(case, marks), results.beside(case), *[BOX] * len(Box.Choice)])
