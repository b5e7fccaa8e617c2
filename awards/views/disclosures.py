"""Posted lists: all of them for the clerk, one with its lines and objections, drawing up, correcting, dropping."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from awards import disclosing, publicity
from awards.disclosure_permissions import (
    disclosures_kept_by,
    disclosures_objected_to_by,
    disclosures_visible_to,
    objections_sent_by,
    objections_visible_to,
)
from awards.forms.disclosures import DisclosureForm
from awards.forms.nominations import ticked
from awards.models import CouncilSession, Disclosure, Nomination, Objection
from awards.permissions import sessions_prepared_by
from awards.roles import is_council_member
from campaigns import working_days
from campaigns.models import Campaign
from campaigns.permissions import campaigns_visible_to
from campaigns.roles import is_clerk
from thidua import clock
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

CASES_A_PAGE, CHOICES_A_PAGE = 50, 200
STATES = {"coming": ("Sắp công khai", "neu"), "running": ("Đang công khai", "run"), "ended": ("Đã hết thời hạn", "neu")}


def state_of(disclosure: Disclosure) -> tuple[str, str]:
    """The word of a badge, and its tone."""
    return STATES[disclosure.state_on(clock.today())]


@require_GET
@login_required
@excel_too
def disclosure_list(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    unanswered = Count("objections", filter=Q(objections__status=Objection.Status.RECEIVED), distinct=True)
    rows = Disclosure.objects.select_related("campaign", "session").annotate(
        number=Count("cases", distinct=True), received=Count("objections", distinct=True), unanswered=unanswered
    )
    page = paginate(request, rows.order_by("-starts_on", "-pk"))
    for row in page:
        row.state, row.tone = state_of(row)
    begin_in = campaigns_visible_to(request.user).filter(status=Campaign.Status.LAUNCHED)
    return render(request, "awards/disclosure_list.html", {"page": page, "campaigns": begin_in})


@require_GET
@login_required
@excel_too
def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    found = get_object_or_404(disclosures_visible_to(user).select_related("campaign", "session"), pk=pk)
    keeps = is_clerk(user)
    seen = objections_visible_to(user) if keeps or is_council_member(user) else objections_sent_by(user)
    objections = found.objections.filter(pk__in=seen.values("pk")).select_related("case__award", "staff_member")
    state, tone = state_of(found)
    days = found.working_days
    context = {
        "disclosure": found,
        "state": state,
        "tone": tone,
        "days": days,
        "is_short": found.required_days is not None and days < found.required_days,
        "page": paginate(request, found.cases.select_related("award", "nomination__staff_member"), CASES_A_PAGE),
        "objections": paginate(request, objections, name="kien-nghi"),
        "keeps": keeps,
        "sends": disclosures_objected_to_by(user).filter(pk=pk).exists(),
        "receives": keeps and found.starts_on <= clock.today(),
        "why_not_change": disclosing.why_not_change(found) if keeps else "",
        "entries": history_of(found) if keeps else None,
    }
    return render(request, "awards/disclosure.html", context)


# --- drawing up


@require_http_methods(["GET", "POST"])
@login_required
def disclosure_add(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """`?phien-hop=3`: from the result of that session, else from the dossiers verified or on the table."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    if not is_clerk(request.user):
        raise Http404
    session = _session_asked(request, campaign)
    waiting = disclosing.candidates(campaign, session)
    form = DisclosureForm(request.POST or None, initial=_proposed(waiting))
    if request.method == "POST" and form.is_valid():
        try:
            chosen = _chosen(request, waiting)
            made = disclosing.draw_up(campaign, chosen, **form.cleaned_data, session=session, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _drawn_up(made))
            return redirect(made)
    why = disclosing.why_not_from(session)
    return _form_page(request, form, waiting, {"campaign": campaign, "session": session, "why": why})


def _drawn_up(made: Disclosure) -> str:
    if made.begun_at:
        return "Đã lập đợt công khai; danh sách đang hiện ở trang công khai."
    return "Đã lập đợt công khai; trước ngày đầu còn sửa hoặc xóa được."


