"""Papers written at the desk and the register of outgoing papers: each permission once, as a queryset."""

from typing import Any

from django.db.models import QuerySet

from awards.models import PaperDraft
from campaigns.models import Posting
from campaigns.roles import is_clerk, is_rector, staff_of
from thidua import clock
from thidua.models import IssuedDocument


def writes_papers(user: Any) -> bool:
    """Who begins and writes papers for the school."""
    return is_clerk(user)


def paper_drafts_kept_by(user: Any) -> QuerySet[PaperDraft]:
    return PaperDraft.objects.all() if writes_papers(user) else PaperDraft.objects.none()


def paper_drafts_issuable_by(user: Any) -> QuerySet[PaperDraft]:
    """The signer, by a posting of today, or the clerk on the signer's behalf."""
    if writes_papers(user):
        return PaperDraft.objects.all()
    staff_member = staff_of(user)
    if staff_member is None:
        return PaperDraft.objects.none()
    postings = Posting.objects.on(clock.today()).filter(staff_member=staff_member, may_sign=True)
    return PaperDraft.objects.filter(signer__in=postings)


def documents_visible_to(user: Any) -> QuerySet[IssuedDocument]:
    """The register of outgoing papers: the clerk keeps it, the rector reads it."""
    return IssuedDocument.objects.all() if is_clerk(user) or is_rector(user) else IssuedDocument.objects.none()


def documents_kept_by(user: Any) -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.all() if is_clerk(user) else IssuedDocument.objects.none()
