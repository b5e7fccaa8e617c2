"""The ratings of a year: who is rated what and by which paper, what to look at, and many written at once."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns import rating, rating_facts
from campaigns.forms.ratings import RatingFilter, RatingSheetForm, levels_of
from campaigns.models import StaffMember
from campaigns.permissions import departments_read_by, private_staff_of, staff_visible_to
from campaigns.rating_check import Finding, Kind
from campaigns.rating_facts import OfTheYear, Row
from campaigns.roles import is_clerk
from thidua import clock
from thidua.fields import FIRST_YEAR, LAST_YEAR
from thidua.http import paginate
from thidua.kept_forms import refill
from thidua.tables import excel_too
from thidua.workflow import Refused

PER_PAGE = 50
MOST_ROWS = 200  # that one sheet writes
SENT = re.compile(r"([pu][0-9]{1,9})-was")
SHOWN_CHANGES = 10
TONES = {
    Kind.WRONG: ("Không khớp quy định", "bad"),
    Kind.LOOK: ("Cần xem lại", "wait"),
    Kind.MISSING: ("Chưa có", "neu"),
}


@dataclass(frozen=True)
class Said:
    """A finding as this reader has it."""

    sentence: str
    finding: Finding

    @property
    def badge(self) -> tuple[str, str]:
        return TONES.get(self.finding.kind, ("Lưu ý", "neu"))


@dataclass(frozen=True)
class Shown:
    """A row of the page: whose, in which unit, and what the reader may know about it."""

    row: Row
    subject: Any
    unit: str
    level: str
    said: list[Said]


@dataclass(frozen=True)
class Reader:
    """The clerk reads every reason, everybody their own (`private_staff_of`); of others only that there is one."""

    manages: bool
    own: set[int]

    def in_full(self, row: Row) -> bool:
        return self.manages or (not row.is_unit and row.pk in self.own)


@require_GET
@login_required
def rating_years(request: HttpRequest) -> HttpResponse:
    """To the year whose ratings are written now."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("rating_list", args=[rating_facts.year_in_season(clock.today())]) + asked)


@require_GET
@login_required
@excel_too
def rating_list(request: HttpRequest, year: int) -> HttpResponse:
    found, reader = _of_the_year(request.user, year)
    form, rows = _chosen(request, found, reader)
    page = paginate(request, rows, PER_PAGE)
    manages = reader.manages
    context = {
        "year": year,
        "decree": found.rules.decree,
        "form": form,
        "page": page,
        "shown": _shown(found, reader, list(page)),
        "counts": _counts(found),
        "to_look_at": sum(row.asks(in_full=True) for row in found.rows) if manages else 0,
        "of_school": [Said(one.sentence, one) for one in found.of_school()] if manages else [],
        "manages": manages,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "campaign": None if found.campaign and found.campaign.status == "draft" and not manages else found.campaign,
        "years": [other for other in (year - 1, year + 1) if FIRST_YEAR <= other <= min(LAST_YEAR, clock.today().year)],
        "sheet_url": _sheet_url(request, year, page.number),
    }
    return render(request, "campaigns/rating_list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def rating_sheet(request: HttpRequest, year: int) -> HttpResponse:
    """The rows that the list shows, each with its level to choose; one paper and one day for all of them."""
    if not is_clerk(request.user):
        raise Http404
    found, reader = _of_the_year(request.user, year)
    _, rows = _chosen(request, found, reader)
    page = paginate(request, rows, PER_PAGE)
    on_sheet = _sent(request, found) if request.method == "POST" else list(page)
    shown = _shown(found, reader, on_sheet)
    names = {one.row.subject: str(one.subject) for one in shown}
    form = RatingSheetForm(request.POST or None, rows=on_sheet, names=names, decree=found.rules.decree)
    if request.method == "POST" and form.is_valid() and _saved(request, year, form):
        return redirect(request.get_full_path())
    refill(request, form)
    context = {
        "year": year,
        "decree": found.rules.decree,
        "form": form,
        "paper": [form["source"], form["rated_on"]],
        "page": page,
        "controls": [(one, *fields) for one, (_, *fields) in zip(shown, form.controls(), strict=True)],
        "back": f"{reverse('rating_list', args=[year])}?{request.GET.urlencode()}",
    }
    return render(request, "campaigns/rating_sheet.html", context)


def _saved(request: HttpRequest, year: int, form: RatingSheetForm) -> bool:
    said = form.cleaned_data
    try:
        saved = rating.save(year, form.lines, source=said["source"], rated_on=said["rated_on"], by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused).rstrip("."))
        return False
    messages.success(request, _in_words(saved))
    return True


def _in_words(saved: rating.Saved) -> str:
    parts = [f"ghi mới {saved.new}"] if saved.new else []
    if saved.changed:
        named = "; ".join(f"{name}: {old} → {new}" for name, old, new in saved.changed[:SHOWN_CHANGES])
        more = "; …" if len(saved.changed) > SHOWN_CHANGES else ""
        parts.append(f"đổi {len(saved.changed)} ({named}{more})")
    return f"Đã lưu xếp loại: {', '.join(parts)}."


def _of_the_year(user: Any, year: int) -> tuple[OfTheYear, Reader]:
    """The year as this reader may see it; 404 for who sees nobody."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    people, units = staff_visible_to(user), departments_read_by(user)
    found = rating_facts.of_the_year(year, people, units)
    if not found.rows and not people.exists():
        raise Http404
    manages = is_clerk(user)
    own = set() if manages else set(private_staff_of(user).values_list("pk", flat=True))
    return found, Reader(manages, own)


def _chosen(request: HttpRequest, found: OfTheYear, reader: Reader) -> tuple[RatingFilter, list[Row]]:
    among = {row.unit for row in found.rows}
    units = {pk: name for pk, name in found.units.items() if pk in among}
    form = RatingFilter(request.GET, units=units, decree=found.rules.decree)
    return form, [row for row in found.rows if form.passes(row, in_full=reader.in_full(row))]


def _shown(found: OfTheYear, reader: Reader, rows: list[Row]) -> list[Shown]:
    people = StaffMember.objects.in_bulk([row.pk for row in rows if not row.is_unit])
    labels = dict(levels_of(found.rules.decree))
    return [
        Shown(
            row,
            found.units[row.pk] if row.is_unit else people[row.pk],
            found.units.get(row.unit, ""),
            labels.get(row.level, ""),
            [Said(sentence, one) for sentence, one in row.shown(in_full=reader.in_full(row))],
        )
        for row in rows
    ]


def _counts(found: OfTheYear) -> list[tuple[str, str, int, int]]:
    people, units = found.counts(units=False), found.counts(units=True)
    levels = [*levels_of(found.rules.decree), ("", "Chưa xếp loại")]
    return [(level, label, people[level], units[level]) for level, label in levels]


def _sent(request: HttpRequest, found: OfTheYear) -> list[Row]:
    """The rows that were on the sheet when it was filled in, in the order of the list."""
    sent = {match[1] for name in request.POST if (match := SENT.fullmatch(name))}
    return [row for row in found.rows if row.subject in sent][:MOST_ROWS]


def _sheet_url(request: HttpRequest, year: int, number: int) -> str:
    query = request.GET.copy()
    query["page"] = number
    return f"{reverse('rating_sheet', args=[year])}?{query.urlencode()}"
