"""Evidence of a dossier: handed in by its author, read by whoever may read the dossier."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import drafting
from awards.permissions import nominations_owned_by, nominations_visible_to
from awards.views.nomination_acts import summary_of
from thidua import uploads
from thidua.forms import EvidenceForm
from thidua.http import flash, hand_out


@require_http_methods(["GET", "POST"])
@login_required
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp vào hồ sơ."):
            file, by = form.cleaned_data["file"], request.user
            why = drafting.why_not_attach(found, file.size)
            uploads.hand_in(file, lambda kept: drafting.attach(found, kept, by=by), why=why, by=by)
        return redirect(found)
    context = {
        "about": f"Hồ sơ đề nghị {found.award.quoted_name} của {found.candidate}, năm {found.year}.",
        "form": form,
        "why": drafting.why_not_edit(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại hồ sơ",
    }
    return render(request, "attachment_add.html", context)


@require_GET
@login_required
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_visible_to(request.user), pk=pk)
    kept = get_object_or_404(found.evidence, pk=attachment_pk)
    return hand_out(request, kept, back_url=found.get_absolute_url(), back_label="Quay lại hồ sơ")


@require_http_methods(["GET", "POST"])
@login_required
def attachment_remove(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    kept = get_object_or_404(found.evidence, pk=attachment_pk)
    if request.method == "POST":
        with flash(request, "Đã bỏ tệp khỏi hồ sơ."):
            drafting.detach(found, kept, by=request.user)
        return redirect(found)
    context = {
        "question": "Bỏ tệp này khỏi hồ sơ?",
        "summary": [*summary_of(found, request.user), ("Tệp", kept.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": drafting.why_not_edit(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)
