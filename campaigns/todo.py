"""What a campaign asks of the person who is looking: pledges, lists, evaluations.

The home page has at most twenty queries for everybody, hence one look at the pledges serves several rows.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Value
from django.urls import reverse

from campaigns import evaluation_todo, namesakes, pledge_todo, pledging, points_todo, rating_todo, reminding
from campaigns.models import (
    Campaign,
    Department,
    Initiative,
    Pledge,
    UnitPlan,
    UnitRegistration,
)
from campaigns.own_things import Own, open_campaigns
from campaigns.permissions import (
    initiatives_owned_by,
    pledges_endorsable_by,
    registrations_managed_by,
)
from campaigns.pledge_todo import look
from campaigns.roles import endorser_name, headed, is_clerk, main_posting
from campaigns.unit_planning import PLANNING, waiting_units
from thidua import clock
from thidua.todo import Todo, Waiting

SHOWN_ONE_BY_ONE = 3
SHOWN_AFTER_A_DEADLINE = timedelta(days=30)
ABOUT_PLEDGE = ("pledge",)


def todos(user: Any, campaign: Campaign | None, own: Own, *, without_pledge: str) -> list[Todo]:
    """Rows for this user; `without_pledge` says what the law makes of a missing registration."""
    rows = _drafts_to_launch(user)
    if campaign is None:
        return rows + _initiatives_and_lists(user, None)[0]
    if own.person is not None:
        rows += _own_pledge(own, campaign, without_pledge)
        rows += _pledges_to_endorse(user, campaign)
        rows += evaluation_todo.todos(user, own.person, campaign)
    last, reminders = _initiatives_and_lists(user, campaign)
    return reminding.marked(rows + _own_units(own, campaign) + last, reminders)


def waiting(campaign: Campaign | None, own: Own) -> list[Waiting]:
    """What the user sent and somebody else has."""
    rows = [
        Waiting(
            f"Bản đăng ký của tập thể {pledge.department} – chờ {_endorser(pledge)} xác nhận", pledge.get_absolute_url()
        )
        for pledge in own.of_units.values()
        if pledge.status == Pledge.Status.SUBMITTED
    ]
    pledge = own.pledge
    if pledge is None or campaign is None:
        return rows
    if pledge.status == Pledge.Status.SUBMITTED:
        text = f"Bản đăng ký thi đua năm {campaign.year} – chờ {endorser_name(own.person, pledge.unit)} xác nhận"
    elif pledge.status == Pledge.Status.ENDORSED:
        text = f"Bản đăng ký thi đua năm {campaign.year} – đã xác nhận, chờ duyệt đăng ký của {pledge.unit}"
    else:
        return rows
    return [Waiting(text, pledge.get_absolute_url()), *rows]


def _endorser(pledge: Pledge) -> str:
    """A collective's pledge goes to the head of the school, the school's own to the clerk."""
    return "Thường trực Hội đồng" if pledge.department.kind == Department.Kind.SCHOOL else "người đứng đầu Trường"


def _drafts_to_launch(user: Any) -> list[Todo]:
    drafts = [c for c in open_campaigns(user) if c.status == Campaign.Status.DRAFT] if is_clerk(user) else []
    return [Todo(f"Hoàn thiện kế hoạch và phát động phong trào năm {c.year}", c.get_absolute_url()) for c in drafts]


def _own_pledge(own: Own, campaign: Campaign, without_pledge: str) -> list[Todo]:
    due_on, pledge = campaign.registration_due_on, own.pledge
    if pledge is None:
        if long_past(due_on) or main_posting(own.person) is None:
            return []
        url = reverse("my_pledge", args=[campaign.pk])
        return [Todo(f"Viết bản đăng ký thi đua năm {campaign.year}", url, due_on, without_pledge, ABOUT_PLEDGE)]
    if pledge.status == Pledge.Status.RETURNED:
        due_on = pledging.last_day_to_submit(pledge)
    parts = ", ".join(pledge.parts_to_mend)
    mend = f"{parts} của bản" if parts else "bản"
    texts = {
        Pledge.Status.DRAFT: f"Gửi bản đăng ký thi đua năm {campaign.year} (đang là nháp)",
        Pledge.Status.RETURNED: f"Sửa {mend} đăng ký thi đua năm {campaign.year}: “{pledge.return_reason}”",
    }
    text, url = texts.get(pledge.status, ""), pledge.get_absolute_url()
    return [Todo(text, url, due_on, without_pledge, ABOUT_PLEDGE, plain=text.partition(": “")[0])] if text else []


def _pledges_to_endorse(user: Any, campaign: Campaign) -> list[Todo]:
    """Few: a row each. Many: one row that leads to the list."""
    due_on, otherwise = campaign.registration_due_on, "Bản chưa xác nhận không vào đăng ký của đơn vị."
    pledges = pledges_endorsable_by(user).filter(campaign=campaign, status=Pledge.Status.SUBMITTED)
    shown = list(pledges.select_related("staff_member", "department").order_by("pk")[: SHOWN_ONE_BY_ONE + 1])
    if len(shown) <= SHOWN_ONE_BY_ONE:
        apart = namesakes.among((p.staff_member, "") for p in shown)
        texts = [f"Xác nhận bản đăng ký của {p.owner}{apart.get(p.staff_member_id, '')}" for p in shown]
        rows, plain = zip(texts, shown, strict=True), "Xác nhận 1 bản đăng ký"
        return [Todo(text, p.get_absolute_url(), due_on, otherwise, plain=plain) for text, p in rows]
    units = {pledge.unit_id for pledge in shown}
    own = [unit for unit in headed(user) if unit.kind != Department.Kind.SCHOOL and unit.pk in units]
    url = reverse("registration_list", args=[campaign.pk])
    if own:
        url = reverse("unit_registration", args=[campaign.pk, own[0].pk])
    return [Todo(f"Xác nhận {pledges.count()} bản đăng ký", url, due_on, otherwise)]


def _own_units(own: Own, campaign: Campaign) -> list[Todo]:
    if not own.units:
        return []
    done = _sent_by_units(own.units, campaign)
    return _unit_plans(own.units, campaign, done["plan"]) + _unit_registrations(own, campaign, done["list"])


def _sent_by_units(units: list[Department], campaign: Campaign) -> dict[str, set[int]]:
    """Which of these units have sent their list of pledges, and which their plan. One query."""
    sent = (UnitRegistration.Status.SENT, UnitRegistration.Status.ACCEPTED)
    lists = campaign.registrations.filter(department__in=units, status__in=sent)
    plans = campaign.unit_plans.filter(department__in=units, status=UnitPlan.Status.SENT)
    found: dict[str, set[int]] = {"list": set(), "plan": set()}
    rows = look(lists, "list", F("department"), Value("")).union(look(plans, "plan", F("department"), Value("")))
    for kind, unit, _ in rows:
        found[kind].add(unit)
    return found


def _unit_plans(units: list[Department], campaign: Campaign, done: set[int]) -> list[Todo]:
    """Where the school's plan sets a day for them."""
    due_on = campaign.unit_plans_due_on
    if due_on is None or long_past(due_on):
        return []
    late = "Quá hạn thì kế hoạch được ghi là nộp muộn."
    return [
        Todo(f"Nộp kế hoạch phát động của đơn vị: {u}", reverse("unit_plan", args=[campaign.pk, u.pk]), due_on, late)
        for u in units
        if u.kind in PLANNING and u.pk not in done
    ]


