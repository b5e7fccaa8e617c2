"""Nominations, the council's session and the decisions of the demo."""

from datetime import date, datetime, time

from django.utils import timezone

from awards import attending, convening, deciding, declaring, nominating, preparing, tallying, voting
from awards.demo import hearings, money, papers, unit_meetings, upper
from awards.demo.campaigns import Heads, user_named
from awards.demo.people import BEST_UNIT, LARGE_SCHOOL
from awards.demo.progress import each
from awards.models import Box, Council, CouncilSession, Decision, Nomination, Round, Seat
from campaigns.models import AnnualRating, Campaign, Department, Pledge, Posting, StaffMember
from thidua import clock

SESSION_DAY = date(2022, 12, 20)
WELL_DONE = "Hoàn thành tốt nhiệm vụ và các chỉ tiêu đã đăng ký."
TWO_YEARS = "Hoàn thành xuất sắc nhiệm vụ hai năm liên tục 2021, 2022; nội bộ đoàn kết, giờ giảng đạt yêu cầu."
# Whose cases are voted on with slips of paper, and who counts them.
ON_PAPER, TELLERS = "GK", ("truongphong", "uyvien2")
GOOD_ENOUGH = (AnnualRating.Level.OUTSTANDING, AnnualRating.Level.GOOD)


def nominate_2022() -> None:
    """Endorsers nominate who was rated well; the clerk verifies, the chair the clerk's own dossier."""
    campaign = Campaign.objects.get(year=2022)
    heads, well = Heads(), _rated_well(campaign)
    reviews = unit_meetings.meet(campaign, heads, well)
    with clock.standing_at(date(2022, 12, 8)):
        unit_meetings.propose(reviews, heads)
        papers.write_a_letter(next(one for one in reviews if one.department.code == unit_meetings.AWAY_IN))
        nominations = _draft_all(campaign, heads, well)
        for nomination in each("Nộp hồ sơ", nominations):
            nominating.submit(nomination, by=nomination.nominated_by)
    with clock.standing_at(date(2022, 12, 13)):
        clerk, chair = user_named("thuongtruc"), user_named("hieutruong")
        for nomination in each("Thẩm định hồ sơ", nominations):
            own = nomination.staff_member is not None and nomination.staff_member.user_id == clerk.pk
            nominating.verify(nomination, by=chair if own else clerk)
    papers.post_list_of_2022()


def _rated_well(campaign: Campaign) -> set[int]:
    rated = AnnualRating.objects.filter(year=campaign.year, level__in=GOOD_ENOUGH, staff_member__isnull=False)
    return _a_share_of(set(rated.values_list("staff_member_id", flat=True)))


def _draft_all(campaign: Campaign, heads: Heads, well: set[int]) -> list[Nomination]:
    """Those that units proposed are there already; the rest are begun here."""
    pledges = (
        Pledge.objects.filter(campaign=campaign, status=Pledge.Status.REGISTERED)
        .select_related("staff_member__user", "department", "unit")
        .prefetch_related("awards")
    )
    begun = {
        (one.staff_member_id, one.department_id, one.award_id): one for one in campaign.nominations.select_related()
    }
    nominations = []
    for pledge in each("Lập hồ sơ", list(pledges)):
        if pledge.is_collective and pledge.department.kind == Department.Kind.SCHOOL:
            continue  # the school's own title is for a higher level to decide
        if pledge.is_collective:
            nominations.append(_draft(campaign, begun, pledge.department, "TTLDTT", heads.user_of(pledge.department)))
            if pledge.department.code == BEST_UNIT:  # a Bằng khen, for the province to decide
                by = heads.user_of(pledge.department)
                nominations.append(_draft(campaign, begun, pledge.department, "BKTTT", by, grounds=TWO_YEARS))
        elif pledge.staff_member_id in well:
            by = heads.endorser_of(pledge.staff_member, pledge.unit)
            titles = sorted((award.pk for award in pledge.awards.all()), reverse=True)  # LDTT before CSTDCS
            nominations += [_draft(campaign, begun, pledge.staff_member, title, by) for title in titles]
    reviewed = campaign.phases.get(ordinal=1)
    for nomination in [n for n in nominations if n.award_id == "LDTT"][4:30:9]:
        nominations.append(
            nominating.draft(
                campaign,
                candidate=nomination.staff_member,
                award="GK",
                occasion="phase",
                phase=reviewed,
                grounds="Đạt mọi chỉ tiêu đã đăng ký của Đợt 1, hướng dẫn đồng nghiệp soạn bài giảng điện tử.",
                by=nomination.nominated_by,
            )
        )
    return nominations


def _a_share_of(people: set[int]) -> set[int]:
    """All of a small school; of a large one every second person."""
    return people if len(people) < LARGE_SCHOOL else set(sorted(people)[::2])


def _draft(
    campaign: Campaign,
    begun: dict[tuple[int | None, int | None, str], Nomination],
    candidate: StaffMember | Department,
    award: str,
    by,
    *,
    grounds: str = WELL_DONE,
) -> Nomination:
    is_person = isinstance(candidate, StaffMember)
    nomination = begun.get((candidate.pk, None, award) if is_person else (None, candidate.pk, award))
    nomination = nomination or nominating.draft(campaign, candidate=candidate, award=award, grounds=grounds, by=by)
    if award == "CSTDCS":
        nomination.initiatives.set(candidate.initiatives.filter(year=campaign.year))
    return nomination


