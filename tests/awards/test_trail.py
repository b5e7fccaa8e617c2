"""The audit trail's page: what it says, to whom, how it is filtered and turned over without counting."""

import re
from datetime import date, datetime
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from awards.forms.trail import TrailFilter
from awards.models import CouncilSession, Decision, PaperDraft, Revocation
from awards.views.trail import LINES_A_PAGE
from campaigns import pledging
from campaigns.models import Absence, Pledge
from tests.awards.decided import DECIDED_ON, make_session, signer_of
from tests.factories import make_pledge, make_review_case, make_unit_review
from thidua import clock
from thidua.acts import ACTS, WITHHELD, acts_in_words, full_verbs
from thidua.audit import audit
from thidua.models import AuditEntry
from thidua.templatetags.ui import HISTORY_SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(campaign, school) -> Pledge:
    """Hoa's pledge, sent by herself."""
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    pledge.awards.set(["LDTT"])
    pledging.submit(pledge, by=school.lecturer.user)
    return pledge


def rows(client, **asked) -> list[tuple[str, str]]:
    """(act, object) of every line on the page."""
    response = client.get("/nhat-ky/?" + urlencode(asked))
    assert response.status_code == 200
    return [(line.act, line.label) for line in response.context["lines"]]


def test_a_line_in_words_with_a_link_for_the_clerk(sent, school, sign_in):
    html = sign_in(school.clerk).get("/nhat-ky/").content.decode()
    assert "Trạng thái: Nháp → Đã gửi" in re.sub(r"\s+", " ", html)
    assert f'<a href="/dang-ky/{sent.pk}/">Bản đăng ký thi đua của Nguyễn Thị Hoa</a>' in html
    assert "pledge.submit" not in html


def test_the_administrator_reads_but_is_not_led_where_they_may_not_go(sent, school, sign_in):
    page = sign_in(school.administrator).get("/nhat-ky/")
    (line,) = page.context["lines"]
    assert (line.act, line.url, len(line.changes)) == ("Gửi", "", 3)
    assert "Trạng thái: Nháp → Đã gửi" in re.sub(r"\s+", " ", page.content.decode())


def test_what_was_not_sent_is_told_to_the_clerk_without_its_words(campaign, school, sign_in):
    pledge = make_pledge(campaign, school.lecturer, school.faculty)
    audit(pledge, "change", by=school.lecturer.user, after={"duties": "Dạy lớp Trung cấp K27"}, reason="Bí mật")
    told = [sign_in(who).get("/nhat-ky/").content.decode() for who in (school.clerk, school.administrator)]
    assert ["Dạy lớp Trung cấp K27" in html for html in told] == [False, True]
    assert ["Bí mật" in html for html in told] == [False, True]
    assert ["Sửa nội dung</th>" in html for html in told] == [True, True]


@pytest.mark.parametrize("reader", ["clerk", "administrator"])
def test_absence_and_discipline_stay_hidden(school, sign_in, reader):
    absence = Absence(staff_member=school.lecturer, kind="sick", starts_on=date(2022, 1, 3), ends_on=date(2022, 1, 4))
    absence.save()
    audit(absence, "create", by=school.clerk.user, after={"kind": "sick", "starts_on": "2022-01-03"}, reason="Nằm viện")
    client = sign_in(getattr(school, reader))
    page = client.get("/nhat-ky/")
    (line,) = page.context["lines"]
    assert (line.act, line.kind, line.changes, line.reason) == ("Lập mới", "thời gian vắng", [], "")
    for hidden in ("Nguyễn Thị Hoa", "Nằm viện", "Nghỉ ốm"):
        assert hidden not in page.content.decode()
    assert rows(client, q="Nguyễn Thị Hoa") == []


def test_of_accounts_the_clerk_sees_what_a_clerk_does(school, sign_in):
    audit(school.lecturer.user, "change_password", by=school.lecturer.user)
    audit(school.lecturer.user, "reset_password", by=school.clerk.user, reason="Quên mật khẩu")
    clerk, admin = sign_in(school.clerk), sign_in(school.administrator)
    assert [[line.act for line in c.get("/nhat-ky/").context["lines"]] for c in (clerk, admin)] == [
        ["Đặt lại mật khẩu"],
        ["Đặt lại mật khẩu", "Đổi mật khẩu"],
    ]
    kinds = [[name for name, _ in c.get("/nhat-ky/").context["form"].fields["kind"].choices] for c in (clerk, admin)]
    assert [{"auth.group", "awards.dossiernote"} <= set(found) for found in kinds] == [False, True]


