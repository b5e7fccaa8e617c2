"""Who sees and makes what goes up and what is taken back: querysets, so that a stranger gets 404."""

from typing import Any

from django.db.models import QuerySet

from awards.models import Decision, Revocation, RevocationTask, SubmissionAnswer, SubmissionLetter
from campaigns.models import Posting
from campaigns.roles import is_clerk, is_rector, staff_of
from thidua import clock


def _signing(user: Any) -> QuerySet[Posting]:
    """Postings of today by which the user signs."""
    person = staff_of(user)
    if person is None:
        return Posting.objects.none()
    return Posting.objects.on(clock.today()).filter(staff_member=person, may_sign=True)


# --- letters to the level above


def letters_prepared_by(user: Any) -> QuerySet[SubmissionLetter]:
    return SubmissionLetter.objects.all() if is_clerk(user) else SubmissionLetter.objects.none()


def letters_signed_by(user: Any) -> QuerySet[SubmissionLetter]:
    return SubmissionLetter.objects.filter(signer__in=_signing(user))


def letters_sent_by(user: Any) -> QuerySet[SubmissionLetter]:
    """The signer, or the clerk on the signer's behalf (recorded)."""
    return SubmissionLetter.objects.all() if is_clerk(user) else letters_signed_by(user)


def letters_visible_to(user: Any) -> QuerySet[SubmissionLetter]:
    """The clerk and the rector see all, another signer their own; they name people and votes."""
    if is_clerk(user) or is_rector(user):
        return SubmissionLetter.objects.all()
    return letters_signed_by(user)


def answers_kept_by(user: Any) -> QuerySet[SubmissionAnswer]:
    return SubmissionAnswer.objects.all() if is_clerk(user) else SubmissionAnswer.objects.none()


def reads_letters(user: Any) -> bool:
    return is_clerk(user) or is_rector(user) or _signing(user).exists()


# --- decisions taken back


def decisions_revoked_by(user: Any) -> QuerySet[Decision]:
    """Those of which the user drafts a revocation."""
    return Decision.objects.exclude(status=Decision.Status.DRAFT) if is_clerk(user) else Decision.objects.none()


def revocations_prepared_by(user: Any) -> QuerySet[Revocation]:
    return Revocation.objects.all() if is_clerk(user) else Revocation.objects.none()


def revocations_signed_by(user: Any) -> QuerySet[Revocation]:
    return Revocation.objects.filter(signer__in=_signing(user))


def revocations_issued_by(user: Any) -> QuerySet[Revocation]:
    return Revocation.objects.all() if is_clerk(user) else revocations_signed_by(user)


def revocations_visible_to(user: Any) -> QuerySet[Revocation]:
    """The reasons are for the clerk, the rector and the signer; others see on the decision which line was revoked."""
    if is_clerk(user) or is_rector(user):
        return Revocation.objects.all()
    return revocations_signed_by(user)


def tasks_kept_by(user: Any) -> QuerySet[RevocationTask]:
    return RevocationTask.objects.all() if is_clerk(user) else RevocationTask.objects.none()
