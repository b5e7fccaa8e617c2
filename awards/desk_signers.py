"""Who signs the papers being written, as their lists say it: the school's signer, or those of a meeting or a unit."""

from collections import defaultdict
from collections.abc import Iterable

from awards.kinds import KINDS
from awards.models import PaperDraft

NOBODY = "Chưa chọn"


def of(drafts: Iterable[PaperDraft]) -> dict[int, str]:
    """By key of the draft; one query for each kind that others than the school's signer sign."""
    signers: dict[int, str] = {}
    others: dict[str, dict[int, int]] = defaultdict(dict)
    for draft in drafts:
        signers[draft.pk] = str(draft.signer or NOBODY)
        if KINDS[draft.kind].signed_by:
            others[draft.kind][draft.pk] = draft.subject
    for kind, subjects in others.items():
        if ask := KINDS[kind].signed_by:
            said = ask(set(subjects.values()))
            signers |= {pk: said.get(subject, NOBODY) for pk, subject in subjects.items()}
    return signers
