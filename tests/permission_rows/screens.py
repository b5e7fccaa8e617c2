"""The room's screens: for the council's members and the clerk, whatever the session is at."""

from tests.permission_row import get

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_beat", "planned"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_beat", "voting"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_beat", "closed"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_projector", "planned"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_projector", "voting"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_projector", "ending"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_projector", "closed"),
]
