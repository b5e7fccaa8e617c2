"""The list on which those who come to a session sign; what the roll call found stands in its last column."""

from collections.abc import Iterator

from awards.documents import room
from awards.documents.room import Room
from awards.models import CouncilSession
from thidua.models import Institution
from thidua.papers import Column, GroupRow, Line, Lines, Paper, Paragraph, Row, Table
from thidua.vietnamese import two_digits

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Họ và tên", 42),
    Column("Chức vụ, vai trò"),
    Column("Ký tên", 36),
    Column("Ghi chú", 26),
)
ROOM_TO_SIGN = "\n\u00a0"  # a second line in each row


def gather(session: CouncilSession) -> Paper:
    institution, sitting = Institution.objects.get(), room.of_session(session)
    called = bool(sitting.attendances)
    closing = f"Có mặt {sitting.counted} thành viên./." if called else "Có mặt …/… thành viên./."
    return Paper(
        kind="attendance-list",
        file_name=f"DS-du-hop-{session.campaign.year}-{session.pk}.pdf",
        header=room.header(institution, on=room.day(session), name=room.council_name(session, institution)),
        title="DANH SÁCH KÝ DỰ HỌP",
        summary=f"Họp {room.council_name(session, institution)} năm {session.campaign.year}",
        blocks=[
            Lines([Line("Thời gian", room.moment(session.held_at)), Line("Địa điểm", session.place)]),
            Table(COLUMNS, list(_rows(sitting, room.guests_of(session)))),
            Paragraph(f"Hội đồng có {two_digits(len(sitting.seats))} thành viên. {closing}"),
        ],
        signatures=[sitting.secretary_signature, sitting.minutes_signature(sitting.presiding, titled=False)],
    )


def _rows(sitting: Room, guests: list[str]) -> Iterator[Row | GroupRow]:
    if guests:
        yield GroupRow("I. Thành viên Hội đồng")
    for number, seat in enumerate(sitting.seats, start=1):
        place = "\n".join(filter(None, [sitting.post_of(seat), seat.get_role_display()]))
        yield Row([str(number), sitting.cell_of(seat), place, ROOM_TO_SIGN, _note(sitting, seat.pk)])
    if guests:
        yield GroupRow("II. Đại biểu mời")
    for number, guest in enumerate(guests, start=len(sitting.seats) + 1):
        full_name, _, post = guest.partition(",")
        yield Row([str(number), full_name.strip(), post.strip(), ROOM_TO_SIGN, ""])


def _note(sitting: Room, seat: int) -> str:
    attendance = sitting.attendances.get(seat)
    if attendance is None:
        return ""
    if attendance.present or attendance.left_at:
        came, left = attendance.came_at, attendance.left_at
        said = [f"Đến lúc {room.hour(came)}"] if came else []
        said += [f"Vắng {room.span(one)}" for one in sitting.absences.get(seat, [])]
        return "; ".join([*said, *([f"Về lúc {room.hour(left)}"] if left else [])])
    return f"Vắng: {attendance.absence_reason}" if attendance.absence_reason else "Vắng"
