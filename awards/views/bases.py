"""The clerk chooses the bases of a decision's draft: one address an act."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from awards import citing
from awards.forms.decisions import CiteForm
from awards.models import Decision
from awards.permissions import decisions_drafted_by
from thidua.http import flash
from thidua.workflow import Refused


def _drafted(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(decisions_drafted_by(request.user), pk=pk)


def _back(decision: Decision) -> HttpResponse:
    return redirect(f"{decision.get_absolute_url()}#can-cu")


@require_POST
@login_required
def basis_add(request: HttpRequest, pk: int) -> HttpResponse:
    decision = _drafted(request, pk)
    form = CiteForm(request.POST, decision=decision)
    if not form.is_valid():
        messages.error(request, f"{form.errors['text'][0]}.")
        return _back(decision)
    text = form.cleaned_data["text"]
    with flash(request, f"Đã thêm căn cứ “{text}”."):
        citing.cite(decision, text, by=request.user)
    return _back(decision)


@require_POST
@login_required
def basis_drop(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    decision = _drafted(request, pk)
    with flash(request, "Đã bỏ căn cứ khỏi dự thảo."):
        citing.drop(decision, basis_pk, by=request.user)
    return _back(decision)


@require_POST
@login_required
def basis_replace(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    decision = _drafted(request, pk)
    try:
        text = citing.replace(decision, basis_pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã thay bằng “{text}”.")
    return _back(decision)


@require_POST
@login_required
def basis_up(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    return _shift(request, pk, basis_pk, step=-1)


@require_POST
@login_required
def basis_down(request: HttpRequest, pk: int, basis_pk: int) -> HttpResponse:
    return _shift(request, pk, basis_pk, step=1)


def _shift(request: HttpRequest, pk: int, basis_pk: int, **step: Any) -> HttpResponse:
    decision = _drafted(request, pk)
    with flash(request, "Đã đổi thứ tự căn cứ."):
        citing.shift(decision, basis_pk, by=request.user, **step)
    return _back(decision)
