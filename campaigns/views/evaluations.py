"""Self-assessment of a phase: beginning, writing, sending, and the endorser's answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import evaluating, former_units
from campaigns.forms.evaluations import EvaluationForm, NoteForm, ResultFormSet
from campaigns.models import CheckIn, Department, Evaluation, Phase, Posting, ResultProof, StaffMember
from campaigns.permissions import (
    departments_registering_for,
    evaluations_endorsable_by,
    evaluations_owned_by,
    evaluations_visible_to,
    phases_visible_to,
)
from campaigns.phase_reviews import why_closed
from campaigns.roles import endorser_name, is_clerk, unit_of
from thidua.audit import history_of
from thidua.forms import ReasonForm, save_rows
from thidua.http import flash
from thidua.kept_forms import refill, restored
from thidua.workflow import Refused

PREFIX = "chi-tieu"
NEWS = Prefetch("check_ins", CheckIn.objects.filter(is_newest=True).select_related("evidence"), to_attr="news")
PROOFS = Prefetch("proofs", ResultProof.objects.select_related("file"), to_attr="files")


# --- beginning


@require_GET
@login_required
def my_evaluation(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user), pk=phase_pk)
    owner = get_object_or_404(StaffMember, user=request.user)
    return _start_page(request, phase, owner, reverse("my_evaluation_begin", args=[phase.pk]))


@require_GET
@login_required
def unit_evaluation(request: HttpRequest, phase_pk: int, department_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user), pk=phase_pk)
    owner = get_object_or_404(departments_registering_for(request.user), pk=department_pk)
    return _start_page(request, phase, owner, reverse("unit_evaluation_begin", args=[phase.pk, owner.pk]))


def _start_page(request: HttpRequest, phase: Phase, owner: StaffMember | Department, url: str) -> HttpResponse:
    if found := evaluating.evaluation_of(phase, owner):
        return redirect(found)
    context = {
        "phase": phase,
        "owner": owner,
        "why": evaluating.why_not_begin(phase, owner),
        "begin_url": url,
        "is_overdue": evaluating.is_overdue(phase),
    }
    return render(request, "campaigns/evaluation_start.html", context)


@require_POST
@login_required
def my_evaluation_begin(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user), pk=phase_pk)
    owner = get_object_or_404(StaffMember, user=request.user)
    return _begin(request, phase, owner, redirect("my_evaluation", phase.pk))


@require_POST
@login_required
def unit_evaluation_begin(request: HttpRequest, phase_pk: int, department_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user), pk=phase_pk)
    owner = get_object_or_404(departments_registering_for(request.user), pk=department_pk)
    return _begin(request, phase, owner, redirect("unit_evaluation", phase.pk, owner.pk))


def _begin(request: HttpRequest, phase: Phase, owner: StaffMember | Department, back: HttpResponse) -> HttpResponse:
    with flash(request, f"Đã lập bản tự đánh giá {phase}; viết xong thì gửi."):
        evaluation = evaluating.begin(phase, owner=owner, by=request.user)
        return redirect("evaluation_edit", evaluation.pk)
    return back


# --- the owner


@require_http_methods(["GET", "POST"])
@login_required
def evaluation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Words and results on one page; both are saved or neither."""
    found = get_object_or_404(evaluations_owned_by(request.user), pk=pk)
    if refused := evaluating.why_not_edit(found):
        return _refused(request, found, refused)
    if request.method == "POST":
        try:
            with evaluating.editing(found):
                form, formset = _forms(found, request.POST)
                if form.is_valid() & formset.is_valid():
                    form.save(by=request.user)
                    save_rows(formset, of=found, by=request.user, verb="write_results")
                    messages.success(request, "Đã lưu nháp.")
                    return redirect("evaluation_edit" if "stay" in request.POST else "evaluation", found.pk)
        except Refused as late:
            return _refused(request, found, str(late))
    else:
        typed = restored(request)
        form, formset = _forms(found, typed)
    context = {"evaluation": found, "form": form, "formset": formset}
    return render(request, "campaigns/evaluation_edit.html", context)


