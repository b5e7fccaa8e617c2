"""The campaign's year as a line: phases with their anniversaries, activities and deadlines."""

from datetime import date
from typing import Any

from campaigns.models import Campaign, Phase
from thidua import clock
from thidua.vietnamese import vdate

STATES = {"upcoming": "Sắp tới", "running": "Đang diễn ra", "ended": "Đã kết thúc", "reviewed": "Đã sơ kết"}


def deadlines_of(campaign: Campaign, phases: list[Phase]) -> list[tuple[str, date]]:
    """Everything with a last day, in the order of the year's work; what has no date is left out."""
    rows = [
        ("Hạn nộp kế hoạch của đơn vị", campaign.unit_plans_due_on),
        ("Hạn đăng ký thi đua", campaign.registration_due_on),
        *((f"Hạn tự đánh giá {phase}", phase.evaluation_due_on) for phase in phases),
        ("Hạn nộp hồ sơ đề nghị", campaign.nominations_due_on),
    ]
    return [(label, day) for label, day in rows if day]


def stretches_of(campaign: Campaign) -> list[dict[str, Any]]:
    """Phases as `thidua.drawings.line` reads them; with phases and anniversaries prefetched no query at all."""
    phases = list(campaign.phases.all())
    deadlines = deadlines_of(campaign, phases)
    return [_stretch(phase, deadlines) for phase in phases if phase.starts_on and phase.ends_on]


def _stretch(phase: Phase, deadlines: list[tuple[str, date]]) -> dict[str, Any]:
    days = phase.anniversaries.all()
    marks = [{"on": d.observed_on, "text": f"{d.years} năm {d.name} (từ {vdate(d.origin_date)})"} for d in days]
    inside = [(label, day) for label, day in deadlines if phase.starts_on <= day <= phase.ends_on]
    marks += [{"on": day, "text": label, "kind": "deadline"} for label, day in inside]
    return {
        "name": str(phase),
        "theme": phase.theme,
        "starts_on": phase.starts_on,
        "ends_on": phase.ends_on,
        "status": STATES[phase.state_on(clock.today())],
        "marks": marks,
    }
