"""Campaign, pledges and evaluations of the demo, each act at its date by the verb its person triggers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from awards.demo import plan2022
from awards.demo.people import BEST_UNIT
from awards.demo.progress import each
from campaigns import evaluating, plan_bases, planning, pledged_initiatives, pledging, registering
from campaigns.models import (
    Anniversary,
    AnnualRating,
    Campaign,
    Department,
    Movement,
    Phase,
    PhaseActivity,
    PlanItem,
    Pledge,
    PledgeTarget,
    StaffMember,
)
from campaigns.roles import active_people, head_postings
from thidua import clock
from thidua.models import User

Owner = StaffMember | Department

TARGETS = (
    ("Giảng dạy, hướng dẫn học viên", "tiết", Decimal(280), None),
    ("Bài viết, chuyên đề nghiên cứu", "bài", Decimal(1), 1),
    ("Đề tài, sáng kiến cấp trường", "đề tài", Decimal(1), 2),
)


def user_named(username: str) -> User:
    return User.objects.get(username=username)


def user_behind(person: StaffMember | None) -> User | None:
    """The account of a person; people of the demo without one act through the program."""
    return person.user if person else None


class Heads:
    """Who heads which unit today and so endorses, asked of the database once for a whole stage."""

    def __init__(self) -> None:
        postings = head_postings().select_related("staff_member__user", "department")
        self._heads = {posting.department_id: posting.staff_member for posting in postings}
        self._rector = next(
            (p.staff_member for p in postings if p.department.kind == Department.Kind.SCHOOL),
            None,
        )
        self._clerk = user_named("thuongtruc")

    def user_of(self, unit: Department) -> User | None:
        """The account of the unit's head."""
        return user_behind(self._heads.get(unit.pk))

    def endorser_of(self, owner: Owner, unit: Department) -> User | None:
        """The unit's head, above them the rector, above the rector the clerk."""
        head = self._heads.get(unit.pk)
        if owner == self._rector or (isinstance(owner, Department) and owner.kind == Department.Kind.SCHOOL):
            return self._clerk
        if isinstance(owner, Department) or owner == head or unit.kind == Department.Kind.BOARD or head is None:
            return user_behind(self._rector)
        return user_behind(head)


def create_campaign(fields: dict, *, shift: int = 0, bases: Sequence[str] = plan2022.LEGAL_BASES) -> Campaign:
    """The plan as a draft, `shift` years after 2022; its items, movements, phases and anniversaries."""
    campaign = Campaign.objects.create(**fields)
    parts = {
        PlanItem.Part.LEGAL_BASIS: bases,
        PlanItem.Part.PURPOSE: plan2022.PURPOSES,
        PlanItem.Part.CONTENT: plan2022.CONTENTS,
        PlanItem.Part.ORGANISATION: plan2022.ORGANISATION,
        PlanItem.Part.RECIPIENT: plan2022.RECIPIENTS,
    }
    for part, texts in parts.items():
        for number, text in enumerate(texts, start=1):
            text = text.replace("năm 2022", f"năm {2022 + shift}")
            PlanItem.objects.create(campaign=campaign, part=part, number=number, text=text)
    _create_movements(campaign, with_special=not shift)
    for ordinal, planned in enumerate(plan2022.PHASES, start=1):
        _create_phase(campaign, ordinal, planned, shift)
    return campaign


def _create_movements(campaign: Campaign, *, with_special: bool) -> None:
    by = Movement.LaunchedBy
    own = [movement for movement in plan2022.OWN_MOVEMENTS if with_special or not movement[1]]
    for number, (name, is_special) in enumerate(own, start=1):
        Movement.objects.create(
            campaign=campaign, number=number, name=name, is_special=is_special, launched_by=by.SCHOOL
        )
    for number, name in enumerate(plan2022.PROVINCE_MOVEMENTS, start=1):
        Movement.objects.create(campaign=campaign, number=number, name=name, launched_by=by.PROVINCE)
    name, slogan = plan2022.PRIME_MINISTER_MOVEMENT
    Movement.objects.create(campaign=campaign, number=1, name=name, slogan=slogan, launched_by=by.PRIME_MINISTER)


