"""Another name, coming back, standing in for a head: the clerk's pages for what changes in people's lives."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns import acting, renaming, returning
from campaigns.forms.changes import ComeBackForm, EndStandInForm, RenameForm, StandInForm
from campaigns.models import Department, Posting
from campaigns.permissions import departments_managed_by, staff_managed_by
from thidua import clock
from thidua.kept_forms import refill
from thidua.vietnamese import vdate
from thidua.workflow import Refused


def _change(request: HttpRequest, form: Any, verb: Callable[..., Any], words: dict[str, Any]) -> HttpResponse:
    """A form whose fields are the verb's; a refusal stands over what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(**form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, words["done"])
            return redirect(words["back_url"])
    refill(request, form)
    return render(request, "campaigns/change_form.html", {"form": form} | words)


@require_http_methods(["GET", "POST"])
@login_required
def staff_rename(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user).select_related("user"), pk=pk)
    old = person.full_name
    words = {
        "heading": f"Đổi họ tên của {old}",
        "button": "Đổi họ tên",
        "notes": [
            f"Tên cũ “{old}” được giữ ở trang của cán bộ; tìm theo tên cũ vẫn thấy.",
            "Quyết định, biên bản, nhật ký đã có giữ tên cũ. Bản nháp, dự thảo và văn bản lập sau mang tên mới; "
            "tên hiện của tài khoản đổi theo.",
        ],
        "done": f"Đã đổi họ tên; tên cũ “{old}” được giữ lại.",
        "back_url": reverse("staff_member", args=[pk]),
        "back_label": old,
    }
    return _change(request, RenameForm(request.POST or None), _of(person, renaming.rename), words)


@require_http_methods(["GET", "POST"])
@login_required
def staff_come_back(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(staff_managed_by(request.user), pk=pk)
    words = {
        "heading": f"{person} trở lại làm việc",
        "button": "Ghi trở lại làm việc",
        "why": returning.why_not_come_back(person),
        "notes": [
            f"Thôi việc ngày {vdate(person.left_on)}." if person.left_on else "",
            "Ngày vào cơ quan và mọi danh hiệu, hồ sơ cũ giữ nguyên; thời gian đã thôi việc tính là không làm việc "
            "khi xét điều kiện. Sau đó thêm vị trí công tác mới.",
        ],
        "done": f"Đã ghi {person} trở lại làm việc; thêm vị trí công tác mới.",
        "back_url": reverse("staff_member", args=[pk]),
        "back_label": str(person),
    }
    return _change(request, ComeBackForm(request.POST or None), _of(person, returning.come_back), words)


@require_http_methods(["GET", "POST"])
@login_required
def stand_in_add(request: HttpRequest, department_pk: int) -> HttpResponse:
    unit = get_object_or_404(departments_managed_by(request.user), pk=department_pk)
    words = {
        "heading": f"Giao phụ trách thay ở {unit}",
        "button": "Giao phụ trách thay",
        "notes": notes_on(unit),
        "done": f"Đã giao phụ trách thay ở {unit}.",
        "back_url": reverse("department", args=[unit.pk]),
        "back_label": str(unit),
    }
    return _change(request, StandInForm(request.POST or None), _of(unit, acting.appoint), words)


@require_http_methods(["GET", "POST"])
@login_required
def stand_in_end(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Posting.objects.filter(is_acting_head=True, department__in=departments_managed_by(request.user))
    posting = get_object_or_404(rows.select_related("staff_member", "department"), pk=pk)
    begun = posting.starts_on <= clock.today()
    span = f"từ {vdate(posting.starts_on)} đến {vdate(posting.ends_on)}"
    words = {
        "heading": f"Kết thúc việc {posting.staff_member} phụ trách thay ở {posting.department}",
        "button": "Kết thúc phụ trách thay" if begun else "Bỏ việc giao phụ trách thay",
        "why": acting.why_not_end(posting),
        "notes": [
            f"Đã giao {span}: {posting.basis}.",
            "Việc đã làm trong thời gian phụ trách thay giữ nguyên." if begun else "Chưa bắt đầu nên được bỏ hẳn.",
        ],
        "done": f"Đã kết thúc việc {posting.staff_member} phụ trách thay.",
        "back_url": reverse("department", args=[posting.department_id]),
        "back_label": str(posting.department),
    }
    initial = {"last_day": acting.earliest_end(posting)}
    form = EndStandInForm(request.POST or None, posting=posting, initial=initial)
    return _change(request, form, _of(posting, acting.end), words)


def _of(thing: Any, verb: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **given: verb(thing, **given)


def notes_on(unit: Department) -> list[str]:
    """What standing in means, for the clerk and for the unit's page."""
    is_school = unit.kind == Department.Kind.SCHOOL
    notes = [
        "Trong thời gian đó người phụ trách thay làm mọi việc của người đứng đầu trên phần mềm. Người đứng đầu vẫn làm "
        "được việc của mình (khi về sớm); mỗi việc ghi tên người đã làm, kèm “phụ trách thay”.",
        "Không ai xác nhận cho chính mình: đăng ký, đánh giá, hồ sơ của người phụ trách thay do "
        f"{'Thường trực Hội đồng' if is_school else 'người đứng đầu Trường'} xác nhận, như của người đứng đầu.",
    ]
    if is_school:
        notes.append(
            "Ký, ban hành quyết định vẫn theo vị trí “được ký văn bản của Trường”. Ban Lãnh đạo là đơn vị riêng: cần "
            "gửi đăng ký thay của Ban Lãnh đạo thì giao thêm ở trang đơn vị đó."
        )
    return notes
