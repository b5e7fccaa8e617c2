"""Excel in, two steps: a file is read and shown row by row, then imported as a whole or not at all."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.forms.imports import ImportUploadForm
from campaigns.permissions import imports_of, may_import
from thidua import importing
from thidua.http import paginate
from thidua.imports import KINDS, Kind, Outcome
from thidua.models import ImportFile
from thidua.spreadsheets import XLSX, template
from thidua.workflow import Refused

Stage = ImportFile.Stage
ROWS_A_PAGE = 100
FRESH = "2"  # seconds until a page that waits asks again
AT_WORK = (Stage.WAITING, Stage.READING, Stage.CONFIRMED, Stage.APPLYING)
# ?loai=…: only rows of one outcome
FILTERS = {"can-sua": Outcome.WRONG, "doi": Outcome.CHANGED, "moi": Outcome.NEW, "giu-nguyen": Outcome.UNCHANGED}


def _kind(request: HttpRequest, slug: str) -> Kind:
    if slug not in KINDS or not may_import(request.user):
        raise Http404
    return KINDS[slug]


def _kept(request: HttpRequest, pk: int) -> tuple[ImportFile, Kind]:
    kept = get_object_or_404(imports_of(request.user), pk=pk)
    return kept, _kind(request, kept.kind)


@require_GET
@login_required
def import_list(request: HttpRequest) -> HttpResponse:
    if not may_import(request.user):
        raise Http404
    done = ImportFile.objects.filter(stage=Stage.DONE).values("kind").annotate(at=Max("finished_at"))
    last = {row["kind"]: row["at"] for row in done.order_by()}
    open_ones = imports_of(request.user).exclude(stage__in=(Stage.DONE, Stage.DISCARDED, Stage.UNREADABLE))
    context = {
        "kinds": [(kind, last.get(slug)) for slug, kind in KINDS.items()],
        "waiting": [(kept, KINDS[kept.kind].title) for kept in open_ones.order_by("-pk")[:10] if kept.kind in KINDS],
    }
    return render(request, "campaigns/import_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def import_start(request: HttpRequest, kind: str) -> HttpResponse:
    chosen = _kind(request, kind)
    form = ImportUploadForm(request.POST, request.FILES) if request.method == "POST" else ImportUploadForm()
    if form.is_bound and form.is_valid():
        try:
            return redirect(importing.upload(chosen, form.cleaned_data["file"], by=request.user))
        except Refused as refused:
            form.add_error("file", str(refused).rstrip("."))
    return render(request, "campaigns/import_start.html", {"kind": chosen, "form": form, "columns": chosen.columns()})


@require_GET
@login_required
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    chosen = _kind(request, kind)
    return _xlsx(template(chosen.title, chosen.columns(), chosen.rules), f"mau-{chosen.slug}.xlsx")


def _xlsx(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
@login_required
@never_cache
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    kept, kind = _kept(request, pk)
    context = {"import": kept, "kind": kind}
    if kept.stage in AT_WORK:
        return _waiting(request, kept, context)
    if kept.stage == Stage.READY:
        return render(request, "campaigns/import_preview.html", context | _preview(request, kept))
    return render(request, "campaigns/import_end.html", context)


def _waiting(request: HttpRequest, kept: ImportFile, context: dict[str, Any]) -> HttpResponse:
    context |= {"is_untaken": importing.is_untaken(kept), "is_broken_off": importing.is_broken_off(kept)}
    response = render(request, "campaigns/import_waiting.html", context)
    # Named, because the address bar still ends in the form's #loi, and to such an address a browser only jumps.
    response["Refresh"] = f"{FRESH}; url={kept.get_absolute_url()}"
    return response


def _preview(request: HttpRequest, kept: ImportFile) -> dict[str, Any]:
    chosen = FILTERS.get(request.GET.get("loai", ""))
    rows = kept.rows.all() if chosen is None else kept.rows.filter(outcome=chosen)
    page = paginate(request, rows, ROWS_A_PAGE)
    counts = (("can-sua", "cần sửa", kept.wrong), ("doi", "đổi", kept.changed), ("moi", "thêm mới", kept.new))
    return {
        "page": page,
        "wrong_rows": [row for row in page if row.outcome == Outcome.WRONG],
        "good_rows": [row for row in page if row.outcome != Outcome.WRONG],
        "counts": [*counts, ("giu-nguyen", "giữ nguyên", kept.unchanged)],
        "chosen": request.GET.get("loai", "") if chosen is not None else "",
        "all": kept.wrong + kept.changed + kept.new + kept.unchanged,
        "usable": kept.changed + kept.new + kept.unchanged,
        "why": importing.why_not_import(kept),
    }


@require_GET
@login_required
def import_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The uploaded file with a column that says what to mend."""
    kept, _ = _kept(request, pk)
    if kept.stage != Stage.READY or not kept.wrong or not kept.file:
        raise Http404
    try:
        content = importing.marked_file(kept)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(kept)
    return _xlsx(content, f"{kept.original_name.removesuffix('.xlsx')}-co-ghi-loi.xlsx")


@require_POST
@login_required
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    kept, _ = _kept(request, pk)
    _done(request, importing.confirm, kept, by=request.user)
    return redirect(kept)


@require_POST
@login_required
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    kept, kind = _kept(request, pk)
    if not _done(request, importing.discard, kept):
        return redirect(kept)
    return redirect("import_start", kind.slug)


@require_POST
@login_required
def import_again(request: HttpRequest, pk: int) -> HttpResponse:
    kept, _ = _kept(request, pk)
    _done(request, importing.read_again, kept)
    return redirect(kept)


def _done(request: HttpRequest, act: Any, *args: Any, **kwargs: Any) -> bool:
    """What follows is on the page itself; only a refusal needs a word."""
    try:
        act(*args, **kwargs)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True
