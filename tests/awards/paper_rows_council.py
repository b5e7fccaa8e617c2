"""What the papers around the council are made of: `ROWS` names for each kind a function of the school to its row.

Any of them may be called in one test, in any order: campaign and council are those that are there.
"""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db.models import Model

from awards import preparing, stating, voting
from awards.models import Council, CouncilSession, DisclosedCase, Disclosure, Nomination, Question, Round, Seat
from campaigns.models import Campaign
from tests.awards import decided, meeting
from tests.awards.meeting import AGREE, DAY, DISAGREE
from tests.factories import make_campaign, make_council, make_nomination, make_person
from thidua import clock

GUESTS = "Sùng A Chớ, Chủ tịch Công đoàn Trường\nLý Thị Mẩy, Bí thư Đoàn Thanh niên"
REASON = "Hội đồng đã xem minh chứng bổ sung tại phiên họp."
PLACES = "Bảng tin của Trường\nTrang thông tin điện tử của Trường"


def campaign_of_2022() -> Campaign:
    return Campaign.objects.filter(year=2022, kind=Campaign.Kind.YEARLY).first() or make_campaign()


def council_of(school: SimpleNamespace) -> Council:
    role = Seat.Role
    return Council.objects.order_by("-starts_on").first() or make_council(
        [
            (school.rector, role.CHAIR),
            (school.deputy, role.VICE_CHAIR),
            (school.head, role.MEMBER),
            (school.other_head, role.MEMBER),
            (school.clerk, role.SECRETARY),
        ]
    )


def planned(school: SimpleNamespace) -> CouncilSession:
    return meeting.make_session(campaign_of_2022(), council_of(school), guests=GUESTS)


def convened(school: SimpleNamespace) -> CouncilSession:
    """Lan is away; four of five."""
    with clock.standing_at(DAY):
        return meeting.convene(planned(school), by=school.rector.user, absent=["Lan"])


def pending(school: SimpleNamespace) -> Round:
    """Two lecturers and a case of Minh's, who sits in the council."""
    session, chair = convened(school), school.rector.user
    candidates = [make_person(name, school.faculty) for name in ("Vàng Thị Dợ", "Tẩn Văn Sơn")]
    if not Nomination.objects.filter(staff_member=school.head, award="LDTT").exists():
        candidates.append(school.head)
    with clock.standing_at(DAY):
        cases = [meeting.table(session, person, school.faculty, by=chair) for person in candidates]
        return preparing.prepare_round(session, nominations=cases, by=chair)


def asked_in_writing(school: SimpleNamespace) -> CouncilSession:
    """Before the roll call: all five are asked; Minh not about his own case."""
    session, chair = planned(school), school.rector.user
    with clock.standing_at(DAY):
        for candidate in (make_person("Vàng Thị Dợ", school.faculty), school.head):
            if not Nomination.objects.filter(staff_member=candidate, award="LDTT").exists():
                meeting.table(session, candidate, school.faculty, by=chair)
    return session


def counted(school: SimpleNamespace) -> Round:
    """Dợ is proposed by all four, Sơn by one; Minh, who may not vote on his own case, by the other three."""
    round_ = pending(school)
    with clock.standing_at(DAY):
        voting.open_round(round_, by=school.rector.user)
        cast_all(round_)
        voting.count(round_, by=school.rector.user)
    return round_


def cast_all(round_: Round, in_favour_of_son: str = "Quang") -> None:
    """Everybody agrees, but with Sơn only the one named does."""
    against = round_.questions.get(nomination__staff_member__full_name="Tẩn Văn Sơn").pk
    for given, seat in meeting.seats_by_name(round_.session).items():
        if round_.roll.filter(seat=seat).exists():
            asked = voting.open_to(round_, seat)
            mine = {pk: DISAGREE if pk == against and given != in_favour_of_son else AGREE for pk in asked}
            voting.cast(round_, seat=seat, choices=mine)


def closed(school: SimpleNamespace) -> CouncilSession:
    """The same count, then minutes with a number; their own drawing is tested elsewhere."""
    session = counted(school).session
    with clock.standing_at(DAY):
        for nomination in stating.to_explain(session):
            stating.explain(nomination, reason=REASON, by=school.rector.user)
    number = CouncilSession.objects.filter(minutes__isnull=False).count() + 1
    ended = {"status": CouncilSession.Status.CLOSED, "ended_at": decided.at(DAY, 11)}
    CouncilSession.objects.filter(pk=session.pk).update(minutes=decided.make_minutes(number, DAY), **ended)
    session.refresh_from_db()
    return session


def extracted(school: SimpleNamespace) -> Question:
    return Question.objects.get(round__session=closed(school), nomination__staff_member__full_name="Vàng Thị Dợ")


def disclosed(school: SimpleNamespace, **fields: Any) -> Disclosure:
    """Posted from Monday 12/12 to Friday 16/12/2022: the faculty, and two of its people."""
    campaign = campaign_of_2022()
    dates = {"starts_on": date(2022, 12, 12), "ends_on": date(2022, 12, 16), "places": PLACES}
    disclosure = Disclosure.objects.create(campaign=campaign, **dates | fields)
    people = [make_person(name, school.faculty) for name in ("Ma A Páo", "Hảng Thị Sua")]
    add_case(disclosure, people[0], school.faculty, "LDTT")
    add_case(disclosure, people[1], school.faculty, "LDTT")
    add_case(disclosure, people[1], school.faculty, "CSTDCS")
    add_case(disclosure, school.faculty, school.faculty, "TTLDTT")
    return disclosure


def add_case(disclosure: Disclosure, candidate: Any, unit: Any, award: str) -> DisclosedCase:
    known = {"campaign": disclosure.campaign, "award": award}
    whose = "department" if candidate == unit else "staff_member"
    nomination = Nomination.objects.filter(**known, **{whose: candidate}).first() or make_nomination(
        disclosure.campaign, candidate, unit, award, status=Nomination.Status.VERIFIED, received_on=DAY, rule_set="A"
    )
    return disclosure.cases.create(
        ordinal=disclosure.cases.count() + 1,
        nomination=nomination,
        name=str(candidate),
        post="" if candidate == unit else "Giảng viên",
        unit_name=unit.name,
        award_id=award,
    )


ROWS: dict[str, Callable[[SimpleNamespace], Model]] = {
    "invitation": planned,
    "attendance-list": convened,
    "opinion-paper": asked_in_writing,
    "ballot-paper": pending,
    "tally-sheet": counted,
    "result-list": closed,
    "result-notice": closed,
    "case-extract": extracted,
    "disclosure-notice": disclosed,
}
