"""Who may open and do what: every address of the program × every role, written by hand from the school's rules.

Not computed from the permissions, which it checks. A row gives the answers of nine people, in this order:

    nobody   not signed in
    Hoa      lecturer of the faculty; the pledge, the evaluation, the dossiers are hers unless the row says otherwise
    Minh     heads her faculty; holds no seat in the council
    Bình     lecturer of another faculty: a stranger
    Dũng     heads that other faculty
    Quang    rector; chairs the council, signs
    Thu      deputy; member of the council
    Lan      the clerk; secretary of the council
    admin    administrator, an account without a staff member

An answer is one of

    in    to the sign-in page            ok    the page (200)
    404   not here, for this person      go    onward (302); an act was done: the database changed
    405   not with this method           told  onward (302), but the act was refused with a sentence; nothing changed
    adm   to the administration's door   form  the form again (200), because this person may not choose that
    made  the page (200) that shows the act's one answer, such as slips with passwords: the database changed

An address with rows for one method only answers the other with 405, to everybody.
"""

from typing import Any

from tests.permission_row import World, get, post, table_of
from tests.permission_rows import (
    accounts,
    certificates,
    changes,
    covenants,
    desk,
    disclosures,
    findings,
    hearings,
    imports,
    initiatives,
    law,
    money,
    plans,
    pledges,
    points,
    presiding,
    progress,
    ratings,
    readings,
    regulations,
    reminders,
    reviews,
    road,
    room,
    school,
    screens,
    session_papers,
    system,
    trail,
    unit_plans,
    unit_reviews,
    upper,
    word_files,
)
from tests.permission_world import evidence

WHY = {"reason": "Cần bổ sung số liệu."}
RETURN = WHY | {"code": "no_targets", "fields_to_mend": ["targets"]}
PLAN = {
    "kind": "yearly",
    "year": "2023",
    "title": "Phát động phong trào thi đua năm 2023",
    "starts_on": "01/01/2023",
    "ends_on": "31/12/2023",
    "registration_due_on": "31/03/2023",
}
NO_DATES = {"starts_on": "", "ends_on": "", "registration_due_on": ""}
PERSON = {
    "code": "CB9001",
    "full_name": "Lò Thị Mới",
    "gender": "female",
    "employment": "public_employee",
    "joined_on": "01/09/2020",
}
POSTING = {"post": "Trợ lý", "starts_on": "01/10/2022"}
ABSENCE = {"kind": "sick", "starts_on": "03/10/2022", "ends_on": "05/10/2022"}
DISCIPLINE = {"form": "warning", "starts_on": "03/10/2022", "decision": "30/QĐ-TCT"}
RATING = {"year": "2019", "level": "good", "source": "12/TB-TCT ngày 20/12/2019"}
UNIT = {
    "code": "NNPL",
    "name": "Khoa Nhà nước và pháp luật",
    "short_name": "Khoa NNPL",
    "kind": "faculty",
    "order": "90",
    "valid_from": "01/09/2022",
}
RECORD = {
    "year": "2019",
    "occasion": "merit",
    "decision_number": "19/QĐ-TCT",
    "decision_date": "30/12/2019",
    "issuer": "Hiệu trưởng Trường Chính trị tỉnh Lai Châu",
}
AWARDED = RECORD | {"award": "LDTT"}
AGREED = {"note": "Đồng ý."}
NOTE = {"text": "Hỏi thêm về sáng kiến."}
ISSUED_AS_8 = {"number": "8", "date": "20/12/2022", "word": "BAN HÀNH"}
UNTOUCHED_FACULTY = "campaign_pk=untouched department_pk=faculty"
UNTOUCHED_SCHOOL = "campaign_pk=untouched department_pk=school"
LATE_FACULTY = "phase_pk=late_phase department_pk=faculty"
MEETING = {"planned_for": "14:00, 28/12/2022", "place": "Phòng họp B"}
LATE = WHY | {"until": "31/12/2022"}
MOVED = WHY | {"value": "30/12/2022"}
TO_MEND = WHY | {"code": "missing_evidence", "fields_to_mend": ["evidence"]}
OPENING = {"opening": "Chủ tịch khai mạc."}
SIGNING_IN = {"username": "hoa", "password": "thi-dua-2022"}
PASSWORDS = {
    "old_password": "thi-dua-2022",
    "new_password1": "nương-lúa-vàng-47",
    "new_password2": "nương-lúa-vàng-47",
}


