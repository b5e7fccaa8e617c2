"""For anybody, without signing in: the list that hangs today, until when and where objections are received."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from awards.disclosure_permissions import running
from awards.models import DisclosedCase
from thidua.http import paginate
from thidua.models import Institution
from thidua.tables import excel_too

A_PAGE = 100


@require_GET
@excel_too
def posted(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Names, units, awards; no birth dates, no money. Without `pk` the list that ends first."""
    lists = running().select_related("campaign").order_by("ends_on", "pk")
    found = get_object_or_404(lists, pk=pk) if pk else lists.first()
    context = {"disclosure": found, "school": Institution.objects.first()}
    if found:
        context |= {"page": paginate(request, _cases(found.cases.all()), A_PAGE), "others": lists.exclude(pk=found.pk)}
    response = render(request, "awards/public_disclosure.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _cases(cases: QuerySet[DisclosedCase]) -> QuerySet[DisclosedCase]:
    """`is_shared`: somebody else of that name and unit stands in the list too; their codes tell them apart."""
    people = DisclosedCase.objects.filter(nomination__staff_member__isnull=False)
    alike = people.filter(disclosure=OuterRef("disclosure"), name=OuterRef("name"), unit_name=OuterRef("unit_name"))
    others = alike.exclude(nomination__staff_member=OuterRef("nomination__staff_member"))
    return (
        cases.select_related("award", "nomination__staff_member").annotate(is_shared=Exists(others)).order_by("ordinal")
    )
