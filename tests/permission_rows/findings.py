"""What is written on a dossier beside its author, and the findings as a paper."""

from tests.permission_row import get, post

SAID = {"answer_0": "yes", "source_0": "Công văn số 12/TCT ngày 05/12/2022"}
REASON = {"reason": "Hội đồng đã xem minh chứng bổ sung tại phiên họp."}

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "nomination_statements", "minh_dossier"),
    post("in    404  404  404  404  404  404  go   404  ", "nomination_statements", "minh_dossier", SAID),
    # The only clerk's own dossier is the chair's to verify.
    get(" in    404  404  404  404  ok   404  404  404  ", "nomination_statements", "lan_dossier"),
    # Chair or clerk; nothing to explain before a count.
    get(" in    404  404  404  404  ok   404  ok   404  ", "nomination_explain", "tabled"),
    post("in    404  404  404  404  told 404  told 404  ", "nomination_explain", "tabled", REASON),
    # Who reads the dossier reads its findings.
    get(" in    404  ok   404  404  404  404  404  404  ", "eligibility_pdf", "dossier_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "eligibility_pdf", "dossier_sent"),
    get(" in    ok   ok   404  404  ok   ok   ok   404  ", "eligibility_pdf", "tabled"),
    # The report is made from the dossier and seen with it.
    get(" in    404  ok   404  404  404  404  404  404  ", "achievement_report_pdf", "dossier_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "achievement_report_pdf", "dossier_sent"),
    get(" in    ok   ok   404  404  ok   ok   ok   404  ", "achievement_report_pdf", "tabled"),
]
