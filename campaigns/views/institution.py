"""“Thông tin cơ quan”: what papers and pages print about the institution, kept by the clerk and the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.forms.institution import InstitutionForm
from campaigns.permissions import institutions_kept_by
from thidua.audit import history_of
from thidua.institutions import previews
from thidua.kept_forms import refill

SAVED = "Đã lưu thông tin cơ quan. Văn bản đã ban hành giữ nguyên như khi ban hành."


@require_http_methods(["GET", "POST"])
@login_required
def institution(request: HttpRequest) -> HttpResponse:
    school = get_object_or_404(institutions_kept_by(request.user))
    form = InstitutionForm(request.POST or None, instance=school)
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, SAVED)
        return redirect("institution")
    refill(request, form)
    lines = [str(form[name].value() or "") for name in ("letterhead", "place", "parent_lines", "issuer_lines")]
    context = {"form": form, "heads": previews(*lines), "entries": history_of(school)[:20]}
    return render(request, "campaigns/institution.html", context)
