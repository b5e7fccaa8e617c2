"""One sheet of points: the owner's form, its page, and the form of somebody on the unit's side."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import points, scoring, settling
from campaigns.forms.points import MarksForm
from campaigns.models import (
    CriteriaSet,
    Criterion,
    Mark,
    Marking,
    ScoreSheet,
    SettledMark,
    StaffMember,
)
from campaigns.permissions import campaigns_visible_to, departments_registering_for
from campaigns.points_permissions import (
    SCORED,
    sheets_owned_by,
    sheets_scored_by,
    sheets_settled_by,
    sheets_visible_to,
)
from campaigns.roles import endorser_name, staff_of
from thidua.audit import history_of
from thidua.http import flash
from thidua.kept_forms import refill
from thidua.workflow import Refused

S = ScoreSheet.Status


def set_in_use(request: HttpRequest, campaign_pk: int, subject: str) -> CriteriaSet:
    """404 where the school does not score: no page speaks of points then."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=campaign_pk)
    found = points.sets_in_use(campaign).get(subject)
    if found is None:
        raise Http404
    found.campaign = campaign
    return found


# --- the owner


@require_http_methods(["GET", "POST"])
@login_required
def my_scores(request: HttpRequest, campaign_pk: int, *, sends: bool = False) -> HttpResponse:
    owner = get_object_or_404(StaffMember, user=request.user)
    found = set_in_use(request, campaign_pk, CriteriaSet.Subject.INDIVIDUAL)
    urls = [reverse(name, args=[campaign_pk]) for name in ("my_scores", "my_scores_send")]
    return _self_page(request, found, owner, urls, sends=sends)


@require_http_methods(["GET", "POST"])
@login_required
def unit_scores(request: HttpRequest, campaign_pk: int, department_pk: int, *, sends: bool = False) -> HttpResponse:
    """Of a collective, by its head."""
    owner = get_object_or_404(departments_registering_for(request.user).filter(kind__in=SCORED), pk=department_pk)
    found = set_in_use(request, campaign_pk, CriteriaSet.Subject.COLLECTIVE)
    urls = [reverse(name, args=[campaign_pk, owner.pk]) for name in ("unit_scores", "unit_scores_send")]
    return _self_page(request, found, owner, urls, sends=sends)


