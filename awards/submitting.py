"""Tờ trình to the level above: drafted from an ended session, sent once with number and date.

What the level above answers is recorded by answering.py.

Locks: first the letter, then its series of numbers, then the dossiers.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from awards import citing, deciding, enclosing, for_signature, freezing, lines, nominating
from awards.documents import law_cited
from awards.documents import submission as paper_of_submission
from awards.models import CouncilSession, Nomination, SubmissionLetter, SubmissionLine
from campaigns.models import Award, Posting
from thidua import pdf
from thidua.audit import audit
from thidua.copies import Copy, Mode
from thidua.models import Institution, Series
from thidua.papers import Paper
from thidua.print_guard import Finding
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, first, move, refuse, why_not_move

DRAFT, SENT, ANSWERED = SubmissionLetter.Status
MOVES: Mapping[str, Move] = {
    "send": Move(frozenset({DRAFT}), SENT, "gửi"),
    "answer": Move(frozenset({SENT}), ANSWERED, "ghi trả lời"),
}
KIND, SERIES = "submission-letter", paper_of_submission.SERIES


# --- the draft


def waiting(session: CouncilSession, level: str) -> QuerySet[Nomination]:
    """The session's recommended cases that this level decides, not yet in a letter."""
    found = session.nominations.filter(status=Nomination.Status.RECOMMENDED, award__deciding_level=level)
    return found.filter(submission_line__isnull=True).select_related("award", "staff_member", "department", "unit")


def why_not_draft(session: CouncilSession, level: str) -> str:
    if session.status not in deciding.ENDED:
        state = session.get_status_display()
        return f"Phiên họp đang ở bước “{state}” nên chưa lập tờ trình được; kết thúc phiên họp trước."
    if not waiting(session, level).exists():
        label = Award.Level(level).label
        return f"Không còn trường hợp nào được đề nghị để trình {label} mà chưa có tờ trình; chọn cấp hoặc phiên khác."
    return ""


def proposed_address(institution: Institution) -> str:
    """Who is addressed until somebody writes otherwise; what goes higher goes through the province too."""
    chair = f"Chủ tịch Ủy ban nhân dân tỉnh {institution.place.removeprefix('tỉnh ').strip()}"
    return "\n".join(filter(None, [chair, institution.report_to.replace(" (để báo cáo)", "")]))


def draft(
    session: CouncilSession, *, level: str, date: datetime.date, signer: Posting, grounds: str = "", by: Any
) -> SubmissionLetter:
    """A new draft with every case of the session that waits to be proposed to that level."""
    with acting_on(session):
        refuse(why_not_draft(session, level) or why_too_early(session, date))
        refuse(freezing.why_not_signer(signer, date))
        letter = SubmissionLetter.objects.create(
            campaign=session.campaign,
            session=session,
            level=level,
            year=session.campaign.year,
            date=date,
            signer=signer,
            address_to=proposed_address(Institution.objects.get()),
            grounds=grounds.strip(),
            drafted_by=by,
        )
        cases = lines.in_order(waiting(session, level))
        SubmissionLine.objects.bulk_create(
            SubmissionLine(letter=letter, ordinal=n, nomination=one) for n, one in enumerate(cases, start=1)
        )
        audit(letter, "draft", by=by, after={"status": letter.status, "lines": len(cases), "date": date})
    return letter


def why_too_early(session: CouncilSession, on: datetime.date) -> str:
    held_on = deciding.session_day(session)
    if on >= held_on:
        return ""
    return f"Ngày tờ trình {vdate(on)} trước ngày họp Hội đồng {vdate(held_on)}; chọn ngày từ ngày họp trở đi."


def why_not_edit(letter: SubmissionLetter) -> str:
    if letter.status == DRAFT:
        return ""
    state = letter.get_status_display()
    return f"Tờ trình đang ở bước “{state}” nên không sửa, xóa được; nội dung đã khóa khi gửi."


def edit(
    letter: SubmissionLetter, *, date: datetime.date, signer: Posting, address_to: str, grounds: str, by: Any
) -> None:
    """What people write on the draft; the cases stay those of the session."""
    changes = {"date": date, "signer": signer, "address_to": address_to.strip(), "grounds": grounds.strip()}
    with acting_on(letter):
        refuse(why_not_edit(letter) or why_too_early(letter.session, date))
        refuse(freezing.why_not_signer(signer, date))
        refuse("" if changes["address_to"] else "Ghi nơi kính gửi, mỗi dòng một nơi.")
        changed = {name: value for name, value in changes.items() if getattr(letter, name) != value}
        if not changed:
            return
        before = {name: getattr(letter, name) for name in changed}
        for name, value in changed.items():
            setattr(letter, name, value)
        letter.save(update_fields=list(changed))
        audit(letter, "change", by=by, before=before, after=changed)


def discard(letter: SubmissionLetter, *, by: Any) -> None:
    """Delete a draft; its cases stay recommended and wait for another letter."""
    with acting_on(letter):
        refuse(why_not_edit(letter))
        audit(letter, "discard", by=by, before={"lines": [str(line.nomination) for line in letter.lines.all()]})
        files = [file for bundle in letter.bundles.all() for file in (bundle.archive, bundle.merged) if file]
        letter.bundles.all().delete()
        letter.lines.all().delete()
        for_signature.forget(letter)
        letter.delete()
    for file in files:
        file.delete(save=False)