def a_unit(w: World) -> dict[str, Any]:
    return UNIT | {"parent": w.school.pk}


def a_posting(w: World) -> dict[str, Any]:
    return POSTING | {"department": w.office.pk}


def a_file(w: World) -> dict[str, Any]:
    return {"file": evidence()}


HOUSE = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" ok    go   go   go   go   go   go   go   go   ", "sign_in"),
    post("go    told told told told told told told told ", "sign_in", "", SIGNING_IN),
    post("in    in   in   in   in   in   in   in   in   ", "sign_out"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "password_change"),
    post("in    go   go   go   go   go   go   go   go   ", "password_change", "", PASSWORDS),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "password_change_done"),
    post("in    405  405  405  405  405  405  405  405  ", "password_change_done"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "home"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "help"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "health"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "public_list"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "verify"),
    get(" ok    ok   ok   ok   ok   ok   ok   ok   ok   ", "verify_code", "code=code"),
    get(" 404   404  404  404  404  404  404  404  404  ", "verify_code", "code=wrong_code"),
    # The demo's clock is the administrator's.
    post("in    404  404  404  404  404  404  404  go   ", "advance_clock", "", {"to": "21/12/2022"}),
    get(" adm   adm  adm  adm  adm  adm  adm  adm  ok   ", "admin:index"),
    # Its door is the one sign-in page; somebody signed in finds nothing there, unless they may enter.
    get(" in    404  404  404  404  404  404  404  go   ", "admin:login"),
]

