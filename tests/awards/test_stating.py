"""What is written on a dossier beside its author: facts no record holds, and the council's reason."""

from datetime import date

import pytest
from django.urls import reverse

from awards import nominating, stating
from awards.documents import eligibility_report
from awards.eligibility import sets
from awards.gathering import assess_now, gather
from awards.models import Nomination, Statement
from campaigns.models import Posting
from tests.awards.meeting import convene, counted_round, explain_all, make_session, table
from tests.conftest import layers
from tests.factories import make_initiative, make_nomination
from thidua.models import AuditEntry
from thidua.papers import Table
from thidua.workflow import Refused

DECEMBER = date(2022, 12, 15)
S = Nomination.Status


@layers.fixture
def moved(school, campaign, clock_at):
    """Hoa moved to the other faculty in August 2022: seven months at the old one."""
    clock_at(DECEMBER)
    Posting.objects.filter(staff_member=school.lecturer, is_main=True).update(ends_on=date(2022, 7, 31))
    Posting.objects.create(
        staff_member=school.lecturer, department=school.other_faculty, post="Giảng viên", starts_on=date(2022, 8, 1)
    )
    return make_nomination(campaign, school.lecturer, school.other_faculty, "LDTT", status=S.SUBMITTED)


def finding(nomination, key):
    return next((one for one in assess_now(nomination).findings if one.key == key), None)


def write(client, nomination, **typed):
    return client.post(reverse("nomination_statements", args=[nomination.pk]), typed)


@pytest.mark.parametrize(
    ("award", "code", "keys"),
    [
        ("LDTT", "A", ["old_unit_opinion", "host_confirmed"]),
        ("CSTDCS", "A", []),
        ("CSTDT", "B", ["committee_managed", "party_opinion"]),
        ("COT", "B", ["bloc_leader", "targets_exceeded"]),
        ("COCP", "A", ["bloc_leader", "movement_long_enough"]),
        ("BKT", "B", ["influence_confirmed", "movement_long_enough"]),
        ("BKTTG", "A", ["movement_long_enough", "influence_confirmed", "committee_managed", "party_opinion"]),
    ],
)
def test_what_only_somebody_s_word_can_answer(award, code, keys):
    assert sorted(question.key for question in stating.questions_of(award, sets.get(code))) == sorted(keys)


def test_an_answer_changes_the_finding_and_is_in_the_trail(moved, school, sign_in):
    assert (finding(moved, "moved").answer, finding(moved, "moved").missing) == ("unknown", ("old_unit_opinion",))
    clerk = sign_in(school.clerk)
    assert write(clerk, moved, answer_0="no", source_0="Điện thoại với Khoa ngày 14/12/2022").status_code == 302
    assert finding(moved, "moved").sentence == "Ở đơn vị cũ 7 tháng trong năm nhưng chưa có ý kiến của đơn vị cũ."
    assert write(clerk, moved, answer_0="yes", source_0="Công văn 12").status_code == 302
    assert finding(moved, "moved").answer == "yes"
    assert Statement.objects.get().source == "Công văn 12"
    entries = AuditEntry.objects.filter(verb="nomination.state").order_by("pk")
    assert [entry.after for entry in entries] == [
        {"Đơn vị cũ có ý kiến nhận xét": ["Không", "Điện thoại với Khoa ngày 14/12/2022"]},
        {"Đơn vị cũ có ý kiến nhận xét": ["Có", "Công văn 12"]},
    ]
    assert write(clerk, moved, answer_0="").status_code == 302
    assert (finding(moved, "moved").answer, Statement.objects.count()) == ("unknown", 0)


def test_an_answer_without_source_comes_back_with_what_was_typed(moved, school, sign_in):
    response = write(sign_in(school.clerk), moved, answer_0="yes", source_0="  ", answer_1="no", source_1="Ông Thử")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Ghi căn cứ của xác nhận này" in page
    assert "Ông Thử" in page
    assert Statement.objects.count() == 0


@pytest.mark.parametrize(("status", "may"), [
    (S.DRAFT, False), (S.SUBMITTED, True), (S.RETURNED, False), (S.VERIFIED, True), (S.TABLED, True),
    (S.RECOMMENDED, False), (S.NOT_RECOMMENDED, False), (S.FORWARDED, False), (S.AWARDED, False),
    (S.DECLINED, False), (S.WITHDRAWN, False),
])  # fmt: skip
def test_when_it_may_be_written(status, may, moved, school):
    Nomination.objects.filter(pk=moved.pk).update(status=status)
    moved.refresh_from_db()
    assert (stating.why_not_state(moved) == "") is may
    if not may:
        with pytest.raises(Refused):
            stating.state(moved, {"old_unit_opinion": ("yes", "Công văn 12")}, by=school.clerk.user)
        assert Statement.objects.count() == 0


def test_the_page_links_to_where_the_missing_fact_is_written(moved, school, sign_in):
    page = sign_in(school.clerk).get(moved.get_absolute_url()).content.decode()
    assert reverse("rating_add", args=[school.lecturer.pk]) in page
    assert reverse("nomination_statements", args=[moved.pk]) in page
    own = sign_in(school.other_head).get(moved.get_absolute_url()).content.decode()
    assert reverse("rating_add", args=[school.lecturer.pk]) not in own


