"""The initiative council: the clerk lays out and types in, the chair opens and counts, a member scores for themself.

Bình, the author, has no seat and reads of it on his own initiative's page only, when the session has closed.
"""

from tests.permission_row import World, get, post, table_of

WAITING, OPEN, DONE = (
    f"pk=hearing_session hearing_pk={name}" for name in ("heard_waiting", "heard_open", "heard_done")
)
FOR_THU = f"{OPEN} seat_pk=hearing_seat"
BY_THU, BY_YEN = f"{DONE} seat_pk=hearing_seat", f"{DONE} seat_pk=other_hearing_seat"
UNCOUNTED = f"{OPEN} seat_pk=other_hearing_seat"
PROOF = f"{WAITING} attachment_pk=heard_proof"
WHY = {"reason": "Hết giờ họp"}
OUT = {"steps_out": "yes", "reason": "Cùng nhóm nghiên cứu"}


def sheet(w: World) -> dict:
    typed = {f"points_{one.pk}": "10" for one in w.hearing_council.hearing_criteria.all()}
    return typed | {"recognise": "yes", "remarks": ""}


def chosen(w: World) -> dict:
    return {"chosen": [w.untabled_idea.pk]}


# Of what only a session that votes on dossiers has, nothing; and the other way round.
NONE = " in    404  404  404  404  404  404  404  404  "
SEAT = "pk=hearing_session seat_pk=hearing_seat"
CASE = "pk=hearing_session nomination_pk=gathered_case"
CRITERIA = table_of("criteria", {"text": "Tính mới", "most": "60"}, {"text": "Hiệu quả", "most": "40"})
CRITERIA |= {"least_points": "60", "threshold": ">0.5", "source": ""}
ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_criteria", "hearing_council"),
    post("in    404  404  404  404  404  404  go   404  ", "hearing_criteria", "fresh_council", CRITERIA),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_session", "hearing_session"),
    get(" in    404  404  404  404  404  404  ok   404  ", "hearing_table", "hearing_session"),
    post("in    404  404  404  404  404  404  go   404  ", "hearing_table", "hearing_session", chosen),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing", WAITING),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing", OPEN),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing", DONE),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_proof", PROOF),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_sheet_pdf", OPEN),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_sheet_docx", OPEN),
    # Filled in: after the count chair and clerk print them all, a member their own; before it nobody another's.
    get(" in    404  404  404  404  ok   404  ok   404  ", "hearing_sheets_filled_pdf", DONE),
    get(" in    404  404  404  404  ok   404  ok   404  ", "hearing_sheets_filled_docx", DONE),
    get(" in    404  404  404  404  404  404  404  404  ", "hearing_sheets_filled_pdf", OPEN),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_sheet_filled_pdf", BY_THU),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_sheet_filled_docx", BY_THU),
    get(" in    404  404  404  404  ok   404  ok   404  ", "hearing_sheet_filled_pdf", BY_YEN),
    get(" in    404  404  404  404  404  404  404  404  ", "hearing_sheet_filled_pdf", UNCOUNTED),
    get(" in    404  404  404  404  ok   404  ok   404  ", "hearing_take_off", WAITING),
    post("in    404  404  404  404  go   404  go   404  ", "hearing_take_off", WAITING, WHY),
    post("in    404  404  404  404  told 404  told 404  ", "hearing_take_off", OPEN, WHY),
    # The chair alone.
    post("in    404  404  404  404  go   404  404  404  ", "hearing_open", WAITING),
    post("in    404  404  404  404  told 404  404  404  ", "hearing_open", DONE),
    post("in    404  404  404  404  go   404  404  404  ", "hearings_open", "hearing_session"),
    get(" in    404  404  404  404  ok   404  404  404  ", "hearing_count", OPEN),
    post("in    404  404  404  404  go   404  404  404  ", "hearing_count", OPEN, WHY),
    get(" in    404  404  404  404  ok   404  404  404  ", "hearings_count", "hearing_session"),
    post("in    404  404  404  404  go   404  404  404  ", "hearings_count", "hearing_session", WHY),
    # A sheet is a member's own; one written by hand is the clerk's to type in.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_fill", OPEN),
    post("in    404  404  404  404  go   go   go   404  ", "hearing_fill", OPEN, sheet),
    post("in    404  404  404  404  form form form 404  ", "hearing_fill", DONE, sheet),
    get(" in    404  404  404  404  404  404  ok   404  ", "hearing_enter", FOR_THU),
    post("in    404  404  404  404  404  404  go   404  ", "hearing_enter", FOR_THU, sheet),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "hearing_answer", OPEN),
    post("in    404  404  404  404  go   go   go   404  ", "hearing_answer", OPEN, OUT),
    get(" in    404  404  404  404  ok   404  ok   404  ", "hearing_answer_for", FOR_THU),
    post("in    404  404  404  404  go   404  go   404  ", "hearing_answer_for", FOR_THU, OUT),
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_projector", "hearing_session"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_beat", "hearing_session"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_continue", "hearing_session"),
    get(NONE, "council_tellers", "hearing_session"),
    post(NONE, "council_tellers", "hearing_session"),
    get(NONE, "council_opinions", "hearing_session"),
    get(NONE, "council_opinion", SEAT),
    post(NONE, "council_opinion", SEAT),
    get(NONE, "council_opinion_file", SEAT),
    get(NONE, "opinion_paper_pdf", "hearing_session"),
    get(NONE, "opinion_paper_docx", "hearing_session"),
    get(NONE, "result_list_pdf", "hearing_session"),
    get(NONE, "result_list_docx", "hearing_session"),
    get(NONE, "council_declare", "hearing_session"),
    post(NONE, "council_declare", "hearing_session"),
    post(NONE, "council_declare_rest", "hearing_session"),
    get(NONE, "council_declare_for", SEAT),
    post(NONE, "council_declare_for", SEAT),
    get(NONE, "council_recuse", CASE),
    post(NONE, "council_recuse", CASE, WHY),
    get(NONE, "round_add", "hearing_session"),
    post(NONE, "round_add", "hearing_session"),
    get(NONE, "nomination_table", "session_pk=hearing_session"),
    post(NONE, "nomination_table", "session_pk=hearing_session"),
    get(NONE, "session_objections", "hearing_session"),
    get(NONE, "hearing_table", "gathering"),
    post(NONE, "hearing_table", "gathering"),
    post(NONE, "hearings_open", "gathering"),
    get(NONE, "hearings_count", "gathering"),
    post(NONE, "hearings_count", "gathering"),
]
