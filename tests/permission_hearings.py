"""Of the world of the permission table: the initiative council, with an initiative at each step before it."""

from datetime import date
from types import SimpleNamespace

from awards import hearing, marking
from awards.models import Council, Seat
from tests.awards.hearing_meeting import SUBMITTED, marks, opened, tabled
from tests.awards.meeting import convene, make_session, seats_by_name
from tests.factories import make_council, make_initiative
from thidua import uploads


def add_hearings(w: SimpleNamespace, evidence) -> None:
    """Quang, Thu, Lan and Yến sit; of Bình's initiatives one waits, one is scored by Yến, one counted, by Thu too."""
    role = Seat.Role
    members = [(w.quang, role.CHAIR), (w.thu, role.MEMBER), (w.lan, role.SECRETARY), (w.yen, role.MEMBER)]
    named = {"name": "Hội đồng sáng kiến", "decision_number": "03/QĐ-TCT"}
    w.hearing_council = make_council(members, kind=Council.Kind.INITIATIVES, **named)
    # The next one: its criteria may still be written, as nothing was scored by them.
    later = named | {"decision_number": "09/QĐ-TCT", "starts_on": date(2023, 1, 10)}
    w.fresh_council = make_council(members, kind=Council.Kind.INITIATIVES, **later)
    w.hearing_session = convene(make_session(w.campaign, w.hearing_council), by=w.quang.user)
    w.untabled_idea = make_initiative(w.binh, status=SUBMITTED, title="Chưa đưa vào phiên họp")
    titles = ("Chờ chấm", "Đang chấm", "Đã chấm")
    w.heard_waiting = tabled(w.hearing_session, w.binh, by=w.lan.user, title=titles[0])
    w.heard_open = opened(w.hearing_session, w.binh, by=w.quang.user, title=titles[1])
    w.heard_done = opened(w.hearing_session, w.binh, by=w.quang.user, title=titles[2])
    seats, given = seats_by_name(w.hearing_session), marks(w.hearing_council, 80)
    w.hearing_seat, w.other_hearing_seat = seats["Thu"], seats["Yến"]
    for found in (w.heard_open, w.heard_done):
        marking.fill(found, seat=seats["Yến"], marks=given, recognise=True, by=w.yen.user)
    marking.fill(w.heard_done, seat=seats["Thu"], marks=given, recognise=True, by=w.thu.user)
    hearing.count(w.heard_done, reason="Hết giờ", by=w.quang.user)
    w.heard_proof = uploads.store(evidence(), by=w.binh.user)
    w.heard_waiting.initiative.evidence.add(w.heard_proof)
