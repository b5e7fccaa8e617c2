"""By what a Hội đồng sáng kiến scores: read by its members, written by the clerk until the first sheet is asked for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from awards import hearing_rules
from awards.forms.hearings import CriterionRows, RulesForm
from awards.models import Council
from awards.permissions import councils_visible_to
from campaigns.roles import is_clerk
from thidua.kept_forms import restored
from thidua.rows import typed_values, with_more_rows
from thidua.workflow import Refused

ROWS = "criteria"


@require_http_methods(["GET", "POST"])
@login_required
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    initiatives = councils_visible_to(request.user).filter(kind=Council.Kind.INITIATIVES)
    body = get_object_or_404(initiatives, pk=pk)
    manages = is_clerk(request.user)
    if request.method == "POST" and not manages:
        raise Http404
    rules, why = hearing_rules.rules_of(body), hearing_rules.why_not_write(body)
    rows = hearing_rules.criteria_of(body)
    context = {"council": body, "rules": rules, "criteria": rows, "doubt": hearing_rules.doubt_of(rules)}
    context |= {"manages": manages, "why": why}
    if not manages or (why and request.method == "GET"):
        return render(request, "awards/hearing_criteria.html", context)
    data = request.POST or restored(request) or None
    # Typed rows are all read as new ones: those left as they were count too.
    initial = None if data else [{"text": one.text, "most": one.most} for one in rows]
    form, formset = RulesForm(data, instance=rules), CriterionRows(data, prefix=ROWS, initial=initial)
    if request.method == "POST" and "more" in request.POST:
        form = RulesForm(initial=typed_values(form, data), instance=rules)
        formset = with_more_rows(CriterionRows, data, ROWS)
    elif request.method == "POST" and all([form.is_valid(), formset.is_valid()]):
        try:
            written = [(row["text"], row["most"]) for row in formset.filled]
            hearing_rules.write(body, criteria=written, **form.cleaned_data, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã lưu tiêu chí và ngưỡng xét sáng kiến.")
            return redirect("hearing_criteria", pk=pk)
    return render(request, "awards/hearing_criteria.html", context | {"form": form, "formset": formset})
