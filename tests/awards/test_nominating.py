"""A dossier's way, state by state, and what else refuses an act."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connections, transaction

from awards import drafting, nominating
from awards.models import AwardRecord, CouncilSession, EligibilityReport, Nomination, Question, Round, Seat
from campaigns.models import Campaign
from tests.factories import make_campaign, make_nomination
from thidua.models import AuditEntry
from thidua.workflow import Refused

# blueprint.md §3, by hand: what each act makes of each state; a state not named refuses.
GRID = {
    "submit": {"draft": "submitted", "returned": "submitted"},
    "withdraw": {"draft": "withdrawn", "submitted": "withdrawn", "returned": "withdrawn", "verified": "withdrawn"},
    "verify": {"submitted": "verified"},
    "send_back": {"submitted": "returned"},
    "table": {"verified": "tabled"},
    "untable": {"tabled": "verified"},
    "recommend": {"tabled": "recommended", "recommended": "recommended", "not_recommended": "recommended"},
    "not_recommend": {
        "tabled": "not_recommended",
        "recommended": "not_recommended",
        "not_recommended": "not_recommended",
    },
    "award": {"recommended": "awarded", "forwarded": "awarded"},
}
STATES = {
    "draft": "Nháp",
    "submitted": "Đã nộp",
    "returned": "Trả lại",
    "verified": "Đã thẩm định",
    "tabled": "Đã trình Hội đồng",
    "recommended": "Được đề nghị",
    "not_recommended": "Không được đề nghị",
    "forwarded": "Đã trình cấp trên",
    "awarded": "Đã khen thưởng",
    "declined": "Không được chấp thuận",
    "withdrawn": "Đã rút",
}
ACTS = {
    "submit": "nộp",
    "withdraw": "rút",
    "verify": "thẩm định",
    "send_back": "trả lại",
    "table": "đưa vào phiên họp",
    "untable": "đưa ra khỏi phiên họp",
    "recommend": "ghi là được đề nghị",
    "not_recommend": "ghi là không được đề nghị",
    "award": "ghi đã khen thưởng",
}
MEND = {"code": "missing_evidence", "fields": ["evidence"], "reason": "Thiếu quyết định công nhận."}


@pytest.fixture
def session(council, campaign) -> CouncilSession:
    return CouncilSession.objects.create(
        council=council,
        campaign=campaign,
        planned_for=datetime(2022, 12, 20, 7, tzinfo=UTC),
        place="Phòng họp 1",
        secretary=council.seats.get(role=Seat.Role.SECRETARY),
    )


@pytest.fixture
def dossier(school, campaign):
    """`dossier("verified")`: Hoa's for “Lao động tiên tiến”, put into that state."""

    def make(status="draft", award="LDTT", person=None, **fields):
        return make_nomination(campaign, person or school.lecturer, school.faculty, award, status=status, **fields)

    return make


def do(act, nomination, session, by):
    if act == "send_back":
        nominating.send_back(nomination, **MEND, by=by)
    elif act == "table":
        nominating.table(nomination, session, by=by)
    elif act == "untable":
        nominating.untable(nomination, reason="Chưa biểu quyết.", by=by)
    elif act in ("recommend", "not_recommend"):
        nominating.recommend(nomination, passed=act == "recommend", by=by)
    else:
        getattr(nominating, act)(nomination, by=by)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", GRID)
def test_status_grid(act, state, dossier, session, school):
    nomination = dossier(state)
    lines = AuditEntry.objects.count()
    target = GRID[act].get(state)
    if target:
        do(act, nomination, session, school.clerk.user)
        nomination.refresh_from_db()
        assert nomination.status == target
        assert AuditEntry.objects.count() == lines + 1
    else:
        with pytest.raises(Refused) as refused:
            do(act, nomination, session, school.clerk.user)
        nomination.refresh_from_db()
        assert nomination.status == state
        assert AuditEntry.objects.count() == lines
        told = f"Hồ sơ đề nghị đang ở bước “{STATES[state]}” nên không {ACTS[act]} được; "
        assert str(refused.value) == told + "tải lại trang để xem việc làm được."


# --- beginning


def test_a_draft_remembers_unit_and_post_of_the_time(school, campaign):
    nomination = nominating.draft(campaign, candidate=school.lecturer, award="LDTT", by=school.head.user)
    school.lecturer.postings.update(post="Giảng viên chính", department=school.office)
    nomination.refresh_from_db()
    assert (nomination.unit, nomination.post, nomination.year) == (school.faculty, "Giảng viên", 2022)
    assert (nomination.status, nomination.nominated_by) == ("draft", school.head.user)
    assert AuditEntry.objects.get(verb="nomination.draft").actor == school.head.user


