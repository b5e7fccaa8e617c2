"""Between the count and the close nobody but the council and the clerk can tell from any page what was counted."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from awards import announcing, convening, lowering, nominating, preparing, tallying, voting
from awards.gathering.titles import counts, in_council
from awards.models import Choice, EligibilityReport, Nomination, Round, Seat
from awards.preparing import Terms
from campaigns.models import Award, StaffMember
from tests.awards import meeting
from tests.conftest import layers
from tests.factories import make_council, make_person
from thidua import pdf
from thidua.models import AuditEntry

AGREE, DISAGREE, NO_OPINION = Choice
# Acts, and what speaks of the law, the help and the year's rating: nothing of a dossier stands there.
PASSED_BY = (
    "/dang-xuat",
    "/admin/",
    "/static/",
    "/can-cu-phap-ly",
    "/xep-loai",
    "/van-ban-phap-ly",
    "/tro-giup",
    "/quy-che",
    "/danh-gia",
    "/doi-mat-khau",
    "/xac-thuc-hai-buoc",
    "/luong-co-so",
)
FILES = (".pdf", ".docx", ".xlsx", ".zip", ".ics", ".csv")


@pytest.fixture(autouse=True)
def _now(school, clock_at):
    clock_at(meeting.DAY)


@layers.fixture
def room(school, campaign, clock_at):
    """A council in which Minh, head of the faculty, does not sit; Hoa, Ẵm and the faculty are proposed."""
    clock_at(meeting.DAY)
    role, chair = Seat.Role, school.rector.user
    others = [(make_person(name, school.office), role.MEMBER) for name in ("Vừ A Sáng", "Lý Thị Mây")]
    council = make_council(
        [(school.rector, role.CHAIR), (school.deputy, role.VICE_CHAIR), *others, (school.clerk, role.SECRETARY)]
    )
    session = meeting.make_session(campaign, council)
    meeting.convene(session, by=chair)
    cases = [
        meeting.table(session, school.lecturer, school.faculty, by=chair),
        meeting.table(session, school.lecturer2, school.faculty, "BKT", by=chair),
        meeting.table(session, school.faculty, school.faculty, "TTLDTT", by=chair),
    ]
    return session, *cases


def signed_in(person) -> Client:
    client = Client()
    client.force_login(getattr(person, "user", person))
    return client


def count(room, chair) -> None:
    """Hoa is proposed, Ẵm is not: a lower form is put for him; the faculty is checked again."""
    session, hoa, am, _ = room
    meeting.counted_round(session, hoa, by=chair)
    meeting.counted_round(session, am, by=chair, choice=DISAGREE)
    am.refresh_from_db()
    lower = lowering.put_lower(am, award=Award.objects.get(pk="GK"), by=chair)
    meeting.declare_all(session, by=chair)
    round_ = preparing.prepare_round(session, nominations=lower, terms=Terms(Round.Way.HANDS, "Một hồ sơ"), by=chair)
    voting.open_round(round_, by=chair)
    lines = {round_.questions.get().pk: {AGREE: 5, DISAGREE: 0, NO_OPINION: 0}}
    tallying.enter(round_, teller=None, slips=None, lines=lines, by=chair)
    voting.count(round_, by=chair)
    meeting.explain_all(session, by=chair)


def page(client: Client, url: str) -> str:
    answer = client.get(url, follow=True)
    text = answer.content.decode()
    text = re.sub(r'name="(csrfmiddlewaretoken|giu_lai|kept_token|owner)" value="[^"]*"', "", text)
    return re.sub(r"\d\d:\d\d", "", re.sub(r'value="[\w.:=-]{40,}"', "", text))


def pages_linked(client: Client, *beginnings: str) -> dict[str, str]:
    """Every page that links lead to, with what it says."""
    seen: dict[str, str] = {}
    waiting = list(beginnings)
    while waiting:
        url = waiting.pop()
        if url in seen or url.startswith(PASSED_BY) or urlsplit(url).path.endswith(FILES):
            continue
        seen[url] = page(client, url)
        waiting += [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]+)', seen[url])]
    return seen


def lists_of(campaign) -> list[str]:
    listed = reverse("nomination_list", args=[campaign.pk])
    asked = [f"{listed}?status={status}" for status in ("tabled", "recommended", "not_recommended")]
    return ["/", listed, *asked, f"{listed}?award=GK"]


@pytest.mark.one_database("which words stand on which page")
@pytest.mark.parametrize("who", ["lecturer", "head"])
def test_no_page_tells_the_result_before_the_session_rises(who, room, school, campaign):
    client, chair = signed_in(getattr(school, who)), school.rector.user
    dossiers = [case.get_absolute_url() for case in room[1:]]
    before = pages_linked(client, *lists_of(campaign), *dossiers)
    assert len(before) > 12
    count(room, chair)
    after = {url: page(client, url) for url in before}
    assert [url for url in before if before[url] != after[url]] == []
    convening.close(room[0], by=chair)
    assert badges(page(client, dossiers[0])).count(">Được đề nghị") == 1
    if who == "head":
        assert badges(page(client, dossiers[1])).count(">Không được đề nghị") == 1
        assert "Khi Hội đồng xét" in page(client, dossiers[2])


def test_the_lower_dossier_appears_when_the_session_rises(room, school):
    count(room, school.rector.user)
    lower = Nomination.objects.get(lower_of=room[2])
    url = lower.get_absolute_url()
    answers = {
        name: signed_in(getattr(school, name)).get(url).status_code for name in ("lecturer2", "head", "clerk", "deputy")
    }
    assert answers == {"lecturer2": 404, "head": 404, "clerk": 200, "deputy": 200}
    convening.close(room[0], by=school.rector.user)
    assert signed_in(school.lecturer2).get(url).status_code == 200


def test_council_and_clerk_know_at_the_count(room, school, campaign):
    count(room, school.rector.user)
    for who in ("rector", "deputy", "clerk"):
        client = signed_in(getattr(school, who))
        assert ">Được đề nghị" in badges(page(client, room[1].get_absolute_url())), who
        assert ">Không được đề nghị" in badges(page(client, room[2].get_absolute_url())), who
    listed = page(signed_in(school.clerk), f"{reverse('nomination_list', args=[campaign.pk])}?status=not_recommended")
    assert "Lò Văn Ẵm" in listed
    assert "Nguyễn Thị Hoa" not in listed


def badges(text: str) -> str:
    return re.sub(r"<svg.*?</svg>|\s*\n\s*", "", text, flags=re.DOTALL)


def test_the_reports_the_council_had_made_are_shown_when_it_rises(room, school):
    count(room, school.rector.user)
    report = EligibilityReport.objects.filter(nomination=room[3], moment="reviewed").first()
    shown = {
        name: announcing.reports_told_to(getattr(school, name).user).filter(pk=report.pk).exists()
        for name in ("head", "lecturer", "clerk", "deputy")
    }
    assert shown == {"head": False, "lecturer": False, "clerk": True, "deputy": True}
    convening.close(room[0], by=school.rector.user)
    assert announcing.reports_told_to(school.head.user).filter(pk=report.pk).exists()


def test_the_administrator_reads_in_the_trail_when_it_rises(room, school):
    count(room, school.rector.user)
    client = signed_in(school.administrator)
    told = announcing.entries_told_to(school.administrator, AuditEntry.objects.all())
    assert not told.filter(verb__in=announcing.TELLING).exists()
    assert AuditEntry.objects.filter(verb__in=announcing.TELLING).count() >= 4
    admin_page = reverse("admin:awards_nomination_changelist")
    assert "Nguyễn Thị Hoa" not in page(client, admin_page)
    hidden = client.get(reverse("admin:awards_nomination_change", args=[room[1].pk]), follow=True)
    (said,) = [str(one) for one in hidden.context["messages"]]
    assert said.endswith("không có, hoặc lúc này tài khoản đang dùng không xem được.")
    convening.close(room[0], by=school.rector.user)
    shown = page(client, f"{reverse('audit_trail')}?act=recommend")
    assert "Nguyễn Thị Hoa" in shown
    assert told.filter(verb="nomination.recommend", target_id=str(room[1].pk)).count() == 1
    assert "Nguyễn Thị Hoa" in page(client, admin_page)


def test_no_sentence_tells_it_either(room, school):
    """What a refusal says is read by whoever tries."""
    count(room, school.rector.user)
    hoa = Nomination.objects.get(pk=room[1].pk)
    assert (hoa.status, hoa.told_status, hoa.get_status_display()) == ("recommended", "tabled", "Đã trình Hội đồng")
    assert "“Đã trình Hội đồng”" in nominating.why_not_withdraw(hoa)
    convening.close(room[0], by=school.rector.user)
    hoa.refresh_from_db()
    assert hoa.get_status_display() == "Được đề nghị"


def test_what_rests_on_a_title_does_not_tell_it_either(room, school):
    """The share of those with LĐTT stands as before the count; for the council's own report as it is."""
    before = StaffMember.objects.aggregate(**counts("LDTT", 2022))
    count(room, school.rector.user)
    assert StaffMember.objects.aggregate(**counts("LDTT", 2022)) == before
    with in_council():
        known = StaffMember.objects.aggregate(**counts("LDTT", 2022))
    assert (before["ldtt_recommended"], known["ldtt_recommended"]) == (0, 1)


def test_the_badge_asks_once_for_many_rows(room, school, campaign, django_assert_num_queries):
    count(room, school.rector.user)
    user = school.deputy.user
    rows = list(Nomination.objects.filter(announced=False))
    words = announcing.status_words(user)
    words(rows[0])
    with django_assert_num_queries(0):
        assert {words(row) for row in rows} == {"Được đề nghị", "Không được đề nghị"}


@pytest.fixture(autouse=True)
def _libraries():
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
