"""Self-assessment of a phase by its participants, with or without a pledge, and the endorser's confirmation."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from campaigns.models import (
    Campaign,
    Department,
    Evaluation,
    Phase,
    Pledge,
    PledgeTarget,
    Posting,
    ResultProof,
    StaffMember,
)
from campaigns.phase_reviews import hold_open, why_closed
from campaigns.pledging import subject as subject
from campaigns.promises import PROMISED, due
from campaigns.promises import is_last_phase as is_last_phase
from campaigns.roles import main_posting
from campaigns.taking_part import there_for
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.uploads import why_not_fit
from thidua.vietnamese import vdate
from thidua.workflow import Move, Refused, acting_on, move, refuse, why_not_move

OPEN, SELF_ASSESSED, CONFIRMED = Evaluation.Status

MOVES = {
    "self_assess": Move(frozenset({OPEN}), SELF_ASSESSED, "gửi tự đánh giá"),
    "take_back": Move(frozenset({SELF_ASSESSED}), OPEN, "rút lại"),
    "confirm": Move(frozenset({SELF_ASSESSED}), CONFIRMED, "xác nhận"),
    "reopen": Move(frozenset({SELF_ASSESSED, CONFIRMED}), OPEN, "mở lại"),
}

# What an evaluation's verbs ask and say, read with its row.
ASKED_ABOUT = ("phase__campaign", "unit", "staff_member", "department")


@contextlib.contextmanager
def _holding(evaluation: Evaluation) -> Iterator[None]:
    """Around an act on it: its row locked and read again, and its đợt not reviewed meanwhile."""
    with acting_on(evaluation, *ASKED_ABOUT):
        hold_open(evaluation.phase)
        yield


def evaluation_of(phase: Phase, owner: StaffMember | Department) -> Evaluation | None:
    return Evaluation.objects.filter(phase=phase, **subject(owner)).first()


def promise_of(evaluation: Evaluation) -> Pledge | None:
    """The owner's endorsed or registered pledge as it is now; a pledge may come after the evaluation was begun."""
    return _promises(evaluation).first()


def _promises(evaluation: Evaluation) -> QuerySet[Pledge]:
    """One at most: a person or a collective has one live pledge in a campaign."""
    return Pledge.objects.filter(
        campaign=evaluation.phase.campaign_id,
        staff_member=evaluation.staff_member_id,
        department=evaluation.department_id,
        status__in=PROMISED,
    )


def targets_of(evaluation: Evaluation) -> QuerySet[PledgeTarget]:
    """The promises due in this phase; those of the whole year are due in the last one."""
    return PledgeTarget.objects.filter(due(evaluation.phase), pledge__in=_promises(evaluation)).order_by("number", "pk")


def is_overdue(phase: Phase) -> bool:
    """The day of the self-assessment has passed; it may still be written."""
    return phase.evaluation_due_on is not None and phase.evaluation_due_on < clock.today()


def _why_not(evaluation: Evaluation, act: str) -> str:
    return why_closed(evaluation.phase) or why_not_move(evaluation, MOVES, act)


# --- the owner


def why_not_begin(phase: Phase, owner: StaffMember | Department) -> str:
    return _why_not_begin(phase, owner, _posting(owner))


def _why_not_begin(phase: Phase, owner: StaffMember | Department, posting: Posting | None) -> str:
    if phase.campaign.status != Campaign.Status.LAUNCHED:
        return f"Chưa tự đánh giá được vì {phase.campaign} không ở bước “Đã phát động”; chờ phong trào phát động."
    if phase.reviewed_on:
        return f"Không tự đánh giá được nữa vì {phase} đã sơ kết ngày {vdate(phase.reviewed_on)}."
    if phase.starts_on is None or clock.today() < phase.starts_on:
        when = f" từ ngày {vdate(phase.starts_on)}" if phase.starts_on else " khi đợt có ngày bắt đầu"
        return f"Chưa tự đánh giá được vì {phase} chưa bắt đầu; tự đánh giá{when}."
    if evaluation_of(phase, owner):
        whose = f"{owner}" if isinstance(owner, Department) else "Đồng chí"
        return f"{whose} đã có bản tự đánh giá {phase}; mở bản đó để viết tiếp."
    if not isinstance(owner, StaffMember):
        return ""
    if not there_for(phase, StaffMember.objects.filter(pk=owner.pk)).exists():
        return f"{owner} không công tác ở đây trong {phase} nên không tự đánh giá đợt này."
    if posting is None:
        return f"Chưa tự đánh giá được vì chưa rõ đơn vị công tác của {owner}; đề nghị Thường trực Hội đồng bổ sung."
    return ""


def begin(phase: Phase, *, owner: StaffMember | Department, by: Any) -> Evaluation:
    with acting_on(owner):
        hold_open(phase)
        posting = _posting(owner)
        refuse(_why_not_begin(phase, owner, posting))
        evaluation = Evaluation(phase=phase, unit=posting.department if posting else owner, **subject(owner))
        evaluation.pledge = promise_of(evaluation)
        evaluation.save()
        audit(evaluation, "begin", by=by, after={"status": evaluation.status})
    return evaluation


def _posting(owner: StaffMember | Department) -> Posting | None:
    return main_posting(owner) if isinstance(owner, StaffMember) else None


