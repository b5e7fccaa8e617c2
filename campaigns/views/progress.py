"""Promises on their way: units and people of a đợt, who has said nothing yet, the promise beside its result."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from campaigns import promises
from campaigns.models import CheckIn, Department, Evaluation, Phase, PledgeTarget, ResultProof
from campaigns.permissions import evaluations_visible_to, phases_visible_to, pledges_visible_to
from campaigns.progress_permissions import departments_whose_progress_is_seen_by, pages_of, promises_seen_by
from campaigns.promises import Numbers, Outcome
from campaigns.roles import staff_of
from thidua.drawings import Bar, bar
from thidua.http import paginate
from thidua.tables import excel_too

SILENT = "chua-bao"
HISTORY = "lan-bao"


def _phase(request: HttpRequest, phase_pk: int) -> Phase:
    return get_object_or_404(phases_visible_to(request.user).select_related("campaign"), pk=phase_pk)


def _units(request: HttpRequest) -> QuerySet[Department]:
    """404 for who sees nobody's figures."""
    units = departments_whose_progress_is_seen_by(request.user)
    if not units.exists():
        raise Http404
    return units


def _chosen_unit(request: HttpRequest, names: dict[int, str]) -> int | None:
    """A wrong one is none."""
    text = request.GET.get("don-vi", "")
    return int(text) if text.isdecimal() and len(text) < 10 and int(text) in names else None


def under_way(label: str, numbers: Numbers) -> Bar:
    return bar(
        label,
        [
            ("ok", "Đã đủ", numbers.done),
            ("way", "Đang thực hiện", numbers.under_way),
            ("missed", "Chưa đạt", numbers.missed),
            ("rest", "Chưa có tin", numbers.silent),
        ],
    )


def by_outcome(label: str, numbers: Numbers) -> Bar:
    return bar(
        label,
        [
            ("ok", "Đạt", numbers.just_met),
            ("more", "Vượt", numbers.exceeded),
            ("missed", "Chưa đạt", numbers.missed),
            ("rest", "Chưa có kết quả", numbers.unknown),
        ],
    )


def way_told(numbers: Numbers) -> str:
    known = f" ({numbers.known}/{numbers.targets} chỉ tiêu đã có số)" if numbers.known < numbers.targets else ""
    share = f"; tiến độ trung bình {numbers.percent}{known}" if numbers.percent else ""
    told = f"{numbers.under_way} đang thực hiện, {numbers.silent} chưa có tin{share}."
    return f"{numbers.done}/{numbers.targets} chỉ tiêu đã đủ; {told}"


def outcomes_told(numbers: Numbers) -> str:
    told = f"{numbers.missed} chưa đạt, {numbers.unknown} chưa có kết quả."
    return f"{numbers.met}/{numbers.targets} chỉ tiêu đạt hoặc vượt; {told}"


# --- units


