"""Units' own plans of the demo: all but one in time, one late; of the next year one is begun."""

from datetime import date

from awards.demo.campaigns import Heads, pledge_2022
from awards.demo.progress import each
from campaigns import unit_planning
from campaigns.models import Campaign, Department
from thidua import clock

TEXT = (
    "1. Mục tiêu: hoàn thành nhiệm vụ năm {year}; 100% cán bộ đăng ký thi đua.\n"
    "2. Nội dung: dạy tốt, học tốt; mỗi người một việc đổi mới; giữ kỷ cương hành chính.\n"
    "3. Chỉ tiêu: mỗi người một bài viết; đơn vị có ít nhất một sáng kiến được công nhận.\n"
    "4. Tổ chức thực hiện: người đứng đầu phân công, kiểm điểm vào ngày cuối mỗi đợt."
)


def plan_and_pledge_2022() -> None:
    """Spring: the units' plans, then everybody's pledges."""
    send_2022()
    pledge_2022()


def send_2022() -> None:
    campaign, heads = Campaign.objects.get(year=2022), Heads()
    units = list(unit_planning.planning_units())
    with clock.standing_at(date(2022, 3, 10)):
        for unit in each("Nộp kế hoạch của đơn vị", units[:-1]):
            _send(campaign, unit, heads)
    with clock.standing_at(date(2022, 3, 17)):
        for unit in units[-1:]:
            _send(campaign, unit, heads)


def begin_2023() -> None:
    """Something is written and waits for its head to send it."""
    campaign, heads = Campaign.objects.get(year=2023), Heads()
    with clock.standing_at(date(2023, 2, 15)):
        unit = next((unit for unit in unit_planning.planning_units() if heads.user_of(unit)), None)
        if unit is not None:
            plan = unit_planning.plan_of(campaign, unit)
            unit_planning.write(plan, text=TEXT.format(year=2023), by=heads.user_of(unit))


def _send(campaign: Campaign, unit: Department, heads: Heads) -> None:
    plan, by = unit_planning.plan_of(campaign, unit), heads.user_of(unit)
    unit_planning.write(plan, text=TEXT.format(year=2022), by=by)
    unit_planning.send(plan, by=by)