def refusal(school, campaign, **changes) -> str:
    asked = {"candidate": school.lecturer, "award": "LDTT", "by": school.head.user} | changes
    with pytest.raises(Refused) as refused:
        nominating.draft(campaign, **asked)
    assert Nomination.objects.count() == 0
    return str(refused.value)


def test_what_cannot_be_begun(school, campaign):
    assert refusal(school, campaign, award="KNC") == (
        "Kỷ niệm chương do cơ quan ban hành xét; ở đây chỉ ghi vào lịch sử khen thưởng."
    )
    assert refusal(school, campaign, award="TTLDTT") == (
        "“Tập thể lao động tiên tiến” chỉ dành cho tập thể; chọn danh hiệu, hình thức phù hợp."
    )
    assert refusal(school, campaign, candidate=school.faculty) == (
        "“Lao động tiên tiến” chỉ dành cho cá nhân; chọn danh hiệu, hình thức phù hợp."
    )
    assert refusal(school, campaign, occasion="phase", phase=campaign.phases.first()) == (
        "Danh hiệu thi đua chỉ xét theo công trạng năm; chọn dịp “Công trạng năm” hoặc chọn Giấy khen."
    )
    assert refusal(school, campaign, candidate=school.head) == (
        "Không ai lập hồ sơ cho chính mình; người xác nhận của đồng chí lập hồ sơ này."
    )
    assert refusal(school, campaign, award="GK", occasion="phase") == (
        "Khen theo đợt phải chọn một đợt của phong trào này."
    )
    assert refusal(school, campaign, award="GK", occasion="phase", phase=make_campaign(2021).phases.first()) == (
        "Khen theo đợt phải chọn một đợt của phong trào này."
    )
    assert refusal(school, campaign, award="GK", occasion="thematic") == (
        "Khen theo chuyên đề phải chọn một phong trào thành phần của phong trào này."
    )
    assert refusal(school, campaign, award="GK", occasion="ad_hoc", occasion_text="Cứu người") == (
        "Khen đột xuất phải ghi việc được khen và ngày lập thành tích."
    )
    late = {"occasion": "ad_hoc", "occasion_text": "Cứu người", "occasion_date": date(2022, 3, 2)}
    assert refusal(school, campaign, award="GK", **late) == (
        "Ngày lập thành tích ở sau hôm nay; ghi ngày đã lập thành tích."
    )


@pytest.mark.parametrize(
    ("status", "label"), [("draft", "Bản thảo"), ("concluded", "Đã tổng kết"), ("cancelled", "Đã hủy")]
)
def test_only_a_launched_campaign_takes_dossiers(status, label, school):
    other = make_campaign(2023, status=Campaign.Status(status))
    told = f"Phong trào thi đua năm 2023 đang ở bước “{label}” nên không lập, nộp hồ sơ được; "
    assert refusal(school, other) == told + "chọn phong trào đã phát động."


def test_who_works_nowhere_today_cannot_be_nominated(school, campaign):
    school.lecturer.postings.update(ends_on=date(2022, 2, 28))
    assert refusal(school, campaign) == (
        "Chưa rõ đơn vị của đồng chí Nguyễn Thị Hoa; Thường trực Hội đồng nhập vị trí công tác trước."
    )


def test_one_live_dossier_for_an_award_and_occasion(school, campaign, dossier):
    first = dossier("submitted")
    with pytest.raises(Refused) as refused:
        nominating.draft(campaign, candidate=school.lecturer, award="LDTT", by=school.head.user)
    assert (
        str(refused.value) == "Đồng chí Nguyễn Thị Hoa đã có hồ sơ đề nghị danh hiệu này năm 2022; mở hồ sơ đó để xem."
    )
    nominating.withdraw(first, by=school.head.user)
    nominating.draft(campaign, candidate=school.lecturer, award="LDTT", by=school.head.user)
    assert Nomination.objects.live().count() == 1


def test_another_occasion_is_another_dossier(school, campaign):
    for text in ("Cứu người", "Chống lũ"):
        nominating.draft(
            campaign,
            candidate=school.faculty,
            award="GKTT",
            occasion="ad_hoc",
            occasion_text=text,
            occasion_date=date(2022, 2, 1),
            by=school.head.user,
        )
    with pytest.raises(Refused) as refused:
        nominating.draft(
            campaign,
            candidate=school.faculty,
            award="GKTT",
            occasion="ad_hoc",
            occasion_text="chống  LŨ",
            occasion_date=date(2022, 2, 1),
            by=school.head.user,
        )
    assert str(refused.value) == (
        "Khoa Xây dựng Đảng đã có hồ sơ đề nghị hình thức này cho dịp này năm 2022; mở hồ sơ đó để xem."
    )
    assert Nomination.objects.count() == 2


# --- submitting


