"""How certificates are printed: one page a kind, with a preview and the sheet for adjusting blanks; the picture."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import certificate_looks as looks
from awards.certificate_permissions import certificate_kinds_kept_by, keeps_certificates
from awards.forms.certificates import CertificateSettingsForm, LogoForm, PlacesForm
from awards.models import CertificateLogo, CertificateSettings
from thidua import pdf, uploads
from thidua.audit import history_of
from thidua.http import flash, pdf_response
from thidua.kept_forms import refill
from thidua.workflow import Refused, refuse


def _row(request: HttpRequest, kind: str) -> CertificateSettings:
    kinds = certificate_kinds_kept_by(request.user)
    if kind not in kinds:
        raise Http404
    return kinds[kind]


@require_GET
@login_required
def certificate_settings_list(request: HttpRequest) -> HttpResponse:
    kinds = certificate_kinds_kept_by(request.user)
    if not kinds:
        raise Http404
    newest = CertificateLogo.objects.select_related("file").first()
    context = {"kinds": kinds.values(), "logo": newest if newest and newest.file_id else None}
    return render(request, "awards/certificate_settings_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def certificate_settings(request: HttpRequest, kind: str) -> HttpResponse:
    row = _row(request, kind)
    form = CertificateSettingsForm(request.POST or None, instance=row)
    places = PlacesForm(request.POST or None, row=_row(request, kind), prefix="o")
    if request.method == "POST" and form.is_valid() & places.is_valid():
        saved = form.save_with(places, by=request.user)
        messages.success(request, "Đã lưu mẫu in; xem trước rồi in thử một tờ trước khi in cả loạt.")
        return redirect(saved)
    refill(request, form, places)
    context = {
        "row": row,
        "form": form,
        "places": places,
        "no_pdf": pdf.missing_libraries(),
        "entries": history_of(row)[:20],
    }
    return render(request, "awards/certificate_settings.html", context)


@require_GET
@login_required
def certificate_preview(request: HttpRequest, kind: str) -> HttpResponse:
    """A made-up recipient as the saved settings print one."""
    return _drawn(request, _row(request, kind), looks.preview, "xem-truoc")


@require_GET
@login_required
def certificate_calibration(request: HttpRequest, kind: str) -> HttpResponse:
    return _drawn(request, _row(request, kind), looks.calibration, "canh-chinh")


def _drawn(request: HttpRequest, row: CertificateSettings, draw: Any, name: str) -> HttpResponse:
    try:
        refuse(pdf.missing_libraries())
        return pdf_response(draw(row), f"{row.kind}-{name}.pdf")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(row)


# --- the picture


@require_http_methods(["GET", "POST"])
@login_required
def certificate_logo(request: HttpRequest) -> HttpResponse:
    if not keeps_certificates(request.user):
        raise Http404
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_bound and form.is_valid():
        with flash(request, "Đã lưu biểu trưng; chọn “biểu trưng của cơ quan” ở loại muốn in."):
            upload, by = form.cleaned_data["file"], request.user
            uploads.hand_in(upload, lambda kept: looks.set_logo(kept, by=by), why="", by=by)
        return redirect("certificate_settings_list")
    return render(request, "awards/certificate_logo.html", {"form": form})


@require_POST
@login_required
def certificate_logo_remove(request: HttpRequest) -> HttpResponse:
    if not keeps_certificates(request.user):
        raise Http404
    with flash(request, "Đã bỏ biểu trưng; giấy khen in đủ không còn hình ở giữa phía trên."):
        looks.set_logo(None, by=request.user)
    return redirect("certificate_settings_list")