PEOPLE = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # A person sees their own page, a head the unit's people, the clerk everybody; only the clerk writes.
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "staff_list"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "staff_member", "hoa"),
    get(" in    404  404  404  404  404  404  ok   404  ", "staff_add"),
    post("in    404  404  404  404  404  404  go   404  ", "staff_add", "", PERSON),
    get(" in    404  404  404  404  404  404  ok   404  ", "staff_edit", "hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "staff_edit", "hoa", PERSON),
    get(" in    404  404  404  404  404  404  ok   404  ", "posting_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "posting_add", "staff_pk=hoa", a_posting),
    get(" in    404  404  404  404  404  404  ok   404  ", "posting_edit", "posting"),
    post("in    404  404  404  404  404  404  go   404  ", "posting_edit", "posting", a_posting),
    get(" in    404  404  404  404  404  404  ok   404  ", "absence_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "absence_add", "staff_pk=hoa", ABSENCE),
    get(" in    404  404  404  404  404  404  ok   404  ", "absence_edit", "absence"),
    post("in    404  404  404  404  404  404  go   404  ", "absence_edit", "absence", ABSENCE),
    get(" in    404  404  404  404  404  404  ok   404  ", "discipline_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "discipline_add", "staff_pk=hoa", DISCIPLINE),
    get(" in    404  404  404  404  404  404  ok   404  ", "discipline_edit", "discipline"),
    post("in    404  404  404  404  404  404  go   404  ", "discipline_edit", "discipline", DISCIPLINE),
    get(" in    404  404  404  404  404  404  ok   404  ", "rating_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "rating_add", "staff_pk=hoa", RATING),
    get(" in    404  404  404  404  404  404  ok   404  ", "rating_edit", "rating"),
    post("in    404  404  404  404  404  404  go   404  ", "rating_edit", "rating", RATING),
    # What a person received.
    get(" in    ok   ok   404  404  404  404  ok   404  ", "award_record_list", "staff_pk=hoa"),
    get(" in    404  404  404  404  404  404  ok   404  ", "award_record_add", "staff_pk=hoa"),
    post("in    404  404  404  404  404  404  go   404  ", "award_record_add", "staff_pk=hoa", AWARDED),
    get(" in    404  404  404  404  404  404  ok   404  ", "award_record_edit", "old_record"),
    post("in    404  404  404  404  404  404  go   404  ", "award_record_edit", "old_record", AWARDED),
    # What a decision of our own wrote, no form changes.
    get(" in    404  404  404  404  404  404  404  404  ", "award_record_edit", "own_record"),
    post("in    404  404  404  404  404  404  404  404  ", "award_record_edit", "own_record", AWARDED),
]

UNITS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "department_list"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "department", "faculty"),
    get(" in    404  404  404  404  404  404  ok   404  ", "department_add"),
    post("in    404  404  404  404  404  404  go   404  ", "department_add", "", a_unit),
    get(" in    404  404  404  404  404  404  ok   404  ", "department_edit", "faculty"),
    post("in    404  404  404  404  404  404  go   404  ", "department_edit", "faculty", a_unit),
    get(" in    404  404  404  404  404  404  ok   404  ", "unit_rating_add", "department_pk=faculty"),
    post("in    404  404  404  404  404  404  go   404  ", "unit_rating_add", "department_pk=faculty", RATING),
    get(" in    404  404  404  404  404  404  ok   404  ", "unit_rating_edit", "unit_rating"),
    post("in    404  404  404  404  404  404  go   404  ", "unit_rating_edit", "unit_rating", RATING),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_record_list", "department_pk=faculty"),
    get(" in    404  404  404  404  404  404  ok   404  ", "unit_record_add", "department_pk=faculty"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "unit_record_add",
        "department_pk=faculty",
        RECORD | {"award": "TTLDTT"},
    ),
]

CAMPAIGNS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # What was launched is for everybody; a plan in draft is the clerk's, who alone writes, launches, adjusts, cancels.
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "campaign_list"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "campaign", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign", "plan"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "plan_pdf", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_pdf", "plan"),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_add"),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_add", "", PLAN | {"year": "2024"} | NO_DATES),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_edit", "plan"),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_edit", "plan", PLAN),
    post(
        "in    404  404  404  404  404  404  told 404  ",
        "campaign_edit",
        "campaign",
        PLAN | {"year": "2025"} | NO_DATES,
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_part", "pk=plan part=purpose_slug"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "plan_part",
        "pk=plan part=purpose_slug",
        table_of("plan_items", {"text": "Tạo khí thế thi đua.", "ORDER": "1"}),
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_movements", "plan"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "plan_movements",
        "plan",
        table_of("movements", {"name": "Dạy tốt, học tốt", "launched_by": "school", "ORDER": "1"}),
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_targets", "plan"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "plan_targets",
        "plan",
        table_of("targets", {"content": "Lao động tiên tiến", "unit_of_measure": "%", "amount": "90", "ORDER": "1"}),
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "plan_phases", "plan"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "plan_phases",
        "plan",
        lambda w: table_of(
            "phases",
            *(
                {
                    "id": phase.pk,
                    "theme": "Chủ đề mới",
                    "starts_on": f"{phase.starts_on:%d/%m/%Y}",
                    "ends_on": f"{phase.ends_on:%d/%m/%Y}",
                    "ORDER": phase.ordinal,
                }
                for phase in w.plan.phases.all()
            ),
            old=2,
        ),
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "phase_days", "plan_phase"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "phase_days",
        "plan_phase",
        table_of("days", {"name": "Ngày thành lập Đảng", "origin_date": "03/02/1930", "observed_on": "03/02/2023"})
        | table_of("activities"),
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_launch", "plan"),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_launch", "plan"),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_cancel", "campaign"),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_cancel", "campaign", WHY),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_adjustments", "campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "campaign_adjust", "pk=campaign field=deadline"),
    post("in    404  404  404  404  404  404  go   404  ", "campaign_adjust", "pk=campaign field=deadline", MOVED),
]

