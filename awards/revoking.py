"""A decision that takes lines of an issued decision back: drafted, issued once with number and date, then frozen.

Locks: first the decision taken back, then the revocation, then the series of numbers.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from awards import consequences, deciding, for_signature, freezing
from awards.documents import revocation as paper_of_revocation
from awards.models import (
    Council,
    CouncilSession,
    Decision,
    DecisionLine,
    Ground,
    Revocation,
    RevocationLine,
    RevocationTask,
)
from awards.submitting import why_not_based
from campaigns import working_days
from campaigns.documents.signing import signer_on
from campaigns.models import Posting
from thidua import clock, pdf
from thidua.audit import audit
from thidua.copies import Copy, Mode
from thidua.models import IssuedDocument, Series
from thidua.papers import Paper
from thidua.print_guard import Finding
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, first, move, refuse, why_not_move

DRAFT, ISSUED = Revocation.Status
MOVES: Mapping[str, Move] = {"issue": Move(frozenset({DRAFT}), ISSUED, "ban hành")}
KIND, SERIES = "revocation", paper_of_revocation.SERIES
MOST_LINES = 30
REPAID_WITHIN = 15  # working days proposed for giving back; the school writes its own


# --- the draft


def open_draft(decision: Decision) -> Revocation | None:
    return decision.revocations.filter(status=DRAFT).first()


def revocable(decision: Decision) -> QuerySet[DecisionLine]:
    """Lines that stand and are in no draft."""
    return decision.lines.filter(revocation_line__isnull=True)


def why_not_begin(decision: Decision) -> str:
    if decision.status != Decision.Status.ISSUED:
        state = decision.get_status_display()
        return f"Quyết định đang ở bước “{state}” nên không hủy bỏ được; chỉ hủy bỏ quyết định đã ban hành."
    if signer_on(clock.today()) is None:
        return "Chưa có ai được ký văn bản của Trường hôm nay; ghi người ký ở hồ sơ cán bộ trước."
    return ""


def begin(decision: Decision, keys: Collection[int], *, by: Any) -> Revocation:
    """These lines (by key) in the decision's open draft; a new one where there is none."""
    with acting_on(decision):
        refuse(why_not_begin(decision))
        chosen = list(revocable(decision).filter(pk__in=keys).order_by("ordinal"))
        refuse(
            "" if chosen and len(chosen) == len(set(keys)) else "Chọn ít nhất một dòng chưa bị hủy bỏ, rồi lập dự thảo."
        )
        draft = open_draft(decision) or _new(decision, by)
        if draft.lines.count() + len(chosen) > MOST_LINES:
            refuse(
                f"Một quyết định hủy bỏ có nhiều nhất {MOST_LINES} dòng; ban hành dự thảo này rồi lập quyết định khác."
            )
        RevocationLine.objects.bulk_create(RevocationLine(revocation=draft, line=line) for line in chosen)
        audit(draft, "draft", by=by, after={"lines": [str(line) for line in chosen]})
    return draft


def _new(decision: Decision, by: Any) -> Revocation:
    today = clock.today()
    return Revocation.objects.create(
        decision=decision,
        date=max(today, decision.date),
        signer=signer_on(today),
        repay_by=working_days.after(today, REPAID_WITHIN),
        drafted_by=by,
    )


def why_not_edit(revocation: Revocation) -> str:
    if revocation.status == DRAFT:
        return ""
    return "Quyết định hủy bỏ đã ban hành nên không sửa, xóa được; muốn sửa thì ra quyết định khác."


@dataclass(frozen=True)
class Why:
    """On which ground one line is taken back, and what was found; `dropped`: it is taken out of the draft."""

    ground: str
    reason: str
    dropped: bool = False


WRITTEN = (
    "date", "signer", "session", "conclusion_kind", "conclusion_number", "conclusion_date", "conclusion_body",
    "conclusion_about", "complete_on", "repay_by",
)  # fmt: skip


