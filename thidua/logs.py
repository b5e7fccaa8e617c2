"""What the program writes about itself: no name, no address, no choice, no secret.

A line says when, how grave, which part, which answer and page (its name, not its address), the code shown on the page
“500”, and the kind of an error with the places in the code. The text of an error is never written: a database repeats
values in it (“Key (email)=(…) already exists”), and so do many others. Of messages that are not ours only the wording
without its values is written. Knows no Django, so that the server's own log can use it before Django is there.
"""

import logging
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("thidua", "campaigns", "awards")
WITHHELD = "(lời không ghi)"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

# Else a line that cannot be formatted is printed with all its values.
logging.raiseExceptions = False


class SafeFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name, *_of_request(record), _words(record)]
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([" ".join(parts), *_lines_of(error)])


def _words(record: logging.LogRecord) -> str:
    """Our own messages whole: they name rows by number (a test looks after that). Others without values."""
    if record.name.partition(".")[0] in OURS:
        return record.getMessage()
    return str(record.msg) if record.args and isinstance(record.msg, str) else WITHHELD


def _of_request(record: logging.LogRecord) -> Iterator[str]:
    if status := getattr(record, "status_code", None):
        yield str(status)
    request = getattr(record, "request", None)
    if hasattr(request, "resolver_match"):  # the development server passes a socket under this name
        match = request.resolver_match
        yield f"{request.method if request.method in METHODS else '-'} {match.view_name if match else '-'}"
        if code := getattr(request, "error_code", ""):
            yield f"mã {code}"


def _lines_of(error: BaseException | None) -> Iterator[str]:
    """Kind and places of an error, then of what it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield f"  {type(error).__module__}.{type(error).__qualname__}{_database_says(error)}"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"    {_short(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _database_says(error: BaseException) -> str:
    """PostgreSQL's code of the error and the constraint that was broken: names of ours, no values."""
    diagnosis = getattr(error, "diag", None)
    names = [getattr(error, "pgcode", None), getattr(diagnosis, "constraint_name", None)]
    return "".join(f" {name}" for name in names if name)


def _short(filename: str) -> str:
    return filename.removeprefix(f"{ROOT}/")
