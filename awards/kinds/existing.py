"""Papers that their own rooms make: pledges, minutes of the council, decisions, money."""

from typing import Any

from awards.documents import decision as decision_paper
from awards.documents import eligibility_report as eligibility_paper
from awards.documents import fund_statement, payment_list, payment_slips
from awards.documents import minutes as minutes_paper
from awards.kinds.kind import Kind
from awards.models import Council, CouncilSession, Decision, FundEntry, Nomination
from campaigns.documents import covenant as covenant_paper
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_list as pledge_list_paper
from campaigns.documents import pledge_receipt
from campaigns.models import Covenant, Pledge, UnitRegistration
from thidua.copies import Copy
from thidua.papers import Paper


def _plain(gather: Any) -> Any:
    """Of a paper that knows by itself which copy it is."""

    def made(row: Any, copy: Copy) -> Paper:
        paper: Paper = gather(row)
        return paper

    return made


KINDS = {
    "pledge": Kind("Bản đăng ký thi đua", Pledge.objects.all, "campaign__year", _plain(pledge_paper.gather)),
    "pledge-receipt": Kind(
        "Giấy biên nhận đăng ký",
        lambda: Pledge.objects.filter(submitted_at__isnull=False),
        "campaign__year",
        _plain(pledge_receipt.gather),
        why_not_issue=pledge_receipt.why_not_print,
    ),
    "covenant": Kind("Bản giao ước thi đua", Covenant.objects.all, "campaign__year", _plain(covenant_paper.gather)),
    "pledge-list": Kind(
        "Danh sách đăng ký thi đua", UnitRegistration.objects.all, "campaign__year", _plain(pledge_list_paper.gather)
    ),
    "council-minutes": Kind(
        "Biên bản họp Hội đồng",
        lambda: CouncilSession.objects.filter(council__kind=Council.Kind.AWARDS),
        "campaign__year",
        _plain(minutes_paper.gather),
        issued=lambda row: row.minutes,
    ),
    "eligibility-report": Kind(
        "Phụ lục đối chiếu điều kiện", Nomination.objects.all, "year", _plain(eligibility_paper.gather)
    ),
    "decision": Kind(
        "Quyết định", Decision.objects.all, "year", _plain(decision_paper.gather), issued=lambda row: row.document
    ),
    "payment-list": Kind("Danh sách chi tiền thưởng", Decision.objects.all, "year", _plain(payment_list.gather)),
    "payment-slips": Kind("Giấy nhận tiền thưởng", Decision.objects.all, "year", _plain(payment_slips.gather)),
    # The key is any row of the fund: its year is printed.
    "fund-statement": Kind(
        "Báo cáo quỹ", FundEntry.objects.all, "year", lambda row, copy: fund_statement.gather(row.year)
    ),
}