def table_2022() -> None:
    """The clerk plans the session of 20/12/2022 and lays every verified dossier on its table."""
    campaign = Campaign.objects.get(year=2022)
    council = Council.objects.get()
    with clock.standing_at(date(2022, 12, 15)):
        session = CouncilSession.objects.create(
            council=council,
            campaign=campaign,
            planned_for=_at(SESSION_DAY, 14),
            place="Phòng họp A, Trường Chính trị tỉnh Lai Châu",
            secretary=council.seats.get(role=Seat.Role.SECRETARY),
            opening="Chủ tọa nêu mục đích, yêu cầu và quy chế làm việc của phiên họp.",
        )
        verified = Nomination.objects.filter(campaign=campaign, status=Nomination.Status.VERIFIED)
        clerk = user_named("thuongtruc")
        for nomination in each("Trình Hội đồng", list(verified)):
            nominating.table(nomination, session, by=clerk)
    papers.invite_to(session)


def count_2022() -> None:
    """The session: roll call, a list of LĐTT for each unit, then CSTĐCS, Giấy khen, at last the collectives."""
    session = CouncilSession.objects.get()
    chair = user_named("hieutruong")
    with clock.standing_at(_at(SESSION_DAY, 14)):
        _convene(session, chair)
    with clock.standing_at(_at(SESSION_DAY, 15)):
        for title, nominations in each("Lượt bỏ phiếu", _lists(session)):
            on_paper = nominations[0].award_id == ON_PAPER
            terms = preparing.Terms(Round.Way.PAPER) if on_paper else preparing.USUAL
            ballot = preparing.prepare_round(session, nominations=nominations, title=title, terms=terms, by=chair)
            voting.open_round(ballot, by=chair)
            (_vote_on_paper if on_paper else _vote)(ballot)
            voting.count(ballot, by=chair)


def _convene(session: CouncilSession, chair) -> None:
    seats = list(session.council.seats.select_related("staff_member__user"))
    absent = next(seat for seat in seats if seat.staff_member.user.username == "uyvien3")
    present = {seat.pk for seat in seats if seat != absent}
    attending.call_roll(session, present=present, reasons={absent.pk: "Đi công tác"}, by=chair)
    convening.convene(session, by=chair)
    declaring.declare_rest(session, by=chair)
    tellers = [next(seat for seat in seats if seat.staff_member.user.username == name) for name in TELLERS]
    tallying.appoint(session, seats=tellers, by=chair)


def _lists(session: CouncilSession) -> list[tuple[str, list[Nomination]]]:
    tabled = list(
        session.nominations.select_related("award", "unit", "staff_member", "department").order_by(
            "award__order", "unit__order", "pk"
        )
    )
    lists = []
    for unit in Department.objects.all():
        of_unit = [n for n in tabled if n.award_id == "LDTT" and n.unit_id == unit.pk]
        if of_unit:
            lists.append((f"“Lao động tiên tiến”, {unit.name}", of_unit))
    for award in ("CSTDCS", "GK", "TTLDTT", "BKTTT"):
        of_award = [n for n in tabled if n.award_id == award]
        if of_award:
            lists.append((of_award[0].award.quoted_name, of_award))
    return lists


def _vote(ballot: Round) -> None:
    """All agree, but for the last CSTĐCS case, which two do not: six of seven are needed, four are there."""
    last = ballot.questions.select_related("nomination").last()
    doubted = last.pk if last.nomination.award_id == "CSTDCS" else None
    for place, row in enumerate(ballot.roll.select_related("seat").order_by("seat__order")):
        choices = {
            question: Box.Choice.DISAGREE if question == doubted and place < 2 else Box.Choice.AGREE
            for question in voting.open_to(ballot, row.seat)
        }
        voting.cast(ballot, seat=row.seat, choices=choices)


def _vote_on_paper(ballot: Round) -> None:
    """Six slips, all valid; two tellers enter the same totals."""
    voters = tallying.voters_of(ballot, list(voting.questions_of(ballot)))
    lines = {question: {"agree": number, "disagree": 0, "no_opinion": 0} for question, number in voters.items()}
    number = ballot.roll.count()
    for teller in ballot.session.tellers.select_related("seat__staff_member__user"):
        slips = tallying.Slips(issued=number, collected=number)
        tallying.enter(ballot, teller=teller, slips=slips, lines=lines, by=teller.seat.staff_member.user)


def decide_2022() -> None:
    """The session closes with its minutes; the rector issues the titles and the Giấy khen."""
    session = CouncilSession.objects.get()
    rector = user_named("hieutruong")
    with clock.standing_at(_at(SESSION_DAY, 16)):
        texts = {
            "discussion": "Các thành viên thống nhất với báo cáo thẩm định của Thường trực Hội đồng.",
            "conclusions": "Giao Thường trực Hội đồng hoàn thiện hồ sơ, trình Hiệu trưởng trong tháng 12 năm 2022.",
        }
        convening.note(session, texts=texts, by=user_named("thuongtruc"))
        convening.close(session, by=rector)
    upper.propose_to_the_province(session)
    signer = Posting.objects.get(staff_member__user=rector, may_sign=True)
    issued_on = date(2022, 12, 30)
    with clock.standing_at(issued_on):
        for number, kind in ((215, Decision.Kind.TITLES), (216, Decision.Kind.MERIT)):
            decision = deciding.draft(session, kind=kind, date=issued_on, signer=signer, by=user_named("thuongtruc"))
            if kind == Decision.Kind.MERIT:
                decision.merit_text = "đã có thành tích xuất sắc trong Đợt 1 phong trào thi đua năm 2022"
                decision.save(update_fields=["merit_text"])
            deciding.issue(decision, number=number, date=issued_on, by=rector)
    money.keep_the_fund_of_2022()
    hearings.hear_2022()


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