def _forms(evaluation: Evaluation, data: Any) -> tuple[EvaluationForm, Any]:
    targets = evaluating.targets_of(evaluation).select_related("phase").prefetch_related(NEWS)
    return EvaluationForm(data, instance=evaluation), ResultFormSet(data, queryset=targets, prefix=PREFIX)


def _refused(request: HttpRequest, evaluation: Evaluation, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(evaluation)


@require_POST
@login_required
def evaluation_self_assess(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(evaluations_owned_by(request.user), pk=pk)
    endorser = endorser_name(found.owner, found.unit)
    with flash(request, f"Đã gửi tự đánh giá {found.phase}. {endorser} xác nhận."):
        evaluating.self_assess(found, by=request.user)
    return redirect(found)


@require_POST
@login_required
def evaluation_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(evaluations_owned_by(request.user), pk=pk)
    with flash(request, f"Đã rút lại tự đánh giá {found.phase}; sửa xong thì gửi lại."):
        evaluating.take_back(found, by=request.user)
    return redirect(found)


# --- the page; the endorser


@require_GET
@login_required
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    visible = evaluations_visible_to(request.user)
    found = get_object_or_404(
        visible.select_related("phase__campaign", "staff_member", "department", "unit", "confirmed_by"), pk=pk
    )
    return render(request, "campaigns/evaluation_page.html", _page(request, found) | {"note_form": NoteForm()})


def _page(request: HttpRequest, found: Evaluation) -> dict[str, Any]:
    owns = evaluations_owned_by(request.user).filter(pk=found.pk).exists()
    endorses = evaluations_endorsable_by(request.user).filter(pk=found.pk).exists()
    closed = why_closed(found.phase)
    is_open = found.status == Evaluation.Status.OPEN and not closed
    return {
        "evaluation": found,
        "closed": closed,
        "targets": evaluating.targets_of(found).select_related("phase").prefetch_related(NEWS, PROOFS),
        "promise": evaluating.promise_of(found),
        "owns": owns,
        "may_prove": owns and is_open,
        "endorses": endorses,
        "is_open": is_open,
        "may_reopen": endorses and found.status != Evaluation.Status.OPEN and not closed,
        "is_overdue": evaluating.is_overdue(found.phase),
        "may_take_back": owns and found.status == Evaluation.Status.SELF_ASSESSED and not closed,
        "may_confirm": endorses and found.status == Evaluation.Status.SELF_ASSESSED and not closed,
        "why_not_self_assess": evaluating.why_not_self_assess(found) if owns else "",
        "why_not_confirm": evaluating.why_not_confirm(found) if endorses else "",
        "endorser": endorser_name(found.owner, found.unit),
        "moved_to": _moved_to(found),
        "opinions": _opinions(found) if endorses or is_clerk(request.user) else [],
        "history": history_of(found),
    }


def _opinions(found: Evaluation) -> list[tuple[Posting, str]]:
    """What the units the person left this year say of them."""
    if found.staff_member is None:
        return []
    return former_units.opinions_about(found.staff_member, found.phase.campaign, beside=found.unit_id)


def _moved_to(found: Evaluation) -> Department | None:
    """Where its owner works today, if it is elsewhere than on the day it was begun."""
    unit = unit_of(found.staff_member) if found.staff_member else None
    return unit if unit and unit.pk != found.unit_id else None


@require_POST
@login_required
def evaluation_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(evaluations_endorsable_by(request.user), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = _page(request, found) | {"note_form": form, "form": form}
        return render(request, "campaigns/evaluation_page.html", context)
    with flash(request, f"Đã xác nhận tự đánh giá của {found.owner}."):
        evaluating.confirm(found, note=form.cleaned_data["note"], by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def evaluation_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(evaluations_endorsable_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="mở lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã mở lại tự đánh giá của {found.owner}."):
            evaluating.reopen(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect("evaluation_list", found.phase_id)
    refill(request, form)
    context = {
        "form": form,
        "question": f"Mở lại tự đánh giá của {found.owner}?",
        "summary": [("Đợt", found.phase), ("Đang ở bước", found.get_status_display())],
        "action_url": reverse("evaluation_reopen", args=[found.pk]),
        "button": "Mở lại để sửa",
        "why": evaluating.why_not_reopen(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa mở lại",
    }
    return render(request, "confirm.html", context)
