"""The province's and the school's own rules: the administrator writes, the clerk reads drafts, heads and the council
what was adopted; the law book is everybody's."""

from tests.permission_row import get, post

TITLE = {"title": "Quy chế mẫu", "issuer": "school", "valid_from": "01/01/2023"}
ROW = {"awards": "LDTT", "blocking": "True", "clause": "Điều 3", "certainty": "confirmed"}
QUESTION = ROW | {"words": "có kế hoạch cá nhân"}
THRESHOLD = ROW | {"comparison": "at_least", "value": "good"}
NUMBER = {"sign": "≥", "value": "3/4", "clause": "Điều 4", "certainty": "confirmed"}
YEARS = {"years": "2022", "rule_set": "B"}
LAST_DAY = {"last_day": "31/12/2022"}
RATING, PLAIN = "pk=own_draft fact=rating_fact", "pk=own_draft kind=question_kind"
KEY = "pk=own_draft rule_set=set_a key=quorum_key"

ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "legal_basis"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "legal_basis_award", "code=ldtt_code"),
    get(" in    404  ok   404  ok   ok   ok   ok   ok   ", "regulation_list"),
    get(" in    404  ok   404  ok   ok   ok   ok   ok   ", "regulation", "own_adopted"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "regulation", "own_draft"),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_add"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_add", "", TITLE),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_edit", "own_draft"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_edit", "own_draft", TITLE),
    post("in    404  404  404  404  404  404  404  told ", "regulation_edit", "own_adopted", TITLE),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_discard", "own_draft"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_discard", "own_draft"),
    post("in    404  404  404  404  404  404  404  told ", "regulation_discard", "foreign_draft"),
    post("in    404  404  404  404  404  404  404  told ", "regulation_discard", "own_adopted"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_amend", "own_adopted"),
    post("in    404  404  404  404  404  404  404  told ", "regulation_amend", "own_draft"),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_adopt", "own_draft"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_adopt", "own_draft"),
    post("in    404  404  404  404  404  404  404  told ", "regulation_adopt", "foreign_draft"),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_close", "own_adopted"),
    post(
        "in    404  404  404  404  404  404  404  go   ", "regulation_close", "own_adopted", {"last_day": "31/12/2022"}
    ),
    post("in    404  404  404  404  404  404  404  form ", "regulation_close", "own_draft", LAST_DAY),
    get(" in    404  404  404  404  404  404  404  ok   ", "threshold_choose", "own_draft"),
    get(" in    404  404  404  404  404  404  404  go   ", "threshold_choose", "own_draft", query="fact=rating"),
    get(" in    404  404  404  404  404  404  404  ok   ", "threshold_add", RATING),
    post("in    404  404  404  404  404  404  404  go   ", "threshold_add", RATING, THRESHOLD),
    get(" in    404  404  404  404  404  404  404  ok   ", "condition_add", PLAIN),
    post("in    404  404  404  404  404  404  404  go   ", "condition_add", PLAIN, QUESTION),
    post(
        "in    404  404  404  404  404  404  404  form ", "condition_add", "pk=own_adopted kind=question_kind", QUESTION
    ),
    get(" in    404  404  404  404  404  404  404  ok   ", "condition_edit", "own_condition"),
    post("in    404  404  404  404  404  404  404  go   ", "condition_edit", "own_condition", QUESTION),
    post("in    404  404  404  404  404  404  404  form ", "condition_edit", "adopted_condition", QUESTION),
    post("in    404  404  404  404  404  404  404  go   ", "condition_remove", "own_condition"),
    post("in    404  404  404  404  404  404  404  told ", "condition_remove", "adopted_condition"),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_parameter_choose", "own_draft"),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_parameter_add", KEY),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_parameter_add", KEY, NUMBER),
    get(" in    404  404  404  404  404  404  404  ok   ", "regulation_parameter_edit", "own_parameter"),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_parameter_edit", "own_parameter", NUMBER),
    post("in    404  404  404  404  404  404  404  go   ", "regulation_parameter_remove", "own_parameter"),
    # What everybody's verdict would have been: for those who prepare the rules.
    get(" in    404  404  404  404  404  404  ok   ok   ", "rehearsal_list"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "rehearsal_of_regulation", "own_draft"),
    post("in    404  404  404  404  404  404  go   go   ", "rehearsal_of_regulation", "own_draft", YEARS),
    post("in    404  404  404  404  404  404  form form ", "rehearsal_of_regulation", "own_adopted", YEARS),
    get(" in    404  404  404  404  404  404  ok   ok   ", "rehearsal_of_set"),
    post("in    404  404  404  404  404  404  go   go   ", "rehearsal_of_set", "", YEARS),
    get(" in    404  404  404  404  404  404  ok   ok   ", "rehearsal", "own_rehearsal"),
    post("in    404  404  404  404  404  404  told told ", "rehearsal_again", "own_rehearsal"),
]
