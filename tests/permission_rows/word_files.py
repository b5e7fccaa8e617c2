"""Word files: whoever may read a paper may have it to edit, nobody else."""

from tests.permission_row import get

FACULTY = "campaign_pk=campaign department_pk=faculty"

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "plan_docx", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_docx", "plan"),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_docx", "hoa_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "pledge_docx", "hoa_sent"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "pledge_list_docx", FACULTY),
    get(" in    404  404  404  404  ok   404  ok   404  ", "school_pledge_list_docx", "campaign_pk=campaign"),
    get(" in    404  ok   404  404  404  404  404  404  ", "eligibility_docx", "dossier_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "eligibility_docx", "dossier_sent"),
    get(" in    ok   ok   404  404  ok   ok   ok   404  ", "eligibility_docx", "tabled"),
    get(" in    404  ok   404  404  404  404  404  404  ", "achievement_report_docx", "dossier_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "achievement_report_docx", "dossier_sent"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "minutes_docx", "ending"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "minutes_docx", "closed"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_docx", "draft_decision"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "decision_docx", "issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_blank_docx", "draft_decision"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "payment_list_docx", "paid_decision"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "payment_slips_docx", "draft_decision"),
    get(" in    404  404  404  404  ok   404  ok   ok   ", "fund_statement_docx", "year=fund_year"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_draft_docx", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_draft_docx", "issued_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "paper_blank_docx", "correction"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "issued_document_docx", "document"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "outgoing_docx", "year=register_year"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "submission_docx", "letter_draft"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "submission_docx", "letter_half"),
    get(" in    404  404  404  404  404  404  ok   404  ", "submission_blank_docx", "letter_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "revocation_docx", "revocation_draft"),
    get(" in    404  404  404  404  404  404  ok   404  ", "revocation_blank_docx", "revocation_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "attendance_list_docx", "planned"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "result_list_docx", "ending"),
    get(" in    404  404  404  404  go   404  go   404  ", "result_list_docx", "ready"),
    get(" in    404  404  404  404  go   404  go   404  ", "opinion_paper_docx", "ending"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "ballot_paper_docx", "pending_round"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "tally_sheet_docx", "counted_round"),
    get(" in    404  404  404  404  404  404  go   404  ", "case_extract_docx", "counted_question"),
]
