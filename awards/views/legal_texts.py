"""Legal texts: their list, one of them, writing down, mending, closing, looking up again; base salaries."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards import amending, keeping_texts
from awards.forms.legal_texts import CheckForm, CloseForm, LegalTextForm, TextFilter
from awards.law_permissions import keeps_legal_texts, legal_texts_kept_by, legal_texts_visible_to
from thidua import clock
from thidua.audit import history_of
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.models import Certainty, LegalText
from thidua.tables import excel_too
from thidua.vietnamese import vdate
from thidua.workflow import Refused

TEXTS_A_PAGE = 50


def _readable(request: HttpRequest) -> QuerySet[LegalText]:
    """An empty table is still theirs to see; for a stranger there is no such page."""
    texts = legal_texts_visible_to(request.user)
    if texts.query.is_empty():
        raise Http404
    return texts


def with_states(texts: Any) -> list[LegalText]:
    rows = list(texts)
    for text in rows:
        text.state = keeping_texts.state_of(text)
        text.to_check = text.certainty != Certainty.CONFIRMED
        text.ends_note = keeping_texts.end_in_words(text)
    return rows


@require_GET
@login_required
@excel_too
def legal_text_list(request: HttpRequest) -> HttpResponse:
    form = TextFilter(request.GET)
    texts = form.narrowed(_readable(request)).select_related("replaced_by").order_by("-in_force_from", "order", "pk")
    page = paginate(request, texts, TEXTS_A_PAGE)
    context = {
        "form": form,
        "page": page,
        "texts": with_states(page),
        "keeps": keeps_legal_texts(request.user),
        "is_filtered": form.is_asked,
    }
    return render(request, "awards/legal_text_list.html", context)


@require_GET
@login_required
def legal_text(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(legal_texts_visible_to(request.user).select_related("replaced_by"), pk=pk)
    context = {
        "text": with_states([text])[0],
        "replaces": text.replaces.order_by("in_force_from"),
        "papers": keeping_texts.papers_citing(text)[:20],
        "keeps": keeps_legal_texts(request.user),
        "entries": history_of(text),
    }
    return render(request, "awards/legal_text.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def legal_text_add(request: HttpRequest) -> HttpResponse:
    """`?nhom=` chooses the role beforehand."""
    if not keeps_legal_texts(request.user):
        raise Http404
    return _form(request, LegalText(role=request.GET.get("nhom", "")[:10]), "Thêm văn bản pháp lý")


@require_http_methods(["GET", "POST"])
@login_required
def legal_text_edit(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(legal_texts_kept_by(request.user), pk=pk)
    return _form(request, text, f"Sửa văn bản {text.number}", why=keeping_texts.why_not_rewrite(text))


def _form(request: HttpRequest, text: LegalText, heading: str, why: str = "") -> HttpResponse:
    form = LegalTextForm(request.POST or None, instance=text)
    if request.method == "POST" and form.is_valid():
        saved = form.save(by=request.user)
        messages.success(request, f"Đã lưu văn bản {saved.number}.")
        return redirect("legal_text", pk=saved.pk)
    refill(request, form)
    back = reverse("legal_text", args=[text.pk]) if text.pk else reverse("legal_text_list")
    context = {"form": form, "heading": heading, "back_url": back, "why": why}
    return render(request, "awards/legal_text_form.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def legal_text_check(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(legal_texts_kept_by(request.user), pk=pk)
    today = clock.today()
    form = CheckForm(request.POST or None, initial={"until": amending.a_year_after(today)})
    if request.method == "POST" and form.is_valid():
        until: date = form.cleaned_data["until"]
        with flash(request, f"Đã ghi {text.number} được kiểm tra hôm nay; kiểm tra lại trước ngày {vdate(until)}."):
            keeping_texts.check(text, until=until, by=request.user)
        return redirect("legal_text", pk=text.pk)
    refill(request, form)
    context = {
        "question": "Ghi là đã kiểm tra văn bản này?",
        "summary": [
            ("Văn bản", text.number),
            ("Có hiệu lực", _span(text)),
            ("Độ chắc chắn", text.get_certainty_display()),
            ("Kiểm tra ngày", vdate(today)),
            ("Người kiểm tra", amending.checker(request.user)),
        ],
        "form": form,
        "button": "Ghi đã kiểm tra",
    }
    return _question(request, text, context, "chưa ghi")


@require_http_methods(["GET", "POST"])
@login_required
def legal_text_close(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(legal_texts_kept_by(request.user).select_related("replaced_by"), pk=pk)
    initial = {"last_day": text.in_force_to, "successor": text.replaced_by_id}
    form = CloseForm(request.POST or None, initial=initial, text=text)
    if request.method == "POST" and form.is_valid():
        try:
            keeping_texts.close(text, **form.cleaned_data, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            ends = f"hiệu lực đến hết ngày {vdate(text.in_force_to)}" if text.in_force_to else "vẫn còn hiệu lực"
            messages.success(request, f"Đã ghi {text.number} {ends}.")
            return redirect("legal_text", pk=text.pk)
    refill(request, form)
    context = {
        "question": "Văn bản này hết hiệu lực từ khi nào?",
        "summary": [("Văn bản", text.number), ("Đang ghi hiệu lực", _span(text))],
        "form": form,
        "button": "Ghi ngày hết hiệu lực",
    }
    return _question(request, text, context, "chưa ghi")


def _span(text: LegalText) -> str:
    ends = f" đến hết ngày {vdate(text.in_force_to)}" if text.in_force_to else ""
    return f"từ ngày {vdate(text.in_force_from)}{ends}"


def _question(request: HttpRequest, text: LegalText, context: dict[str, Any], not_yet: str) -> HttpResponse:
    back = {"back_url": reverse("legal_text", args=[text.pk]), "back_label": f"Quay lại, {not_yet}"}
    return render(request, "confirm.html", context | back | {"action_url": request.path})
