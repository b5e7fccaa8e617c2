"""Criteria are the clerk's; points are the owner's first, then the unit's side's, and nobody's on the own case."""

from tests.campaigns.scored import boxes
from tests.permission_row import get, post, table_of

OF_SCORED = "campaign_pk=scored"
OF_DRAFT = "campaign_pk=drive slug=people_slug"
OF_FIXED = "campaign_pk=scored slug=people_slug"
OF_NEXT = "campaign_pk=plan slug=people_slug"
OF_FACULTY = "campaign_pk=scored department_pk=faculty"
OF_OTHERS = "campaign_pk=scored department_pk=other_faculty"
OF_YEN = "campaign_pk=scored staff_pk=yen"
DAY = {"due_on": "20/12/2022", "reason": "Chờ kết quả học kỳ."}
WHY = {"reason": "Đang nghỉ ốm."}


def rows(w):
    told = {"guidance": "", "due_on": "", "bonus_limit": "5"}
    kept = [
        {"id": one.pk, "criteria_set": w.draft_set.pk, "name": one.name, "guidance": "", "weight": "50", "ORDER": "1"}
        for one in w.draft_set.criteria.all()
    ]
    return told | table_of("criteria", *kept, old=len(kept))


def given(w):
    return boxes(w.scored_set, "45", "5,5")


def of_unit(w):
    return boxes(w.unit_set, "45", "5,5")


def settled(w):
    return boxes(w.scored_set, "40", "10") | table_of("thuong-tru")


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "criteria", OF_SCORED),
    # Where none are in use nobody but the clerk meets them.
    get(" in    404  404  404  404  404  404  ok   404  ", "criteria", "campaign_pk=drive"),
    get(" in    404  404  404  404  404  404  ok   404  ", "criteria_edit", OF_DRAFT),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_edit", OF_DRAFT, rows),
    post("in    404  404  404  404  404  404  told 404  ", "criteria_edit", OF_FIXED, rows),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_copy", OF_NEXT),
    post("in    404  404  404  404  404  404  told 404  ", "criteria_copy", OF_FIXED),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_put_to_use", "draft_set"),
    post("in    404  404  404  404  404  404  told 404  ", "criteria_put_to_use", "scored_set"),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_take_back", "used_set"),
    post("in    404  404  404  404  404  404  told 404  ", "criteria_take_back", "scored_set"),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_discard", "draft_set"),
    post("in    404  404  404  404  404  404  told 404  ", "criteria_discard", "scored_set"),
    get(" in    404  404  404  404  404  404  ok   404  ", "criteria_postpone", "scored_set"),
    post("in    404  404  404  404  404  404  go   404  ", "criteria_postpone", "scored_set", DAY),
    # Totals of the unit: its head's; all for rector and clerk.
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "score_list", OF_SCORED),
    get(" in    404  404  404  404  404  404  404  404  ", "score_list", "campaign_pk=drive"),
    post(
        "in    404  go   404  told told 404  told 404  ",
        "scores_settle",
        OF_SCORED,
        lambda w: {"sheet": [w.am_sheet.pk]},
    ),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_scorers", OF_FACULTY),
    post("in    404  go   404  404  404  404  404  404  ", "unit_scorers", OF_FACULTY, lambda w: {"people": [w.am.pk]}),
    # The office's head has not scored herself: the rector, who settles hers, goes on without.
    get(" in    404  404  404  404  ok   404  ok   404  ", "score_without_self", OF_YEN),
    post("in    404  404  404  404  go   404  told 404  ", "score_without_self", OF_YEN, WHY),
    # Everybody their own; who has sent them sees the sheet.
    get(" in    go   ok   go   ok   ok   ok   ok   404  ", "my_scores", OF_SCORED),
    post("in    told go   told go   go   go   go   404  ", "my_scores", OF_SCORED, given),
    get(" in    go   ok   go   ok   ok   ok   ok   404  ", "my_scores_send", OF_SCORED),
    post("in    told go   told go   go   go   go   404  ", "my_scores_send", OF_SCORED, given),
    # A collective's: its head's.
    get(" in    404  go   404  404  404  404  404  404  ", "unit_scores", OF_FACULTY),
    get(" in    404  404  404  ok   404  404  404  404  ", "unit_scores", OF_OTHERS),
    post("in    404  404  404  go   404  404  404  404  ", "unit_scores", OF_OTHERS, of_unit),
    get(" in    404  404  404  ok   404  404  404  404  ", "unit_scores_send", OF_OTHERS),
    post("in    404  404  404  go   404  404  404  404  ", "unit_scores_send", OF_OTHERS, of_unit),
    # A sheet: its owner's, who scores or settles it, the clerk's.
    get(" in    ok   ok   404  404  404  404  ok   404  ", "score_sheet", "hoa_sheet"),
    get(" in    404  404  ok   ok   404  404  ok   404  ", "score_sheet", "binh_sheet"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "score_sheet", "faculty_sheet"),
    post("in    go   404  404  404  404  404  404  404  ", "score_sheet_take_back", "hoa_sheet"),
    post("in    404  404  told 404  404  404  404  404  ", "score_sheet_take_back", "binh_sheet"),
    # The unit's side: the head; of a collective the rector and the clerk, never who leads it.
    get(" in    404  ok   404  404  404  404  404  404  ", "score_sheet_mark", "hoa_sheet"),
    get(" in    404  go   404  404  404  404  404  404  ", "score_sheet_mark", "am_sheet"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "score_sheet_mark", "faculty_sheet"),
    post("in    404  go   404  404  404  404  404  404  ", "score_sheet_mark", "hoa_sheet", given),
    post("in    404  told 404  404  404  404  404  404  ", "score_sheet_mark", "am_sheet", given),
    get(" in    404  ok   404  404  404  404  404  404  ", "score_sheet_mark_send", "hoa_sheet"),
    post("in    404  go   404  404  404  404  404  404  ", "score_sheet_mark_send", "hoa_sheet", given),
    post("in    404  404  404  404  go   404  go   404  ", "score_sheet_mark_send", "faculty_sheet", of_unit),
    # Settled by who endorses; not before the own points are in.
    get(" in    404  ok   404  404  404  404  404  404  ", "score_sheet_settle", "am_sheet"),
    post("in    404  go   404  404  404  404  404  404  ", "score_sheet_settle", "am_sheet", settled),
    post("in    404  told 404  404  404  404  404  404  ", "score_sheet_settle", "hoa_sheet", settled),
    get(" in    404  404  404  ok   404  404  404  404  ", "score_sheet_reopen", "binh_sheet"),
    post("in    404  404  404  go   404  404  404  404  ", "score_sheet_reopen", "binh_sheet", WHY),
    post("in    404  told 404  404  404  404  404  404  ", "score_sheet_reopen", "am_sheet", WHY),
]
