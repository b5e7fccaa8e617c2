"""The desk: a paper is begun about a row, its free parts are written, then it is issued once with number and date.

Which kinds there are, and how each is made: awards/kinds. Decisions and minutes are issued by their own rooms.
Locks: first the draft, then its series of numbers.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import Any

from django.db import IntegrityError, transaction

from awards.documents.correction_letter import named
from awards.documents.pages import page_count
from awards.kinds import KINDS, Kind
from awards.models import PaperDraft
from campaigns.documents.letterheads import with_verify_url
from campaigns.documents.signing import signer_on
from campaigns.models import Posting
from thidua import clock, issuing, pdf
from thidua.audit import audit
from thidua.copies import Copy, Mode
from thidua.models import IssuedDocument, Series
from thidua.models.document import new_verify_code
from thidua.papers import Paper, Paragraph
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import Move, Refused, acting_on, move, refuse, why_not_move

DRAFT, ISSUED = PaperDraft.Status.DRAFT, PaperDraft.Status.ISSUED
MOVES: Mapping[str, Move] = {"issue": Move(frozenset({DRAFT}), ISSUED, "ban hành")}


def kind_of(draft: PaperDraft) -> Kind:
    return KINDS[draft.kind]


def subject_of(draft: PaperDraft) -> Any:
    """The row the paper is about."""
    return kind_of(draft).rows().get(pk=draft.subject)


def is_kept_here(kind: str) -> bool:
    """Whether papers of this kind are written at the desk: those without a room that issues them."""
    return kind in KINDS and KINDS[kind].issued is None and bool(KINDS[kind].series or KINDS[kind].free)


# --- begin, write


def begin(kind: str, row: Any, *, by: Any, replaces: IssuedDocument | None = None) -> PaperDraft:
    """The open draft of this kind about this row, or a new one. `replaces`: the issued paper it takes the place of."""
    draft, is_new = PaperDraft.objects.get_or_create(
        kind=kind,
        subject=row.pk,
        status=DRAFT,
        defaults={
            "title": KINDS[kind].label,
            "year": _year_of(kind, row),
            "date": clock.today(),
            "signer": signer_on(clock.today()),
            "drafted_by": by,
            "replaces": replaces,
        },
    )
    if is_new:
        _name(draft)
        audit(draft, "begin", by=by, after={"kind": kind, "title": draft.title})
    return draft


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
    return "" if draft.status == DRAFT else "Văn bản đã ban hành nên không sửa được; lập công văn đính chính."


def write(draft: PaperDraft, *, texts: Mapping[str, str], date: datetime.date, signer: Posting, by: Any) -> None:
    """Keep the free parts, the day and the signer; a part left as proposed goes on following the records."""
    with acting_on(draft):
        refuse(why_not_write(draft) or _why_not_signer(signer, date))
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


def discard(draft: PaperDraft, *, by: Any) -> None:
    with acting_on(draft):
        refuse(why_not_write(draft))
        audit(draft, "discard", by=by, before={"title": draft.title} | _labelled(draft, draft.texts))
        draft.delete()


def _labelled(draft: PaperDraft, texts: Mapping[str, str]) -> dict[str, str]:
    """The free parts as the audit trail shows them."""
    return {part.label: texts[part.key] for part in kind_of(draft).free if part.key in texts}


def _year_of(kind: str, row: Any) -> int:
    return int(KINDS[kind].rows().filter(pk=row.pk).values_list(KINDS[kind].year, flat=True)[0])


def _name(draft: PaperDraft) -> None:
    """Its title in lists is what will be printed as such."""
    draft.title = clean_line(paper_of(draft).document_title)[:300] or kind_of(draft).label
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
    copy = Copy(mode, number, date or draft.date, draft.signer, draft.texts, verify_code)
    paper = with_verify_url(kind_of(draft).gather(subject_of(draft), copy), verify_code)
    return _said_to_replace(paper, draft.replaces) if draft.replaces else paper


def _said_to_replace(paper: Paper, earlier: IssuedDocument) -> Paper:
    """One more paragraph before the last: which paper it takes the place of."""
    sentence = Paragraph(f"Văn bản này thay thế {named(earlier)}.")
    return replaced(paper, blocks=(*paper.blocks[:-1], sentence, *paper.blocks[-1:]))


def preview(draft: PaperDraft, *, blank: bool = False) -> bytes:
    """The PDF of a draft, or its blank copy for signature; of an issued paper the stored bytes."""
    if draft.document_id:
        return bytes(draft.document.file.content)
    refuse(pdf.missing_libraries())
    if blank:
        refuse(why_not_ready(draft))
    return pdf.render(paper_of(draft, "blank" if blank else "draft"))


# --- the issue


def why_not_ready(draft: PaperDraft) -> str:
    """What forbids the issue whatever the number and the day."""
    if sentence := why_not_move(draft, MOVES, "issue"):
        return sentence
    kind, row = kind_of(draft), subject_of(draft)
    if not kind.series:
        return f"{kind.label} không mang số văn bản đi; in ra để ký, không cần ban hành."
    for part in kind.free:
        if part.needed and not draft.texts.get(part.key, part.proposed(row)).strip():
            return f"Chưa ghi phần “{part.label}”; bấm “Sửa nội dung” để ghi."
    if draft.replaces and (sentence := why_not_replace(draft.replaces)):
        return sentence
    return kind.why_not_issue(row)


def why_not_issue(draft: PaperDraft, number: int, date: datetime.date) -> str:
    if sentence := why_not_ready(draft) or _why_not_signer(draft.signer, date):
        return sentence
    if date > clock.today():
        return f"Ngày văn bản {vdate(date)} ở sau hôm nay; ghi ngày trên bản đã ký."
    earlier = draft.replaces or kind_of(draft).corrects(subject_of(draft))
    if earlier and date < earlier.date:
        return f"Ngày văn bản {vdate(date)} trước ngày {vdate(earlier.date)} của văn bản số {earlier.full_number}."
    return issuing.why_not_number(series_of(draft), number, date)


def series_of(draft: PaperDraft) -> Series:
    return Series.objects.get(code=kind_of(draft).series)


def _why_not_signer(signer: Posting | None, on: datetime.date) -> str:
    if signer is None:
        return "Chưa chọn người ký; bấm “Sửa nội dung” để chọn."
    if signer.starts_on > on or (signer.ends_on and signer.ends_on < on):
        return f"{signer.staff_member} không giữ chức vụ {signer.post} vào ngày {vdate(on)}; chọn người ký khác."
    return ""


@dataclass(frozen=True)
class _Print:
    """What was drawn before the transaction, to be frozen inside it."""

    paper: Paper
    content: bytes
    pages: int
    verify_code: str


def issue(draft: PaperDraft, *, number: int, date: datetime.date, by: Any) -> IssuedDocument:
    """Draw first, outside any transaction; then number, words and bytes in one short one."""
    refuse(pdf.missing_libraries())
    refuse(why_not_issue(draft, number, date))
    printed = _draw(draft, number, date)
    with acting_on(draft):
        series = Series.objects.select_for_update().get(code=kind_of(draft).series)
        refuse(why_not_issue(draft, number, date))
        if paper_of(draft, "numbered", number=number, date=date, verify_code=printed.verify_code) != printed.paper:
            refuse("Chưa ban hành được vì nội dung vừa thay đổi; tải lại trang, xem lại rồi ban hành.")
        document = _freeze(draft, printed, series, by)
        move(draft, MOVES, "issue", by=by, document=document, date=date)
        if learn := kind_of(draft).after_issue:
            learn(subject_of(draft), document, by)
    return document


def _draw(draft: PaperDraft, number: int, date: datetime.date) -> _Print:
    code = new_verify_code()
    paper = paper_of(draft, "numbered", number=number, date=date, verify_code=code)
    content = pdf.render(paper)
    return _Print(paper, content, page_count(content), code)


def _freeze(draft: PaperDraft, printed: _Print, series: Series, by: Any) -> IssuedDocument:
    header = printed.paper.header
    try:
        with transaction.atomic():
            return issuing.freeze(
                draft.kind,
                printed.paper,
                printed.content,
                series=series,
                number=header.number,
                on=header.date,
                title=clean_line(printed.paper.summary or header.subject or printed.paper.title),
                signer=f"{draft.signer.staff_member}, {draft.signer.post}",
                pages=printed.pages,
                verify_code=printed.verify_code,
                by=by,
                corrects=kind_of(draft).corrects(subject_of(draft)),
                replaces=draft.replaces,
            )
    except IntegrityError as taken:
        raise Refused(
            f"Số {header.number:02d}/{series.symbol} vừa được dùng cho văn bản khác; xem lại sổ văn bản đi."
        ) from taken