def _self_page(
    request: HttpRequest, found: CriteriaSet, owner: scoring.Owner, urls: list[str], *, sends: bool
) -> HttpResponse:
    sheet = scoring.sheet_of(found, owner)
    if sheet and sheet.status != S.OPEN:
        if request.method == "POST":
            messages.error(request, scoring.why_not_edit(sheet))
        return redirect(sheet)
    own = sheet.markings.filter(is_self=True).first() if sheet else None
    form = _form(request, found, own)
    if request.method == "POST" and form.is_valid():
        try:
            saved = scoring.save_self(found, owner, form.marks(), by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            return _self_saved(request, saved, urls[0], sends=sends)
    refill(request, form)
    context = {"set": found, "owner": owner, "form": form, "sheet": sheet, "urls": urls, "is_self": True}
    context["boxes"] = [(*row, None) for row in form.rows()]
    context |= {"is_overdue": scoring.is_overdue(found), "why": scoring.why_not_self_score(found, owner)}
    return render(request, "campaigns/score_form.html", context)


def _self_saved(request: HttpRequest, sheet: ScoreSheet, form_url: str, *, sends: bool) -> HttpResponse:
    if not sends:
        messages.success(request, "Đã lưu nháp điểm tự chấm; chưa gửi.")
        return redirect(form_url)
    try:
        scoring.send(sheet, by=request.user)
    except Refused as refused:
        messages.error(request, f"Đã lưu nháp. {refused}")
        return redirect(form_url)
    messages.success(request, "Đã gửi điểm tự chấm; rút lại được khi đơn vị chưa chấm.")
    return redirect(sheet)


def _form(request: HttpRequest, found: CriteriaSet, marking: Marking | None) -> MarksForm:
    stored = {mark.criterion_id: mark for mark in marking.marks.all()} if marking else {}
    return MarksForm(list(found.criteria.all()), stored, request.POST or None)


@require_POST
@login_required
def score_sheet_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = get_object_or_404(sheets_owned_by(request.user), pk=pk)
    with flash(request, "Đã rút điểm tự chấm; sửa xong thì gửi lại."):
        scoring.take_back(sheet, by=request.user)
    return redirect(sheet)


# --- the page


@dataclass(frozen=True)
class Line:
    """A criterion and everything the user may see of it; `given`: of each who sent theirs, in one order."""

    criterion: Criterion
    own: Mark | None
    given: list[tuple[StaffMember, Mark | None]]
    settled: SettledMark | None


def read_sheet(request: HttpRequest, sheet: ScoreSheet, *, owns: bool = False) -> dict[str, Any]:
    """Its lines as this user may see them: others' points only once the own are in."""
    markings, person = list(sheet.markings.select_related("scorer").prefetch_related("marks")), staff_of(request.user)
    own = next((one for one in markings if one.is_self), None) if owns or sheet.status != S.OPEN else None
    mine = next((one for one in markings if not one.is_self and one.scorer_id == person.pk), None) if person else None
    sent = [one for one in markings if not one.is_self and one.sent_at]
    sees = mine in sent
    given = sorted(sent, key=lambda one: (one.scorer.sort_key, one.pk)) if sees else []
    for one in given:
        one.total = sum((mark.points for mark in one.marks.all()), points.ZERO)
    settled = {row.criterion_id: row for row in sheet.settled_marks.all()} if sheet.status == S.SETTLED else {}
    of_each, own_marks = [(one.scorer, _by_criterion(one)) for one in given], _by_criterion(own)
    lines = [
        Line(one, own_marks.get(one.pk), [(who, marks.get(one.pk)) for who, marks in of_each], settled.get(one.pk))
        for one in sheet.criteria_set.criteria.all()
    ]
    return {"lines": lines, "given": given, "mine": mine, "sees": sees, "sent": len(sent)}


def _by_criterion(marking: Marking | None) -> dict[int, Mark]:
    return {mark.criterion_id: mark for mark in marking.marks.all()} if marking else {}


@require_GET
@login_required
def score_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    user = request.user
    rights = {"owns": sheets_owned_by(user), "scores": sheets_scored_by(user), "settles": sheets_settled_by(user)}
    asked = {name: Exists(rows.filter(pk=OuterRef("pk"))) for name, rows in rights.items()}
    found = sheets_visible_to(user).annotate(**asked).select_related(*scoring.ASKED_ABOUT, "settled_by")
    sheet = get_object_or_404(found, pk=pk)
    if sheet.status == S.OPEN:  # only the owner sees it: to their form
        return redirect(own_form_url(sheet))
    read, is_settled = read_sheet(request, sheet, owns=sheet.owns), sheet.status == S.SETTLED
    context = read | {
        "sheet": sheet,
        "set": sheet.criteria_set,
        "adjustments": sheet.adjustments.select_related("given_by") if is_settled else [],
        "adjusted": points.adjusted(sheet) if is_settled else (points.ZERO, points.ZERO),
        "may_mark": sheet.scores and not scoring.why_not_mark_now(sheet, read["mine"]),
        "why_not_settle": settling.why_not_settle_now(sheet, sees=read["sees"]),
        "why_not_reopen": settling.why_not_reopen_now(sheet),
        "why_not_take_back": scoring.why_not_take_back(sheet) if sheet.owns and not is_settled else "",
        "settler": endorser_name(sheet.owner, sheet.unit),
        "sees_list": sheet.scores or sheet.settles,
        "history": history_of(sheet),
    }
    return render(request, "campaigns/score_sheet.html", context)


def own_form_url(sheet: ScoreSheet) -> str:
    campaign = sheet.criteria_set.campaign_id
    if sheet.is_collective:
        return reverse("unit_scores", args=[campaign, sheet.department_id])
    return reverse("my_scores", args=[campaign])


# --- somebody on the unit's side


@require_http_methods(["GET", "POST"])
@login_required
def score_sheet_mark(request: HttpRequest, pk: int, *, sends: bool = False) -> HttpResponse:
    seen = sheets_scored_by(request.user).select_related(*scoring.ASKED_ABOUT)
    sheet = get_object_or_404(seen, pk=pk)
    if refused := scoring.why_not_mark(sheet, by=request.user):
        messages.error(request, refused)
        return redirect(sheet)
    form = _form(request, sheet.criteria_set, scoring.marking_by(sheet, staff_of(request.user)))
    if request.method == "POST" and form.is_valid() and (done := _marked(request, sheet, form, sends=sends)):
        return done
    refill(request, form)
    own = _by_criterion(sheet.markings.filter(is_self=True).prefetch_related("marks").first())
    urls = [reverse(name, args=[pk]) for name in ("score_sheet_mark", "score_sheet_mark_send")]
    context = {"set": sheet.criteria_set, "owner": sheet.owner, "form": form, "sheet": sheet, "urls": urls}
    context["boxes"] = [(*row, own.get(row[0].pk)) for row in form.rows()]
    return render(request, "campaigns/score_form.html", context)


def _marked(request: HttpRequest, sheet: ScoreSheet, form: MarksForm, *, sends: bool) -> HttpResponse | None:
    """None: refused, the form again."""
    act = scoring.send_marks if sends else scoring.save_marks
    try:
        act(sheet, form.marks(), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return None
    if not sends:
        messages.success(request, f"Đã lưu nháp điểm chấm {sheet.owner}; chưa gửi, không ai khác thấy.")
        return redirect("score_sheet_mark", sheet.pk)
    messages.success(request, f"Đã gửi điểm chấm {sheet.owner}.")
    is_last = sheets_settled_by(request.user).filter(pk=sheet.pk).exists()
    return redirect("score_sheet_settle", sheet.pk) if is_last else redirect(sheet)