def test_submitting_stores_the_findings_of_that_moment(dossier, school):
    nomination = dossier()
    nominating.submit(nomination, by=school.head.user)
    report = nomination.reports.get()
    assert (report.moment, report.rule_set, report.verdict) == ("submitted", "A", "undetermined")
    assert report.facts["conduct_confirmed"] is True
    assert {finding["key"] for finding in report.findings} >= {"registered", "rating", "discipline"}
    assert report.parameters["registration_required"] == "true"
    assert nomination.submitted_at is not None


def test_nothing_is_submitted_after_the_deadline_but_what_was_returned(dossier, school, standing):
    first, second = dossier(), dossier(person=school.lecturer2)
    nominating.submit(first, by=school.head.user)
    with standing(date(2022, 12, 10)):
        assert nominating.why_not_submit(second) == ""
    with standing(date(2022, 12, 11)):
        sentence = "Đã hết hạn nộp hồ sơ đề nghị ngày 10/12/2022; muốn nộp bổ sung, liên hệ Thường trực Hội đồng."
        assert nominating.why_not_submit(second) == sentence
        with pytest.raises(Refused, match="10/12/2022"):
            nominating.submit(second, by=school.head.user)
        nominating.send_back(first, **MEND, by=school.clerk.user)
        nominating.submit(first, by=school.head.user)
    assert (first.status, first.return_code, first.return_fields, first.return_reason) == ("submitted", "", [], "")


def test_a_commendation_in_the_year_knows_no_yearly_deadline(dossier, standing):
    gk = dossier(award="GK", occasion="ad_hoc", occasion_text="Cứu người", occasion_date=date(2022, 12, 20))
    with standing(date(2022, 12, 21)):
        assert nominating.why_not_submit(gk) == ""


def test_an_empty_dossier_is_not_submitted(dossier, school):
    nomination = dossier(grounds="  \n")
    with pytest.raises(Refused, match="chưa ghi tóm tắt thành tích; sửa hồ sơ rồi nộp\\."):
        nominating.submit(nomination, by=school.head.user)
    assert EligibilityReport.objects.count() == 0


ALONE = (
    "Chưa nộp được vì “Chiến sĩ thi đua cơ sở” chỉ xét cùng “Lao động tiên tiến”; "
    "lập hồ sơ “Lao động tiên tiến” năm 2022 cho đồng chí này trước."
)


@pytest.mark.parametrize(
    ("ldtt", "sentence"),
    [
        (None, ALONE),
        ("withdrawn", ALONE),
        ("declined", ALONE),
        ("not_recommended", ALONE),
        ("draft", ""),
        ("awarded", ""),
    ],
)
def test_cstdcs_only_beside_ldtt(ldtt, sentence, dossier, school):
    dossier("verified", person=school.lecturer2)
    if ldtt:
        dossier(ldtt)
    assert nominating.why_not_submit(dossier(award="CSTDCS")) == sentence


def test_cstdcs_beside_an_ldtt_received_elsewhere(dossier, school):
    AwardRecord.objects.create(
        staff_member=school.lecturer,
        award_id="LDTT",
        year=2022,
        decision_number="7/QĐ",
        decision_date=date(2022, 12, 1),
        issuer="Trường cũ",
    )
    assert nominating.why_not_submit(dossier(award="CSTDCS")) == ""


def test_ldtt_stays_while_a_cstdcs_rests_on_it(dossier, school):
    ldtt, cstdcs = dossier("submitted"), dossier("draft", award="CSTDCS")
    assert nominating.why_not_withdraw(ldtt) == ""
    nominating.submit(cstdcs, by=school.head.user)
    assert nominating.why_not_withdraw(ldtt) == (
        "Chưa rút được vì hồ sơ “Chiến sĩ thi đua cơ sở” cùng năm dựa vào hồ sơ này; rút hồ sơ đó trước."
    )
    nominating.withdraw(cstdcs, by=school.head.user)
    nominating.withdraw(ldtt, by=school.head.user)
    assert ldtt.status == "withdrawn"


# --- the clerk


@pytest.mark.parametrize(
    ("day", "rule_set"), [(date(2022, 12, 12), "A"), (date(2024, 1, 2), "B"), (date(2025, 7, 1), "C1")]
)
def test_the_day_of_verification_fixes_the_rule_set(day, rule_set, dossier, school, standing):
    nomination = dossier("submitted")
    with standing(day):
        nominating.verify(nomination, by=school.clerk.user)
    assert (nomination.received_on, nomination.rule_set, nomination.verified_by) == (day, rule_set, school.clerk.user)
    assert [(r.moment, r.rule_set) for r in nomination.reports.all()] == [("verified", rule_set)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "tired"}, "Chọn lý do trả lại trong danh sách."),
        ({"fields": []}, "Chọn ít nhất một chỗ cần sửa trong hồ sơ."),
        ({"fields": ["status"]}, "Chọn ít nhất một chỗ cần sửa trong hồ sơ."),
        ({"reason": " "}, "Ghi rõ cần sửa thế nào rồi trả lại hồ sơ."),
    ],
)
def test_sending_back_needs_code_fields_and_a_note(changes, sentence, dossier, school):
    nomination = dossier("submitted")
    with pytest.raises(Refused) as refused:
        nominating.send_back(nomination, **MEND | changes, by=school.clerk.user)
    nomination.refresh_from_db()
    assert (str(refused.value), nomination.status) == (sentence, "submitted")


