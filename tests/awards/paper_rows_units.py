"""A row for every kind of paper of units and of the year, made in the small school of tests/conftest.py."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from awards import deciding, funding
from awards.models import AwardRecord, Nomination, Seat, UnitReview
from campaigns.models import Campaign, Department, Evaluation, Pledge
from tests.awards import decided
from tests.factories import (
    make_campaign,
    make_council,
    make_initiative,
    make_nomination,
    make_pledge,
    make_unit_review,
)
from thidua import clock


def running(school: SimpleNamespace) -> Campaign:
    """The launched campaign of 2022; made where a test has none."""
    return Campaign.objects.filter(year=2022).first() or make_campaign()


def reviewed(school: SimpleNamespace) -> UnitReview:
    """The faculty of Minh met: the collective and two people proposed, one voted down, one not voted on."""
    campaign = running(school)
    for person, awards in ((school.lecturer, ("LDTT", "CSTDCS")), (school.lecturer2, ("LDTT", "GK"))):
        make_pledge(campaign, person, school.faculty, status=Pledge.Status.REGISTERED, awards=awards, post="Giảng viên")
    make_nomination(
        campaign, school.lecturer, school.faculty, "LDTT", status="submitted", grounds="Dạy 280 giờ, vượt định mức 12%."
    )
    return make_unit_review(
        campaign,
        school.faculty,
        school.head,
        school.lecturer2,
        absences=[(school.stranger, "đi công tác")],
        cases=[
            (school.lecturer, "LDTT", 12, {"rating": "Hoàn thành tốt nhiệm vụ"}),
            (school.head, "LDTT", 11, {"rating": "Hoàn thành xuất sắc nhiệm vụ"}),
            (school.faculty, "TTLDTT", 12, {"rating": "Hoàn thành tốt nhiệm vụ"}),
            (school.lecturer, "CSTDCS", 5, {"proposed": False, "reason": "Chưa có sáng kiến được công nhận"}),
            (school.lecturer2, "LDTT", 12, {"rating": "Hoàn thành tốt nhiệm vụ"}),
        ],
    )


def make_record(who, award: str, year: int, **fields) -> AwardRecord:
    subject = {"department" if hasattr(who, "short_name") else "staff_member": who}
    said = {"decision_number": f"{year - 2000}/QĐ-TCT", "decision_date": date(year, 12, 30)}
    said |= {"issuer": "Hiệu trưởng Trường Chính trị tỉnh Lai Châu", "award_id": award, "year": year}
    return AwardRecord.objects.create(**said | subject | fields)


def reported(school: SimpleNamespace, award: str = "CSTDCS") -> Nomination:
    """The lecturer's dossier, handed in on 08/12/2022, with a pledge, an initiative and what she received before."""
    campaign = running(school)
    pledge = make_pledge(
        campaign,
        school.lecturer,
        school.faculty,
        status=Pledge.Status.REGISTERED,
        duties="Giảng dạy phần Xây dựng Đảng.",
    )
    pledge.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=280, result=315)
    pledge.targets.create(number=2, content="Bài báo khoa học", unit_of_measure="bài", amount=1)
    make_record(school.lecturer, "LDTT", 2020)
    make_record(school.lecturer, "LDTT", 2021)
    make_record(school.lecturer, "CSTDCS", 2019, revoked_on=date(2020, 5, 4), revoked_reason="Khai không đúng.")
    make_record(school.lecturer, "LDTT", 2022)  # of the campaign's own year
    dossier = make_nomination(
        campaign,
        school.lecturer,
        school.faculty,
        award,
        status=Nomination.Status.SUBMITTED,
        submitted_at=datetime(2022, 12, 8, 3, 0, tzinfo=UTC),
        post="Giảng viên",
        grounds="Hoàn thành xuất sắc nhiệm vụ năm 2022.",
        report="Dạy 315 giờ, vượt định mức.\nChủ nhiệm 02 lớp.",
    )
    authors = ((school.lecturer, 60), (school.lecturer2, 40))
    dossier.initiatives.add(make_initiative(school.lecturer, *authors, status="recognised"))
    return dossier


