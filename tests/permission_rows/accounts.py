"""Accounts are kept by the clerk and by administrators; one's own second factor by everybody."""

from campaigns import accounts
from tests.permission_row import World, get, post

WHY = {"reason": "Quên mật khẩu."}
WRONG_CODE = {"password": "thi-dua-2022", "code": "123456"}


def a_reset(w: World) -> dict[str, str]:
    return WHY | {"seen": accounts.mark_of(w.hoa.user)}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   ok   ", "account_list"),
    get(" in    404  404  404  404  404  404  go   go   ", "account_open"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "account_open", query="tat-ca=1"),
    post("in    404  404  404  404  404  404  made made ", "account_open", "", lambda w: {"chon": [w.people[7].pk]}),
    post("in    404  404  404  404  404  404  told told ", "account_open", "", {"chon": ["1x", ""]}),
    get(" in    404  404  404  404  404  404  ok   ok   ", "account", "hoa"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "account_reset", "hoa"),
    post("in    404  404  404  404  404  404  made made ", "account_reset", "hoa", a_reset),
    # Their council is sitting; Lan's own account besides is hers to change elsewhere.
    post("in    404  404  404  404  404  404  told told ", "account_reset", "thu", WHY),
    post("in    404  404  404  404  404  404  told told ", "account_reset", "lan", WHY),
    get(" in    404  404  404  404  404  404  ok   ok   ", "account_lock", "hoa"),
    post("in    404  404  404  404  404  404  go   go   ", "account_lock", "hoa", WHY),
    post("in    404  404  404  404  404  404  told told ", "account_lock", "thu", WHY),
    get(" in    404  404  404  404  404  404  ok   ok   ", "account_unlock", "hoa"),
    post("in    404  404  404  404  404  404  told told ", "account_unlock", "hoa", WHY),
    post("in    404  404  404  404  404  404  told told ", "account_lift_wait", "hoa"),
    # A lost telephone is the administrator's business alone.
    get(" in    404  404  404  404  404  404  404  ok   ", "account_two_steps_off", "hoa"),
    post("in    404  404  404  404  404  404  404  told ", "account_two_steps_off", "hoa", WHY),
    post("in    404  404  404  404  404  404  404  go   ", "require_second_factor", "", {"bat": "1"}),
    # One's own second factor. Without a right password before, the second step is no page.
    get(" in    in   in   in   in   in   in   in   in   ", "second_step"),
    post("in    in   in   in   in   in   in   in   in   ", "second_step", "", {"code": "123456"}),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "second_factor"),
    post("in    go   go   go   go   go   go   go   go   ", "second_factor_begin"),
    post("in    told told told told told told told told ", "second_factor_confirm", "", WRONG_CODE),
    get(" in    go   go   go   go   go   go   go   go   ", "second_factor_codes"),
    post("in    told told told told told told told told ", "second_factor_codes", "", WRONG_CODE),
    get(" in    go   go   go   go   go   go   go   go   ", "second_factor_off"),
    post("in    told told told told told told told told ", "second_factor_off", "", WRONG_CODE),
]
