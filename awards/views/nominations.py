"""Reading and writing dossiers: the list, one dossier, begin, edit, the reader's private note."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import announcing, drafting, nominating, quotas, reading
from awards.forms.nominations import BeginForm, DossierForm, FilterForm, NoteForm, begun_with
from awards.models import DossierNote, Nomination
from awards.permissions import (
    may_nominate,
    nominations_owned_by,
    nominations_read_in_council_by,
    nominations_visible_to,
)
from awards.review_permissions import departments_whose_meeting_is_seen_by
from awards.views.dossier import dossier_page
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import is_clerk
from thidua.audit import audit
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused, acting_on, refuse


@require_GET
@login_required
@excel_too
def nomination_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    # No `form` in the context: a filter's error is not the page's.
    filters = FilterForm(request.GET, campaign=campaign)
    asked = {name: value for name, value in filters.cleaned_data.items() if value} if filters.is_valid() else {}
    found = nominations_visible_to(request.user).filter(campaign=campaign)
    if status := asked.pop("status", ""):
        found = announcing.told_to(request.user, found).filter(told_status=status)
    found = found.filter(**asked)
    context = {
        "campaign": campaign,
        "filters": filters,
        "is_filtered": bool(asked or status),
        "page": paginate(request, _rows(found, request.user)),
        "may_begin": may_nominate(request.user),
        "why_not_begin": drafting.why_not_begin(campaign),
        "is_clerk": is_clerk(request.user),
        "reads_reviews": departments_whose_meeting_is_seen_by(request.user).exists(),
        "quota": quotas.meter_of(campaign) if is_clerk(request.user) else None,
    }
    return render(request, "awards/nomination_list.html", context)


def _rows(nominations: QuerySet[Nomination], user: Any) -> QuerySet[Nomination]:
    """With what a row shows, the newest stored verdict among it."""
    newest = announcing.reports_told_to(user).filter(nomination=OuterRef("pk")).order_by("-pk")
    related = nominations.select_related("staff_member", "department", "award", "unit")
    ordered = related.order_by("award__order", "unit__order", "staff_member__sort_key", "pk")
    return ordered.annotate(verdict=Subquery(newest.values("verdict")[:1])).defer("grounds", "report")


@require_http_methods(["GET", "POST"])
@login_required
def nomination_add(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    if not may_nominate(request.user):
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = BeginForm(data, initial=begun_with(request.GET, campaign), campaign=campaign, user=request.user)
    if data is not None and form.is_valid():
        try:
            begun = nominating.draft(campaign, **form.drafted(), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lập hồ sơ nháp. Bổ sung thành tích, minh chứng rồi nộp.")
            return redirect(begun)
    refill(request, form)
    why = drafting.why_not_begin(campaign)
    return render(request, "awards/nomination_add.html", {"campaign": campaign, "form": form, "why": why})


@require_GET
@login_required
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_with_relations(nominations_visible_to(request.user)), pk=pk)
    context = dossier_page(request, found)
    if "note_form" in context:  # read in council
        reading.opened(found, by=request.user)
    return render(request, "awards/nomination_page.html", context)


def _with_relations(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    return nominations.select_related(
        "campaign", "staff_member", "department", "award", "unit", "phase", "movement", "session"
    )


@require_http_methods(["GET", "POST"])
@login_required
def nomination_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    if request.method == "POST":
        form, is_saved = _written(request, found)
        if is_saved:
            return redirect(found)
    else:
        form = DossierForm(instance=found)
    refill(request, form)
    context = {"nomination": found, "form": form, "why": drafting.why_not_edit(found)}
    return render(request, "awards/nomination_edit.html", context)


def _written(request: HttpRequest, nomination: Nomination) -> tuple[DossierForm, bool]:
    """Save what was typed while the row is held and still in its author's hands."""
    is_saved = False
    with acting_on(nomination):
        form = DossierForm(request.POST, instance=nomination)
        if form.is_valid():
            with flash(request, "Đã lưu hồ sơ."):
                refuse(drafting.why_not_edit(nomination))
                form.save(by=request.user)
                is_saved = True
    return form, is_saved


@require_POST
@login_required
def nomination_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail says that a note was saved, never what it says; nobody but its owner reads it anywhere."""
    found = get_object_or_404(nominations_read_in_council_by(request.user), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = dossier_page(request, found, form=form, note_form=form)
        return render(request, "awards/nomination_page.html", context)
    with transaction.atomic():
        note, _ = DossierNote.objects.update_or_create(
            nomination=found, owner=request.user, defaults={"text": form.cleaned_data["text"]}
        )
        audit(note, "save", by=request.user)
    messages.success(request, "Đã lưu ghi chú riêng.")
    return redirect(found)
