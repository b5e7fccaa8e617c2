"""Of the world of the permission table: Minh's faculty has written down one bình xét and closed another."""

from types import SimpleNamespace

from awards import review_cases, review_roll, reviewing, unit_reviews
from awards.models import UnitReview
from awards.review_cases import Vote
from campaigns.models import Award
from tests.awards.unit_meeting import ENDS, STARTS


def add_meetings(w: SimpleNamespace) -> None:
    """`meeting`: about the year, ready to close; `met`: about the first phase, closed, Ẵm proposed for a Giấy khen."""
    w.meeting = _written(w, w.hoa)
    w.meeting_case = w.meeting.cases.get(staff_member=w.hoa)
    w.met = _written(w, w.am, occasion="phase", phase=w.campaign.phases.first())
    reviewing.close(w.met, by=w.minh.user)
    w.met_ordinal = 1


def _written(w: SimpleNamespace, praised, **fields) -> UnitReview:
    by = w.minh.user
    said = {"campaign": w.campaign, "department": w.faculty, "held_from": STARTS, "held_to": ENDS, "place": "Phòng 2"}
    review = reviewing.begin(UnitReview(**said | fields, chair=w.minh, secretary=w.am), by=by)
    review_cases.bring(review, praised, Award.objects.get(pk="GK"), by=by)
    here = set(unit_reviews.people_of(review).values_list("pk", flat=True))
    review_roll.call_roll(review, present=here, reasons={}, by=by)
    review_cases.vote(
        review, {pk: Vote(1, 0, 0, proposed=True) for pk in review.cases.values_list("pk", flat=True)}, by=by
    )
    return review
