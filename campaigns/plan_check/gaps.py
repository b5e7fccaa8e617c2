"""What a plan should say and does not: theme, number and date, targets, titles, budget, the units' last day."""

from collections.abc import Iterator

from campaigns.plan_check.dates import HEAD, place_of
from campaigns.plan_check.finding import LAYOUT, PlanFinding, movement_rule
from campaigns.plan_check.plan import Place, Plan
from thidua.vietnamese import search_key

TARGETS, BUDGET = Place("chi-tieu", "Chỉ tiêu"), Place("kinh-phi", "Kinh phí")


def check_gaps(plan: Plan) -> Iterator[PlanFinding]:
    rule = movement_rule(plan.on)
    if not plan.theme.strip():
        sentence = "Kế hoạch chưa có chủ đề thi đua; ghi chủ đề ở phần thông tin chung."
        yield PlanFinding("no-theme", True, sentence, rule, (HEAD,))
    yield from _same_words(plan)
    advice = (
        (plan.number is None, "no-number", "Kế hoạch chưa có số; số được cấp khi ban hành.", HEAD, LAYOUT),
        (plan.dated is None, "no-date", "Kế hoạch chưa có ngày; ngày được ghi khi ban hành.", HEAD, LAYOUT),
        (
            not plan.targets,
            "no-targets",
            "Kế hoạch chưa có chỉ tiêu đo được; thêm chỉ tiêu có số lượng.",
            TARGETS,
            rule,
        ),
        (
            not plan.targets_of_titles,
            "no-titles",
            "Kế hoạch chưa nêu danh hiệu nào phấn đấu đạt; thêm chỉ tiêu gắn với danh hiệu.",
            TARGETS,
            rule,
        ),
        (
            not plan.budget_lines,
            "no-budget",
            "Kế hoạch chưa có kinh phí; thêm dòng kinh phí và nguồn.",
            BUDGET,
            "Kế hoạch cần nêu kinh phí, phân công (danh mục phần của kế hoạch)",
        ),
        (
            plan.unit_plans_due_on is None,
            "no-unit-plans-due",
            "Kế hoạch yêu cầu khoa, phòng xây dựng kế hoạch nhưng chưa có hạn nộp; nhập hạn nộp kế hoạch của đơn vị.",
            HEAD,
            rule,
        ),
    )
    for lacks, key, sentence, place, why in advice:
        if lacks:
            yield PlanFinding(key, False, sentence, why, (place,))


def _same_words(plan: Plan) -> Iterator[PlanFinding]:
    """A theme that is the motto again says nothing of its own."""
    motto = _bare(plan.motto)
    if not motto:
        return
    rule = "Chủ đề nêu mục tiêu riêng của phong trào, của đợt; phương châm là cách làm chung"
    if _bare(plan.theme) == motto:
        sentence = "Chủ đề thi đua trùng với phương châm; ghi chủ đề riêng của năm."
        yield PlanFinding("theme-is-motto", False, sentence, rule, (HEAD,))
    for phase in plan.phases:
        if _bare(phase.theme) == motto:
            sentence = f"Chủ đề của {phase} trùng với phương châm của kế hoạch; ghi chủ đề riêng của đợt."
            yield PlanFinding(f"theme-is-motto-{phase.key}", False, sentence, rule, (place_of(phase), HEAD))


def _bare(text: str) -> str:
    return "".join(c for c in search_key(text) if c.isalnum())
