"""The digital signatures of a PDF, checked: `python -m thidua.inspection.signed MEMORY CPU [ROOTS] < file`.

Answers with JSON: one object a signature. ROOTS: a folder of certificates (PEM or DER) that are trusted; without it
nobody is, and nothing is fetched from anywhere. Knows no Django.
"""

import io
import json
import logging
import sys
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from thidua.inspection.limits import hold_to

# What may follow a signature without touching what was signed: more signatures, time stamps, their certificates.
HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def signatures(content: bytes, roots: list[x509.Certificate]) -> list[dict[str, Any]]:
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    return [_checked(signature, roots) for signature in reader.embedded_regular_signatures]


def _checked(signature: Any, roots: list[x509.Certificate]) -> dict[str, Any]:
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=roots, allow_fetching=False))
    names = signature.signer_cert.subject.native
    stamp = status.timestamp_validity.timestamp if status.timestamp_validity else None
    at = stamp or status.signer_reported_dt
    return {
        "signer": _text(names.get("common_name")),
        "organisation": _text(names.get("organization_name")),
        "signed_at": at.isoformat() if at else "",
        "is_stamped": stamp is not None,
        "intact": bool(status.intact and status.valid),
        "changed_after": bool(status.modification_level is not None and status.modification_level not in HARMLESS),
        "trusted": bool(status.trusted) if roots else None,
    }


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def roots_in(folder: str) -> list[x509.Certificate]:
    found = []
    for path in sorted(Path(folder).iterdir()) if folder else []:
        if path.suffix in (".pem", ".crt", ".cer", ".der"):
            content = path.read_bytes()
            blocks = [body for _, _, body in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
            found += [x509.Certificate.load(block) for block in blocks]
    return found


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    trusted = roots_in(sys.argv[3] if len(sys.argv) > 3 else "")
    hold_to(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(signatures(sys.stdin.buffer.read(), trusted)))