# --- sent


def why_not_ready(letter: SubmissionLetter, on: datetime.date) -> str:
    """What stands in the way of sending it on that day, number apart; asked before the blank copy too."""
    return (
        why_not_move(letter, MOVES, "send")
        or why_too_early(letter.session, on)
        or freezing.why_not_signer(letter.signer, on)
        or why_not_based(on)
        or _why_not_lines(letter)
        or enclosing.why_not_sent(letter)
    )


def why_not_based(on: datetime.date) -> str:
    """A law and a decree that bind on the day can be cited."""
    roles = {text.role for text in citing.usual(on)}
    missing = next((role for role in citing.ROLES_NEEDED if role not in roles), None)
    if missing is None:
        return ""
    return f"Chưa ghi {missing.label} nào có hiệu lực ngày {vdate(on)} để làm căn cứ; thêm ở trang Văn bản pháp lý."


def _why_not_lines(letter: SubmissionLetter) -> str:
    rows = list(letter.lines.select_related("nomination__award", "nomination__staff_member", "nomination__department"))
    if not rows:
        return "Tờ trình chưa có trường hợp nào; xóa dự thảo này rồi lập lại từ phiên họp."
    gone = [row.nomination for row in rows if row.nomination.status != Nomination.Status.RECOMMENDED]
    if gone:
        who = gone[0].candidate
        return f"Hồ sơ của {who} không còn ở bước “Được đề nghị”; xóa dự thảo này rồi lập lại từ phiên họp."
    return ""


def why_not_send(letter: SubmissionLetter, number: int | None, date: datetime.date | None) -> str:
    if not number or date is None:
        return why_not_move(letter, MOVES, "send") or freezing.why_not_numbered(SERIES, number, date)
    return first(refusals(letter, number, date))


def refusals(letter: SubmissionLetter, number: int | None, date: datetime.date) -> Iterator[str]:
    """What the act asks, "" where it agrees; the check page asks the same. number None: it is not given yet."""
    if refused := why_not_move(letter, MOVES, "send"):
        yield refused
        return
    yield freezing.why_not_numbered(SERIES, number, date) if number else freezing.why_not_dated(date)
    yield why_not_ready(letter, date)


def why_other_than_signed(letter: SubmissionLetter, date: datetime.date) -> str:
    """What the sheet printed for signature says otherwise than the letter of that day."""
    return for_signature.why_other(letter, lambda: _copy(letter, "blank", date))


def send(letter: SubmissionLetter, *, number: int, date: datetime.date, by: Any, compared: bool = False) -> None:
    """Draw first, outside any transaction; then number, words, bytes and the dossiers' step in one short one."""
    refuse(pdf.missing_libraries())
    refuse(why_not_send(letter, number, date))
    printed = freezing.draw_checked(KIND, letter, lambda code: _numbered(letter, number, date, code), letter.signer)
    with acting_on(letter):
        series = Series.objects.select_for_update().get(code=SERIES)
        refuse(why_not_send(letter, number, date))
        if _numbered(letter, number, date, printed.verify_code) != printed.paper:
            refuse("Chưa gửi được vì nội dung dự thảo vừa thay đổi; tải lại trang, xem lại rồi gửi.")
        reason = for_signature.settle(letter, lambda: _copy(letter, "blank", date), compared=compared)
        document = freezing.freeze(KIND, printed, series, letter.signer, by)
        for line in letter.lines.select_related("nomination"):
            nominating.forward(line.nomination, by=by)
        behalf = freezing.on_behalf(letter.signer, by)
        changes = {"number": number, "date": date, "document": document, "issued_on_behalf": behalf}
        move(letter, MOVES, "send", by=by, reason=reason, **changes)


def _numbered(letter: SubmissionLetter, number: int, date: datetime.date, code: str) -> Paper:
    copy = Copy("numbered", number, date, letter.signer, verify_code=code)
    return paper_of_submission.gather(letter, copy)


def unplaced(letter: SubmissionLetter, cited: law_cited.Cited) -> list[Award]:
    """Awards of the letter for which no point, clause or article will be printed."""
    awards = Award.objects.filter(nominations__submission_line__letter=letter).exclude(pk__in=cited.by_award)
    return list(awards.distinct().order_by("order"))


# --- print


def paper_of(letter: SubmissionLetter, *, blank: bool = False) -> Paper:
    """What is drawn; of a sent letter the frozen words, of a draft its copy for signature while it may be sent."""
    if blank and not letter.document_id:
        refuse(why_not_ready(letter, letter.date))
    return _copy(letter, "blank" if blank else "draft")


def _copy(letter: SubmissionLetter, mode: Mode, date: datetime.date | None = None) -> Paper:
    return paper_of_submission.gather(letter, Copy(mode, date=date or letter.date))


def findings_of(letter: SubmissionLetter, number: int | None, date: datetime.date) -> list[Finding]:
    """What a strict clerk would say of it with that number and day, whatever else stands in the way."""
    document, signer = letter.document, letter.signer
    if number:
        return freezing.findings_of(KIND, letter, document, lambda: _numbered(letter, number, date, ""), signer, date)
    return freezing.findings_of(KIND, letter, document, lambda: _copy(letter, "blank", date), signer, date)
