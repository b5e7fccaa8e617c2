"""Around a plan: its checker, its copy, its targets' results, what amends it. All the clerk's, who manages plans.

What was launched everybody reads: targets with their results, and an amending plan once it has a number.
"""

from tests.permission_row import get, post, table_of

COPIED = {"nam": "2031", "ngay": "10/02/2031"}
MEASURED = {"on": "20/12/2022", "value": "60", "note": "Tổng kết"}
AMENDED = {"title": "Sửa đổi Kế hoạch", "reason": "Đi học.", "bases": "", "changes": "Lùi hạn đăng ký."}
NUMBERS = {"plan_number": "", "plan_date": ""}
A_LINE = table_of("budget_lines", {"content": "Khen thưởng", "amount": "45.000.000", "source": "Quỹ", "ORDER": "1"})

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # One-click corrections: of a draft, by the clerk.
    post("in    404  404  404  404  404  404  go   404  ", "plan_mend", "pk=plan key=gap_key"),
    post("in    404  404  404  404  404  404  told 404  ", "plan_mend", "pk=campaign key=gap_key"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_budget", "plan"),
    post("in    404  404  404  404  404  404  go   404  ", "plan_budget", "plan", A_LINE),
    post("in    404  404  404  404  404  404  told 404  ", "plan_budget", "campaign", A_LINE),
    # Next year.
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_copy", "campaign"),
    get(
        " in    404  404  404  404  404  404  ok   404  ", "campaign_copy", "campaign", query="nam=2031&ngay=10/02/2031"
    ),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_copy", "campaign", COPIED),
    post("in    404  404  404  404  404  404  form 404  ", "campaign_copy", "campaign", COPIED | {"nam": "2023"}),
    # Targets: read by everybody, measured by the clerk.
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "target_list", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "target_list", "plan"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "target_results", "target"),
    get(" in    404  404  404  404  404  404  ok   404  ", "target_record", "target"),
    post("in    404  404  404  404  404  404  go   404  ", "target_record", "target", MEASURED),
    post("in    404  404  404  404  404  404  go   404  ", "target_result_remove", "pk=target result_pk=result"),
    # An amending plan: the clerk's while it is written, everybody's with its number.
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_amendment_add", "campaign"),
    post("in    404  404  404  404  404  404  go   404  ", "plan_amendment_add", "campaign", AMENDED | NUMBERS),
    post("in    404  404  404  404  404  404  form 404  ", "plan_amendment_add", "plan", AMENDED | NUMBERS),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_amendment", "amendment"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "plan_amendment", "numbered_amendment"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_amendment_pdf", "amendment"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_amendment_docx", "amendment"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "plan_amendment_docx", "numbered_amendment"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "plan_amendment_pdf", "numbered_amendment"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_amendment_edit", "amendment"),
    post("in    404  404  404  404  404  404  go   404  ", "plan_amendment_edit", "amendment", AMENDED | NUMBERS),
    post("in    404  404  404  404  404  404  go   404  ", "plan_amendment_discard", "amendment"),
]
