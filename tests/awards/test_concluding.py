"""The end of a campaign: when it may come, what it closes and what it leaves open. Written by hand, blueprint §3."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import concluding, deciding, desk, drafting, nominating
from awards.models import Decision, Nomination
from campaigns import (
    amending_pledge,
    checking_in,
    covenants,
    evaluating,
    planning,
    pledging,
    registering,
    unit_planning,
)
from campaigns.models import Campaign, Covenant, Posting, UnitPlan
from tests.awards.decided import make_session, recommend, signer_of
from tests.conftest import layers
from tests.factories import make_campaign, make_department, make_nomination, make_person, make_pledge, make_registration
from thidua.models import AuditEntry
from thidua.workflow import Refused

END = date(2022, 12, 31)
JANUARY = date(2023, 1, 5)


@layers.fixture
def ended(campaign, clock_at) -> Campaign:
    """05/01/2023, both đợt reviewed."""
    clock_at(JANUARY)
    campaign.phases.update(reviewed_on=JANUARY)
    return campaign


@pytest.fixture
def drawn(monkeypatch):
    draw_quickly(monkeypatch)


def draw_quickly(patch) -> None:
    """Papers of a few bytes: what stands in them is asked elsewhere."""
    patch.setattr("thidua.pdf.render", lambda paper: b"%PDF-")
    patch.setattr("thidua.pdf.missing_libraries", lambda: "")
    patch.setattr("awards.freezing.page_count", lambda content: 1)


@layers.fixture
def with_report(ended, school) -> Campaign:
    """And the report on the year is issued."""
    with pytest.MonkeyPatch.context() as patch:
        draw_quickly(patch)
        draft = desk.begin("summary-report", ended, by=school.clerk.user)
        desk.issue(draft, number=2, date=JANUARY, by=school.clerk.user)
    return ended


def conclude(campaign, school, reason="") -> str:
    """ "" when it went through, else the sentence."""
    try:
        concluding.conclude(campaign, reason=reason, by=school.clerk.user)
    except Refused as refused:
        return str(refused)
    return ""


# --- when


@pytest.mark.parametrize("status", Campaign.Status.values)
def test_from_every_state(status, reported, school):
    Campaign.objects.update(status=status)
    reported.refresh_from_db()
    lines = AuditEntry.objects.count()
    said = conclude(reported, school)
    reported.refresh_from_db()
    if status == "launched":
        line = AuditEntry.objects.latest("pk")
        assert (said, reported.status, line.verb) == ("", "concluded", "campaign.conclude")
        assert (line.before, line.after, line.reason) == ({"status": "launched"}, {"status": "concluded"}, "")
        return
    assert said == (
        f"Phong trào thi đua đang ở bước “{Campaign.Status(status).label}” nên không kết thúc được; "
        "tải lại trang để xem việc làm được."
    )
    assert (reported.status, AuditEntry.objects.count()) == (status, lines)


def test_not_before_its_report(ended, school):
    assert conclude(ended, school) == (
        "Chưa kết thúc được vì báo cáo tổng kết chưa ban hành; soạn, ban hành báo cáo trước."
    )


def test_not_while_a_decision_is_a_draft(reported, school, council):
    session = make_session(reported, council)
    recommend(session, school.lecturer)
    signer = signer_of(school.rector)
    draft = deciding.draft(session, kind="titles", date=JANUARY, signer=signer, by=school.clerk.user)
    assert conclude(reported, school) == (
        "Chưa kết thúc được vì còn 1 dự thảo quyết định; ban hành hoặc xóa dự thảo trước."
    )
    deciding.discard(draft, by=school.clerk.user)
    assert conclude(reported, school) == ""


@pytest.mark.parametrize(
    ("day", "said"), [(date(2022, 11, 29), "còn đến hết ngày 31/12/2022."), (date(2022, 11, 30), "")]
)
def test_not_before_its_last_month(day, said, reported, school, clock_at):
    clock_at(day)
    assert conclude(reported, school) == (f"Chưa kết thúc được vì Phong trào thi đua năm 2022 {said}" if said else "")


@pytest.mark.parametrize(("reason", "goes"), [("", False), ("  ", False), ("Đợt 2 gộp vào tổng kết năm.", True)])
def test_a_phase_not_reviewed_asks_for_a_reason(reason, goes, campaign, school, clock_at, drawn):
    clock_at(JANUARY)
    campaign.phases.filter(ordinal=1).update(reviewed_on=date(2022, 7, 5))
    desk.issue(desk.begin("summary-report", campaign, by=school.clerk.user), number=2, date=JANUARY, by=None)
    said = conclude(campaign, school, reason)
    if goes:
        assert (said, AuditEntry.objects.latest("pk").reason) == ("", reason)
    else:
        assert said == "Đợt 2 chưa sơ kết; sơ kết trước, hoặc ghi lý do kết thúc phong trào mà không sơ kết."


# --- what is closed


@layers.fixture
def without_rest(with_report, school) -> Campaign:
    """With what was being written in it: pledges in every hand, a list, a plan, a covenant, a dossier."""
    phase = with_report.phases.get(ordinal=2)
    made = make_pledge(with_report, school.lecturer, school.faculty, status="registered")
    made.targets.create(content="Giờ dạy", unit_of_measure="giờ", amount=Decimal(100), phase=phase)
    make_pledge(with_report, school.lecturer2, school.faculty)
    make_pledge(with_report, school.stranger, school.other_faculty, status="submitted")
    make_registration(with_report, school.faculty)
    make_registration(with_report, school.other_faculty, "sent")
    UnitPlan.objects.create(campaign=with_report, department=school.faculty, text="Kế hoạch.")
    Covenant.objects.create(campaign=with_report, drafted_by=school.faculty, title="Thi đua", contents="Dạy tốt.")
    make_nomination(with_report, school.lecturer, school.faculty, grounds="Dạy giỏi.")
    assert conclude(with_report, school) == ""
    return with_report


@pytest.fixture
def reported(with_report, drawn) -> Campaign:
    return with_report


@pytest.fixture
def concluded(without_rest, drawn) -> Campaign:
    return without_rest


def _enter(context) -> None:
    with context:
        pass


CLOSED = {
    "begin a pledge": lambda c, s: pledging.begin(c, owner=s.head, by=s.head.user),
    "submit a pledge": lambda c, s: pledging.submit(c.pledges.get(staff_member=s.lecturer2), by=s.lecturer2.user),
    "amend a pledge": lambda c, s: amending_pledge.begin(c.pledges.get(staff_member=s.lecturer), by=s.lecturer.user),
    "send a list": lambda c, s: registering.send(c.registrations.get(department=s.faculty), by=s.head.user),
    "accept a list": lambda c, s: registering.accept(c.registrations.get(department=s.other_faculty), by=s.clerk.user),
    "send a list back": lambda c, s: registering.send_back(
        c.registrations.get(department=s.other_faculty), reason="Thiếu.", by=s.clerk.user
    ),
    "write on a pledge": lambda c, s: _enter(pledging.editing(c.pledges.get(staff_member=s.lecturer2))),
    "endorse a pledge": lambda c, s: pledging.endorse(c.pledges.get(staff_member=s.stranger), by=s.other_head.user),
    "return a pledge": lambda c, s: pledging.send_back(
        c.pledges.get(staff_member=s.stranger), code="no_targets", fields=["targets"], reason="Thiếu.", by=s.head.user
    ),
    "withdraw a pledge": lambda c, s: pledging.withdraw(c.pledges.get(staff_member=s.stranger), by=s.stranger.user),
    "withdraw a covenant": lambda c, s: covenants.withdraw(c.covenants.get(), by=s.head.user),
    "send a plan": lambda c, s: unit_planning.send(c.unit_plans.get(), by=s.head.user),
    "offer a covenant": lambda c, s: covenants.offer(c.covenants.get(), by=s.head.user),
    "check in": lambda c, s: checking_in.check_in(
        c.phases.get(ordinal=2),
        [checking_in.Word(c.pledges.get(staff_member=s.lecturer).targets.get(), Decimal(1), "")],
        by=s.lecturer.user,
    ),
    "begin an evaluation": lambda c, s: evaluating.begin(c.phases.get(ordinal=2), owner=s.head, by=s.head.user),
    "begin a dossier": lambda c, s: drafting.draft(c, candidate=s.lecturer2, award="LDTT", by=s.head.user),
    "submit a dossier": lambda c, s: nominating.submit(c.nominations.get(), by=s.head.user),
    "adjust a deadline": lambda c, s: planning.adjust(
        c, "nominations_due_on", date(2023, 1, 20), reason="Chậm.", by=s.clerk.user
    ),
    "cancel": lambda c, s: planning.cancel(c, reason="Nhầm.", by=s.clerk.user),
}


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_more_is_promised_reported_or_proposed(name, concluded, school):
    lines = AuditEntry.objects.count()
    with pytest.raises(Refused) as refused:
        CLOSED[name](Campaign.objects.get(), school)
    assert any(why in str(refused.value) for why in ("“Đã tổng kết”", "không ở bước “Đã phát động”"))
    assert AuditEntry.objects.count() == lines


def test_its_awards_are_still_decided_and_revoked(reported, school, council):
    session = make_session(reported, council)
    recommend(session, school.lecturer)
    assert conclude(reported, school) == ""
    by, signer = school.clerk.user, signer_of(school.rector)
    decision = deciding.draft(session, kind="titles", date=JANUARY, signer=signer, by=by)
    deciding.issue(decision, number=15, date=JANUARY, by=by)
    assert (Decision.objects.get().status, Nomination.objects.get().status) == ("issued", "awarded")


# --- the page


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_leads_to_the_end(reported, school, sign_in):
    clerk = sign_in(school.clerk)
    assert "Tổng kết, kết thúc phong trào năm 2022" in words(clerk.get("/"))
    page = words(clerk.get(reverse("campaign_review", args=[reported.pk])))
    assert "Báo cáo tổng kết số 02/BC-TCT" in page
    question = reverse("campaign_conclude", args=[reported.pk])
    assert f'href="{question}"' in page
    make_nomination(reported, school.head, school.faculty, "GK", status="verified")
    asked = words(clerk.get(question))
    assert ("không mở lại được" in asked, "1 hồ sơ ở bước “Đã thẩm định”" in asked) == (True, True)
    after = words(clerk.post(question, follow=True))
    reported.refresh_from_db()
    assert reported.status == "concluded"
    assert ("Đã kết thúc phong trào thi đua năm 2022." in after, "Kết thúc phong trào</a>" in after) == (True, False)
    assert "kết thúc phong trào năm 2022" not in words(clerk.get("/"))
    kept = words(sign_in(school.lecturer).get(reported.get_absolute_url()))
    phase = reported.phases.first()
    assert f'href="{reverse("my_evaluation", args=[phase.pk])}"' in kept


@pytest.mark.parametrize(("day", "shown"), [(END, False), (date(2023, 1, 1), True)])
def test_the_clerk_is_asked_once_the_year_is_over(day, shown, campaign, school, sign_in, clock_at):
    clock_at(day)
    assert ("kết thúc phong trào năm 2022" in words(sign_in(school.clerk).get("/"))) == shown
    assert "kết thúc phong trào" not in words(sign_in(school.head).get("/"))


def test_what_is_missing_and_a_reason_typed_stays(campaign, school, sign_in, clock_at, drawn):
    clock_at(JANUARY)
    clerk = sign_in(school.clerk)
    make_nomination(campaign, school.lecturer, school.faculty, status="submitted")
    page = words(clerk.get(reverse("campaign_review", args=[campaign.pk])))
    for said in ("Đợt 1 chưa sơ kết", "Đợt 2 chưa sơ kết", "1 hồ sơ ở bước “Đã nộp”", "báo cáo tổng kết chưa ban hành"):
        assert said in page
    url = reverse("campaign_conclude", args=[campaign.pk])
    assert "Ghi lý do" in words(clerk.post(url, {"reason": ""}))
    refused = clerk.post(url, {"reason": "Gộp vào tổng kết."}, follow=True)
    assert "Chưa kết thúc được vì báo cáo tổng kết chưa ban hành" in words(refused)
    desk.issue(desk.begin("summary-report", campaign, by=school.clerk.user), number=2, date=JANUARY, by=None)
    clerk.post(url, {"reason": "Gộp vào tổng kết."})
    campaign.refresh_from_db()
    assert campaign.status == "concluded"


def test_figures_of_the_year_stay_where_they_were_written(campaign, school, sign_in, clock_at):
    """Hoa registered in the faculty and works in the office now; a unit that was dissolved keeps its line."""
    closed = make_department("CU", "Khoa Cũ", "faculty", school.root, valid_to=date(2022, 6, 30))
    make_pledge(campaign, school.lecturer, school.faculty, status="registered")
    make_pledge(campaign, make_person("Tòng Văn Cũ", school.office), closed, status="registered")
    school.lecturer.postings.update(ends_on=date(2022, 9, 30))
    moved = {"department": school.office, "post": "Chuyên viên", "starts_on": date(2022, 10, 1)}
    Posting.objects.create(staff_member=school.lecturer, **moved)
    clock_at(date(2023, 6, 1))
    school.stranger.postings.update(ends_on=date(2023, 3, 1))  # after the year: counted as at its end
    page = sign_in(school.rector).get(reverse("campaign_review", args=[campaign.pk])).context["page"]
    assert {line.unit.code: (line.people, line.registered) for line in page} == {
        "BLD": (2, 0),
        "XDD": (2, 1),
        "LLCS": (2, 0),
        "TCHC": (4, 0),
        "CU": (0, 1),
    }


@pytest.mark.one_database("how many questions are asked")
def test_the_same_queries_whatever_their_number(campaign, school, sign_in, clock_at):
    clock_at(JANUARY)
    clerk, numbers = sign_in(school.clerk), []
    for step in range(3):
        for more in range(step):
            unit = make_department(f"K{step}{more}", f"Khoa {step}{more}", "faculty", school.root)
            person = make_person(f"Lò Thị Mẫu {step}{more}", unit)
            make_pledge(campaign, person, unit, status="registered")
            make_nomination(campaign, person, unit, status="submitted")
        with CaptureQueriesContext(connection) as queries:
            clerk.get(reverse("campaign_review", args=[campaign.pk]))
        numbers.append(len(queries))
    assert numbers[1] == numbers[2] <= 20, numbers


def test_a_thematic_campaign_and_a_draft(school, sign_in, clock_at, drawn):
    clock_at(date(2022, 12, 31))
    found = make_campaign(title="Thi đua học tập", kind="thematic", phases=0)
    draft = make_campaign(2023, status="draft")
    clerk = sign_in(school.clerk)
    assert "Tổng kết “Thi đua học tập”" in words(clerk.get(reverse("campaign_review", args=[found.pk])))
    assert clerk.get(reverse("campaign_review", args=[draft.pk])).status_code == 404
    desk.issue(desk.begin("summary-report", found, by=school.clerk.user), number=2, date=END, by=None)
    assert conclude(found, school) == ""
