"""The council's room: each member for themself, who runs the session for the rest, tellers for their own sheet."""

from tests.permission_row import World, get, post

SEAT = "pk=gathering seat_pk=thu_seat"


def tellers(w: World) -> dict:
    return {"head": w.yen_seat.pk, "second": w.lan_seat.pk}


def opinion(w: World) -> dict:
    return {"received_on": "19/12/2022", f"c{w.gathered_case.pk}": "disagree"}


def counted(w: World, round_, papers: bool) -> dict:
    question = round_.questions.get()
    lines = {f"agree_{question.pk}": 5, f"disagree_{question.pk}": 0, f"no_opinion_{question.pk}": 0}
    return lines | ({"issued": 5, "collected": 5, "invalid": 0} if papers else {})


def on_paper(w: World) -> dict:
    return counted(w, w.paper_round, papers=True)


def by_hands(w: World) -> dict:
    return counted(w, w.hands_round, papers=False)


LATER = {"planned_for": "08:00, 22/12/2022", "place": "Phòng họp B"}
KIN = {"relative": "Lê Văn Dũng", "relation": "Anh em họ"}
ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "kinship_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "kinship_add", "staff_pk=hoa", KIN),
    get(" in    404  404  404  404  404  404  ok   404  ", "kinship_remove", "kinship"),
    post("in    404  404  404  404  404  404  go   404  ", "kinship_remove", "kinship"),
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    post("in    404  404  404  404  told go   told 404  ", "council_arrive", "gathering"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_declare", "gathering"),
    post("in    404  404  404  404  go   go   go   404  ", "council_declare", "gathering"),
    post("in    404  404  404  404  go   404  go   404  ", "council_declare_rest", "gathering"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_declare_for", SEAT),
    post("in    404  404  404  404  go   404  go   404  ", "council_declare_for", SEAT),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_tellers", "gathering"),
    post("in    404  404  404  404  go   404  go   404  ", "council_tellers", "gathering", tellers),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_opinions", "gathering"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_opinion", SEAT),
    post("in    404  404  404  404  go   404  go   404  ", "council_opinion", SEAT, opinion),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_opinion_file", SEAT),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_continue", "adjourned"),
    post("in    404  404  404  404  go   404  go   404  ", "council_continue", "adjourned", LATER),
    get(" in    404  404  404  404  ok   404  ok   404  ", "nomination_put_lower", "refused_case"),
    post("in    404  404  404  404  go   404  go   404  ", "nomination_put_lower", "refused_case", {"award": "LDTT"}),
    # A sheet is a teller's own: the chair has none.
    get(" in    404  404  404  404  404  ok   ok   404  ", "round_sheet", "paper_round"),
    post("in    404  404  404  404  404  go   go   404  ", "round_sheet", "paper_round", on_paper),
    get(" in    404  404  404  404  ok   404  ok   404  ", "round_hands", "hands_round"),
    post("in    404  404  404  404  go   404  go   404  ", "round_hands", "hands_round", by_hands),
]
