"""Ground floor: people, the catalogue of awards, campaigns, pledges, evaluations."""

from campaigns.models.campaign import Anniversary, Campaign, Movement, Phase, PhaseActivity, PlanItem
from campaigns.models.catalogue import Award, AwardName
from campaigns.models.covenant import Covenant, CovenantParty, CovenantTarget
from campaigns.models.evaluation import Evaluation
from campaigns.models.initiative import CoAuthor, Initiative, Recognition
from campaigns.models.people import Department, FormerName, Posting, StaffMember
from campaigns.models.personnel import Absence, AnnualRating, DisciplinaryAction, Kinship, ServiceBreak
from campaigns.models.plan import BudgetLine, PlanAmendment, Target, TargetResult
from campaigns.models.pledge import Pledge, PledgeTarget, UnitRegistration
from campaigns.models.pledge_version import PledgeVersion
from campaigns.models.points import (
    CriteriaSet,
    Criterion,
    Mark,
    Marking,
    PointAdjustment,
    ScoreSheet,
    SettledMark,
    UnitScorer,
)
from campaigns.models.progress import CheckIn, FormerUnitOpinion, ResultProof
from campaigns.models.reminder import Digest, Reminder, ReminderSettings
from campaigns.models.unit_plan import UnitPlan

__all__ = [
    "Absence",
    "Anniversary",
    "AnnualRating",
    "Award",
    "AwardName",
    "BudgetLine",
    "Campaign",
    "CheckIn",
    "CoAuthor",
    "Covenant",
    "CovenantParty",
    "CovenantTarget",
    "CriteriaSet",
    "Criterion",
    "Department",
    "Digest",
    "DisciplinaryAction",
    "Evaluation",
    "FormerName",
    "FormerUnitOpinion",
    "Initiative",
    "Kinship",
    "Mark",
    "Marking",
    "Movement",
    "Phase",
    "PhaseActivity",
    "PlanAmendment",
    "PlanItem",
    "Pledge",
    "PledgeTarget",
    "PledgeVersion",
    "PointAdjustment",
    "Posting",
    "Recognition",
    "Reminder",
    "ReminderSettings",
    "ResultProof",
    "ScoreSheet",
    "ServiceBreak",
    "SettledMark",
    "StaffMember",
    "Target",
    "TargetResult",
    "UnitPlan",
    "UnitRegistration",
    "UnitScorer",
]
