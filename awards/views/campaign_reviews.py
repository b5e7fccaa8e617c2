"""The tổng kết of a campaign: the year's figures, what is missing, the report, the end."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import announcing, concluding, issued_papers, year_figures
from awards.documents import summary_report
from awards.models import Nomination
from awards.permissions import reads_fund
from awards.phase_permissions import campaigns_summed_up_for
from campaigns import planning
from campaigns.models import Campaign
from campaigns.permissions import campaigns_managed_by
from campaigns.roles import is_clerk
from campaigns.timeline import STATES
from thidua import clock
from thidua.forms import ReasonForm
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.vietnamese import percents_of

S = Nomination.Status
CLOSES = (
    "Sau khi kết thúc, không đăng ký, báo tiến độ, tự đánh giá hay lập hồ sơ trong phong trào này nữa và không mở lại "
    "được. Khen thưởng của năm vẫn quyết định, in, hủy bỏ được."
)
UNDER_WAY = (S.SUBMITTED, S.RETURNED, S.VERIFIED, S.TABLED, S.RECOMMENDED, S.FORWARDED)


@require_GET
@login_required
@excel_too
def campaign_review(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_object_or_404(concluding.with_drafts(campaigns_summed_up_for(request.user)), pk=pk)
    paper = issued_papers.drafts_about(concluding.REPORT, campaign.pk)
    clerk, today = is_clerk(request.user), clock.today()
    report, drafts = paper[1], campaign.drafts
    lines = year_figures.by_award(campaign)
    phases = year_figures.by_phase(campaign)
    goes_on = campaign.status == Campaign.Status.LAUNCHED
    context = {
        "campaign": campaign,
        "name": _in_sentence(campaign),
        "paper": paper,
        "report": report,
        "phases": [(line, STATES[line.phase.state_on(today)]) for line in phases],
        "lines": list(zip(lines, percents_of([line.share for line in lines]), strict=True)),
        "page": paginate(request, year_figures.by_unit(campaign)),
        "reads_fund": campaign.kind == Campaign.Kind.YEARLY and reads_fund(request.user),
        "why_not_report": summary_report.why_not_issue(campaign, drafts),
        "missing": _missing(campaign, phases, drafts, request.user) if goes_on else [],
        "is_ending": planning.is_ending(campaign),
        "is_clerk": clerk,
        "goes_on": goes_on,
        "why": concluding.why_not_conclude(campaign, is_reported=report is not None, drafts=drafts)
        if clerk and goes_on
        else "",
    }
    return render(request, "awards/campaign_review.html", context)


def _missing(campaign: Campaign, phases: list[year_figures.PhaseLine], drafts: int, user: Any) -> list[tuple[str, str]]:
    rows = [
        (f"{line.phase} chưa sơ kết", reverse("phase_review", args=[line.phase.pk]))
        for line in phases
        if not line.phase.reviewed_on
    ]
    if drafts:
        rows.append((f"{drafts} dự thảo quyết định chưa ban hành", reverse("decision_list")))
    listed = reverse("nomination_list", args=[campaign.pk])
    return rows + [(told, f"{listed}?status={status}") for status, told in _under_way(campaign, user)]


def _under_way(campaign: Campaign, user: Any) -> list[tuple[str, str]]:
    """Status of dossiers that nobody has ended yet, with how many in words."""
    told = announcing.told_to(user, campaign.nominations.all()).filter(told_status__in=UNDER_WAY)
    found = told.order_by().values_list("told_status")
    numbers = dict(found.annotate(number=Count("pk")))
    return [(s, f"{numbers[s]} hồ sơ ở bước “{s.label}”") for s in UNDER_WAY if s in numbers]


@require_http_methods(["GET", "POST"])
@login_required
def campaign_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """The question with what it closes; a reason where a đợt was never reviewed."""
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=pk)
    phases = concluding.unreviewed(campaign)
    form = ReasonForm(request.POST or None, act="kết thúc mà không sơ kết") if phases else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        with flash(request, f"Đã kết thúc {_in_sentence(campaign)}."):
            concluding.conclude(campaign, reason=reason, by=request.user)
        return redirect("campaign_review", campaign.pk)
    if form:
        refill(request, form)
    report = concluding.report_of(campaign)
    context = {
        "question": f"Kết thúc {_in_sentence(campaign)}?",
        "summary": _summary(campaign, report, phases, request.user),
        "cannot_undo": CLOSES,
        "form": form,
        "action_url": request.path,
        "button": "Kết thúc phong trào",
        "why": concluding.why_not_conclude(campaign, is_reported=report is not None),
        "back_url": reverse("campaign_review", args=[campaign.pk]),
        "back_label": "Quay lại, chưa kết thúc",
    }
    return render(request, "confirm.html", context)


def _in_sentence(campaign: Campaign) -> str:
    return f"phong trào thi đua năm {campaign.year}" if campaign.kind == Campaign.Kind.YEARLY else f"“{campaign.title}”"


def _summary(campaign: Campaign, report: Any, phases: list[Any], user: Any) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [("Báo cáo tổng kết", report or "Chưa ban hành")]
    if phases:
        rows.append(("Chưa sơ kết", ", ".join(str(phase) for phase in phases)))
    if under_way := _under_way(campaign, user):
        rows.append(("Chưa xong", "; ".join(told for _, told in under_way)))
    return rows
