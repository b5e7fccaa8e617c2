"""Papers of the clerk's office: corrections, the register of outgoing papers."""

from awards import outgoing
from awards.documents import correction_letter, outgoing_register
from awards.kinds.kind import Kind
from thidua import clock
from thidua.models import IssuedDocument


def _year(key: str | None, year: int | None) -> int:
    """The register of a year: its key is the year itself, else the last one with papers. ValueError otherwise."""
    if key is not None:
        return int(key)
    return year or next(iter(outgoing.years()), clock.today().year)


KINDS: dict[str, Kind] = {
    "correction-letter": Kind(
        "Công văn đính chính",
        IssuedDocument.objects.all,
        "year",
        correction_letter.gather,
        series="letter",
        free=correction_letter.FREE,
        why_not_said=correction_letter.why_not_said,
        corrects=lambda document: document,
    ),
    "outgoing-register": Kind(
        "Sổ văn bản đi",
        IssuedDocument.objects.all,
        "year",
        lambda year, copy: outgoing_register.gather(year),
        issued=lambda year: None,
        find=_year,
    ),
}
