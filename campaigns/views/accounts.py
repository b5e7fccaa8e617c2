"""Who of the staff has an account, making accounts for those without, and the page of one account."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import accounts
from campaigns.forms.accounts import OF_STATE, TONES, AccountFilter, State, state_of
from campaigns.models import Department, Digest, Posting, StaffMember
from campaigns.permissions import accounts_managed_by
from campaigns.roles import is_administrator, is_clerk
from thidua import clock, lockout, second_factor
from thidua.audit import audit, history_of
from thidua.http import paginate
from thidua.models import Institution
from thidua.tables import excel_too
from thidua.workflow import Refused


@require_GET
@login_required
@excel_too
def account_list(request: HttpRequest) -> HttpResponse:
    _keepers_only(request)
    form = AccountFilter(request.GET, units=Department.objects.active(clock.today()))
    people = _filtered(StaffMember.objects.select_related("user"), form)
    page = paginate(request, people.order_by("sort_key", "code"))
    context = {
        "form": form,
        "page": page,
        "rows": _rows(request.user, page.object_list),
        "is_filtered": any(request.GET.get(name) for name in ("q", "unit", "state")),
        "without": _filtered(accounts_managed_by(request.user), form).filter(user=None).count(),
        "most": accounts.BATCH,
        "ticked": "danh-dau" in request.GET,
        "is_administrator": is_administrator(request.user),
    }
    return render(request, "campaigns/account_list.html", context | _asked(request))


def _keepers_only(request: HttpRequest) -> None:
    if not (is_clerk(request.user) or is_administrator(request.user)):
        raise Http404


def _asked(request: HttpRequest) -> dict[str, str]:
    """The filter as it stands in the address, for the links of this page."""
    kept = request.GET.copy()
    for name in ("page", "danh-dau"):
        kept.pop(name, None)
    return {"asked": kept.urlencode()}


def _filtered(people: QuerySet[StaffMember], form: AccountFilter) -> QuerySet[StaffMember]:
    """Those employed today, with the name of their unit, as the filter asks."""
    day: date = clock.today()
    place = Posting.objects.on(day).filter(staff_member=OuterRef("pk")).order_by("-is_main", "pk")
    people = people.employed(day).annotate(unit_name=Subquery(place.values("department__name")[:1]))
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("q"):
        people = people.matching(asked["q"])
    if asked.get("unit"):
        people = people.filter(pk__in=Posting.objects.on(day).filter(department=asked["unit"]).values("staff_member"))
    return people.filter(OF_STATE[asked["state"]]) if asked.get("state") else people


def _rows(viewer: Any, people: list[StaffMember]) -> list[dict[str, Any]]:
    people = list(people)
    waiting = lockout.locked_names(person.user.username for person in people if person.user)
    return [
        {
            "person": person,
            "state": state_of(person).label,
            "tone": TONES[state_of(person)],
            "waits": person.user is not None and person.user.username in waiting,
            "opens": is_administrator(viewer) or person.user is None or not person.user.is_administrator,
        }
        for person in people
    ]


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
def account_open(request: HttpRequest) -> HttpResponse:
    """First the names and proposed user names, then the slips; a reload finds the accounts made and shows no word."""
    _keepers_only(request)
    people, left = _chosen(request)
    if request.method == "POST":
        try:
            slips, refused = accounts.open_accounts(people, by=request.user)
        except Refused as why:
            messages.error(request, str(why))
            return redirect("account_list")
        return slips_page(request, slips, refused)
    if not people:
        messages.error(request, "Chọn ít nhất một người chưa có tài khoản.")
        return redirect("account_list")
    able = [person for person in people if not accounts.why_not_open(person)]
    names = accounts.proposed_names(able)
    context = {
        "rows": [(person, names[person.pk]) for person in able],
        "refused": [why for person in people if (why := accounts.why_not_open(person))],
        "left": left,
        "most": accounts.BATCH,
        "why": "" if able else "Chọn ít nhất một người chưa có tài khoản.",
    }
    return render(request, "campaigns/account_open.html", context)


def _chosen(request: HttpRequest) -> tuple[list[StaffMember], int]:
    """At most a batch of the people ticked, or of all that the filter shows without account; how many are left over."""
    asked = request.POST if request.method == "POST" else request.GET
    form = AccountFilter(asked, units=Department.objects.active(clock.today()))
    if request.method == "GET" and "tat-ca" in asked:
        people = _filtered(accounts_managed_by(request.user), form).filter(user=None)
    else:
        pks = [int(text) for text in asked.getlist("chon") if text.isascii() and text.isdigit() and len(text) < 18]
        people = _filtered(accounts_managed_by(request.user), AccountFilter({}, units=Department.objects.none()))
        people = people.filter(pk__in=pks[: 10 * accounts.BATCH])
    count = people.count()
    people = list(people.order_by("unit_name", "sort_key", "code")[: accounts.BATCH])
    return people, count - len(people)


def slips_page(
    request: HttpRequest, slips: list[accounts.Slip], refused: list[str], told: str = "", back: str = ""
) -> HttpResponse:
    """The only time a one-time password is seen: the answer to the post itself, which nothing stores."""
    context = {
        "slips": slips,
        "refused": refused,
        "told": told,
        "back": back or reverse("account_list"),
        "site": request.build_absolute_uri(reverse("sign_in")),
    }
    response = render(request, "campaigns/account_slips.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@login_required
def account(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(accounts_managed_by(request.user), pk=pk)
    context = {"person": person, "state": state_of(person).label, "tone": TONES[state_of(person)]}
    if person.user is None:
        context["why_open"] = accounts.why_not_open(person)
        return render(request, "campaigns/account.html", context)
    context |= _account(request.user, person)
    return render(request, "campaigns/account.html", context)


def _account(viewer: Any, person: StaffMember) -> dict[str, Any]:
    return {
        "account": person.user,
        "is_locked": state_of(person) == State.LOCKED,
        "has_two_steps": second_factor.is_on(person.user),
        "waits": bool(lockout.locked_names([person.user.username])),
        "why_reset": accounts.why_not_reset(person, by=viewer),
        "why_lock": accounts.why_not_touch(person, by=viewer),
        "why_two_steps": accounts.why_not_remove_second_factor(person, by=viewer),
        "is_administrator": is_administrator(viewer),
        "entries": history_of(person.user)[:20],
        "letter": Digest.objects.filter(user=person.user).first(),
    }


@require_POST
@login_required
def require_second_factor(request: HttpRequest) -> HttpResponse:
    """Oblige clerk, chair and administrators to a second factor from their next sign-in on, or not any more."""
    if not is_administrator(request.user):
        raise Http404
    with transaction.atomic():
        institution = Institution.objects.select_for_update(no_key=True).get()
        before, institution.second_factor_required = institution.second_factor_required, "bat" in request.POST
        institution.save(update_fields=["second_factor_required"])
        after = {"second_factor_required": institution.second_factor_required}
        audit(
            institution,
            "require_second_factor",
            by=request.user,
            before={"second_factor_required": before},
            after=after,
        )
    now = "bắt buộc" if institution.second_factor_required else "không bắt buộc"
    messages.success(request, f"Từ lần đăng nhập sau, xác thực hai bước là {now}.")
    return redirect("account_list")
