"""How a pledge begins: empty, or with what its owner ticks of an earlier pledge, the unit's and the campaign's targets.

Only what was promised is taken over, never a result; words and days of another year are moved to the year of the new
pledge, and a day that would fall outside its phase is left out.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from campaigns import pledging
from campaigns.copying import moved, moved_text
from campaigns.models import Award, Campaign, Department, Phase, Pledge, PledgeTarget, StaffMember, Target
from campaigns.registering import HANDED_IN
from campaigns.roles import main_posting
from thidua.vietnamese import search_key
from thidua.workflow import refuse

MOST_TARGETS = 30
WITHDRAWN, LAST_YEAR = "ban-da-rut", "nam-truoc"


@dataclass(frozen=True)
class Line:
    """One target as it would stand in the new pledge. `key`: of its own box; empty where its offer is taken whole."""

    key: str
    content: str
    unit_of_measure: str
    amount: Any
    phase: Phase | None = None
    due_on: date | None = None
    area: str = ""

    @property
    def is_of(self) -> tuple[str, str, int | None]:
        """What makes two targets one and the same."""
        return search_key(self.content), search_key(self.unit_of_measure), self.phase.pk if self.phase else None


@dataclass(frozen=True)
class Offer:
    """A box to tick as a whole (`key`), or, without a key, lines with a box each. `pattern`: the pledge it repeats."""

    title: str
    key: str = ""
    lines: tuple[Line, ...] = ()
    awards: tuple[Award, ...] = ()
    duties: str = ""
    pattern: Pledge | None = None

    @property
    def keys(self) -> list[str]:
        return [self.key] if self.key else [line.key for line in self.lines]


@dataclass
class Taken:
    """What the ticked boxes add up to."""

    lines: list[Line] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    duties: str = ""
    of_this_year: Pledge | None = None


def offers(campaign: Campaign, owner: StaffMember | Department) -> list[Offer]:
    """What there is to begin with, nearest to the owner first; offers with nothing in them are left out."""
    phases = {phase.ordinal: phase for phase in campaign.phases.all()}
    found = []
    if withdrawn := last_withdrawn(campaign, owner):
        found.append(_whole(WITHDRAWN, f"Bản đã rút {withdrawn.receipt_code}", withdrawn, campaign, phases))
    if last := last_years(campaign, owner):
        found.append(_whole(LAST_YEAR, f"Bản đăng ký năm {last.campaign.year}", last, campaign, phases))
    if isinstance(owner, StaffMember):
        found += _of_unit(campaign, owner)
    found.append(Offer("Chỉ tiêu của phong trào", lines=_of_campaign(campaign, owner)))
    return [offer for offer in found if offer.keys]


def last_withdrawn(campaign: Campaign, owner: StaffMember | Department) -> Pledge | None:
    """The pledge the owner sent and took back last. A dropped draft is not one."""
    withdrawn = campaign.pledges.filter(status=Pledge.Status.WITHDRAWN, submitted_at__isnull=False)
    return withdrawn.filter(**pledging.subject(owner)).select_related("campaign").order_by("-pk").first()


def last_years(campaign: Campaign, owner: StaffMember | Department) -> Pledge | None:
    """The owner's pledge in the yearly campaign of the year before, if it was handed in."""
    if campaign.kind != Campaign.Kind.YEARLY:
        return None
    before = Pledge.objects.filter(
        campaign__kind=Campaign.Kind.YEARLY, campaign__year=campaign.year - 1, status__in=HANDED_IN
    )
    before = before.exclude(campaign__status=Campaign.Status.CANCELLED)
    return before.filter(**pledging.subject(owner)).select_related("campaign").order_by("-pk").first()


def _whole(key: str, title: str, old: Pledge, campaign: Campaign, phases: dict[int, Phase]) -> Offer:
    year = old.campaign.year
    lines = tuple(_moved(target, year, campaign, phases) for target in old.targets.select_related("phase"))
    duties = moved_text(old.duties, year, campaign.year) if year != campaign.year else old.duties
    return Offer(title, key, lines, tuple(old.awards.all()), duties, old)