def edit(revocation: Revocation, said: Mapping[int, Why], *, by: Any, **fields: Any) -> None:
    """What people write: `fields` of WRITTEN, and of each line (by key of the RevocationLine) its ground and reason."""
    with acting_on(revocation):
        refuse(why_not_edit(revocation))
        refuse(freezing.why_not_signer(fields["signer"], fields["date"]))
        before = {name: getattr(revocation, name) for name in WRITTEN if fields[name] != getattr(revocation, name)}
        for name in before:
            setattr(revocation, name, fields[name])
        if before:
            revocation.save(update_fields=list(before))
        changed = _write_lines(revocation, said)
        if before or changed:
            after = {name: fields[name] for name in before} | ({"lines": changed} if changed else {})
            audit(revocation, "change", by=by, before=before, after=after)


def _write_lines(revocation: Revocation, said: Mapping[int, Why]) -> list[str]:
    changed = []
    for row in revocation.lines.select_related("line"):
        why = said.get(row.pk)
        if why is None or (not why.dropped and (row.ground, row.reason) == (why.ground, why.reason.strip())):
            continue
        changed.append(str(row))
        if why.dropped:
            row.delete()
            continue
        row.ground, row.reason = why.ground, why.reason.strip()
        row.save(update_fields=["ground", "reason"])
    return changed


def discard(revocation: Revocation, *, by: Any) -> None:
    """Delete a draft; its lines stand as before."""
    with acting_on(revocation):
        refuse(why_not_edit(revocation))
        audit(revocation, "discard", by=by, before={"lines": [str(row) for row in revocation.lines.all()]})
        revocation.lines.all().delete()
        for_signature.forget(revocation)
        revocation.delete()


def sessions_for(decision: Decision) -> QuerySet[CouncilSession]:
    """Ended sessions in which the council may have spoken of it: from the decision on."""
    ended = CouncilSession.objects.filter(status__in=deciding.ENDED, minutes__isnull=False)
    of_awards = ended.filter(council__kind=Council.Kind.AWARDS)
    return of_awards.filter(ended_at__date__gte=decision.date).select_related("campaign", "minutes__series")


# --- issue


def why_not_ready(revocation: Revocation, on: datetime.date) -> str:
    """What stands in the way of the issue on that day, number apart; asked before the blank copy too."""
    return (
        why_not_move(revocation, MOVES, "issue")
        or _why_not_decision(revocation, on)
        or freezing.why_not_signer(revocation.signer, on)
        or why_not_based(on)
        or _why_not_concluded(revocation, on)
        or _why_not_lines(revocation)
    )


def _why_not_decision(revocation: Revocation, on: datetime.date) -> str:
    decision = revocation.decision
    if decision.status != Decision.Status.ISSUED:
        return why_not_begin(decision)
    if on < decision.date:
        return (
            f"Ngày hủy bỏ {vdate(on)} trước ngày của quyết định bị hủy bỏ {vdate(decision.date)}; "
            "chọn ngày từ đó trở đi."
        )
    return ""


def _why_not_concluded(revocation: Revocation, on: datetime.date) -> str:
    named = (revocation.conclusion_kind, revocation.conclusion_number, revocation.conclusion_body)
    if not all(named) or revocation.conclusion_date is None:
        return "Chưa ghi đủ văn bản kết luận: loại, số, ngày và cơ quan kết luận; bấm “Sửa dự thảo”."
    if revocation.conclusion_date > on:
        return (
            f"Văn bản kết luận ngày {vdate(revocation.conclusion_date)} sau ngày hủy bỏ {vdate(on)}; "
            "kiểm tra lại hai ngày."
        )
    if revocation.repay_by is None or revocation.repay_by < on:
        return f"Hạn nộp lại tiền thưởng, hiện vật phải từ ngày hủy bỏ {vdate(on)} trở đi; bấm “Sửa dự thảo”."
    return ""


def _why_not_lines(revocation: Revocation) -> str:
    rows = list(revocation.lines.select_related("line"))
    if not rows:
        return "Dự thảo không còn dòng nào; thêm dòng hoặc xóa dự thảo này."
    unsaid = [row.line.name for row in rows if row.ground not in Ground.values or not row.reason.strip()]
    return f"Chưa ghi căn cứ hoặc lý do hủy bỏ đối với {unsaid[0]}; bấm “Sửa dự thảo”." if unsaid else ""


