"""Self-assessment of a phase: beginning, writing, sending, the endorser's answer, and who has not done it yet."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, Count, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import evaluating
from campaigns.forms.evaluations import EvaluationForm, NoteForm, ResultFormSet
from campaigns.models import Department, Evaluation, Phase, Posting, StaffMember
from campaigns.permissions import (
    departments_registering_for,
    departments_whose_registration_is_seen_by,
    evaluations_endorsable_by,
    evaluations_owned_by,
    evaluations_visible_to,
    phases_visible_to,
)
from campaigns.roles import endorser_name, is_clerk
from thidua import clock
from thidua.audit import history_of
from thidua.forms import ReasonForm, save_rows
from thidua.http import flash, paginate
from thidua.kept_forms import refill, restored
from thidua.tables import excel_too
from thidua.workflow import Refused

NOT_DONE = "chua-lam"
COLLECTIVES = "tap-the"
PREFIX = "chi-tieu"


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
    targets = evaluating.targets_of(evaluation).select_related("phase")
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
    return {
        "evaluation": found,
        "targets": evaluating.targets_of(found).select_related("phase"),
        "promise": evaluating.promise_of(found),
        "owns": owns,
        "endorses": endorses,
        "is_open": found.status == Evaluation.Status.OPEN,
        "is_overdue": evaluating.is_overdue(found.phase),
        "may_confirm": endorses and found.status == Evaluation.Status.SELF_ASSESSED,
        "why_not_self_assess": evaluating.why_not_self_assess(found) if owns else "",
        "why_not_confirm": evaluating.why_not_confirm(found) if endorses else "",
        "endorser": endorser_name(found.owner, found.unit),
        "history": history_of(found),
    }


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


# --- who has not done it yet


@require_GET
@login_required
@excel_too
def evaluation_list(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user).select_related("campaign"), pk=phase_pk)
    units = departments_whose_registration_is_seen_by(request.user).active(clock.today())
    names = list(units.order_by("order", "code").values_list("pk", "name"))
    if not names:
        raise Http404
    collectives = paginate(request, _with_evaluations(units, phase), count=len(names), name=COLLECTIVES)
    people = _participants(phase, [pk for pk, _ in names])
    numbers = people.order_by().aggregate(total=Count("pk"), done=Count("pk", filter=Q(is_done=True)))
    total, done = numbers["total"], numbers["done"]
    chosen = request.GET.get("don-vi", "")
    shown = people.filter(unit_pk=chosen) if chosen.isdecimal() and len(chosen) < 10 else people
    if request.GET.get("loc") == NOT_DONE:
        shown = shown.filter(is_done=False)
    page = paginate(request, shown, count=total if shown is people else None)
    keys = [evaluation.pk for each in (*page, *collectives) for evaluation in each.found]
    context = {
        "phase": phase,
        "page": page,
        "total": total,
        "done": done,
        "sentence": f"{done}/{total} người đã tự đánh giá",
        "readable": set(evaluations_visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True)),
        "names": names,
        "collectives": collectives,
        "chosen": chosen,
        "loc": request.GET.get("loc", ""),
        "headed": set(departments_registering_for(request.user).values_list("pk", flat=True)),
        "is_clerk": is_clerk(request.user),
    }
    return render(request, "campaigns/evaluation_list.html", context)


def _participants(phase: Phase, units: list[int]) -> QuerySet[StaffMember]:
    """People at work today in the units of those keys, with `found`, their evaluation in a list, and `is_done`."""
    today = clock.today()
    evaluations = Evaluation.objects.filter(phase=phase)
    done = evaluations.filter(staff_member__isnull=False).exclude(status=Evaluation.Status.OPEN)
    places = Posting.objects.on(today).filter(is_main=True, department__in=units)
    return (
        StaffMember.objects.employed(today)
        .filter(pk__in=places.order_by().values("staff_member"))
        .annotate(
            unit_pk=places.filter(staff_member=OuterRef("pk")).values("department")[:1],
            unit_name=places.filter(staff_member=OuterRef("pk")).values("department__short_name")[:1],
            is_done=Case(When(pk__in=done.values("staff_member"), then=True), default=False),
        )
        .prefetch_related(Prefetch("evaluations", evaluations, to_attr="found"))
        .order_by("sort_key", "code")
    )


def _with_evaluations(units: QuerySet[Department], phase: Phase) -> QuerySet[Department]:
    """In the school's order, each with `found`, the collective's evaluation in a list."""
    evaluations = Evaluation.objects.filter(phase=phase)
    return units.order_by("order", "code").prefetch_related(Prefetch("evaluations", evaluations, to_attr="found"))
