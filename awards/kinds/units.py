"""Papers of units and of the year: bình xét, proposals, achievement reports, reviews."""

from typing import Any

from django.db.models import QuerySet, Subquery

from awards import owing, unit_reviews
from awards.documents import (
    achievement_report,
    nomination_letter,
    phase_report,
    reminder_letter,
    summary_report,
    unit_minutes,
)
from awards.kinds.kind import Kind
from awards.models import Nomination, UnitReview
from campaigns import phase_reviews
from campaigns.models import Campaign, Department, Phase
from thidua.models import IssuedDocument


def _reminded() -> QuerySet[Department]:
    """Units that may be written to; `campaign_year` is that of the running campaign."""
    running = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, status=Campaign.Status.LAUNCHED).order_by("-year")
    units = Department.objects.filter(kind__in=owing.PLANNING)
    return units.annotate(campaign_year=Subquery(running.values("year")[:1]))


def _of_meetings(keys: set[int]) -> dict[int, str]:
    found = UnitReview.objects.filter(pk__in=keys).values_list("pk", "secretary__full_name", "chair__full_name")
    return {pk: f"{secretary}, thư ký; {chair}, chủ tọa" for pk, secretary, chair in found}


def _of_proposals(keys: set[int]) -> dict[int, str]:
    found = UnitReview.objects.filter(pk__in=keys).values_list("pk", "department__name")
    return {pk: f"Người đứng đầu {unit}" for pk, unit in found}


def _of_reports(keys: set[int]) -> dict[int, str]:
    found = Nomination.objects.filter(pk__in=keys).values_list("pk", "staff_member__full_name", "unit__name")
    return {
        pk: f"{person}; người đứng đầu {unit}" if person else f"Người đứng đầu {unit}" for pk, person, unit in found
    }


def _review(phase: Phase, report: IssuedDocument, by: Any) -> None:
    phase_reviews.review(phase, on=report.date, by=by)


KINDS: dict[str, Kind] = {
    "unit-minutes": Kind(
        "Biên bản họp bình xét của đơn vị",
        UnitReview.objects.all,
        "campaign__year",
        unit_minutes.minutes_of,
        why_not_issue=unit_reviews.why_not_print,
        signed_by=_of_meetings,
    ),
    "nomination-letter": Kind(
        "Tờ trình của đơn vị",
        UnitReview.objects.all,
        "campaign__year",
        nomination_letter.gather,
        free=nomination_letter.FREE,
        why_not_issue=unit_reviews.why_not_propose,
        signed_by=_of_proposals,
    ),
    "achievement-report": Kind(
        "Báo cáo thành tích",
        Nomination.objects.all,
        "year",
        achievement_report.gather,
        free=achievement_report.FREE,
        signed_by=_of_reports,
    ),
    "reminder-letter": Kind(
        "Công văn đôn đốc",
        _reminded,
        "campaign_year",
        reminder_letter.gather,
        series=reminder_letter.SERIES,
        free=reminder_letter.FREE,
        why_not_issue=owing.why_not_remind,
        counts=True,
    ),
    "summary-report": Kind(
        "Báo cáo tổng kết",
        Campaign.objects.all,
        "year",
        summary_report.gather,
        series=summary_report.SERIES,
        free=summary_report.FREE,
        why_not_issue=summary_report.why_not_issue,
        once=True,
    ),
    # A kind of its own, so that drafts of a đợt and of a campaign with one key stay apart.
    "phase-report": Kind(
        "Báo cáo sơ kết đợt",
        Phase.objects.select_related("campaign").all,
        "campaign__year",
        phase_report.gather,
        series=summary_report.SERIES,
        free=phase_report.FREE,
        why_not_issue=phase_reviews.why_not_review,
        after_issue=_review,
        once=True,
    ),
}

# `print summary-report phase:3` means the review of a đợt: (kind, what stands before the colon) to the kind meant.
ALSO_CALLED = {("summary-report", "phase"): "phase-report"}