def test_sending_back_is_remembered(dossier, school):
    nomination = dossier("submitted")
    nominating.send_back(nomination, **MEND, by=school.clerk.user)
    nomination.refresh_from_db()
    assert nomination.return_code == "missing_evidence"
    assert nomination.return_fields == ["evidence"]
    assert nomination.return_reason == "Thiếu quyết định công nhận."
    assert AuditEntry.objects.get(verb="nomination.send_back").reason == "Thiếu quyết định công nhận."


# --- the table of a session


@pytest.mark.parametrize(
    ("status", "allowed"), [("planned", True), ("convened", True), ("adjourned", False), ("closed", False)]
)
def test_only_a_session_to_come_or_under_way_takes_dossiers(status, allowed, dossier, session, school):
    session.status = status
    session.save()
    nomination = dossier("verified")
    if allowed:
        nominating.table(nomination, session, by=school.clerk.user)
        assert (nomination.session, nomination.reports.get().moment) == (session, "tabled")
    else:
        with pytest.raises(Refused) as refused:
            nominating.table(nomination, session, by=school.clerk.user)
        label = session.get_status_display()
        assert str(refused.value) == (
            f"Phiên họp ngày 20/12/2022 ở bước “{label}” nên không nhận thêm hồ sơ; chọn phiên họp khác."
        )
        assert nomination.session is None


def test_a_session_of_another_campaign_takes_none(dossier, session):
    session.campaign = make_campaign(2023)
    assert nominating.why_not_table(dossier("verified"), session) == (
        "Hồ sơ này thuộc phong trào khác với phiên họp; chọn phiên họp của cùng phong trào."
    )


def test_untabling_asks_for_a_reason_and_clears_the_session(dossier, session, school):
    nomination = dossier("tabled", session=session)
    with pytest.raises(Refused, match="Ghi lý do đưa hồ sơ ra khỏi phiên họp\\."):
        nominating.untable(nomination, reason=" ", by=school.clerk.user)
    nominating.untable(nomination, reason="Thiếu giấy tờ.", by=school.clerk.user)
    assert (nomination.status, nomination.session) == ("verified", None)


@pytest.mark.parametrize("round_status", ["pending", "open"])
def test_a_case_in_a_round_is_not_untabled(round_status, dossier, session):
    nomination = dossier("tabled", session=session)
    round_ = Round.objects.create(session=session, ordinal=1, title="Lượt 1", status=round_status)
    Question.objects.create(round=round_, ordinal=1, nomination=nomination)
    assert nominating.why_not_untable(nomination) == (
        "Hồ sơ đang nằm trong một lượt bỏ phiếu; chủ tọa bỏ hoặc kiểm lượt đó trước."
    )


# --- papers of the dossier


def test_editing_ends_with_the_submission(dossier):
    assert drafting.why_not_edit(dossier("draft")) == ""
    assert drafting.why_not_edit(dossier("verified", award="GK")) == (
        "Hồ sơ đã ở bước “Đã thẩm định” nên không sửa được; cần sửa thì đề nghị Thường trực Hội đồng trả lại."
    )


# --- two at once


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_verify_against_withdraw(on_postgresql, dossier, school):
    """Two real connections: the clerk verifies while the withdrawal is not committed yet, and is told."""
    nomination = dossier("submitted")
    withdrawn, answers = threading.Event(), []

    def verify():
        own = Nomination.objects.get(pk=nomination.pk)
        withdrawn.wait(timeout=10)
        try:
            nominating.verify(own, by=school.clerk.user)
        except Refused as refused:
            answers.append(str(refused))
        finally:
            connections.close_all()

    clerk = threading.Thread(target=verify)
    clerk.start()
    with transaction.atomic():
        nominating.withdraw(nomination, by=school.head.user)
        withdrawn.set()
        clerk.join(timeout=1)
        assert clerk.is_alive()  # it waits for the lock
    clerk.join(timeout=30)
    nomination.refresh_from_db()
    assert answers == [
        "Hồ sơ đề nghị đang ở bước “Đã rút” nên không thẩm định được; tải lại trang để xem việc làm được."
    ]
    assert (nomination.status, nomination.received_on, EligibilityReport.objects.count()) == ("withdrawn", None, 0)
