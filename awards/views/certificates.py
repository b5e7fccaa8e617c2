"""Certificates of a decision: the list of lines, a print, its file while it is kept."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards import certifying
from awards.certificate_permissions import decisions_certified_by, prints_of
from awards.forms.certificates import ReprintForm
from awards.models import CertificateFile, CertificatePrint, Decision, DecisionLine
from thidua import pdf
from thidua.http import flash, paginate, pdf_response, word_response
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

LINES_A_PAGE = 50
ALL = "tat-ca"
FRESH = "2"  # seconds until a page that waits asks again
AT_WORK = (CertificateFile.Stage.WAITING, CertificateFile.Stage.DRAWING)


def _decision(request: HttpRequest, pk: int) -> Decision:
    decisions = decisions_certified_by(request.user).select_related("document__series", "session__campaign")
    return get_object_or_404(decisions, pk=pk)


@require_GET
@login_required
@excel_too
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    found = _decision(request, pk)
    lines = certifying.lines_of(found)
    prints = found.certificate_prints.select_related("by", "file")
    context = {
        "decision": found,
        "why": certifying.why_not_print(found) or pdf.missing_libraries(),
        "page": paginate(request, lines, LINES_A_PAGE),
        "counts": _counts(lines),
        "prints": paginate(request, prints, name="lan"),
    }
    return render(request, "awards/certificates.html", context)


def _counts(lines: list[DecisionLine]) -> list[tuple[Any, int]]:
    """How many sheets there are, then each kind with how many of them are its own."""
    good = [line for line in lines if not line.why_no_certificate]
    kinds = {line.certificate.kind: line.certificate for line in good}
    numbers = Counter(line.certificate.kind for line in good)
    return [(None, len(good)), *((row, numbers[kind]) for kind, row in kinds.items())]


@require_http_methods(["GET", "POST"])
@login_required
def certificates_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, for `?loai=tat-ca`, one kind or `?chon=` ordinals; why again, where some were printed before."""
    found = _decision(request, pk)
    chosen = _chosen(request, certifying.lines_of(found))
    if not chosen:
        messages.error(request, "Chưa chọn tờ nào để in; đánh dấu ít nhất một dòng.")
        return redirect("certificates", pk)
    again = [line for line in chosen if line.times_printed]
    form = ReprintForm(request.POST if request.method == "POST" else None) if again else None
    if request.method == "POST" and (form is None or form.is_valid()):
        ordinals, reason = [line.ordinal for line in chosen], form.cleaned_data["reason"] if form else ""
        try:
            return redirect(certifying.begin(found, ordinals, reason=reason, by=request.user))
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("certificates", pk)
    if form:
        refill(request, form)
    why = certifying.why_not_print(found) or pdf.missing_libraries()
    context = {"form": form, "action_url": request.get_full_path(), "button": f"In {len(chosen)} tờ", "why": why}
    return render(request, "confirm.html", context | _question(found, chosen, again))


def _chosen(request: HttpRequest, lines: list[DecisionLine]) -> list[DecisionLine]:
    """What cannot be printed is offered nowhere; asked for by hand, it is not among the chosen."""
    good = [line for line in lines if not line.why_no_certificate]
    if kind := request.GET.get("loai"):
        return [line for line in good if kind in (ALL, line.certificate.kind)]
    ticked = set(request.GET.getlist("chon"))
    return [line for line in good if str(line.ordinal) in ticked]


def _question(found: Decision, chosen: list[DecisionLine], again: list[DecisionLine]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(line.certificate for line in chosen))
    summary = [
        ("Quyết định", found.document.full_number if found.document_id else found),
        ("Số sổ vàng", _stretches([line.ordinal for line in chosen])),
        *((str(row), f"khổ {row.paper}, {row.get_mode_display()}") for row in kinds),
    ]
    if len(chosen) == 1:
        summary.insert(1, ("Người nhận", chosen[0].name))
    if again:
        summary.append(("Đã in trước đây", f"{len(again)} tờ: {_stretches([line.ordinal for line in again])}"))
    if len({(row.paper, row.mode) for row in kinds}) > 1:
        summary.append(("Lưu ý", "tệp có nhiều khổ giấy hoặc cách in; nên in riêng từng loại"))
    question = f"In {len(chosen)} tờ giấy khen, bằng?" if len(chosen) > 1 else "In tờ này?"
    back = {"back_url": reverse("certificates", args=[found.pk]), "back_label": "Quay lại, chưa in"}
    return {"question": question, "summary": summary, **back}


def _stretches(ordinals: list[int]) -> str:
    """1–4, 7: what stands in order is said in one."""
    runs: list[list[int]] = []
    for ordinal in ordinals:
        if runs and runs[-1][-1] == ordinal - 1:
            runs[-1].append(ordinal)
        else:
            runs.append([ordinal])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@require_GET
@login_required
@never_cache
def certificate_print(request: HttpRequest, pk: int, print_pk: int) -> HttpResponse:
    """How far the file is; then the way to it."""
    made = _print(request, pk, print_pk)
    context = {
        "print": made,
        "decision": made.decision,
        "file": made.file,
        "is_untaken": certifying.is_untaken(made.file),
        "is_broken_off": certifying.is_broken_off(made.file),
    }
    response = render(request, "awards/certificate_print.html", context)
    if made.file.stage in AT_WORK:
        response["Refresh"] = f"{FRESH}; url={made.get_absolute_url()}"
    return response


def _print(request: HttpRequest, pk: int, print_pk: int) -> CertificatePrint:
    prints = prints_of(request.user).select_related("decision__document__series", "file", "by")
    return get_object_or_404(prints, pk=print_pk, decision=pk)


@require_GET
@login_required
def certificate_print_pdf(request: HttpRequest, pk: int, print_pk: int) -> HttpResponse:
    made = _print(request, pk, print_pk)
    try:
        content = certifying.content_of(made.file)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certificates", pk)
    return pdf_response(content, f"{_file_name(made)}.pdf")


@require_GET
@login_required
def certificate_print_docx(request: HttpRequest, pk: int, print_pk: int) -> HttpResponse:
    made = _print(request, pk, print_pk)
    return word_response(certifying.as_word(made), f"{_file_name(made)}.docx")


def _file_name(made: CertificatePrint) -> str:
    return f"giay-khen-QD-{made.decision.year}-{made.decision.number}-lan-{made.pk}"


@require_POST
@login_required
def certificate_print_again(request: HttpRequest, pk: int, print_pk: int) -> HttpResponse:
    made = _print(request, pk, print_pk)
    with flash(request, "Đã tạo lại tệp."):
        certifying.draw_again(made.file)
    return redirect(made)
