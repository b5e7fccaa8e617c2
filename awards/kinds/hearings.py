"""Papers of the Hội đồng sáng kiến: its minutes, the sheet its members fill in by hand."""

from awards.documents import hearing_minutes, hearing_sheet
from awards.kinds.kind import Kind
from awards.models import Council, CouncilSession, Hearing


def _sessions():
    return CouncilSession.objects.filter(council__kind=Council.Kind.INITIATIVES)


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
}
