"""A unit's bình xét from opening to closing. Who was there: review_roll.py; what was voted on: review_cases.py.

Locks: first the unit (one meeting at a time), then the review, then the dossiers.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from awards import assessing, guarding, review_cases, review_points, unit_reviews
from awards.documents import unit_minutes
from awards.documents.pages import page_count
from awards.models import EligibilityReport, Nomination, Occasion, UnitReview, UnitReviewCase, UnitReviewMinutes
from awards.unit_reviews import MEETING, day_of, faults_of, people_of, why_not_write
from campaigns.models import Campaign, Department, Evaluation, StaffMember
from campaigns.roles import active_people
from thidua import clock, pdf
from thidua.audit import audit
from thidua.copies import Copy
from thidua.papers import Paper
from thidua.print_guard import Finding
from thidua.vietnamese import vdate
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

DRAFT, CLOSED = UnitReview.Status
MOVES = {
    "close": Move(frozenset({DRAFT}), CLOSED, "kết thúc"),
    "reopen": Move(frozenset({CLOSED}), DRAFT, "mở lại"),
}
FREE_PARTS = ("purpose", "opinions", "conclusion")
READ_WITH = ("campaign", "department", "phase", "chair", "secretary", "deputy")
UNSENT = (Nomination.Status.DRAFT, Nomination.Status.RETURNED)
TRIES = 3


# --- opening


def why_not_meet(campaign: Campaign, department: Department) -> str:
    """Whether this unit can meet in this campaign at all: asked before the form is shown."""
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"{campaign} đang ở bước “{campaign.get_status_display()}” nên đơn vị không họp bình xét được."
    if department.kind not in MEETING:
        return "Bình xét họp ở khoa, phòng và Ban Lãnh đạo; chọn một đơn vị."
    return ""


def why_not_open(review: UnitReview) -> str:
    """Whether this meeting, not stored yet, may be opened."""
    refused = why_not_meet(review.campaign, review.department) or why_not_held(review)
    if refused:
        return refused
    same = {"campaign": review.campaign_id, "occasion": review.occasion, "phase": review.phase_id}
    if UnitReview.objects.filter(department=review.department_id, status=DRAFT, **same).exists():
        return f"{review.department} đang có biên bản bình xét chưa kết thúc; ghi tiếp biên bản đó."
    return ""


def why_not_held(review: UnitReview) -> str:
    """Day, chair, secretary of the meeting."""
    day, starts_on = day_of(review), review.campaign.starts_on
    if timezone.localdate(review.held_to) != day:
        return "Giờ bắt đầu và giờ kết thúc phải trong cùng một ngày; họp hai buổi thì lập hai biên bản."
    if day < starts_on:
        return f"Ngày họp {vdate(day)} trước ngày bắt đầu phong trào {vdate(starts_on)}; ghi ngày khác."
    here = set(active_people(review.department, day).values_list("pk", flat=True))
    for person in filter(None, (review.chair, review.secretary, review.deputy)):
        if person.pk not in here:
            return f"Đồng chí {person} không ở {review.department} vào ngày {vdate(day)}; chọn người khác."
    return ""


def begin(review: UnitReview, *, by: Any) -> UnitReview:
    """Store a meeting; who registered stands on its list from the start."""
    with acting_on(review.department):
        refuse(why_not_open(review))
        people = active_people(review.department, day_of(review)).count()
        review.total = review.present = people  # until the roll is called
        review.absent, review.opened_by = 0, by
        review.save()
        audit(review, "open", by=by, after=_told(review))
        review_cases.bring_registered(review, by=by)
    return review


def _told(review: UnitReview) -> dict[str, Any]:
    fields = ("held_from", "held_to", "place", "chair", "secretary", "deputy", "voting", "guests")
    return {name: _plain(getattr(review, name)) for name in fields}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, StaffMember) else value


def change(review: UnitReview, told: Mapping[str, Any], *, by: Any) -> None:
    """When, where, who presides and writes: as the form read them."""
    with acting_on(review, *READ_WITH):
        refuse(why_not_write(review))
        before = _told(review)
        for name, value in told.items():
            setattr(review, name, value)
        refuse(why_not_held(review))
        after = _told(review)
        changed = [name for name in after if before[name] != after[name]]
        if changed:
            review.save(update_fields=list(told))
            audit(review, "change", by=by, before=_only(before, changed), after=_only(after, changed))


def _only(told: dict[str, Any], names: list[str]) -> dict[str, Any]:
    return {name: told[name] for name in names}


def note(review: UnitReview, *, texts: Mapping[str, str], by: Any) -> None:
    """The parts of the minutes that people write; everything else in them is written from what happened."""
    with acting_on(review):
        refuse(why_not_write(review))
        changed = [name for name in FREE_PARTS if name in texts and texts[name] != getattr(review, name)]
        before = {name: getattr(review, name) for name in changed}
        for name in changed:
            setattr(review, name, texts[name])
        if changed:
            review.save(update_fields=changed)
            audit(review, "note", by=by, before=before, after={name: texts[name] for name in changed})


def why_not_discard(review: UnitReview) -> str:
    if not review.is_open or review.minutes.exists():
        return "Biên bản đã từng kết thúc và khóa nên không xóa được; ghi tiếp rồi kết thúc lại."
    return ""


def discard(review: UnitReview, *, by: Any) -> None:
    with acting_on(review, "department"):
        refuse(why_not_discard(review))
        audit(review, "discard", by=by, before={"held_from": review.held_from, "cases": review.cases.count()})
        review.delete()


# --- the end


def why_not_close(review: UnitReview) -> str:
    """The first of what is left to do."""
    return next(iter(left_to_do(review)), "")


def left_to_do(review: UnitReview) -> list[str]:
    """What stands between the meeting and its closed minutes, in sentences."""
    if refused := why_not_move(review, MOVES, "close"):
        return [refused]
    said = []
    if review.roll_called_at is None:
        said.append("Chưa điểm danh; ghi ai có mặt, ai vắng và lý do.")
    else:
        said += _not_called(review)
    said += faults_of(review) + _unexplained(review)
    if waiting := unit_reviews.meeting_of(review).untouched:
        named = unit_reviews.named_few([f"{one.award.short_name}: {one.candidate}" for one in waiting])
        said.append(f"Đã đăng ký nhưng chưa đưa ra bình xét: {named}; bấm “Đưa người đã đăng ký vào bình xét”.")
    if review.held_to > clock.now():
        said.append("Giờ kết thúc cuộc họp ở sau lúc này; họp xong, sửa giờ cho đúng rồi kết thúc.")
    return said


def _not_called(review: UnitReview) -> list[str]:
    missing = people_of(review).exclude(pk__in=review.attendees.values("staff_member"))
    missing = list(missing.exclude(pk__in=review.absences.values("staff_member"))[:4])
    if not missing:
        return []
    more = " và những người khác" if len(missing) > 3 else ""
    return [f"Chưa điểm danh {', '.join(map(str, missing[:3]))}{more}; điểm danh lại."]


def left_unwritten(review: UnitReview) -> list[str]:
    """What the minutes may lack: said before they are frozen, forbidding nothing."""
    said = [] if review.opinions.strip() else ["Biên bản chưa ghi báo cáo của từng người và ý kiến thảo luận."]
    more = (_unassessed(review), review_points.unsettled(review, unit_reviews.cases_of(review)))
    return said + [sentence for sentence in more if sentence]


def _unassessed(review: UnitReview) -> str:
    """Cases of the year's merit about whom nothing is on record yet; what stands in a case's row counts as a rating."""
    if review.occasion != Occasion.MERIT:
        return ""
    rated = review_cases.ratings_of(review)
    cases = [case for case in unit_reviews.cases_of(review) if not case.rating and case.subject[:2] not in rated]
    people = [case.staff_member_id for case in cases if case.staff_member_id]
    about = Q(staff_member__in=people) | Q(department=review.department_id)
    confirmed = Evaluation.objects.filter(
        about, phase__campaign=review.campaign_id, status=Evaluation.Status.CONFIRMED
    ).values_list("staff_member", "department")
    number = len([case for case in cases if case.subject[:2] not in set(confirmed)]) if cases else 0
    return f"{number} trường hợp chưa có xếp loại năm và chưa có tự đánh giá được xác nhận." if number else ""


def _unexplained(review: UnitReview) -> list[str]:
    """Proposed against the vote or the law check, and nobody wrote why."""
    voted = [case for case in unit_reviews.cases_of(review) if case.proposed and case.total and not case.note]
    if not voted:
        return []
    weak = [case for case in voted if case.agree * 2 <= case.total]
    reports = review_cases.reports_of(review, voted, assessing.asked_of(review.campaign.year))
    ineligible = EligibilityReport.Verdict.NOT_ELIGIBLE
    barred = [case for case in voted if case.subject in reports and reports[case.subject].verdict == ineligible]
    end = "bỏ dấu “Đề nghị” và ghi lý do, hoặc ghi lý do vẫn đề nghị."
    said = [f"Không quá nửa số phiếu đồng ý mà vẫn đề nghị: {_named(weak)}; {end}"] if weak else []
    return said + ([f"Chưa đủ điều kiện mà vẫn đề nghị: {_named(barred)}; {end}"] if barred else [])


def _named(cases: list[UnitReviewCase]) -> str:
    return unit_reviews.named_few([f"{case} ({case.agree}/{case.total} phiếu)" for case in cases])


def close(review: UnitReview, *, by: Any) -> UnitReviewMinutes:
    """Draw the minutes first, read them as a strict clerk does, then freeze them in one short transaction."""
    refuse(pdf.missing_libraries())
    for _ in range(TRIES):
        review.refresh_from_db()
        refuse(why_not_close(review))
        paper = final(review)
        content = pdf.render(paper)
        guarding.refuse_wrong(guarding.findings_of(paper, content, day_of(review)))
        with acting_on(review, *READ_WITH):
            refuse(why_not_close(review))
            if final(review) == paper:
                frozen = _freeze(review, paper, content, by)
                move(review, MOVES, "close", by=by)
                return frozen
    refuse("Chưa kết thúc được vì biên bản vừa có thay đổi; tải lại trang rồi làm lại.")


def final(review: UnitReview) -> Paper:
    return unit_minutes.gather(review, Copy(mode="blank"))


def findings_of(review: UnitReview) -> list[Finding]:
    """What a strict clerk would say of the minutes: as they were frozen, else as they would be now."""
    frozen = None if review.is_open else review.minutes.first()
    if frozen:
        paper, content = Paper.from_dict(frozen.paper), bytes(frozen.content)
    else:
        refuse(pdf.missing_libraries())
        paper = final(review)
        content = pdf.render(paper)
    return guarding.findings_of(paper, content, day_of(review))


def _freeze(review: UnitReview, paper: Paper, content: bytes, by: Any) -> UnitReviewMinutes:
    return review.minutes.create(
        ordinal=review.minutes.count() + 1,
        paper=paper.to_dict(),
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=page_count(content),
        frozen_at=clock.now(),
        frozen_by=by,
    )


def why_not_reopen(review: UnitReview, dossiers: unit_reviews.Dossiers | None = None) -> str:
    """`dossiers`, where the caller has asked for them already."""
    refused = why_not_move(review, MOVES, "reopen")
    if refused:
        return refused
    dossiers = unit_reviews.dossiers_of(review) if dossiers is None else dossiers
    sent = [one for one in dossiers.values() if one.status not in UNSENT]
    if sent:
        what = "danh hiệu, hình thức" if review.occasion == Occasion.MERIT else "khen thưởng"
        return (
            f"Không mở lại được vì hồ sơ đề nghị {what} của {sent[0].candidate} từ bình xét này đã nộp; "
            "trả lại hoặc rút hồ sơ trước."
        )
    return ""


def reopen(review: UnitReview, *, reason: str, by: Any) -> None:
    """While nothing of it was submitted; what was frozen stays, the next closing freezes another."""
    refuse("" if reason.strip() else "Ghi lý do mở lại biên bản bình xét.")
    with acting_on(review, *READ_WITH):
        drafts = [one.pk for one in unit_reviews.dossiers_of(review).values()]
        list(Nomination.objects.select_for_update().filter(pk__in=drafts).order_by("pk"))  # none is submitted meanwhile
        refuse(why_not_reopen(review))
        move(review, MOVES, "reopen", by=by, reason=reason.strip())
