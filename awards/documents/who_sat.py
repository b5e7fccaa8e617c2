"""Part I of a council's minutes: who sat, came, went and was away, who presided and who wrote them.

`what["unfinished"]`: a draft of a session not yet over, which calls nobody absent before the roll was called.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from awards.documents import in_writing, room, ways
from awards.documents.room import Room, hour
from awards.models import Absence, CouncilSession, Round, Seat
from awards.roles import presiding_among
from thidua.papers import Block, Column, NumberedItem, Paragraph, Row, Table
from thidua.vietnamese import paper_date, two_digits, upper_first

MEMBERS = (Column("STT", 11, "center"), Column("Họ và tên", 50), Column("Chức vụ"), Column("Vai trò", 48))
NOT_CALLED = "chưa điểm danh"


def members(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    sitting = what["room"]
    yield Paragraph(
        f"{session.council.name} được thành lập theo {room.set_up_by(session)}, "
        f"gồm {two_digits(len(sitting.seats))} thành viên."
    )
    yield from _here(sitting)
    yield from _came_and_left(what)
    yield from _absent(what)
    yield from _counted_in_writing(what)
    yield NumberedItem("3.", f"{'; '.join(room.guests_of(session)) or 'không'}.", title="Đại biểu mời:")
    yield NumberedItem("4.", f"{_who_presided(sitting)}.", title="Chủ trì:")
    yield NumberedItem("5.", f"{sitting.secretary}.", title="Thư ký:")


def _here(sitting: Room) -> Iterator[Block]:
    called = bool(sitting.attendances) or sitting.session.status != CouncilSession.Status.PLANNED
    yield NumberedItem("1.", f"{sitting.counted} thành viên." if called else f"{NOT_CALLED}.", title="Có mặt:")
    if called:
        yield Table(MEMBERS, [_member(ordinal, seat, sitting) for ordinal, seat in enumerate(sitting.here, start=1)])


def _absent(what: dict[str, Any]) -> Iterator[NumberedItem]:
    """Before the opening nobody is absent of whom the roll does not say so."""
    sitting, uncalled = what["room"], []
    if sitting.session.status == CouncilSession.Status.PLANNED:
        uncalled = [seat for seat in sitting.seats if seat.pk not in sitting.attendances]
    if len(uncalled) == len(sitting.seats):
        yield NumberedItem("2.", f"{NOT_CALLED}.", title="Vắng mặt:")
        return
    away = "; ".join(_away(seat, what) for seat in sitting.absent if seat not in uncalled)
    yield NumberedItem("2.", f"{away or 'không'}.", title="Vắng mặt:")
    if uncalled:
        names = ", ".join(map(sitting.name_of, uncalled))
        yield NumberedItem("-", f"{names}.", title=f"{upper_first(NOT_CALLED)}:")


def _who_presided(sitting: Room) -> str:
    """One after the other, with the hour; why, where it was not the chair."""
    found = []
    for spell in sitting.spells:
        since = f"từ {hour(spell.at)}{_during(spell.round)}: " if found else ""
        why = f" (lý do chủ trì thay: {ways.sentence(spell.reason)})" if spell.seat_id else ""
        found.append(f"{since}{sitting.presented(presiding_among(sitting.seats, spell.seat_id))}{why}")
    return "; ".join(found)


def _during(round_: Round | None) -> str:
    if round_ is None:
        return ""
    return f" (khi đang {'bỏ phiếu' if round_.way in Round.SECRET_WAYS else 'biểu quyết'} lượt {round_.ordinal})"


def _came_and_left(what: dict[str, Any]) -> Iterator[NumberedItem]:
    """Who was not there all the time, with the hour."""
    sitting: Room = what["room"]
    wrote_first = {pk: _wrote_before(pk, what["wrote"]) for pk in what["wrote_before"]}
    came = [
        f"{sitting.name_of(seat)} ({at}{wrote_first.get(seat.pk, '')})"
        for seat in sitting.here
        if (at := sitting.hour_of(seat, "came_at"))
    ]
    away = [
        f"{sitting.name_of(seat)} ({'; '.join(map(_was_away, spells))}{wrote_first.get(seat.pk, '')})"
        for seat in sitting.here
        if (spells := sitting.absences.get(seat.pk))
    ]
    left = [
        f"{sitting.name_of(seat)} ({at}; {_why_left(seat, what)})"
        for seat in sitting.here
        if (at := sitting.hour_of(seat, "left_at"))
    ]
    told = {"Đến sau khi khai mạc": came, "Vắng một thời gian rồi trở lại": away, "Về trước khi kết thúc": left}
    for title, people in told.items():
        if people:
            yield NumberedItem("-", f"{'; '.join(people)}.", title=f"{title}:")


def _was_away(absence: Absence) -> str:
    why = f"lý do: {ways.sentence(absence.reason)}" if absence.reason else room.NO_REASON
    return f"vắng {room.span(absence)}; {why}"


def _wrote_before(seat: int, wrote: dict[int, date]) -> str:
    return f"; đã gửi ý kiến bằng văn bản trước khi đến, nhận ngày {paper_date(wrote[seat])}"


def _why_left(seat: Seat, what: dict[str, Any]) -> str:
    written = f"; {_in_writing(seat, what)}" if seat.pk in what["wrote"] else ""
    return f"{ways.sentence(what['room'].why_away(seat))}{written}"


def _away(seat: Seat, what: dict[str, Any]) -> str:
    sitting = what["room"]
    return f"{sitting.name_of(seat)} ({ways.sentence(sitting.why_away(seat))}; {_in_writing(seat, what)})"


def _in_writing(seat: Seat, what: dict[str, Any]) -> str:
    if received := what["wrote"].get(seat.pk):
        return f"có ý kiến bằng văn bản nhận ngày {paper_date(received)}"
    return f"{'chưa' if what['unfinished'] else 'không'} có ý kiến bằng văn bản"


def _counted_in_writing(what: dict[str, Any]) -> Iterator[NumberedItem]:
    """Whether what was written is in the totals, once something was counted; whose is not; where the papers are."""
    if not what["wrote"] or not what["questions"]:
        return
    writers = [what["room"].name_of(seat) for seat in what["seats"] if seat.pk in what["wrote"]]
    said = f"của {', '.join(writers)}: không tính vào kết quả."
    some = any(map(ways.written_of, what["questions"]))
    if not some and what["unfinished"]:
        return  # it may count yet
    if some:
        said = "được tính vào kết quả; tên người gửi và số ý kiến được tính ghi ở từng lượt."
    yield NumberedItem("-", f"{said}{in_writing.kept_words(what['room'].session)}", title="Ý kiến bằng văn bản:")


def _member(ordinal: int, seat: Seat, sitting: Room) -> Row:
    return Row([str(ordinal), sitting.cell_of(seat), sitting.post_of(seat), seat.get_role_display()])
