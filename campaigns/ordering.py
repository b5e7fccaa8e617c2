"""The order in which people and collectives stand on every list, paper and page."""

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce

from campaigns.models import Department, StaffMember

# From the first words of a post to its place among the people of a unit.
POST_RANKS = (
    ("hiệu trưởng", "giám đốc", "viện trưởng"),
    ("phó hiệu trưởng", "phó giám đốc", "phó viện trưởng"),
    "trưởng",
    "phó",
    "phụ trách",
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
    def begins(start: str) -> Q:
        # Lower case is the database's affair: SQLite knows that of ASCII only.
        return (
            Q(**{f"{path}__startswith": start})
            | Q(**{f"{path}__startswith": start.capitalize()})
            | Q(**{f"{path}__startswith": start.title()})
            | Q(**{f"{path}__startswith": start.upper()})
        )

    ranks = [When(begins(start), then=Value(rank)) for rank, start in enumerate(POST_RANKS)]
    return Case(*ranks, default=Value(len(POST_RANKS)))
