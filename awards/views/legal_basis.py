"""“Căn cứ pháp lý”: the law book as it is asked, for one set and day; and one award under all sets side by side."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from awards import legal_basis
from awards.eligibility import sets
from awards.forms.law_book import BasisForm
from awards.law_permissions import reads_regulations
from campaigns.models import Award
from thidua import clock


@require_GET
@login_required
def legal_basis_page(request: HttpRequest) -> HttpResponse:
    """Today's set first; `?bo=`, `?ngay=` for another set or day."""
    form, code, day = _asked(request)
    book = legal_basis.book(code, day)
    context = {
        "form": form,
        "book": book,
        "label": dict(form.fields["bo"].choices)[code],
        "is_todays": code == sets.pick(clock.today()),
        "people": [one for one in book.entries if not one.award.is_collective],
        "collectives": [one for one in book.entries if one.award.is_collective],
        "reads_regulations": reads_regulations(request.user),
    }
    return render(request, "awards/legal_basis.html", context)


def _asked(request: HttpRequest) -> tuple[BasisForm, str, date]:
    today = clock.today()
    form = BasisForm(request.GET if {"bo", "ngay"} & set(request.GET) else None, today=today)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    code = chosen.get("bo") or sets.pick(chosen.get("ngay") or today)
    return form, code, chosen.get("ngay") or legal_basis.day_for(code, today)


@require_GET
@login_required
def legal_basis_award(request: HttpRequest, code: str) -> HttpResponse:
    """What has changed for one award since set A."""
    award = get_object_or_404(Award, code=code, pk__in=sets.get("A").rules)
    columns = legal_basis.side_by_side(award, clock.today())
    return render(request, "awards/legal_basis_award.html", {"award": award, "columns": columns})
