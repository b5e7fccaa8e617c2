"""Prize money: the clerk records it, the rector reads it, the fund is open to administrators too."""

from tests.permission_row import get, post

WHY = {"reason": "Ghi nhầm người."}
PAID = {"paid_on": "20/12/2022", "method": "cash"}
INCOME = {"kind": "budget", "amount": "30.000.000", "on": "15/12/2022", "year": "2022", "content": "Trích kinh phí"}


def a_recipient(w):
    return PAID | {"chon": [w.unpaid_key]}


def a_paid_one(w):
    return PAID | {"chon": [w.paid_key]}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_payments", "paid_decision"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_payments", "draft_decision"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_payments", "issued", query="trang_thai=chua"),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_pay", "paid_decision", query="tat-ca=1"),
    get(" in    404  404  404  404  404  404  go   404  ", "decision_pay", "paid_decision"),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_pay", "draft_decision", query="tat-ca=1"),
    post("in    404  404  404  404  404  404  go   404  ", "decision_pay", "paid_decision", a_recipient),
    post("in    404  404  404  404  404  404  told 404  ", "decision_pay", "paid_decision", a_paid_one),
    get(" in    404  404  404  404  ok   404  ok   404  ", "payment_list_pdf", "paid_decision"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "payment_slips_pdf", "draft_decision"),
    get(" in    404  404  404  404  404  404  ok   404  ", "payment_take_back", "payment"),
    post("in    404  404  404  404  404  404  go   404  ", "payment_take_back", "payment", WHY),
    post("in    404  404  404  404  404  404  told 404  ", "payment_take_back", "payment_mistake", WHY),
    get(" in    404  404  404  404  ok   404  ok   ok   ", "award_fund"),
    get(" in    404  404  404  404  ok   404  ok   ok   ", "award_fund", query="nam=2022"),
    get(" in    404  404  404  404  404  404  ok   404  ", "fund_entry_add"),
    post("in    404  404  404  404  404  404  go   404  ", "fund_entry_add", "", INCOME),
    post("in    404  404  404  404  404  404  form 404  ", "fund_entry_add", "", INCOME | {"amount": "0"}),
    get(" in    404  404  404  404  404  404  ok   404  ", "fund_entry_reverse", "fund_entry"),
    post("in    404  404  404  404  404  404  go   404  ", "fund_entry_reverse", "fund_entry", WHY),
    post("in    404  404  404  404  404  404  told 404  ", "fund_entry_reverse", "fund_mistake", WHY),
    get(" in    404  404  404  404  ok   404  ok   ok   ", "fund_statement_pdf", "year=fund_year"),
]
