"""Who says who presides over a session; while the deputy does, the desk is hers and the chair a member."""

from tests.permission_row import World, get, post


def thu(w: World) -> dict:
    return {"seat": w.thu_seat.pk, "reason": "Chủ tịch đi công tác, ủy quyền."}


def everybody(w: World) -> dict:
    return {f"present_{seat.pk}": "on" for seat in w.seats.values()}


BACK = {"reason": "Chủ tịch đã về."}
ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_preside", "planned"),
    post("in    404  404  404  404  go   404  go   404  ", "council_preside", "ready", thu),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_preside", "handed"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_preside_again", "handed"),
    post("in    404  404  404  404  go   404  go   404  ", "council_preside_again", "handed", BACK),
    # Of a session over which Thu presides.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_session", "handed"),
    get(" in    404  404  404  404  404  ok   ok   404  ", "council_roll_call", "handed"),
    post("in    404  404  404  404  404  go   go   404  ", "council_roll_call", "handed", everybody),
    get(" in    404  404  404  404  404  ok   ok   404  ", "council_adjourn", "handed"),
    get(" in    404  404  404  404  404  ok   404  404  ", "council_close", "handed"),
    post("in    404  404  404  404  404  go   404  404  ", "round_open", "handed_round"),
]
