"""The sơ kết of a đợt: its figures, what is missing, the report, and the commendations that follow from it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, F, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from awards import announcing, phase_figures
from awards.models import Nomination, Occasion
from awards.permissions import may_nominate, nominations_visible_to
from awards.phase_figures import Whole
from awards.phase_permissions import departments_reviewed_by, pledges_commendable_by, pledges_proposed_by
from campaigns import phase_reminding, phase_reviews
from campaigns.models import Phase, Pledge, UnitPlan
from campaigns.permissions import campaigns_managed_by, phases_visible_to
from campaigns.progress_permissions import pages_of
from campaigns.roles import is_clerk
from campaigns.timeline import STATES
from campaigns.views.progress import by_outcome, outcomes_told
from campaigns.views.reminders import tell_reminded
from thidua import clock
from thidua.drawings import Bar
from thidua.http import paginate
from thidua.tables import excel_too

OVER = ("ended", "reviewed")
PLANS = {"": "", UnitPlan.Status.DRAFT: "Chưa nộp", UnitPlan.Status.SENT: "Đã nộp", "late": "Nộp muộn"}


def _phase(request: HttpRequest, phase_pk: int) -> Phase:
    return get_object_or_404(phases_visible_to(request.user).select_related("campaign"), pk=phase_pk)


@require_GET
@login_required
@excel_too
def phase_review(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = _phase(request, phase_pk)
    keys = set(departments_reviewed_by(request.user).values_list("pk", flat=True))
    if not keys:
        raise Http404
    clerk, state = is_clerk(request.user), phase.state_on(clock.today())
    rows = phase_figures.by_unit(phase, keys)
    whole = phase_figures.whole(rows)
    page = paginate(request, rows)
    context = {
        "phase": phase,
        "state": STATES[state],
        "whole": whole,
        "page": page,
        "rows": [(row, PLANS[row.plan]) for row in page],
        "bars": _bars(page, whole),
        "finding": outcomes_told(whole.promised),
        "missing": [] if phase.reviewed_on else _missing(phase, whole),
        "remind": phase_reminding.of_phase(phase, request.user),
        "reasons": phase_figures.reasons_of(phase) if clerk else [],
        "why_not_review": phase_reviews.why_not_review(phase),
        "is_clerk": clerk,
        "commends": state in OVER,
        "nav": pages_of(request.user),
    }
    return render(request, "awards/phase_review.html", context)


def _bars(rows: Any, whole: Whole) -> list[Bar]:
    shown = [row for row in rows if row.promised.targets]
    first = [by_outcome("Tất cả", whole.promised)] if len(shown) > 1 else []
    return first + [by_outcome(row.name, row.promised) for row in shown]


def _missing(phase: Phase, whole: Whole) -> list[tuple[str, str]]:
    """What a report of today would lack: in words, and where it is seen who owes it."""
    evaluations, results = reverse("evaluation_list", args=[phase.pk]), reverse("result_list", args=[phase.pk])
    plans = reverse("unit_plan_list", args=[phase.campaign_id])
    rows = [
        (whole.silent, "người chưa gửi tự đánh giá", f"{evaluations}?loc=chua-lam"),
        (whole.collectives_silent, "tập thể chưa gửi tự đánh giá", evaluations),
        (whole.unconfirmed, "bản tự đánh giá chưa được xác nhận", evaluations),
        (whole.promised.unknown, "chỉ tiêu chưa có kết quả", f"{results}?loc=chua-co"),
        (whole.plans_missing, "đơn vị chưa nộp kế hoạch riêng", f"{plans}?loc=chua-nop"),
    ]
    return [(f"{number} {words}", url) for number, words, url in rows if number]


# --- what follows from it


@require_GET
@login_required
@excel_too
def phase_commendations(request: HttpRequest, phase_pk: int) -> HttpResponse:
    """Dossiers for the đợt that the user sees, and whose results speak for one."""
    phase = _phase(request, phase_pk)
    if phase.state_on(clock.today()) not in OVER or not departments_reviewed_by(request.user).exists():
        raise Http404
    dossiers = nominations_visible_to(request.user).filter(occasion=Occasion.PHASE, phase=phase)
    kept = pledges_commendable_by(request.user, phase_figures.kept_all(phase))
    in_order = kept.order_by(F("staff_member__sort_key").asc(nulls_last=True), "department__order", "pk")
    page = paginate(request, in_order.select_related("staff_member", "department", "unit"))
    shown = Q(staff_member__in=[one.staff_member_id for one in page if one.staff_member_id])
    shown |= Q(department__in=[one.department_id for one in page if one.department_id])
    begun = {(one.staff_member_id, one.department_id): one for one in dossiers.live().filter(shown)}
    numbers = phase_figures.numbers_of_pledges(phase, list(page))
    told = announcing.told_to(request.user, dossiers).order_by().values_list("told_status")
    counted = told.annotate(number=Count("pk"))
    context = {
        "phase": phase,
        "page": page,
        "rows": [(one, numbers[one.pk], begun.get((one.staff_member_id, one.department_id))) for one in page],
        "dossiers": [(Nomination.Status(status).label, status, number) for status, number in counted],
        "may_nominate": may_nominate(request.user),
        "nominable": _nominable(request, page),
        "is_clerk": is_clerk(request.user),
        "nav": pages_of(request.user),
    }
    return render(request, "awards/phase_commendations.html", context)


def _nominable(request: HttpRequest, candidates: Any) -> set[int]:
    """Of the shown ones those whose dossier the user may begin."""
    shown = Pledge.objects.filter(pk__in=[one.pk for one in candidates])
    return set(pledges_proposed_by(request.user, shown).values_list("pk", flat=True))


# --- reminding


@require_POST
@login_required
def phase_remind(request: HttpRequest, phase_pk: int) -> HttpResponse:
    """Everybody who has not sent the self-assessment of the đợt."""
    phases = Phase.objects.filter(campaign__in=campaigns_managed_by(request.user))
    phase = get_object_or_404(phases.select_related("campaign"), pk=phase_pk)
    tell_reminded(request, lambda: phase_reminding.remind(phase, by=request.user))
    return redirect("phase_review", phase.pk)
