"""Papers for the upper level, and what takes a decision back."""

from awards.documents import minutes_extract
from awards.documents import revocation as revocation_paper
from awards.documents import submission as submission_paper
from awards.kinds.kind import Kind
from awards.models import Revocation, SubmissionLetter

KINDS: dict[str, Kind] = {
    "submission-letter": Kind(
        "Tờ trình cấp trên",
        SubmissionLetter.objects.all,
        "year",
        submission_paper.gather,
        series=submission_paper.SERIES,
        issued=lambda row: row.document,
    ),
    "minutes-extract": Kind(
        "Trích biên bản họp Hội đồng gửi cấp trên",
        SubmissionLetter.objects.all,
        "year",
        minutes_extract.gather,
        why_not_issue=minutes_extract.why_not_issue,
    ),
    "revocation": Kind(
        "Quyết định hủy bỏ",
        Revocation.objects.all,
        "decision__year",
        revocation_paper.gather,
        series=revocation_paper.SERIES,
        issued=lambda row: row.document,
    ),
}
