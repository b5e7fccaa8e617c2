"""The registration of a unit: who has pledged, sending it, and the clerk's answer; all units at once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import pledging, registering, reminding
from campaigns.documents import pledge_list
from campaigns.forms.pledges import LateForm
from campaigns.models import Campaign, Department, Pledge, UnitRegistration
from campaigns.permissions import (
    campaigns_visible_to,
    departments_managed_by,
    departments_registering_for,
    departments_whose_registration_is_seen_by,
    pledges_endorsable_by,
    pledges_visible_to,
)
from campaigns.roles import endorser_name, headed, is_clerk, is_rector
from thidua import clock, pdf
from thidua.audit import history_of
from thidua.forms import ReasonForm
from thidua.http import docx_response, flash, paginate, pdf_response
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

WAITING, MISSING = "cho-xac-nhan", "chua-dang-ky"


def _place(request: HttpRequest, campaign_pk: int, department_pk: int, departments) -> tuple[Campaign, Department]:
    """The campaign and one of the units that `departments` gives this user; 404 for anybody else."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    return campaign, get_object_or_404(departments(request.user), pk=department_pk)


def _stored(campaign: Campaign, department: Department) -> UnitRegistration:
    """For looking at: not made when there is none."""
    found = UnitRegistration.objects.filter(campaign=campaign, department=department).select_related("sent_by").first()
    registration = found or UnitRegistration()
    registration.campaign, registration.department = campaign, department
    return registration


