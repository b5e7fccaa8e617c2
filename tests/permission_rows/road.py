"""The road: the person's own; a unit's people for its head; all for the clerk. A collective's: head, rector, clerk."""

from tests.permission_row import get

ROWS = [
    #    nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok    ok   ok   404  ", "my_road"),
    get(" in    ok   ok   404  404  404   404  ok   404  ", "staff_road", "staff_pk=hoa"),
    get(" in    404  404  404  404  ok    404  ok   404  ", "staff_road", "staff_pk=quang"),
    get(" in    404  ok   404  404  ok    404  ok   404  ", "unit_road", "department_pk=faculty"),
    get(" in    404  404  404  404  ok    404  ok   404  ", "unit_road", "department_pk=school"),
    # The ledger: all for the clerk, this year's of the own unit for a head (Quang heads the board too).
    get(" in    404  ok   404  ok   ok    404  ok   404  ", "ledger_list"),
    get(" in    404  ok   404  ok   ok    404  ok   404  ", "ledger_list", query="loai=chuyen-de-dot-xuat"),
    # Who may be nominated: the clerk alone.
    get(" in    404  404  404  404  404   404  ok   404  ", "potential_list"),
    get(" in    404  404  404  404  404   404  ok   404  ", "potential_list", query="nam=2022&danh_hieu=CSTDCS"),
]
