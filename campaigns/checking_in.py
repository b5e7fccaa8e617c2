"""A word on each promise in mid-phase: how much so far, one line, one file. Nobody confirms it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from campaigns.models import Campaign, CheckIn, Department, Evaluation, Phase, PledgeTarget
from campaigns.permissions import pledges_owned_by
from campaigns.promises import PROMISED, due
from campaigns.roles import unit_of
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse

CHANGED = "Có chỉ tiêu vừa đổi hoặc đã gửi tự đánh giá nên chưa ghi gì; tải lại trang rồi báo lại."
NOTHING_SAID = "Chưa có gì mới để ghi: ghi số đến nay hoặc một dòng tình hình của ít nhất một chỉ tiêu."


@dataclass(frozen=True)
class Word:
    """What is said of one promise. `amount` None: no figure is given, which is not zero."""

    target: PledgeTarget
    amount: Decimal | None
    line: str


def why_not_check_in(phase: Phase) -> str:
    today = clock.today()
    if phase.campaign.status != Campaign.Status.LAUNCHED:
        return f"Không báo tiến độ được vì {phase.campaign} không ở bước “Đã phát động”."
    if phase.starts_on is None or today < phase.starts_on:
        when = f" từ ngày {vdate(phase.starts_on)}" if phase.starts_on else " khi đợt có ngày bắt đầu"
        return f"Chưa báo tiến độ được vì {phase} chưa bắt đầu; báo{when}."
    if phase.reviewed_on:
        return f"{phase} đã sơ kết ngày {vdate(phase.reviewed_on)} nên không báo tiến độ nữa."
    if phase.ends_on is not None and today > phase.ends_on:
        return (
            f"{phase} đã kết thúc ngày {vdate(phase.ends_on)} nên không báo tiến độ nữa; ghi kết quả khi tự đánh giá."
        )
    return ""


def targets_to_report(user: Any, phase: Phase) -> QuerySet[PledgeTarget]:
    """The user's own promises and those of the collectives they head: of this đợt and of the whole year.

    Whoever has sent the self-assessment of the đợt has said what there is to say.
    """
    sent = Evaluation.objects.filter(phase=phase).exclude(status=Evaluation.Status.OPEN)
    of_person = sent.filter(staff_member=OuterRef("pledge__staff_member"))
    of_collective = sent.filter(department=OuterRef("pledge__department"))
    pledges = pledges_owned_by(user).filter(campaign=phase.campaign_id, status__in=PROMISED)
    mine = PledgeTarget.objects.filter(Q(phase=phase) | Q(phase__isnull=True), pledge__in=pledges)
    return mine.filter(~Exists(of_person), ~Exists(of_collective)).order_by(
        "pledge__department__order", "pledge__department", "number", "pk"
    )


def silent_targets(user: Any, phase: Phase, *, is_last: bool | None = None) -> QuerySet[PledgeTarget]:
    """Of those due in this đợt the ones nobody has said anything about since it began."""
    said = CheckIn.objects.filter(target=OuterRef("pk"), on__gte=phase.starts_on)
    return targets_to_report(user, phase).filter(due(phase, is_last=is_last), ~Exists(said), result__isnull=True)


def check_in(phase: Phase, words: Iterable[Word], *, by: Any) -> int:
    """Write today's word on each; what was said of it earlier today is replaced. How many were written."""
    said = {word.target.pk: word for word in words}
    if not said:
        refuse(NOTHING_SAID)
    with transaction.atomic():
        open_ones = targets_to_report(by, phase).filter(pk__in=list(said)).values("pk")
        rows = PledgeTarget.objects.filter(pk__in=open_ones).select_related(
            "pledge__staff_member", "pledge__department"
        )
        targets = list(rows.select_for_update(of=("self",)).order_by("pk"))
        refuse(why_not_check_in(phase) or ("" if len(targets) == len(said) else CHANGED))
        for target in targets:
            _write(target, said[target.pk], by=by)
        for pledge in {target.pledge_id: target.pledge for target in targets}.values():
            told = [str(t) for t in targets if t.pledge_id == pledge.pk]
            audit(pledge, "check_in", by=by, after={"phase": str(phase), "written": told})
    return len(targets)


def _write(target: PledgeTarget, word: Word, *, by: Any) -> None:
    today = clock.today()
    before = target.check_ins.filter(on__lt=today)
    so_far = word.amount
    if so_far is None:
        so_far = before.order_by("-on").values_list("so_far", flat=True).first()
    before.filter(is_newest=True).update(is_newest=False)
    said = {"amount": word.amount, "line": word.line, "so_far": so_far, "unit": _unit_of(target), "by": by}
    CheckIn.objects.update_or_create(target=target, on=today, defaults=said)


def _unit_of(target: PledgeTarget) -> Department:
    """At the time; somebody without a unit keeps that of the pledge."""
    person = target.pledge.staff_member
    return (person and unit_of(person)) or target.pledge.department or target.pledge.unit


# --- its file


def why_not_attach(found: CheckIn) -> str:
    if why := _why_closed(found):
        return f"Không thêm tệp được vì {why}."
    if not found.is_newest:
        return f"Lần báo ngày {vdate(found.on)} không còn là lần mới nhất; thêm tệp vào lần mới nhất."
    if found.evidence_id:
        return "Mỗi lần báo kèm một tệp; bỏ tệp đang có rồi thêm tệp khác."
    return ""


def attach(found: CheckIn, attachment: Attachment, *, by: Any) -> None:
    with acting_on(found, "target__pledge__campaign"):
        refuse(why_not_attach(found))
        found.evidence = attachment
        found.save(update_fields=["evidence"])
        audit(found, "attach", by=by, after={"file": attachment.original_name})


def why_not_detach(found: CheckIn) -> str:
    if not found.evidence_id:
        return "Lần báo này không có tệp."
    why = _why_closed(found)
    return f"Không bỏ tệp được vì {why}." if why else ""


def _why_closed(found: CheckIn) -> str:
    """The đợt in which it was said is over, as the words themselves are then."""
    campaign = found.target.pledge.campaign
    if campaign.status != Campaign.Status.LAUNCHED:
        return f"{campaign} không ở bước “Đã phát động”"
    phase = campaign.phases.filter(starts_on__lte=found.on, ends_on__gte=found.on).first()
    last = phase.ends_on if phase else campaign.ends_on
    return f"{phase or campaign} đã kết thúc ngày {vdate(last)}" if clock.today() > last else ""


def detach(found: CheckIn, *, by: Any) -> None:
    """The file leaves the check-in; it stays stored, as the trail names it."""
    with acting_on(found, "target__pledge__campaign", "evidence"):
        refuse(why_not_detach(found))
        name, found.evidence = found.evidence.original_name, None
        found.save(update_fields=["evidence"])
        audit(found, "detach", by=by, before={"file": name})