@require_GET
@login_required
@excel_too
def unit_registration(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    units = departments_whose_registration_is_seen_by(request.user)
    department = get_object_or_404(reminding.to_remind(units, campaign, request.user), pk=department_pk)
    people = registering.people_of(campaign, department)
    shown = request.GET.get("loc", "")
    if shown == MISSING:
        people = people.filter(has_pledged=False)
    elif shown == WAITING:
        waiting = Pledge.objects.filter(campaign=campaign, status=Pledge.Status.SUBMITTED)
        people = people.filter(pk__in=waiting.values("staff_member"))
    totals = _totals(campaign, department)
    page = paginate(request, people, count=None if shown else totals["total"])
    context = totals | _people(request, campaign, department, page) | _acts(request, campaign, department)
    context["remind"] = reminding.of_unit(department, campaign, request.user)
    return render(request, "campaigns/registration_unit.html", context | {"shown": shown})


def _people(request: HttpRequest, campaign: Campaign, department: Department, page: Any) -> dict[str, Any]:
    pledges = [pledge for person in page for pledge in person.found]
    keys = [pledge.pk for pledge in pledges]
    collective = registering.collective_of(campaign, department)
    is_waiting = collective is not None and collective.status == Pledge.Status.SUBMITTED
    asked = [*keys, collective.pk] if collective else keys
    readable, endorsable = _rights(request, asked)
    return {
        "campaign": campaign,
        "department": department,
        "page": page,
        "readable": readable,
        "endorsable": endorsable.intersection(keys),
        "collective": collective,
        "collective_endorser": endorser_name(department, department) if is_waiting else "",
        "reads_collective": collective is not None and collective.pk in readable,
    }


def _totals(campaign: Campaign, department: Department) -> dict[str, Any]:
    counted = Count("pk", filter=Q(has_pledged=True))
    found = registering.people_of(campaign, department).order_by().aggregate(total=Count("pk"), pledged=counted)
    return found | {"sentence": f"{found['pledged']}/{found['total']} người đã đăng ký"}


def _rights(request: HttpRequest, keys: list[int]) -> tuple[set[int], set[int]]:
    """Of these pledges those the user may read, and those the user may endorse now; one query."""
    endorsable = pledges_endorsable_by(request.user).filter(status=Pledge.Status.SUBMITTED, pk=OuterRef("pk"))
    rows = pledges_visible_to(request.user).filter(pk__in=keys).values_list("pk", Exists(endorsable))
    found = dict(rows)
    return set(found), {pk for pk, may_endorse in found.items() if may_endorse}


def _acts(request: HttpRequest, campaign: Campaign, department: Department) -> dict[str, Any]:
    registration = _stored(campaign, department)
    heads = department in headed(request.user)
    manages = is_clerk(request.user)
    may_send = heads and registration.status in registering.MOVES["send"].sources
    may_accept = manages and registration.status in registering.MOVES["accept"].sources
    steps = registering.steps_of(registration)
    return {
        "registration": registration,
        "heads": heads,
        "manages": manages,
        "may_send": may_send,
        "why_not_send": registering.why_not_send(registration, steps) if heads else "",
        "waits": may_send and steps.waiting > 0,
        "left_out": registering.left_out(registration, steps) if may_send or may_accept else "",
        "why_not_accept": registering.why_not_accept(registration, steps) if manages else "",
        "why_not_send_back": registering.why_not_send_back(registration) if manages else "",
        "why_not_reopen": registering.why_not_reopen(registration) if manages else "",
        "why_not_open_late": registering.why_not_open_late(registration) if manages else "",
        "history": history_of(registration) if registration.pk else [],
    }


@require_POST
@login_required
def unit_pledges_endorse(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    """The ticked pledges of the page, each in its own transaction; the first refusal is said."""
    seen = departments_whose_registration_is_seen_by
    campaign, department = _place(request, campaign_pk, department_pk, seen)
    keys = [int(key) for key in request.POST.getlist("pledge") if key.isdecimal() and len(key) < 10]
    chosen = pledges_endorsable_by(request.user).filter(campaign=campaign, unit=department, pk__in=keys)
    done, refusals = 0, []
    for pledge in chosen:
        try:
            pledging.endorse(pledge, by=request.user)
            done += 1
        except Refused as refused:
            refusals.append(str(refused))
    if refusals:
        messages.error(request, f"Đã xác nhận {done} bản. {refusals[0]}")
    elif done:
        messages.success(request, f"Đã xác nhận {done} bản.")
    else:
        messages.error(request, "Chọn ít nhất một bản đăng ký đang chờ xác nhận.")
    return redirect("unit_registration", campaign.pk, department.pk)


@require_POST
@login_required
def registration_send(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_registering_for)
    with flash(request, f"Đã gửi đăng ký của {department}. Thường trực Hội đồng duyệt."), transaction.atomic():
        registering.send(registering.registration_of(campaign, department), by=request.user)
    return redirect("unit_registration", campaign.pk, department.pk)


@require_POST
@login_required
def registration_take_back(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_registering_for)
    with flash(request, f"Đã rút lại đăng ký của {department}; sửa xong thì gửi lại."), transaction.atomic():
        registering.take_back(registering.registration_of(campaign, department), by=request.user)
    return redirect("unit_registration", campaign.pk, department.pk)


@require_POST
@login_required
def registration_accept(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_managed_by)
    with flash(request, f"Đã duyệt đăng ký của {department}."), transaction.atomic():
        registering.accept(registering.registration_of(campaign, department), by=request.user)
    return redirect("unit_registration", campaign.pk, department.pk)


@require_http_methods(["GET", "POST"])
@login_required
def registration_send_back(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_managed_by)
    words = {
        "question": f"Trả lại đăng ký của {department}?",
        "button": "Trả lại để sửa",
        "why": registering.why_not_send_back(_stored(campaign, department)),
        "done": f"Đã trả lại để sửa; {department} gửi lại sau khi sửa.",
    }
    form = ReasonForm(request.POST or None, act="trả lại")
    return _step(request, campaign, department, registering.send_back, form, words)


@require_http_methods(["GET", "POST"])
@login_required
def registration_reopen(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_managed_by)
    words = {
        "question": f"Mở lại đăng ký của {department}?",
        "button": "Mở lại đăng ký của đơn vị",
        "why": registering.why_not_reopen(_stored(campaign, department)),
        "done": f"Đã mở lại đăng ký của {department}; các bản đã đăng ký trở về “Đã xác nhận”.",
    }
    form = ReasonForm(request.POST or None, act="mở lại")
    return _step(request, campaign, department, registering.reopen, form, words)


@require_http_methods(["GET", "POST"])
@login_required
def registration_open_late(request: HttpRequest, campaign_pk: int, department_pk: int) -> HttpResponse:
    campaign, department = _place(request, campaign_pk, department_pk, departments_managed_by)
    words = {
        "question": f"Cho {department} đăng ký muộn?",
        "button": "Cho đăng ký muộn",
        "why": registering.why_not_open_late(_stored(campaign, department)),
        "done": f"Đã cho {department} đăng ký muộn.",
    }
    return _step(request, campaign, department, registering.open_late, LateForm(request.POST or None), words)


def _step(
    request: HttpRequest, campaign: Campaign, department: Department, verb: Any, form: Any, words: dict[str, str]
) -> HttpResponse:
    """A page that asks for the reason of an act of the clerk, then the act; the form's fields are the verb's."""
    page = reverse("unit_registration", args=[campaign.pk, department.pk])
    if request.method == "POST" and form.is_valid():
        with flash(request, words["done"]), transaction.atomic():
            verb(registering.registration_of(campaign, department), by=request.user, **form.cleaned_data)
        return redirect(page)
    refill(request, form)
    shown = {"form": form, "action_url": request.path, "back_url": page, "back_label": "Quay lại, chưa làm gì"}
    return render(request, "confirm.html", words | shown)


# --- all units


@require_GET
@login_required
@excel_too
def registration_list(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    seen = departments_whose_registration_is_seen_by(request.user)
    if not seen.exists():
        raise Http404
    people, missing = registering.people_and_missing(campaign, seen)
    units = reminding.counted(registering.units_of(campaign), campaign)
    remind, remind_units = reminding.of_school(campaign, request.user)
    context = {
        "campaign": campaign,
        "page": paginate(request, units.filter(pk__in=seen.order_by().values("pk"))),
        "people": people,
        "pledged": people - missing,
        "sentence": f"{people - missing}/{people} người đã đăng ký",
        "sees_all": _sees_all(request),
        "days_left": (campaign.registration_due_on - clock.today()).days if campaign.registration_due_on else None,
        "remind": remind,
        "remind_units": remind_units,
    }
    return render(request, "campaigns/registration_list.html", context)


def _sees_all(request: HttpRequest) -> bool:
    return is_clerk(request.user) or is_rector(request.user)


# --- papers


@require_GET
@login_required
def pledge_list_pdf(
    request: HttpRequest, campaign_pk: int, department_pk: int, *, as_word: bool = False
) -> HttpResponse:
    seen = departments_whose_registration_is_seen_by
    campaign, department = _place(request, campaign_pk, department_pk, seen)
    back = reverse("unit_registration", args=[campaign.pk, department.pk])
    return _printed(request, lambda: pledge_list.gather(_stored(campaign, department)), back, as_word)


@require_GET
@login_required
def school_pledge_list_pdf(request: HttpRequest, campaign_pk: int, *, as_word: bool = False) -> HttpResponse:
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    if not _sees_all(request):
        raise Http404
    back = reverse("registration_list", args=[campaign.pk])
    return _printed(request, lambda: pledge_list.gather_school(campaign), back, as_word)


def _printed(request: HttpRequest, gather: Any, back: str, as_word: bool) -> HttpResponse:
    if as_word:
        return docx_response(gather())
    if missing := pdf.missing_libraries():
        messages.error(request, missing)
        return redirect(back)
    paper = gather()
    return pdf_response(pdf.render(paper), paper.file_name)
