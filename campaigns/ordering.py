"""The order in which people and collectives stand on every list, paper and page."""

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from campaigns.models import Department, StaffMember

# From the first words of a post to its place among the people of a unit.
POST_RANKS = (
    ("hiệu trưởng", "giám đốc", "viện trưởng"),
    ("phó hiệu trưởng", "phó giám đốc", "phó viện trưởng"),
    ("trưởng",),
    ("phó",),
    ("phụ trách",),
)


def place(unit: Department, post: str, person: StaffMember | None) -> tuple[int, str, int, str]:
    """Units in the school's order; in each by post, then by name (the last word first)."""
    return (unit.order, unit.code, post_rank(post), person.sort_key if person else "")


def post_rank(post: str) -> int:
    words = post.lower()
    return next((rank for rank, start in enumerate(POST_RANKS) if words.startswith(start)), len(POST_RANKS))


def places(unit: str = "unit", post: str = "post", person: str = "staff_member") -> list:
    """The same order for the database: what `order_by` is given; the arguments are paths from the row."""
    key = Coalesce(f"{person}__sort_key", Value(""))
    return [f"{unit}__order", f"{unit}__code", _post_rank_of(post), key]


def _post_rank_of(path: str) -> Case:
    def begins(starts: tuple[str, ...]) -> Q:
        # Written out in each case: SQLite lowers ASCII only.
        written = {way(start) for start in starts for way in (str.lower, str.capitalize, str.title, str.upper)}
        found = Q(pk__in=[])
        for start in sorted(written):
            found |= Q(**{f"{path}__startswith": start})
        return found

    ranks = [When(begins(starts), then=Value(rank)) for rank, starts in enumerate(POST_RANKS)]
    return Case(*ranks, default=Value(len(POST_RANKS)))
