"""Evidence of a dossier: handed in by its author, read by whoever may read the dossier."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from awards import drafting, uploads
from awards.forms.nominations import EvidenceForm
from awards.models import Nomination
from awards.permissions import nominations_owned_by, nominations_visible_to
from awards.views.nomination_acts import summary_of
from thidua.http import flash
from thidua.workflow import Refused, refuse


@require_http_methods(["GET", "POST"])
@login_required
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(nominations_owned_by(request.user), pk=pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp vào hồ sơ."):
            _attach(request, found, form)
        return redirect(found)
    context = {"nomination": found, "form": form, "why": drafting.why_not_edit(found)}
    return render(request, "awards/attachment_add.html", context)


def _attach(request: HttpRequest, nomination: Nomination, form: EvidenceForm) -> None:
    """Store first, outside any transaction; if the dossier has meanwhile left its author's hands, take it back."""
    file = form.cleaned_data["file"]
    refuse(drafting.why_not_attach(nomination, file.size) or uploads.why_not_store(file.size, by=request.user))
    attachment = uploads.store(file, by=request.user)
    try:
        drafting.attach(nomination, attachment, by=request.user)
    except Refused:
        uploads.discard(attachment)
        raise


@require_GET
@login_required
def attachment(request: HttpRequest, pk: int, attachment_pk: int) -> HttpResponse:
    """Always a download of the type found in the bytes; never shown inside our own pages' origin."""
    found = get_object_or_404(nominations_visible_to(request.user), pk=pk)
    kept = get_object_or_404(found.evidence, pk=attachment_pk)
    content = uploads.content_of(kept)
    if content is None:
        return render(request, "awards/attachment_lost.html", {"nomination": found, "attachment": kept}, status=404)
    response = HttpResponse(content, content_type=kept.media_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.original_name)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


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
        "summary": [*summary_of(found), ("Tệp", kept.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": drafting.why_not_edit(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)
