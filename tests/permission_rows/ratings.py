"""The ratings of a year: everybody the own, a head the unit's, the clerk all; the clerk alone writes."""

from tests.permission_row import get, post

YEAR = "year=register_year"


def sheet(w):
    """Am had no rating of the year."""
    return {
        f"p{w.am.pk}": "good",
        f"p{w.am.pk}-was": "",
        "source": "61/TB-TCT ngày 06/12/2022",
        "rated_on": "06/12/2022",
    }


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    go   go   go   go   go   go   go   go   ", "rating_years"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "rating_list", YEAR),
    get(" in    404  404  404  404  404  404  ok   404  ", "rating_sheet", YEAR),
    post("in    404  404  404  404  404  404  go   404  ", "rating_sheet", YEAR, sheet),
]
