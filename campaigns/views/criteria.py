"""A campaign's criteria: read by everybody once in use, written, put to use, copied and taken back by the clerk."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import criteria, points
from campaigns.forms.campaigns import save_in_order
from campaigns.forms.criteria import CriteriaSetForm, CriterionRows, PostponeForm
from campaigns.models import Campaign, CriteriaSet, Criterion
from campaigns.permissions import campaigns_managed_by, campaigns_visible_to
from campaigns.points_permissions import criteria_managed_by, criteria_visible_to
from campaigns.roles import is_clerk
from thidua.http import flash
from thidua.kept_forms import refill, restored
from thidua.tables import excel_too
from thidua.workflow import Refused, refuse

IN_ADDRESS = {"ca-nhan": CriteriaSet.Subject.INDIVIDUAL, "tap-the": CriteriaSet.Subject.COLLECTIVE}
PREFIX = "criteria"


@dataclass(frozen=True)
class Section:
    """What the page shows of the criteria for people, or of those for collectives; `set` None: none written yet."""

    slug: str
    subject: str
    set: CriteriaSet | None
    criteria: list[Criterion]
    weight: Decimal
    whys: dict[str, str]  # by act; "" it may be done


@require_GET
@login_required
@excel_too
def criteria_of_campaign(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    manages = is_clerk(request.user)
    seen = criteria_visible_to(request.user).filter(campaign=campaign).prefetch_related("criteria")
    found = {one.subject: one for one in seen}
    if not found and not manages:
        raise Http404  # a school without criteria meets no page about them
    sections = [
        _section(campaign, slug, subject, found.get(subject), manages)
        for slug, subject in IN_ADDRESS.items()
        if manages or subject in found
    ]
    context = {"campaign": campaign, "sections": sections, "manages": manages}
    return render(request, "campaigns/criteria.html", context)


def _section(campaign: Campaign, slug: str, subject: Any, found: CriteriaSet | None, manages: bool) -> Section:
    rows = list(found.criteria.all()) if found else []
    whys = {}
    if found:
        found.campaign = campaign
    if found and manages:
        whys = {
            "put_to_use": criteria.why_not_put_to_use(found),
            "take_back": criteria.why_not_take_back(found),
            "write": criteria.why_not_write(found),
        }
    elif manages:
        whys = {"copy": criteria.why_not_copy_last(campaign, subject)}
    return Section(slug, subject.label, found, rows, points.weighed(rows), whys)


def _chosen(request: HttpRequest, campaign_pk: int, slug: str) -> CriteriaSet:
    """The set the address names, stored or not; 404 for who does not write it."""
    campaign = get_object_or_404(campaigns_managed_by(request.user), pk=campaign_pk)
    if slug not in IN_ADDRESS:
        raise Http404
    return criteria.set_of(campaign, IN_ADDRESS[slug])


@require_http_methods(["GET", "POST"])
@login_required
def criteria_edit(request: HttpRequest, campaign_pk: int, slug: str) -> HttpResponse:
    """Words and rows on one page; both are saved or neither. They need not weigh 100 yet."""
    found = _chosen(request, campaign_pk, slug)
    typed = request.POST or restored(request) or None
    try:
        refuse(criteria.why_not_write(found))
        form = CriteriaSetForm(typed, instance=found)
        rows = CriterionRows(typed, instance=found, prefix=PREFIX)
        if request.method == "POST":
            with criteria.writing(found):
                if form.is_valid() & rows.is_valid():
                    return _saved(request, form, rows)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("criteria", campaign_pk)
    context = {"form": form, "formset": rows, "set": found, "back_url": reverse("criteria", args=[campaign_pk])}
    return render(request, "campaigns/criteria_form.html", context)


def _saved(request: HttpRequest, form: CriteriaSetForm, rows: Any) -> HttpResponse:
    saved = form.save(by=request.user)
    rows.instance = saved
    save_in_order(rows, of=saved, by=request.user)
    weight = points.weighed(saved.criteria.all())
    said = "Đã lưu bảng tiêu chí."
    if weight != 100:
        said += f" Tổng điểm tối đa hiện là {points.shown(weight)}; phải bằng 100 thì mới áp dụng được."
    messages.success(request, said)
    return redirect("criteria", saved.campaign_id)


@require_POST
@login_required
def criteria_copy(request: HttpRequest, campaign_pk: int, slug: str) -> HttpResponse:
    found = _chosen(request, campaign_pk, slug)
    with flash(request, "Đã chép bảng tiêu chí của năm trước thành bản nháp; xem lại rồi áp dụng."):
        criteria.copy_last(found.campaign, found.subject, by=request.user)
    return redirect("criteria", campaign_pk)


@require_POST
@login_required
def criteria_put_to_use(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(criteria_managed_by(request.user), pk=pk)
    with flash(request, "Đã áp dụng bảng tiêu chí; từ nay có thể tự chấm điểm."):
        criteria.put_to_use(found, by=request.user)
    return redirect(found)


@require_POST
@login_required
def criteria_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(criteria_managed_by(request.user), pk=pk)
    with flash(request, "Đã lấy lại bảng tiêu chí để sửa; sửa xong thì áp dụng lại."):
        criteria.take_back(found, by=request.user)
    return redirect(found)


@require_POST
@login_required
def criteria_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(criteria_managed_by(request.user), pk=pk)
    back = found.get_absolute_url()
    with flash(request, "Đã xóa bảng tiêu chí nháp."):
        criteria.discard(found, by=request.user)
    return redirect(back)


@require_http_methods(["GET", "POST"])
@login_required
def criteria_postpone(request: HttpRequest, pk: int) -> HttpResponse:
    """The day alone, which may change after the first sheet too."""
    found = get_object_or_404(criteria_managed_by(request.user).select_related("campaign"), pk=pk)
    form = PostponeForm(request.POST or None, initial={"due_on": found.due_on})
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã đổi hạn tự chấm điểm."):
            criteria.postpone(found, form.cleaned_data["due_on"], reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "form": form,
        "question": f"Đổi hạn tự chấm điểm {found.get_subject_display()}?",
        "action_url": reverse("criteria_postpone", args=[found.pk]),
        "button": "Đổi hạn",
        "why": criteria.why_not_postpone(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa đổi",
    }
    return render(request, "confirm.html", context)