def _create_phase(campaign: Campaign, ordinal: int, planned: plan2022.PlannedPhase, shift: int) -> None:
    phase = Phase.objects.create(
        campaign=campaign,
        ordinal=ordinal,
        theme=planned.theme,
        starts_on=_shifted(planned.starts_on, shift),
        ends_on=_shifted(planned.ends_on, shift),
        evaluation_due_on=_shifted(planned.evaluation_due_on, shift),
    )
    for name, origin in planned.anniversaries:
        observed_on = origin.replace(year=campaign.year)
        Anniversary.objects.create(phase=phase, name=name, origin_date=origin, observed_on=observed_on)
    for name in planned.activities:
        PhaseActivity.objects.create(phase=phase, name=name.replace("2022", str(campaign.year)))


def _shifted(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


def launch_2022() -> None:
    with clock.standing_at(date(2022, 2, 15)):
        planning.launch(create_campaign(plan2022.CAMPAIGN), by=user_named("thuongtruc"))


def launch_2023() -> Campaign:
    """Next year's campaign: the same plan with its dates moved, on the law that a copied plan is offered."""
    fields = {key: _shifted(value, 1) if isinstance(value, date) else value for key, value in plan2022.CAMPAIGN.items()}
    for key in ("title", "introduction", "closing"):
        fields[key] = fields[key].replace("2022", "2023")
    fields |= {"year": 2023, "plan_number": 4, "plan_date": date(2023, 2, 10)}
    with clock.standing_at(date(2023, 2, 10)):
        offered = plan_bases.offers(Campaign.objects.get(year=2022), fields["plan_date"])
        campaign = create_campaign(fields, shift=1, bases=[offer.text for offer in offered if offer.chosen])
        planning.launch(campaign, by=user_named("thuongtruc"))
    return campaign


def pledge_2022() -> None:
    """Everybody but two registers; heads endorse and send; the clerk accepts every list."""
    campaign = Campaign.objects.get(year=2022)
    units = list(Department.objects.all())
    heads = Heads()
    with clock.standing_at(date(2022, 3, 8)):
        owners = [owner for unit in units for owner in _who_registers(unit)]
        pledges = [write_pledge(campaign, owner, heads) for owner in each("Viết bản đăng ký", owners)]
        for pledge in each("Gửi đăng ký", pledges):
            pledging.submit(pledge, by=acting_for(pledge.owner, heads))
    with clock.standing_at(date(2022, 3, 21)):
        for pledge in each("Xác nhận đăng ký", pledges):
            pledging.endorse(pledge, by=heads.endorser_of(pledge.owner, pledge.unit))
    registrations = [registering.registration_of(campaign, unit) for unit in units]
    with clock.standing_at(date(2022, 3, 28)):
        for registration in each("Gửi đăng ký của đơn vị", registrations):
            registering.send(registration, by=heads.user_of(registration.department))
    with clock.standing_at(date(2022, 4, 4)):
        clerk = user_named("thuongtruc")
        for registration in each("Duyệt đăng ký của đơn vị", registrations):
            registering.accept(registration, by=clerk)


def _who_registers(unit: Department) -> list[Owner]:
    """The unit's people and the collective itself; in two units the last person is late."""
    people: list[Owner] = list(active_people(unit).select_related("user"))
    if unit.code in ("LLCS", "QLDT"):
        people = people[:-1]
    return people + ([unit] if unit.kind != Department.Kind.BOARD else [])


def acting_for(owner: Owner, heads: Heads) -> User | None:
    """Whose account acts: the person's own, the head's for a collective."""
    return heads.user_of(owner) if isinstance(owner, Department) else user_behind(owner)


def write_pledge(campaign: Campaign, owner: Owner, heads: Heads) -> Pledge:
    """A draft as its owner would fill it in."""
    pledge = pledging.begin(campaign, owner=owner, by=acting_for(owner, heads))
    if isinstance(owner, Department):
        pledge.awards.set(["TTLDTT"])
        _add_targets(pledge, (("Viên chức, người lao động hoàn thành tốt nhiệm vụ trở lên", "%", Decimal(90), None),))
        return pledge
    initiative = owner.initiatives.filter(year=campaign.year).first()
    pledge.awards.set(["LDTT", "CSTDCS"] if initiative else ["LDTT"])
    if initiative:
        pledged_initiatives.rest_on(pledge, initiative, by=acting_for(owner, heads))
    _add_targets(pledge, TARGETS)
    return pledge


def _add_targets(pledge: Pledge, rows: tuple) -> None:
    phases = {phase.ordinal: phase for phase in pledge.campaign.phases.all()}
    PledgeTarget.objects.bulk_create(
        PledgeTarget(
            pledge=pledge, number=number, content=content, unit_of_measure=unit, amount=amount, phase=phases.get(phase)
        )
        for number, (content, unit, amount, phase) in enumerate(rows, start=1)
    )


def evaluate_2022() -> None:
    """Both phases: results against targets, self-assessment, confirmation; then the ratings of the year."""
    campaign = Campaign.objects.get(year=2022)
    first, last = campaign.phases.order_by("ordinal")
    _evaluate(first, date(2022, 6, 24), date(2022, 6, 29))
    _evaluate(last, date(2022, 12, 1), date(2022, 12, 5))
    with clock.standing_at(date(2022, 12, 7)):
        _rate(campaign)


def _evaluate(phase: Phase, assessed_on: date, confirmed_on: date) -> None:
    pledges = list(
        phase.campaign.pledges.filter(status=Pledge.Status.REGISTERED)
        .select_related("staff_member__user", "department", "unit")
        .prefetch_related("targets")
    )
    is_last = evaluating.is_last_phase(phase)
    heads, evaluations = Heads(), []
    with clock.standing_at(assessed_on):
        for pledge in each(f"Tự đánh giá {phase}", pledges):
            by = acting_for(pledge.owner, heads)
            evaluation = evaluating.begin(phase, owner=pledge.owner, by=by)
            evaluation.self_assessment = (
                f"Hoàn thành các chỉ tiêu đã đăng ký trong {phase}; chấp hành tốt nội quy, quy chế."
            )
            evaluation.save(update_fields=["self_assessment"])
            _write_results(pledge, phase, is_last=is_last)
            evaluating.self_assess(evaluation, by=by)
            evaluations.append(evaluation)
    with clock.standing_at(confirmed_on):
        for evaluation in each(f"Xác nhận tự đánh giá {phase}", evaluations):
            evaluating.confirm(evaluation, note="Nhất trí.", by=heads.endorser_of(evaluation.owner, evaluation.unit))


def _write_results(pledge: Pledge, phase: Phase, *, is_last: bool) -> None:
    """Most keep their promise; every ninth falls short of the hours and says why."""
    for target in pledge.targets.all():
        if target.phase_id != phase.pk and not (is_last and target.phase_id is None):
            continue
        short = pledge.pk % 9 == 0 and target.unit_of_measure == "tiết"
        target.result = target.amount - 30 if short else target.amount
        target.miss_reason = "Hai lớp bồi dưỡng hoãn sang năm 2023." if short else ""
        target.save(update_fields=["result", "miss_reason"])


def _rate(campaign: Campaign) -> None:
    """Ratings as the school's notice gave them: every seventh outstanding, every thirteenth only completed."""
    level = AnnualRating.Level
    people = StaffMember.objects.employed(campaign.ends_on)
    source = "Thông báo số 61/TB-TCT ngày 06/12/2022"
    rows = []
    for number, person in enumerate(people, start=1):
        newcomer = person.joined_on.year == campaign.year
        if newcomer or (number % 13 == 0 and person.user_id is None):
            value = level.COMPLETED
        else:
            value = level.OUTSTANDING if number % 7 == 0 else level.GOOD
        rows.append(
            AnnualRating(
                staff_member=person, year=campaign.year, level=value, source=source, rated_on=date(2022, 12, 6)
            )
        )
    rows += [
        AnnualRating(
            department=unit,
            year=campaign.year,
            level=level.OUTSTANDING if unit.code == BEST_UNIT else level.GOOD,
            source=source,
            rated_on=date(2022, 12, 6),
        )
        for unit in Department.objects.exclude(kind=Department.Kind.BOARD)
    ]
    AnnualRating.objects.bulk_create(rows, batch_size=500)
