"""The institution's row and the series of numbers that bear its symbol: made together, changed together."""

from typing import Any

from django.db import transaction

from thidua.audit import audit
from thidua.models import Institution, IssuedDocument, Series

# code, name, prefix of the symbol, whose symbol it bears, who gives the number
SERIES = (
    ("decision", "Quyết định của Trường", "QĐ-", "symbol", Series.Policy.SHARED),
    ("plan", "Kế hoạch của Trường", "KH-", "symbol", Series.Policy.SHARED),
    ("report", "Báo cáo của Trường", "BC-", "symbol", Series.Policy.SHARED),
    ("submission", "Tờ trình của Trường", "TTr-", "symbol", Series.Policy.SHARED),
    ("notice", "Thông báo của Trường", "TB-", "symbol", Series.Policy.SHARED),
    ("invitation", "Giấy mời của Trường", "GM-", "symbol", Series.Policy.SHARED),
    # Official letters (công văn) have no abbreviation of a kind: Số: 05/TCT-TĐKT, the agency and who drafted it.
    ("letter", "Công văn của Trường", "", "symbol", Series.Policy.SHARED),
    ("council_minutes", "Biên bản của Hội đồng thi đua, khen thưởng", "BB-", "council_symbol", Series.Policy.OWNED),
    # The initiative council numbers its own; schools write it the same way.
    ("initiative_minutes", "Biên bản của Hội đồng sáng kiến", "BB-HĐSK", "", Series.Policy.OWNED),
)
LETTER_DRAFTED_BY = "-TĐKT"
# Cities under the central government: their committees are not called “tỉnh”.
CITIES = ("hà nội", "hải phòng", "huế", "đà nẵng", "hồ chí minh", "cần thơ")


@transaction.atomic
def create_institution(institution: Institution) -> list[Institution | Series]:
    """Write the one row and its series, and give them all; raises IntegrityError when there is one already."""
    institution.pk = 1
    institution.save(force_insert=True)
    return [institution, *add_missing_series(institution)]


def add_missing_series(institution: Institution) -> list[Series]:
    """The series an institution does not have yet, made: all of them for a new one, later ones at an upgrade."""
    there = set(Series.objects.values_list("code", flat=True))
    return [
        Series.objects.create(code=code, name=name, symbol=symbol_of(code, institution), policy=policy)
        for code, name, _, _, policy in SERIES
        if code not in there
    ]


def symbol_of(code: str, institution: Institution) -> str:
    """What stands behind the number: "QĐ-TCT", "BB-HĐTĐKT", of an official letter "TCT-TĐKT"."""
    prefix, whose = next((prefix, whose) for known, _, prefix, whose, _ in SERIES if known == code)
    last = LETTER_DRAFTED_BY if code == "letter" else ""
    return f"{prefix}{getattr(institution, whose) if whose else ''}{last}"


def parent_lines(letterhead: str, place: str) -> str:
    """What stands above the institution's name by default: "TỈNH ỦY LÀO CAI", "UBND TỈNH LÀO CAI", or both."""
    bare = place.strip().removeprefix("Thành phố ").removeprefix("tỉnh ").removeprefix("Tỉnh ")
    is_city = bare.lower() in CITIES
    committee = f"{'THÀNH ỦY' if is_city else 'TỈNH ỦY'}"
    people = f"UBND {'THÀNH PHỐ' if is_city else 'TỈNH'} {bare.upper()}"
    if letterhead == Institution.Letterhead.PROVINCE:
        return people
    return (
        f"{committee} {bare.upper()}"
        if letterhead == Institution.Letterhead.PARTY_COMMITTEE
        else (f"{committee} - {people}")
    )


def previews(letterhead: str, place: str, parents: str, issuer: str) -> list[dict[str, Any]]:
    """The head of a paper as each variant would print it; the chosen one with the lines that were typed."""
    rows = []
    for variant in Institution.Letterhead:
        is_chosen = variant == letterhead
        lines = parents if is_chosen and parents.strip() else parent_lines(variant, place)
        rows.append(
            {
                "label": f"{variant.value}. {variant.label}",
                "is_chosen": is_chosen,
                "parents": [line for line in lines.splitlines() if line.strip()],
                "issuer": [line for line in issuer.splitlines() if line.strip()],
                "place": place,
            }
        )
    return rows


def why_not_change_symbol(field: str) -> str:
    """ "" while no paper bears the symbol; papers issued before show it, so afterwards it stays."""
    codes = [code for code, _, _, whose, _ in SERIES if whose == field]
    used = IssuedDocument.objects.filter(series__code__in=codes).select_related("series").order_by("-pk").first()
    return f"Chữ viết tắt này đã in trong văn bản số {used.full_number} nên không đổi được" if used else ""


def rename_series(institution: Institution, *, by: Any) -> None:
    """Let series with an old symbol of the institution follow the new one; called in the transaction of the change."""
    for code, *_ in SERIES:
        series = Series.objects.select_for_update().filter(code=code).first()
        wanted = symbol_of(code, institution)
        if series is None or series.symbol == wanted or series.documents.exists():
            continue
        before, series.symbol = series.symbol, wanted
        series.save(update_fields=["symbol"])
        audit(series, "change", by=by, before={"symbol": before}, after={"symbol": wanted})
