"""The desk: a paper is begun about a row, its free parts are written, then it is issued once with number and date.

Which kinds there are, and how each is made: awards/kinds. Decisions and minutes are issued by their own rooms.
Locks: first the draft, then its series of numbers.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace as replaced
from functools import partial
from typing import Any

from django.db import transaction

from awards import for_signature, freezing
from awards.documents.correction_letter import kind_named, named
from awards.issued_papers import papers_issued_of
from awards.kinds import KINDS, Kind
from awards.models import PaperDraft
from campaigns.documents.letterheads import with_verify_url
from campaigns.documents.signing import signer_on
from campaigns.models import Posting
from thidua import clock, issuing, pdf
from thidua.audit import audit
from thidua.copies import Copy, FreePart, Mode
from thidua.models import IssuedDocument, Series
from thidua.papers import Paper, Paragraph
from thidua.print_guard import Finding
from thidua.vietnamese import vdate
from thidua.workflow import Move, Refused, acting_on, first, move, refuse, why_not_move

DRAFT, ISSUED = PaperDraft.Status.DRAFT, PaperDraft.Status.ISSUED
LOST = "Việc mà văn bản này nói đến đã bị xóa nên không soạn tiếp được; bỏ dự thảo này."
MOVES: Mapping[str, Move] = {"issue": Move(frozenset({DRAFT}), ISSUED, "ban hành")}


def kind_of(draft: PaperDraft) -> Kind:
    return KINDS[draft.kind]


def subject_of(draft: PaperDraft) -> Any:
    """The row the paper is about; Refused where it was deleted meanwhile."""
    row = kind_of(draft).rows().filter(pk=draft.subject).first()
    if row is None:
        raise Refused(LOST)
    return row


def why_lost(draft: PaperDraft) -> str:
    """Whether there is still something to write about."""
    lost = not draft.document_id and not kind_of(draft).rows().filter(pk=draft.subject).exists()
    return LOST if lost else ""


def is_kept_here(kind: str) -> bool:
    """Whether papers of this kind are written at the desk: those without a room that issues them."""
    return kind in KINDS and KINDS[kind].issued is None and bool(KINDS[kind].series or KINDS[kind].free)


# --- begin, write


@transaction.atomic
def begin(kind: str, row: Any, *, by: Any, replaces: IssuedDocument | None = None) -> PaperDraft:
    """The open draft of this kind about this row, or a new one. `replaces`: the issued paper it takes the place of.

    In a transaction of its own: what cannot be drawn yet leaves no draft behind.
    """
    day = KINDS[kind].dated(row) or clock.today()
    draft, is_new = PaperDraft.objects.get_or_create(
        kind=kind,
        subject=row.pk,
        status=DRAFT,
        defaults={
            "title": KINDS[kind].label,
            "year": _year_of(KINDS[kind], row),
            "date": day,
            "signer": signer_on(day),
            "drafted_by": by,
            "replaces": replaces,
        },
    )
    if is_new:
        _name(draft)
        audit(draft, "begin", by=by, after={"kind": KINDS[kind].label, "title": draft.title})
    return draft


def open_draft(kind: str, subject: int) -> PaperDraft | None:
    return PaperDraft.objects.filter(kind=kind, subject=subject, status=DRAFT).first()


def parts_of(draft: PaperDraft) -> list[tuple[FreePart, str]]:
    """Each free part with its text: what was written, else what is proposed."""
    row = subject_of(draft)
    return [(part, draft.texts.get(part.key, part.proposed(row))) for part in kind_of(draft).free]


def why_not_replace(document: IssuedDocument) -> str:
    if document.revoked_by_id:
        return f"Văn bản số {document.full_number} không còn hiệu lực nên không thay thế được nữa."
    if not PaperDraft.objects.filter(document=document).exists():
        return f"Văn bản số {document.full_number} do phòng khác của phần mềm ban hành; muốn đổi thì hủy bỏ ở đó."
    return ""


def replace(document: IssuedDocument, *, by: Any) -> PaperDraft:
    """Begin the paper that will take the place of an issued one: the same kind, about the same row."""
    refuse(why_not_replace(document))
    first = PaperDraft.objects.get(document=document)
    draft = begin(first.kind, subject_of(first), by=by, replaces=document)
    if draft.replaces_id != document.pk:
        raise Refused("Văn bản cùng loại đang được soạn cho việc này; ban hành hoặc bỏ dự thảo đó trước.")
    return draft


def why_not_write(draft: PaperDraft) -> str:
    if draft.status != DRAFT:
        return "Văn bản đã ban hành nên không sửa được; lập công văn đính chính."
    return why_lost(draft)


def write(draft: PaperDraft, *, texts: Mapping[str, str], date: datetime.date, signer: Posting, by: Any) -> None:
    """Keep the free parts, the day and the signer; a part left as proposed goes on following the records."""
    with acting_on(draft):
        refuse(why_not_write(draft) or _why_not_signer(signer, date) or _why_too_early(draft, date))
        row = subject_of(draft)
        written = {
            part.key: texts[part.key]
            for part in kind_of(draft).free
            if part.key in texts and texts[part.key].strip() != part.proposed(row).strip()
        }
        before = _labelled(draft, draft.texts) | {"date": draft.date, "signer": str(draft.signer)}
        draft.texts, draft.date, draft.signer = written, date, signer
        draft.save(update_fields=["texts", "date", "signer"])
        after = _labelled(draft, written) | {"date": date, "signer": str(signer)}
        if before != after:
            audit(draft, "write", by=by, before=before, after=after)


def why_not_discard(draft: PaperDraft) -> str:
    return "" if draft.status == DRAFT else why_not_write(draft)


def discard(draft: PaperDraft, *, by: Any) -> None:
    with acting_on(draft):
        refuse(why_not_discard(draft))
        audit(draft, "discard", by=by, before={"title": draft.title} | _labelled(draft, draft.texts))
        for_signature.forget(draft)
        draft.delete()


def _labelled(draft: PaperDraft, texts: Mapping[str, str]) -> dict[str, str]:
    """The free parts as the audit trail shows them."""
    return {part.label: texts[part.key] for part in kind_of(draft).free if part.key in texts}


def _year_of(kind: Kind, row: Any) -> int:
    year = kind.rows().filter(pk=row.pk).values_list(kind.year, flat=True)[0]
    if year is None:
        raise Refused(kind.why_not_issue(row) or "Chưa có phong trào thi đua của năm nên chưa soạn được văn bản này.")
    return int(year)


def _name(draft: PaperDraft) -> None:
    """Its title in lists is what will be printed as such."""
    draft.title = freezing.title_of(paper_of(draft))[:300] or kind_of(draft).label
    draft.save(update_fields=["title"])


# --- the paper


def paper_of(
    draft: PaperDraft,
    mode: Mode = "draft",
    *,
    number: int | None = None,
    date: datetime.date | None = None,
    verify_code: str = "",
) -> Paper:
    """Of an issued draft the frozen words, whatever is asked."""
    if draft.document_id:
        return Paper.from_dict(draft.document.paper)
    counted_on = for_signature.printed_on(draft) if date and kind_of(draft).counts else None
    copy = Copy(mode, number, date or draft.date, draft.signer, draft.texts, verify_code, counted_on)
    paper = with_verify_url(kind_of(draft).gather(subject_of(draft), copy), verify_code)
    return _said_to_replace(paper, draft.replaces) if draft.replaces else paper


def _said_to_replace(paper: Paper, earlier: IssuedDocument) -> Paper:
    """One more paragraph before the last: which paper it takes the place of."""
    sentence = Paragraph(f"{kind_named(paper.title)} này thay thế {named(earlier)}.")
    return replaced(paper, blocks=(*paper.blocks[:-1], sentence, *paper.blocks[-1:]))


def copy_of(draft: PaperDraft, *, blank: bool = False) -> Paper:
    """What is drawn of it; the copy for signature only while nothing else blocks the issue."""
    if blank and not draft.document_id:
        refuse(why_not_ready(draft))
    return paper_of(draft, "blank" if blank else "draft")


def findings_of(draft: PaperDraft, number: int | None, date: datetime.date) -> list[Finding]:
    """What a strict clerk would say of the paper of that number and day: those that block first."""
    kind, row = draft.kind, kind_of(draft).rows().filter(pk=draft.subject).first()
    copy = partial(paper_of, draft, "numbered" if number else "blank", number=number, date=date)
    return freezing.findings_of(kind, row, draft.document, copy, draft.signer, date)


# --- the issue


def why_not_ready(draft: PaperDraft) -> str:
    """What forbids the issue whatever the number and the day."""
    if sentence := why_not_move(draft, MOVES, "issue") or why_lost(draft):
        return sentence
    kind, row = kind_of(draft), subject_of(draft)
    if not kind.series:
        return f"{kind.label} không mang số văn bản đi; in ra để ký, không cần ban hành."
    for part, text in (parts := parts_of(draft)):
        if part.needed and not text.strip():
            return f"Chưa ghi phần “{part.label}”; bấm “Sửa nội dung” để ghi."
    said = kind.why_not_said(row, {part.key: text for part, text in parts})
    return said or _why_not_again(draft) or kind.why_not_issue(row)


def _why_not_again(draft: PaperDraft) -> str:
    """Of some kinds there is one paper in force about a row; a later one takes its place."""
    if draft.replaces:
        return why_not_replace(draft.replaces)
    earlier = in_force(draft.kind, draft.subject) if kind_of(draft).once else None
    if earlier is None:
        return ""
    return (
        f"{kind_of(draft).label} đã ban hành, số {earlier.full_number} ngày {vdate(earlier.date)}; "
        "muốn đổi thì bỏ dự thảo này rồi soạn văn bản thay thế từ văn bản đó."
    )


def in_force(kind: str, subject: int) -> IssuedDocument | None:
    """The newest paper of this kind about this row that was not revoked."""
    return papers_issued_of(kind, [subject]).get(subject)


def refusals(draft: PaperDraft, number: int | None, date: datetime.date) -> Iterator[str]:
    """What the issue asks, "" where it agrees; the check page asks the same. number None: it is not given yet."""
    yield why_not_ready(draft)
    if draft.status != DRAFT or why_lost(draft):
        return
    yield _why_not_signer(draft.signer, date)
    yield f"Ngày văn bản {vdate(date)} ở sau hôm nay; ghi ngày trên bản đã ký." if date > clock.today() else ""
    yield _why_too_early(draft, date)
    yield issuing.why_not_number(series_of(draft), number, date) if number else ""


def why_not_issue(draft: PaperDraft, number: int, date: datetime.date) -> str:
    return first(refusals(draft, number, date))


def _why_too_early(draft: PaperDraft, date: datetime.date) -> str:
    """What corrects a paper, or takes its place, is not older; nor is what counts older than its count."""
    earlier = draft.replaces or kind_of(draft).corrects(subject_of(draft))
    if earlier and date < earlier.date:
        return f"Ngày văn bản {vdate(date)} trước ngày {vdate(earlier.date)} của văn bản số {earlier.full_number}."
    return kind_of(draft).why_before_count(date, for_signature.printed_on(draft) or clock.today())


def series_of(draft: PaperDraft) -> Series:
    return Series.objects.get(code=kind_of(draft).series)


def _why_not_signer(signer: Posting | None, on: datetime.date) -> str:
    return freezing.why_not_signer(signer, on) if signer else "Chưa chọn người ký; bấm “Sửa nội dung” để chọn."


def why_other_than_signed(draft: PaperDraft, date: datetime.date) -> str:
    """What the sheet printed for signature says otherwise than the paper of that day."""
    return for_signature.why_other(draft, lambda: paper_of(draft, "blank", date=date))


def issue(draft: PaperDraft, *, number: int, date: datetime.date, by: Any, compared: bool = False) -> IssuedDocument:
    """Draw first, outside any transaction; then number, words and bytes in one short one."""
    refuse(pdf.missing_libraries())
    refuse(why_not_issue(draft, number, date))
    kind, row = draft.kind, subject_of(draft)
    numbered = partial(paper_of, draft, "numbered", number=number, date=date)
    printed = freezing.draw_checked(kind, row, lambda code: numbered(verify_code=code), draft.signer)
    with acting_on(draft):
        series = Series.objects.select_for_update().get(code=kind_of(draft).series)
        refuse(why_not_issue(draft, number, date))
        if numbered(verify_code=printed.verify_code) != printed.paper:
            refuse("Chưa ban hành được vì nội dung vừa thay đổi; tải lại trang, xem lại rồi ban hành.")
        reason = for_signature.settle(draft, lambda: paper_of(draft, "blank", date=date), compared=compared)
        corrects = kind_of(draft).corrects(subject_of(draft))
        document = freezing.freeze(kind, printed, series, draft.signer, by, corrects=corrects, replaces=draft.replaces)
        move(draft, MOVES, "issue", by=by, reason=reason, document=document, date=date)
        if learn := kind_of(draft).after_issue:
            learn(subject_of(draft), document, by)
    return document
