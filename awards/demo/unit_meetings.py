"""Units of the demo meet in December 2022: heads hold the meeting and close it, then dossiers begin."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from awards import proposing, review_cases, review_roll, reviewing, unit_reviews
from awards.demo.campaigns import Heads
from awards.demo.people import BEST_UNIT
from awards.demo.progress import each
from awards.models import UnitReview, UnitReviewCase
from awards.review_cases import Vote
from campaigns.models import Award, Campaign, Department
from campaigns.roles import active_people, head_of
from thidua import clock, pdf

MET_ON = date(2022, 12, 7)
AWAY_IN = "XDD"
MOST_MEETINGS = 10  # each is drawn as PDF
OPINIONS = (
    "Từng cá nhân báo cáo kết quả thực hiện các chỉ tiêu đã đăng ký; người đứng đầu đơn vị báo cáo kết quả chung: "
    "các nhiệm vụ được giao hoàn thành đúng hạn.\n"
    "Cuộc họp trao đổi, nhất trí với kết quả tự đánh giá; đề nghị giảng viên trẻ tham gia nghiên cứu nhiều hơn."
)


def meet(campaign: Campaign, heads: Heads, well: set[int]) -> list[UnitReview]:
    """`well`: the people rated well enough to be proposed. Where nothing can be drawn the minutes stay open."""
    units = list(Department.objects.filter(kind__in=unit_reviews.MEETING).order_by("order"))
    few = len(units) <= MOST_MEETINGS  # of a large school only those whose head has an account
    holding = [unit for unit in units if (few or heads.user_of(unit)) and active_people(unit).count() > 1]
    return [_held(campaign, unit, heads, well) for unit in each("Bình xét ở đơn vị", holding)]


def _held(campaign: Campaign, unit: Department, heads: Heads, well: set[int]) -> UnitReview:
    by, chair = heads.user_of(unit), head_of(unit)
    with clock.standing_at(_at(17)):
        others = [person for person in active_people(unit) if person != chair]
        review = UnitReview(
            campaign=campaign,
            department=unit,
            held_from=_at(14),
            held_to=_at(16),
            place=f"Văn phòng {unit.name}",
            chair=chair,
            secretary=next((one for one in others if one.user_id), others[0]),
            deputy=others[0],
        )
        reviewing.begin(review, by=by)
        if unit.code == BEST_UNIT:  # for the province to decide, registered by nobody
            review_cases.bring(review, unit, Award.objects.get(pk="BKTTT"), by=by)
        away = others[-1:] if unit.code == AWAY_IN else []
        here = {person.pk for person in (chair, *others) if person not in away}
        reasons = {person.pk: "đi học tập trung" for person in away}
        review_roll.call_roll(review, present=here, reasons=reasons, by=by)
        _vote(review, well, by)
        reviewing.note(review, texts={"opinions": OPINIONS}, by=by)
        if not pdf.missing_libraries():
            reviewing.close(review, by=by)
    return review


def _vote(review: UnitReview, well: set[int], by) -> None:
    """Everybody there agrees; who pledged a title and was not rated well is not proposed."""
    roll = unit_reviews.roll_of(review)
    votes = {case.pk: _of(case, roll.voters(case), well) for case in unit_reviews.cases_of(review)}
    review_cases.vote(review, votes, by=by)


def _of(case: UnitReviewCase, voters: int, well: set[int]) -> Vote:
    if case.is_collective or case.staff_member_id in well:
        return Vote(voters, 0, 0, proposed=True)
    because = f"Xếp loại “{case.rating}”" if case.rating else "Chưa được xếp loại"
    return Vote(0, voters, 0, proposed=False, reason=because)


def propose(reviews: Iterable[UnitReview], heads: Heads) -> None:
    """Each head for the unit, then whoever endorses the head: nobody begins the own dossier."""
    for review in reviews:
        own = heads.user_of(review.department)
        users = [own] + [
            heads.endorser_of(case.staff_member, review.department)
            for case in ([] if review.is_open else proposing.waiting_of(review))
            if case.staff_member_id == review.chair_id
        ]
        for user in dict.fromkeys(filter(None, users)):
            if not review.is_open and proposing.mine_of(proposing.waiting_of(review), user):
                proposing.nominate(review, by=user)


def _at(hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(MET_ON, time(hour)))
