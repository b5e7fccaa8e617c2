"""Papers of the clerk's office: reminders to units, the register of outgoing papers, sign-in slips."""

from awards.kinds.kind import Kind

KINDS: dict[str, Kind] = {}
