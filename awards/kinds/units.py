"""Papers of units and of the year: bình xét, proposals, achievement reports, reviews."""

from awards import unit_reviews
from awards.documents import achievement_report, nomination_letter, unit_minutes
from awards.kinds.kind import Kind
from awards.models import Nomination, UnitReview

KINDS: dict[str, Kind] = {
    "unit-minutes": Kind(
        "Biên bản họp bình xét của đơn vị",
        UnitReview.objects.all,
        "campaign__year",
        unit_minutes.gather,
        free=unit_minutes.FREE,
        why_not_issue=unit_reviews.why_not_print,
    ),
    "nomination-letter": Kind(
        "Tờ trình của đơn vị",
        UnitReview.objects.all,
        "campaign__year",
        nomination_letter.gather,
        free=nomination_letter.FREE,
        why_not_issue=unit_reviews.why_not_propose,
    ),
    "achievement-report": Kind(
        "Báo cáo thành tích", Nomination.objects.all, "year", achievement_report.gather, free=achievement_report.FREE
    ),
}