def _moved(target: PledgeTarget, year: int, campaign: Campaign, phases: dict[int, Phase]) -> Line:
    phase = phases.get(target.phase.ordinal) if target.phase else None
    due_on = moved(target.due_on, campaign.year - year)
    fits = due_on is None or pledging.why_not_due(campaign, phase, due_on) == ""
    content = target.content if year == campaign.year else moved_text(target.content, year, campaign.year)
    return Line("", content, target.unit_of_measure, target.amount, phase, due_on if fits else None, target.area)


def _of_unit(campaign: Campaign, owner: StaffMember) -> list[Offer]:
    """The targets of the person's collective, once it handed its pledge in."""
    posting = main_posting(owner)
    if posting is None:
        return []
    pledge = campaign.pledges.filter(department=posting.department_id, status__in=HANDED_IN).first()
    targets = pledge.targets.select_related("phase") if pledge else []
    lines = [Line(f"don-vi-{t.pk}", t.content, t.unit_of_measure, t.amount, t.phase, t.due_on, t.area) for t in targets]
    return [Offer(f"Chỉ tiêu của tập thể {posting.department}", lines=tuple(lines))]


def _of_campaign(campaign: Campaign, owner: StaffMember | Department) -> tuple[Line, ...]:
    """Those with a number. How many titles the school aims at is nothing a person can promise."""
    targets = [target for target in campaign.targets.all() if target.aim is not None]
    if isinstance(owner, StaffMember):
        targets = [target for target in targets if target.award_id is None]
    units = {Target.Measure.YES_NO: "việc", Target.Measure.LEVEL: "mức độ", Target.Measure.NUMBER: "số lượng"}
    return tuple(
        Line(f"phong-trao-{t.pk}", t.content, t.unit_of_measure or units[Target.Measure(t.measure)], t.aim)
        for t in targets
    )


# --- beginning with what was ticked


def taken(offered: Collection[Offer], chosen: Collection[str]) -> Taken:
    """The ticked boxes together, in the order offered; the same target from two places once."""
    found = Taken()
    for offer in offered:
        whole = bool(offer.key) and offer.key in chosen
        if whole:
            found.awards += [award for award in offer.awards if award not in found.awards]
            found.duties = found.duties or offer.duties
            if offer.key == WITHDRAWN:
                found.of_this_year = offer.pattern
        known = {line.is_of for line in found.lines}
        for line in offer.lines:
            if (whole or line.key in chosen) and line.is_of not in known:
                known.add(line.is_of)
                found.lines.append(line)
    return found


def why_not_take(offered: Collection[Offer], chosen: Collection[str]) -> str:
    if not set(chosen) <= {key for offer in offered for key in offer.keys}:
        return "Một mục đã đánh dấu không còn để chép; xem lại các mục bên dưới rồi bấm lại."
    number = len(taken(offered, chosen).lines)
    if number > MOST_TARGETS:
        return f"Các mục đã đánh dấu có {number} chỉ tiêu; một bản đăng ký có nhiều nhất {MOST_TARGETS}, bỏ bớt mục."
    return ""


def begin(campaign: Campaign, *, owner: StaffMember | Department, chosen: Collection[str], by: Any) -> Pledge:
    """A new draft with what was ticked (keys of offers and lines); nothing ticked: an empty one."""

    def fill(pledge: Pledge) -> dict[str, Any]:
        if not chosen:
            return {}
        offered = offers(campaign, owner)
        refuse(why_not_take(offered, chosen))
        _write(pledge, taken(offered, chosen))
        return {"taken": len(chosen)}

    return pledging.begin(campaign, owner=owner, by=by, fill=fill)


def _write(pledge: Pledge, found: Taken) -> None:
    pledge.duties = found.duties
    if found.of_this_year:
        pledge.initiative, pledge.initiative_title = found.of_this_year.initiative, found.of_this_year.initiative_title
    pledge.save(update_fields=["duties", "initiative", "initiative_title"])
    pledge.awards.set(found.awards)
    PledgeTarget.objects.bulk_create(
        PledgeTarget(
            pledge=pledge,
            number=number,
            content=line.content,
            unit_of_measure=line.unit_of_measure,
            amount=line.amount,
            phase=line.phase,
            due_on=line.due_on,
            area=line.area,
        )
        for number, line in enumerate(found.lines, start=1)
    )
