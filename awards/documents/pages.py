"""How many pages a finished PDF has; stored beside an issued paper."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_PAGE = re.compile(rb"/Type\s*/Page\b")


def page_count(content: bytes) -> int:
    """Page objects of a PDF of ours, also those inside compressed object streams."""
    return len(_PAGE.findall(content)) + sum(len(_PAGE.findall(_inflated(body))) for body in _STREAM.findall(content))


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompress(body)
    except zlib.error:
        return b""
