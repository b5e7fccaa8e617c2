"""Top floor: nominations, council, decisions, prize money and the history of everything ever received."""

from awards.models.absence import Absence
from awards.models.ballot import (
    Box,
    Choice,
    CountLine,
    CountSheet,
    OpinionPaper,
    Question,
    Roll,
    Round,
    WrittenOpinion,
)
from awards.models.certificates import CertificateFile, CertificateLogo, CertificatePrint, CertificateSettings
from awards.models.council import (
    Attendance,
    Council,
    CouncilSession,
    Declaration,
    DossierNote,
    Presiding,
    Recusal,
    Seat,
    Teller,
)
from awards.models.decision import Decision, DecisionBasis, DecisionLine
from awards.models.desk import PaperDraft
from awards.models.disclosure import DisclosedCase, Disclosure, Objection
from awards.models.for_signature import SheetForSignature
from awards.models.fund import FundEntry, Payment
from awards.models.hearing import (
    Hearing,
    HearingConflict,
    HearingCriterion,
    HearingMark,
    HearingRules,
    HearingSheet,
)
from awards.models.invitation import DossierRead, HandedInvitation, SessionInvitation
from awards.models.nomination import EligibilityReport, Nomination
from awards.models.record import AwardRecord, Occasion
from awards.models.regulation import Regulation, RegulationCondition, RegulationParameter
from awards.models.rehearsal import Rehearsal, RehearsalLine
from awards.models.revocation import Ground, Revocation, RevocationLine, RevocationTask
from awards.models.signed_sheet import SignedSheet
from awards.models.statement import Statement
from awards.models.submission import DossierBundle, ReportOnPaper, SubmissionAnswer, SubmissionLetter, SubmissionLine
from awards.models.unit_review import (
    UnitReview,
    UnitReviewAbsence,
    UnitReviewAttendee,
    UnitReviewCase,
    UnitReviewMinutes,
)

__all__ = [
    "Absence",
    "Attendance",
    "AwardRecord",
    "Box",
    "CertificateFile",
    "CertificateLogo",
    "CertificatePrint",
    "CertificateSettings",
    "Choice",
    "Council",
    "CouncilSession",
    "CountLine",
    "CountSheet",
    "Decision",
    "DecisionBasis",
    "DecisionLine",
    "Declaration",
    "DisclosedCase",
    "Disclosure",
    "DossierBundle",
    "DossierNote",
    "DossierRead",
    "EligibilityReport",
    "FundEntry",
    "Ground",
    "HandedInvitation",
    "Hearing",
    "HearingConflict",
    "HearingCriterion",
    "HearingMark",
    "HearingRules",
    "HearingSheet",
    "Nomination",
    "Objection",
    "Occasion",
    "OpinionPaper",
    "PaperDraft",
    "Payment",
    "Presiding",
    "Question",
    "Recusal",
    "Regulation",
    "RegulationCondition",
    "RegulationParameter",
    "Rehearsal",
    "RehearsalLine",
    "ReportOnPaper",
    "Revocation",
    "RevocationLine",
    "RevocationTask",
    "Roll",
    "Round",
    "Seat",
    "SessionInvitation",
    "SheetForSignature",
    "SignedSheet",
    "Statement",
    "SubmissionAnswer",
    "SubmissionLetter",
    "SubmissionLine",
    "Teller",
    "UnitReview",
    "UnitReviewAbsence",
    "UnitReviewAttendee",
    "UnitReviewCase",
    "UnitReviewMinutes",
    "WrittenOpinion",
]
