"""A session that was broken off goes on; a lower title is put as its own question."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import announcing, carrying, continuing, lowering
from awards.forms.room import ContinueForm, LowerForm
from awards.models import Council, Nomination
from awards.permissions import sessions_run_by
from thidua.http import flash
from thidua.kept_forms import refill


@require_http_methods(["GET", "POST"])
@login_required
def continue_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(
        sessions_run_by(request.user).select_related("council", "campaign", "presiding__staff_member"), pk=pk
    )
    hears = session.council.kind == Council.Kind.INITIATIVES
    form = ContinueForm(request.POST or None, initial={"place": session.place})
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("planned_for", "place")}
        what = "sáng kiến chưa chấm xong" if hears else "hồ sơ chưa xét đến"
        with flash(request, f"Đã lập phiên họp tiếp với các {what}."):
            return redirect(continuing.continue_in(session, **said, by=request.user))
    refill(request, form)
    context = {"form": form, "session": session, "hears": hears, "why": continuing.why_not_continue(session)}
    if hears:
        context["initiatives"] = list(carrying.left_over(session))
    else:
        left = continuing.left_over(session).select_related("award", "staff_member", "department")
        context["left"] = list(left)
    return render(request, "awards/session_continue.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def put_lower(request: HttpRequest, pk: int) -> HttpResponse:
    on_table = Nomination.objects.filter(session__in=sessions_run_by(request.user))
    nomination = get_object_or_404(on_table.select_related("session", "award", "staff_member", "department"), pk=pk)
    form = LowerForm(lowering.lower_awards(nomination), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã đặt danh hiệu, hình thức thấp hơn; lập lượt bỏ phiếu riêng cho hồ sơ này."):
            lowering.put_lower(nomination, award=form.cleaned_data["award"], by=request.user)
            return redirect(nomination.session)
    refill(request, form)
    context = {
        "question": f"Xét {nomination.candidate} ở danh hiệu, hình thức thấp hơn?",
        "summary": [("Hồ sơ", str(nomination)), ("Trạng thái", announcing.status_words(request.user)(nomination))],
        "cannot_undo": "Hồ sơ mới cùng báo cáo, minh chứng của hồ sơ này, được biểu quyết thành một lượt riêng.",
        "form": form,
        "action_url": request.path,
        "button": "Đặt danh hiệu, hình thức thấp hơn",
        "why": lowering.why_not_lower(nomination),
        "back_url": nomination.session.get_absolute_url() if nomination.session else "/",
        "back_label": "Quay lại phiên họp",
    }
    return render(request, "confirm.html", context)
