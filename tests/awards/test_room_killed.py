"""The server dies in the middle of a vote and starts again; old requests come back. Real processes, both databases."""

import http.client
import socket
import threading
import time
from urllib.parse import urlencode

import pytest

from tests.awards.live_room import BALLOTS, TOKEN, Room
from tests.awards.meeting import DAY
from tests.servers import FORM

pytestmark = pytest.mark.django_db(transaction=True)
VOTED_ALREADY = "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được."
COUNTED = "Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, chủ tọa mở lượt mới và ghi lý do."
WRONG_CLOCK = {
    "Date": "Fri, 01 Jan 1999 00:00:00 GMT",
    "If-Modified-Since": "Fri, 31 Dec 2100 23:59:59 GMT",
    "If-Unmodified-Since": "Fri, 01 Jan 1999 00:00:00 GMT",
}


@pytest.fixture
def room(school, campaign, council, clock_at, tmp_path):
    clock_at(DAY)
    made = Room(school, campaign, council, tmp_path)
    try:
        yield made
    finally:
        made.kill()


def said(member, room) -> str:
    """What the next page tells this member."""
    return member.ask(0, "GET", room.page)[2].decode()


def test_killed_while_members_send_their_ballots(room):
    """Whoever got an answer is in the box once; whoever got none has voted or may still vote; nobody is locked out."""
    room.start(workers=1, threads=2)
    assert room.vote("Lan") == 302
    answers: dict[str, int] = {}
    rest = [given for given in BALLOTS if given != "Lan"]
    senders = [threading.Thread(target=_send, args=(room, given, answers)) for given in rest]
    for sender in senders:
        sender.start()
    while not answers and any(sender.is_alive() for sender in senders):
        time.sleep(0.001)  # the first of them has its answer: the others are on their way
    room.kill()
    for sender in senders:
        sender.join(30)
    answered = {"Lan"} | {given for given, status in answers.items() if status == 302}
    voted = room.voted()
    assert answered <= voted
    assert room.box() == room.expected(*voted)

    room.start(workers=1, threads=2)
    assert room.voted() == voted
    for given in BALLOTS:
        member = room.browser(given)
        page = said(member, room)
        assert ("Đã bỏ phiếu" in page) == (given in voted)
        member.post(0, f"{room.page}bo/", TOKEN, **room.ballot(given))
        assert (VOTED_ALREADY in said(member, room)) == (given in voted)
    assert room.voted() == set(BALLOTS)
    assert room.box() == room.expected(*BALLOTS)
    assert room.count() == 302
    assert room.query(f"SELECT status, voters, voted FROM awards_round WHERE id = {room.round_.pk}") == [
        ("counted", 5, 5)
    ]
    assert room.box() == room.expected(*BALLOTS)
    _nothing_moves_after_the_count(room)


def _send(room, given: str, answers: dict[str, int]) -> None:
    try:
        answers[given] = room.browser(given).post(0, f"{room.page}bo/", TOKEN, **room.ballot(given))[0]
    except (OSError, http.client.HTTPException):
        return  # it died with the server


def _nothing_moves_after_the_count(room) -> None:
    member = room.browser("Thu")
    status, headers, _ = member.post(0, f"{room.page}bo/", TOKEN, **room.ballot("Thu"))
    assert (status, headers["Location"]) == (302, room.page)
    member.ask(0, "GET", room.page)
    page = member.ask(0, "GET", f"/luot/{room.round_.pk}/")[2].decode()
    assert COUNTED in page
    assert room.box() == room.expected(*BALLOTS)


def test_an_old_request_a_strange_one_and_a_wrong_clock(room):
    """Refused with a sentence that repeats no choice; nothing changes. The clock of a phone is nowhere asked."""
    room.start()
    member, ballot = room.browser("Lan"), room.ballot("Lan")
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | ballot).encode()
    wrong = [
        ballot
        | {"seat": str(room.seats["Thu"].pk), "user": str(room.seats["Thu"].staff_member.user_id), "q999999": "agree"},
        ballot | {f"q{room.questions[0]}": "yes"},
        {name: ballot[name] for name in list(ballot)[1:]},
        {},
    ]
    for fields in wrong:
        status, _, page = member.post(0, f"{room.page}bo/", TOKEN, **fields)
        page = page.decode() if status == 200 else said(member, room)
        assert any(
            sentence in page
            for sentence in (
                "Phiếu có trường hợp đồng chí không biểu quyết; mở lại phiếu và chọn lại.",
                "Chọn một ý kiến cho",
            )
        )
    assert (room.voted(), sum(room.box().values())) == (set(), 0)
    status, headers, _ = member.ask(0, "POST", f"{room.page}bo/", body, FORM, **WRONG_CLOCK)
    assert (status, headers["Location"], headers["Cache-Control"]) == (302, room.page, "private, no-store")
    cookies = " ".join(headers.get_all("Set-Cookie"))
    assert [word for word in ("agree", "opinion", "Không đồng ý") if word in cookies] == []
    assert "Đã bỏ phiếu" in member.ask(0, "GET", room.page, **WRONG_CLOCK)[2].decode()
    assert member.ask(0, "POST", f"{room.page}bo/", body, FORM)[0] == 302
    assert VOTED_ALREADY in said(member, room)
    stranger = room.browser("Lan")
    stranger.cookies["sessionid"] = "nobody"
    status, headers, _ = stranger.ask(0, "POST", f"{room.page}bo/", body, FORM)
    assert (status, headers["Location"].partition("?")[0]) == (302, "/dang-nhap/")
    assert (room.voted(), room.box()) == ({"Lan"}, room.expected("Lan"))


def test_a_ballot_cut_off_on_its_way_is_none(room):
    """Half a body: not counted, and the member votes on another device."""
    room.start()
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | room.ballot("Minh")).encode()
    cookie = f"sessionid={room.cookies['Minh']}; csrftoken={TOKEN}"
    head = f"POST {room.page}bo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Type: {FORM}\r\n"
    with socket.create_connection(("127.0.0.1", room.port)) as link:
        link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
    assert room.vote("Lan") == 302
    assert room.vote("Minh") == 302
    assert (room.voted(), room.box()) == ({"Lan", "Minh"}, room.expected("Lan", "Minh"))
