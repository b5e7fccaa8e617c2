"""What a đợt asks of the person who is looking: a word in mid-phase, the self-assessment, confirming, an opinion.

One question to the database for all four: the home page has at most twenty.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, IntegerField, Max, Min, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from campaigns import checking_in, former_units
from campaigns.models import Campaign, Evaluation, Phase, StaffMember
from campaigns.permissions import evaluations_endorsable_by
from campaigns.roles import headed
from campaigns.taking_part import phases_for
from thidua import clock
from thidua.todo import Todo

SHOWN_AFTER_THE_END = timedelta(days=30)
NOTICE = timedelta(days=30)
NO_RESULT = "Quá hạn thì đơn vị bình xét không có kết quả của đồng chí."
NO_WORD = "Chưa báo thì chỉ tiêu của đồng chí hiện là “chưa có tin” với đơn vị và Hội đồng."
ASSESS, CHECK_IN, CONFIRM, OPINION = "1-assess", "2-check-in", "3-confirm", "4-opinion"


class Found(NamedTuple):
    """So many of a kind; `key`, `name` of the first and the last of them, which is the one where there is one."""

    kind: str
    phase: int
    number: int
    key: int
    name: str


def todos(user: Any, person: StaffMember, campaign: Campaign) -> list[Todo]:
    if clock.today() > campaign.ends_on + SHOWN_AFTER_THE_END:
        return []
    phases = {phase.pk: phase for phase in campaign.phases.all()}
    looks = list(_looks(user, person, campaign, list(phases.values())))
    if not looks:
        return []
    found = [Found(*row) for row in (looks[0].union(*looks[1:], all=True) if looks[1:] else looks[0])]
    found = sorted((one for one in found if one.number), key=lambda one: (one.kind, _ordinal(phases, one), one.key))
    rows = [_assess(phases[one.phase], campaign) for one in found if one.kind == ASSESS]
    rows += [_check_in(phases[one.phase], one.number) for one in found if one.kind == CHECK_IN]
    rows += _confirm([(phases[one.phase], one) for one in found if one.kind == CONFIRM])
    return rows + [_opinion(one, campaign) for one in found if one.kind == OPINION]


def _ordinal(phases: dict[int, Phase], one: Found) -> int:
    return phases[one.phase].ordinal if one.phase in phases else 0


def _looks(user: Any, person: StaffMember, campaign: Campaign, phases: list[Phase]) -> Iterator[QuerySet]:
    soon = clock.today() + NOTICE
    due = [one for one in phases if not one.reviewed_on and one.evaluation_due_on and one.evaluation_due_on <= soon]
    if due:
        done = Evaluation.objects.filter(staff_member=person).exclude(status=Evaluation.Status.OPEN)
        asked = phases_for(person, due).exclude(pk__in=done.values("phase"))
        yield _look(asked, ASSESS, F("pk"), Value("", CharField()))
        sent = evaluations_endorsable_by(user).filter(phase__in=due, status=Evaluation.Status.SELF_ASSESSED)
        yield _look(sent, CONFIRM, F("phase"), Max(Coalesce("staff_member__full_name", "department__name")))
    for phase in phases:
        if is_half_over(phase):
            is_last = phase.ordinal == max(one.ordinal for one in phases)
            silent = checking_in.silent_targets(user, phase, is_last=is_last)
            yield _look(silent, CHECK_IN, Value(phase.pk, IntegerField()), Value("", CharField()))
    # Nobody can have been in a unit for six months before six months are over.
    if headed(user) and clock.today() >= former_units.months_later(campaign.starts_on):
        unwritten = former_units.stays_written_by(user, campaign).filter(is_written=False)
        yield _look(unwritten, OPINION, Value(0, IntegerField()), Max("staff_member__full_name"))


def _look(rows: QuerySet, kind: str, phase: Any, name: Any) -> QuerySet:
    """Rows of any table, counted by đợt, in the columns of `Found`."""
    counted = rows.order_by().values(todo_kind=Value(kind, CharField()), todo_phase=phase)
    counted = counted.annotate(todo_number=Count("pk"), todo_key=Min("pk"), todo_name=name)
    return counted.values_list("todo_kind", "todo_phase", "todo_number", "todo_key", "todo_name")


def is_half_over(phase: Phase) -> bool:
    """It is asked for a word from the middle of its days to the last."""
    if phase.starts_on is None or phase.ends_on is None:
        return False
    return phase.starts_on + (phase.ends_on - phase.starts_on) / 2 <= clock.today() <= phase.ends_on


def _assess(phase: Phase, campaign: Campaign) -> Todo:
    url = reverse("my_evaluation", args=[phase.pk])
    about = ("assess", str(phase.pk))
    return Todo(f"Tự đánh giá {phase} năm {campaign.year}", url, phase.evaluation_due_on, NO_RESULT, about)


def _check_in(phase: Phase, number: int) -> Todo:
    text = f"Báo tiến độ {phase}: {number} chỉ tiêu chưa có tin"
    return Todo(text, reverse("check_in", args=[phase.pk]), phase.ends_on, NO_WORD)


def _confirm(found: list[tuple[Phase, Found]]) -> list[Todo]:
    if not found:
        return []
    phase, first = found[0]
    number = sum(one.number for _, one in found)
    if number == 1:
        url = reverse("evaluation", args=[first.key])
        text, plain = f"Xác nhận đánh giá của {first.name}", "Xác nhận 1 bản tự đánh giá"
        return [Todo(text, url, phase.evaluation_due_on, plain=plain)]
    url = f"{reverse('evaluation_list', args=[phase.pk])}?loc=cho-xac-nhan"
    return [Todo(f"Xác nhận {number} bản tự đánh giá", url, phase.evaluation_due_on)]


def _opinion(one: Found, campaign: Campaign) -> Todo:
    if one.number == 1:
        url = reverse("former_unit_opinion", args=[campaign.pk, one.key])
        plain = "Ghi ý kiến của đơn vị cũ về 1 người đã chuyển đi"
        return Todo(f"Ghi ý kiến của đơn vị cũ về {one.name}", url, plain=plain)
    url = reverse("former_unit_list", args=[campaign.pk])
    return Todo(f"Ghi ý kiến của đơn vị cũ về {one.number} người đã chuyển đi", url)
