"""Checking in: one page with all of a person's promises of the running đợt, and the file of each word."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import checking_in
from campaigns.checking_in import Word
from campaigns.documents.pledge import amount_text
from campaigns.forms.check_ins import CheckInForm
from campaigns.models import CheckIn, Phase, PledgeTarget, StaffMember
from campaigns.permissions import phases_visible_to
from campaigns.progress_permissions import check_ins_owned_by, check_ins_seen_by
from thidua import clock, uploads
from thidua.forms import EvidenceForm
from thidua.http import flash, hand_out
from thidua.kept_forms import restored
from thidua.workflow import Refused

MOST = 100  # rows of one page: a head of several units has a few dozen
MUCH = 3  # times what was promised: said, since a comma left out makes ten times as much
BACK = "Quay lại tiến độ"
NAMED = ("target__pledge__campaign", "target__phase", "evidence")


@require_http_methods(["GET", "POST"])
@login_required
def check_in(request: HttpRequest, phase_pk: int) -> HttpResponse:
    phase = get_object_or_404(phases_visible_to(request.user).select_related("campaign"), pk=phase_pk)
    get_object_or_404(StaffMember, user=request.user)
    rows, why = _rows(request, phase), checking_in.why_not_check_in(phase)
    forms = [row["form"] for row in rows]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        if _written(request, phase, forms):
            return redirect("check_in", phase.pk)
        rows = _rows(request, phase)  # as they are now, with what was typed
        forms = [row["form"] for row in rows]
    context = {"phase": phase, "rows": rows, "why": why, "forms_of_page": forms}
    return render(request, "campaigns/check_in.html", context)


def _rows(request: HttpRequest, phase: Phase) -> list[dict[str, Any]]:
    """Each promise with its form and the newest word."""
    owned = checking_in.targets_to_report(request.user, phase)
    owned = owned.select_related("phase", "pledge__department", "pledge__staff_member")
    targets = list(owned[:MOST])
    news = CheckIn.objects.filter(target__in=targets, is_newest=True)
    newest = {found.target_id: found for found in news.select_related("evidence")}
    data = request.POST if request.method == "POST" else restored(request)
    found = []
    for number, target in enumerate(targets, start=1):
        said = newest.get(target.pk)
        today = said if said and said.on == clock.today() else None
        form = CheckInForm(data, target=target, number=number, today=today)
        found.append({"target": target, "said": said, "form": form})
    return found


def _written(request: HttpRequest, phase: Phase, forms: list[CheckInForm]) -> bool:
    """Whether the words were written; a refusal is said, and what was typed stays on the page."""
    words = [
        Word(form.target, form.cleaned_data["amount"], form.cleaned_data["line"])
        for form in forms
        if form.has_changed()
    ]
    try:
        done = checking_in.check_in(phase, words, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    replaced = sum(form.today is not None for form in forms if form.has_changed())
    instead = f", thay lần báo trước trong ngày của {replaced} chỉ tiêu" if replaced else ""
    messages.success(request, f"Đã ghi tiến độ của {done} chỉ tiêu{instead}. Có minh chứng thì thêm tệp ở từng dòng.")
    for word in words:
        if word.amount is not None and word.amount > MUCH * word.target.amount:
            messages.warning(request, _much(word))
    return True


def _much(word: Word) -> str:
    said, promised = amount_text(word.amount), amount_text(word.target.amount)
    return f"“{word.target.content}”: đến nay {said}, đăng ký {promised}. Nhập nhầm thì sửa lại trong hôm nay."


# --- the file of a word


@require_http_methods(["GET", "POST"])
@login_required
def check_in_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(check_ins_owned_by(request.user).select_related(*NAMED), pk=pk)
    form = EvidenceForm(request.POST, request.FILES) if request.method == "POST" else EvidenceForm()
    back, why = _own_page(found), checking_in.why_not_attach(found)
    if form.is_bound and form.is_valid():
        with flash(request, "Đã thêm tệp minh chứng."):
            file, by = form.cleaned_data["file"], request.user
            uploads.hand_in(file, lambda kept: checking_in.attach(found, kept, by=by), why=why, by=by)
        return redirect(back)
    about = f"{found.target.content}, báo ngày {found.on:%d/%m/%Y}."
    context = {"about": about, "form": form, "why": why, "back_url": back, "back_label": BACK}
    return render(request, "attachment_add.html", context)


@require_GET
@login_required
def check_in_file(request: HttpRequest, pk: int) -> HttpResponse:
    seen = check_ins_seen_by(request.user).filter(evidence__isnull=False)
    found = get_object_or_404(seen.select_related(*NAMED), pk=pk)
    return hand_out(request, found.evidence, back_url=_page_of(found), back_label="Quay lại")


@require_http_methods(["GET", "POST"])
@login_required
def check_in_file_remove(request: HttpRequest, pk: int) -> HttpResponse:
    owned = check_ins_owned_by(request.user).filter(evidence__isnull=False)
    found = get_object_or_404(owned.select_related(*NAMED), pk=pk)
    back = _own_page(found)
    if request.method == "POST":
        with flash(request, "Đã bỏ tệp khỏi lần báo này."):
            checking_in.detach(found, by=request.user)
        return redirect(back)
    context = {
        "question": "Bỏ tệp này khỏi lần báo tiến độ?",
        "summary": [("Chỉ tiêu", found.target), ("Tệp", found.evidence.original_name)],
        "action_url": request.path,
        "button": "Bỏ tệp",
        "danger": True,
        "why": checking_in.why_not_detach(found),
        "back_url": back,
        "back_label": "Quay lại, giữ tệp",
    }
    return render(request, "confirm.html", context)


def _own_page(found: CheckIn) -> str:
    """Where its owner goes on: the page of words while the đợt runs."""
    phase = _phase_of(found.target, found.on)
    is_over = checking_in.why_not_check_in(phase)
    return _page_of(found) if is_over else reverse("check_in", args=[phase.pk])


def _page_of(found: CheckIn) -> str:
    """Of the promise's own đợt; of the whole year: of the đợt in which the word fell, else of the last."""
    return reverse("pledge_progress", args=[_phase_of(found.target, found.on).pk, found.target.pledge_id])


def _phase_of(target: PledgeTarget, day: Any) -> Phase:
    if target.phase_id:
        return target.phase
    phases = list(target.pledge.campaign.phases.all())
    inside = [p for p in phases if p.starts_on and p.starts_on <= day and (p.ends_on is None or day <= p.ends_on)]
    return (inside or phases[-1:])[0]
