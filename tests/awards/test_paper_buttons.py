"""Where papers are begun: the button of a room, the draft it opens, the paper in force, the sentence where it waits."""

from datetime import date

import pytest
from django.db import connection
from django.template import RequestContext, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import deciding, desk
from awards.models import PaperDraft
from campaigns.models import Campaign, PlanAmendment, UnitPlan
from tests.awards import paper_rows_council
from tests.awards.decided import DECIDED_ON, make_session, signer_of, titles_of
from tests.awards.meeting import DAY
from tests.factories import make_campaign, make_department, make_phase
from thidua import clock, pdf
from thidua.models import IssuedDocument

pytestmark = pytest.mark.django_db
SPRING = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """How the papers look is read elsewhere."""
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def page(client, row) -> str:
    address = row if isinstance(row, str) else row.get_absolute_url()
    return " ".join(client.get(address).content.decode().split())


def begin(kind: str, row) -> str:
    return reverse("paper_begin", args=[kind, row.pk])


def issue(kind: str, row, school, number=7) -> IssuedDocument:
    draft = desk.begin(kind, row, by=school.clerk.user)
    return desk.issue(draft, number=number, date=clock.today(), by=school.clerk.user)


def link_to(document: IssuedDocument) -> str:
    return f'href="{reverse("issued_document", args=[document.pk])}"'


def test_the_plan_is_begun_gone_on_with_and_found_again(school, clerk, sign_in):
    campaign = make_campaign(plan_number=None, plan_date=None)
    assert f'action="{begin("plan", campaign)}"' in page(clerk, campaign)
    assert begin("plan", campaign) not in page(sign_in(school.rector), campaign)
    answer = clerk.post(begin("plan", campaign))
    draft = PaperDraft.objects.get()
    assert (answer.url, draft.kind, draft.subject) == (draft.get_absolute_url(), "plan", campaign.pk)
    going_on = page(clerk, campaign)
    assert f'href="{draft.get_absolute_url()}">Soạn tiếp bản ban hành của kế hoạch</a>' in going_on
    assert begin("plan", campaign) not in going_on
    document = desk.issue(draft, number=5, date=SPRING, by=school.clerk.user)
    done = page(clerk, campaign)
    assert link_to(document) in done
    assert (begin("plan", campaign) in done, draft.get_absolute_url() in done) == (False, False)


def test_a_plan_that_waits_says_why_and_one_on_paper_has_no_button(school, clerk):
    campaign = make_campaign(plan_number=None, plan_date=None, theme="", status=Campaign.Status.DRAFT)
    waiting = page(clerk, campaign)
    assert "Chưa ban hành được vì kế hoạch còn 1 điểm phải sửa" in waiting
    assert 'aria-disabled="true"' in waiting[waiting.index(begin("plan", campaign)) :]
    Campaign.objects.update(plan_number=5, plan_date=SPRING)
    assert begin("plan", campaign) not in page(clerk, campaign)
    Campaign.objects.update(plan_number=None, plan_date=None, status="cancelled")
    assert begin("plan", campaign) not in page(clerk, campaign)


def test_who_writes_no_papers_sees_no_button_wherever_it_stands(campaign, school):
    drawn = Template("{% load desk %}{% paper_button 'summary-report' campaign %}")
    users = {"clerk": school.clerk.user, "rector": school.rector.user, "administrator": school.administrator}
    seen = {}
    for name, user in users.items():
        request = RequestFactory().get("/")
        request.user = user
        seen[name] = bool(drawn.render(RequestContext(request, {"campaign": campaign})).strip())
    assert seen == {"clerk": True, "rector": False, "administrator": False}


