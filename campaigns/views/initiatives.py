"""Initiatives: the list, the page of one, and the forms in which its author or the clerk writes it."""

import contextlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import initiating, recognising
from campaigns.forms.initiatives import CoAuthorRows, FilterForm, OwnCoAuthorRows, RecordForm, SolutionForm
from campaigns.models import CoAuthor, Initiative, StaffMember
from campaigns.permissions import (
    initiatives_edited_by,
    initiatives_visible_to,
    may_register_initiative,
    staff_managed_by,
)
from campaigns.roles import is_clerk, staff_of
from campaigns.similar import similar_context
from thidua import clock
from thidua.audit import history_of
from thidua.forms import save_rows
from thidua.http import paginate
from thidua.kept_forms import restored
from thidua.tables import excel_too
from thidua.vietnamese import search_key
from thidua.workflow import Refused, refuse

MOST_WORDS = 8  # of a search: each asks the whole table
AUTHOR = "tac-gia"  # ?tac-gia=CODE: opened from a person's page, with that author in the first row


# --- the list


@require_GET
@login_required
@excel_too
def initiative_list(request: HttpRequest) -> HttpResponse:
    # No `form` in the context: a filter's error is not the page's.
    filters = FilterForm(request.GET)
    asked = {name: value for name, value in filters.cleaned_data.items() if value} if filters.is_valid() else {}
    found = _filtered(initiatives_visible_to(request.user), dict(asked), request.user)
    page = paginate(request, found.defer("summary", "effect").prefetch_related("co_authors__staff_member"))
    context = {
        "page": page,
        "authors": [author for initiative in page for author in initiative.co_authors.all()],
        "filters": filters,
        "is_filtered": bool(asked),
        "is_clerk": is_clerk(request.user),
        "may_register": may_register_initiative(request.user),
    }
    return render(request, "campaigns/initiative_list.html", context)


def _filtered(initiatives: QuerySet[Initiative], asked: dict[str, Any], user: Any) -> QuerySet[Initiative]:
    if asked.pop("mine", False):
        own = CoAuthor.objects.filter(initiative=OuterRef("pk"), staff_member=staff_of(user))
        initiatives = initiatives.filter(Q(registered_by=user) | Exists(own))
    for word in asked.pop("q", "").split()[:MOST_WORDS]:
        named = StaffMember.objects.matching(word).filter(co_authorships__initiative=OuterRef("pk"))
        by_title = Q(search_key__contains=search_key(word)) | Q(recognised_number__icontains=word)
        initiatives = initiatives.filter(by_title | Exists(named))
    return initiatives.filter(**asked)


# --- the page of one


@require_GET
@login_required
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_visible_to(request.user).select_related("registered_by"), pk=pk)
    owns = found.registered_by_id == request.user.pk
    why_not_edit = initiating.why_not_edit(found, by=request.user)
    context = {
        "initiative": found,
        "authors": found.co_authors.select_related("staff_member").order_by("-share", "pk"),
        "recognitions": found.recognitions.all(),
        "evidence": found.evidence.order_by("pk"),
        "owns": owns,
        "manages": is_clerk(request.user),
        "may_edit": (owns or is_clerk(request.user)) and not why_not_edit,
        "may_take_back": owns and not initiating.why_not_take_back(found),
        "why_not_submit": initiating.why_not_submit(found) if owns else "",
        "history": history_of(found),
    }
    context |= similar_context(found, user=request.user)
    return render(request, "campaigns/initiative_page.html", context)


# --- writing


@require_http_methods(["GET", "POST"])
@login_required
def initiative_register(request: HttpRequest) -> HttpResponse:
    """A draft of one's own."""
    if not may_register_initiative(request.user):
        raise Http404
    new = Initiative(registered_by=request.user, year=clock.today().year)
    form, authors = _forms(request, new, SolutionForm, offered=staff_of(request.user))
    return _saved(request, form, authors) or _page(request, form, authors, "Đăng ký sáng kiến")


