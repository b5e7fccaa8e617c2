"""What people and browsers get wrong: each has a clear answer, and what was typed is still there."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db.models import Model
from django.urls import reverse

from awards.models import Nomination
from campaigns.models import Campaign, Criterion, PledgeTarget, StaffMember
from tests.factories import PASSWORD, make_nomination, make_pledge
from tests.walking import Walker, text_of
from thidua import kept_forms
from thidua.models import AuditEntry

LONG = "dài " * 400_000  # more than 2 MB in UTF-8
HTML = "<script>alert('x')</script><b>Lan</b>"


@dataclass(frozen=True)
class Case:
    """One form: who fills it in, where, with what, and which text and date in it are spoilt."""

    who: str
    address: Callable[[SimpleNamespace], str]
    button: str
    typed: dict[str, Any]
    text: str
    model: type[Model]
    column: str
    date: str = ""


def address(name: str, key: str = "") -> Callable[[SimpleNamespace], str]:
    return lambda rows: reverse(name, args=[getattr(rows, key).pk] if key else [])


CASES = {
    "targets": Case(
        who="hoa",
        address=address("pledge_targets", "pledge"),
        button="Lưu và tiếp tục",
        typed={
            "targets-0-content": "Giảng dạy",
            "targets-0-unit_of_measure": "tiết",
            "targets-0-amount": "280",
        },
        text="targets-0-content",
        model=PledgeTarget,
        column="content",
    ),
    "campaign": Case(
        who="lan",
        address=address("campaign_add"),
        button="Lập bản thảo",
        typed={
            "year": "2023",
            "title": "Phong trào năm 2023",
            "theme": "Chủ đề",
            "starts_on": "01/01/2023",
            "ends_on": "31/12/2023",
        },
        text="title",
        model=Campaign,
        column="title",
        date="starts_on",
    ),
    "staff": Case(
        who="lan",
        address=address("staff_add"),
        button="Lưu",
        typed={
            "code": "CB-NEW",
            "full_name": "Vũ Thị Mới",
            "gender": "female",
            "birth_date": "25/09/1990",
            "joined_on": "01/09/2015",
        },
        text="full_name",
        model=StaffMember,
        column="full_name",
        date="birth_date",
    ),
    "grounds": Case(
        who="minh",
        address=address("nomination_edit", "nomination"),
        button="Lưu hồ sơ",
        typed={"grounds": "Giảng dạy tốt"},
        text="grounds",
        model=Nomination,
        column="grounds",
    ),
    "occasion": Case(
        who="minh",
        address=address("nomination_add", "campaign"),
        button="Lập hồ sơ nháp",
        typed={
            "award": "GK",
            "person": "",
            "occasion": "ad_hoc",
            "occasion_text": "Cứu người bị nạn",
            "occasion_date": "20/02/2022",
        },
        text="occasion_text",
        model=Nomination,
        column="occasion_text",
        date="occasion_date",
    ),
}
CASES["criteria"] = Case(
    who="lan",
    address=lambda rows: reverse("criteria_edit", args=[rows.campaign.pk, "ca-nhan"]),
    button="Lưu bảng tiêu chí",
    typed={
        "bonus_limit": "10",
        "due_on": "30/11/2022",
        "criteria-0-name": "Chuyên môn",
        "criteria-0-weight": "60",
    },
    text="criteria-0-name",
    model=Criterion,
    column="name",
    date="due_on",
)
DATED = [name for name, case in CASES.items() if case.date]


@pytest.fixture
def rows(school, campaign) -> SimpleNamespace:
    return SimpleNamespace(
        campaign=campaign,
        pledge=make_pledge(campaign, school.lecturer, school.faculty),
        nomination=make_nomination(campaign, school.lecturer, school.faculty, "LDTT", nominated_by=school.head.user),
        lecturer=school.lecturer,
    )


def begin(case: Case, rows: SimpleNamespace, **spoilt: str) -> tuple[Walker, dict[str, Any]]:
    """Somebody before the form, and what they type."""
    typed = case.typed | spoilt
    if "person" in typed:
        typed["person"] = str(rows.lecturer.pk)
    return Walker(case.who).goto(case.address(rows)), typed


def stored(case: Case, **values: str) -> int:
    return case.model.objects.filter(**values).count()


def value_on_page(walker: Walker, name: str) -> str:
    """What the field shows now, as the form or the row of a table renders it."""
    form = walker.page.context.get("form")
    if form is None or name not in form.fields:
        number = int(name.split("-")[1])
        return walker.page.context["formset"].forms[number][name.split("-")[2]].value()
    return form[name].value()


def errors_on_page(walker: Walker, name: str) -> list[str]:
    form = walker.page.context.get("form")
    if form is None or name not in form.fields:
        return walker.page.context["formset"].forms[int(name.split("-")[1])].errors.get(name.split("-")[2], [])
    return form.errors.get(name, [])


@pytest.mark.one_database("refused by the form, before a row is written")
@pytest.mark.parametrize("wrong", ["31/02/2022", "25/09/85", "2022-13-01", "hôm qua", "01/01/0001"])
@pytest.mark.parametrize("name", DATED)
def test_a_wrong_date_is_named_and_kept(name, wrong, rows):
    case = CASES[name]
    before = case.model.objects.count()
    walker, typed = begin(case, rows, **{case.date: wrong})
    walker.press(case.button, typed)
    (error,) = errors_on_page(walker, case.date)
    assert error in walker.text
    assert (value_on_page(walker, case.date), value_on_page(walker, case.text)) == (wrong, typed[case.text])
    assert "<title>Lỗi: " in walker.text
    assert case.model.objects.count() == before


@pytest.mark.one_database("refused by the form, before a row is written")
@pytest.mark.parametrize("name", CASES)
def test_two_megabytes_are_refused_and_kept(name, rows):
    case = CASES[name]
    walker, typed = begin(case, rows, **{case.text: LONG})
    walker.press(case.button, typed)
    (error,) = errors_on_page(walker, case.text)
    assert "ký tự" in error
    assert value_on_page(walker, case.text) == LONG
    assert stored(case, **{f"{case.column}__startswith": "dài dài"}) == 0


@pytest.mark.parametrize("name", CASES)
def test_text_in_pieces_is_stored_composed(name, rows):
    """NFD, as some keyboards and telephones send it."""
    case, said = CASES[name], "Lường Thị Mỵ giảng ở Ẳng"
    walker, typed = begin(case, rows, **{case.text: unicodedata.normalize("NFD", said)})
    walker.press(case.button, typed)
    assert stored(case, **{case.column: said}) == 1


@pytest.mark.parametrize("name", CASES)
def test_markup_in_a_text_is_shown_as_typed(name, rows):
    case = CASES[name]
    walker, typed = begin(case, rows, **{case.text: HTML})
    walker.press(case.button, typed)
    row = case.model.objects.get(**{case.column: HTML})
    shown = walker.goto(case.address(rows) if name != "occasion" else row).page
    listed = Walker("lan").goto(reverse("staff_list")).page if name == "staff" else shown
    assert [HTML in text_of(page) for page in (shown, listed)] == [False, False]


@pytest.mark.parametrize("name", CASES)
def test_a_form_sent_twice_writes_once(name, rows):
    """Two posts of the same filled page, as a double click or the browser's Back makes them."""
    case = CASES[name]
    before = case.model.objects.count()
    walker, typed = begin(case, rows)
    page = walker.page
    walker.press(case.button, typed)
    walker.page = page
    walker.press(case.button, typed)
    assert stored(case, **{case.column: typed[case.text]}) == 1
    assert case.model.objects.count() == before + (name != "grounds")