@require_http_methods(["GET", "POST"])
@login_required
def disclosure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(disclosures_kept_by(request.user).select_related("campaign", "session"), pk=pk)
    waiting = disclosing.candidates(found.campaign, found.session)
    named = ("starts_on", "ends_on", "places", "short_reason")
    form = DisclosureForm(request.POST or None, initial={name: getattr(found, name) for name in named})
    if request.method == "POST" and form.is_valid():
        try:
            disclosing.change(found, _chosen(request, waiting), **form.cleaned_data, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu đợt công khai.")
            return redirect(found)
    context = {"disclosure": found, "campaign": found.campaign, "session": found.session}
    context |= {
        "why": disclosing.why_not_change(found),
        "listed": set(found.cases.values_list("nomination", flat=True)),
    }
    return _form_page(request, form, waiting, context)


@require_http_methods(["GET", "POST"])
@login_required
def disclosure_discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(disclosures_kept_by(request.user).select_related("campaign"), pk=pk)
    why = disclosing.why_not_discard(found)
    if request.method == "POST":
        with flash(request, "Đã xóa đợt công khai; các hồ sơ giữ nguyên."):
            disclosing.discard(found, by=request.user)
        return redirect("disclosure", pk=pk) if why else redirect("disclosure_list")
    context: dict[str, Any] = {
        "question": "Xóa đợt công khai này?",
        "summary": [("Thời gian", found), ("Danh sách", f"{found.cases.count()} trường hợp")],
        "cannot_undo": "Đợt công khai chưa bắt đầu; xóa rồi phải lập lại từ đầu.",
        "action_url": request.path,
        "button": "Xóa đợt công khai",
        "danger": True,
        "why": why,
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa xóa",
    }
    return render(request, "confirm.html", context)


def _session_asked(request: HttpRequest, campaign: Campaign) -> CouncilSession | None:
    asked = request.GET.get("phien-hop", "")
    if not asked:
        return None
    try:
        key = ticked([asked])[0]
    except ValidationError:
        raise Http404 from None
    return get_object_or_404(sessions_prepared_by(request.user).filter(campaign=campaign), pk=key)


def _proposed(waiting: QuerySet[Nomination]) -> dict[str, Any]:
    """The next working day, and the day on which what the rules ask of all of them is full."""
    tomorrow = clock.today() + publicity.ONE_DAY
    starts_on = working_days.on_or_after([tomorrow])[tomorrow]
    asked = _asked(waiting)
    return {"starts_on": starts_on, "ends_on": publicity.last_day(starts_on, asked[0].days) if asked else None}


def _asked(waiting: QuerySet[Nomination]) -> list[publicity.Asked]:
    kinds = waiting.order_by().values_list("rule_set", "award__deciding_level").distinct()
    return publicity.asked_of(kinds, clock.today())


def _chosen(request: HttpRequest, waiting: QuerySet[Nomination]) -> list[Nomination]:
    if "tat-ca" in request.POST:
        return list(waiting)
    try:
        return list(waiting.filter(pk__in=ticked(request.POST.getlist("chosen"))))
    except ValidationError:
        return []


def _form_page(
    request: HttpRequest, form: DisclosureForm, waiting: QuerySet[Nomination], context: dict[str, Any]
) -> HttpResponse:
    refill(request, form)
    ordered = waiting.in_order().defer("grounds", "report")
    page = paginate(request, ordered, CHOICES_A_PAGE)
    posted = set(request.POST.getlist("chosen")) if request.method == "POST" else None
    listed = context.pop("listed", None)
    for row in page:
        row.is_ticked = str(row.pk) in posted if posted is not None else listed is None or row.pk in listed
    whole = page.paginator.num_pages > 1
    context |= {
        "form": form,
        "page": page,
        "offers_all": whole,
        "takes_all": "tat-ca" in request.POST if posted is not None else listed is None,
        "asked": _asked(waiting),
    }
    return render(request, "awards/disclosure_form.html", context)
