"""Which paper is meant by a kind and a key, and its bytes: `manage.py print` without the web."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from awards.kinds import KINDS, Kind
from awards.kinds.units import ALSO_CALLED
from awards.models import PaperDraft
from campaigns.documents import pledge_list as pledge_list_paper
from campaigns.models import Campaign, Pledge
from thidua import pdf, word
from thidua.copies import Copy
from thidua.models import IssuedDocument
from thidua.papers import Paper
from thidua.workflow import Refused

ASKED = 30  # rows without a key
NOT_FOUND = "Không tìm thấy văn bản cần in; xem lại mã và năm."


class CannotPrint(Exception):
    """Its text is a sentence for whoever typed the command."""


def print_bytes(kind: str, pk: str | None, year: int | None) -> bytes:
    """The PDF of one paper: the stored bytes where it was issued, else drawn now. Without `pk` the newest (of `year`).

    `pledge-list` without `pk` is the whole school's list. Raises CannotPrint with a sentence.
    """
    kind, pk = meant_by(kind, pk)
    row = row_of(kind, pk, year)
    if (own := KINDS[kind].pdf) is not None:
        return _asked(own, row)
    issued = issued_of(kind, row)
    return bytes(issued.file.content) if issued else pdf.render(paper_of(kind, row))


def word_bytes(kind: str, pk: str | None, year: int | None) -> bytes:
    """The same paper as a Word file: of an issued one its frozen words. Raises CannotPrint with a sentence."""
    kind, pk = meant_by(kind, pk)
    row = row_of(kind, pk, year)
    if (own := KINDS[kind].word) is not None:
        return _asked(own, row)
    issued = issued_of(kind, row)
    try:
        return word.render(Paper.from_dict(issued.paper) if issued else paper_of(kind, row))
    except word.NotInWord as refusal:
        raise CannotPrint(str(refusal)) from None


def _asked(own: Callable[[Any], bytes], row: Model) -> bytes:
    try:
        return own(row)
    except Refused as refused:
        raise CannotPrint(str(refused)) from None


def meant_by(kind: str, pk: str | None) -> tuple[str, str | None]:
    """`summary-report` with `phase:3` is another kind's row 3."""
    of, colon, key = (pk or "").partition(":")
    return (ALSO_CALLED[kind, of], key) if colon and (kind, of) in ALSO_CALLED else (kind, pk)


def row_of(kind: str, pk: str | None, year: int | None) -> Any:
    if kind not in KINDS:
        raise CannotPrint(f"Không có loại văn bản “{kind}”; chọn một trong: {', '.join(KINDS)}.")
    if kind == "pledge-list" and pk is None:
        return _newest_registered(year) or _row("plan", None, year)
    if (find := KINDS[kind].find) is not None:
        return _found(find, pk, year)
    return _row(kind, pk, year)


def _found(find: Callable[[str | None, int | None], Any], pk: str | None, year: int | None) -> Any:
    try:
        return find(pk, year)
    except (IndexError, ObjectDoesNotExist, ValueError):
        raise CannotPrint(NOT_FOUND) from None


def issued_of(kind: str, row: Any) -> IssuedDocument | None:
    """The frozen paper, if it was issued: by its own room, or by the desk."""
    if (own := KINDS[kind].issued) is not None:
        return own(row)
    drafts = PaperDraft.objects.filter(kind=kind, subject=row.pk, document__isnull=False)
    draft = drafts.select_related("document").order_by("-pk").first()
    return draft.document if draft else None


def paper_of(kind: str, row: Any) -> Paper:
    """As it stands: with what was written for it so far."""
    if kind == "pledge-list" and type(row) is not KINDS[kind].rows().model:
        return pledge_list_paper.gather_school(row)
    draft = None
    if isinstance(row, Model):
        draft = PaperDraft.objects.filter(kind=kind, subject=row.pk, status=PaperDraft.Status.DRAFT).first()
    copy = Copy(date=draft.date, signer=draft.signer, texts=draft.texts) if draft else Copy()
    return KINDS[kind].gather(row, copy)


def _row(kind: str, pk: str | None, year: int | None) -> Model:
    rows = KINDS[kind].rows()
    rows = rows.filter(**{KINDS[kind].year: year}) if year else rows
    try:
        found: Model = _newest(kind, rows) if pk is None else rows.get(pk=pk)
    except (IndexError, ObjectDoesNotExist, ValueError):
        raise CannotPrint(NOT_FOUND) from None
    return found


def _newest(kind: str, rows: QuerySet[Any]) -> Model:
    """What the desk is writing; else the newest of which nothing forbids the paper, the newest that can be drawn.

    Where none can, the newest: drawing it says why not. Only the last ones are asked. IndexError where there is none.
    """
    drafts = PaperDraft.objects.filter(kind=kind, status=PaperDraft.Status.DRAFT, subject__in=rows.values("pk"))
    if (draft := drafts.order_by("-pk").first()) is not None:
        written: Model = rows.get(pk=draft.subject)
        return written
    last = list(rows.order_by("-pk")[:ASKED])
    allowed = (row for row in last if not KINDS[kind].why_not_issue(row) and _is_drawn(KINDS[kind], row))
    drawn = (row for row in last if _is_drawn(KINDS[kind], row))
    found: Model = next(allowed, None) or next(drawn, None) or last[0]
    return found


def _is_drawn(kind: Kind, row: Model) -> bool:
    if kind.pdf is not None:
        return True
    try:
        kind.gather(row, Copy())
    except Refused:
        return False
    return True


def _newest_registered(year: int | None) -> Model | None:
    """The last campaign of which anything is registered: the whole school's list of another is empty."""
    found = Campaign.objects.filter(pledges__status=Pledge.Status.REGISTERED)
    return (found.filter(year=year) if year else found).order_by("-pk").first()
