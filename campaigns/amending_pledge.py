"""A confirmed pledge is amended: the owner proposes, with a reason; the endorser accepts or returns.

What was promised before stays: the pledge as confirmed is version 1, each accepted amendment the next, frozen with its
reason, day and who accepted it. Locks: the pledge (with its unit's registration, as in pledging.py), then the version.
"""

from typing import Any

from django.db.models import Max

from campaigns import evaluating, pledge_snapshots, pledging
from campaigns.models import Campaign, Evaluation, Pledge, PledgeVersion
from campaigns.phase_reviews import why_over
from campaigns.pledge_snapshots import Snapshot
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import Move, lock, move, refuse, why_not_move

DRAFT, PROPOSED, RETURNED, ACCEPTED, WITHDRAWN = PledgeVersion.Status
MOVES = {
    "propose": Move(frozenset({DRAFT, RETURNED}), PROPOSED, "gửi"),
    "accept": Move(frozenset({PROPOSED}), ACCEPTED, "chấp nhận"),
    "send_back": Move(frozenset({PROPOSED}), RETURNED, "trả lại"),
    "withdraw": Move(frozenset({DRAFT, PROPOSED, RETURNED}), WITHDRAWN, "rút"),
}
AMENDABLE = (Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)
FIRST = "Bản đăng ký như đã được xác nhận."
MENDED = "Sửa sau khi được trả lại và xác nhận lại."


# --- the owner


def why_not_begin(pledge: Pledge) -> str:
    if sentence := _why_not_amend(pledge):
        return sentence
    if pledge.versions.filter(status__in=PledgeVersion.OPEN).exists():
        return "Bản đăng ký này đang có một đề nghị điều chỉnh; mở đề nghị đó để viết tiếp hoặc rút lại."
    return ""


def _why_not_amend(pledge: Pledge) -> str:
    if pledge.status not in AMENDABLE:
        state = pledge.get_status_display()
        return f"Bản đăng ký đang ở bước “{state}”; chỉ điều chỉnh được bản đã xác nhận."
    if pledge.campaign.status != Campaign.Status.LAUNCHED:
        return f"Không điều chỉnh được nữa vì {pledge.campaign} không ở bước “Đã phát động”."
    if clock.today() > pledge.campaign.ends_on:
        return f"Không điều chỉnh được nữa vì {pledge.campaign} đã hết ngày {vdate(pledge.campaign.ends_on)}."
    return ""


def _why_not_change(version: PledgeVersion, content: Snapshot) -> str:
    """What has a result is not dropped; what was reviewed, or sent in a self-assessment, is not changed."""
    pledge = version.pledge
    was = {said["key"]: said for said in version.base["targets"]}
    now = {said["key"]: said for said in content["targets"]}
    if why := _why_reviewed(pledge, was, content):
        return why
    whose = evaluating.subject(pledge.owner)
    sent = Evaluation.objects.filter(phase__campaign=pledge.campaign_id, **whose).exclude(status=evaluating.OPEN)
    for evaluation in sent.select_related("phase"):
        for target in evaluating.targets_of(evaluation):
            if target.pk in was and now.get(target.pk) != was[target.pk]:
                return (
                    f"Chỉ tiêu “{target}” đã có trong bản tự đánh giá {evaluation.phase}; đề nghị người xác nhận mở "
                    "lại bản đó rồi điều chỉnh."
                )
    return pledge_snapshots.why_not_apply(pledge, content)


def _why_reviewed(pledge: Pledge, was: dict[int, Any], content: Snapshot) -> str:
    """Promises of a đợt that was reviewed stay as its report counted them: none is changed, none comes or goes."""
    for phase in pledge.campaign.phases.filter(reviewed_on__isnull=False):
        counted = (phase.ordinal, None) if evaluating.is_last_phase(phase) else (phase.ordinal,)
        before = [one for one in was.values() if one["phase"] in counted]
        after = [one for one in content["targets"] if one["phase"] in counted]
        if sorted(before, key=str) != sorted(after, key=str):
            return (
                f"{phase} đã sơ kết ngày {vdate(phase.reviewed_on)} nên chỉ tiêu của đợt này giữ nguyên; "
                "điều chỉnh chỉ tiêu của đợt khác hoặc của cả năm."
            )
    return ""


def begin(pledge: Pledge, *, by: Any) -> PledgeVersion:
    """A draft that says what the pledge says now; what it says now is frozen first."""
    with pledging.holding(pledge):
        refuse(why_not_begin(pledge))
        now = pledge_snapshots.taken(pledge)
        _freeze(pledge, now)
        version = PledgeVersion.objects.create(pledge=pledge, content=now, base=now)
        audit(version, "begin", by=by, after={"status": version.status})
    return version