def test_a_stored_report_that_no_longer_holds_says_so(moved, school, sign_in):
    nominating.verify(moved, by=school.clerk.user)
    clerk = sign_in(school.clerk)
    assert "đã cũ" not in clerk.get(moved.get_absolute_url()).content.decode()
    write(clerk, moved, answer_0="yes", source_0="Công văn 12")
    page = clerk.get(moved.get_absolute_url()).content.decode()
    assert "Bản đối chiếu lưu khi thẩm định đã cũ: nay có 1 điều kiện khác" in page


def test_seconded_people_need_the_host_s_word(moved, school):
    school.lecturer.absences.create(kind="seconded", starts_on=date(2022, 2, 1), ends_on=date(2022, 12, 31))
    facts = gather(moved)
    assert (facts.seconded, facts.absence_months) == (True, 0)
    assert finding(moved, "seconded").missing == ("host_confirmed",)


# --- the council decides otherwise


@layers.fixture
def counted(school, campaign, council, clock_at):
    """Hoa was recommended although she is not registered."""
    clock_at(date(2022, 12, 20))
    chair = school.rector.user
    session = make_session(campaign, council)
    nomination = table(session, school.lecturer, school.faculty, by=chair)
    convene(session, by=chair)
    counted_round(session, nomination, by=chair)
    nomination.refresh_from_db()
    return nomination


def test_the_reason_is_asked_for_recorded_and_printed(counted, school, sign_in):
    session = counted.session
    page = sign_in(school.rector).get(session.get_absolute_url()).content.decode()
    assert reverse("nomination_explain", args=[counted.pk]) in page
    assert [row.pk for row in stating.to_explain(session)] == [counted.pk]
    with pytest.raises(Refused) as refused:
        stating.explain(counted, reason="  ", by=school.rector.user)
    assert str(refused.value) == "Ghi lý do Hội đồng quyết định khác kết quả đối chiếu."
    explain_all(session, by=school.rector.user)
    assert stating.to_explain(session) == []
    assert AuditEntry.objects.filter(verb="nomination.explain").count() == 1


def test_no_reason_before_a_count_or_after_the_end(counted, school):
    nomination = make_nomination(counted.campaign, school.lecturer2, school.faculty, status=S.TABLED)
    nomination.session = counted.session
    assert stating.why_not_explain(nomination) == "Hồ sơ chưa kiểm phiếu; ghi lý do sau khi Hội đồng bỏ phiếu."
    counted.session.status = "closed"
    assert stating.why_not_explain(counted) == "Chỉ ghi lý do của Hội đồng khi phiên họp đang diễn ra."


# --- what stands in a dossier from the start, and what its appendix prints


def test_a_title_that_rests_on_initiatives_names_them_from_the_start(school, campaign, clock_at):
    clock_at(DECEMBER)
    ours, used, _ = (
        make_initiative(school.lecturer, title=f"Sáng kiến {n}", year=year, status="recognised")
        for n, year in ((1, 2022), (2, 2022), (3, 2021))
    )
    spent = make_nomination(campaign, school.lecturer, school.faculty, "GK", status=S.AWARDED)
    spent.initiatives.add(used)
    drafted = nominating.draft(campaign, candidate=school.lecturer, award="CSTDCS", by=school.head.user)
    assert list(drafted.initiatives.all()) == [ours]


def printed(nomination) -> str:
    table = next(block for block in eligibility_report.gather(nomination).blocks if isinstance(block, Table))
    return " ".join(run.text for row in table.rows for cell in row.cells for run in cell)


def test_the_appendix_follows_the_facts_until_the_council_votes(moved, school):
    nominating.verify(moved, by=school.clerk.user)
    stating.state(moved, {"old_unit_opinion": ("yes", "Công văn 12")}, by=school.clerk.user)
    assert "đã có ý kiến của đơn vị cũ" in printed(moved)
    Nomination.objects.filter(pk=moved.pk).update(status=S.RECOMMENDED)
    moved.refresh_from_db()
    assert "đã có ý kiến của đơn vị cũ" not in printed(moved)


def test_who_verifies_is_told_what_the_findings_say(moved, school, sign_in):
    page = sign_in(school.clerk).get(moved.get_absolute_url()).content.decode()
    assert "Kết quả đối chiếu hiện là chưa đủ điều kiện; thẩm định xong thì hồ sơ không trả lại được nữa." in page


def test_a_private_reason_that_came_makes_no_report_old_for_others(moved, school, sign_in):
    nominating.verify(moved, by=school.clerk.user)
    school.lecturer.absences.create(kind="maternity", starts_on=date(2022, 3, 1), ends_on=date(2022, 3, 8))
    assert "đã cũ" in sign_in(school.clerk).get(moved.get_absolute_url()).content.decode()
    assert "đã cũ" not in sign_in(school.other_head).get(moved.get_absolute_url()).content.decode()
