"""Draws a `Paper` as PDF: one template, one stylesheet, one family of letters that comes with the program.

Nothing is fetched from outside: the only addresses that work are `static:` names of our own files, pictures that stand
in the paper itself (`data:image/…`), and `qr:` followed by the text of a QR code.
"""

import atexit
import base64
import gc
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from thidua import qr
from thidua.papers import RICH, Paper, Part, Run
from thidua.profiles import Profile
from thidua.shown import Grid, Shown, Text, shown, tidied

STATIC = settings.BASE_DIR / "static"
MISSING = (
    "Máy chủ thiếu thư viện để tạo PDF; người quản trị chạy lệnh "
    "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0” rồi khởi động lại chương trình."
)
OWN_PICTURE = "data:image/"
OF_CODE = "qr:"
# One drawing at a time: threads would not be faster, and they share the fonts.
ONE_AT_A_TIME = threading.Lock()


class PdfUnavailable(Exception):
    """WeasyPrint or a library it needs is not on this machine; the text says what to install."""


def missing_libraries() -> str:
    """Empty when papers can be drawn, else the sentence for the administrator."""
    try:
        _engine()
    except PdfUnavailable as problem:
        return str(problem)
    return ""


def render(paper: Paper) -> bytes:
    draw, ready = _engine(), shown(paper)
    html = render_to_string("documents/paper.html", {"paper": vars(ready) | _own_parts(paper)})
    with ONE_AT_A_TIME:
        return draw(html, _measures(ready))


@cache
def _engine() -> Callable[[str, str], bytes]:
    """Loads WeasyPrint, the fonts and the stylesheet: once, since each further set of fonts would stay in memory."""
    try:
        # Here and not at the top: it takes most of a second and needs libraries that the rest of the program does not.
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse
    except (ImportError, OSError) as problem:
        raise PdfUnavailable(MISSING) from problem

    def fetcher(url: str) -> Any:
        try:
            if url.startswith(OWN_PICTURE):
                kind, _, content = url.removeprefix("data:").partition(";base64,")
                return URLFetcherResponse(url, base64.b64decode(content, validate=True), {"Content-Type": kind})
            return URLFetcherResponse(url, _own_file(url).read_bytes())
        except (OSError, ValueError) as problem:
            raise FatalURLFetchingError(str(problem)) from problem

    fonts = FontConfiguration()
    sheet = CSS(string=(STATIC / "documents/paper.css").read_text("utf-8"), font_config=fonts, url_fetcher=fetcher)

    def draw(html: str, measures: str) -> bytes:
        styles = [sheet, CSS(string=measures, url_fetcher=fetcher)]
        page = HTML(string=html, base_url="static:", url_fetcher=fetcher)
        with _collecting_later(), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint 70 leaves its colour profile to be closed
            try:
                return page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-3a", cache=_Pictures())
            except FatalURLFetchingError as problem:  # not an Exception: it would end the whole process
                raise PermissionError(str(problem)) from problem

    atexit.register(_engine.cache_clear)  # the fonts want WeasyPrint still there when they go
    return draw


class _Pictures(dict[str, Any]):
    """Where WeasyPrint looks for a picture before it fetches it: codes are there as soon as they are asked for."""

    def __contains__(self, address: object) -> bool:
        if isinstance(address, str) and address.startswith(OF_CODE):
            self.setdefault(address, _Code(address.removeprefix(OF_CODE)))
        return super().__contains__(address)


