"""The six steps of a session, in words: which are done, which one is open. Asks nothing; everybody sees the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from awards.electorate import RollCall
from awards.live import Room
from awards.models import CouncilSession, Seat

Status = CouncilSession.Status
TITLES = {
    "roll": "Điểm danh",
    "conflicts": "Xung đột lợi ích",
    "cases": "Xét từng trường hợp",
    "vote": "Bỏ phiếu",
    "count": "Kiểm phiếu",
    "conclude": "Kết luận",
}


@dataclass(frozen=True)
class Step:
    """`words`: how far it is. `is_open`: the one step that the room is at, which alone has a main button."""

    key: str
    number: int
    title: str
    words: str
    is_open: bool
    is_done: bool

    @property
    def template(self) -> str:
        return f"awards/session_step_{self.key}.html"


def steps(
    session: CouncilSession, room: Room, roll_call: RollCall, undeclared: Sequence[Seat], left: int = 0
) -> list[Step]:
    """`undeclared`: who is here and has not said of which cases they step out.

    `left`: the cases that a session which was broken off did not reach; they lie elsewhere now.
    """
    waiting = room.tabled + left
    words = _words(session, room, roll_call, undeclared, waiting)
    is_done = _done(session, room, roll_call, undeclared, waiting)
    now = _open(session, room, undeclared)
    words["cases"] = f"{room.decided}/{room.cases + left}"
    return [
        Step(key, number, title, words[key], key == now, is_done[key] and key != now)
        for number, (key, title) in enumerate(TITLES.items(), start=1)
    ]


def _open(session: CouncilSession, room: Room, undeclared: Sequence[Seat]) -> str:
    """Key of the open step; "" once the session is over. No round opens before everybody here has declared."""
    if session.status == Status.PLANNED:
        return "roll"
    if session.status != Status.CONVENED:
        return ""
    if room.open_pk:
        return "count" if room.all_voted else "vote"
    if undeclared:
        return "conflicts"
    if room.next_pk:
        return "vote"
    return "cases" if room.tabled or not room.cases else "conclude"


def _done(
    session: CouncilSession, room: Room, roll_call: RollCall, undeclared: Sequence[Seat], waiting: int
) -> dict[str, bool]:
    """A step is done when nothing of it is left. `waiting`: cases that were not voted on."""
    all_counted = bool(room.counted) and not waiting and not room.open_pk and not room.next_pk
    return {
        "roll": roll_call.called and session.status != Status.PLANNED,
        "conflicts": roll_call.called and bool(room.times_declared) and not undeclared,
        "cases": bool(room.cases) and not waiting,
        "vote": all_counted,
        "count": all_counted,
        "conclude": session.status == Status.CLOSED,
    }


def _words(
    session: CouncilSession, room: Room, roll_call: RollCall, undeclared: Sequence[Seat], waiting: int
) -> dict[str, str]:
    here = f"{roll_call.present}/{roll_call.members} (cần {roll_call.needed})" if roll_call.called else "chưa ghi"
    left = f"còn {waiting} trường hợp" if room.counted and waiting else ""
    return {
        "roll": here,
        "conflicts": _conflicts(room, roll_call, undeclared),
        "vote": _vote(room) or left,
        "count": ", ".join(filter(None, [f"đã kiểm {room.counted} lượt", left])) if room.counted else "",
        "conclude": "" if session.is_live else session.state_in_words,
    }


def _conflicts(room: Room, roll_call: RollCall, undeclared: Sequence[Seat]) -> str:
    if undeclared:
        return f"còn {len(undeclared)} người chưa khai"
    if not room.times_declared:
        return "chưa ai khai"
    if not roll_call.called:
        return "đã có người khai, chờ điểm danh"
    return f"đã khai, {room.recusals} lần khai lánh" if room.recusals else "đã khai, không ai khai lánh"


def _vote(room: Room) -> str:
    if room.open_pk:
        return f"lượt {room.open_ordinal} {room.open_in_words}"
    return f"lượt {room.next_ordinal} chưa mở" if room.next_pk else ""