@pytest.fixture
def varied(sent, school, campaign) -> None:
    """Three lines: the pledge sent on 01/03, sent back on 02/03 by its head, a campaign changed by the program."""
    with clock.standing_at(datetime(2022, 3, 2, 23, 59, tzinfo=timezone.get_current_timezone())):
        pledging.send_back(sent, code="no_targets", fields=["targets"], reason="Thiếu chỉ tiêu", by=school.head.user)
    with clock.standing_at(datetime(2022, 3, 4, 0, 0, tzinfo=timezone.get_current_timezone())):
        audit(campaign, "adjust", by=None, after={"registration_due_on": "2022-04-01"})


PLEDGE, DRIVE = "Bản đăng ký thi đua của Nguyễn Thị Hoa", "Phong trào thi đua năm 2022"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [("Điều chỉnh", DRIVE), ("Trả lại để sửa", PLEDGE), ("Gửi", PLEDGE)]),
        ({"actor": "tran van minh"}, [("Trả lại để sửa", PLEDGE)]),
        ({"actor": "hệ thống"}, [("Điều chỉnh", DRIVE)]),
        ({"actor": "khong co ai"}, []),
        ({"kind": "campaigns.campaign"}, [("Điều chỉnh", DRIVE)]),
        ({"act": "send_back"}, [("Trả lại để sửa", PLEDGE)]),
        (
            {"q": "thị hoa"} if connection.vendor == "postgresql" else {"q": "Thị Hoa"},
            [("Trả lại để sửa", PLEDGE), ("Gửi", PLEDGE)],
        ),
        ({"first": "02/03/2022"}, [("Điều chỉnh", DRIVE), ("Trả lại để sửa", PLEDGE)]),
        ({"first": "03/03/2022"}, [("Điều chỉnh", DRIVE)]),
        ({"last": "01/03/2022"}, [("Gửi", PLEDGE)]),
        ({"last": "02/03/2022"}, [("Trả lại để sửa", PLEDGE), ("Gửi", PLEDGE)]),
        ({"first": "02/03/2022", "last": "03/03/2022"}, [("Trả lại để sửa", PLEDGE)]),
    ],
)
def test_filters(varied, school, sign_in, asked, found):
    assert rows(sign_in(school.clerk), **asked) == found


def test_one_object_and_the_way_there_from_its_own_history(varied, sent, school, sign_in):
    client = sign_in(school.clerk)
    assert rows(client, kind="campaigns.pledge", object=sent.pk) == [("Trả lại để sửa", PLEDGE), ("Gửi", PLEDGE)]
    address = f"/nhat-ky/?kind=campaigns.pledge&amp;object={sent.pk}"
    assert [
        address in sign_in(who).get(f"/dang-ky/{sent.pk}/").content.decode() for who in (school.clerk, school.lecturer)
    ] == [True, False]


def test_a_wrong_date_finds_nothing_and_says_so(varied, school, sign_in):
    client = sign_in(school.clerk)
    assert rows(client, first="2/3") == rows(client, first="03/03/2022", last="02/03/2022") == []
    html = client.get("/nhat-ky/?first=03/03/2022&last=02/03/2022").content.decode()
    assert "Ngày cuối phải từ ngày đầu trở đi" in html
    assert "Sửa chỗ ghi sai trong bộ lọc rồi xem lại." in html


def lines(number: int, school) -> list[int]:
    """So many acts on the faculty; their keys, oldest first."""
    return [audit(school.faculty, "change", by=school.clerk.user).pk for _ in range(number)]


@pytest.mark.parametrize(
    ("number", "asked", "first", "last", "newer", "older"),
    [
        (LINES_A_PAGE, {}, -1, 0, False, False),
        (LINES_A_PAGE + 1, {}, -1, 1, False, True),
        (LINES_A_PAGE + 1, {"truoc": 1}, 0, 0, True, False),
        (LINES_A_PAGE + 1, {"sau": 0}, -1, 1, False, True),
        (LINES_A_PAGE + 2, {"sau": 0}, -2, 1, True, True),
    ],
)
def test_turned_over_by_keys(school, sign_in, number, asked, first, last, newer, older):
    keys = lines(number, school)
    query = {name: keys[index] for name, index in asked.items()}
    page = sign_in(school.clerk).get("/nhat-ky/?" + urlencode(query)).context["page"]
    assert (page.rows[0].pk, page.rows[-1].pk) == (keys[first], keys[last])
    assert (page.newer, page.older) == (keys[first] if newer else None, keys[last] if older else None)


def test_the_order_is_of_moments_and_every_line_comes_once(school, sign_in, clock_at):
    """A line written late, of an earlier moment, stands where it belongs; lines of one moment by their keys."""
    late = lines(LINES_A_PAGE, school)
    clock_at(date(2022, 2, 1))
    early = lines(LINES_A_PAGE, school)
    client, found, query = sign_in(school.clerk), [], {}
    for _ in range(2):
        page = client.get("/nhat-ky/?" + urlencode(query)).context["page"]
        found += [entry.pk for entry in page.rows]
        query = {"truoc": page.older}
    assert found == late[::-1] + early[::-1]
    assert page.older is None


