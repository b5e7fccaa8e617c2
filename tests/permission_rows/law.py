"""Parameters, legal texts, base salaries, the yearly look at them, the bases of a draft."""

from tests.permission_row import get, post

ONE, OWN = "code=set_code key=parameter_key", "code=set_code key=own_key"
VALUE = {"value": "3/4", "source": "Quy chế, Điều 5", "certainty": "confirmed", "since": "01/12/2022"}
SOURCE = {"source": "Quy chế, Điều 5"}
TICKED = {"chosen": ["A/quorum", "A/recused_in_denominator"]}
TEXT = {
    "role": "local",
    "number": "99/2022/QĐ-UBND",
    "issuer": "Ủy ban nhân dân tỉnh",
    "citation": "Quyết định số 99/2022/QĐ-UBND",
    "in_force_from": "01/12/2022",
    "certainty": "memory",
}
SALARY = {"valid_from": "01/12/2022", "amount": "1.500.000", "decree": "Nghị định mẫu", "certainty": "memory"}
ENDED = {"last_day": "31/12/2022"}
UNTIL = {"until": "20/12/2023"}


def a_text(w):
    return {"text": w.uncited.pk}


def looked_up(w):
    return UNTIL | {"text": [w.legal_text.pk], "chosen": ["A/quorum"]}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # Parameters: clerk and administrator read, the administrator alone changes and confirms.
    get(" in    404  404  404  404  404  404  ok   ok   ", "parameter_list"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "parameter", ONE),
    get(" in    404  404  404  404  404  404  go   go   ", "parameter_row", "own_value"),
    get(" in    404  404  404  404  404  404  404  ok   ", "parameter_change", ONE),
    post("in    404  404  404  404  404  404  404  form ", "parameter_change", ONE, VALUE),
    post("in    404  404  404  404  404  404  404  form ", "parameter_change", ONE, VALUE | {"value": "2/3"}),
    post("in    404  404  404  404  404  404  404  go   ", "parameter_change_save", ONE, VALUE),
    get(" in    404  404  404  404  404  404  404  ok   ", "parameter_confirm", ONE),
    post("in    404  404  404  404  404  404  404  go   ", "parameter_confirm", ONE, SOURCE),
    post("in    404  404  404  404  404  404  404  form ", "parameters_confirm", "", TICKED),
    post("in    404  404  404  404  404  404  404  told ", "parameters_confirm", "", {}),
    post("in    404  404  404  404  404  404  404  go   ", "parameters_confirm_save", "", TICKED | SOURCE),
    get(" in    404  404  404  404  404  404  404  ok   ", "parameter_end", OWN),
    post("in    404  404  404  404  404  404  404  go   ", "parameter_end", OWN, ENDED),
    # Legal texts: heads and members of the council read, clerk and administrator keep them.
    get(" in    404  ok   404  ok   ok   ok   ok   ok   ", "legal_text_list"),
    get(" in    404  ok   404  ok   ok   ok   ok   ok   ", "legal_text", "legal_text"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "legal_text_add"),
    post("in    404  404  404  404  404  404  go   go   ", "legal_text_add", "", TEXT),
    get(" in    404  404  404  404  404  404  ok   ok   ", "legal_text_edit", "legal_text"),
    post("in    404  404  404  404  404  404  go   go   ", "legal_text_edit", "uncited", TEXT),
    get(" in    404  404  404  404  404  404  ok   ok   ", "legal_text_check", "legal_text"),
    post("in    404  404  404  404  404  404  go   go   ", "legal_text_check", "legal_text", UNTIL),
    get(" in    404  404  404  404  404  404  ok   ok   ", "legal_text_close", "legal_text"),
    post(
        "in    404  404  404  404  404  404  go   go   ", "legal_text_close", "legal_text", {"last_day": "31/12/2022"}
    ),
    get(" in    404  ok   404  ok   ok   ok   ok   ok   ", "base_salary_list"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "base_salary_add"),
    post("in    404  404  404  404  404  404  go   go   ", "base_salary_add", "", SALARY),
    get(" in    404  404  404  404  404  404  ok   ok   ", "base_salary_edit", "coming_salary"),
    post("in    404  404  404  404  404  404  go   go   ", "base_salary_edit", "coming_salary", SALARY),
    # An issued decision was reckoned with it.
    post("in    404  404  404  404  404  404  told told ", "base_salary_edit", "used_salary", SALARY),
    get(" in    404  404  404  404  404  404  ok   ok   ", "base_salary_confirm", "coming_salary"),
    post("in    404  404  404  404  404  404  go   go   ", "base_salary_confirm", "coming_salary"),
    # The yearly look.
    get(" in    404  404  404  404  404  404  ok   ok   ", "law_check"),
    post("in    404  404  404  404  404  404  go   go   ", "law_check", "", looked_up),
    # The bases of a draft: the clerk's, as the draft is.
    post("in    404  404  404  404  404  404  go   404  ", "basis_add", "draft_decision", a_text),
    post("in    404  404  404  404  404  404  told 404  ", "basis_add", "issued", a_text),
    post("in    404  404  404  404  404  404  go   404  ", "basis_drop", "pk=draft_decision basis_pk=basis"),
    post("in    404  404  404  404  404  404  told 404  ", "basis_replace", "pk=draft_decision basis_pk=basis"),
    post("in    404  404  404  404  404  404  go   404  ", "basis_down", "pk=draft_decision basis_pk=basis"),
    post("in    404  404  404  404  404  404  go   404  ", "basis_up", "pk=draft_decision basis_pk=last_basis"),
]
