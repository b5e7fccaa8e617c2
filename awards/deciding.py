"""The head's decision: drafted from an ended session, issued once with number and date, then frozen.

Locks: first the decision, then its series of numbers, then the dossiers.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from awards import citing, for_signature, freezing, guarding, lines, nominating, phase_grounds, quotas, resting
from awards.documents import decision as paper_of_decision
from awards.models import AwardRecord, CouncilSession, Decision, DecisionLine, Nomination
from campaigns.models import Posting
from thidua import clock, issuing, pdf
from thidua.audit import audit
from thidua.models import Institution, IssuedDocument, Series
from thidua.papers import Paper
from thidua.vietnamese import clean_line, lower_first, vdate
from thidua.workflow import Move, acting_on, first, move, refuse, why_not_move

DRAFT, ISSUED = Decision.Status.DRAFT, Decision.Status.ISSUED

# Revoking, replacing and correcting are done by another paper; there is no way back from here.
MOVES: Mapping[str, Move] = {
    "issue": Move(frozenset({DRAFT}), ISSUED, "ban hành"),
    "revoke": Move(frozenset({ISSUED}), Decision.Status.REVOKED, "hủy bỏ"),
}

SERIES = "decision"
ENDED = frozenset({CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED})


# --- the draft


def session_day(session: CouncilSession) -> datetime.date:
    """The day the session ended; a decision is never older."""
    return timezone.localdate(session.ended_at or session.planned_for)


def why_not_draft(session: CouncilSession, kind: str) -> str:
    if session.status not in ENDED:
        state = session.get_status_display()
        return f"Phiên họp đang ở bước “{state}” nên chưa lập quyết định được; kết thúc phiên họp trước."
    if not lines.waiting(session, kind).exists():
        label = Decision.Kind(kind).label
        return (
            f"Không còn trường hợp nào được đề nghị để {lower_first(label)} mà chưa có quyết định; "
            "chọn loại hoặc phiên họp khác."
        )
    return quotas.why_not_decided(lines.waiting(session, kind), session_day(session))


def why_too_early(session: CouncilSession, on: datetime.date) -> str:
    held_on = session_day(session)
    if on >= held_on:
        return ""
    return f"Ngày quyết định {vdate(on)} trước ngày họp Hội đồng {vdate(held_on)}; chọn ngày từ ngày họp trở đi."


def draft(
    session: CouncilSession, *, kind: str, date: datetime.date, signer: Posting, merit_text: str = "", by: Any
) -> Decision:
    """A new draft with every case of the session that waits for a decision of this kind.

    `merit_text` stands in a Giấy khen decision after the recipients: “đã có thành tích xuất sắc trong …”.
    """
    with acting_on(session):
        refuse(why_not_draft(session, kind) or why_too_early(session, date))
        refuse(freezing.why_not_signer(signer, date))
        decision = Decision.objects.create(
            kind=kind,
            campaign=session.campaign,
            session=session,
            year=session.campaign.year,
            date=date,
            signer=signer,
            merit_text=clean_line(merit_text) if kind == Decision.Kind.MERIT else "",
            drafted_by=by,
        )
        citing.write(decision)
        written = lines.write(decision, lines.waiting(session, kind))
        audit(decision, "draft", by=by, after={"status": decision.status, "lines": len(written), "date": date})
    return decision


def why_not_redate(decision: Decision) -> str:
    if decision.status == DRAFT:
        return ""
    state = decision.get_status_display()
    return f"Quyết định đang ở bước “{state}” nên không đổi ngày được; muốn sửa thì ra quyết định khác."


def redate(decision: Decision, *, date: datetime.date, by: Any) -> None:
    """Another day for the draft: prizes follow the base salary and the parameters of that day."""
    with acting_on(decision):
        refuse(why_not_redate(decision) or why_too_early(decision.session, date))
        changed = lines.stale(decision, date)
        if decision.date == date and not changed:
            return
        DecisionLine.objects.bulk_update(changed, lines.RECOMPUTED)
        before, decision.date = {"date": decision.date}, date
        decision.save(update_fields=["date"])
        after = {"date": date, "amounts_changed": sum(line.is_repriced for line in changed)}
        audit(decision, "redate", by=by, before=before, after=after)


def why_not_discard(decision: Decision) -> str:
    if decision.status == DRAFT:
        return ""
    state = decision.get_status_display()
    return f"Quyết định đang ở bước “{state}” nên không xóa được; chỉ xóa dự thảo chưa ban hành."


def discard(decision: Decision, *, by: Any) -> None:
    """Delete a draft; its cases stay recommended and wait for another decision."""
    with acting_on(decision):
        refuse(why_not_discard(decision))
        audit(decision, "discard", by=by, before={"lines": [str(line) for line in decision.lines.all()]})
        decision.lines.all().delete()
        decision.bases.all().delete()
        for_signature.forget(decision)
        decision.delete()


# --- issue


def why_not_ready(decision: Decision, on: datetime.date) -> str:
    """What stands in the way of the issue on that day, number apart; asked before the blank copy too."""
    refused = why_not_move(decision, MOVES, "issue")
    if refused:
        return refused
    refused = why_too_early(decision.session, on)
    return (
        refused
        or freezing.why_not_signer(decision.signer, on)
        or citing.why_not_based(decision, on)
        or phase_grounds.why_other_phase(decision)
        or _why_not_lines(decision)
    )


def _why_not_lines(decision: Decision) -> str:
    rows = list(resting.with_doubt(decision.lines.all()).values_list("name", "nomination__status", "in_doubt"))
    if not rows:
        return "Quyết định chưa có tập thể, cá nhân nào; xóa dự thảo này rồi lập lại từ phiên họp."
    if not all(name.strip() for name, *_ in rows):
        return "Danh sách có dòng chưa ghi tên; xóa dự thảo này rồi lập lại từ phiên họp."
    gone = [name for name, status, _ in rows if status != Nomination.Status.RECOMMENDED]
    if gone:
        return f"Hồ sơ của {gone[0]} không còn ở bước “Được đề nghị”; xóa dự thảo này rồi lập lại từ phiên họp."
    if not any(in_doubt for *_, in_doubt in rows):
        return ""
    nominations = [line.nomination for line in lines.of_decision(decision)]
    return resting.why_left_without(decision.session, nominations)


def why_not_issue(decision: Decision, number: int | None, date: datetime.date | None) -> str:
    refused = why_not_move(decision, MOVES, "issue")
    if refused:
        return refused
    if not number or number < 1:
        return "Chưa ban hành được vì chưa có số; nhập số theo sổ văn bản đi của Trường."
    if date is None:
        return "Chưa ban hành được vì chưa có ngày; nhập ngày theo sổ văn bản đi của Trường."
    return first(refusals(decision, number, date))


def refusals(decision: Decision, number: int | None, date: datetime.date) -> Iterator[str]:
    """What the issue asks, "" where it agrees; the check page asks the same. number None: it is not given yet."""
    if refused := why_not_move(decision, MOVES, "issue"):
        yield refused
        return
    early = f"Ngày quyết định {vdate(date)} chưa đến; ban hành từ ngày đó hoặc nhập ngày khác."
    yield early if date > clock.today() else ""
    yield why_not_ready(decision, date)
    yield issuing.why_not_number(Series.objects.get(code=SERIES), number, date) if number else ""


def why_other_than_signed(decision: Decision, date: datetime.date) -> str:
    """What the sheet printed for signature says otherwise than the decision of that day."""
    return for_signature.why_other(decision, lambda: _blank(decision, date))


def _blank(decision: Decision, date: datetime.date) -> Paper:
    return paper_of_decision.gather(decision, date=date, mode="blank")


def issue(decision: Decision, *, number: int, date: datetime.date, by: Any, compared: bool = False) -> None:
    """Draw first, outside any transaction; then number, words, bytes, records in one short one."""
    refuse(pdf.missing_libraries())
    refuse(why_not_issue(decision, number, date))
    redate(decision, date=date, by=by)
    printed = freezing.draw(lambda code: _gather(decision, number, date, code))
    guarding.refuse_wrong(guarding.findings_of_decision(decision, printed.paper, printed.content))
    with acting_on(decision):
        series = Series.objects.select_for_update().get(code=SERIES)
        refuse(why_not_issue(decision, number, date))
        if _gather(decision, number, date, printed.verify_code) != printed.paper or lines.stale(decision, date):
            refuse("Chưa ban hành được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi ban hành.")
        reason = for_signature.settle(decision, lambda: _blank(decision, date), compared=compared)
        document = freezing.freeze("decision", printed, series, decision.signer, by)
        _award(decision, document, by)
        behalf = freezing.on_behalf(decision.signer, by)
        changes = {"number": number, "date": date, "document": document, "issued_on_behalf": behalf}
        move(decision, MOVES, "issue", by=by, reason=reason, **changes)


def _gather(decision: Decision, number: int, date: datetime.date, verify_code: str) -> Paper:
    return paper_of_decision.gather(decision, number=number, date=date, mode="numbered", verify_code=verify_code)


def _award(decision: Decision, document: IssuedDocument, by: Any) -> None:
    """Each case is now awarded, and stands in the history of who received it."""
    institution = Institution.objects.get()
    records = []
    for line in lines.of_decision(decision):
        nomination = line.nomination
        nominating.award(nomination, by=by)
        records.append(
            AwardRecord(
                staff_member=nomination.staff_member,
                department=nomination.department,
                award=line.award,
                year=nomination.year,
                occasion=nomination.occasion,
                occasion_text=nomination.occasion_name[:200],
                decision_number=document.full_number,
                decision_date=document.date,
                issuer=f"{institution.head_title} {institution.name}"[:160],
                unit_name=line.unit_name or line.name,
                source=AwardRecord.Source.OWN,
            )
        )
    AwardRecord.objects.bulk_create(records)


# --- print


def file_name(decision: Decision, *, blank: bool = False) -> str:
    return paper_of_decision.file_name(decision, decision.number, _mode(decision, blank))


def _mode(decision: Decision, blank: bool) -> paper_of_decision.Mode:
    if decision.document_id:
        return "numbered"
    return "blank" if blank else "draft"


def preview(decision: Decision, *, blank: bool = False) -> bytes:
    """The PDF of a draft, or its blank copy for signature; of an issued decision the stored bytes."""
    if decision.document_id:
        return bytes(decision.document.file.content)
    refuse(pdf.missing_libraries())
    return pdf.render(paper_of(decision, blank=blank))


def paper_of(decision: Decision, *, blank: bool = False) -> Paper:
    """What is drawn; of an issued decision the frozen words."""
    if blank and not decision.document_id:
        refuse(why_not_ready(decision, decision.date) or lines.why_stale(decision))
    return paper_of_decision.gather(decision, mode=_mode(decision, blank))
