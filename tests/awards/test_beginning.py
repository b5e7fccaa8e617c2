"""Where papers begin, a second paper of the same matter, and what the desk and the home page count."""

from datetime import date

import pytest
from django.urls import reverse

from awards import beginning, desk
from awards.kinds import NUMBERED
from awards.models import PaperDraft
from awards.owing import running_campaign
from awards.paper_todo import SAID
from campaigns.models import Department
from tests.awards.paper_rows_units import reminded
from tests.factories import make_nomination
from thidua import clock, pdf
from thidua.models import IssuedDocument

pytestmark = pytest.mark.django_db
ON = date(2022, 3, 1)


def shown(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


@pytest.fixture
def unit(school, clock_at, monkeypatch) -> Department:
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    monkeypatch.setattr("awards.guarding.check", lambda *args: [])
    clock_at(ON)
    return reminded(school)


@pytest.fixture
def first(unit, school) -> IssuedDocument:
    """The unit was written to today."""
    draft = desk.begin("reminder-letter", unit, by=school.clerk.user)
    return desk.issue(draft, number=4, date=ON, by=school.clerk.user)


def begin(client, unit, **body):
    return client.post(reverse("paper_begin", args=["reminder-letter", unit.pk]), body)


def test_a_second_reminder_of_the_same_matter_is_asked_about_first(first, unit, clerk):
    answer = begin(clerk, unit)
    page = shown(answer)
    assert (answer.status_code, PaperDraft.objects.filter(status="draft").count()) == (200, 0)
    assert "Soạn thêm một công văn đôn đốc?" in page
    assert f"Đã ban hành Công văn đôn đốc số 04/TCT-TĐKT hôm nay về cùng việc này: {first.title}." in page
    assert 'name="again"' in page
    again = begin(clerk, unit, again="1")
    assert again.url == PaperDraft.objects.get(status="draft").get_absolute_url()
    assert begin(clerk, unit).url == again.url  # what is open is gone on with


def test_on_a_later_day_the_day_is_named(first, unit, clerk, clock_at):
    clock_at(date(2022, 3, 2))
    assert "số 04/TCT-TĐKT ngày 01/03/2022" in shown(begin(clerk, unit))


def test_another_matter_is_begun_at_once(first, unit, clerk):
    running_campaign().unit_plans.create(department=unit, status="sent", sent_at=clock.now())
    assert begin(clerk, unit).url == PaperDraft.objects.get(status="draft").get_absolute_url()


def test_the_desk_leads_to_where_every_paper_begins(school, clerk, sign_in):
    page = shown(clerk.get(reverse("paper_draft_list")))
    at_desk = [kind for kind in NUMBERED if desk.is_kept_here(kind)]
    assert sorted(beginning.PLACES) == sorted(at_desk)
    for place in beginning.places():
        assert f'<a href="{place.url}">{place.label}</a>' in page
        assert clerk.get(place.url).status_code == 200


def test_who_only_signs_begins_nothing(unit, school, sign_in):
    desk.begin("reminder-letter", unit, by=school.clerk.user)
    page = shown(sign_in(school.rector).get(reverse("paper_draft_list")))
    assert ("Công văn đôn đốc" in page, "Soạn văn bản mới" in page) == (True, False)


def test_the_desk_lists_what_the_home_page_counts(unit, school, clerk):
    """What bears no number is never issued: it stands on a list of its own."""
    desk.begin("reminder-letter", unit, by=school.clerk.user)
    dossier = make_nomination(running_campaign(), school.lecturer, school.faculty)
    desk.begin("achievement-report", dossier, by=school.clerk.user)
    url = reverse("paper_draft_list")
    assert SAID["papers"][0].format(1) in shown(clerk.get("/"))
    page, others = shown(clerk.get(url)), shown(clerk.get(f"{url}?khong_so=1"))
    assert [page.count('role="rowheader"'), others.count('role="rowheader"')] == [1, 1]
    assert "Giấy tờ không mang số, in từ dự thảo (1)" in page
    assert "Báo cáo thành tích" in others
    assert "Văn bản đang soạn để ban hành (1)" in others
