"""Papers around the council: invitation, ballots, tally, disclosure, results, extracts."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from awards.documents import (
    attendance_list,
    ballot_paper,
    case_extract,
    disclosure_notice,
    invitation,
    opinion_paper,
    result_list,
    result_notice,
    tally_sheet,
)
from awards.kinds.kind import Kind
from awards.models import CouncilSession, Disclosure, Presiding, Question, Round, Seat
from thidua.copies import Copy
from thidua.papers import Paper

SESSION_YEAR, ROUND_YEAR = "campaign__year", "session__campaign__year"


def _plain(gather: Callable[[Any], Paper]) -> Callable[[Any, Copy], Paper]:
    """Of a paper that bears no number and has no part that is written."""
    return lambda row, copy: gather(row)


def _of_counts(keys: set[int]) -> dict[int, str]:
    """Round → who signs: the tellers, and who presided when it was counted (room.Room.presided)."""
    chairs = Seat.objects.filter(council=OuterRef("session__council"), role=Seat.Role.CHAIR)
    took_over = Presiding.objects.filter(round=OuterRef("pk")).order_by("-pk")
    rounds = Round.objects.filter(pk__in=keys).annotate(
        instead=Case(
            When(Exists(took_over), Subquery(took_over.values("seat__staff_member__full_name")[:1])),
            default="presiding__staff_member__full_name",
        ),
        presided=Coalesce("instead", Subquery(chairs.values("staff_member__full_name")[:1])),
    )
    found = rounds.exclude(presided=None).values_list("pk", "presided")
    return {pk: f"Ban kiểm phiếu; {name}, chủ tọa" for pk, name in found}


def _tally_finished(round_: Round) -> tuple[str, str, str]:
    signs = f"{'Ban kiểm phiếu' if tally_sheet.has_slips(round_) else 'Thư ký'} và chủ tọa ký"
    return (
        f"Biên bản này không lấy số: in ở trang lượt {round_.ordinal}, {signs}, rồi kèm bản đã ký vào lượt.",
        f"Kèm biên bản đã ký của lượt {round_.ordinal}",
        reverse("signed_sheet_add", args=[round_.pk]),
    )


KINDS: dict[str, Kind] = {
    "invitation": Kind(
        "Giấy mời họp Hội đồng",
        CouncilSession.objects.all,
        SESSION_YEAR,
        invitation.gather,
        series="invitation",
        free=invitation.FREE,
        why_not_issue=invitation.why_not_issue,
        outdated=invitation.outdated_words,
        once=True,
    ),
    "attendance-list": Kind(
        "Danh sách ký dự họp", CouncilSession.objects.all, SESSION_YEAR, _plain(attendance_list.gather)
    ),
    "ballot-paper": Kind(
        "Phiếu bầu",
        Round.objects.all,
        ROUND_YEAR,
        _plain(ballot_paper.gather),
        why_not_issue=ballot_paper.why_not_print,
    ),
    "opinion-paper": Kind(
        "Phiếu lấy ý kiến bằng văn bản",
        CouncilSession.objects.all,
        SESSION_YEAR,
        _plain(opinion_paper.gather),
        why_not_issue=opinion_paper.why_not_print,
    ),
    "tally-sheet": Kind(
        "Biên bản kiểm phiếu",
        Round.objects.all,
        ROUND_YEAR,
        tally_sheet.gather,
        free=tally_sheet.FREE,
        signed_by=_of_counts,
        finished=_tally_finished,
        why_not_issue=tally_sheet.why_not_issue,
    ),
    "result-list": Kind("Danh sách kết quả xét", CouncilSession.objects.all, SESSION_YEAR, _plain(result_list.gather)),
    "case-extract": Kind(
        "Trích biên bản",
        Question.objects.all,
        "round__session__campaign__year",
        _plain(case_extract.gather),
        why_not_issue=case_extract.why_not_issue,
    ),
    "disclosure-notice": Kind(
        "Thông báo công khai danh sách đề nghị",
        Disclosure.objects.all,
        SESSION_YEAR,
        disclosure_notice.gather,
        series="notice",
        free=disclosure_notice.FREE,
        why_not_issue=disclosure_notice.why_not_issue,
        once=True,
    ),
    "result-notice": Kind(
        "Thông báo kết quả xét",
        CouncilSession.objects.all,
        SESSION_YEAR,
        result_notice.gather,
        series="notice",
        free=result_notice.FREE,
        why_not_issue=result_notice.why_not_issue,
        once=True,
    ),
}