PLEDGES = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # Beginning: everybody for themself (Hoa has begun already), a head for the own collective.
    get(" in    go   ok   go   ok   ok   ok   go   404  ", "my_pledge", "campaign_pk=campaign"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "my_pledge", "campaign_pk=untouched"),
    get(" in    404  404  404  404  404  404  ok   404  ", "my_pledge", "campaign_pk=plan"),
    post("in    go   go   go   go   go   go   go   404  ", "my_pledge_begin", "campaign_pk=untouched"),
    post("in    told go   told go   go   go   told 404  ", "my_pledge_begin", "campaign_pk=campaign"),
    get(" in    404  ok   404  404  404  404  404  404  ", "unit_pledge", UNTOUCHED_FACULTY),
    get(" in    404  404  404  404  ok   404  404  404  ", "unit_pledge", UNTOUCHED_SCHOOL),
    post("in    404  go   404  404  404  404  404  404  ", "unit_pledge_begin", UNTOUCHED_FACULTY),
    post("in    404  404  404  404  go   404  404  404  ", "unit_pledge_begin", UNTOUCHED_SCHOOL),
    # A draft is its owner's alone. A pledge once sent: its owner, the endorser (for a lecturer her head; for a head
    # and a collective the rector; for the rector and the school the clerk), the clerk.
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge", "hoa_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "pledge", "hoa_sent"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "pledge", "minh_sent"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "pledge", "faculty_sent"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "pledge", "quang_sent"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "pledge", "school_sent"),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_pdf", "hoa_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "pledge_pdf", "hoa_sent"),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_awards", "hoa_draft"),
    post(
        "in    go   404  404  404  404  404  404  404  ",
        "pledge_awards",
        "hoa_draft",
        {"titles": ["LDTT"], "duties": "Giảng dạy phần học Nghiệp vụ công tác đảng."},
    ),
    get(" in    go   404  404  404  404  404  404  404  ", "pledge_awards", "hoa_sent"),
    post("in    told 404  404  404  404  404  404  404  ", "pledge_awards", "hoa_sent", {"titles": ["LDTT"]}),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_targets", "hoa_draft"),
    post(
        "in    go   404  404  404  404  404  404  404  ",
        "pledge_targets",
        "hoa_draft",
        lambda w: table_of(
            "targets",
            {"id": w.hoa_draft.targets.get().pk, "content": "Giờ dạy", "unit_of_measure": "giờ", "amount": "300"},
            old=1,
        ),
    ),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_check", "hoa_draft"),
    post("in    go   404  404  404  404  404  404  404  ", "pledge_submit", "hoa_draft"),
    post("in    told 404  404  404  404  404  404  404  ", "pledge_submit", "hoa_sent"),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_receipt", "hoa_sent"),
    get(" in    ok   404  404  404  404  404  404  404  ", "pledge_withdraw", "hoa_sent"),
    post("in    go   404  404  404  404  404  404  404  ", "pledge_withdraw", "hoa_sent"),
    post("in    404  go   404  404  404  404  404  404  ", "pledge_withdraw", "faculty_sent"),
    # Nobody endorses their own.
    post("in    404  404  404  404  404  404  404  404  ", "pledge_endorse", "hoa_draft"),
    post("in    404  go   404  404  404  404  404  404  ", "pledge_endorse", "hoa_sent"),
    post("in    404  404  404  404  go   404  404  404  ", "pledge_endorse", "minh_sent"),
    post("in    404  404  404  404  go   404  404  404  ", "pledge_endorse", "faculty_sent"),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_endorse", "quang_sent"),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_endorse", "school_sent"),
    get(" in    404  ok   404  404  404  404  404  404  ", "pledge_send_back", "hoa_sent"),
    post("in    404  go   404  404  404  404  404  404  ", "pledge_send_back", "hoa_sent", RETURN),
    post("in    404  404  404  404  go   404  404  404  ", "pledge_send_back", "minh_sent", RETURN),
    post("in    404  404  404  404  404  404  go   404  ", "pledge_send_back", "quang_sent", RETURN),
]

IN_FACULTY = "campaign_pk=campaign department_pk=faculty"
IN_OTHER = "campaign_pk=campaign department_pk=other_faculty"
IN_OFFICE = "campaign_pk=campaign department_pk=office"

