"""Which paper is meant by a kind and a key, and its bytes: `manage.py print` without the web."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from awards.documents import decision as decision_paper
from awards.documents import eligibility_report as eligibility_paper
from awards.documents import fund_statement, payment_list, payment_slips
from awards.documents import minutes as minutes_paper
from awards.models import CouncilSession, Decision, FundEntry, Nomination
from campaigns.documents import plan as plan_paper
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_list as pledge_list_paper
from campaigns.models import Campaign, Pledge, UnitRegistration
from thidua import pdf
from thidua.models import IssuedDocument
from thidua.papers import Paper


class CannotPrint(Exception):
    """Its text is a sentence for whoever typed the command."""


@dataclass(frozen=True)
class Kind:
    """One kind of paper: what its key names, which year a row belongs to, and how its paper is made."""

    rows: Callable[[], QuerySet]
    year: str
    paper: Callable[[Model], Paper]
    issued: Callable[[Model], IssuedDocument | None] = lambda row: None


KINDS = {
    "plan": Kind(Campaign.objects.all, "year", plan_paper.gather),
    "pledge": Kind(Pledge.objects.all, "campaign__year", pledge_paper.gather),
    "pledge-list": Kind(UnitRegistration.objects.all, "campaign__year", pledge_list_paper.gather),
    "council-minutes": Kind(
        CouncilSession.objects.all, "campaign__year", minutes_paper.gather, lambda row: row.minutes
    ),
    "eligibility-report": Kind(Nomination.objects.all, "year", eligibility_paper.gather),
    "decision": Kind(Decision.objects.all, "year", decision_paper.gather, lambda row: row.document),
    "payment-list": Kind(Decision.objects.all, "year", payment_list.gather),
    "payment-slips": Kind(Decision.objects.all, "year", payment_slips.gather),
    # The key is any row of the fund: its year is printed.
    "fund-statement": Kind(FundEntry.objects.all, "year", lambda row: fund_statement.gather(row.year)),
}

# Kinds of the blueprint that have no paper yet; asked for, they are refused by name.
NOT_BUILT = (
    "summary-report",
    "unit-minutes",
    "nomination-letter",
    "achievement-report",
    "invitation",
    "tally-sheet",
    "ballot-paper",
    "disclosure-notice",
    "result-notice",
    "result-list",
    "case-extract",
    "certificates",
    "revocation",
    "submission-letter",
    "reminder-letter",
    "outgoing-register",
)


def print_bytes(kind: str, pk: str | None, year: int | None) -> bytes:
    """The PDF of one paper: the stored bytes where it was issued, else drawn now. Without `pk` the newest (of `year`).

    `pledge-list` without `pk` is the whole school's list. Raises CannotPrint with a sentence.
    """
    if kind in NOT_BUILT:
        raise CannotPrint(f"Chưa in được loại “{kind}” trong bản này.")
    if kind not in KINDS:
        raise CannotPrint(f"Không có loại văn bản “{kind}”; chọn một trong: {', '.join(KINDS)}.")
    if kind == "pledge-list" and pk is None:
        return pdf.render(pledge_list_paper.gather_school(_row(KINDS["plan"], None, year)))
    row = _row(KINDS[kind], pk, year)
    issued = KINDS[kind].issued(row)
    return bytes(issued.file.content) if issued else pdf.render(KINDS[kind].paper(row))


def _row(kind: Kind, pk: str | None, year: int | None) -> Model:
    rows = kind.rows().filter(**{kind.year: year}) if year else kind.rows()
    try:
        return rows.order_by("-pk")[0] if pk is None else rows.get(pk=pk)
    except (IndexError, ObjectDoesNotExist, ValueError):
        raise CannotPrint("Không tìm thấy văn bản cần in; xem lại mã và năm.") from None
