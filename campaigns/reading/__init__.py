"""Reads the text of an old plan as a proposed campaign: every value is a guess with its line. No Django, nothing saved.

`read(text)` in `reader.py` is the one door; `proposal.py` is what comes out.
"""

from campaigns.reading.proposal import Guess, Proposal
from campaigns.reading.reader import read

__all__ = ["Guess", "Proposal", "read"]
