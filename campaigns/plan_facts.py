"""A campaign's plan as the checker reads it, in a fixed number of queries; and what the checker says of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from campaigns import plan_check, plan_numbers, working_days
from campaigns.models import Campaign, Movement, Phase, PlanItem
from campaigns.plan_check import Deadline, Item, Law, Place, Plan, PlanFinding, Text
from thidua import clock
from thidua.models import Certainty, Institution, LegalText

Part = PlanItem.Part
# The part's slug in addresses and in places; the order is the order of the pages.
SLUGS = {
    Part.LEGAL_BASIS: "can-cu",
    Part.PURPOSE: "muc-dich",
    Part.CONTENT: "noi-dung",
    Part.ORGANISATION: "to-chuc",
    Part.RECIPIENT: "noi-nhan",
}
SIGNED_BEFORE = timedelta(days=120)
DEADLINES = ("registration_due_on", "unit_plans_due_on", "nominations_due_on")
HEAD_TEXTS = ("title", "theme", "motto", "introduction", "closing")


def findings_of(campaign: Campaign) -> list[PlanFinding]:
    """What must be mended before the launch, then what should be looked at."""
    return plan_check.check(describe(campaign))


def blocking_of(campaign: Campaign) -> list[PlanFinding]:
    return [finding for finding in findings_of(campaign) if finding.blocking]


def describe(campaign: Campaign) -> Plan:
    items = list(campaign.plan_items.all())
    phases = list(campaign.phases.prefetch_related("anniversaries", "activities"))
    movements, targets = list(campaign.movements.all()), list(campaign.targets.all())
    lines = list(campaign.budget_lines.all())
    institution = Institution.objects.first()
    number, dated = _numbered(campaign)
    return Plan(
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        on=dated or _expected_day(campaign),
        theme=campaign.theme,
        motto=campaign.motto,
        closing=campaign.closing,
        number=number,
        dated=dated,
        registration_due_on=campaign.registration_due_on,
        unit_plans_due_on=campaign.unit_plans_due_on,
        deadlines=_deadlines(campaign, phases),
        phases=tuple(_phase(phase) for phase in phases),
        bases=_lines(items, Part.LEGAL_BASIS),
        recipients=_lines(items, Part.RECIPIENT),
        texts=(
            *_head(campaign),
            *(_text("item", row, "text", SLUGS[Part(row.part)], str(row)) for row in items),
            *_of_movements(movements),
            *_of_phases(phases),
            *(_text("target", row, "content", "chi-tieu", f"Chỉ tiêu {row.number}") for row in targets),
            *(_text("budget", row, "content", "kinh-phi", f"Kinh phí {row.number}") for row in lines),
        ),
        targets=len(targets),
        targets_of_titles=sum(row.award_id is not None for row in targets),
        budget_lines=len(lines),
        laws=_laws(),
        school_name=institution.name if institution else "",
        council_name=institution.council_name if institution else "",
    )


def _numbered(campaign: Campaign) -> tuple[int | None, date | None]:
    """Number and day typed in from paper, else those of the issue here."""
    if campaign.plan_number is not None or campaign.pk is None:
        return campaign.plan_number, campaign.plan_date
    paper = plan_numbers.issued(campaign)
    return (paper.number, paper.date) if paper else (None, campaign.plan_date)


def _expected_day(campaign: Campaign) -> date:
    """When a plan without a day is signed: today while its time is near, else as the campaign begins."""
    today = clock.today()
    is_near = campaign.starts_on - SIGNED_BEFORE <= today <= campaign.ends_on
    return today if is_near else campaign.starts_on


def _deadlines(campaign: Campaign, phases: list[Phase]) -> tuple[Deadline, ...]:
    """Those that are set, each with the day on which it would fall on a working day."""
    head = Place("chung", "Thông tin chung")
    found = [
        ("campaign", 0, name, str(Campaign._meta.get_field(name).verbose_name), getattr(campaign, name), head)
        for name in DEADLINES
    ]
    found += [
        ("phase", phase.pk, "evaluation_due_on", f"Hạn tự đánh giá {phase}", phase.evaluation_due_on, at)
        for phase in phases
        for at in [Place("dot", str(phase))]
    ]
    works = working_days.on_or_after([day for *_, day, _ in found if day])
    return tuple(Deadline(*named, day, works[day], at) for *named, day, at in found if day)


def _phase(phase: Phase) -> plan_check.Phase:
    days = tuple(
        plan_check.Day(
            day.pk,
            day.name,
            day.origin_date,
            day.observed_on,
            day.origin_precision,
            day.stated_years,
            day.as_written,
        )
        for day in phase.anniversaries.all()
    )
    return plan_check.Phase(
        phase.pk, phase.ordinal, phase.theme, phase.starts_on, phase.ends_on, phase.as_written, days
    )


def _lines(items: list[PlanItem], part: str) -> tuple[Item, ...]:
    return tuple(Item(item.pk, item.number, item.text) for item in items if item.part == part)


def _head(campaign: Campaign) -> Iterator[Text]:
    for name in HEAD_TEXTS:
        label = str(Campaign._meta.get_field(name).verbose_name)
        place = Place("chung", f"Thông tin chung: {label}")
        yield Text("campaign", 0, name, getattr(campaign, name), place)


def _of_movements(movements: list[Movement]) -> Iterator[Text]:
    for row in movements:
        for name in ("name", "slogan", "answer"):
            yield _text(
                "movement", row, name, "phong-trao", f"Phong trào {row.number}, {row.get_launched_by_display()}"
            )


def _of_phases(phases: list[Phase]) -> Iterator[Text]:
    for phase in phases:
        yield _text("phase", phase, "theme", "dot", str(phase))
        for day in phase.anniversaries.all():
            yield _text("anniversary", day, "name", "ngay", f"{phase}: {day.name}", phase.pk)
        for activity in phase.activities.all():
            yield _text("activity", activity, "name", "ngay", f"{phase}: {activity.name}", phase.pk)


def _text(table: str, row, field: str, part: str, label: str, phase: int = 0) -> Text:
    return Text(table, row.pk, field, getattr(row, field), Place(part, label, phase))


def _laws() -> tuple[Law, ...]:
    rows = list(LegalText.objects.all())
    numbers = {row.pk: row.number for row in rows}
    return tuple(
        Law(
            row.number,
            row.role,
            row.citation,
            row.in_force_from,
            row.in_force_to,
            row.issued_on,
            numbers.get(row.replaced_by_id, ""),
            row.cited_in_decisions,
            row.certainty != Certainty.CONFIRMED,
        )
        for row in rows
    )
