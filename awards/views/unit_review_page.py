"""What the page of one bình xét shows: who was there, each case with its findings and results, what is left to do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpRequest

from awards import assessing, proposing, review_cases, review_points, reviewing, unit_reviews
from awards.eligibility import Report
from awards.models import EligibilityReport, Nomination, Occasion, UnitReview, UnitReviewCase
from awards.permissions import nominations_visible_to
from awards.review_permissions import reviews_managed_by, reviews_written_by
from awards.unit_reviews import Dossiers, Roll
from campaigns.models import Pledge
from campaigns.points import Totals
from campaigns.promises import PROMISED
from thidua.audit import history_of
from thidua.http import paginate


@dataclass(frozen=True)
class Row:
    """A case with what the unit should know before it votes; reasons that are private are left out of the findings."""

    case: UnitReviewCase
    voters: int
    is_registered: bool
    verdict: str
    missing: list[str]
    promise: str
    points: Totals | None  # None: the school does not score them
    dossier: Nomination | None


def review_page(request: HttpRequest, review: UnitReview) -> dict[str, Any]:
    user = request.user
    writes = reviews_written_by(user).filter(pk=review.pk).exists()
    roll = unit_reviews.roll_of(review)
    page, asked = paginate(request, in_order(review)), assessing.asked_of(review.campaign.year)
    dossiers = unit_reviews.dossiers_of(review)
    rows = rows_of(review, roll, list(page), asked, dossiers)
    waiting = [] if review.is_open else proposing.waiting_of(review, dossiers)
    mine = proposing.mine_of(waiting, user) if waiting else []
    left = reviewing.left_to_do(review) if review.is_open else []
    return {
        "review": review,
        "roll": roll,
        "absences": review.absences.select_related("staff_member"),
        "page": page,
        "rows": rows,
        "readable": _readable(user, rows),
        "needs_registration": review_cases.needs_registration(review, asked),
        "is_merit": review.occasion == Occasion.MERIT,
        "writes": writes,
        "manages": reviews_managed_by(user).exists(),
        "left": left,
        "unwritten": reviewing.left_unwritten(review) if review.is_open else [],
        "untouched": len(unit_reviews.meeting_of(review).untouched) if review.is_open else 0,
        "why_not_discard": reviewing.why_not_discard(review),
        "why_not_reopen": "" if review.is_open else reviewing.why_not_reopen(review, dossiers),
        "waiting": waiting,
        "offers_nominate": bool(mine) or (writes and not review.is_open),
        "mine": mine,
        "why_not_nominate": "" if review.is_open else proposing.why_not_nominate(review, waiting, mine),
        "dossiers": {} if review.is_open else dossiers,
        "frozen": review.minutes.defer("content", "paper"),
        "entries": history_of(review),
    }


def _readable(user: Any, rows: list[Row]) -> set[int]:
    keys = [row.dossier.pk for row in rows if row.dossier]
    return set(nominations_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def in_order(review: UnitReview) -> Any:
    """Collectives first, then people by name, as the minutes have them."""
    cases = review.cases.select_related("award", "staff_member", "department")
    return cases.order_by(F("department").asc(nulls_last=True), "staff_member__sort_key", "award__order", "pk")


def rows_of(
    review: UnitReview, roll: Roll, cases: list[UnitReviewCase], asked: assessing.Asked, dossiers: Dossiers
) -> list[Row]:
    """A fixed number of queries for a page of cases."""
    reports, promises = review_cases.reports_of(review, cases, asked), _promises(review, cases)
    scores = review_points.points_of(review, cases)
    registered = review_cases.registered_subjects(review)
    return [
        Row(
            case=case,
            voters=roll.voters(case),
            is_registered=case.subject in registered,
            verdict=EligibilityReport.Verdict(reports[case.subject].verdict).label if case.subject in reports else "",
            missing=_missing(reports.get(case.subject)),
            promise=promises.get(case.subject[:2], "Chưa có bản đăng ký được xác nhận"),
            points=scores.get(case.subject[:2]),
            dossier=dossiers.get(case.subject),
        )
        for case in cases
    ]


def _missing(report: Report | None) -> list[str]:
    """What is not met, then what nobody can say yet; each sentence once, without private reasons."""
    if report is None:
        return []
    said = [
        one.short_sentence
        for answer in ("no", "unknown")
        for one in report.findings
        if one.answer == answer and one.blocking
    ]
    return list(dict.fromkeys(said))


def _promises(review: UnitReview, cases: list[UnitReviewCase]) -> dict[tuple[int | None, int | None], str]:
    """Result against promise in a few words, by candidate."""
    people = [case.staff_member_id for case in cases if case.staff_member_id]
    pledges = Pledge.objects.filter(campaign=review.campaign_id, status__in=PROMISED)
    rows = pledges.filter(staff_member__in=people) | pledges.filter(department=review.department_id)
    return {(one.staff_member_id, one.department_id): _promise(one) for one in rows.prefetch_related("targets")}


def _promise(pledge: Pledge) -> str:
    answers = [target.is_met for target in pledge.targets.all()]
    if not answers:
        return "Đăng ký không có chỉ tiêu"
    said = [f"Đạt {answers.count(True)}/{len(answers)} chỉ tiêu"]
    said += [f"{answers.count(None)} chưa có kết quả"] if None in answers else []
    return ", ".join(said)