def _freeze(pledge: Pledge, now: Snapshot) -> None:
    """The pledge as confirmed is a version too: the first, or the next where it was mended after a return."""
    last = accepted_of(pledge).last()
    if last is not None and last.content == now:
        return
    PledgeVersion.objects.create(
        pledge=pledge,
        number=last.number + 1 if last else 1,
        status=ACCEPTED,
        reason=MENDED if last else FIRST,
        content=now,
        base=last.content if last else {},
        proposed_at=pledge.submitted_at,
        decided_at=pledge.endorsed_at,
        decided_by=pledge.endorsed_by,
    )


def accepted_of(pledge: Pledge) -> Any:
    """The versions in force one after the other, the first first."""
    return pledge.versions.filter(status=ACCEPTED).order_by("number")


def why_not_write(version: PledgeVersion) -> str:
    if over := why_over(version.pledge.campaign):
        return over
    if version.status in MOVES["propose"].sources:
        return ""
    state = version.get_status_display()
    return f"Đề nghị điều chỉnh này đang ở bước “{state}” nên không sửa được; tải lại trang để xem việc làm được."


def write(version: PledgeVersion, *, content: Snapshot, reason: str, by: Any) -> None:
    with pledging.holding(version.pledge):
        lock(version)
        refuse(why_not_write(version) or _why_not_change(version, content))
        before = {"reason": version.reason, "content": version.content}
        if before == {"reason": reason, "content": content}:
            return
        version.content, version.reason = content, reason
        version.save(update_fields=["content", "reason"])
        audit(version, "write", by=by, after={"reason": reason})


def why_not_propose(version: PledgeVersion) -> str:
    over = why_over(version.pledge.campaign)
    if sentence := over or why_not_move(version, MOVES, "propose") or _why_stale(version):
        return sentence
    if not version.reason.strip():
        return "Chưa gửi được vì chưa ghi lý do điều chỉnh; sửa đề nghị rồi gửi."
    if not pledge_snapshots.differences(version.base, version.content):
        return "Chưa gửi được vì nội dung chưa khác bản đang dùng; sửa danh hiệu, nhiệm vụ hoặc chỉ tiêu rồi gửi."
    if not version.content["awards"]:
        return "Chưa gửi được vì chưa chọn danh hiệu, hình thức nào; chọn ít nhất một danh hiệu."
    return _why_not_change(version, version.content)


def propose(version: PledgeVersion, *, by: Any) -> None:
    with pledging.holding(version.pledge):
        lock(version)
        refuse(why_not_propose(version))
        move(version, MOVES, "propose", by=by, proposed_at=clock.now(), proposed_by=by, return_reason="")


def why_not_withdraw(version: PledgeVersion) -> str:
    return why_not_move(version, MOVES, "withdraw")


def withdraw(version: PledgeVersion, *, by: Any) -> None:
    with pledging.holding(version.pledge):
        lock(version)
        move(version, MOVES, "withdraw", by=by)


# --- the endorser


def _why_stale(version: PledgeVersion) -> str:
    """The pledge must still be confirmed and say what it said when the amendment was written."""
    if sentence := _why_not_amend(version.pledge):
        return sentence
    if pledge_snapshots.taken(version.pledge) != version.base:
        return "Bản đăng ký đã đổi sau khi đề nghị này được viết; rút đề nghị và lập đề nghị mới."
    return ""


def why_not_accept(version: PledgeVersion) -> str:
    over = why_over(version.pledge.campaign)
    refused = over or why_not_move(version, MOVES, "accept") or _why_stale(version)
    return refused or _why_not_change(version, version.content)


def accept(version: PledgeVersion, *, by: Any) -> None:
    """From now on results are entered against what this version says."""
    pledge = version.pledge
    with pledging.holding(pledge):
        lock(version)
        version.pledge = pledge
        refuse(why_not_accept(version))
        pledge_snapshots.apply(pledge, version.content)
        # With the keys of the rows that are new: the next amendment knows them again.
        version.content = pledge_snapshots.taken(pledge)
        version.save(update_fields=["content"])
        number = accepted_of(pledge).aggregate(last=Max("number"))["last"] + 1
        decided = {"number": number, "decided_at": clock.now(), "decided_by": by}
        move(version, MOVES, "accept", by=by, reason=version.reason, **decided)


def why_not_send_back(version: PledgeVersion) -> str:
    return why_over(version.pledge.campaign) or why_not_move(version, MOVES, "send_back")


def send_back(version: PledgeVersion, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do trả lại để người đăng ký biết chỗ cần sửa.")
    with pledging.holding(version.pledge):
        lock(version)
        refuse(why_not_send_back(version))
        move(version, MOVES, "send_back", by=by, reason=reason.strip(), return_reason=reason.strip())
