"""Papers of the Hội đồng sáng kiến: its minutes, its members' sheets, empty and filled in."""

from awards.documents import hearing_minutes, hearing_sheet
from awards.kinds.kind import Kind
from awards.models import Council, CouncilSession, Hearing, HearingSheet


def _sessions():
    return CouncilSession.objects.filter(council__kind=Council.Kind.INITIATIVES)


def _counted():
    """Nobody else reads a member's sheet before the count, nor does who types the command."""
    return Hearing.objects.filter(status__in=Hearing.COUNTED)


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
        lambda: HearingSheet.objects.filter(hearing__in=_counted()),
        "hearing__session__campaign__year",
        lambda row, copy: hearing_sheet.filled(row),
    ),
    "hearing-sheets-filled": Kind(
        "Các phiếu đánh giá sáng kiến đã chấm",
        _counted,
        "session__campaign__year",
        lambda row, copy: hearing_sheet.all_filled(row),
    ),
}