def test_an_amendment_has_its_button_once_the_plan_has_a_number(school, clerk):
    campaign = make_campaign(plan_number=None, plan_date=None)
    amendment = PlanAmendment.objects.create(campaign=campaign, title="Sửa đổi", reason="a", changes="b")
    waiting = page(clerk, amendment)
    assert waiting.count("Kế hoạch ban đầu chưa có số, ngày nên chưa dẫn chiếu được") == 1
    Campaign.objects.update(plan_number=5, plan_date=SPRING)
    ready = page(clerk, amendment)
    assert f'action="{begin("plan-amendment", amendment)}"' in ready
    assert "aria-disabled" not in ready[ready.index(begin("plan-amendment", amendment)) :][:300]
    assert link_to(issue("plan-amendment", amendment, school)) in page(clerk, amendment)


@pytest.mark.parametrize(("day", "offered"), [(date(2022, 11, 29), False), (date(2022, 11, 30), True)])
def test_the_year_is_summed_up_from_its_last_month_on(day, offered, campaign, clerk, clock_at):
    clock_at(day)
    assert (begin("summary-report", campaign) in page(clerk, campaign)) == offered


@pytest.mark.parametrize(("status", "offered"), [("draft", False), ("concluded", True), ("cancelled", False)])
def test_a_year_that_is_over_can_be_summed_up(status, offered, campaign, clerk, clock_at):
    clock_at(date(2022, 12, 31))
    Campaign.objects.update(status=status)
    assert (begin("summary-report", campaign) in page(clerk, campaign)) == offered


def test_a_phase_that_goes_on_says_until_when(campaign, clerk, clock_at, school, sign_in):
    phase = campaign.phases.get(ordinal=1)
    results = reverse("evaluation_list", args=[phase.pk])
    assert "Đợt 1 còn diễn ra đến hết ngày 30/06/2022; sơ kết khi đợt kết thúc." in page(clerk, results)
    clock_at(date(2022, 7, 1))
    assert "còn diễn ra" not in page(clerk, results)
    assert f'action="{begin("phase-report", phase)}"' in page(clerk, results)
    assert begin("phase-report", phase) not in page(sign_in(school.rector), results)


def test_units_that_owe_their_plan_are_written_to(campaign, school, clerk, sign_in):
    Campaign.objects.update(unit_plans_due_on=date(2022, 3, 15))
    listed = reverse("unit_plan_list", args=[campaign.pk])
    UnitPlan.objects.create(campaign=campaign, department=school.office, status="sent", text="a", sent_at=clock.now())
    seen = page(clerk, listed)
    units = (school.faculty, school.other_faculty, school.office)
    assert [begin("reminder-letter", unit) in seen for unit in units] == [True, True, False]
    assert "/van-ban/soan/" not in page(sign_in(school.rector), listed)
    own = reverse("unit_plan", args=[campaign.pk, school.faculty.pk])
    assert f'action="{begin("reminder-letter", school.faculty)}"' in page(clerk, own)
    assert "/van-ban/soan/" not in page(sign_in(school.head), own)
    letter = issue("reminder-letter", school.faculty, school)
    again = page(clerk, own)
    assert (link_to(letter) in again, begin("reminder-letter", school.faculty) in again) == (True, True)


@pytest.mark.parametrize(
    "fields", [{"unit_plans_due_on": None}, {"status": "concluded"}, {"kind": "thematic"}, {"year": 2021}]
)
def test_nobody_is_reminded_of_what_is_not_asked(fields, campaign, school, clerk):
    later = make_campaign(2023, status=Campaign.Status.DRAFT)
    Campaign.objects.filter(pk=campaign.pk).update(**{"unit_plans_due_on": date(2022, 3, 15)} | fields)
    Campaign.objects.filter(pk=later.pk).update(status="launched" if "year" in fields else "draft")
    assert "/van-ban/soan/" not in page(clerk, reverse("unit_plan_list", args=[campaign.pk]))