@pytest.mark.parametrize("name", CASES)
def test_a_session_that_ends_while_typing(name, rows):
    """Signed in again, the same page shows what was typed; nothing was sent meanwhile."""
    case = CASES[name]
    before = case.model.objects.count()
    walker, typed = begin(case, rows)
    page = case.address(rows)
    Session.objects.all().delete()
    walker.press(case.button, typed)
    assert (walker.path, walker.page.context["user"].is_authenticated) == (reverse("sign_in"), False)
    said = walker.press("Đăng nhập", {"username": case.who, "password": PASSWORD})
    assert (walker.path, said) == (page, [kept_forms.SESSION_ENDED])
    assert {name: str(value_on_page(walker, name)) for name in typed} == {k: str(v) for k, v in typed.items()}
    assert (case.model.objects.count(), stored(case, **{case.column: typed[case.text]})) == (before, 0)
    walker.press(case.button, typed)
    assert stored(case, **{case.column: typed[case.text]}) == 1


def test_somebody_else_finds_nothing_of_it(rows):
    case = CASES["staff"]
    walker, typed = begin(case, rows)
    Session.objects.all().delete()
    walker.press(case.button, typed)
    answer = walker.client.post(reverse("sign_in"), {"username": "yen", "password": PASSWORD}, follow=True)
    assert "Vũ Thị Mới" not in answer.content.decode()
    walker.client.logout()
    walker.goto(reverse("sign_in")).press("Đăng nhập", {"username": "lan", "password": PASSWORD})
    assert value_on_page(walker.goto(case.address(rows)), "full_name") in (None, "")


# --- acts by GET

ACTS = {
    "sign_out": 0,
    "advance_clock": 0,
    "second_factor_begin": 0,
    "second_factor_confirm": 0,
    "require_second_factor": 0,
    "account_lift_wait": 1,
    "my_pledge_begin": 1,
    "unit_pledge_begin": 2,
    "pledge_submit": 1,
    "pledge_endorse": 1,
    "unit_pledges_endorse": 2,
    "registration_send": 2,
    "registration_take_back": 2,
    "evaluation_take_back": 1,
    "registration_accept": 2,
    "my_evaluation_begin": 1,
    "unit_evaluation_begin": 2,
    "evaluation_self_assess": 1,
    "evaluation_confirm": 1,
    "evaluations_confirm": 1,
    "nomination_submit": 1,
    "nomination_verify": 1,
    "nomination_note": 1,
    "round_open": 1,
    "round_discard": 1,
    "ballot_review": 1,
    "ballot_cast": 1,
}


@pytest.mark.one_database("refused before any row is read")
@pytest.mark.parametrize("name", ACTS)
def test_an_act_answers_no_get(name, school, sign_in):
    """A link, a reload or a preview in a chat never acts, whoever is signed in."""
    client, before = sign_in(school.clerk), AuditEntry.objects.count()
    answers = [client.get(reverse(name, args=[1] * ACTS[name])) for _ in range(2)]
    assert [(answer.status_code, answer["Allow"].startswith("POST")) for answer in answers] == [(405, True)] * 2
    assert AuditEntry.objects.count() == before