REGISTRATIONS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # Who has pledged: heads their unit's, rector and clerk everybody's.
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "registration_list", "campaign_pk=campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "registration_list", "campaign_pk=plan"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "unit_registration", IN_FACULTY),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "pledge_list_pdf", IN_FACULTY),
    get(" in    404  404  404  404  ok   404  ok   404  ", "school_pledge_list_pdf", "campaign_pk=campaign"),
    # Rector and clerk see the page, but these are not theirs to endorse.
    post(
        "in    404  go   404  404  told 404  told 404  ",
        "unit_pledges_endorse",
        "campaign_pk=drive department_pk=faculty",
        lambda w: {"pledge": [w.hoa_sent.pk]},
    ),
    post("in    404  go   404  404  404  404  404  404  ", "registration_send", IN_FACULTY),
    post("in    404  404  404  told 404  404  404  404  ", "registration_send", IN_OTHER),
    post("in    404  told 404  404  404  404  404  404  ", "registration_take_back", IN_FACULTY),
    post("in    404  404  404  go   404  404  404  404  ", "registration_take_back", IN_OTHER),
    post("in    404  404  404  404  404  404  go   404  ", "registration_accept", IN_OTHER),
    post("in    404  404  404  404  404  404  told 404  ", "registration_accept", IN_FACULTY),
    get(" in    404  404  404  404  404  404  ok   404  ", "registration_send_back", IN_OTHER),
    post("in    404  404  404  404  404  404  go   404  ", "registration_send_back", IN_OTHER, WHY),
    get(" in    404  404  404  404  404  404  ok   404  ", "registration_reopen", IN_OFFICE),
    post("in    404  404  404  404  404  404  go   404  ", "registration_reopen", IN_OFFICE, WHY),
    get(" in    404  404  404  404  404  404  ok   404  ", "registration_open_late", IN_FACULTY),
    post("in    404  404  404  404  404  404  go   404  ", "registration_open_late", IN_FACULTY, LATE),
]

EVALUATIONS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "evaluation_list", "phase_pk=phase"),
    get(" in    404  404  404  404  404  404  ok   404  ", "evaluation_list", "phase_pk=plan_phase"),
    get(" in    go   go   ok   ok   go   ok   ok   404  ", "my_evaluation", "phase_pk=phase"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "my_evaluation", "phase_pk=late_phase"),
    post("in    go   go   go   go   go   go   go   404  ", "my_evaluation_begin", "phase_pk=late_phase"),
    get(
        " in    404  ok   404  404  404  404  404  404  ",
        "unit_evaluation",
        LATE_FACULTY,
    ),
    post("in    404  go   404  404  404  404  404  404  ", "unit_evaluation_begin", LATE_FACULTY),
    # Unsent it is its owner's alone; sent, it is read and confirmed as a pledge is.
    get(" in    ok   404  404  404  404  404  404  404  ", "evaluation", "hoa_open"),
    get(" in    404  ok   404  404  404  404  ok   404  ", "evaluation", "am_assessed"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "evaluation", "minh_assessed"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "evaluation", "faculty_assessed"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "evaluation", "quang_assessed"),
    get(" in    ok   404  404  404  404  404  404  404  ", "evaluation_edit", "hoa_open"),
    post(
        "in    go   404  404  404  404  404  404  404  ",
        "evaluation_edit",
        "hoa_open",
        {"self_assessment": "Vượt số giờ dạy đã đăng ký."} | table_of("chi-tieu"),
    ),
    post("in    go   404  404  404  404  404  404  404  ", "evaluation_self_assess", "hoa_open"),
    post("in    told 404  404  404  404  404  404  404  ", "evaluation_take_back", "hoa_open"),
    post("in    404  404  404  404  404  404  404  404  ", "evaluation_take_back", "am_assessed"),
    post("in    404  go   404  404  404  404  404  404  ", "evaluation_take_back", "minh_assessed"),
    post("in    404  404  404  404  404  404  404  404  ", "evaluation_confirm", "hoa_open", AGREED),
    post("in    404  go   404  404  404  404  404  404  ", "evaluation_confirm", "am_assessed", AGREED),
    post("in    404  404  404  404  go   404  404  404  ", "evaluation_confirm", "minh_assessed", AGREED),
    post("in    404  404  404  404  go   404  404  404  ", "evaluation_confirm", "faculty_assessed", AGREED),
    post("in    404  404  404  404  404  404  go   404  ", "evaluation_confirm", "quang_assessed", AGREED),
    get(" in    404  ok   404  404  404  404  404  404  ", "evaluation_reopen", "am_assessed"),
    post("in    404  go   404  404  404  404  404  404  ", "evaluation_reopen", "am_assessed", WHY),
    post("in    404  404  404  404  go   404  404  404  ", "evaluation_reopen", "minh_assessed", WHY),
]

