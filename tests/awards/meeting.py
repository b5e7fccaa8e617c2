"""The council of the cast in a room, for tests: a session convened, dossiers on the table, votes one after another."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from awards import attending, convening, declaring, nominating, preparing, stating, voting
from awards.models import Box, CouncilSession, Nomination, Roll, Seat
from tests.factories import let_the_quota_warn, make_nomination

DAY = date(2022, 12, 20)
AGREE, DISAGREE, NO_OPINION = Box.Choice


def make_session(campaign, council, *, quota_warns=True, **fields) -> CouncilSession:
    """Planned for 20/12/2022, 08:00."""
    at = timezone.make_aware(datetime(2022, 12, 20, 8, 0))  # noqa: DTZ001
    secretary = council.seats.get(role=Seat.Role.SECRETARY)
    defaults = {"planned_for": at, "place": "Phòng họp A", "secretary": secretary}
    if quota_warns:
        let_the_quota_warn()
    return CouncilSession.objects.create(council=council, campaign=campaign, **defaults | fields)


def table(session, candidate, unit, award="LDTT", *, by, **fields) -> Nomination:
    """A verified dossier laid on the session's table."""
    fields = {"received_on": DAY - timedelta(days=10), "rule_set": "A"} | fields
    nomination = make_nomination(
        session.campaign, candidate, unit, award, status=Nomination.Status.VERIFIED, post="Giảng viên", **fields
    )
    nominating.table(nomination, session, by=by)
    if session.status == CouncilSession.Status.CONVENED and not declaring.why_not_now(session):
        declare_all(session, by=by)
    return nomination


def declare_all(session, *, by) -> None:
    """Everybody here says that there is no conflict of interest but what was declared."""
    here = [line.seat for line in session.attendances.filter(present=True).select_related("seat")]
    if declaring.undeclared(session, declaring.cases_to_declare(session), here):
        declaring.declare_rest(session, by=by)


def seats_by_name(session) -> dict[str, Seat]:
    """By given name: “Quang”, “Thu”, “Minh”, “Dũng”, “Lan”."""
    seats = session.council.seats.select_related("staff_member__user")
    return {seat.staff_member.full_name.split()[-1]: seat for seat in seats}


def convene(session, *, by, absent=()) -> CouncilSession:
    seats = seats_by_name(session)
    present = {seat.pk for given, seat in seats.items() if given not in absent}
    reasons = {seats[given].pk: "đi công tác" for given in absent}
    attending.call_roll(session, present=present, reasons=reasons, by=by)
    convening.convene(session, by=by)
    declare_all(session, by=by)
    return session


def vote(round_, votes) -> None:
    """`votes`: given name → one choice for every question asked, or question → choice."""
    seats = seats_by_name(round_.session)
    round_.refresh_from_db(fields=["status"])  # as the page reads it
    for given, choice in votes.items():
        asked = voting.open_to(round_, seats[given])
        voting.cast(
            round_, seat=seats[given], choices=choice if isinstance(choice, dict) else dict.fromkeys(asked, choice)
        )


def vote_all(round_, choice=AGREE) -> None:
    """Everybody on the roll chooses the same."""
    names = {seat.pk: given for given, seat in seats_by_name(round_.session).items()}
    vote(round_, {names[seat]: choice for seat in Roll.objects.filter(round=round_).values_list("seat_id", flat=True)})


def counted_round(session, nominations, *, by, choice=AGREE, **options):
    round_ = preparing.prepare_round(session, nominations=nominations, by=by, **options)
    voting.open_round(round_, by=by)
    vote_all(round_, choice)
    voting.count(round_, by=by)
    return round_


def explain_all(session, *, by) -> None:
    """The chair writes why the council recommended what the findings speak against."""
    for nomination in stating.to_explain(session):
        stating.explain(nomination, reason="Hội đồng đã xem minh chứng bổ sung tại phiên họp.", by=by)
