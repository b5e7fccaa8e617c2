"""Papers around the council: invitation, ballots, tally, disclosure, results, extracts."""

from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {}
