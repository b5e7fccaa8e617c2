"""A unit's bình xét: its head writes, clerk and rector read, the clerk opens closed minutes again."""

from tests.permission_row import World, get, post

OF_UNIT = "campaign_pk=campaign department_pk=faculty"
OF_CASE = "pk=meeting case_pk=meeting_case"
OF_FROZEN = "pk=met ordinal=met_ordinal"


def a_meeting(w: World) -> dict:
    told = {"occasion_of": w.campaign.phases.last().pk, "held_from": "14:00, 06/12/2022", "place": "Phòng 2"}
    return told | {"held_to": "16:00, 06/12/2022", "chair": w.minh.pk, "secretary": w.am.pk, "voting": "hands"}


def here(w: World) -> dict:
    return {f"present_{w.minh.pk}": "on", f"present_{w.am.pk}": "on", f"reason_{w.hoa.pk}": "Đi công tác"}


def a_vote(w: World) -> dict:
    typed = {"agree": "0", "disagree": "2", "rest": "0", "reason": "Chưa đủ"}
    return {f"{name}_{case.pk}": value for case in w.meeting.cases.all() for name, value in typed.items()}


def of_hoa(w: World) -> dict:
    return {"person": w.hoa.code}


def a_case(w: World) -> dict:
    return {"award": "GK", "person": w.am.pk}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "unit_review_list", "campaign_pk=campaign"),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_open", OF_UNIT),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_open", OF_UNIT, a_meeting),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_review", "meeting"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_review", "met"),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_edit", "meeting"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_edit", "meeting", a_meeting),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_roll", "meeting"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_roll", "meeting", here),
    post("in    404  told 404  404  404  404  404  404  ", "unit_review_roll", "met", here),
    # Hoa is on the list already.
    post(
        "in    404  told 404  404  404  404  404  404  ",
        "unit_review_add_person",
        "meeting",
        of_hoa,
    ),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_write", "meeting"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_write", "meeting", {"opinions": "Nhất trí."}),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_votes", "meeting"),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_votes", "meeting", query="dien=dong-y"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_votes", "meeting", a_vote),
    # Nothing was registered since.
    post("in    404  told 404  404  404  404  404  404  ", "unit_review_bring", "meeting"),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_case_add", "meeting"),
    post(
        "in    404  go   404  404  404  404  404  404  ",
        "unit_review_case_add",
        "meeting",
        a_case,
    ),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_case_drop", OF_CASE),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_close", "meeting"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_close", "meeting"),
    post("in    404  told 404  404  404  404  404  404  ", "unit_review_close", "met"),
    get(" in    404  404  404  404  404  404  ok   404  ", "unit_review_reopen", "met"),
    post("in    404  404  404  404  404  404  go   404  ", "unit_review_reopen", "met", {"reason": "Ghi nhầm"}),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_review_discard", "meeting"),
    post("in    404  go   404  404  404  404  404  404  ", "unit_review_discard", "meeting"),
    post("in    404  told 404  404  404  404  404  404  ", "unit_review_discard", "met"),
    # Each begins the dossiers of those whom they nominate: of Ẵm nobody but his head.
    post("in    404  go   404  404  told 404  told 404  ", "unit_review_nominate", "met"),
    post("in    404  told 404  404  told 404  told 404  ", "unit_review_nominate", "meeting"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_minutes_pdf", "meeting"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_minutes_docx", "met"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_minutes_frozen", OF_FROZEN),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_minutes_check", "met"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_letter_pdf", "met"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_letter_docx", "met"),
]
