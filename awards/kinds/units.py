"""Papers of units and of the year: bình xét, proposals, achievement reports, reviews."""

from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {}
