"""Papers for the upper level, and what takes a decision back."""

from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {}
