"""The three screens of a council's room, state by state: what the desk, a phone and the projector show, what never.

Here are Quang (chair), Thu, Minh, Lan; Dũng is away. A case needs 3 of 5 votes. The cases: Hoa and Ẵm, both Minh's.
"""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import attending, convening, preparing, voting
from tests.awards.meeting import (
    AGREE,
    DAY,
    DISAGREE,
    convene,
    counted_round,
    explain_all,
    make_session,
    seats_by_name,
    table,
    vote,
    vote_all,
)
from tests.benchmarks.pages import CountedRows
from tests.conftest import layers
from tests.factories import make_person

NOSCRIPT = re.compile(r"<noscript>(.*?)</noscript>")


@layers.fixture
def planned(campaign, council, clock_at):
    clock_at(DAY)
    return make_session(campaign, council)


@layers.fixture
def session(planned, chair):
    return convene(planned, by=chair, absent=["Dũng"])


def text(response) -> str:
    """What stands on the page, without tags."""
    page = response.content.decode()
    page = re.sub(r"<(script|style|title|head).*?</\1>", " ", page, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def screen_of(client, session, query: str = ""):
    return client.get(reverse("council_projector", args=[session.pk]) + query)


def main_buttons(response) -> list[str]:
    """Words of the buttons in the main colour that can be pressed."""
    page = response.content.decode()
    found = re.findall(r'<(?:a|button) class="btn btn-primary"([^>]*)>(.*?)</(?:a|button)>', page, re.S)
    return [" ".join(words.split()) for attributes, words in found if "aria-disabled" not in attributes]


# --- the grid: state by state, step by step. Written by hand from what each screen is for.

ADVANCE = {
    "planned": lambda m: None,
    "called": lambda m: m.call(),
    "convened": lambda m: convening.convene(m.session, by=m.chair),
    "tabled": lambda m: m.lay(),
    "pending": lambda m: m.prepare(),
    "open": lambda m: voting.open_round(m.round, by=m.chair),
    "one has voted": lambda m: vote(m.round, {"Thu": DISAGREE}),
    "chair has voted": lambda m: vote(m.round, {"Quang": AGREE}),
    "all have voted": lambda m: vote(m.round, {"Minh": AGREE, "Lan": AGREE}),
    "counted": lambda m: voting.count(m.round, by=m.chair),
    "closed": lambda m: m.close(),
}
STATES = list(ADVANCE)
# Of each state: what the projector shows, the chair's desk, its main buttons, a member's phone, its main buttons, and
# the votes that are heard.
GRID = {
    "planned": (
        ["Dự kiến, chưa khai mạc", "Chưa điểm danh; cần ít nhất 4/5 thành viên có mặt"],
        ["Chưa điểm danh. Hội đồng có 5 thành viên", "1 Điểm danh đang làm chưa ghi"],
        ["Điểm danh"],
        ["Phiên họp chưa khai mạc."],
        [],
        "",
    ),
    "called": (
        ["Dự kiến, chưa khai mạc", "Có mặt 4/5, cần ít nhất 4"],
        ["Có mặt 4/5, cần ít nhất 4.", "Sửa điểm danh", "1 Điểm danh đang làm 4/5 (cần 4)"],
        ["Khai mạc phiên họp"],
        ["Phiên họp chưa khai mạc. Có mặt 4/5, cần ít nhất 4."],
        [],
        "",
    ),
    "convened": (
        ["Đang họp", "Có mặt 4/5, cần ít nhất 4", "0 trường hợp trong chương trình"],
        ["Đang họp. Đã biểu quyết 0/0 trường hợp.", "3 Xét từng trường hợp đang làm 0/0"],
        [],
        ["Đang họp. Đã biểu quyết 0/0 trường hợp."],
        [],
        "",
    ),
    "tabled": (
        ["Đang họp", "2 trường hợp trong chương trình"],
        ["Đã biểu quyết 0/2 trường hợp.", "3 Xét từng trường hợp đang làm 0/2"],
        ["Lập lượt bỏ phiếu"],
        ["Đã biểu quyết 0/2 trường hợp.", "Nguyễn Thị Hoa", "Lánh trường hợp này"],
        [],
        "",
    ),
    "pending": (
        ["Lượt 1: “Lao động tiên tiến” (2 trường hợp", "Chưa mở", "Nguyễn Thị Hoa Khoa Xây dựng Đảng", "Lò Văn Ẵm"],
        ["Đồng chí mở lượt 1 ở bước 4, Bỏ phiếu.", "4 Bỏ phiếu đang làm lượt 1 chưa mở"],
        ["Đến lượt 1 để mở bỏ phiếu"],
        ["Chờ chủ tọa mở lượt 1."],
        [],
        "",
    ),
    "open": (
        ["Lượt 1:", "Đang bỏ phiếu", "Đã bỏ phiếu 0/4", "Nguyễn Thị Hoa", "Lò Văn Ẵm"],
        [
            "Lượt 1 đang bỏ phiếu. Đã bỏ phiếu 0/4",
            "Chưa bỏ phiếu: Phạm Văn Quang, Vũ Thị Thu, Trần Văn Minh, Ngô Thị Lan",
        ],
        ["Vào bỏ phiếu lượt 1"],
        ["Lượt 1 đang bỏ phiếu. Đã bỏ phiếu 0/4", "Kết quả chỉ hiện sau khi kiểm phiếu."],
        ["Vào bỏ phiếu lượt 1"],
        "0/4",
    ),
    "one has voted": (
        ["Đang bỏ phiếu", "Đã bỏ phiếu 1/4"],
        ["Đã bỏ phiếu 1/4", "Chưa bỏ phiếu: Phạm Văn Quang, Trần Văn Minh, Ngô Thị Lan"],
        ["Vào bỏ phiếu lượt 1"],
        ["Đã bỏ phiếu 1/4", "Đồng chí đã bỏ phiếu."],
        [],
        "1/4",
    ),
    "chair has voted": (
        ["Đang bỏ phiếu", "Đã bỏ phiếu 2/4"],
        ["Đã bỏ phiếu 2/4", "Chưa bỏ phiếu: Trần Văn Minh, Ngô Thị Lan", "Kiểm phiếu khi còn người chưa bỏ, ghi lý do"],
        [],
        ["Đã bỏ phiếu 2/4"],
        [],
        "2/4",
    ),
    "all have voted": (
        ["Đang bỏ phiếu", "Đã bỏ phiếu 4/4"],
        ["Đã bỏ phiếu 4/4", "Mọi người đã bỏ phiếu.", "5 Kiểm phiếu đang làm"],
        ["Kiểm phiếu"],
        ["Đã bỏ phiếu 4/4"],
        [],
        "4/4",
    ),
    "counted": (
        [
            "Đã kiểm phiếu",
            "Đã bỏ phiếu 4/4",
            "2 trường hợp. Được đề nghị: cần trên 50% tổng số",
            "Nguyễn Thị Hoa Khoa Xây dựng Đảng 3/5 60% Được đề nghị",
        ],
        [
            "Đã biểu quyết 2/2 trường hợp.",
            "6 Kết luận đang làm",
            "Chưa kết thúc được vì Hội đồng đề nghị các trường hợp sau",
        ],
        [],  # the minutes lack why the council decided otherwise
        ["Đã biểu quyết 2/2 trường hợp.", "Được đề nghị"],
        [],
        "",
    ),
    "closed": (["Đã kết thúc"], ["6 Kết luận xong đã kết thúc"], [], ["Phiên họp đã kết thúc lúc"], [], ""),
}
NO_TOTALS = ("Không đồng ý", "3/5", "1/5", "60%", "Được đề nghị")
VOTERS = ("Phạm Văn Quang", "Vũ Thị Thu", "Trần Văn Minh", "Lê Văn Dũng", "Ngô Thị Lan")


class Meeting:
    def __init__(self, session, school, chair):
        self.session, self.school, self.chair, self.round = session, school, chair, None

    def reach(self, state: str) -> None:
        for one in STATES[: STATES.index(state) + 1]:
            ADVANCE[one](self)
        self.session.refresh_from_db()

    def call(self) -> None:
        seats = seats_by_name(self.session)
        here = {seat.pk for given, seat in seats.items() if given != "Dũng"}
        attending.call_roll(self.session, present=here, reasons={seats["Dũng"].pk: "đi công tác"}, by=self.chair)

    def lay(self) -> None:
        people = (self.school.lecturer, self.school.lecturer2)
        self.cases = [table(self.session, person, self.school.faculty, by=self.chair) for person in people]

    def prepare(self) -> None:
        self.round = preparing.prepare_round(self.session, nominations=self.cases, by=self.chair)

    def close(self) -> None:
        explain_all(self.session, by=self.chair)
        convening.close(self.session, by=self.chair)


@pytest.mark.parametrize("state", STATES)
def test_every_screen_in_every_state(planned, school, chair, sign_in, state):
    Meeting(planned, school, chair).reach(state)
    projected, desk, desk_buttons, phone, phone_buttons, votes = GRID[state]
    answers = {
        "projector": screen_of(sign_in(school.clerk), planned),
        "desk": sign_in(school.rector).get(planned.get_absolute_url()),
        "phone": sign_in(school.deputy).get(planned.get_absolute_url()),
    }
    shown = {screen: text(answer) for screen, answer in answers.items()}
    for screen, words in (("projector", projected), ("desk", desk), ("phone", phone)):
        missing = [one for one in words if one not in shown[screen]]
        assert not missing, (screen, missing, shown[screen])
    assert main_buttons(answers["desk"]) == desk_buttons
    assert main_buttons(answers["phone"]) == phone_buttons
    assert [name for name in VOTERS if name in shown["projector"]] == []
    assert "Chưa bỏ phiếu:" not in shown["phone"] + shown["projector"]
    if STATES.index(state) < STATES.index("counted"):
        for screen, words in shown.items():
            assert [one for one in NO_TOTALS if one in words] == [], screen
    beat = sign_in(school.deputy).get(reverse("council_beat", args=[planned.pk])).content.decode()
    assert beat.split(" ")[1] == votes
    for answer in answers.values():  # drawn as the beat says, or for ever
        page = answer.content.decode()
        assert (f'data-live-at="{beat}"' in page) == (state != "closed")
        assert ("data-live-url" in page) == (state != "closed")
        assert NOSCRIPT.findall(page) == ([] if state == "closed" else ['<meta http-equiv="refresh" content="5">'])
        assert answer.headers.get("Refresh") is None


@pytest.mark.parametrize(("act", "said"), [("adjourn", "Đã hoãn"), ("cancel", "Đã hủy")])
def test_a_session_that_is_off(planned, school, chair, sign_in, act, said):
    if act == "adjourn":
        convene(planned, by=chair)
    getattr(convening, act)(planned, reason="Mất điện", by=chair)
    for who in ("rector", "deputy"):
        page = sign_in(getattr(school, who)).get(planned.get_absolute_url())
        assert said in text(page)
        assert "Lý do: Mất điện" in text(page)
        assert main_buttons(page) == []
        assert "data-live-url" not in page.content.decode()
    assert said in text(screen_of(sign_in(school.clerk), planned))


def test_a_session_planned_for_later_is_not_loaded_again_and_again(planned, school, chair, sign_in, clock_at):
    client = sign_in(school.deputy)
    clock_at(DAY - timedelta(days=1))
    for url in (planned.get_absolute_url(), reverse("council_projector", args=[planned.pk])):
        page = client.get(url).content.decode()
        assert "data-live-url" in page  # a script may ask: it costs nothing and disturbs nobody
        assert NOSCRIPT.findall(page) == []
    attending.call_roll(planned, present=set(), reasons={}, by=chair)  # a day early, all the same
    assert NOSCRIPT.findall(client.get(planned.get_absolute_url()).content.decode()) != []


# --- the desk and the phone


def test_one_polite_region_a_page(session, school, chair, sign_in):
    round_ = preparing.prepare_round(
        session, nominations=table(session, school.lecturer, school.faculty, by=chair), by=chair
    )
    voting.open_round(round_, by=chair)
    vote(round_, {"Thu": AGREE})
    addresses = [
        session.get_absolute_url(),
        reverse("council_projector", args=[session.pk]),
        round_.get_absolute_url(),
        reverse("ballot", args=[round_.pk]),  # Thu waits there
    ]
    client = sign_in(school.deputy)
    for address in addresses:
        page = client.get(address).content.decode()
        assert (page.count('role="status"'), page.count("aria-live"), page.count("data-live-fault")) == (1, 0, 1)
        names = re.findall(r'<(?:div|section|span|ol|p)[^>]*\bid="([\w-]+)"[^>]*data-live>', page)
        assert len(names) == len(set(names)) == page.count(" data-live>"), address


def test_the_ballot_is_left_alone(session, school, chair, sign_in):
    round_ = preparing.prepare_round(
        session, nominations=table(session, school.lecturer, school.faculty, by=chair), by=chair
    )
    voting.open_round(round_, by=chair)
    client, url = sign_in(school.deputy), reverse("ballot", args=[round_.pk])
    question = round_.questions.get().pk
    for answer in (client.get(url), client.post(reverse("ballot_review", args=[round_.pk]), {f"q{question}": AGREE})):
        page = answer.content.decode()
        assert "live.js" not in page
        assert "data-live" not in page
        assert "refresh" not in page


def test_an_absent_member_is_offered_no_ballot(session, school, chair, sign_in):
    round_ = preparing.prepare_round(
        session, nominations=table(session, school.lecturer, school.faculty, by=chair), by=chair
    )
    voting.open_round(round_, by=chair)
    page = text(sign_in(school.other_head).get(session.get_absolute_url()))
    assert "Lượt 1 đang bỏ phiếu." in page
    assert "Vào bỏ phiếu" not in page


def test_the_page_of_a_round_leads_to_the_one_that_is_open(session, school, chair, sign_in):
    first = counted_round(session, table(session, school.lecturer, school.faculty, by=chair), by=chair)
    second = preparing.prepare_round(
        session, nominations=table(session, school.lecturer2, school.faculty, by=chair), by=chair
    )
    client = sign_in(school.deputy)
    assert "đang bỏ phiếu" not in text(client.get(first.get_absolute_url()))
    voting.open_round(second, by=chair)
    page = client.get(first.get_absolute_url()).content.decode()
    assert f'<a href="/luot/{second.pk}/phieu/">Lượt 2 đang bỏ phiếu, vào trang bỏ phiếu</a>' in page
    assert NOSCRIPT.findall(page) == []  # results are read in peace


def test_the_phone_drops_the_menu(session, school, sign_in):
    page = sign_in(school.deputy).get(session.get_absolute_url()).content.decode()
    assert '<body class="td-room"' in page
    assert '<a class="td-out" href="/phien-hop/">Ra</a>' in page


# --- the projector


def grown(session, school, chair, number: int) -> list:
    """So many cases of one unit, each of another person."""
    people = [make_person(f"Lò Thị Mẫu {letter}", school.faculty) for letter in "ABCDEFGHIKLMNOPQRSTUVXY"[:number]]
    return [table(session, person, school.faculty, by=chair) for person in people]


def test_many_cases_turn_by_pages_of_six(session, school, chair, sign_in):
    round_ = preparing.prepare_round(session, nominations=grown(session, school, chair, 13), by=chair)
    client = sign_in(school.clerk)
    first = screen_of(client, session)
    assert "13 trường hợp, 1–6" in text(first)
    assert text(first).count("Khoa Xây dựng Đảng") == 7  # six cases, and the title of the round
    assert 'data-live-next="?trang=2"' in first.content.decode()
    refresh = '<meta http-equiv="refresh" content="10; url=?trang={}">'
    assert NOSCRIPT.findall(first.content.decode()) == [refresh.format(2)]
    last = screen_of(client, session, "?trang=3")
    assert "13 trường hợp, 13–13" in text(last)
    assert NOSCRIPT.findall(last.content.decode()) == [refresh.format(1)]
    stays = screen_of(client, session, "?trang=2&giu=1").content.decode()
    assert "data-live-next" not in stays
    assert NOSCRIPT.findall(stays) == ['<meta http-equiv="refresh" content="5">']
    assert '<a href="?trang=2">Tự chuyển trang</a>' in stays
    assert "13 trường hợp, 7–12" in text(screen_of(client, session, "?trang=2&giu=1"))
    preparing.discard_round(round_, by=chair)
    assert "data-live-next" not in screen_of(client, session).content.decode()


def test_the_round_counted_last_stays_while_others_wait(session, school, chair, sign_in):
    first, second, third = (
        preparing.prepare_round(session, nominations=table(session, person, school.faculty, by=chair), by=chair)
        for person in (school.lecturer, school.lecturer2, school.head)
    )
    client = sign_in(school.deputy)
    assert "Lượt 1:" in text(screen_of(client, session))
    for round_, number in ((second, 2), (first, 1)):  # out of order
        voting.open_round(round_, by=chair)
        assert f"Lượt {number}:" in text(screen_of(client, session))
        vote_all(round_)
        voting.count(round_, by=chair)
        assert f"Lượt {number}:" in text(screen_of(client, session))
    voting.open_round(third, by=chair)
    assert "Lượt 3:" in text(screen_of(client, session))


def test_two_of_one_name_are_told_apart_without_a_birth_date(session, school, chair, sign_in):
    born = {"birth_date": date(1985, 4, 3)}
    people = [
        make_person("Lò Thị Mẫu", school.faculty, code="CB01", **born),
        make_person("Lò Thị Mẫu", school.faculty, code="CB02", birth_date=date(1990, 1, 2)),
        make_person("Lò Thị Mẫu", school.other_faculty, code="CB03", **born),
    ]
    units = (school.faculty, school.faculty, school.other_faculty)
    cases = [table(session, person, unit, by=chair) for person, unit in zip(people, units, strict=True)]
    preparing.prepare_round(session, nominations=cases, by=chair)
    page = text(screen_of(sign_in(school.deputy), session))
    assert "Lò Thị Mẫu Giảng viên, Khoa Xây dựng Đảng, mã CB01" in page
    assert "Lò Thị Mẫu Giảng viên, Khoa Xây dựng Đảng, mã CB02" in page
    assert "Lò Thị Mẫu Khoa Lý luận cơ sở" in page
    for never in ("1985", "1990", "CB03"):
        assert never not in page


def test_the_threshold_is_the_rounds_own(session, school, chair, sign_in):
    case = table(session, school.lecturer, school.faculty, "CSTDCS", by=chair)
    round_ = preparing.prepare_round(session, nominations=case, by=chair)
    assert "cần" not in text(screen_of(sign_in(school.deputy), session))  # it stands fast when the round opens
    voting.open_round(round_, by=chair)
    vote(round_, {"Thu": DISAGREE, "Quang": AGREE, "Minh": AGREE, "Lan": AGREE})
    voting.count(round_, by=chair)
    page = text(screen_of(sign_in(school.deputy), session))
    assert "Được đề nghị: cần từ 80% tổng số" in page
    assert "3/5 60% Không được đề nghị" in page


@pytest.mark.parametrize(("who", "answer"), [("deputy", 200), ("clerk", 200), ("lecturer", 404), ("stranger", 404)])
def test_who_may_open_the_projector(session, school, sign_in, who, answer):
    assert screen_of(sign_in(getattr(school, who)), session).status_code == answer


# --- what they cost


def costs(client, url) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries, CountedRows() as rows:
        assert client.get(url).status_code == 200
    return len(queries), rows.count


def costs_of_all(session, school, sign_in) -> dict:
    screen = reverse("council_projector", args=[session.pk])
    asked = [(who, session.get_absolute_url()) for who in ("rector", "clerk", "deputy")] + [("clerk", screen)]
    return {one: costs(sign_in(getattr(school, one[0])), one[1]) for one in asked}


@pytest.mark.one_database("how many questions are asked")
@pytest.mark.parametrize(("state", "number"), [("waiting", 60), ("open", 60), ("counted", 100)])
def test_pages_ask_as_often_for_a_hundred_questions_as_for_thirty(session, school, chair, sign_in, state, number):
    """More than a page of each list, so that the rows that are loaded are as many, too."""

    def one_more_round(cases) -> None:
        round_ = preparing.prepare_round(session, nominations=cases, by=chair)
        if state != "waiting":
            voting.open_round(round_, by=chair)
        if state == "counted":
            vote_all(round_)
            voting.count(round_, by=chair)

    people = [make_person(f"Lò Văn Mẫu {one:03d}", school.faculty) for one in range(number)]
    cases = [table(session, person, school.faculty, by=chair) for person in people[:30]]
    one_more_round(cases)
    found = [costs_of_all(session, school, sign_in)]
    if state == "open":
        vote_all(session.rounds.get())
        voting.count(session.rounds.get(), by=chair)
    cases = [table(session, person, school.faculty, by=chair) for person in people[30:]]
    one_more_round(cases)
    found.append(costs_of_all(session, school, sign_in))
    assert session.nominations.count() == number
    few, many = ({one: queries for one, (queries, _) in each.items()} for each in found)
    assert few == many
    desk = [queries for (who, url), queries in many.items() if url == session.get_absolute_url()]
    assert max(desk) <= 20
    assert many["clerk", reverse("council_projector", args=[session.pk])] <= 9
    rows = [{one: rows for one, (_, rows) in each.items()} for each in found]
    assert all(rows[1][one] - rows[0][one] <= 1 for one in rows[0])  # one more round stands in the list
