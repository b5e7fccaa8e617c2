"""Asking the members to a session: who was told of which time and place, by letter or on paper; again after a change.

The letter is short and leads to the session's page; the Giấy mời itself is a paper of the desk, and who was given one
is written down here. What is to be sent is written down first, the letters go outside the transaction, then who was
reached. Locks: the session.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from awards import disclosure_mail, electorate
from awards.documents import invitation, room
from awards.issued_papers import papers_issued_of
from awards.models import CouncilSession, HandedInvitation, Seat, SessionInvitation
from campaigns import digesting
from thidua import clock, mailing
from thidua.audit import audit
from thidua.vietnamese import vdate, weekday_date
from thidua.workflow import acting_on, lock, refuse

# A run that broke off in the middle holds nobody up for longer.
UNDER_WAY = timedelta(minutes=5)
LONGEST_GUEST = 300  # letters of a line
REACHED = '"problem": ""'


@dataclass(frozen=True)
class State:
    """`last`: the newest sending; `handed`: every paper given; `waiting`: seats not reached for time and place of now.

    `is_outdated`: somebody was reached or has a paper, and nobody for these.
    """

    last: SessionInvitation | None
    handed: list[HandedInvitation]
    waiting: list[Seat]
    is_outdated: bool

    @property
    def sentence(self) -> str:
        """ "" or why an invitation is missing, for the page and the home page."""
        if self.last is None and not self.handed:
            return "Chưa gửi giấy mời."
        if self.is_outdated:
            return "Giấy mời đã gửi không còn đúng: thời gian hoặc địa điểm đã đổi."
        return f"Còn {len(self.waiting)} thành viên chưa nhận được giấy mời." if self.waiting else ""


def state_of(session: CouncilSession) -> State:
    sent = list(session.invitations.select_related("sent_by"))  # newest first
    handed = list(session.handed_invitations.select_related("seat__staff_member"))
    valid = [one for one in sent if is_of_now(one, session)]
    given = [one for one in handed if is_of_now(one, session)]
    reached = {told["seat"] for one in valid for told in one.recipients or [] if not told["problem"]}
    reached |= {one.seat_id for one in given}
    waiting = [seat for seat in _invited(session) if seat.pk not in reached]
    was_asked = bool(handed) or any(one.reached for one in sent)
    return State(sent[0] if sent else None, handed, waiting, was_asked and not reached)


def is_of_now(invitation: SessionInvitation | HandedInvitation, session: CouncilSession) -> bool:
    return (invitation.planned_for, invitation.place) == (session.planned_for, session.place)


def _invited(session: CouncilSession) -> QuerySet[Seat]:
    return electorate.seats_of(session).select_related("staff_member__user")


def _reached() -> QuerySet[SessionInvitation]:
    """Sendings of which a letter reached somebody; written as `invite` writes it, on both databases."""
    return SessionInvitation.objects.annotate(said=Cast("recipients", TextField())).filter(said__contains=REACHED)


def with_invited(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """With `was_invited`: ever; for the time and place of now `is_invited`: letters went or every member has a paper;
    `is_begun`: somebody has one."""
    sent = _reached().filter(session=OuterRef("pk"))
    handed = HandedInvitation.objects.filter(session=OuterRef("pk"))
    return sessions.annotate(
        was_invited=Exists(sent) | Exists(handed),
        is_begun=Exists(handed.filter(**_now(OuterRef))),
        is_invited=Exists(sent.filter(**_now(OuterRef))) | ~Exists(_without_paper()),
    )


def _now(outer: Callable[[str], Any]) -> dict[str, Any]:
    return {name: outer(name) for name in ("planned_for", "place")}


def _without_paper() -> QuerySet[Seat]:
    """Of the session around it: members without a paper of its time and place."""

    def of_the_session(name: str) -> OuterRef:
        return OuterRef(OuterRef(name))

    handed = HandedInvitation.objects.filter(seat=OuterRef("pk"), session=of_the_session("pk"), **_now(of_the_session))
    return Seat.objects.filled_on(clock.today()).filter(~Exists(handed), council=OuterRef("council"))


def uninvited() -> QuerySet[CouncilSession]:
    """Sessions to come of whose time and place no letters went and not every member has a paper; for home."""
    to_come = CouncilSession.objects.filter(status=CouncilSession.Status.PLANNED, planned_for__date__gte=clock.today())
    sent = _reached().filter(session=OuterRef("pk"), **_now(OuterRef))
    return to_come.filter(~Exists(sent), Exists(_without_paper()))


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


# --- on paper


@dataclass(frozen=True)
class Invited:
    """Somebody who may be given a paper: a member, or a guest as one line of the session names them."""

    seat: Seat | None
    guest: str = ""

    @property
    def key(self) -> str:
        return f"seat-{self.seat.pk}" if self.seat else f"guest-{self.guest}"

    @property
    def name(self) -> str:
        return str(self.seat.staff_member) if self.seat else self.guest


def not_handed(session: CouncilSession) -> list[Invited]:
    """Members, then guests, who have no paper of the time and place of now."""
    given = [one for one in session.handed_invitations.all() if is_of_now(one, session)]
    members, guests = {one.seat_id for one in given}, {one.guest for one in given}
    found = [Invited(seat) for seat in _invited(session) if seat.pk not in members]
    named = dict.fromkeys(guest[:LONGEST_GUEST] for guest in room.guests_of(session))
    return found + [Invited(None, guest) for guest in named if guest not in guests]


def why_not_hand(session: CouncilSession) -> str:
    if session.status == CouncilSession.Status.PLANNED:
        return ""
    return f"Phiên họp {session.state_in_words} nên không ghi việc mời nữa; chỉ ghi khi phiên họp còn dự kiến."


def why_not_give(session: CouncilSession) -> str:
    """Why the Giấy mời in force is not what is given today: it bears another time or place."""
    issued = papers_issued_of("invitation", [session.pk]).get(session.pk)
    said = invitation.outdated_words(issued, session) if issued else ""
    if not said:
        return ""
    return f"Giấy mời số {issued.full_number} không còn đúng, còn ghi {said}; soạn văn bản thay thế, in giấy mời mới."


def _why_not_on(session: CouncilSession, day: date) -> str:
    if day > clock.today():
        return "Ngày đưa giấy mời sau hôm nay; ghi sau khi đã đưa."
    if day > (meeting := timezone.localdate(session.planned_for)):
        return f"Ngày đưa giấy mời phải từ ngày họp {vdate(meeting)} trở về trước."
    return ""


def hand(session: CouncilSession, *, keys: Collection[str], given_on: date, given_by: str, by: Any) -> int:
    """Who was given a paper that bears the time and place of now, by `Invited.key`; how many."""
    with acting_on(session):
        refuse(why_not_hand(session) or why_not_give(session) or _why_not_on(session, given_on))
        refuse("" if given_by.strip() else "Ghi người đưa giấy mời.")
        left = {one.key: one for one in not_handed(session)}
        refuse("" if keys else "Chọn người đã được đưa giấy mời.")
        refuse(
            "" if set(keys) <= set(left) else "Có người vừa được ghi đã đưa giấy mời hoặc không còn được mời; chọn lại."
        )
        chosen = [one for key, one in left.items() if key in keys]
        HandedInvitation.objects.bulk_create(
            HandedInvitation(
                session=session,
                seat=one.seat,
                guest=one.guest,
                planned_for=session.planned_for,
                place=session.place,
                given_on=given_on,
                given_by=given_by.strip(),
                recorded_by=by,
            )
            for one in chosen
        )
        said = {"handed": [one.name for one in chosen], "given_on": given_on, "given_by": given_by.strip()}
        audit(session, "hand_invitation", by=by, after=said)
    return len(chosen)


def take_off(handed: HandedInvitation, *, by: Any) -> None:
    """Written down by mistake."""
    with acting_on(handed.session):
        refuse(why_not_hand(handed.session))
        lock(handed, "seat__staff_member")
        said = {"handed": [str(handed)], "given_on": handed.given_on, "given_by": handed.given_by}
        audit(handed.session, "unhand_invitation", by=by, before=said)
        handed.delete()