def why_not_issue(revocation: Revocation, number: int | None, date: datetime.date | None) -> str:
    if not number or date is None:
        return why_not_move(revocation, MOVES, "issue") or freezing.why_not_numbered(SERIES, number, date)
    return first(refusals(revocation, number, date))


def refusals(revocation: Revocation, number: int | None, date: datetime.date) -> Iterator[str]:
    """What the act asks, "" where it agrees; the check page asks the same. number None: it is not given yet."""
    if refused := why_not_move(revocation, MOVES, "issue"):
        yield refused
        return
    yield freezing.why_not_numbered(SERIES, number, date) if number else freezing.why_not_dated(date)
    yield why_not_ready(revocation, date)


def why_other_than_signed(revocation: Revocation, date: datetime.date) -> str:
    """What the sheet printed for signature says otherwise than the decision of that day."""
    return for_signature.why_other(revocation, lambda: _copy(revocation, "blank", date))


def issue(revocation: Revocation, *, number: int, date: datetime.date, by: Any, compared: bool = False) -> None:
    """Draw first, outside any transaction; then the paper, the records and the tasks in one short one."""
    refuse(pdf.missing_libraries())
    refuse(why_not_issue(revocation, number, date))
    signer, decision = revocation.signer, revocation.decision
    printed = freezing.draw_checked(KIND, revocation, lambda code: _numbered(revocation, number, date, code), signer)
    with acting_on(decision), acting_on(revocation, "decision"):
        series = Series.objects.select_for_update().get(code=SERIES)
        refuse(why_not_issue(revocation, number, date))
        if _numbered(revocation, number, date, printed.verify_code) != printed.paper:
            refuse("Chưa ban hành được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi ban hành.")
        reason = for_signature.settle(revocation, lambda: _copy(revocation, "blank", date), compared=compared)
        tasks = consequences.of(revocation, date)
        document = freezing.freeze(KIND, printed, series, signer, by)
        consequences.take_back(revocation, date)
        RevocationTask.objects.bulk_create(tasks)
        behalf = freezing.on_behalf(signer, by)
        changes = {"number": number, "date": date, "document": document, "issued_on_behalf": behalf}
        move(revocation, MOVES, "issue", by=by, reason=reason, **changes)
        _close(decision, document, by)


def _numbered(revocation: Revocation, number: int, date: datetime.date, code: str) -> Paper:
    copy = Copy("numbered", number, date, revocation.signer, verify_code=code)
    return paper_of_revocation.gather(revocation, copy)


def _close(decision: Decision, document: IssuedDocument, by: Any) -> None:
    """The whole decision is revoked when no line of it stands any more."""
    standing = decision.lines.exclude(revocation_line__revocation__status=ISSUED)
    if standing.exists():
        return
    move(decision, deciding.MOVES, "revoke", by=by, reason=f"Theo Quyết định số {document.full_number}")
    IssuedDocument.objects.filter(pk=decision.document_id, revoked_by__isnull=True).update(revoked_by=document)


# --- print


def paper_of(revocation: Revocation, *, blank: bool = False) -> Paper:
    """What is drawn; of an issued one the frozen words, of a draft its copy for signature while it may be issued."""
    if blank and not revocation.document_id:
        refuse(why_not_ready(revocation, revocation.date))
    return _copy(revocation, "blank" if blank else "draft")


def _copy(revocation: Revocation, mode: Mode, date: datetime.date | None = None) -> Paper:
    return paper_of_revocation.gather(revocation, Copy(mode, date=date or revocation.date))


def findings_of(revocation: Revocation, number: int | None, date: datetime.date) -> list[Finding]:
    """What a strict clerk would say of it with that number and day, whatever else stands in the way."""

    def copy() -> Paper:
        return _numbered(revocation, number, date, "") if number else _copy(revocation, "blank", date)

    return freezing.findings_of(KIND, revocation, revocation.document, copy, revocation.signer, date)


def signers() -> QuerySet[Posting]:
    found = Posting.objects.on(clock.today()).filter(may_sign=True).select_related("staff_member")
    return found.order_by("starts_on", "pk")