@pytest.mark.one_database("how many questions are asked")
def test_the_list_of_units_asks_no_more_with_more_of_them(campaign, school, clerk):
    Campaign.objects.update(unit_plans_due_on=date(2022, 3, 15))
    listed = reverse("unit_plan_list", args=[campaign.pk])
    counts = []
    for code in ("", "A", "B"):
        if code:
            make_department(code, f"Khoa {code}", "faculty", school.root)
        with CaptureQueriesContext(connection) as queries:
            clerk.get(listed)
        counts.append(len(queries))
    assert counts[1:] == [counts[1]] * 2


def test_a_registration_that_was_not_accepted(campaign, school, clerk, sign_in):
    unit = reverse("unit_registration", args=[campaign.pk, school.faculty.pk])
    assert begin("reminder-letter", school.faculty) in page(clerk, unit)
    assert begin("reminder-letter", school.faculty) not in page(sign_in(school.head), unit)
    Campaign.objects.update(status="concluded")
    assert begin("reminder-letter", school.faculty) not in page(clerk, unit)


def test_a_session_invites_before_and_tells_after(school, clerk, clock_at, sign_in):
    clock_at(DAY)
    session = paper_rows_council.planned(school)
    before = page(clerk, session)
    assert f'action="{begin("invitation", session)}"' in before
    assert begin("result-notice", session) not in before
    assert "/van-ban/soan/" not in page(sign_in(school.rector), session)
    assert link_to(issue("invitation", session, school)) in page(clerk, session)
    over = paper_rows_council.closed(school)
    after = page(clerk, over)
    assert (begin("invitation", over) in after, begin("result-notice", over) in after) == (False, True)
    assert reverse("attendance_list_docx", args=[over.pk]) in after
    assert reverse("result_list_docx", args=[over.pk]) in after


def test_a_counted_round_has_its_board_written_down(school, clerk, clock_at, sign_in):
    clock_at(DAY)
    counted = paper_rows_council.counted(school)
    assert f'action="{begin("tally-sheet", counted)}"' in page(clerk, counted)
    assert begin("tally-sheet", counted) not in page(sign_in(school.rector), counted)
    draft = desk.begin("tally-sheet", counted, by=school.clerk.user)
    written = page(clerk, draft)
    assert "Ban hành" not in written
    assert reverse("paper_draft_docx", args=[draft.pk]) in written
    how = "Biên bản này không lấy số: in ở trang lượt 1, Ban kiểm phiếu và chủ tọa ký, rồi kèm bản đã ký vào lượt."
    where = f'<a href="{reverse("signed_sheet_add", args=[counted.pk])}">Kèm biên bản đã ký của lượt 1</a>'
    assert f"<p>{how} {where}</p>" in written
    numbered = desk.begin("result-notice", counted.session, by=school.clerk.user)
    assert "không lấy số" not in page(clerk, numbered)


def test_a_decision_leads_to_its_certificates_and_its_revocation(school, campaign, council, clerk, clock_at, sign_in):
    clock_at(DECIDED_ON)
    session = make_session(campaign, council)
    titles_of(school, session)
    decision = deciding.draft(
        session, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector), by=school.clerk.user
    )
    rooms = [reverse(name, args=[decision.pk]) for name in ("certificates", "revocation_begin")]
    assert [room in page(clerk, decision) for room in rooms] == [False, False]
    deciding.issue(decision, number=15, date=DECIDED_ON, by=school.clerk.user)
    assert [room in page(clerk, decision) for room in rooms] == [True, True]
    assert [room in page(sign_in(school.rector), decision) for room in rooms] == [False, False]


def test_a_report_that_is_begun_too_early_waits(school, clerk):
    campaign = make_campaign(2023, phases=0)
    phase = make_phase(campaign, 1, date(2023, 2, 1), date(2023, 6, 30))
    clerk.post(begin("phase-report", phase))
    draft = PaperDraft.objects.get()
    assert "sơ kết khi đợt kết thúc" in page(clerk, draft)
    assert reverse("paper_issue", args=[draft.pk]) not in page(clerk, draft)