NOMINATIONS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "nomination_list", "campaign_pk=campaign"),
    get(" in    404  404  404  404  404  404  ok   404  ", "nomination_list", "campaign_pk=plan"),
    # Heads nominate their people and their collective, the rector heads and deputies, the clerk the rector.
    get(" in    404  ok   404  ok   ok   404  ok   404  ", "nomination_add", "campaign_pk=campaign"),
    post(
        "in    404  go   404  form form 404  form 404  ",
        "nomination_add",
        "campaign_pk=campaign",
        lambda w: {"award": "GK", "occasion": "merit", "person": w.am.pk},
    ),
    post(
        "in    404  form 404  form go   404  form 404  ",
        "nomination_add",
        "campaign_pk=campaign",
        lambda w: {"award": "GK", "occasion": "merit", "person": w.minh.pk},
    ),
    post(
        "in    404  form 404  form form 404  go   404  ",
        "nomination_add",
        "campaign_pk=campaign",
        lambda w: {"award": "GK", "occasion": "merit", "person": w.quang.pk},
    ),
    post(
        "in    404  form 404  go   form 404  form 404  ",
        "nomination_add",
        "campaign_pk=campaign",
        lambda w: {"award": "TTLDTT", "occasion": "merit", "department": w.other_faculty.pk},
    ),
    # A draft is its author's; handed in, it is the candidate's and the clerk's too; on the table, the council's.
    get(" in    404  ok   404  404  404  404  404  404  ", "nomination", "dossier_draft"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "nomination", "dossier_sent"),
    get(" in    404  ok   404  404  404  404  ok   404  ", "nomination", "faculty_dossier"),
    get(" in    404  ok   404  404  ok   404  ok   404  ", "nomination", "minh_dossier"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "nomination", "lan_dossier"),
    get(" in    ok   ok   404  404  ok   ok   ok   404  ", "nomination", "tabled"),
    get(" in    404  ok   404  404  404  404  404  404  ", "nomination_edit", "dossier_draft"),
    post(
        "in    404  go   404  404  404  404  404  404  ",
        "nomination_edit",
        "dossier_draft",
        {"grounds": "Dạy giỏi, có sáng kiến.", "report": ""},
    ),
    get(" in    404  ok   404  404  404  404  404  404  ", "attachment_add", "dossier_draft"),
    post("in    404  go   404  404  404  404  404  404  ", "attachment_add", "dossier_draft", a_file),
    get(" in    404  ok   404  404  404  404  404  404  ", "attachment", "pk=dossier_draft attachment_pk=paper"),
    get(" in    ok   ok   404  404  404  404  ok   404  ", "attachment", "pk=dossier_sent attachment_pk=sent_paper"),
    # A paper is reached through its own dossier only.
    get(" in    404  404  404  404  404  404  404  404  ", "attachment", "pk=dossier_sent attachment_pk=paper"),
    get(" in    404  ok   404  404  404  404  404  404  ", "attachment_remove", "pk=dossier_draft attachment_pk=paper"),
    post("in    404  go   404  404  404  404  404  404  ", "attachment_remove", "pk=dossier_draft attachment_pk=paper"),
    post("in    404  go   404  404  404  404  404  404  ", "nomination_submit", "dossier_draft"),
    post("in    404  told 404  404  404  404  404  404  ", "nomination_submit", "dossier_sent"),
    get(" in    404  ok   404  404  404  404  404  404  ", "nomination_withdraw", "dossier_sent"),
    post("in    404  go   404  404  404  404  404  404  ", "nomination_withdraw", "dossier_sent"),
    post("in    404  go   404  404  404  404  404  404  ", "nomination_withdraw", "faculty_dossier"),
    post("in    404  404  404  404  go   404  404  404  ", "nomination_withdraw", "minh_dossier"),
    # The clerk verifies; her own dossier, as she is the only clerk, the chair.
    post("in    404  404  404  404  404  404  404  404  ", "nomination_verify", "dossier_draft"),
    post("in    404  404  404  404  404  404  go   404  ", "nomination_verify", "dossier_sent"),
    post("in    404  404  404  404  404  404  go   404  ", "nomination_verify", "faculty_dossier"),
    post("in    404  404  404  404  go   404  404  404  ", "nomination_verify", "lan_dossier"),
    get(" in    404  404  404  404  404  404  ok   404  ", "nomination_send_back", "dossier_sent"),
    post("in    404  404  404  404  404  404  go   404  ", "nomination_send_back", "dossier_sent", TO_MEND),
    post("in    404  404  404  404  go   404  404  404  ", "nomination_send_back", "lan_dossier", TO_MEND),
    get(" in    404  404  404  404  404  404  ok   404  ", "nomination_table", "session_pk=planned"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "nomination_table",
        "session_pk=planned",
        lambda w: {"chosen": [w.verified.pk], "confirmed": "1"},
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "nomination_untable", "tabled"),
    post("in    404  404  404  404  404  404  go   404  ", "nomination_untable", "tabled", WHY),
    # The private note is for who reads in council.
    post("in    404  404  404  404  go   go   go   404  ", "nomination_note", "tabled", NOTE),
    post("in    404  404  404  404  404  404  404  404  ", "nomination_note", "dossier_sent", NOTE),
]

