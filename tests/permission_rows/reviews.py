"""The sơ kết of a đợt and the tổng kết of a year: figures for who reads them, the end of a campaign for the clerk."""

from tests.permission_row import get, post

PHASE = "phase_pk=phase"

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  ok   404  ok   ok   ok   ok   404  ", "phase_review", PHASE),
    get(" in    404  ok   404  ok   ok   ok   ok   404  ", "phase_commendations", PHASE),
    post("in    404  404  404  404  404  404  go   404  ", "phase_remind", PHASE),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "campaign_review", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_conclude", "campaign"),
    # Decisions are still drafts: the sentence. Without the reason for a đợt that was not reviewed: the form.
    post(
        "in    404  404  404  404  404  404  told 404  ", "campaign_conclude", "campaign", {"reason": "Không sơ kết."}
    ),
    post("in    404  404  404  404  404  404  form 404  ", "campaign_conclude", "campaign"),
]
