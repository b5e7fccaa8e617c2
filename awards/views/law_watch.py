"""The yearly task: what is due to be looked up again, ticked and written as looked up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from awards import amending, law_watch, lawbook
from awards.forms.legal_texts import CheckForm
from awards.forms.parameters import ticked_names
from awards.law_permissions import keeps_legal_texts
from awards.views.legal_texts import with_states
from thidua import clock
from thidua.kept_forms import refill
from thidua.models import LegalText
from thidua.vietnamese import vdate
from thidua.workflow import Refused


@require_http_methods(["GET", "POST"])
@login_required
def law_check(request: HttpRequest) -> HttpResponse:
    if not keeps_legal_texts(request.user):
        raise Http404
    form = CheckForm(request.POST or None, initial={"until": amending.a_year_after(clock.today())})
    texts = law_watch.texts_due().select_related("replaced_by").order_by("role", "in_force_from", "pk")
    if request.method == "POST" and form.is_valid() and _written(request, form, texts):
        return redirect("law_check")
    refill(request, form)
    shown = with_states(texts)
    for text in shown:
        text.name = str(text.pk)
    parameters = law_watch.parameters_due()
    context = {
        "form": form,
        "texts": shown,
        "groups": lawbook.grouped(parameters),
        "due": law_watch.Due(len(shown), len(parameters)),
        "code": amending.todays_set(),
        "all_ticked": request.GET.get("chon") == "het",
        "ticked": set(request.POST.getlist("text") + request.POST.getlist("chosen")),
    }
    return render(request, "awards/law_check.html", context)


def _written(request: HttpRequest, form: CheckForm, texts: QuerySet[LegalText]) -> bool:
    """The ticked ones among those that are due; what somebody else ticked meanwhile is passed over."""
    keys = {key for key in request.POST.getlist("text") if key.isascii() and key.isdecimal()}
    chosen = [text for text in texts if str(text.pk) in keys]
    try:
        names = ticked_names(request.POST.getlist("chosen"))
    except ValidationError:
        names = []
    if not chosen and not names:
        messages.error(request, "Chọn ít nhất một văn bản hoặc tham số đã kiểm tra.")
        return False
    until = form.cleaned_data["until"]
    try:
        number = law_watch.check(chosen, names, until=until, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, f"Đã ghi {number} mục được kiểm tra hôm nay; kiểm tra lại trước ngày {vdate(until)}.")
    return True
