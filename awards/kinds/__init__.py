"""Every kind of paper the program makes, by the name `manage.py print` knows."""

from awards.kinds import certificates, council, existing, hearings, office, plans, units, upper
from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    **plans.KINDS,
    **existing.KINDS,
    **units.KINDS,
    **council.KINDS,
    **hearings.KINDS,
    **upper.KINDS,
    **office.KINDS,
    **certificates.KINDS,
}

# Papers that get a number are issued; the others are printed from their draft, and wait for nobody.
NUMBERED = tuple(name for name, kind in KINDS.items() if kind.series)

__all__ = ["KINDS", "NUMBERED", "Kind"]
