"""Units' own plans: written by the unit's head, read by its people once sent; the clerk opens them again."""

from tests.permission_row import get, post
from tests.permission_world import evidence

DRAFT = "campaign_pk=campaign department_pk=faculty"  # Minh's, being written
SENT = "campaign_pk=campaign department_pk=other_faculty"  # Dũng's, sent
NO_FILE = "campaign_pk=drive department_pk=faculty"
TEXT, WHY = {"text": "Thi đua học tốt."}, {"reason": "Thiếu chỉ tiêu."}


def a_file(w):
    return {"file": evidence()}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  ok   404  ok   404  ", "unit_plan_list", "campaign_pk=campaign"),
    # The page of a draft opens for clerk and rector too, without its words; once sent, for the unit's people.
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_plan", DRAFT),
    get(" in    404  404  ok   ok   ok   404  ok   404  ", "unit_plan", SENT),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_plan_file", DRAFT),
    get(" in    404  404  ok   ok   ok   404  ok   404  ", "unit_plan_file", SENT),
    # Only the head writes.
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_plan_edit", DRAFT),
    post("in    404  go   404  404  404  404  404  404  ", "unit_plan_edit", DRAFT, TEXT),
    post("in    404  404  404  form 404  404  404  404  ", "unit_plan_edit", SENT, TEXT),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_plan_file_add", NO_FILE),
    post("in    404  go   404  404  404  404  404  404  ", "unit_plan_file_add", NO_FILE, a_file),
    post("in    404  told 404  404  404  404  404  404  ", "unit_plan_file_add", DRAFT, a_file),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_plan_file_remove", DRAFT),
    post("in    404  go   404  404  404  404  404  404  ", "unit_plan_file_remove", DRAFT),
    post("in    404  404  404  told 404  404  404  404  ", "unit_plan_file_remove", SENT),
    post("in    404  go   404  404  404  404  404  404  ", "unit_plan_send", DRAFT),
    post("in    404  told 404  404  404  404  404  404  ", "unit_plan_send", NO_FILE),
    post("in    404  404  404  told 404  404  404  404  ", "unit_plan_send", SENT),
    post("in    404  404  404  go   404  404  404  404  ", "unit_plan_take_back", SENT),
    post("in    404  told 404  404  404  404  404  404  ", "unit_plan_take_back", DRAFT),
    # Only the clerk opens it again.
    get(" in    404  404  404  404  404  404  ok   404  ", "unit_plan_reopen", SENT),
    post("in    404  404  404  404  404  404  go   404  ", "unit_plan_reopen", SENT, WHY),
    post("in    404  404  404  404  404  404  told 404  ", "unit_plan_reopen", DRAFT, WHY),
]
