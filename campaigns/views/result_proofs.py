"""Proof of a result: handed in by who assesses themself, read by whoever may read the evaluation."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import evaluating
from campaigns.models import ResultProof
from campaigns.permissions import evaluations_owned_by, evaluations_visible_to
from thidua import uploads
from thidua.forms import EvidenceForm
from thidua.http import flash, hand_out

BACK = "Quay lại bản tự đánh giá"


def _proof(evaluations: Any, pk: int) -> ResultProof:
    """Of one of these evaluations, else 404."""
    proofs = ResultProof.objects.filter(evaluation__in=evaluations.values("pk"))
    return get_object_or_404(proofs.select_related("evaluation", "target", "file"), pk=pk)


@require_http_methods(["GET", "POST"])
@login_required
def result_proof_add(request: HttpRequest, pk: int, target_pk: int) -> HttpResponse:
    owned = evaluations_owned_by(request.user).select_related(*evaluating.ASKED_ABOUT)
    found = get_object_or_404(owned, pk=pk)
    target = get_object_or_404(evaluating.targets_of(found), pk=target_pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp minh chứng."):
            file, by = form.cleaned_data["file"], request.user
            why = evaluating.why_not_prove(found, file.size)
            uploads.hand_in(file, lambda kept: evaluating.prove(found, target, kept, by=by), why=why, by=by)
        return redirect(found)
    context = {
        "about": f"Minh chứng của chỉ tiêu “{target}”, {found.phase}.",
        "form": form,
        "why": evaluating.why_not_edit(found),
        "back_url": found.get_absolute_url(),
        "back_label": BACK,
    }
    return render(request, "attachment_add.html", context)


@require_GET
@login_required
def result_proof(request: HttpRequest, pk: int) -> HttpResponse:
    found = _proof(evaluations_visible_to(request.user), pk)
    return hand_out(request, found.file, back_url=found.evaluation.get_absolute_url(), back_label=BACK)


@require_http_methods(["GET", "POST"])
@login_required
def result_proof_remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = _proof(evaluations_owned_by(request.user), pk)
    if request.method == "POST":
        with flash(request, "Đã bỏ tệp khỏi bản tự đánh giá."):
            evaluating.take_proof_away(found, by=request.user)
        return redirect(found.evaluation)
    context = {
        "question": "Bỏ tệp này khỏi bản tự đánh giá?",
        "summary": [("Chỉ tiêu", found.target), ("Tệp", found.file.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": evaluating.why_not_edit(found.evaluation),
        "back_url": found.evaluation.get_absolute_url(),
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)
