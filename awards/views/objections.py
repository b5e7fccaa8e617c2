"""Objections: written down by the clerk, sent by a member of the staff, read by who may, answered once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import objecting
from awards.disclosure_permissions import (
    disclosures_kept_by,
    disclosures_objected_to_by,
    objections_answered_by,
    objections_sent_by,
    objections_visible_to,
)
from awards.forms.disclosures import AnswerForm, ReceiveForm, SendForm
from awards.models import Disclosure, Objection
from campaigns.roles import is_clerk
from thidua import clock
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.workflow import Refused


@require_http_methods(["GET", "POST"])
@login_required
def objection_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """`?stt=3`: about that line of the list."""
    disclosure = get_object_or_404(disclosures_kept_by(request.user).select_related("campaign"), pk=pk)
    initial = {"received_on": min(clock.today(), disclosure.ends_on), "ordinal": _asked(request)}
    form = ReceiveForm(request.POST or None, initial=initial, disclosure=disclosure)
    if request.method == "POST" and form.is_valid():
        try:
            made = objecting.receive(disclosure, **form.told(), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã ghi kiến nghị.")
            return redirect(made)
    day = min(clock.today(), disclosure.ends_on)
    return _form_page(request, disclosure, form, objecting.why_not_receive(disclosure, day), receives=True)


@require_http_methods(["GET", "POST"])
@login_required
def objection_send(request: HttpRequest, pk: int) -> HttpResponse:
    """`?stt=3`: about that line of the list."""
    disclosure = get_object_or_404(disclosures_objected_to_by(request.user).select_related("campaign"), pk=pk)
    form = SendForm(request.POST or None, initial={"ordinal": _asked(request)}, disclosure=disclosure)
    if request.method == "POST" and form.is_valid():
        try:
            made = objecting.send(disclosure, **form.told(), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã gửi kiến nghị tới Thường trực Hội đồng.")
            return redirect(made)
    return _form_page(request, disclosure, form, objecting.why_not_receive(disclosure), receives=False)


def _asked(request: HttpRequest) -> str:
    text = request.GET.get("stt", "")
    return text if text.isdecimal() and text.isascii() and len(text) < 5 else ""


def _form_page(request: HttpRequest, disclosure: Disclosure, form: SendForm, why: str, *, receives: bool):
    refill(request, form)
    number = _asked(request)
    case = disclosure.cases.select_related("award").filter(ordinal=int(number)).first() if number else None
    context = {"disclosure": disclosure, "form": form, "why": why, "case": case, "receives": receives}
    return render(request, "awards/objection_form.html", context)


@require_GET
@login_required
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """For its sender the receipt; who sent it is shown to nobody where it is withheld."""
    found = _read(request, objections_visible_to(request.user), pk)
    answers = objections_answered_by(request.user).filter(pk=pk).exists()
    context = {
        "objection": found,
        "is_sender": objections_sent_by(request.user).filter(pk=pk).exists(),
        "answers": answers,
        "is_clerk": is_clerk(request.user),
        "is_answered": found.status == Objection.Status.ANSWERED,
    }
    return render(request, "awards/objection.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _read(request, objections_answered_by(request.user), pk)
    form = AnswerForm(request.POST or None)
    why = objecting.why_not_answer(found)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã ghi trả lời kiến nghị."):
            objecting.answer(found, text=form.cleaned_data["text"], by=request.user)
        return redirect(found)
    refill(request, form)
    return render(request, "awards/objection_answer.html", {"objection": found, "form": form, "why": why})


def _read(request: HttpRequest, objections: Any, pk: int) -> Objection:
    related = ("disclosure__campaign", "case__award", "case__nomination__staff_member", "staff_member", "answered_by")
    return get_object_or_404(objections.select_related(*related), pk=pk)