CASE = "pk=planned nomination_pk=tabled"


def everybody_here(w: World) -> dict[str, str]:
    return {f"present_{seat.pk}": "on" for seat in w.seats.values()}


def meeting(w: World) -> dict[str, Any]:
    return MEETING | {"campaign": w.campaign.pk, "secretary": w.seats["Lan"].pk, "council": w.council.pk}


def agreed(w: World) -> dict[str, str]:
    return {f"q{w.question.pk}": "agree"}


COUNCIL = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # The clerk prepares, chair or clerk run, the chair alone opens, counts and closes; members read and vote.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_session_list"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_session", "planned"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "minutes_check", "ending"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "minutes_check", "closed"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "minutes_pdf", "ending"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "minutes_pdf", "closed"),
    get(" in    404  404  404  404  404  404  ok   404  ", "council_session_add"),
    post("in    404  404  404  404  404  404  go   404  ", "council_session_add", "", meeting),
    get(" in    404  404  404  404  404  404  ok   404  ", "council_session_edit", "planned"),
    post("in    404  404  404  404  404  404  go   404  ", "council_session_edit", "planned", meeting),
    post("in    404  404  404  404  404  404  told 404  ", "council_session_edit", "closed", meeting),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_roll_call", "planned"),
    post("in    404  404  404  404  go   404  go   404  ", "council_roll_call", "planned", everybody_here),
    get(" in    404  404  404  404  go   404  go   404  ", "council_convene", "planned"),
    post("in    404  404  404  404  go   404  go   404  ", "council_convene", "planned"),
    post("in    404  404  404  404  told 404  told 404  ", "council_convene", "closed"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_notes", "ending"),
    post("in    404  404  404  404  go   404  go   404  ", "council_notes", "ending", OPENING),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_adjourn", "ending"),
    post("in    404  404  404  404  go   404  go   404  ", "council_adjourn", "ending", WHY),
    get(" in    404  404  404  404  ok   404  404  404  ", "council_close", "ending"),
    post("in    404  404  404  404  go   404  404  404  ", "council_close", "ending"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "council_cancel", "planned"),
    post("in    404  404  404  404  go   404  go   404  ", "council_cancel", "planned", WHY),
    # Stepping out of a case: each member for themself, after declaring of all.
    get(" in    404  404  404  404  go   go   go   404  ", "council_recuse", CASE),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "council_recuse", "pk=ready nomination_pk=waiting_case"),
    post("in    404  404  404  404  go   go   go   404  ", "council_recuse", CASE, {"reason": "Là người thân."}),
    get(" in    404  404  404  404  ok   404  ok   404  ", "round_add", "ready", query="danh-hieu=LDTT"),
    post(
        "in    404  404  404  404  go   404  go   404  ",
        "round_add",
        "ready",
        lambda w: {"nominations": [w.waiting_case.pk], "way": "secret"},
        query="danh-hieu=LDTT",
    ),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "round", "pending_round"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "round", "open_round"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "round", "counted_round"),
    post("in    404  404  404  404  go   404  404  404  ", "round_open", "pending_round"),
    post("in    404  404  404  404  told 404  404  404  ", "round_open", "counted_round"),
    post("in    404  404  404  404  go   404  go   404  ", "round_discard", "pending_round"),
    post("in    404  404  404  404  told 404  told 404  ", "round_discard", "counted_round"),
    get(" in    404  404  404  404  ok   404  404  404  ", "round_count", "open_round"),
    post("in    404  404  404  404  go   404  404  404  ", "round_count", "open_round", WHY | {"word": "KIỂM PHIẾU"}),
    # The ballot: seats only; before the opening a page that waits, after the count onward to the result.
    get(" in    404  404  404  404  ok   ok   ok   404  ", "ballot", "pending_round"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "ballot", "open_round"),
    get(" in    404  404  404  404  go   go   go   404  ", "ballot", "counted_round"),
    post("in    404  404  404  404  form form form 404  ", "ballot_review", "open_round", agreed),
    post("in    404  404  404  404  go   go   go   404  ", "ballot_cast", "open_round", agreed),
    post("in    404  404  404  404  told told told 404  ", "ballot_cast", "counted_round", agreed),
]

