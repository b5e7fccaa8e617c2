"""Another name, coming back, standing in for a head: the clerk's alone."""

from tests.permission_row import get, post

NAMED = {"full_name": "Nguyễn Thị Huệ", "since": "01/12/2022", "reason": "Cải chính hộ tịch."}
BACK = {"on": "01/12/2022", "reason": "Tuyển dụng lại."}
ENDED = {"last_day": "", "reason": "Giao nhầm."}


def a_stand_in(w):
    given = {"post": "Phó Trưởng khoa", "starts_on": "20/12/2022", "ends_on": "31/12/2022", "basis": "07/QĐ-TCT"}
    return given | {"person": w.am.code}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "staff_rename", "hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "staff_rename", "hoa", NAMED),
    post("in    404  404  404  404  404  404  form 404  ", "staff_rename", "hoa", NAMED | {"since": "21/12/2022"}),
    get(" in    404  404  404  404  404  404  ok   404  ", "staff_come_back", "gone"),
    post("in    404  404  404  404  404  404  go   404  ", "staff_come_back", "gone", BACK),
    post("in    404  404  404  404  404  404  form 404  ", "staff_come_back", "hoa", BACK),
    get(" in    404  404  404  404  404  404  ok   404  ", "stand_in_add", "department_pk=faculty"),
    post("in    404  404  404  404  404  404  go   404  ", "stand_in_add", "department_pk=faculty", a_stand_in),
    get(" in    404  404  404  404  404  404  ok   404  ", "stand_in_end", "stand_in"),
    post("in    404  404  404  404  404  404  go   404  ", "stand_in_end", "stand_in", ENDED),
]
