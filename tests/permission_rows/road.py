"""The road: the person's own; a unit's people for its head; all for the clerk. A collective's: head, rector, clerk."""

from tests.permission_row import get

ROWS = [
    #    nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok    ok   ok   404  ", "my_road"),
    get(" in    ok   ok   404  404  404   404  ok   404  ", "staff_road", "staff_pk=hoa"),
    get(" in    404  404  404  404  ok    404  ok   404  ", "staff_road", "staff_pk=quang"),
    get(" in    404  ok   404  404  ok    404  ok   404  ", "unit_road", "department_pk=faculty"),
    get(" in    404  404  404  404  ok    404  ok   404  ", "unit_road", "department_pk=school"),
]
