"""The signed tally sheet of a round: the clerk attaches it, who runs the session reads it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import signing_copies
from awards.forms.desk import SignedCopyForm
from awards.models import Round
from awards.permissions import rounds_prepared_by, sessions_prepared_by
from thidua.http import flash, hand_out


@require_http_methods(["GET", "POST"])
@login_required
def signed_sheet_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Round.objects.filter(session__in=sessions_prepared_by(request.user)), pk=pk)
    form = SignedCopyForm(request.POST, request.FILES) if request.method == "POST" else SignedCopyForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã kèm biên bản đã ký vào lượt này."):
            signing_copies.keep_sheet(found, form.cleaned_data["file"], by=request.user)
        return redirect(found)
    context = {"round": found, "form": form, "why": signing_copies.why_not_keep_sheet(found)}
    return render(request, "awards/signed_sheet_add.html", context)


@require_GET
@login_required
def signed_sheet(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    found = get_object_or_404(rounds_prepared_by(request.user), pk=pk)
    kept = get_object_or_404(found.signed_sheets.select_related("attachment"), pk=sheet_pk)
    return hand_out(request, kept.attachment, back_url=found.get_absolute_url(), back_label="Quay lại lượt")
