"""The papers rows became at the desk, for rooms below that only know their own rows."""

from collections.abc import Collection

from awards.models import PaperDraft
from thidua.models import IssuedDocument


def papers_issued_of(kind: str, subjects: Collection[int] | None) -> dict[int, IssuedDocument]:
    """For each row its newest paper of this kind that was not revoked; of all rows without `subjects`."""
    drafts = PaperDraft.objects.filter(kind=kind, document__isnull=False, document__revoked_by=None)
    if subjects is not None:
        drafts = drafts.filter(subject__in=subjects)
    return {draft.subject: draft.document for draft in drafts.select_related("document__series").order_by("pk")}
