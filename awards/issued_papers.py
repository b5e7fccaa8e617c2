"""The papers rows became at the desk, for rooms below that only know their own rows."""

from collections.abc import Collection

from django.db.models import Q

from awards.models import PaperDraft
from thidua.models import IssuedDocument


def papers_issued_of(kind: str, subjects: Collection[int] | None) -> dict[int, IssuedDocument]:
    """For each row its newest paper of this kind that was not revoked; of all rows without `subjects`."""
    drafts = PaperDraft.objects.filter(kind=kind, document__isnull=False, document__revoked_by=None)
    if subjects is not None:
        drafts = drafts.filter(subject__in=subjects)
    return {draft.subject: draft.document for draft in drafts.select_related("document__series").order_by("pk")}


def drafts_about(kind: str, subject: int) -> tuple[PaperDraft | None, IssuedDocument | None]:
    """What is being written of this kind about this row, and the newest paper in force; in one query."""
    open_or_in_force = Q(status=PaperDraft.Status.DRAFT) | Q(document__revoked_by=None)
    found = PaperDraft.objects.filter(open_or_in_force, kind=kind, subject=subject)
    rows = found.select_related("document__series").defer("document__paper").order_by("pk")
    draft = issued = None
    for row in rows:
        draft, issued = (row, issued) if row.status == PaperDraft.Status.DRAFT else (draft, row.document)
    return draft, issued
