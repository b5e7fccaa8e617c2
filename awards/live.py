"""What a council's room shows now, as a handful of numbers: never a choice, never who has voted.

Every screen in the room asks for it each second and a half (awards/views/live.py), so all of it is one question of the
database, written out: having Django put it together takes twenty times as long as answering it. So is, in the same
question, whether the reader of a session may see it; who is not let in here goes the long way round and learns why.
"""

from dataclasses import astuple, dataclass
from hashlib import blake2b

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from awards.models import (
    Attendance,
    CouncilSession,
    Nomination,
    Recusal,
    Roll,
    Round,
    Seat,
)
from campaigns.models import StaffMember
from campaigns.roles import CLERK_GROUP
from thidua import clock
from thidua.models import User
from thidua.second_factor import MISSING

_MODELS = (Attendance, CouncilSession, Group, Nomination, Recusal, Roll, Round, Seat, StaffMember, User)
_TABLES = {model._meta.model_name: model._meta.db_table for model in _MODELS}
_TABLES["user_groups"] = User.groups.through._meta.db_table
# One row, its columns in the order of `Room`; %(pk)s: the session.
_ROOM = """
SELECT session.status, COALESCE(session.minutes_id, 0), session.times_declared, session.times_heard, here.*, aside.*,
  agenda.*, rounds.*, votes.*
FROM {councilsession} session,
  (SELECT COUNT(*), COUNT(*) FILTER (WHERE present), COALESCE(SUM(seat_id) FILTER (WHERE present), 0)
    FROM {attendance} WHERE session_id = %(pk)s) here,
  (SELECT COUNT(*), COALESCE(MAX(id), 0) FROM {recusal} WHERE session_id = %(pk)s) aside,
  (SELECT COUNT(*), COUNT(*) FILTER (WHERE status = '{tabled}') FROM {nomination} WHERE session_id = %(pk)s) agenda,
  (SELECT COUNT(*), COUNT(*) FILTER (WHERE status = '{counted}'), COALESCE(MAX(id), 0),
      COALESCE(MAX(id) FILTER (WHERE status = '{open}'), 0), COALESCE(MAX(way) FILTER (WHERE status = '{open}'), ''),
      COALESCE(MAX(times_entered) FILTER (WHERE status = '{open}'), 0),
      COALESCE(MAX(ordinal) FILTER (WHERE status = '{open}'), 0),
      COALESCE(MIN(id) FILTER (WHERE status = '{pending}'), 0),
      COALESCE(MIN(ordinal) FILTER (WHERE status = '{pending}'), 0)
    FROM {round} WHERE session_id = %(pk)s) rounds,
  (SELECT COUNT(*), COUNT(*) FILTER (WHERE roll.voted) FROM {roll} roll JOIN {round} round ON round.id = roll.round_id
    WHERE round.session_id = %(pk)s AND round.status = '{open}' AND round.way = '{secret}') votes
WHERE session.id = %(pk)s""".format(
    tabled=Nomination.Status.TABLED.value,
    secret=Round.Way.SECRET.value,
    **{status.name.lower(): status.value for status in Round.Status},
    **_TABLES,
)


# … for a reader who may see the session (`sessions_visible_to`), and the password's hash, in which a session believes.
# LIMIT: PostgreSQL plans the parts one by one; all at once it takes twice the time.
_ROOM_OF_A_READER = """
SELECT reader.password, room.* FROM ({room} LIMIT 1) room, {user} reader
  LEFT JOIN {staffmember} person ON person.user_id = reader.id
WHERE reader.id = %(reader)s AND reader.is_active AND NOT reader.must_change_password
  AND (person.left_on IS NULL OR person.left_on > %(today)s)
  AND (EXISTS (SELECT 1 FROM {user_groups} belongs JOIN {group} ON {group}.id = belongs.group_id
      WHERE belongs.user_id = reader.id AND {group}.name = %(clerks)s)
    OR EXISTS (SELECT 1 FROM {seat} seat JOIN {councilsession} held ON held.council_id = seat.council_id
      WHERE held.id = %(pk)s AND seat.staff_member_id = person.id
        AND seat.starts_on <= %(today)s AND (seat.ends_on IS NULL OR seat.ends_on >= %(today)s)))
""".format(room=_ROOM, **_TABLES)


@dataclass(frozen=True)
class Room:
    """0 stands for none; of a round that is not cast on devices nobody is on the roll.

    `seats_present` is a sum of keys: it differs when one member left and another came.
    """

    status: str
    minutes: int
    times_declared: int
    times_heard: int  # of what lies before an initiative council
    called: int
    present: int
    seats_present: int
    recusals: int
    last_recusal: int
    cases: int
    tabled: int
    rounds: int
    counted: int
    last_round: int
    open_pk: int
    open_way: str
    times_entered: int  # of sheets and opinions while it is open
    open_ordinal: int
    next_pk: int  # of the first that has not been opened
    next_ordinal: int
    on_roll: int
    voted: int

    @property
    def waits(self) -> bool:
        """Something on the table is still to be voted on, or to be voted on again."""
        return bool(self.tabled or self.next_pk)

    @property
    def decided(self) -> int:
        return self.cases - self.tabled

    @property
    def all_voted(self) -> bool:
        return bool(self.on_roll) and self.voted == self.on_roll

    @property
    def votes(self) -> str:
        """“6/7” while a round is open; the same for everybody in the room."""
        return f"{self.voted}/{self.on_roll}" if self.open_way == Round.Way.SECRET else ""

    @property
    def pulse(self) -> str:
        """A mark of the state, a space, the votes. Screens are drawn anew for the one and only write down the other."""
        state = (*astuple(self)[:-1], self.all_voted)
        return f"{blake2b(repr(state).encode(), digest_size=6).hexdigest()} {self.votes}"


def room_of(session_pk: int) -> Room:
    """Of a session that exists."""
    with connection.cursor() as cursor:
        cursor.execute(_ROOM, {"pk": session_pk})
        return Room(*cursor.fetchone())


def room_for(session_of_work: SessionBase, session_pk: int) -> Room | None:
    """The room, if this session of work is that of somebody who may see it; None: ask the long way why not.

    One question in place of the four that every page asks: who is it, which seats, which session, what is there.
    """
    if BACKEND_SESSION_KEY not in session_of_work or MISSING in session_of_work:
        return None
    asked = {
        "pk": session_pk,
        "reader": int(session_of_work[SESSION_KEY]),
        "today": clock.today(),
        "clerks": CLERK_GROUP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROOM_OF_A_READER, asked)
        found = cursor.fetchone()
    if found is None or not _believes(session_of_work, found[0]):
        return None
    return Room(*found[1:])


def _believes(session_of_work: SessionBase, password: str) -> bool:
    """As `django.contrib.auth.get_user` asks: a session from before the password was changed is over."""
    expected = User(password=password).get_session_auth_hash()
    return constant_time_compare(session_of_work.get(HASH_SESSION_KEY, ""), expected)


def people_are_here(session: CouncilSession, room: Room) -> bool:
    """It meets, or is about to: from the roll call or the planned day on."""
    if session.status == CouncilSession.Status.CONVENED:
        return True
    return session.is_live and (bool(room.called) or timezone.localdate(session.planned_for) <= clock.today())
