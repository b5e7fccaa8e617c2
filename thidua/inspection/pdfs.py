"""PDF: whole, readable without a password, without anything that runs, fetches a form or carries files."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from thidua.inspection import links
from thidua.inspection.reasons import BROKEN, DYNAMIC_FORM, HOLDS_FILES, LOCKED, RUNS, TOO_COMPLEX, Unfit

STARTS = (b"%PDF-",)
END, END_WITHIN = b"%%EOF", 2048
# Actions that run or send something or open another file; turning a page and opening a web page are not among them.
RUNNING = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition", "/Movie"}
PLAYING = {"/RichMedia", "/Screen", "/Movie", "/3D"}
MOST_OBJECTS = 300_000
MOST_NESTED = 60


def besides_the_content(content: bytes) -> bytes:
    """What stands before the first object and after the last end; Unfit when there is no end."""
    end = content.rfind(END)
    if end < max(0, len(content) - END_WITHIN):
        raise Unfit(BROKEN)
    first = re.search(rb"\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b", content)
    return content[: first.start() if first else len(content)] + b"\n" + content[end + len(END) :]


def look(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                raise Unfit(BROKEN)
            _catalogue(pdf.Root)
            _objects(pdf)
    except pikepdf.PasswordError:
        raise Unfit(LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise Unfit(LOCKED if b"/Encrypt" in content[-END_WITHIN:] else BROKEN) from None
    return "application/pdf"


def _catalogue(root: Any) -> None:
    if "/XFA" in root.get("/AcroForm", {}):
        raise Unfit(DYNAMIC_FORM)
    names = root.get("/Names", {})
    if "/EmbeddedFiles" in names or "/Collection" in root:
        raise Unfit(HOLDS_FILES)
    if "/JavaScript" in names:
        raise Unfit(RUNS)
    _unasked([root.get("/OpenAction")])


def _objects(pdf: pikepdf.Pdf) -> None:
    """Every dictionary of the file, wherever it hides; an action reached from nowhere is refused as well."""
    for count, thing in enumerate(_dictionaries(pdf)):
        if count > MOST_OBJECTS:
            raise Unfit(TOO_COMPLEX)
        keys = thing.keys()
        if "/S" in keys or "/JS" in keys:
            _action(thing, keys)
        if "/AA" in keys:
            _unasked([action for _, action in thing["/AA"].items()])
        if "/EF" in keys:
            raise Unfit(HOLDS_FILES)
        if "/Subtype" in keys and str(thing.get("/Subtype")) in PLAYING | {"/FileAttachment"}:
            raise Unfit(HOLDS_FILES)


def _unasked(actions: list[Any]) -> None:
    """What happens by itself, at opening or turning a page: going to a place in the same file, nothing else."""
    for action in actions:
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) not in ("/GoTo", "/Named"):
            raise Unfit(RUNS)


def _action(thing: Any, keys: Any) -> None:
    kind = str(thing.get("/S"))
    if kind in RUNNING or kind.startswith("/RichMedia") or "/JS" in keys:
        raise Unfit(RUNS)
    if kind == "/URI" and not links.is_plain(str(thing.get("/URI", ""))):
        raise Unfit(RUNS)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for thing in pdf.objects:
        yield from _inside(thing, 0)


def _inside(thing: Any, depth: int) -> Iterator[Any]:
    """The direct dictionaries in an object, itself included; what it refers to is visited by itself."""
    if depth > MOST_NESTED:
        raise Unfit(TOO_COMPLEX)
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        parts = [value for _, value in thing.items()]
    elif isinstance(thing, pikepdf.Array):
        parts = list(thing)
    else:
        return
    for part in parts:
        if isinstance(part, pikepdf.Object) and not part.is_indirect:
            yield from _inside(part, depth + 1)
