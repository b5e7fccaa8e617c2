"""Who prints certificates and who keeps how they look."""

from typing import Any

from django.db.models import QuerySet

from awards.models import CertificatePrint, CertificateSettings, Decision
from campaigns.roles import is_administrator, is_clerk


def decisions_certified_by(user: Any) -> QuerySet[Decision]:
    """The clerk prints certificates."""
    return Decision.objects.all() if is_clerk(user) else Decision.objects.none()


def prints_of(user: Any) -> QuerySet[CertificatePrint]:
    return CertificatePrint.objects.all() if is_clerk(user) else CertificatePrint.objects.none()


def keeps_certificates(user: Any) -> bool:
    """The clerk knows the blanks, the administrator answers for the printer."""
    return is_clerk(user) or is_administrator(user)


def certificate_kinds_kept_by(user: Any) -> dict[str, CertificateSettings]:
    return CertificateSettings.objects.by_kind() if keeps_certificates(user) else {}
