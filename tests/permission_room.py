"""Of the world of the permission table: the council's room, in sessions that each stand at one moment."""

from datetime import date
from types import SimpleNamespace

from awards import convening, inviting, nominating, preparing, presiding, tallying, voting, written_opinions
from awards.models import Attendance, Nomination, Round
from awards.preparing import Terms
from campaigns import kin
from tests.awards.meeting import DISAGREE, convene, counted_round, make_session, seats_by_name, table
from tests.factories import make_nomination, make_person
from thidua import uploads


def add_room(w: SimpleNamespace, evidence) -> None:
    """`gathering`: planned, all here but Thu, nobody has declared, Thu has written; two open rounds, paper and hands.

    `handed`: Thu presides, a round waits.
    `adjourned`: broken off before its case; `refused_case`: Mùa did not get the title asked for.
    """
    chair = w.quang.user
    w.kinship = kin.relate(w.hoa, relative=w.binh, relation="Vợ chồng", by=w.lan.user)
    people = [make_person(name, w.office) for name in ("Mùa Thị Chá", "Giàng Thị Và", "Lầu A Sử", "Thào A Của")]
    w.gathering = make_session(w.campaign, w.council)
    w.gathered_case = _tabled(w, w.gathering, people[0])
    for given, seat in seats_by_name(w.gathering).items():
        Attendance.objects.create(session=w.gathering, seat=seat, present=given != "Thu")
    w.yen_seat, w.thu_seat = (seats_by_name(w.gathering)[given] for given in ("Yến", "Thu"))
    w.lan_seat = seats_by_name(w.gathering)["Lan"]
    said = {"received_on": date(2022, 12, 19), "choices": {w.gathered_case.pk: "agree"}}
    kept = uploads.store(evidence(), by=w.lan.user)
    written_opinions.enter(w.gathering, seat=w.thu_seat, **said, attachment=kept, by=w.lan.user)
    w.by_hand = convene(make_session(w.campaign, w.council), by=chair)
    w.refused_case = table(w.by_hand, people[1], w.office, "CSTDCS", by=w.lan.user)
    counted_round(w.by_hand, w.refused_case, by=chair, choice=DISAGREE)
    w.hands_round = _open(w, w.by_hand, people[2], Round.Way.HANDS)
    paper = convene(make_session(w.campaign, w.council), by=chair)
    tallying.appoint(paper, seats=[w.thu_seat, w.lan_seat], by=chair)
    w.paper_round = _open(w, paper, people[3], Round.Way.PAPER)
    w.adjourned = convene(make_session(w.campaign, w.council), by=chair)
    _tabled(w, w.adjourned, make_person("Lù Văn Pản", w.office))
    convening.adjourn(w.adjourned, reason="Mất điện", by=chair)
    given = {"keys": [f"seat-{w.yen_seat.pk}"], "given_on": date(2022, 12, 19), "given_by": "Ngô Thị Lan"}
    inviting.hand(w.planned, **given, by=w.lan.user)
    w.handed_paper = w.planned.handed_invitations.get()
    w.handed = convene(make_session(w.campaign, w.council), by=chair)
    presiding.hand_over(w.handed, seat=w.thu_seat, reason="Chủ tịch đi công tác, ủy quyền.", by=chair)
    case = table(w.handed, make_person("Vàng A Páo", w.office), w.office, by=w.lan.user)
    w.handed_round = preparing.prepare_round(w.handed, nominations=case, by=w.lan.user)


def _tabled(w: SimpleNamespace, session, person) -> Nomination:
    fields = {"status": Nomination.Status.VERIFIED, "received_on": date(2022, 12, 10), "rule_set": "A"}
    nomination = make_nomination(w.campaign, person, w.office, "LDTT", post="Giảng viên", **fields)
    nominating.table(nomination, session, by=w.lan.user)
    return nomination


def _open(w: SimpleNamespace, session, person, way: str) -> Round:
    case = table(session, person, w.office, by=w.lan.user)
    round_ = preparing.prepare_round(session, nominations=case, terms=Terms(way), by=w.quang.user)
    voting.open_round(round_, by=w.quang.user)
    return round_
