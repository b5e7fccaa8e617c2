"""Tags and filters of every page; built in, no `load` needed. Looks: templates/partials/, static/css/theme.css."""

import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thidua import acts, badges, clock, drawings, kept_forms, vietnamese
from thidua.findings import findings

register = template.Library()

SOON_DAYS = 7
OVERDUE_SHOWN_DAYS = 60  # a deadline of last year is history, not a reproach
HISTORY_SHOWN = 50


@register.filter
def vdate(value: date | None) -> str:
    return vietnamese.vdate(_local_day(value)) if value else ""


@register.filter
def vdatetime(value: datetime | None) -> str:
    """14:32, 05/09/2022 in local time."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}, {vietnamese.vdate(local)}"


@register.filter
def weekday_date(value: date | None) -> str:
    """Thứ Hai, 05/09/2022: where a person must come or act."""
    return vietnamese.weekday_date(_local_day(value)) if value else ""


@register.filter
def money(value: int | None) -> str:
    """1.490.000; the word “đồng” stands in the page."""
    return "" if value is None else vietnamese.money(int(value))


@register.filter
def percent(value: Any) -> str:
    """A share (Fraction, Decimal, float; 1 is the whole) as 12,5%."""
    return "" if value is None else vietnamese.percent(Fraction(str(value)))


@register.filter
def decimal(value: Any) -> str:
    """12.50 → 12,5."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(str(value)):,f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",") if "," in text else text


@register.simple_tag
def icon(name: str) -> SafeString:
    return badges.icon(name)


@register.simple_tag
def badge(label: str, tone: str = "") -> SafeString:
    """A status word; the tone follows from the word unless given (neu wait run ok ret bad)."""
    return badges.badge(label, tone)


@register.simple_tag(takes_context=True)
def status_badge(context: Context, obj: Any, said: str = "") -> SafeString:
    """`status_words` of the context: what this reader may know of it (awards/announcing.py). `said`: its word here."""
    if said:
        return badges.badge(said)
    words = context.get("status_words")
    return badges.badge(words(obj) if words else obj.get_status_display())


@register.simple_tag
def due(day: date | None, done: bool = False) -> SafeString | str:
    """A deadline: the date with its weekday, and how near it is; `done` shows the date only."""
    if not day:
        return ""
    shown = format_html('<time datetime="{}">{}</time>', day.isoformat(), vietnamese.weekday_date(day))
    left = (day - clock.today()).days
    if done or left > SOON_DAYS or left < -OVERDUE_SHOWN_DAYS:
        return shown
    if left < 0:
        return format_html("{} {}", shown, badges.badge(f"Quá hạn {-left} ngày", "bad"))
    return format_html("{} {}", shown, badges.badge(f"Còn {left} ngày" if left else "Hôm nay là hạn cuối", "wait"))


@register.simple_tag
def abbr_award(award: Any) -> SafeString:
    """LĐTT with its full name, for tables."""
    return format_html('<abbr title="{}">{}</abbr>', award.name, award.short_name)


@register.simple_tag(takes_context=True)
def form_token(context: Context) -> SafeString:
    """In place of `csrf_token` in every form with text: what was typed survives an ended session. Never in a ballot."""
    csrf = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', context["csrf_token"])
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return csrf
    token = kept_forms.owner_token(request.user, request.get_full_path())
    return format_html('{}<input type="hidden" name="{}" value="{}">', csrf, kept_forms.FIELD, token)


@register.inclusion_tag("partials/_action.html", takes_context=True)
def action(context: Context, url: str, label: str, *args: Any, why: str = "", **options: Any) -> dict[str, Any]:
    """A button that posts: `{% action "pledge_submit" "Gửi đăng ký" pledge.pk why=why primary=True %}`.

    `url` is an address or the name of one (then `args` are its arguments). With `why` the button stays, greyed, and the
    sentence stands under it. `primary`, `danger`; `again` when the answer is a file; `why_url`, `why_link`: one link
    after the reason; `follows`: a line on what comes next; `icon`; anything else becomes a hidden field.
    """
    known = ("primary", "danger", "again", "why_url", "why_link", "follows", "confirm", "icon")
    shown = {name: options.pop(name, "") for name in known}
    shown["follows"] = shown["follows"] or shown.pop("confirm")
    style = "btn-danger" if shown["danger"] else "btn-primary" if shown["primary"] else "btn-outline-primary"
    address = url if "/" in url else reverse(url, args=args)
    return shown | {
        "url": address,
        "label": label,
        "why": why,
        "why_id": f"why-{zlib.crc32(f'{address}{label}{options}'.encode()):x}",
        "style": style,
        "hidden": options,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def crumbs(*pairs: str) -> SafeString:
    """`{% crumbs "Phong trào năm 2022" url "Đăng ký" %}`: begins with Trang chủ by itself, the last has no link."""
    links = format_html_join("", '<li><a href="{}">{}</a></li>', zip(pairs[1:-1:2], pairs[:-1:2], strict=True))
    return format_html(
        '<nav class="td-crumbs container-xl" aria-label="Đường dẫn"><ol><li><a href="{}">Trang chủ</a></li>{}'
        '<li aria-current="page">{}</li></ol></nav>',
        reverse("home"),
        links,
        pairs[-1],
    )


@register.simple_tag
def back(url: str, label: str = "") -> SafeString:
    """“‹ Quay lại” in a linear flow, in place of crumbs."""
    return format_html(
        '<nav class="td-crumbs container-xl" aria-label="Đường dẫn"><a href="{}">‹ {}</a></nav>',
        url,
        label or "Quay lại",
    )


@register.simple_tag(takes_context=True)
def page_link(context: Any, page: Page, number: int) -> str:
    """The address of another page of this list; the rest of the query stays."""
    query = context["request"].GET.copy()
    query[getattr(page, "parameter", "page")] = number
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page: Page) -> Iterator[int | str]:
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.simple_tag(takes_context=True)
def sort_th(context: Context, key: str, label: str, numeric: bool = False) -> SafeString:
    """A column head that sorts by `?sort=key`, then `?sort=-key`; back to page 1."""
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query.pop("page", None)
    query["sort"] = f"-{key}" if now == key else key
    state = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    arrow = {"ascending": " ▲", "descending": " ▼"}.get(state, "")
    return format_html(
        '<th scope="col" role="columnheader" aria-sort="{}"{}><a href="?{}">{}</a>{}</th>',
        state,
        format_html(' class="td-num"') if numeric else "",
        query.urlencode(),
        label,
        format_html('<span aria-hidden="true">{}</span>', arrow),
    )


