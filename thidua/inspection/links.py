"""Links in a document that somebody may click: to a page, a mailbox, a file; never to a program."""

import re

SCHEMES = ("http", "https", "mailto", "tel", "file", "ftp")
# Two letters at least: “C:\\…” is a folder.
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]+):", re.IGNORECASE)


def is_plain(target: str) -> bool:
    scheme = SCHEME.match(target)
    return scheme is None or scheme[1].lower() in SCHEMES
