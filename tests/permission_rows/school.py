"""The set-up, which is over; the institution's own data; who sits in the council."""

from tests.permission_row import get, post

SCHOOL = {
    "name": "Trường Chính trị tỉnh Mẫu",
    "short_name": "Trường Chính trị",
    "head_title": "Hiệu trưởng",
    "council_name": "Hội đồng thi đua, khen thưởng",
    "council_symbol": "HĐTĐKT",
    "address_form": "mr_mrs",
    "letterhead": "A",
    "place": "Mẫu",
    "symbol": "TCT",
    "issuer_lines": "TRƯỜNG CHÍNH TRỊ",
    "carrying_out": "Trưởng phòng Tổ chức",
    "archive_line": "Lưu: VT, TĐKT",
}
DECISION = {"name": "Hội đồng mới", "decision_number": "30/QĐ-TCT", "decision_date": "28/12/2022"}
TERM = DECISION | {"starts_on": "01/01/2023", "rows-TOTAL_FORMS": "3", "rows-INITIAL_FORMS": "0"}


def a_council(w):
    seats = [(w.quang, "chair"), (w.thu, "vice_chair"), (w.lan, "secretary")]
    rows = {f"rows-{n}-staff_member": person.code for n, (person, _) in enumerate(seats)}
    return TERM | rows | {f"rows-{n}-role": role for n, (_, role) in enumerate(seats)}


def a_member(w):
    return {"staff_member": w.minh.code, "role": "member", "starts_on": "21/12/2022"}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # Once a school exists the set-up is gone for everybody.
    get(" 404   404  404  404  404  404  404  404  404  ", "setup"),
    post("404   404  404  404  404  404  404  404  404  ", "setup", "", {"code": "0000-0000-0000"}),
    get(" 404   404  404  404  404  404  404  404  404  ", "setup_page", "slug=setup_slug"),
    post("404   404  404  404  404  404  404  404  404  ", "setup_page", "slug=setup_slug", SCHOOL),
    get(" 404   404  404  404  404  404  404  404  404  ", "setup_check"),
    post("404   404  404  404  404  404  404  404  404  ", "setup_finish"),
    # The institution's own data: the clerk and the administrator.
    get(" in    404  404  404  404  404  404  ok   ok   ", "institution"),
    post("in    404  404  404  404  404  404  go   go   ", "institution", "", SCHOOL),
    # The council: its members see it (Quang, Thu, Lan sit, Minh and Dũng do not); the clerk keeps it.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_list"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council", "council"),
    get(" in    404  404  404  404  404  404  ok   404  ", "council_add"),
    # Here it is refused: the council of today still has sessions to come.
    post("in    404  404  404  404  404  404  form 404  ", "council_add", "", a_council),
    get(" in    404  404  404  404  404  404  ok   404  ", "council_edit", "council"),
    post("in    404  404  404  404  404  404  go   404  ", "council_edit", "council", DECISION),
    # Nobody comes or goes while the council sits: the form again, with the sentence.
    get(" in    404  404  404  404  404  404  ok   404  ", "seat_add", "council_pk=council"),
    post("in    404  404  404  404  404  404  form 404  ", "seat_add", "council_pk=council", a_member),
    post("in    404  404  404  404  404  404  go   404  ", "seat_add", "council_pk=quiet_council", a_member),
    get(" in    404  404  404  404  404  404  ok   404  ", "seat_edit", "quiet_seat"),
    post("in    404  404  404  404  404  404  go   404  ", "seat_edit", "quiet_seat", {"role": "member", "order": "9"}),
    get(" in    404  404  404  404  404  404  ok   404  ", "seat_replace", "quiet_seat"),
    post("in    404  404  404  404  404  404  go   404  ", "seat_replace", "quiet_seat", a_member),
]
