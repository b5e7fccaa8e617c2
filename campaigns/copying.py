"""Next year in one act: a campaign copied to another year, its dates moved, its years counted anew.

Numbers, decisions, pledges, results and people stay behind. Legal bases are looked at again on the new plan's day.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from campaigns import criteria
from campaigns.models import Anniversary, Campaign, Phase, PlanItem
from campaigns.models.campaign import is_round
from campaigns.plan_bases import BaseOffer, offers
from thidua.audit import audit
from thidua.fields import FIRST_YEAR, LAST_YEAR
from thidua.vietnamese import vdate
from thidua.workflow import Refused

# Moved with the year; the plan's number and date, and the launch, are the old plan's own.
DATES = ("starts_on", "ends_on", "unit_plans_due_on", "registration_due_on", "nominations_due_on")
TEXTS = ("title", "theme", "motto", "introduction", "closing")
# “năm 2022”, but not the year of a written-out date (“ngày 11 tháng 02 năm 2022”), nor “2022/NĐ-CP”.
YEAR_WORDS = r"(?<!tháng \d )(?<!tháng \d\d )\b(năm\s+){year}\b"


def moved(day: date | None, years: int, *, is_end: bool = False) -> date | None:
    """The same day `years` later. 29/02 becomes 28/02 where there is none; the last day of February stays the last."""
    if day is None:
        return None
    year = day.year + years
    last = calendar.monthrange(year, day.month)[1]
    was_last = day.month == 2 and day.day == calendar.monthrange(day.year, 2)[1]
    return date(year, day.month, last if is_end and was_last else min(day.day, last))


def moved_text(text: str, old: int, new: int) -> str:
    """“nhiệm vụ năm 2022” → “nhiệm vụ năm 2023”; dates of documents stay."""
    return re.sub(YEAR_WORDS.format(year=old), rf"\g<1>{new}", text)


def observed(day: Anniversary, years: int) -> date:
    """In the new year on the day of the origin where that was kept: 29/02 is 29/02 again in a leap year."""
    origin, kept = day.origin_date, day.observed_on
    same = (kept.month, kept.day) == (origin.month, origin.day) or (origin.month, origin.day) == (2, 29)
    start = origin if same else kept
    return moved(start, kept.year + years - start.year) or kept


@dataclass(frozen=True)
class MovedDay:
    name: str
    before: date
    after: date
    years: int

    @property
    def is_round(self) -> bool:
        return is_round(self.years)


@dataclass(frozen=True)
class MovedPhase:
    label: str
    before: str
    after: str
    days: list[MovedDay]


@dataclass(frozen=True)
class Proposal:
    """What the copy will be, before it is made."""

    year: int
    title: str
    dates: list[tuple[str, date, date | None]]
    phases: list[MovedPhase]
    bases: list[BaseOffer]
    counts: list[tuple[str, int]]

    @property
    def great_days(self) -> list[MovedDay]:
        return [day for phase in self.phases for day in phase.days if day.is_round]


def why_not_copy(campaign: Campaign, year: int) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}."
    if year == campaign.year:
        return f"Năm {year} là năm của chính kế hoạch này; chọn năm khác."
    yearly = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, year=year).exclude(status=Campaign.Status.CANCELLED)
    if campaign.kind == Campaign.Kind.YEARLY and yearly.exists():
        return f"Năm {year} đã có phong trào thi đua hằng năm; chọn năm khác hoặc sửa kế hoạch đã có."
    if any(day.origin_date.year >= day.observed_on.year + year - campaign.year for day in _days(campaign)):
        return f"Năm {year} trước hoặc trùng năm gốc của một ngày kỷ niệm; chọn năm sau đó."
    return ""


def _days(campaign: Campaign) -> list[Anniversary]:
    return list(Anniversary.objects.filter(phase__campaign=campaign))


def propose(campaign: Campaign, year: int, plan_date: date) -> Proposal:
    years = year - campaign.year
    phases = list(campaign.phases.prefetch_related("anniversaries", "activities"))
    named = [(str(Campaign._meta.get_field(name).verbose_name), getattr(campaign, name), name) for name in DATES]
    counts = (
        ("Mục của kế hoạch (mục đích, nội dung, tổ chức, nơi nhận)", "plan_items"),
        ("Phong trào", "movements"),
        ("Chỉ tiêu, giữ nguyên số lượng", "targets"),
        ("Dòng kinh phí, giữ nguyên số tiền", "budget_lines"),
    )
    rows = {name: getattr(campaign, name).all() for _, name in counts}
    if campaign.criteria_sets.exists():
        counts += (("Bảng tiêu chí chấm điểm, thành bản nháp", "criteria_sets"),)
        rows["criteria_sets"] = campaign.criteria_sets.all()
    rows["plan_items"] = rows["plan_items"].exclude(part=PlanItem.Part.LEGAL_BASIS)
    return Proposal(
        year=year,
        title=moved_text(campaign.title, campaign.year, year),
        dates=[(label, day, moved(day, years, is_end=name == "ends_on")) for label, day, name in named if day],
        phases=[_moved_phase(phase, years) for phase in phases],
        bases=offers(campaign, plan_date),
        counts=[(label, rows[name].count()) for label, name in counts],
    )


def _moved_phase(phase: Phase, years: int) -> MovedPhase:
    starts_on, ends_on = moved(phase.starts_on, years), moved(phase.ends_on, years, is_end=True)
    days = [
        MovedDay(day.name, day.observed_on, new, new.year - day.origin_date.year)
        for day in phase.anniversaries.all()
        for new in [observed(day, years)]
    ]
    return MovedPhase(str(phase), _span(phase.starts_on, phase.ends_on), _span(starts_on, ends_on), days)


def _span(starts_on: date | None, ends_on: date | None) -> str:
    return f"{vdate(starts_on) if starts_on else '…'} – {vdate(ends_on) if ends_on else '…'}"


# --- the act


def copy(campaign: Campaign, year: int, plan_date: date, *, bases: list[str], by: Any) -> Campaign:
    """The draft of another year. `bases`: keys of the offers (`campaigns.plan_bases`) that were chosen."""
    if why := why_not_copy(campaign, year):
        raise Refused(why)
    chosen = [offer.text for offer in offers(campaign, plan_date) if offer.key in bases]
    try:
        with transaction.atomic():
            new = _head(campaign, year, plan_date)
            _items(campaign, new, chosen)
            _rows(campaign, new)
            for phase in campaign.phases.prefetch_related("anniversaries", "activities"):
                _phase(phase, new, year - campaign.year)
            criteria.copy_all(campaign, new, by=by)
            audit(new, "create", by=by, after={"copied_from": campaign.year, "bases": chosen})
    except IntegrityError:  # another window was quicker
        raise Refused(why_not_copy(campaign, year) or "Chưa chép được kế hoạch; tải lại trang rồi làm lại.") from None
    return new


def _head(campaign: Campaign, year: int, plan_date: date) -> Campaign:
    """The day the new plan is meant to bear goes with it: its bases are judged by that day. Its number comes later."""
    years = year - campaign.year
    dates = {name: moved(getattr(campaign, name), years, is_end=name == "ends_on") for name in DATES}
    texts = {name: moved_text(getattr(campaign, name), campaign.year, year) for name in TEXTS}
    return Campaign.objects.create(kind=campaign.kind, year=year, plan_date=plan_date, **dates, **texts)


def _items(campaign: Campaign, new: Campaign, bases: list[str]) -> None:
    rows = [
        PlanItem(campaign=new, part=PlanItem.Part.LEGAL_BASIS, number=number, text=text)
        for number, text in enumerate(bases, start=1)
    ]
    for item in campaign.plan_items.exclude(part=PlanItem.Part.LEGAL_BASIS):
        text = moved_text(item.text, campaign.year, new.year)
        rows.append(PlanItem(campaign=new, part=item.part, number=item.number, text=text))
    PlanItem.objects.bulk_create(rows)


def _rows(campaign: Campaign, new: Campaign) -> None:
    """Movements, targets, budget: the same words and amounts, with nothing that was measured or paid."""
    for related in (campaign.movements, campaign.targets, campaign.budget_lines):
        rows = list(related.all())
        for row in rows:
            row.pk, row.campaign, row._state.adding = None, new, True
            if hasattr(row, "content"):
                row.content = moved_text(row.content, campaign.year, new.year)
        related.model._base_manager.bulk_create(rows)


def _phase(phase: Phase, new: Campaign, years: int) -> None:
    copied = Phase.objects.create(
        campaign=new,
        ordinal=phase.ordinal,
        theme=moved_text(phase.theme, phase.campaign.year, new.year),
        starts_on=moved(phase.starts_on, years),
        ends_on=moved(phase.ends_on, years, is_end=True),
        evaluation_due_on=moved(phase.evaluation_due_on, years, is_end=phase.evaluation_due_on == phase.ends_on),
    )
    Anniversary.objects.bulk_create(
        Anniversary(
            phase=copied,
            name=day.name,
            origin_date=day.origin_date,
            origin_precision=day.origin_precision,
            observed_on=observed(day, years),
        )
        for day in phase.anniversaries.all()
    )
    for activity in phase.activities.all():
        copied.activities.create(
            name=moved_text(activity.name, phase.campaign.year, new.year),
            starts_on=moved(activity.starts_on, years),
            ends_on=moved(activity.ends_on, years, is_end=True),
        )
