"""The council and its members: seen by the clerk and its members, kept by the clerk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import seating
from awards.forms.seating import (
    ROWS,
    CouncilForm,
    CouncilWordsForm,
    ReplaceForm,
    SeatAddForm,
    SeatForm,
    SeatRows,
)
from awards.models import Council, Seat
from awards.permissions import councils_managed_by, councils_visible_to, seats_managed_by
from awards.roles import seats_of
from campaigns.roles import is_clerk
from thidua import clock
from thidua.audit import history_of
from thidua.http import paginate
from thidua.kept_forms import refill, restored
from thidua.rows import typed_values, with_more_rows
from thidua.tables import excel_too
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def council_list(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user) and not seats_of(request.user).exists():
        raise Http404
    councils = councils_visible_to(request.user).annotate(members=Count("seats")).order_by("-starts_on", "-pk")
    context = {"page": paginate(request, councils), "manages": is_clerk(request.user)}
    return render(request, "awards/council_list.html", context)


@require_GET
@login_required
@excel_too
def council(request: HttpRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(councils_visible_to(request.user), pk=pk)
    seats = list(body.seats.select_related("staff_member"))
    today = clock.today()
    sitting = [seat for seat in seats if seat.starts_on <= today and (seat.ends_on is None or seat.ends_on >= today)]
    context = {
        "council": body,
        "seats": seats,
        "sitting": len(sitting),
        "advice": seating.advice_on(len(sitting)) if sitting else "",
        "chairless": not any(seat.role == Seat.Role.CHAIR for seat in sitting),
        "manages": is_clerk(request.user),
        "why": seating.why_not_change_seats(body),
        "entries": history_of(body)[:30],
    }
    return render(request, "awards/council.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def council_add(request: HttpRequest) -> HttpResponse:
    """A council from its decision, with all its seats."""
    if not is_clerk(request.user):
        raise Http404
    data = request.POST or restored(request) or None
    form, rows = CouncilForm(data), SeatRows(data, prefix=ROWS)
    if request.method == "POST" and "more" in request.POST:
        form, rows = CouncilForm(initial=typed_values(form, data)), with_more_rows(SeatRows, data, ROWS)
    elif request.method == "POST" and all([form.is_valid(), rows.is_valid()]):
        seats = [(row["staff_member"], row["role"]) for row in rows.filled]
        try:
            made = seating.set_up(form.instance, seats=seats, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Đã lập Hội đồng với {len(seats)} thành viên.")
            if advice := seating.advice_on(len(seats)):
                messages.warning(request, advice)
            return redirect("council", pk=made.pk)
    return render(request, "awards/council_form.html", {"form": form, "formset": rows})


@require_http_methods(["GET", "POST"])
@login_required
def council_edit(request: HttpRequest, pk: int) -> HttpResponse:
    body = get_object_or_404(councils_managed_by(request.user), pk=pk)
    form = CouncilWordsForm(request.POST or None, instance=body)
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, "Đã lưu thông tin Hội đồng.")
        return redirect("council", pk=pk)
    refill(request, form)
    return render(
        request, "awards/seat_form.html", {"form": form, "council": body, "heading": "Sửa thông tin Hội đồng"}
    )


@require_http_methods(["GET", "POST"])
@login_required
def seat_add(request: HttpRequest, council_pk: int) -> HttpResponse:
    body = get_object_or_404(councils_managed_by(request.user), pk=council_pk)
    form = SeatAddForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> str:
        person = cleaned["staff_member"]
        seating.add(body, person=person, role=cleaned["role"], starts_on=cleaned["starts_on"], by=request.user)
        return f"Đã thêm {person} vào Hội đồng."

    return _seat_page(request, body, form, "Thêm thành viên Hội đồng", act)


@require_http_methods(["GET", "POST"])
@login_required
def seat_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Role, place in the list, last day."""
    seat = _seat(request, pk)
    now = {"role": seat.role, "order": seat.order, "ends_on": seat.ends_on}
    form = SeatForm(request.POST or None, initial=now)

    def act(cleaned: dict[str, Any]) -> str:
        seating.change(seat, by=request.user, **{name: cleaned[name] for name in now})
        return f"Đã lưu vai trò của {seat.staff_member}."

    return _seat_page(request, seat.council, form, f"Sửa vai trò của {seat.staff_member}", act)


@require_http_methods(["GET", "POST"])
@login_required
def seat_replace(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = ReplaceForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> str:
        new = seating.replace(seat, person=cleaned["staff_member"], starts_on=cleaned["starts_on"], by=request.user)
        return f"{new.staff_member} thay {seat.staff_member} trong Hội đồng."

    return _seat_page(request, seat.council, form, f"Thay {seat.staff_member} trong Hội đồng", act)


def _seat(request: HttpRequest, pk: int) -> Seat:
    return get_object_or_404(seats_managed_by(request.user).select_related("council", "staff_member"), pk=pk)


def _seat_page(request: HttpRequest, body: Council, form: Any, heading: str, act: Any) -> HttpResponse:
    """A refusal shows the form again with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
            return redirect("council", pk=body.pk)
    refill(request, form)
    context = {"form": form, "council": body, "heading": heading, "why": seating.why_not_change_seats(body)}
    return render(request, "awards/seat_form.html", context)