@require_http_methods(["GET", "POST"])
@login_required
def initiative_add(request: HttpRequest) -> HttpResponse:
    """What was handed in on paper, recorded by the clerk."""
    if not is_clerk(request.user):
        raise Http404
    author = staff_managed_by(request.user).filter(code=request.GET.get(AUTHOR, "")).first()
    form, authors = _forms(request, initiating.new_record(), RecordForm, offered=author)
    return _saved(request, form, authors) or _page(request, form, authors, "Ghi sáng kiến")


@require_http_methods(["GET", "POST"])
@login_required
def initiative_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(initiatives_edited_by(request.user), pk=pk)
    # Only what writes waits for the lock.
    under_lock = initiating.editing(found, by=request.user) if request.method == "POST" else contextlib.nullcontext()
    try:
        refuse(initiating.why_not_edit(found, by=request.user))
        with under_lock:
            form, authors = _forms(request, found, SolutionForm)
            if saved := _saved(request, form, authors):
                return saved
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return _page(request, form, authors, "Sửa sáng kiến")


def _forms(
    request: HttpRequest,
    initiative: Initiative,
    form_class: type[SolutionForm],
    offered: StaffMember | None = None,
) -> tuple[SolutionForm, Any]:
    """The form and the table of authors, filled with what was typed, if anything was."""
    typed = request.POST or restored(request) or None
    return form_class(typed, instance=initiative), _author_rows(typed, initiative, offered, request.user)


def _saved(request: HttpRequest, form: SolutionForm, authors: Any) -> HttpResponse | None:
    """Where to go on after what was posted is saved; None where the form is shown (again)."""
    if request.method == "GET" or not (form.is_valid() & authors.is_valid()) or _is_twin(form, authors):
        return None
    saved = _save(form, authors, by=request.user)
    if "stay" in request.POST:
        messages.success(request, "Đã lưu nháp.")
        return redirect("initiative_edit", saved.pk)
    messages.success(request, f"Đã lưu sáng kiến “{saved}”.")
    return redirect(saved)


def _page(request: HttpRequest, form: SolutionForm, authors: Any, heading: str) -> HttpResponse:
    initiative = form.instance
    context = {
        "form": form,
        "formset": authors,
        "heading": heading,
        "initiative": initiative,
        "is_draft": initiative.status == Initiative.Status.DRAFT,
    }
    if initiative.pk and not form.is_bound:
        context |= similar_context(initiative, user=request.user)
    return render(request, "campaigns/initiative_form.html", context)


def _author_rows(typed: Any, initiative: Initiative, offered: StaffMember | None, user: Any) -> Any:
    # Of a posted page nothing is initial: an author left as offered is one to save.
    initial = [{"staff_member": offered.pk, "share": 100}] if offered and typed is None else None
    is_own_draft = initiative.registered_by_id == user.pk and initiative.status == Initiative.Status.DRAFT
    kind = OwnCoAuthorRows if is_own_draft else CoAuthorRows
    rows = kind(typed, instance=initiative, prefix="authors", initial=initial)
    rows.registrant = staff_of(user) if is_own_draft else None
    return rows


def _is_twin(form: SolutionForm, authors: Any) -> bool:
    """The same title, year and author again: said beside the title, everything typed kept."""
    if initiating.twin_of(form.instance, authors.people) is None:
        return False
    form.add_error("title", initiating.twin_sentence(form.instance))
    return True


def _save(form: SolutionForm, authors: Any, *, by: Any) -> Initiative:
    with transaction.atomic():
        saved = form.save(by=by)
        authors.instance = saved
        authors.free_places()
        save_rows(authors, of=saved, by=by, verb="change_authors")
        if isinstance(form, RecordForm) and form.decision:
            recognising.recognise(saved, **form.decision, by=by)
    return saved
