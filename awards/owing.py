"""What a unit still owes the running campaign, by when: its plan, its list, evaluations, dossiers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from awards.models import Nomination, Occasion, UnitReview, UnitReviewCase
from campaigns.models import Campaign, Department, Evaluation, Pledge, UnitPlan, UnitRegistration
from campaigns.roles import active_people
from campaigns.taking_part import there_for
from thidua import clock
from thidua.vietnamese import two_digits

# So long before its day a thing begins to be owed; what was asked in the plan is owed from the launch on.
EVALUATING, NOMINATING = timedelta(days=30), timedelta(days=45)
PLANNING = (Department.Kind.FACULTY, Department.Kind.OFFICE)


@dataclass(frozen=True)
class Owed:
    """`name` as a list in a subject names it, `words` what exactly is missing."""

    name: str
    words: str
    due_on: date


def running_campaign() -> Campaign | None:
    """The yearly campaign that runs: the newest one launched."""
    launched = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, status=Campaign.Status.LAUNCHED)
    return launched.order_by("-year").first()


def owed_by(unit: Department, campaign: Campaign) -> list[Owed]:
    """In the order of the year's work; as things stand now."""
    found = [*_plan(unit, campaign), *_registration(unit, campaign)]
    return found + [*_evaluations(unit, campaign), *_meeting(unit, campaign), *_dossiers(unit, campaign)]


def why_not_remind(unit: Department) -> str:
    campaign = running_campaign()
    if campaign is None:
        return "Chưa có phong trào hằng năm nào đang phát động nên không có việc để đôn đốc."
    return "" if owed_by(unit, campaign) else f"{unit} không còn việc nào phải nộp của phong trào năm {campaign.year}."


def _plan(unit: Department, campaign: Campaign) -> Iterator[Owed]:
    due_on = campaign.unit_plans_due_on
    if due_on is None or unit.kind not in PLANNING:
        return
    if not campaign.unit_plans.filter(department=unit, status=UnitPlan.Status.SENT).exists():
        yield Owed("kế hoạch của đơn vị", "Kế hoạch phát động của đơn vị: chưa nộp", due_on)


def _registration(unit: Department, campaign: Campaign) -> Iterator[Owed]:
    due_on = campaign.registration_due_on
    sent = (UnitRegistration.Status.SENT, UnitRegistration.Status.ACCEPTED)
    if due_on is None or campaign.registrations.filter(department=unit, status__in=sent).exists():
        return
    handed_in = (Pledge.Status.SUBMITTED, Pledge.Status.ENDORSED, Pledge.Status.REGISTERED)
    pledged = campaign.pledges.filter(staff_member=OuterRef("pk"), status__in=handed_in)
    missing = active_people(unit).filter(~Exists(pledged)).count()
    more = f", còn {two_digits(missing)} người chưa đăng ký" if missing else ""
    yield Owed("đăng ký thi đua", f"Danh sách đăng ký thi đua của đơn vị: chưa gửi{more}", due_on)


def _evaluations(unit: Department, campaign: Campaign) -> Iterator[Owed]:
    soon = clock.today() + EVALUATING
    for phase in campaign.phases.filter(evaluation_due_on__lte=soon, starts_on__lte=clock.today()):
        done = phase.evaluations.exclude(status=Evaluation.Status.OPEN)
        people = there_for(phase, active_people(unit))
        missing = people.filter(~Exists(done.filter(staff_member=OuterRef("pk")))).count()
        unconfirmed = done.filter(unit=unit, staff_member__isnull=False, status=Evaluation.Status.SELF_ASSESSED).count()
        parts = [f"{two_digits(missing)} người chưa tự đánh giá"] if missing else []
        parts += ["chưa có bản của tập thể"] if not done.filter(department=unit).exists() else []
        parts += [f"{two_digits(unconfirmed)} bản chưa xác nhận"] if unconfirmed else []
        if parts:
            yield Owed(f"tự đánh giá {phase}", f"Tự đánh giá {phase}: {', '.join(parts)}", phase.evaluation_due_on)


def _meeting(unit: Department, campaign: Campaign) -> Iterator[Owed]:
    """Asked for with the dossiers, where somebody of the unit registered."""
    due_on = campaign.nominations_due_on
    if due_on is None or clock.today() < due_on - NOMINATING:
        return
    held = {review.status for review in campaign.unit_reviews.filter(department=unit, occasion=Occasion.MERIT)}
    registered = campaign.pledges.filter(unit=unit, status=Pledge.Status.REGISTERED)
    if UnitReview.Status.CLOSED not in held and registered.exists():
        yield Owed("bình xét", f"Bình xét ở đơn vị: {'chưa kết thúc' if held else 'chưa họp'}", due_on)


def _considered_and_left(campaign: Campaign) -> Q:
    """Whom a closed meeting of their unit did not propose for anything: nobody waits for their dossier."""
    closed = Q(review__campaign=campaign, review__occasion=Occasion.MERIT, review__status=UnitReview.Status.CLOSED)
    theirs = Q(staff_member=OuterRef("staff_member")) | Q(department=OuterRef("department"))
    cases = UnitReviewCase.objects.filter(closed, theirs)
    return Exists(cases) & ~Exists(cases.filter(proposed=True))


def _dossiers(unit: Department, campaign: Campaign) -> Iterator[Owed]:
    due_on = campaign.nominations_due_on
    if due_on is None or clock.today() < due_on - NOMINATING:
        return
    same = Nomination.objects.live().filter(campaign=campaign)
    nominated = Exists(same.filter(staff_member=OuterRef("staff_member"))) | Exists(
        same.filter(department=OuterRef("department"))
    )
    registered = campaign.pledges.filter(unit=unit, status=Pledge.Status.REGISTERED)
    without = registered.filter(~nominated, ~_considered_and_left(campaign)).count()
    waiting = Q(status__in=[Nomination.Status.DRAFT, Nomination.Status.RETURNED])
    unsent = Nomination.objects.filter(waiting, campaign=campaign, unit=unit).count()
    parts = [f"{two_digits(without)} trường hợp đã đăng ký chưa có hồ sơ"] if without else []
    parts += [f"{two_digits(unsent)} hồ sơ chưa nộp"] if unsent else []
    if parts:
        yield Owed("hồ sơ đề nghị", f"Hồ sơ đề nghị khen thưởng: {', '.join(parts)}", due_on)