def _unit_registrations(own: Own, campaign: Campaign, done: set[int]) -> list[Todo]:
    due_on = campaign.registration_due_on
    rows: list[Todo] = []
    if long_past(due_on):
        return rows
    for unit in own.units:
        if unit.pk not in own.of_units and unit.kind != Department.Kind.BOARD:
            url = reverse("unit_pledge", args=[campaign.pk, unit.pk])
            rows.append(Todo(f"Viết bản đăng ký thi đua của tập thể {unit}", url, due_on))
        if unit.pk not in done:
            url = reverse("unit_registration", args=[campaign.pk, unit.pk])
            otherwise = "Quá hạn thì đồng chí trong đơn vị chưa được ghi nhận đăng ký thi đua."
            rows.append(Todo(f"Gửi đăng ký của đơn vị: {unit}", url, due_on, otherwise, ("unit_list", str(unit.pk))))
    return rows


def _initiatives_and_lists(user: Any, campaign: Campaign | None) -> tuple[list[Todo], list[tuple[int, str]]]:
    """Own drafts of initiatives; for the clerk, initiatives without a result, lists and plans of units. One query.

    And what the user was reminded of, for `reminding.marked`.
    """
    drafts = initiatives_owned_by(user).filter(status=Initiative.Status.DRAFT)
    looks = [look(drafts, "draft", F("pk"), F("title")), *pledge_todo.looks(user, campaign)]
    looks += [*points_todo.looks(user, campaign), *rating_todo.looks(user)]
    if campaign is not None:
        told = reminding.reminders_to(user, campaign)
        looks.append(look(told, "reminded", reminding.WHICH, reminding.IN_WORDS))
    if is_clerk(user):
        waiting = Initiative.objects.filter(status=Initiative.Status.SUBMITTED).order_by().values("status")
        looks.append(look(waiting, "result", Count("pk"), Value("")))
    if is_clerk(user) and campaign is not None:
        sent = registrations_managed_by(user).filter(campaign=campaign, status=UnitRegistration.Status.SENT)
        looks.append(look(sent, "list", F("department"), F("department__name")))
        if campaign.unit_plans_due_on and not long_past(campaign.unit_plans_due_on):
            late = waiting_units(campaign).annotate(one=Value(1)).order_by().values("one")
            looks.append(look(late, "plan", Count("pk"), Value("")))
    found: dict[str, list[tuple[int, str]]] = {}
    for kind, number, text in looks[0].union(*looks[1:], all=True) if looks[1:] else looks[0]:
        found.setdefault(kind, []).append((number, text))
    rows = [
        Todo(
            f"Nộp sáng kiến “{title}” (đang là nháp)",
            reverse("initiative", args=[pk]),
            plain="Nộp sáng kiến đang là nháp",
        )
        for pk, title in found.get("draft", [])[:SHOWN_ONE_BY_ONE]
    ]
    rows += [
        Todo(f"Ghi kết quả của {number} sáng kiến đã nộp", reverse("initiative_list") + "?status=submitted")
        for number, _ in found.get("result", [])
    ]
    rows += [
        Todo(
            f"Theo dõi kế hoạch của đơn vị: {number} đơn vị chưa nộp",
            reverse("unit_plan_list", args=[campaign.pk]) + "?loc=chua-nop",
            campaign.unit_plans_due_on,
        )
        for number, _ in found.get("plan", [])
    ]
    rows += rating_todo.todos(found) + pledge_todo.todos(found, campaign) + points_todo.todos(user, found, campaign)
    rows += _lists_to_accept(campaign, found.get("list", []))
    return rows, found.get("reminded", [])


def _lists_to_accept(campaign: Campaign | None, units: list[tuple[int, str]]) -> list[Todo]:
    if not units:
        return []
    if len(units) == 1:
        url = reverse("unit_registration", args=[campaign.pk, units[0][0]])
        return [Todo(f"Duyệt đăng ký của {units[0][1]}", url)]
    return [Todo(f"Duyệt đăng ký của {len(units)} đơn vị", reverse("registration_list", args=[campaign.pk]))]


def long_past(due_on: date | None) -> bool:
    return due_on is not None and clock.today() > due_on + SHOWN_AFTER_A_DEADLINE