DECISIONS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    # A draft is the clerk's and its signer's; issued, it is there for the school. The clerk drafts, the signer issues,
    # or the clerk on the signer's behalf.
    get(" in    ok   ok   ok   ok   ok   ok   ok   ok   ", "decision_list"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision", "draft_decision"),
    get(" in    404  404  404  404  ok   ok   ok   404  ", "decision", "thu_draft"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "decision", "issued"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_pdf", "draft_decision"),
    get(" in    ok   ok   ok   ok   ok   ok   ok   404  ", "decision_pdf", "issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_blank_pdf", "draft_decision"),
    # What a strict clerk would say of the copy: for who issues it.
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_check", "draft_decision"),
    get(" in    404  404  404  404  404  ok   ok   404  ", "decision_check", "thu_draft"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_check", "issued"),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_add"),
    post(
        "in    404  404  404  404  404  404  go   404  ",
        "decision_add",
        "",
        lambda w: {"session": w.closed.pk, "kind": "merit", "date": "20/12/2022", "signer": w.signer.pk},
    ),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_redate", "draft_decision"),
    post("in    404  404  404  404  404  404  go   404  ", "decision_redate", "draft_decision", {"date": "30/12/2022"}),
    get(" in    404  404  404  404  404  404  ok   404  ", "decision_discard", "draft_decision"),
    post("in    404  404  404  404  404  404  go   404  ", "decision_discard", "draft_decision"),
    post("in    404  404  404  404  404  404  told 404  ", "decision_discard", "issued"),
    get(" in    404  404  404  404  ok   404  ok   404  ", "decision_issue", "draft_decision"),
    post("in    404  404  404  404  go   404  go   404  ", "decision_issue", "draft_decision", ISSUED_AS_8),
    post("in    404  404  404  404  404  go   go   404  ", "decision_issue", "thu_draft", ISSUED_AS_8),
    # Once issued there is no way back: the form again, with the sentence.
    post(
        "in    404  404  404  404  form 404  form 404  ",
        "decision_issue",
        "issued",
        {"number": "9", "date": "20/12/2022", "word": "BAN HÀNH"},
    ),
]

AREAS = {
    "house": HOUSE,
    "people": PEOPLE,
    "units": UNITS,
    "campaigns": CAMPAIGNS,
    "pledges": PLEDGES,
    "registrations": REGISTRATIONS,
    "evaluations": EVALUATIONS,
    "nominations": NOMINATIONS,
    "findings": findings.ROWS,
    "council": COUNCIL,
    "decisions": DECISIONS,
    "desk": desk.ROWS,
    "law": law.ROWS,
    "money": money.ROWS,
    "school": school.ROWS,
    "changes": changes.ROWS,
    "trail": trail.ROWS,
    "imports": imports.ROWS,
    "accounts": accounts.ROWS,
    "system": system.ROWS,
    "initiatives": initiatives.ROWS,
    "readings": readings.ROWS,
    "regulations": regulations.ROWS,
    "reminders": reminders.ROWS,
    "road": road.ROWS,
    "word": word_files.ROWS,
    "certificates": certificates.ROWS,
    "unit_plans": unit_plans.ROWS,
    "session papers": session_papers.ROWS,
    "screens": screens.ROWS,
    "upper": upper.ROWS,
    "progress": progress.ROWS,
    "plans": plans.ROWS,
    "unit reviews": unit_reviews.ROWS,
    "pledges in full": pledges.ROWS,
    "covenants": covenants.ROWS,
    "points": points.ROWS,
    "reviews": reviews.ROWS,
    "ratings": ratings.ROWS,
    "room": room.ROWS,
    "presiding": presiding.ROWS,
    "disclosures": disclosures.ROWS,
    "hearings": hearings.ROWS,
}
