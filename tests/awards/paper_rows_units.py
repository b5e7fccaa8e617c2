"""A row for every kind of paper of units and of the year, made in the small school of tests/conftest.py."""

from types import SimpleNamespace

from awards.models import UnitReview
from campaigns.models import Campaign, Pledge
from tests.factories import make_campaign, make_nomination, make_pledge, make_unit_review


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


ROWS = {
    "unit-minutes": reviewed,
    "nomination-letter": reviewed,
}
