"""The page of the machine: administrators alone."""

from tests.permission_row import get

#       nobody Hoa Minh Bình Dũng Quang Thu Lan admin
ROWS = [get("in 404 404 404 404 404 404 404 ok", "system")]
