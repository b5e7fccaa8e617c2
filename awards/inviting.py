"""Asking the members to a session: who was told of which time and place, by letter; again after these changed.

The letter is short and leads to the session's page; the Giấy mời itself is a paper of the desk. What is to be sent is
written down first, the letters go outside the transaction, then who was reached. Locks: the session.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from awards import disclosure_mail, electorate
from awards.documents import invitation
from awards.models import CouncilSession, Seat, SessionInvitation
from campaigns import digesting
from thidua import clock, mailing
from thidua.audit import audit
from thidua.vietnamese import vdate, weekday_date
from thidua.workflow import acting_on, refuse

# A run that broke off in the middle holds nobody up for longer.
UNDER_WAY = timedelta(minutes=5)


@dataclass(frozen=True)
class State:
    """`last`: the newest sending; `waiting`: seats not reached for the time and place of now.

    `is_outdated`: these changed since every sending.
    """

    last: SessionInvitation | None
    waiting: list[Seat]
    is_outdated: bool

    @property
    def sentence(self) -> str:
        """ "" or why an invitation is missing, for the page and the home page."""
        if self.last is None:
            return "Chưa gửi giấy mời."
        if self.is_outdated:
            return "Giấy mời đã gửi không còn đúng: thời gian hoặc địa điểm đã đổi."
        return f"Còn {len(self.waiting)} thành viên chưa nhận được thư mời." if self.waiting else ""


def state_of(session: CouncilSession) -> State:
    sent = list(session.invitations.select_related("sent_by"))  # newest first
    valid = [one for one in sent if _is_of_now(one, session)]
    reached = {told["seat"] for one in valid for told in one.recipients or [] if not told["problem"]}
    waiting = [seat for seat in _invited(session) if seat.pk not in reached]
    return State(sent[0] if sent else None, waiting, bool(sent) and not valid)


def _is_of_now(sent: SessionInvitation, session: CouncilSession) -> bool:
    return (sent.planned_for, sent.place) == (session.planned_for, session.place)


def _invited(session: CouncilSession) -> QuerySet[Seat]:
    return electorate.seats_of(session).select_related("staff_member__user")


def with_invited(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """With `was_invited`, ever, and `is_invited`, to the time and place of now."""
    sent = SessionInvitation.objects.filter(session=OuterRef("pk"))
    return sessions.annotate(was_invited=Exists(sent), is_invited=Exists(_of_now(sent)))


def _of_now(sent: QuerySet[SessionInvitation]) -> QuerySet[SessionInvitation]:
    return sent.filter(planned_for=OuterRef("planned_for"), place=OuterRef("place"))


def uninvited() -> QuerySet[CouncilSession]:
    """Sessions to come of whose time and place no invitation was sent; for the clerk's home page."""
    to_come = CouncilSession.objects.filter(status=CouncilSession.Status.PLANNED, planned_for__date__gte=clock.today())
    return to_come.filter(~Exists(_of_now(SessionInvitation.objects.filter(session=OuterRef("pk")))))


def why_not_invite(session: CouncilSession, state: State | None = None) -> str:
    if refused := invitation.why_not_issue(session):
        return refused
    state = state or state_of(session)
    if state.last and state.last.recipients is None and clock.now() - state.last.sent_at < UNDER_WAY:
        return "Đang gửi giấy mời; tải lại trang sau ít phút."
    if not state.waiting:
        return "Mọi thành viên đã được mời đúng thời gian, địa điểm này; chỉ gửi lại khi có thay đổi."
    return ""


def invite(session: CouncilSession, *, by: Any) -> SessionInvitation:
    """To every member not yet reached for this time and place; says whom no letter reached, and why."""
    with acting_on(session, "council", "campaign"):
        state = state_of(session)
        refuse(why_not_invite(session, state))
        sent = SessionInvitation.objects.create(
            session=session,
            planned_for=session.planned_for,
            place=session.place,
            sent_at=clock.now(),
            sent_by=by,
        )
        names = [str(seat.staff_member) for seat in state.waiting]
        told = {"planned_for": session.planned_for, "place": session.place, "invited": names}
        audit(session, "invite", by=by, after=told)
    said = mailing.tell_all([_letter(session, seat) for seat in state.waiting])
    sent.recipients = [
        {"seat": seat.pk, "name": str(seat.staff_member), "problem": problem}
        for seat, problem in zip(state.waiting, said, strict=True)
    ]
    sent.save(update_fields=["recipients"])
    return sent


def _letter(session: CouncilSession, seat: Seat) -> tuple[str, str, str]:
    at, person = timezone.localtime(session.planned_for), seat.staff_member
    address = digesting.address_of(person.user) if person.user else person.email
    subject = f"[Thi đua {session.campaign.year}] Mời họp Hội đồng lúc {at:%H:%M} ngày {vdate(at)}"
    lines = [
        f"Kính gửi đồng chí {person},",
        f"Mời đồng chí dự phiên họp {session.council.name} lúc {at:%H:%M}, {weekday_date(at.date())}, tại "
        f"{session.place.rstrip(' .;,')}; đề nghị đồng chí đọc hồ sơ trước phiên họp.",
        disclosure_mail.link(session.get_absolute_url()),
        disclosure_mail.contact(),
    ]
    return address, subject, "\n\n".join(filter(None, lines)) + "\n"