def test_nonsense_in_the_address_is_the_newest_page(school, sign_in):
    keys = lines(2, school)
    for text in ("x", "-1", "9" * 19, "²"):
        page = sign_in(school.clerk).get("/nhat-ky/?" + urlencode({"truoc": text})).context["page"]
        assert [entry.pk for entry in page.rows] == keys[::-1]


@pytest.mark.one_database("how many questions are asked")
def test_nothing_is_counted_and_a_line_more_asks_no_more(varied, school, sign_in):
    client, seen = sign_in(school.clerk), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/nhat-ky/")
        seen.append(len(queries))
        assert not any("COUNT(" in query["sql"] and "auditentry" in query["sql"] for query in queries)
        lines(20, school)
    assert seen[0] == seen[1] <= 15


def test_a_long_history_ends_with_the_newest(sent, school, sign_in):
    for _ in range(HISTORY_SHOWN):
        audit(sent, "change", by=school.lecturer.user)
    html = sign_in(school.lecturer).get(f"/dang-ky/{sent.pk}/").content.decode()
    assert html.count("<h3>Sửa nội dung</h3>") == HISTORY_SHOWN
    assert f"Ở trên là {HISTORY_SHOWN} việc mới nhất." in html


def test_every_act_can_be_asked_for_once():
    offered = [verb for row, _ in acts_in_words() for verb in row.split("|")]
    assert sorted(offered) == sorted(ACTS)
    assert "nomination.submit" not in full_verbs("submit|send")
    assert {"pledge.submit", "unitregistration.send"} <= set(full_verbs("send|submit"))
    assert full_verbs("nomination.submit") == ["nomination.submit"]


def test_the_filter_alone(school):
    form = TrailFilter({"actor": "quản"})
    assert form.is_asked
    assert form.narrowed(AuditEntry.objects.all()).count() == 0


# --- what was concluded of people


@pytest.fixture
def concluded(campaign, council, school) -> None:
    """The clerk wrote into a revocation, into a session and into a paper thrown away since."""
    session = make_session(campaign, council)
    decision = Decision.objects.create(
        campaign=campaign, session=session, year=2022, kind="titles", date=DECIDED_ON, signer=signer_of(school.rector)
    )
    revocation = Revocation.objects.create(decision=decision, date=DECIDED_ON, signer=signer_of(school.rector))
    for row in (revocation, session, PaperDraft(pk=999, kind="decision", subject=1)):
        audit(row, "change", by=school.clerk.user, after={"conclusion_about": SECRET}, reason=SECRET)


SECRET = "Kê khai sai thành tích"


@pytest.mark.parametrize("address", ["/nhat-ky/", "/admin/thidua/auditentry/"])
def test_what_was_concluded_is_not_for_who_only_runs_the_machine(concluded, school, sign_in, address):
    html = sign_in(school.administrator).get(address).content.decode()
    assert html.count(WITHHELD) == 3
    assert SECRET not in html


def test_nor_on_the_page_of_one_line(concluded, school, sign_in):
    client = sign_in(school.administrator)
    for entry in AuditEntry.objects.all():
        html = client.get(reverse("admin:thidua_auditentry_change", args=[entry.pk])).content.decode()
        assert (WITHHELD in html, SECRET in html) == (True, False)
    found = client.get("/admin/thidua/auditentry/", {"q": SECRET}).content.decode()
    assert WITHHELD not in found


def test_the_clerk_reads_it_also_when_running_the_machine(concluded, school, sign_in):
    school.clerk.user.is_staff = school.clerk.user.is_superuser = True
    school.clerk.user.save()
    lines = sign_in(school.clerk).get("/nhat-ky/").context["lines"]
    assert [line.reason for line in lines] == [SECRET] * 3
    assert [bool(line.url) for line in lines] == [False, True, True]


def test_of_reviews_and_sessions_the_administration_shows_that_they_were_held(campaign, council, school, sign_in):
    review = make_unit_review(
        campaign, school.faculty, school.head, school.lecturer, absences=[(school.office_head, "Nằm viện")]
    )
    make_review_case(review, school.lecturer, reason=SECRET, proposed=False)
    session = make_session(campaign, council, CouncilSession.Status.CONVENED)
    session.discussion = session.conclusions = session.opening = SECRET
    session.save()
    client = sign_in(school.administrator)
    for row in (review, session):
        name = f"admin:awards_{row._meta.model_name}"
        page = client.get(reverse(f"{name}_change", args=[row.pk]))
        assert page.status_code == 200
        html = page.content.decode() + client.get(reverse(f"{name}_changelist")).content.decode()
        for hidden in (SECRET, "Nằm viện", "Lao động tiên tiến"):
            assert hidden not in html
        assert row.place in html
