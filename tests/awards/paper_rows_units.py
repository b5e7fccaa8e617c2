"""A row for every kind of paper of units and of the year, made in the small school of tests/conftest.py."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from awards.models import AwardRecord, Nomination, UnitReview
from campaigns.models import Campaign, Department, Pledge
from tests.factories import make_campaign, make_initiative, make_nomination, make_pledge, make_unit_review


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


ROWS = {
    "reminder-letter": reminded,
    "achievement-report": reported,
    "unit-minutes": reviewed,
    "nomination-letter": reviewed,
}
