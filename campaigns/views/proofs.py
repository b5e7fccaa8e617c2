"""Proof of an initiative: handed in by its author or the clerk, read by whoever may read the initiative."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import initiating
from campaigns.permissions import initiatives_edited_by, initiatives_visible_to
from campaigns.views.initiative_acts import summary_of
from thidua import uploads
from thidua.forms import EvidenceForm
from thidua.http import flash, hand_out

BACK = "Quay lại sáng kiến"


@require_http_methods(["GET", "POST"])
@login_required
def proof_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_edited_by(request.user), pk=pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp minh chứng."):
            file, by = form.cleaned_data["file"], request.user
            why = initiating.why_not_attach(found, file.size, by=by)
            uploads.hand_in(file, lambda kept: initiating.attach(found, kept, by=by), why=why, by=by)
        return redirect(found)
    context = {
        "about": f"Sáng kiến “{found}”, năm {found.year}.",
        "form": form,
        "why": initiating.why_not_edit(found, by=request.user),
        "back_url": found.get_absolute_url(),
        "back_label": BACK,
    }
    return render(request, "attachment_add.html", context)


@require_GET
@login_required
def proof(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_visible_to(request.user), pk=pk)
    kept = get_object_or_404(found.evidence, pk=attachment_pk)
    return hand_out(request, kept, back_url=found.get_absolute_url(), back_label=BACK)


@require_http_methods(["GET", "POST"])
@login_required
def proof_remove(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_edited_by(request.user), pk=pk)
    kept = get_object_or_404(found.evidence, pk=attachment_pk)
    if request.method == "POST":
        with flash(request, "Đã bỏ tệp khỏi sáng kiến."):
            initiating.detach(found, kept, by=request.user)
        return redirect(found)
    context = {
        "question": "Bỏ tệp này khỏi sáng kiến?",
        "summary": [*summary_of(found), ("Tệp", kept.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": initiating.why_not_edit(found, by=request.user),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)
