"""Papers of the Hội đồng sáng kiến: its minutes, its members' sheets, empty and filled in."""

from django.db.models import QuerySet

from awards.documents import hearing_minutes, hearing_sheet
from awards.kinds.kind import Kind
from awards.models import Council, CouncilSession, Hearing, HearingSheet


def _sessions():
    return CouncilSession.objects.filter(council__kind=Council.Kind.INITIATIVES)


def _counted() -> QuerySet[Hearing]:
    """Nobody else reads a member's sheet before the count, nor does who types the command."""
    return Hearing.objects.filter(status__in=Hearing.COUNTED)


def _sheets() -> QuerySet[HearingSheet]:
    return HearingSheet.objects.filter(hearing__in=_counted())


def _sheet(key: str | None, year: int | None) -> HearingSheet:
    """“12:5” of hearing 12 the sheet of seat 5, the two numbers of its address; without a key the newest."""
    rows = _sheets().filter(hearing__session__campaign__year=year) if year else _sheets()
    if key is None:
        newest: HearingSheet = rows.order_by("-pk")[0]
        return newest
    hearing, _, seat = key.partition(":")
    found: HearingSheet = rows.get(hearing=int(hearing), seat=int(seat))
    return found


KINDS: dict[str, Kind] = {
    "hearing-minutes": Kind(
        "Biên bản họp Hội đồng sáng kiến",
        _sessions,
        "campaign__year",
        lambda row, copy: hearing_minutes.gather(row),
        issued=lambda row: row.minutes,
    ),
    "hearing-sheet": Kind(
        "Phiếu đánh giá sáng kiến",
        Hearing.objects.all,
        "session__campaign__year",
        lambda row, copy: hearing_sheet.gather(row),
    ),
    "hearing-sheet-filled": Kind(
        "Phiếu đánh giá sáng kiến đã chấm",
        _sheets,
        "hearing__session__campaign__year",
        lambda row, copy: hearing_sheet.filled(row),
        find=_sheet,
    ),
    "hearing-sheets-filled": Kind(
        "Các phiếu đánh giá sáng kiến đã chấm",
        _counted,
        "session__campaign__year",
        lambda row, copy: hearing_sheet.all_filled(row),
    ),
}
