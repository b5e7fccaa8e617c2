"""What every institution has, whatever it commends: users, papers, law, the trail of acts."""

from thidua.models.audit import AuditEntry
from thidua.models.backup import BackupProof, Heartbeat
from thidua.models.document import Attachment, IssuedDocument, IssuedFile, Series, SignedCopy
from thidua.models.door import RecoveryCode, WrongTry
from thidua.models.importing import ImportFile, ImportRow
from thidua.models.institution import DemoClock, Holiday, Institution
from thidua.models.law import BaseSalary, Certainty, LegalText, Parameter, RuleSetCode
from thidua.models.setting_up import SetUp
from thidua.models.user import User

__all__ = [
    "Attachment",
    "AuditEntry",
    "BackupProof",
    "BaseSalary",
    "Certainty",
    "DemoClock",
    "Heartbeat",
    "Holiday",
    "ImportFile",
    "ImportRow",
    "Institution",
    "IssuedDocument",
    "IssuedFile",
    "LegalText",
    "Parameter",
    "RecoveryCode",
    "RuleSetCode",
    "Series",
    "SetUp",
    "SignedCopy",
    "User",
    "WrongTry",
]
