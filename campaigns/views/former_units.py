"""People who moved in the year: whose opinion is asked for, and writing it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import former_units
from campaigns.forms.former_units import OpinionForm
from campaigns.models import FormerUnitOpinion
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import headed, is_clerk
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too

NAMED = ("staff_member", "department")


@require_GET
@login_required
@excel_too
def former_unit_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    if not is_clerk(request.user) and not headed(request.user):
        raise Http404
    seen = former_units.stays_seen_by(request.user, campaign).select_related(*NAMED)
    page = paginate(request, seen.order_by("is_written", "staff_member__sort_key", "pk"))
    opinions = FormerUnitOpinion.objects.filter(
        campaign=campaign, staff_member__in=[stay.staff_member for stay in page]
    )
    found = {(opinion.staff_member_id, opinion.department_id): opinion for opinion in opinions}
    writes = former_units.stays_written_by(request.user, campaign).filter(pk__in=[stay.pk for stay in page])
    context = {
        "campaign": campaign,
        "page": page,
        "rows": [(stay, found.get((stay.staff_member_id, stay.department_id))) for stay in page],
        "writes": set(writes.values_list("pk", flat=True)),
    }
    return render(request, "campaigns/former_unit_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def former_unit_opinion(request: HttpRequest, campaign_pk: int, stay_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    asked = former_units.stays_written_by(request.user, campaign).select_related(*NAMED)
    stay = get_object_or_404(asked, pk=stay_pk)
    opinion = former_units.opinion_on(stay, campaign)
    form = OpinionForm(request.POST or None, initial={"text": opinion.text if opinion else ""})
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã ghi ý kiến về {stay.staff_member}; người xác nhận ở đơn vị mới đọc được."):
            former_units.write(stay, campaign, text=form.cleaned_data["text"], by=request.user)
        return redirect("former_unit_list", campaign.pk)
    refill(request, form)
    context = {
        "campaign": campaign,
        "stay": stay,
        "opinion": opinion,
        "form": form,
        "why": former_units.why_not_write(campaign),
    }
    return render(request, "campaigns/former_unit_opinion.html", context)
