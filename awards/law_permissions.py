"""Who reads and who keeps the law: texts, parameters, the province's and the school's own rules, their rehearsals."""

from typing import Any

from django.db.models import QuerySet

from awards.models import Regulation, RegulationCondition, RegulationParameter, Rehearsal
from awards.roles import held_seats
from campaigns.roles import headed, is_administrator, is_clerk
from thidua.models import LegalText, Parameter


def reads_drafts(user: Any) -> bool:
    return is_administrator(user) or is_clerk(user)


def regulations_visible_to(user: Any) -> QuerySet[Regulation]:
    """All for the administrator and the clerk; what was adopted for heads and members of the council."""
    if reads_drafts(user):
        return Regulation.objects.all()
    if user.is_authenticated and (held_seats(user) or headed(user)):
        return Regulation.objects.exclude(status=Regulation.Status.DRAFT)
    return Regulation.objects.none()


def reads_regulations(user: Any) -> bool:
    return reads_drafts(user) or bool(user.is_authenticated and (held_seats(user) or headed(user)))


def regulations_written_by(user: Any) -> QuerySet[Regulation]:
    """The administrator writes them down, adopts and closes them."""
    return Regulation.objects.all() if is_administrator(user) else Regulation.objects.none()


def conditions_written_by(user: Any) -> QuerySet[RegulationCondition]:
    return RegulationCondition.objects.filter(regulation__in=regulations_written_by(user))


def parameters_written_by(user: Any) -> QuerySet[RegulationParameter]:
    return RegulationParameter.objects.filter(regulation__in=regulations_written_by(user))


def rehearsals_visible_to(user: Any) -> QuerySet[Rehearsal]:
    """Names and verdicts of everybody: for the administrator and the clerk."""
    return Rehearsal.objects.all() if reads_drafts(user) else Rehearsal.objects.none()


# --- texts and parameters


def legal_texts_visible_to(user: Any) -> QuerySet[LegalText]:
    """Who prepares, judges or writes papers: clerk, administrator, members of the council, heads."""
    reads = keeps_legal_texts(user) or bool(held_seats(user)) or bool(user.is_authenticated and headed(user))
    return LegalText.objects.all() if reads else LegalText.objects.none()


def keeps_legal_texts(user: Any) -> bool:
    """Clerk and administrator write them down, and both look texts and parameters up again."""
    return is_clerk(user) or is_administrator(user)


def legal_texts_kept_by(user: Any) -> QuerySet[LegalText]:
    return LegalText.objects.all() if keeps_legal_texts(user) else LegalText.objects.none()


def reads_parameters(user: Any) -> bool:
    return is_administrator(user) or is_clerk(user)


def parameters_visible_to(user: Any) -> QuerySet[Parameter]:
    return Parameter.objects.all() if reads_parameters(user) else Parameter.objects.none()
