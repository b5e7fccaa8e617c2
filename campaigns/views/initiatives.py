"""Initiatives: the list, and the clerk's form with the authors and their shares."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import initiating
from campaigns.forms.initiatives import CoAuthorRows, InitiativeForm
from campaigns.models import Initiative, StaffMember
from campaigns.permissions import initiatives_managed_by, initiatives_visible_to, staff_managed_by
from campaigns.roles import is_clerk
from thidua.forms import save_rows
from thidua.http import paginate
from thidua.kept_forms import restored
from thidua.tables import excel_too
from thidua.vietnamese import search_key

AUTHOR = "tac-gia"  # ?tac-gia=CODE: opened from a person's page, with that author in the first row


@require_GET
@login_required
@excel_too
def initiative_list(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "")
    found = initiatives_visible_to(request.user).prefetch_related("co_authors__staff_member")
    for word in search_key(asked).split():
        found = found.filter(search_key__contains=word)
    context = {"page": paginate(request, found), "asked": asked, "is_clerk": is_clerk(request.user)}
    return render(request, "campaigns/initiative_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def initiative_add(request: HttpRequest) -> HttpResponse:
    if not is_clerk(request.user):
        raise Http404
    author = staff_managed_by(request.user).filter(code=request.GET.get(AUTHOR, "")).first()
    return _form(request, initiating.new_record(), "Ghi sáng kiến", author)


@require_http_methods(["GET", "POST"])
@login_required
def initiative_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(initiatives_managed_by(request.user), pk=pk), "Sửa sáng kiến")


def _form(
    request: HttpRequest, initiative: Initiative, heading: str, author: StaffMember | None = None
) -> HttpResponse:
    typed = request.POST or restored(request) or None
    form = InitiativeForm(typed, instance=initiative)
    # Of a posted page nothing is initial: an author left as offered is one to save.
    offered = [{"staff_member": author.pk}] if author and typed is None else None
    authors = CoAuthorRows(typed, instance=initiative, prefix="authors", initial=offered)
    if request.method == "POST" and form.is_valid() & authors.is_valid():
        saved = _save(form, authors, by=request.user)
        messages.success(request, f"Đã lưu sáng kiến “{saved}”.")
        return redirect("initiative_list")
    context = {"form": form, "formset": authors, "heading": heading, "initiative": initiative}
    return render(request, "campaigns/initiative_form.html", context)


def _save(form: InitiativeForm, authors: Any, *, by: Any) -> Initiative:
    with transaction.atomic():
        saved = form.save(by=by)
        authors.instance = saved
        save_rows(authors, of=saved, by=by, verb="change_authors")
        if form.is_recognised and saved.status != Initiative.Status.RECOGNISED:
            initiating.recognise(saved, by=by)
    return saved
