"""Top floor: nominations, council, decisions, prize money and the history of everything ever received."""

from awards.models.council import (
    Attendance,
    Box,
    Council,
    CouncilSession,
    DossierNote,
    Question,
    Recusal,
    Roll,
    Round,
    Seat,
)
from awards.models.decision import Decision, DecisionLine
from awards.models.fund import FundEntry, Payment
from awards.models.nomination import EligibilityReport, Nomination
from awards.models.record import AwardRecord, Occasion

__all__ = [
    "Attendance",
    "AwardRecord",
    "Box",
    "Council",
    "CouncilSession",
    "Decision",
    "DecisionLine",
    "DossierNote",
    "EligibilityReport",
    "FundEntry",
    "Nomination",
    "Occasion",
    "Payment",
    "Question",
    "Recusal",
    "Roll",
    "Round",
    "Seat",
]
