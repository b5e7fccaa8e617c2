"""Parameters only shown, the council's seats, dossiers read only, and the decision as PDF."""

from datetime import date, datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from awards import deciding
from awards.models import AwardRecord, Council, CouncilSession, Decision, DecisionLine, Nomination, Recusal, Round, Seat
from campaigns.models import Posting
from tests.campaigns.test_admin import queries_of
from tests.factories import make_nomination
from tests.thidua.test_admin import change_url, english_of, list_url, words_of
from thidua.models import AuditEntry, IssuedDocument, IssuedFile, Parameter, Series
from thidua.workflow import Refused


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.administrator)


@pytest.fixture
def session(school, campaign, council):
    held = CouncilSession.objects.create(
        council=council,
        campaign=campaign,
        planned_for=datetime(2022, 12, 20, 14, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        place="Phòng họp A",
        secretary=council.seats.get(role="secretary"),
    )
    Round.objects.create(session=held, ordinal=1, title="Lao động tiên tiến")
    return held


@pytest.fixture
def draft(school, campaign, session):
    return Decision.objects.create(
        kind="titles",
        campaign=campaign,
        session=session,
        year=2022,
        date=date(2022, 12, 30),
        signer=Posting.objects.get(staff_member=school.rector, may_sign=True),
    )


@pytest.fixture
def issued(school, campaign, session):
    document = IssuedDocument.objects.create(
        kind="decision",
        series=Series.objects.get(code="decision"),
        year=2022,
        number=15,
        date=date(2022, 12, 30),
        title="Công nhận danh hiệu thi đua",
        signer="Phạm Văn Quang",
        paper={},
        sha256="0" * 64,
        issued_at=datetime(2022, 12, 30, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
    )
    IssuedFile.objects.create(document=document, content=b"%PDF-stored", sha256="0" * 64, size=11, pages=1)
    return Decision.objects.create(
        kind="merit",
        campaign=campaign,
        session=session,
        year=2022,
        date=date(2022, 12, 30),
        signer=Posting.objects.get(staff_member=school.rector, may_sign=True),
        status="issued",
        number=15,
        document=document,
    )


# Parameters


def test_a_parameter_is_only_shown_and_in_words(client, school):
    row = Parameter.objects.create(
        rule_set="B", key="quorum", value="0.75", source="Quy chế", certainty="confirmed", valid_from=date(2022, 1, 1)
    )
    assert "75%" in words_of(client.get(list_url(Parameter)))
    assert english_of(client.get(change_url(row))) == []
    assert client.post(change_url(row), {"value": "1/2", "valid_to": "31/12/2022"}).status_code == 403
    assert client.get(reverse("admin:thidua_parameter_add")).status_code == 403
    assert client.post(reverse("admin:thidua_parameter_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    row.refresh_from_db()
    assert (row.value, row.valid_to) == ("0.75", None)


# The council


def seats_form(council, **rows):
    seats = list(council.seats.all())
    sent = {
        "name": council.name,
        "kind": council.kind,
        "decision_number": council.decision_number,
        "decision_date": "10/01/2022",
        "starts_on": "10/01/2022",
        "seats-TOTAL_FORMS": str(len(seats) + 1),
        "seats-INITIAL_FORMS": str(len(seats)),
    }
    for index, seat in enumerate(seats):
        sent |= {
            f"seats-{index}-id": seat.pk,
            f"seats-{index}-council": council.pk,
            f"seats-{index}-staff_member": f"{seat.staff_member.code} – {seat.staff_member}",
            f"seats-{index}-role": seat.role,
            f"seats-{index}-order": seat.order,
            f"seats-{index}-starts_on": "10/01/2022",
        }
    last = f"seats-{len(seats)}-"
    return sent | {f"{last}council": council.pk, f"{last}role": "member", f"{last}order": "0"} | rows


def test_a_member_is_added_by_name(client, council, school):
    page = client.get(change_url(council))
    assert (page.status_code, english_of(page)) == (200, [])
    new = {"seats-5-staff_member": "do thi yen", "seats-5-order": "6", "seats-5-starts_on": "01/02/2022"}
    assert client.post(change_url(council), seats_form(council, **new)).status_code == 302
    assert Seat.objects.get(staff_member=school.office_head).order == 6
    line = AuditEntry.objects.get(target_type="awards.council")
    assert (line.verb, line.after) == ("council.change_rows", {"written": ["Đỗ Thị Yến, Ủy viên"]})


def test_a_seat_never_passes_to_another_person(client, council, school):
    page = client.post(change_url(council), seats_form(council, **{"seats-2-staff_member": school.office_head.code}))
    assert "Nhập ngày kết thúc của thành viên này rồi thêm một dòng cho thành viên mới" in words_of(page)
    assert list(council.seats.filter(staff_member=school.office_head)) == []


# Dossiers, sessions, decisions


def test_what_the_year_brings_opens_in_vietnamese_and_is_only_read(client, school, campaign, session, draft, issued):
    nomination = make_nomination(campaign, school.lecturer, school.faculty)
    Recusal.objects.create(session=session, seat=session.secretary, nomination=nomination, reason="Người thân")
    DecisionLine.objects.create(
        decision=draft, ordinal=1, nomination=nomination, award_id="LDTT", name="Nguyễn Thị Hoa"
    )
    record = AwardRecord.objects.create(
        staff_member=school.lecturer,
        award_id="LDTT",
        year=2021,
        decision_number="9/QĐ-TCT",
        decision_date=date(2021, 12, 30),
        issuer="Hiệu trưởng",
    )
    for row in (nomination, session, draft, issued, record):
        model = type(row)
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        before = model.objects.filter(pk=row.pk).values().get()
        page = client.get(change_url(row))
        assert (name, page.status_code, english_of(page)) == (name, 200, [])
        assert (
            client.post(change_url(row), {"status": "awarded", "grounds": "khác", "place": "khác"}).status_code == 403
        )
        assert client.post(reverse(f"admin:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        assert client.get(reverse(f"admin:{name}_add")).status_code == 403
        assert model.objects.filter(pk=row.pk).values().get() == before


def test_dossiers_are_found_without_marks(client, campaign, school):
    make_nomination(campaign, school.lecturer, school.faculty)
    make_nomination(campaign, school.stranger, school.other_faculty)
    found = client.get(list_url(Nomination, q="hoa xay dung ldtt", year="2022")).context["cl"].queryset
    assert [nomination.staff_member for nomination in found] == [school.lecturer]


def test_lists_ask_as_often_for_three_rows_as_for_one(client, school, campaign, council, session, draft):
    kinds = [Nomination, CouncilSession, Decision, Council, Parameter]
    make_nomination(campaign, school.lecturer, school.faculty)
    Parameter.objects.create(rule_set="A", key="quorum", value="2/3", certainty="memory", valid_from=date(2020, 1, 1))
    few = {model.__name__: queries_of(client, model) for model in kinds}
    make_nomination(campaign, school.stranger, school.other_faculty)
    make_nomination(campaign, school.office, school.office, "TTLDTT")
    for number, key in ((2, "vote_way.LDTT"), (3, "rounding")):
        CouncilSession.objects.create(
            council=council, campaign=campaign, planned_for=session.planned_for, place="B", secretary=session.secretary
        )
        Decision.objects.create(
            kind="merit", campaign=campaign, session=session, year=2022, date=draft.date, signer=draft.signer
        )
        Parameter.objects.create(
            rule_set="A", key=key, value="either", certainty="memory", valid_from=date(2020, 1, number)
        )
    assert {model.__name__: queries_of(client, model) for model in kinds} == few


# The decision as PDF


def print_pdf(client, *decisions, follow=False):
    sent = {"action": "print_pdf", "_selected_action": [decision.pk for decision in decisions]}
    return client.post(list_url(Decision), sent, follow=follow)


def test_an_issued_decision_is_printed_as_it_was_stored(client, issued):
    assert "In quyết định (PDF)" in words_of(client.get(list_url(Decision)))
    answer = print_pdf(client, issued)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "application/pdf", b"%PDF-stored")


def test_a_draft_is_printed_as_its_preview(client, draft):
    with mock.patch.object(deciding, "preview", return_value=b"%PDF-draft") as preview:
        answer = print_pdf(client, draft)
    assert (answer.status_code, answer.content) == (200, b"%PDF-draft")
    preview.assert_called_once_with(draft)


def test_two_decisions_are_not_printed_together(client, draft, issued):
    page = print_pdf(client, draft, issued, follow=True)
    assert "Chọn đúng một quyết định để in." in words_of(page)
    assert english_of(page) == []


def test_a_preview_that_is_refused_says_why(client, draft):
    with mock.patch.object(
        deciding, "preview", side_effect=Refused("Máy này thiếu thư viện vẽ PDF; cài thư viện rồi in lại.")
    ):
        page = print_pdf(client, draft, follow=True)
    assert "Máy này thiếu thư viện vẽ PDF; cài thư viện rồi in lại." in words_of(page)