@register.simple_tag
def control(field: forms.BoundField) -> SafeString:
    """The bare widget of a field with Bootstrap's class; for cells of a table form."""
    kind = field.field.widget
    if isinstance(kind, forms.CheckboxInput):
        style = "form-check-input"
    else:
        style = "form-select" if isinstance(kind, forms.Select) else "form-control"
    return field.as_widget(attrs={"class": f"{style} is-invalid" if field.errors else style})


@register.inclusion_tag("partials/_errors.html")
def error_summary(*parts: Any) -> dict[str, Any]:
    """All errors of forms and formsets, each a link to its field; forms say `novalidate action="#loi"`.

    A part may be a list of them; a formset with a `heading` is named by it.
    """
    errors: list[tuple[str, str]] = []
    for part in (one for given in parts for one in (given if isinstance(given, list) else [given])):
        if isinstance(part, forms.BaseFormSet):
            errors += [("", text) for text in part.non_form_errors()]
            for number, row in enumerate(part.forms, 1):
                place = f"{part.heading}, dòng {number}" if hasattr(part, "heading") else f"Dòng {number}"
                errors += [(href, f"{place}: {text}") for href, text in _errors_of(row)]
        elif part:
            errors += _errors_of(part)
    return {"errors": errors}


def _errors_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, texts in form.errors.items():
        href = ""
        if name in form.fields:
            bound = form[name]
            grouped = isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
            href = f"#{bound.auto_id}_0" if grouped else f"#{bound.auto_id}"
        found += [(href, text) for text in texts]
    return found


@register.inclusion_tag("partials/_meter.html")
def meter(done: float, total: float, sentence: str, limit: float | None = None) -> dict[str, Any]:
    uid = f"{zlib.crc32(sentence.encode()):x}"
    return {"meter": drawings.Meter(done, total, limit), "sentence": sentence, "uid": uid}


@register.inclusion_tag("partials/_bars.html")
def bars(rows: list[drawings.Bar], finding: str) -> dict[str, Any]:
    """A chart of bars with its legend; `finding` says what it shows. Its table stands beside it on the page."""
    named = {part.look: part.label for row in rows for part in row.parts}
    legend = {look: named[look] for look in drawings.LOOKS if look in named}
    return {"rows": rows, "finding": finding, "legend": legend, "uid": f"{zlib.crc32(finding.encode()):x}"}


@register.inclusion_tag("partials/_timeline.html")
def timeline(phases: Any, starts_on: date, ends_on: date) -> dict[str, Any]:
    """The line of a campaign and the list that says the same; `phases` as in `thidua.drawings.line`."""
    return {"line": drawings.line(phases, starts_on, ends_on, clock.today())}


register.inclusion_tag("partials/_findings.html")(findings)


@register.inclusion_tag("partials/_history.html", takes_context=True)
def history(context: Any, entries: Any) -> dict[str, Any]:
    """The newest acts on a thing from `thidua.audit.history_of(obj)`; who reads the trail goes on there."""
    found = list(entries[: HISTORY_SHOWN + 1])
    rows = [
        {
            "act": acts.act_words(entry.verb),
            "entry": entry,
            "who": "" if entry.verb in acts.OF_A_COUNCIL else entry.actor_name,
            "was": acts.status_words(entry.target_type, entry.before.get("status")),
            "now": acts.status_words(entry.target_type, entry.after.get("status")),
        }
        for entry in found[:HISTORY_SHOWN]
    ]
    return {"rows": rows, "has_more": len(found) > HISTORY_SHOWN, "trail_url": context.get("trail_url")}


def _local_day(value: date) -> date:
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value
