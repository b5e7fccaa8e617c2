"""A đợt's evaluations: who has not done it yet, what waits for the endorser, many confirmed at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, Count, OuterRef, Prefetch, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from campaigns import evaluating
from campaigns.models import Department, Evaluation, Phase, Posting, StaffMember
from campaigns.permissions import (
    departments_registering_for,
    departments_whose_registration_is_seen_by,
    evaluations_endorsable_by,
    evaluations_visible_to,
    phases_visible_to,
)
from campaigns.progress_permissions import pages_of
from campaigns.roles import endorser_name, is_clerk
from campaigns.taking_part import there_for
from thidua import clock
from thidua.http import PER_PAGE, paginate
from thidua.tables import excel_too

NOT_DONE, WAITING = "chua-lam", "cho-xac-nhan"
COLLECTIVES = "tap-the"
AT_ONCE = 100  # rows of what waits on one page, and evaluations confirmed by one press
MOST_NAMED = 5


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
    shown = _filtered(request, phase, people)
    waits = request.GET.get("loc") == WAITING
    count = numbers["total"] if shown is people else None
    page = paginate(request, shown, AT_ONCE if waits else PER_PAGE, count=count)
    keys = [evaluation.pk for each in (*page, *collectives) for evaluation in each.found]
    context = numbers | {
        "phase": phase,
        "page": page,
        "sentence": f"{numbers['done']}/{numbers['total']} người đã tự đánh giá",
        "readable": set(evaluations_visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True)),
        "endorsable": set(_waiting(request, phase).filter(pk__in=keys).values_list("pk", flat=True)),
        "ticked": request.GET.get("chon") == "ca-trang",
        "names": names,
        "collectives": collectives,
        "chosen": request.GET.get("don-vi", ""),
        "loc": request.GET.get("loc", ""),
        "headed": set(departments_registering_for(request.user).values_list("pk", flat=True)),
        "is_clerk": is_clerk(request.user),
        "nav": pages_of(request.user),
    }
    return render(request, "campaigns/evaluation_list.html", context)


def _filtered(request: HttpRequest, phase: Phase, people: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """By unit and state as the address asks; a wrong value is none."""
    unit, loc = request.GET.get("don-vi", ""), request.GET.get("loc")
    if loc == WAITING:
        # Whoever moved meanwhile works elsewhere, and their evaluation still waits here.
        waiting = StaffMember.objects.filter(pk__in=_waiting(request, phase).values("staff_member"))
        people = _described(waiting, phase, Posting.objects.on(clock.today()).filter(is_main=True))
    if unit.isdecimal() and len(unit) < 10:
        people = people.filter(unit_pk=unit)
    return people.filter(is_done=False) if loc == NOT_DONE else people


def _waiting(request: HttpRequest, phase: Phase) -> QuerySet[Evaluation]:
    """Sent, and the user's to confirm; once the đợt is reviewed nothing is confirmed any more."""
    found = evaluations_endorsable_by(request.user).filter(phase=phase, status=Evaluation.Status.SELF_ASSESSED)
    return found.none() if phase.reviewed_on else found


def _participants(phase: Phase, units: list[int]) -> QuerySet[StaffMember]:
    """People who were there for the đợt and work today in the units of those keys."""
    today = clock.today()
    places = Posting.objects.on(today).filter(is_main=True, department__in=units)
    here = StaffMember.objects.employed(today).filter(pk__in=places.order_by().values("staff_member"))
    return _described(there_for(phase, here), phase, places)


def _described(people: QuerySet[StaffMember], phase: Phase, places: QuerySet[Posting]) -> QuerySet[StaffMember]:
    """With their unit of those places, `found`, their evaluation in a list, and `is_done`."""
    evaluations = Evaluation.objects.filter(phase=phase).select_related("unit")
    done = Evaluation.objects.filter(phase=phase, staff_member__isnull=False).exclude(status=Evaluation.Status.OPEN)
    return (
        people.annotate(
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


# --- many at once


@require_POST
@login_required
def evaluations_confirm(request: HttpRequest, phase_pk: int) -> HttpResponse:
    """The ticked ones; those that were refused are named with the reason."""
    phase = get_object_or_404(phases_visible_to(request.user), pk=phase_pk)
    if not departments_whose_registration_is_seen_by(request.user).exists():
        raise Http404
    ticked = [int(key) for key in request.POST.getlist("evaluation") if key.isdecimal() and len(key) < 10][:AT_ONCE]
    seen = evaluations_visible_to(request.user).filter(phase=phase, pk__in=ticked).order_by("pk")
    chosen = list(seen.select_related(*evaluating.ASKED_ABOUT))
    mine = set(evaluations_endorsable_by(request.user).filter(pk__in=ticked).values_list("pk", flat=True))
    done, refused = evaluating.confirm_many([one for one in chosen if one.pk in mine], by=request.user)
    refused += [(one, _others(one)) for one in chosen if one.pk not in mine]
    _say(request, done, refused)
    return redirect(
        f"{reverse('evaluation_list', args=[phase.pk])}?loc={WAITING}"
        if refused
        else reverse("evaluation_list", args=[phase.pk])
    )


def _others(evaluation: Evaluation) -> str:
    return f"Bản này do {endorser_name(evaluation.owner, evaluation.unit)} xác nhận."


def _say(request: HttpRequest, done: int, refused: list[tuple[Evaluation, str]]) -> None:
    if not done and not refused:
        messages.error(request, "Chọn ít nhất một bản tự đánh giá đang chờ xác nhận.")
    elif not refused:
        messages.success(request, f"Đã xác nhận {done} bản tự đánh giá.")
    else:
        named = " ".join(f"{one.owner}: {reason}" for one, reason in refused[:MOST_NAMED])
        more = f" Và {len(refused) - MOST_NAMED} bản khác." if len(refused) > MOST_NAMED else ""
        messages.error(request, f"Đã xác nhận {done} bản, {len(refused)} bản chưa xác nhận được. {named}{more}")