def why_not_edit(evaluation: Evaluation) -> str:
    if closed := why_closed(evaluation.phase):
        return closed
    if evaluation.status == OPEN:
        return ""
    way = "rút lại" if evaluation.status == SELF_ASSESSED else "đề nghị người xác nhận mở lại"
    state = evaluation.get_status_display()
    return f"Bản tự đánh giá này đang ở bước “{state}” nên không sửa được; muốn sửa thì {way}."


def why_not_self_assess(evaluation: Evaluation) -> str:
    refused = _why_not(evaluation, "self_assess")
    if refused:
        return refused
    if not evaluation.self_assessment.strip():
        return "Chưa gửi được vì chưa viết phần tự đánh giá; viết rồi gửi."
    lacking = targets_of(evaluation).aggregate(
        unknown=Count("pk", filter=Q(result__isnull=True)),
        missed=Count("pk", filter=Q(result__lt=F("amount"), miss_reason="")),
    )
    if lacking["unknown"]:
        return f"Chưa gửi được vì còn {lacking['unknown']} chỉ tiêu chưa có kết quả; ghi kết quả của từng chỉ tiêu."
    if lacking["missed"]:
        missed = lacking["missed"]
        return f"Chưa gửi được vì còn {missed} chỉ tiêu chưa đạt mà chưa ghi lý do; ghi lý do của từng chỉ tiêu."
    return ""


def self_assess(evaluation: Evaluation, *, by: Any) -> None:
    with _holding(evaluation):
        refuse(why_not_self_assess(evaluation))
        changes = {"self_assessed_at": clock.now(), "pledge": promise_of(evaluation)}
        move(evaluation, MOVES, "self_assess", by=by, **changes)


def why_not_take_back(evaluation: Evaluation) -> str:
    return _why_not(evaluation, "take_back")


def take_back(evaluation: Evaluation, *, by: Any) -> None:
    """Sent too early: until it is confirmed, its owner has it again."""
    with _holding(evaluation):
        refuse(why_not_take_back(evaluation))
        move(evaluation, MOVES, "take_back", by=by, self_assessed_at=None)


@contextlib.contextmanager
def editing(evaluation: Evaluation) -> Iterator[Evaluation]:
    """Around the saving of the form: locked, and refused once it was sent."""
    with _holding(evaluation):
        refuse(why_not_edit(evaluation))
        yield evaluation


# --- proof of the results


def why_not_prove(evaluation: Evaluation, size: int) -> str:
    """Whether one more file may come; `size` in bytes."""
    files = Attachment.objects.filter(pk__in=evaluation.proofs.values("file"))
    return why_not_edit(evaluation) or why_not_fit(files, size, whose="bản tự đánh giá")


def prove(evaluation: Evaluation, target: PledgeTarget, attachment: Attachment, *, by: Any) -> None:
    with _holding(evaluation):
        gone = "Chỉ tiêu này không còn trong bản tự đánh giá; tải lại trang."
        is_asked = targets_of(evaluation).filter(pk=target.pk).exists()
        refuse(why_not_prove(evaluation, attachment.size) or ("" if is_asked else gone))
        evaluation.proofs.create(target=target, file=attachment)
        audit(evaluation, "attach", by=by, after={"target": str(target), "file": attachment.original_name})


def take_proof_away(proof: ResultProof, *, by: Any) -> None:
    """The file leaves the evaluation; it stays stored, as the trail names it."""
    with editing(proof.evaluation) as evaluation:
        audit(evaluation, "detach", by=by, before={"target": str(proof.target), "file": str(proof)})
        evaluation.proofs.filter(pk=proof.pk).delete()


# --- the endorser


def why_not_confirm(evaluation: Evaluation) -> str:
    return _why_not(evaluation, "confirm")


def confirm(evaluation: Evaluation, *, note: str = "", by: Any) -> None:
    with _holding(evaluation):
        refuse(why_not_confirm(evaluation))
        changes = {"endorser_note": note, "confirmed_at": clock.now(), "confirmed_by": by}
        move(evaluation, MOVES, "confirm", by=by, **changes)


def confirm_many(evaluations: Iterable[Evaluation], *, by: Any) -> tuple[int, list[tuple[Evaluation, str]]]:
    """How many were confirmed, and those that were refused with the reason; what is refused takes nothing along.

    One transaction, in the order of their keys: sixty that end one after another wait sixty times for the disk.
    """
    done, refused = 0, []
    with transaction.atomic():
        for evaluation in sorted(evaluations, key=lambda one: one.pk):
            try:
                confirm(evaluation, by=by)
                done += 1
            except Refused as reason:
                refused.append((evaluation, str(reason)))
    return done, refused


def why_not_reopen(evaluation: Evaluation) -> str:
    return _why_not(evaluation, "reopen")


def reopen(evaluation: Evaluation, *, reason: str, by: Any) -> None:
    if not reason.strip():
        refuse("Ghi lý do mở lại để người tự đánh giá biết chỗ cần sửa.")
    with _holding(evaluation):
        refuse(why_not_reopen(evaluation))
        changes = {"reopen_reason": reason, "confirmed_at": None, "confirmed_by": None}
        move(evaluation, MOVES, "reopen", by=by, reason=reason, **changes)
