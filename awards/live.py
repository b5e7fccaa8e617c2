"""What a council's room shows now, as a handful of numbers: never a choice, never who has voted.

Every screen in the room asks for it each second and a half (awards/views/live.py), so all of it is one question of the
database, written out (awards/short_way.py): also whether its reader may see the session.
"""

from dataclasses import astuple, dataclass
from hashlib import blake2b

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone

from awards import short_way
from awards.models import CouncilSession, Nomination, Round
from awards.short_way import IS_HELD, IS_LET_IN, READER, TABLES
from campaigns.roles import CLERK_GROUP
from thidua import clock
from thidua.vietnamese import lower_first

# One row, its columns in the order of `Room`; %(pk)s: the session.
_ROOM = """
SELECT session.status, COALESCE(session.minutes_id, 0), session.times_declared, session.times_heard,
  COALESCE(session.presiding_id, 0), here.*, aside.*,
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
    **TABLES,
)


# … for a reader who may see the session (`sessions_visible_to`).
# LIMIT: PostgreSQL plans the parts one by one; all at once it takes twice the time.
_ROOM_OF_A_READER = f"""
SELECT reader.password, room.* FROM ({_ROOM} LIMIT 1) room, {READER}
WHERE {IS_LET_IN}
  AND (EXISTS (SELECT 1 FROM {TABLES["user_groups"]} belongs JOIN {TABLES["group"]} named ON named.id = belongs.group_id
      WHERE belongs.user_id = reader.id AND named.name = %(clerks)s)
    OR EXISTS (SELECT 1 FROM {TABLES["seat"]} seat JOIN {TABLES["councilsession"]} held
        ON held.council_id = seat.council_id
      WHERE held.id = %(pk)s AND {IS_HELD}))
"""


@dataclass(frozen=True)
class Room:
    """0 stands for none; of a round that is not cast on devices nobody is on the roll.

    `seats_present` is a sum of keys: it differs when one member left and another came.
    """

    status: str
    minutes: int
    times_declared: int
    times_heard: int  # of what lies before an initiative council
    presiding: int
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
    def open_in_words(self) -> str:
        """“đang biểu quyết giơ tay”, inside a sentence."""
        return lower_first(Round.OPEN_IN_WORDS.get(self.open_way, str(Round.Status.OPEN.label)))

    @property
    def open_has_ballots(self) -> bool:
        return self.open_way in Round.SECRET_WAYS

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
    """The room, if this session of work is that of somebody who may see it; None: ask the long way why not."""
    found = short_way.ask(session_of_work, _ROOM_OF_A_READER, pk=session_pk, clerks=CLERK_GROUP)
    return Room(*found) if found else None


def people_are_here(session: CouncilSession, room: Room) -> bool:
    """It meets, or is about to: from the roll call or the planned day on."""
    if session.status == CouncilSession.Status.CONVENED:
        return True
    return session.is_live and (bool(room.called) or timezone.localdate(session.planned_for) <= clock.today())