def reported_collective(school: SimpleNamespace) -> Nomination:
    make_record(school.faculty, "TTLDTT", 2021)
    make_record(school.faculty, "GKTT", 2020)
    return make_nomination(
        running(school),
        school.faculty,
        school.faculty,
        "TTLDXS",
        status=Nomination.Status.SUBMITTED,
        submitted_at=datetime(2022, 12, 8, 3, 0, tzinfo=UTC),
        grounds="Tập thể hoàn thành xuất sắc nhiệm vụ.",
    )


def reminded(school: SimpleNamespace) -> Department:
    """The faculty of Minh, on 01/03/2022: neither its plan nor its list is there; two of three have not pledged."""
    campaign = running(school)
    Campaign.objects.filter(pk=campaign.pk).update(unit_plans_due_on=date(2022, 2, 25))
    make_pledge(campaign, school.lecturer, school.faculty, status=Pledge.Status.SUBMITTED)
    return school.faculty


def year_told(school: SimpleNamespace) -> Campaign:
    """A year with pledges, results, reasons, evaluations, a decision that was issued, and a fund."""
    campaign = running(school)
    Campaign.objects.filter(pk=campaign.pk).update(launched_on=date(2022, 2, 15))
    campaign.refresh_from_db()
    first = campaign.phases.first()
    made = {"status": Pledge.Status.REGISTERED}
    hoa = make_pledge(campaign, school.lecturer, school.faculty, awards=("LDTT", "CSTDCS"), **made)
    am = make_pledge(campaign, school.lecturer2, school.faculty, **made)
    binh = make_pledge(campaign, school.stranger, school.other_faculty, **made)
    make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), **made)
    amounts = {"content": "Giờ dạy", "unit_of_measure": "giờ", "amount": 100}
    hoa.targets.create(phase=first, result=120, **amounts)
    am.targets.create(phase=first, result=80, miss_reason="Lớp học bị hoãn.", **amounts)
    binh.targets.create(phase=first, result=90, miss_reason="Lớp học bị hoãn", **amounts)
    binh.targets.create(result=None, **amounts)  # of the whole year: due in the last đợt
    said = {"phase": first, "unit": school.faculty}
    Evaluation.objects.create(staff_member=school.lecturer, status=Evaluation.Status.CONFIRMED, **said)
    Evaluation.objects.create(staff_member=school.lecturer2, status=Evaluation.Status.SELF_ASSESSED, **said)
    Evaluation.objects.create(staff_member=school.head, status=Evaluation.Status.OPEN, **said)
    with clock.standing_at(decided.DECIDED_ON):
        _decide(school, campaign)
    return campaign


def _decide(school: SimpleNamespace, campaign: Campaign) -> None:
    """Two people and the faculty are recognised; one dossier did not pass, one is a draft. 5.000.000 đồng came in."""
    role = Seat.Role
    members = [(school.rector, role.CHAIR), (school.deputy, role.MEMBER), (school.clerk, role.SECRETARY)]
    session = decided.make_session(campaign, make_council(members))
    for candidate, award in (
        (school.lecturer, "LDTT"),
        (school.lecturer, "CSTDCS"),
        (school.lecturer2, "LDTT"),
        (school.faculty, "TTLDTT"),
    ):
        decided.recommend(session, candidate, award)
    make_nomination(campaign, school.stranger, school.other_faculty, status=Nomination.Status.NOT_RECOMMENDED)
    make_nomination(campaign, school.other_head, school.other_faculty)
    signer, by, on = decided.signer_of(school.rector), school.clerk.user, decided.DECIDED_ON
    decision = deciding.draft(session, kind="titles", date=on, signer=signer, by=by)
    deciding.issue(decision, number=15, date=on, by=by)
    funding.enter(kind="budget", year=2022, amount=5_000_000, on=on, content="Trích kinh phí", by=by)


ROWS = {
    "summary-report": year_told,
    "phase-report": lambda school: year_told(school).phases.first(),
    "reminder-letter": reminded,
    "achievement-report": reported,
    "unit-minutes": reviewed,
    "nomination-letter": reviewed,
}
