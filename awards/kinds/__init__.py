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

__all__ = ["KINDS", "Kind"]
