"""What the bytes say a file is. Its name and the browser's word play no part here."""

import io
import re
import zipfile

from thidua.inspection import documents, pdfs, pictures
from thidua.inspection.reasons import LOCKED, TWO_IN_ONE, WRONG_TYPE, Unfit

# The container of old Office files; a DOCX with a password is one, too, and names its stream in UTF-16.
OLE_START, OLE_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
PDF_START, READERS_LOOK_FOR_PDF_IN = b"%PDF-", 1024
# What makes a browser or a server take bytes for a page or a program.
MARKUP = re.compile(rb"<(?:\?php|script|html|svg|iframe|!doctype)|javascript:|#!/", re.IGNORECASE)
STARTS_OF_OTHERS = (b"\x7fELF", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")


def look(content: bytes) -> str:
    """The media type; Unfit when the file is not of the four kinds, or more than one of them."""
    if content.startswith(b"PK\x03\x04"):
        if PDF_START in content[:READERS_LOOK_FOR_PDF_IN]:
            raise Unfit(TWO_IN_ONE)
        return documents.look(content)
    if content.startswith(OLE_START):
        raise Unfit(LOCKED if OLE_LOCKED in content else WRONG_TYPE)
    for kind in (pdfs, pictures):
        if content.startswith(kind.STARTS):
            # Order matters: the cheap and strict reading of the frame first, the library afterwards.
            besides = kind.besides_the_content(content)
            _is_one_kind_only(content, besides)
            return kind.look(content)
    raise Unfit(WRONG_TYPE)


def _is_one_kind_only(content: bytes, besides: bytes) -> None:
    """`besides`: what stands around the content proper (comments, notes, what follows the end)."""
    hidden_pdf = PDF_START in content[1:READERS_LOOK_FOR_PDF_IN]
    if MARKUP.search(besides) or hidden_pdf or any(start in besides for start in STARTS_OF_OTHERS):
        raise Unfit(TWO_IN_ONE)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(TWO_IN_ONE)
