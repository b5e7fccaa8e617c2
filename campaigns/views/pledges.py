"""A pledge: its two pages and the check before sending, the receipt, and what the endorser does with it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns import pledging
from campaigns.documents.pledge import gather
from campaigns.forms.pledges import PledgeAwardsForm, target_formset
from campaigns.models import Award, Pledge
from campaigns.permissions import (
    pledges_endorsable_by,
    pledges_owned_by,
    pledges_visible_to,
)
from campaigns.roles import endorser_name
from thidua import pdf
from thidua.audit import history_of
from thidua.forms import ReasonForm, save_rows
from thidua.http import docx_response, flash, pdf_response
from thidua.kept_forms import refill, restored
from thidua.vietnamese import vdate
from thidua.workflow import Refused

EMPTY_ROWS = 3
MORE_ROWS = "them"  # ?them=3: so many empty rows under the targets
BACK_TO_CHECK = "kiem-tra"  # ?ve=kiem-tra: opened by “Sửa” on the check page, returns there


# --- writing


@require_http_methods(["GET", "POST"])
@login_required
def pledge_awards(request: HttpRequest, pk: int) -> HttpResponse:
    """Page 1: titles, forms of commendation, initiative, duties."""
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    if refused := pledging.why_not_edit(pledge):
        return _refused(request, pledge, refused)
    form = PledgeAwardsForm(instance=pledge)
    if request.method == "POST":
        try:
            with pledging.editing(pledge):
                form = PledgeAwardsForm(request.POST, instance=pledge, must_choose="stay" not in request.POST)
                if form.is_valid():
                    form.save(by=request.user)
                    return _onward(request, pledge, "pledge_awards", "pledge_targets")
        except Refused as late:
            return _refused(request, pledge, str(late))
    refill(request, form)
    return render(request, "campaigns/pledge_awards.html", {"form": form, "pledge": pledge})


@require_http_methods(["GET", "POST"])
@login_required
def pledge_targets(request: HttpRequest, pk: int) -> HttpResponse:
    """Page 2: the table of targets; “Thêm dòng” saves and gives more empty rows."""
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    if refused := pledging.why_not_edit(pledge):
        return _refused(request, pledge, refused)
    make = target_formset(rows=EMPTY_ROWS if request.GET.get(MORE_ROWS) or not pledge.targets.exists() else 0)
    if request.method == "POST":
        try:
            with pledging.editing(pledge):
                formset = make(request.POST, instance=pledge)
                if formset.is_valid():
                    formset.number_new_rows()
                    save_rows(formset, of=pledge, by=request.user, verb="change_targets")
                    return _onward(request, pledge, "pledge_targets", "pledge_check")
        except Refused as late:
            return _refused(request, pledge, str(late))
    else:
        formset = make(restored(request), instance=pledge)
    return render(request, "campaigns/pledge_targets.html", {"formset": formset, "pledge": pledge})


def _onward(request: HttpRequest, pledge: Pledge, here: str, following: str) -> HttpResponse:
    """After a page was saved: more rows, the same page (“Lưu nháp”), the check page, or the next page."""
    if "more" in request.POST:
        return redirect(f"{reverse(here, args=[pledge.pk])}?{MORE_ROWS}={EMPTY_ROWS}")
    if "stay" in request.POST:
        messages.success(request, "Đã lưu nháp.")
        return redirect(here, pledge.pk)
    return redirect("pledge_check" if request.GET.get("ve") == BACK_TO_CHECK else following, pledge.pk)


def _refused(request: HttpRequest, pledge: Pledge, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(pledge)


@require_GET
@login_required
def pledge_check(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    if refused := pledging.why_not_edit(pledge):
        return _refused(request, pledge, refused)
    last = pledging.last_day_to_submit(pledge)
    follows = f"Sau khi gửi, muốn sửa phải rút lại trước hết ngày {vdate(last)}." if last else ""
    context = _content(pledge) | {
        "why": pledging.why_not_submit(pledge),
        "advice": pledging.advice(pledge),
        "follows": follows,
        "may_edit": True,
    }
    return render(request, "campaigns/pledge_check.html", context)


def _content(pledge: Pledge) -> dict:
    awards = list(pledge.awards.all())
    return {
        "pledge": pledge,
        "titles": [award for award in awards if award.kind == Award.Kind.TITLE],
        "praise": [award for award in awards if award.kind == Award.Kind.FORM],
        "targets": pledge.targets.select_related("phase"),
    }


# --- the owner's acts


@require_POST
@login_required
def pledge_submit(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    endorser = endorser_name(pledge.owner, pledge.unit)
    with flash(request, f"Đã gửi đăng ký thi đua năm {pledge.campaign.year}. {endorser} xác nhận."):
        pledging.submit(pledge, by=request.user)
        return redirect("pledge_receipt", pledge.pk)
    return redirect("pledge_check" if not pledging.why_not_edit(pledge) else "pledge", pledge.pk)


@require_GET
@login_required
def pledge_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user).filter(submitted_at__isnull=False), pk=pk)
    if pledge.status == Pledge.Status.WITHDRAWN:
        return redirect(pledge)
    context = {
        "pledge": pledge,
        "endorser": endorser_name(pledge.owner, pledge.unit),
        "advice": pledging.advice(pledge),
        "why_not_withdraw": pledging.why_not_withdraw(pledge),
    }
    return render(request, "campaigns/pledge_receipt.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def pledge_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    pledge = get_object_or_404(pledges_owned_by(request.user), pk=pk)
    words = _words_of_withdrawing(pledge)
    done = words.pop("done")
    if request.method == "POST":
        with flash(request, done):
            pledging.withdraw(pledge, by=request.user)
        return redirect(pledge)
    context = words | {
        "summary": [("Của", pledge.owner), ("Mã", pledge.receipt_code), ("Đang ở bước", pledge.get_status_display())],
        "action_url": reverse("pledge_withdraw", args=[pledge.pk]),
        "danger": True,
        "why": pledging.why_not_withdraw(pledge),
        "back_url": pledge.get_absolute_url(),
    }
    return render(request, "confirm.html", context)


def _words_of_withdrawing(pledge: Pledge) -> dict[str, str]:
    """A draft nobody has received is dropped, what was sent is taken back."""
    if pledge.status == Pledge.Status.DRAFT:
        return {
            "question": "Bỏ bản nháp này?",
            "cannot_undo": "Bản nháp đã bỏ không mở lại được; muốn đăng ký thì lập bản mới trước hạn.",
            "button": "Bỏ bản nháp",
            "back_label": "Quay lại, giữ bản nháp",
            "done": "Đã bỏ bản nháp; còn hạn thì lập được bản mới.",
        }
    return {
        "question": "Rút lại bản đăng ký này?",
        "cannot_undo": "Bản đã rút không gửi lại được; bản mới lập trước hạn bắt đầu bằng nội dung của bản này.",
        "button": "Rút lại đăng ký",
        "back_label": "Quay lại, chưa rút",
        "done": "Đã rút lại đăng ký; còn hạn thì lập bản mới, nội dung cũ được chép sang.",
    }


# --- the page of a pledge; the endorser's acts


def _start_url(pledge: Pledge) -> str:
    if pledge.is_collective:
        return reverse("unit_pledge", args=[pledge.campaign_id, pledge.department_id])
    return reverse("my_pledge", args=[pledge.campaign_id])


@require_GET
@login_required
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        pledges_visible_to(request.user).select_related("campaign", "staff_member", "department", "unit"), pk=pk
    )
    owns = pledges_owned_by(request.user).filter(pk=pk).exists()
    endorses = pledges_endorsable_by(request.user).filter(pk=pk).exists()
    context = _content(found) | {
        "owns": owns,
        "endorses": endorses,
        "may_edit": owns and not pledging.why_not_edit(found),
        "may_withdraw": owns and found.status in pledging.MOVES["withdraw"].sources,
        "live": pledging.live_pledge(found.campaign, found.owner) if owns else None,
        "may_begin": owns and not pledging.why_not_begin(found.campaign, found.owner),
        "start_url": _start_url(found),
        "why_not_withdraw": pledging.why_not_withdraw(found) if owns else "",
        "why_not_endorse": pledging.why_not_endorse(found) if endorses else "",
        "why_not_send_back": pledging.why_not_send_back(found) if endorses else "",
        "endorser": endorser_name(found.owner, found.unit),
        "history": history_of(found),
    }
    return render(request, "campaigns/pledge_page.html", context)


@require_POST
@login_required
def pledge_endorse(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(pledges_endorsable_by(request.user), pk=pk)
    with flash(request, f"Đã xác nhận bản đăng ký của {found.owner}."):
        pledging.endorse(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
@login_required
def pledge_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(pledges_endorsable_by(request.user), pk=pk)
    form = ReasonForm(request.POST or None, act="trả lại")
    if request.method == "POST" and form.is_valid():
        with flash(request, f"Đã trả lại để sửa; {found.owner} có {pledging.DAYS_TO_MEND} ngày làm việc để gửi lại."):
            pledging.send_back(found, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(found)
    refill(request, form)
    context = {
        "form": form,
        "question": "Trả lại bản đăng ký để sửa?",
        "summary": [("Của", found.owner), ("Đơn vị", found.unit), ("Đang ở bước", found.get_status_display())],
        "action_url": reverse("pledge_send_back", args=[found.pk]),
        "button": "Trả lại để sửa",
        "why": pledging.why_not_send_back(found),
        "back_url": found.get_absolute_url(),
        "back_label": "Quay lại, chưa trả lại",
    }
    return render(request, "confirm.html", context)


@require_GET
@login_required
def pledge_pdf(request: HttpRequest, pk: int, *, as_word: bool = False) -> HttpResponse:
    found = get_object_or_404(pledges_visible_to(request.user), pk=pk)
    if as_word:
        return docx_response(gather(found))
    if missing := pdf.missing_libraries():
        return _refused(request, found, missing)
    paper = gather(found)
    return pdf_response(pdf.render(paper), paper.file_name)
