"""A meeting of Minh's faculty on 05/12/2022, made by the verbs; the clock of a test stands the day after."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from awards import review_cases, review_roll, reviewing, unit_reviews
from awards.models import UnitReview
from awards.review_cases import Vote
from campaigns.models import Campaign, Pledge
from tests.factories import make_pledge

THE_DAY_AFTER = date(2022, 12, 6)
STARTS, ENDS = datetime(2022, 12, 5, 7, 0, tzinfo=UTC), datetime(2022, 12, 5, 9, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 a stand-in"


def pledged(school: SimpleNamespace, campaign: Campaign) -> None:
    """Hoa for two titles, Minh for one, Ẵm not; and the collective."""
    registered = {"status": Pledge.Status.REGISTERED}
    hoa = make_pledge(campaign, school.lecturer, school.faculty, awards=("LDTT", "CSTDCS"), **registered)
    hoa.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=280, result=315)
    reason = "Hội thảo hoãn"
    hoa.targets.create(number=2, content="Bài báo", unit_of_measure="bài", amount=1, result=0, miss_reason=reason)
    make_pledge(campaign, school.head, school.faculty, **registered)
    make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), **registered)


def opened(school: SimpleNamespace, campaign: Campaign, **fields) -> UnitReview:
    said = {
        "campaign": campaign,
        "department": school.faculty,
        "held_from": STARTS,
        "held_to": ENDS,
        "place": "Phòng họp tầng 2",
        "chair": school.head,
        "secretary": school.lecturer2,
        "deputy": school.lecturer,
    }
    return reviewing.begin(UnitReview(**said | fields), by=school.head.user)


def called(school: SimpleNamespace, review: UnitReview) -> UnitReview:
    here = set(unit_reviews.people_of(review).values_list("pk", flat=True))
    review_roll.call_roll(review, present=here, reasons={}, by=school.head.user)
    return review


def voted(school: SimpleNamespace, campaign: Campaign, **fields) -> UnitReview:
    """Everybody is there; everything is agreed but Hoa's CSTĐCS."""
    review = called(school, opened(school, campaign, **fields))
    roll, votes = unit_reviews.roll_of(review), {}
    for case in unit_reviews.cases_of(review):
        number = roll.voters(case)
        against = Vote(0, number, 0, proposed=False, reason="Chưa có sáng kiến được công nhận")
        votes[case.pk] = against if case.award_id == "CSTDCS" else Vote(number, 0, 0, proposed=True)
    review_cases.vote(review, votes, by=school.head.user)
    return review


def closed(school: SimpleNamespace, campaign: Campaign, **fields) -> UnitReview:
    review = voted(school, campaign, **fields)
    reviewing.close(review, by=school.head.user)
    return review
