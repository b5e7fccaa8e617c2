"""The order in which people and collectives stand on every list, paper and page."""

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
