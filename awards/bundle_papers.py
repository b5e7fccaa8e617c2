"""The papers a bundle takes from the program: as they were signed where that is kept, else as they are drawn."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Q

from awards import bundle_files, enclosing
from awards.documents import tally_extract
from awards.kinds import KINDS
from awards.models import EligibilityReport, Nomination, PaperDraft, Round, SignedSheet, SubmissionLetter
from thidua import pdf
from thidua.copies import Copy
from thidua.models import Attachment, SignedCopy
from thidua.uploads import content_of


@dataclass
class Asked:
    """What is read once for all cases."""

    letter: SubmissionLetter
    nominations: list[Nomination]
    reports: dict[int, list[dict[str, Any]]] = field(init=False)
    drafts: dict[tuple[str, int], PaperDraft] = field(init=False)
    on_paper: dict[int, str] = field(init=False)
    written: set[int] = field(init=False)
    signed_sheets: dict[int, Attachment] = field(init=False)  # of each count the one kept last

    def __post_init__(self) -> None:
        found = EligibilityReport.objects.filter(nomination__in=self.nominations).order_by("pk")
        self.reports = dict(found.values_list("nomination", "findings"))
        rounds = Round.objects.filter(session=self.letter.session_id).values("pk")
        self.on_paper = enclosing.on_paper(self.letter)
        keys = [one.pk for one in self.nominations]
        self.written = enclosing.written(keys)
        drafts = PaperDraft.objects.filter(
            Q(kind=enclosing.REPORT, subject__in=keys) | Q(kind="tally-sheet", subject__in=rounds)
        ).order_by("pk")
        signed = SignedSheet.objects.filter(round__in=rounds).select_related("attachment").order_by("pk")
        self.signed_sheets = {one.round_id: one.attachment for one in signed}
        self.drafts = {(one.kind, one.subject): one for one in drafts.select_related("document", "signer")}

    def paper(self, kind: str, row: Any, name: str) -> tuple[bundle_files.Source, ...]:
        """Issued: its stored bytes. A kind without a number: drawn as it stands. Else nothing is there yet."""
        known, draft = KINDS.get(kind), self.drafts.get((kind, row.pk))
        if known is None:
            return ()
        issued = known.issued(row) if known.issued else (draft.document if draft else None)
        if issued is not None:
            return (bundle_files.Source(name, ".pdf", lambda: bytes(issued.file.content)),)
        if known.series:
            return ()
        copy = Copy("blank", date=draft.date if draft else self.letter.date, texts=draft.texts if draft else {})
        return (bundle_files.Source(name, ".pdf", lambda: pdf.render(known.gather(row, copy))),)

    def extract(self, round_: Round, name: str) -> tuple[bundle_files.Source, ...]:
        """Of the tally sheet, with the parts that were written for it."""
        draft = self.drafts.get(("tally-sheet", round_.pk))
        copy = Copy("blank", date=self.letter.date, texts=draft.texts if draft else {})
        return (bundle_files.Source(name, ".pdf", lambda: pdf.render(tally_extract.gather(self.letter, round_, copy))),)

    def signed_letter(self) -> tuple[bundle_files.Source, ...]:
        """The copy kept last beside the letter as it was issued; none is needed of a draft."""
        copies = self.letter.document.signed_copies if self.letter.document else SignedCopy.objects.none()
        kept = copies.select_related("attachment").order_by("pk").last()
        return _as_kept(kept.attachment, "to-trinh") if kept else ()

    def signed_sheet(self, round_: Round, name: str) -> tuple[bundle_files.Source, ...]:
        kept = self.signed_sheets.get(round_.pk)
        return _as_kept(kept, name) if kept else ()


def _as_kept(attachment: Attachment, name: str) -> tuple[bundle_files.Source, ...]:
    return (bundle_files.of_attachment(attachment, name, partial(content_of, attachment)),)