@require_GET
@login_required
@excel_too
def phase_progress(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase, units = _phase(request, phase_pk), _units(request)
    keys = list(units.values_list("pk", flat=True))
    found = promises.numbers_by(promises.of_units(phase, keys), "unit_pk")
    page = paginate(request, units.filter(pk__in=found).order_by("order", "code"), count=len(found))
    rows = [(unit, found[unit.pk]) for unit in page]
    whole = promises.added_up(found.values())
    bars = [under_way("Tất cả", whole)] if len(found) > 1 else []
    context = {
        "phase": phase,
        "page": page,
        "rows": rows,
        "bars": bars + [under_way(f"{unit}", numbers) for unit, numbers in rows],
        "finding": way_told(whole),
        "nav": pages_of(request.user),
    }
    return render(request, "campaigns/phase_progress.html", context)


# --- people, and who has said nothing yet


@require_GET
@login_required
@excel_too
def progress_people(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = _phase(request, phase_pk)
    names = dict(_units(request).order_by("order", "code").values_list("pk", "name"))
    chosen, loc = _chosen_unit(request, names), request.GET.get("loc", "")
    asked = promises.pledges_of_units(phase, [chosen] if chosen else names, silent=loc == SILENT)
    in_order = asked.order_by(F("staff_member__sort_key").asc(nulls_last=True), "department__order", "pk")
    page = paginate(request, in_order.select_related("staff_member", "department"))
    targets = promises.with_units(promises.due_in(phase).filter(pledge__in=list(page)), phase)
    numbers = promises.numbers_by(targets, "pledge", "unit_pk")
    found = {pledge: (names.get(unit, ""), each) for (pledge, unit), each in numbers.items()}
    said = CheckIn.objects.filter(target__pledge__in=list(page), is_newest=True).order_by()
    newest = dict(said.values_list("target__pledge").annotate(Max("on")))
    context = {
        "phase": phase,
        "page": page,
        "rows": [(pledge, *found[pledge.pk], newest.get(pledge.pk)) for pledge in page],
        "names": names,
        "chosen": chosen,
        "loc": loc,
        "readable": _readable(request, page),
        "nav": pages_of(request.user),
    }
    return render(request, "campaigns/progress_people.html", context)


def _readable(request: HttpRequest, pledges: Any) -> set[int]:
    keys = [pledge.pk for pledge in pledges]
    return set(promises_seen_by(request.user).filter(pk__in=keys).values_list("pk", flat=True))


# --- promise, result, reason


@require_GET
@login_required
@excel_too
def result_list(request: HttpRequest, phase_pk: int) -> HttpResponse:
    """Of everybody whose words the user reads: themself, the unit's people for a head, all for the clerk."""
    phase = _phase(request, phase_pk)
    if staff_of(request.user) is None:
        raise Http404
    seen = promises.due_in(phase).filter(pledge__in=promises_seen_by(request.user))
    targets = promises.with_units(seen, phase)
    by_unit = promises.numbers_by(targets, "unit_pk")
    names = dict(Department.objects.filter(pk__in=by_unit).order_by("order", "code").values_list("pk", "name"))
    chosen, loc = _chosen_unit(request, names), request.GET.get("loc", "")
    shown = promises.with_outcomes(targets)
    shown = shown.filter(unit_pk=chosen) if chosen else shown
    shown = shown.filter(outcome=loc) if loc in Outcome.values else shown
    shown = shown.select_related("pledge__staff_member", "pledge__department", "phase").order_by(
        F("pledge__staff_member__sort_key").asc(nulls_last=True), "pledge__department__order", "pledge", "number", "pk"
    )
    units = paginate(request, list(names), name="trang-don-vi", per_page=10)
    context = {
        "phase": phase,
        "page": paginate(request, shown.prefetch_related(_proofs(request))),
        "units": units,
        "unit_rows": [(names[pk], by_unit[pk]) for pk in units],
        "finding": outcomes_told(promises.added_up(by_unit.values())),
        "bars": [by_outcome(names[pk], by_unit[pk]) for pk in units],
        "names": names,
        "chosen": chosen,
        "outcomes": Outcome.choices,
        "loc": loc if loc in Outcome.values else "",
        "nav": pages_of(request.user),
    }
    return render(request, "campaigns/result_list.html", context)


def _proofs(request: HttpRequest) -> Prefetch:
    """Files of results that the user may open: those of evaluations they read."""
    read = evaluations_visible_to(request.user)
    proofs = ResultProof.objects.filter(evaluation__in=read.values("pk")).select_related("file")
    return Prefetch("proofs", proofs, to_attr="readable_proofs")


# --- one person, one collective


@require_GET
@login_required
@excel_too
def pledge_progress(request: HttpRequest, phase_pk: int, pledge_pk: int) -> HttpResponse:
    phase = _phase(request, phase_pk)
    seen = promises_seen_by(request.user).filter(campaign=phase.campaign_id)
    pledge = get_object_or_404(seen.select_related("staff_member", "department", "unit"), pk=pledge_pk)
    due = pledge.targets.filter(promises.due(phase))
    asked = pledge.targets.filter(Q(phase=phase) | Q(phase__isnull=True))  # as on the page of words
    newest = Prefetch("check_ins", CheckIn.objects.filter(is_newest=True).select_related("evidence"), to_attr="news")
    shown = promises.with_outcomes(asked).select_related("phase").prefetch_related(newest, _proofs(request))
    targets = list(shown.order_by("number", "pk"))
    said = CheckIn.objects.filter(target__pledge=pledge).select_related("target", "unit", "evidence")
    evaluation = Evaluation.objects.filter(
        phase=phase, staff_member=pledge.staff_member_id, department=pledge.department_id
    )
    context = {
        "phase": phase,
        "pledge": pledge,
        "targets": targets,
        "finding": f"Đến hạn trong {phase}: {outcomes_told(promises.numbers_of(due))}",
        "bars": [bar_of(target) for target in targets],
        "said": paginate(request, said.order_by("-on", "target__number", "pk"), name=HISTORY),
        "reads_pledge": pledges_visible_to(request.user).filter(pk=pledge.pk).exists(),
        "evaluation": (evaluation & evaluations_visible_to(request.user)).first(),
    }
    return render(request, "campaigns/pledge_progress.html", context)


def bar_of(target: PledgeTarget) -> Bar:
    """What is done beside what is left of one promise; nothing is drawn of what is not known."""
    done = target.result if target.result is not None else target.news[0].so_far if target.news else None
    if done is None:
        return bar(f"{target}: {'đang thực hiện, chưa có số' if target.news else 'chưa có tin'}", [])
    percent = int(done * 100 / target.amount) if target.amount else 100
    left = max(100 - percent, 0)
    return bar(f"{target}: {percent}%", [("ok", "Đã làm được (%)", min(percent, 100)), ("rest", "Còn lại (%)", left)])