class _Code:
    """A QR code that draws itself, as WeasyPrint asks of its pictures: read from SVG it took ten times as long."""

    def __init__(self, text: str) -> None:
        self.side, black = qr.squares(text)
        self.path = "\n".join(f"{x} {y} {length} 1 re" for x, y, length in black).encode("ascii")

    def get_intrinsic_size(self, *_: Any) -> tuple[int, int, int]:
        return self.side, self.side, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        with stream.stacked():
            stream.transform(a=width / self.side, d=height / self.side)
            stream.set_color_rgb(0, 0, 0)
            stream.stream.append(self.path)
            stream.fill()


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Python would look for garbage among the boxes of a document over and over: a fifth of the time, in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _own_file(url: str) -> Path:
    path = (STATIC / url.removeprefix("static:")).resolve()
    if not url.startswith("static:") or not path.is_relative_to(STATIC):
        raise ValueError(f"A paper may use only files of this program, not {url[:80]}")
    return path


# What the template prints, and the measures of this paper


def drawn(runs: Iterable[Run]) -> SafeString:
    """Runs as markup; every text is escaped."""
    return mark_safe("".join(map(_run, runs)))  # escaped in _run


def _run(run: Run) -> str:
    text = str(escape(run.text)).replace("\n", "<br>")
    for mark, wanted in (("strong", run.bold), ("em", run.italic)):
        text = f"<{mark}>{text}</{mark}>" if wanted else text
    return f'<span class="whole">{text}</span>' if run.nowrap else text


def _own_parts(paper: Paper) -> dict[str, Any]:
    """What a special kind of paper has beside the parts of every paper, by the names of its fields."""
    common = {item.name for kind in (Paper, Shown) for item in fields(kind)}
    own = [item.name for item in fields(paper) if item.name not in common]
    return {name: _markup(tidied(getattr(paper, name))) for name in own}


def _markup(part: Any) -> Any:
    if isinstance(part, tuple):
        return [_markup(item) for item in part]
    if not isinstance(part, Part):
        return part
    rich = {item.name for item in fields(part) if item.metadata == RICH}
    content = {item.name: getattr(part, item.name) for item in fields(part)}
    return {"type": type(part).__name__} | {
        name: drawn(value) if name in rich else _markup(value) for name, value in content.items()
    }


def _measures(ready: Shown) -> str:
    """The sizes of its profile, and the widths of its tables: tables of equal measures share a class."""
    rules = _sheet_measures((*ready.blocks, *ready.closing), ready.landscape)
    for sheet in ready.appendices:
        rules |= _sheet_measures(sheet.blocks, sheet.landscape)
    return _profile_rules(ready.profile) + "\n".join(f"{selector} {{ {rule} }}" for selector, rule in rules.items())


def _profile_rules(profile: Profile) -> str:
    margins = " ".join(f"{side:g}mm" for side in (profile.top_mm, profile.right_mm, profile.bottom_mm, profile.left_mm))
    lines = [f".nation-{place} {{ font-size: {line.size_pt:g}pt }}" for place, line in enumerate(profile.nation, 1)]
    sizes = "; ".join(f"{name}: {size}" for name, size in profile.sizes().items())
    half = f"size: {profile.page[0]:g}mm {profile.page[1]:g}mm"
    places = (("center", profile.page_number_pt), ("right", profile.draft_pt))
    above = " ".join(f"@top-{place} {{ font-size: {size:g}pt }}" for place, size in places)
    return "\n".join(
        (
            f"@page {{ margin: {margins}; {above} }}",
            f"@page half {{ {half} }} @page list-half {{ {half} }}" if profile.is_half else "",
            f":root {{ {sizes}; --head-line: {profile.head_line:g} }} html {{ line-height: {profile.text_line:g} }}",
            *lines,
            "" if profile.bases_italic else ".basis { font-style: normal }",
            "",
        )
    )


def _sheet_measures(blocks: Iterable[Text | Grid], landscape: bool) -> dict[str, str]:
    rules = {}
    for grid in (block for block in blocks if isinstance(block, Grid)):
        name = f"{'.landscape ' if landscape else ''}.{grid.measure}"
        rules[name] = f"font-size: {grid.size_pt:g}pt"
        for place, width in enumerate(grid.widths_mm, start=1):
            if width:
                rules[f"{name} .column-{place}"] = f"width: {width:.2f}mm"
    return rules
