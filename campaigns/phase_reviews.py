"""The sơ kết of a đợt: the issue of its report moves the đợt to “đã sơ kết”; what was said of it then stays as said."""

from datetime import date
from typing import Any

from campaigns.models import Campaign, Phase
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, refuse, share


def why_not_review(phase: Phase) -> str:
    """What of the đợt stands in the way of a report on it; one that was reviewed may still get a replacing report."""
    if phase.reviewed_on:
        return ""
    if phase.campaign.status != Campaign.Status.LAUNCHED:
        return f"{phase.campaign} ở bước “{phase.campaign.get_status_display()}” nên không sơ kết {phase} được."
    if phase.ends_on is None or phase.ends_on >= clock.today():
        when = f" đến hết ngày {vdate(phase.ends_on)}" if phase.ends_on else ""
        return f"{phase} còn diễn ra{when}; sơ kết khi đợt kết thúc."
    return ""


def why_not_dated(phase: Phase, on: date) -> str:
    if phase.reviewed_on or phase.ends_on is None or on >= phase.ends_on:
        return ""
    return f"Ngày báo cáo {vdate(on)} trước ngày kết thúc {phase} {vdate(phase.ends_on)}; ghi ngày từ ngày đó trở đi."


def review(phase: Phase, *, on: date, by: Any) -> None:
    """Only the issue of its report calls this, inside its transaction; a report that replaces it changes nothing."""
    with acting_on(phase, "campaign"):
        refuse(why_not_review(phase) or why_not_dated(phase, on))
        if phase.reviewed_on:
            return
        phase.reviewed_on = on
        phase.save(update_fields=["reviewed_on"])
        audit(phase, "review", by=by, before={"reviewed_on": None}, after={"reviewed_on": on})


# --- what is closed afterwards


def why_over(campaign: Campaign) -> str:
    """Whether what was promised in the campaign stays as it is for good."""
    if campaign.status != Campaign.Status.CONCLUDED:
        return ""
    return f"{campaign} ở bước “{campaign.get_status_display()}” nên bản đăng ký, danh sách, giao ước giữ nguyên."


def why_closed(phase: Phase) -> str:
    """Whether results and self-assessments of the đợt stay as they are: it is reviewed, or its campaign is over."""
    kept = f"kết quả, bản tự đánh giá và minh chứng của {phase} giữ nguyên"
    if phase.reviewed_on:
        return f"{phase} đã sơ kết ngày {vdate(phase.reviewed_on)} nên {kept}."
    if phase.campaign.status != Campaign.Status.LAUNCHED:
        return f"{phase.campaign} ở bước “{phase.campaign.get_status_display()}” nên {kept}."
    return ""


def hold_open(phase: Phase) -> None:
    """Inside an act on what is said of the đợt: no review comes between its question and its end."""
    share(phase, "reviewed_on")
