"""Every kind of paper the program makes, by the name `manage.py print` knows."""

from awards.kinds import certificates, council, existing, office, plans, units, upper
from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    **plans.KINDS,
    **existing.KINDS,
    **units.KINDS,
    **council.KINDS,
    **upper.KINDS,
    **office.KINDS,
    **certificates.KINDS,
}

# Kinds of the blueprint that have no paper yet; asked for, they are refused by name.
NOT_BUILT = tuple(
    kind
    for kind in (
        "summary-report",
        "unit-minutes",
        "nomination-letter",
        "achievement-report",
        "invitation",
        "tally-sheet",
        "ballot-paper",
        "disclosure-notice",
        "result-notice",
        "result-list",
        "case-extract",
        "revocation",
        "submission-letter",
        "reminder-letter",
        "outgoing-register",
    )
    if kind not in KINDS
)

__all__ = ["KINDS", "NOT_BUILT", "Kind"]
