"""What the program proposes for the written parts of a review: sentences made of what is recorded, to be edited."""

from collections.abc import Sequence

from awards import year_figures as figures
from awards.phase_figures import merged, reasons_of
from campaigns.documents.pledge import printed_name
from campaigns.models import Award, Campaign, Department, Phase, StaffMember, UnitPlan
from thidua import clock
from thidua.models import Institution
from thidua.vietnamese import date_words, paper_date, two_digits

DOTS = "…" * 26  # a line to be written
MOST_NAMED = 12
MOST_REASONS = 8
OUTSTANDING = ("CSTDCS", "CSTDT", "CSTDTQ", "TTLDXS", "COT", "COCP")


def reported_to(institution: Institution) -> list[str]:
    """Whom the school reports to; “(để báo cáo)” belongs among the recipients of other papers."""
    name = institution.report_to.partition("(")[0].strip()
    return [name] if name else []


def since(phase: Phase) -> str:
    """ " (01/02/2022 - 30/6/2022)"."""
    return (
        f" ({paper_date(phase.starts_on)} - {paper_date(phase.ends_on)})" if phase.starts_on and phase.ends_on else ""
    )


def conditions(campaign: Campaign) -> str:
    today = clock.today()
    units = Department.objects.units().active(today).count()
    people = StaffMember.objects.employed(today).count()
    return (
        f"{Institution.objects.get().name} có {two_digits(units)} đơn vị trực thuộc với {two_digits(people)} cán bộ, "
        f"viên chức, người lao động (tính đến {date_words(today)}).\nThuận lợi: {DOTS[:14]}\nKhó khăn: {DOTS[:14]}"
    )


def led(campaign: Campaign) -> str:
    phases = campaign.phases.count()
    said = [f"Phong trào thi đua năm {campaign.year} có chủ đề “{campaign.theme}”."] if campaign.theme else []
    if campaign.launched_on:
        said.append(f"Phát động {date_words(campaign.launched_on)}, chia làm {two_digits(phases)} đợt.")
    plans = campaign.unit_plans.filter(status=UnitPlan.Status.SENT)
    if sent := plans.count():
        late = plans.filter(is_late=True).count()
        said.append(
            f"{two_digits(sent)} đơn vị đã nộp kế hoạch riêng" + (f", {two_digits(late)} nộp muộn." if late else ".")
        )
    registered = campaign.pledges.filter(status="registered")
    collectives = registered.filter(department__isnull=False).count()
    people = registered.count() - collectives
    said.append(f"Đã đăng ký thi đua: {two_digits(collectives)} tập thể, {two_digits(people)} cá nhân.")
    return "\n".join(said)


def phases_told(campaign: Campaign) -> str:
    names = [movement.name for movement in campaign.movements.all()]
    said = [f"Các phong trào đã triển khai: {'; '.join(f'“{name}”' for name in names)}."] if names else []
    said += [phase_told(line) for line in figures.by_phase(campaign)]
    return "\n".join(said)


def phase_told(line: figures.PhaseLine) -> str:
    theme = f", chủ đề “{line.phase.theme}”" if line.phase.theme else ""
    evaluated = f"{two_digits(line.evaluated)} bản tự đánh giá, {two_digits(line.confirmed)} bản đã xác nhận"
    promised = line.promised
    if not promised.targets:
        return f"{line.phase}{theme}: {evaluated}."
    more = f", trong đó {two_digits(promised.exceeded)} vượt" if promised.exceeded else ""
    met = f"{two_digits(promised.met)}/{two_digits(promised.targets)} chỉ tiêu đạt{more}"
    return f"{line.phase}{theme}: {evaluated}; {met}."


def outstanding(campaign: Campaign) -> str:
    """Who received the titles a year looks up to."""
    found = figures.recognised_in(campaign).filter(award__in=OUTSTANDING)
    found = found.select_related("staff_member", "department", "award", "unit").order_by("award__order", "pk")
    names = [f"{one.candidate} ({printed_name(one.award)})" for one in found[: MOST_NAMED + 1]]
    if not names:
        return ""
    more = " và những người khác" if len(names) > MOST_NAMED else ""
    return f"Tiêu biểu trong phong trào: {'; '.join(names[:MOST_NAMED])}{more}."


def failures(campaign: Campaign) -> str:
    """What was promised or registered and did not come, with the reasons people wrote; nobody is named."""
    said: list[str] = []
    reasons: list[tuple[str, int]] = []
    for line in figures.by_phase(campaign):
        phase, found = line.phase, line.promised
        if found.missed:
            said.append(f"{phase}: {two_digits(found.missed)}/{two_digits(found.targets)} chỉ tiêu chưa đạt.")
        if found.unknown:
            said.append(f"{phase}: {two_digits(found.unknown)} chỉ tiêu chưa ghi kết quả.")
        reasons += reasons_of(phase)
    short = [line for line in figures.by_award(campaign) if line.recognised < line.registered]
    said += [
        f"{_named(line.award)}: đăng ký {two_digits(line.registered)}, được công nhận {two_digits(line.recognised)}."
        for line in short
    ]
    return "\n".join([*said, *reasons_told(merged(reasons)[:MOST_REASONS])])


def reasons_told(reasons: Sequence[tuple[str, int]]) -> list[str]:
    """One sentence, the commonest first; none without a reason."""
    told = "; ".join(f"{text} ({two_digits(number)} chỉ tiêu)" for text, number in reasons)
    return [f"Nguyên nhân nêu trong các bản tự đánh giá: {told}."] if told else []


def _named(award: Award) -> str:
    return award.quoted_name


def next_year(campaign: Campaign) -> str:
    """From the plan of the next year, where there is one."""
    following = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, year=campaign.year + 1)
    following = following.exclude(status=Campaign.Status.CANCELLED).first()
    if following is None:
        return ""
    said = [f"Phong trào thi đua năm {following.year} có chủ đề “{following.theme}”."] if following.theme else []
    said += [f"- {item.text}" for item in following.plan_items.filter(part="content").order_by("number")]
    return "\n".join(said)
