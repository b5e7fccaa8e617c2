"""Days that a plan moved to another year may have wrong: deadlines on days off, a plan signed in another year."""

from collections.abc import Iterator
from datetime import date

from campaigns.plan_check.dates import HEAD
from campaigns.plan_check.finding import HABIT, Change, Correction, PlanFinding
from campaigns.plan_check.plan import Deadline, Plan
from thidua.vietnamese import upper_first, vdate, weekday_date

WORKING = "Hạn nộp vào ngày nghỉ thì không ai nhận; hết hạn vào ngày làm việc"
# Kept while the campaign runs; its last papers may be handed in after it.
WITHIN = ("registration_due_on", "unit_plans_due_on")
SIGNED_FROM = 12  # the plan of a year is signed in December before it at the earliest


def check_deadlines(plan: Plan) -> Iterator[PlanFinding]:
    yield from _of_another_year(plan)
    for deadline in plan.deadlines:
        if deadline.works_on != deadline.day:
            yield _on_a_day_off(plan, deadline)


def _on_a_day_off(plan: Plan, deadline: Deadline) -> PlanFinding:
    fits = deadline.field not in WITHIN or deadline.works_on <= plan.ends_on
    instead = "chuyển sang ngày làm việc kế tiếp" if fits else "chọn ngày làm việc trước đó"
    change = Change(deadline.table, deadline.row, deadline.field, deadline.works_on)
    return PlanFinding(
        f"day-off-{deadline.field.replace('_', '-')}-{deadline.row}",
        False,
        f"{upper_first(deadline.label)} ({weekday_date(deadline.day)}) rơi vào ngày nghỉ; {instead}.",
        WORKING,
        (deadline.place,),
        Correction(f"Chuyển sang {vdate(deadline.works_on)}", weekday_date(deadline.works_on), (change,))
        if fits
        else None,
    )


def _of_another_year(plan: Plan) -> Iterator[PlanFinding]:
    """From December before the year begins to its last day, whether it is a calendar year or a school year."""
    if plan.dated is None:
        return
    earliest = date(plan.starts_on.year - 1, SIGNED_FROM, 1)
    if earliest <= plan.dated <= plan.ends_on:
        return
    years = " - ".join(str(year) for year in sorted({plan.starts_on.year, plan.ends_on.year}))
    yield PlanFinding(
        "dated-another-year",
        False,
        f"Kế hoạch đề ngày {vdate(plan.dated)}, không thuộc thời gian lập kế hoạch năm {years} "
        f"(từ tháng 12 năm {earliest.year} đến hết phong trào); xem lại ngày kế hoạch.",
        HABIT,
        (HEAD,),
    )
