"""The room of an initiative council: the beat and the three screens tell how many sheets came, never whose nor what."""

import re
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import convening, hearing, hearing_rules, live, marking
from tests.awards.hearing_meeting import EVERYBODY, SUBMITTED, convene, counted, opened, planned, score, tabled
from tests.awards.meeting import DAY, seats_by_name
from tests.benchmarks.pages import CountedRows
from tests.conftest import layers
from tests.factories import make_initiative
from thidua import pdf

NOSCRIPT = re.compile(r"<noscript>(.*?)</noscript>")
RELOADS = ['<meta http-equiv="refresh" content="5">']


@layers.fixture
def session(school, campaign, chair, clock_at):
    clock_at(DAY)
    return convene(planned(school, campaign), by=chair)


def text(response) -> str:
    assert response.status_code == 200
    page = re.sub(r"<(script|style|title|head).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def pulse(session) -> str:
    return live.room_of(session.pk).pulse


def screens_of(session, found=None) -> list[str]:
    urls = [session.get_absolute_url(), reverse("council_projector", args=[session.pk])]
    return urls + ([found.get_absolute_url()] if found else [])


# --- the beat


def test_it_changes_with_what_the_screens_show(session, school, chair):
    heard = [pulse(session)]

    def changed() -> bool:
        heard.append(pulse(session))
        return heard[-1] not in heard[:-1]

    criteria = [("Tính mới", Decimal(60)), ("Hiệu quả", Decimal(40))]
    rules = {"least_points": Decimal(60), "threshold": ">0.5", "source": "Quy chế", "by": school.clerk.user}
    hearing_rules.write(session.council, criteria=criteria, **rules)
    assert changed()
    found = tabled(session, school.lecturer, by=chair)
    assert changed()
    gone = tabled(session, school.stranger, by=chair, title="Hai")
    assert changed()
    hearing.take_off(gone, reason="Tác giả xin sửa", by=chair)
    assert changed()
    marking.answer(found, seat=seats_by_name(session)["Minh"], steps_out=True, reason="Cùng nhóm", by=chair)
    assert changed()
    hearing.open_scoring(found, by=chair)
    assert changed()
    for given in ("Thu", "Quang", "Dũng", "Lan"):
        score(found, given, 80)
        assert changed()
    score(found, "Thu", 20, recognise=False)  # corrected: no screen shows it
    assert not changed()
    hearing.count(found, by=chair)
    assert changed()


def test_it_tells_neither_what_was_given_nor_whose(session, school, chair):
    found = opened(session, school.lecturer, by=chair)
    heard, before = set(), pulse(session)
    for given, total, recognise in (("Thu", 95, True), ("Thu", 5, False), ("Lan", 60, True), ("Minh", 0, False)):
        with transaction.atomic():
            score(found, given, total, recognise=recognise)
            heard.add(pulse(session))
            transaction.set_rollback(True)
    assert len(heard) == 1
    assert before not in heard


def test_another_session_is_not_heard(session, school, campaign, chair):
    before = pulse(session)
    opened(planned_and_convened(school, campaign, session.council, chair), school.lecturer, by=chair)
    assert pulse(session) == before


def planned_and_convened(school, campaign, council, chair):
    return convene(planned(school, campaign, council), by=chair)


@pytest.mark.one_database("how many questions are asked")
def test_a_beat_costs_what_it_costs_any_council(session, school, chair, sign_in):
    client, url, counts = sign_in(school.deputy), reverse("council_beat", args=[session.pk]), []
    for author in (school.lecturer, school.stranger):
        counted(session, author, by=chair, title=f"Sáng kiến của {author}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts == [3, 3]  # the demo's clock, the session of work, the room


# --- the screens


def test_every_screen_says_how_many_sheets_came(session, school, chair, sign_in):
    found = opened(session, school.lecturer, by=chair)
    for given in ("Thu", "Lan", "Minh"):
        score(found, given, 80)
    beat = pulse(session)
    for who in ("rector", "deputy", "clerk"):
        desk, screen, page = (sign_in(getattr(school, who)).get(url) for url in screens_of(session, found))
        assert "Đang chấm 1 sáng kiến, đã có 3/5 phiếu." in text(desk)
        assert "Bài giảng số Nguyễn Thị Hoa đã có 3/5 phiếu" in text(screen)
        assert "Đang chấm, đã có 3/5 phiếu." in text(page)
        for answer in (desk, screen, page):
            html = answer.content.decode()
            assert f'data-live-at="{beat}"' in html
            assert NOSCRIPT.findall(html) == RELOADS
            assert (html.count('role="status"'), html.count("aria-live"), html.count("data-live-fault")) == (1, 0, 1)
            names = re.findall(r'<(?:div|section|span)[^>]*\bid="([\w-]+)"[^>]*data-live>', html)
            assert len(names) == len(set(names)) == html.count(" data-live>") > 0


def test_several_at_once_are_summed_up(session, school, chair, sign_in):
    one = opened(session, school.lecturer, by=chair)
    opened(session, school.head, by=chair, title="Hai")  # Minh's own: four may score
    score(one, "Thu", 80)
    member = sign_in(school.deputy)
    assert "Đang chấm 2 sáng kiến, đã có 1/9 phiếu. Đồng chí còn 1 sáng kiến phải chấm." in text(
        member.get(session.get_absolute_url())
    )


def test_nobody_reads_on_a_screen_who_scored_or_what_before_the_count(session, school, chair, sign_in):
    found = opened(session, school.lecturer, by=chair)
    score(found, "Thu", 91.25, remarks="Rất mới")
    screen = text(sign_in(school.clerk).get(reverse("council_projector", args=[session.pk])))
    assert [one for one in (*EVERYBODY, "91,25", "Rất mới", "chưa chấm") if one in screen] == []
    hearing.count(found, reason="Hết giờ", by=chair)
    screen = text(sign_in(school.clerk).get(reverse("council_projector", args=[session.pk])))
    assert "Không đề nghị công nhận 91,25 điểm, 1/5 đề nghị" in screen
    assert [one for one in (*EVERYBODY, "Rất mới") if one in screen] == []


def test_the_projector_shows_what_is_scored_now_else_everything(session, school, chair, sign_in):
    client, url = sign_in(school.clerk), reverse("council_projector", args=[session.pk])
    counted(session, school.lecturer, by=chair, title="Đã xong")
    tabled(session, school.stranger, by=chair, title="Đang chờ")
    shown = text(client.get(url))
    assert "2 sáng kiến trong chương trình" in shown
    assert "Đề nghị công nhận 80 điểm, 5/5 đề nghị" in shown
    assert "Chờ chấm" in shown
    hearing.open_all(session, by=chair)
    shown = text(client.get(url))
    assert "Đang chấm 1 sáng kiến" in shown
    assert "Đã xong" not in shown


def test_the_projector_turns_its_pages(session, school, chair, sign_in):
    for number in range(5):
        tabled(session, school.lecturer, by=chair, title=f"Sáng kiến {number}")
    client, url = sign_in(school.clerk), reverse("council_projector", args=[session.pk])
    first = client.get(url)
    assert 'data-live-next="?trang=2"' in first.content.decode()
    assert ("Sáng kiến 3" in text(first), "Sáng kiến 4" in text(first)) == (True, False)
    assert "Sáng kiến 4" in text(client.get(url + "?trang=2"))


def test_screens_of_a_session_that_is_over_stand_still(session, school, chair, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 /Type /Page ")
    found = counted(session, school.lecturer, by=chair)
    convening.close(session, by=chair)
    for url in screens_of(session, found):
        html = sign_in(school.deputy).get(url).content.decode()
        assert "data-live-url" not in html
        assert NOSCRIPT.findall(html) == []


def test_a_counted_one_is_not_loaded_again_and_again(session, school, chair, sign_in):
    found = counted(session, school.lecturer, by=chair)
    html = sign_in(school.deputy).get(found.get_absolute_url()).content.decode()
    assert "data-live-url" in html
    assert NOSCRIPT.findall(html) == []


@pytest.mark.one_database("how many questions are asked")
def test_one_or_many_initiatives_cost_the_same(session, school, chair, sign_in):
    client, costs = sign_in(school.rector), {}
    found = opened(session, school.lecturer, by=chair)
    score(found, "Thu", 80)
    urls = screens_of(session, found)
    for number in range(3):
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            costs.setdefault(url, []).append(len(queries))
        score(opened(session, school.stranger, by=chair, title=f"Thêm {number}"), "Thu", 80)
    for url, (few, _, many) in costs.items():
        assert few == many <= 30, url


# --- the page of what may be laid on the table


def test_it_has_pages(session, school, chair, sign_in):
    for number in range(51):
        make_initiative(school.lecturer, status=SUBMITTED, title=f"Sáng kiến {number:02}")
    client, url = sign_in(school.clerk), reverse("hearing_table", args=[session.pk])
    first, second = (client.get(url + query).content.decode() for query in ("?chon=het", "?chon=het&page=2"))
    assert "51 sáng kiến năm 2022 đã nộp" in first
    assert (first.count('name="chosen"'), first.count(" checked>")) == (50, 50)
    assert (second.count('name="chosen"'), second.count(" checked>")) == (1, 1)
    assert "Chọn cả 50 sáng kiến trang này" in first
    with CountedRows() as few, CaptureQueriesContext(connection) as queries:
        client.get(url)
    for number in range(5):
        make_initiative(school.lecturer, status=SUBMITTED, title=f"Thêm nữa {number:02}")
    with CountedRows() as many, CaptureQueriesContext(connection) as more:
        client.get(url)
    assert (len(queries), few.count) == (len(more), many.count)
