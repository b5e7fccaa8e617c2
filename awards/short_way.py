"""Who asks, in the same question of the database as what is asked: for what a whole room does in the same second.

A page usually asks who it is, which seats they hold, what they may see, and then what is there. Django takes longer to
put each of these together than the database to answer all of them, so the beat (awards/live.py) and a ballot
(awards/ballot_box.py) write theirs out. Who is not let in this way goes the long one, and learns there why not.
"""

from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils.crypto import constant_time_compare

from awards.models import Attendance, Box, CouncilSession, Nomination, Question, Recusal, Roll, Round, Seat
from campaigns.models import StaffMember
from thidua import clock
from thidua.models import User
from thidua.second_factor import MISSING

_MODELS = (Attendance, Box, CouncilSession, Group, Nomination, Question, Recusal, Roll, Round, Seat, StaffMember, User)
TABLES = {model._meta.model_name: model._meta.db_table for model in _MODELS}
TABLES["user_groups"] = User.groups.through._meta.db_table

# Tables and condition of a signed-in reader who may open pages: as `StaffBackend.get_user` and `first_thing` ask.
READER = "{user} reader LEFT JOIN {staffmember} person ON person.user_id = reader.id".format(**TABLES)
IS_LET_IN = (
    "reader.id = %(reader)s AND reader.is_active AND NOT reader.must_change_password"
    " AND (person.left_on IS NULL OR person.left_on > %(today)s)"
)
# A seat that the reader holds today (`awards.roles.held_seats`).
IS_HELD = (
    "seat.staff_member_id = person.id AND seat.starts_on <= %(today)s"
    " AND (seat.ends_on IS NULL OR seat.ends_on >= %(today)s)"
)
LARGEST_KEY = 2**63 - 1  # the database's own words know no larger number


def ask(session_of_work: SessionBase, question: str, **asked: Any) -> tuple | None:
    """The row that answers `question`, without its first column, the reader's password, which the session must know.

    None: nobody signed in who may see it, or no such thing.
    """
    if BACKEND_SESSION_KEY not in session_of_work or MISSING in session_of_work or asked["pk"] > LARGEST_KEY:
        return None
    asked |= {"reader": int(session_of_work[SESSION_KEY]), "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(question, asked)
        found = cursor.fetchone()
    return found[1:] if found and _believes(session_of_work, found[0]) else None


def _believes(session_of_work: SessionBase, password: str) -> bool:
    """As `django.contrib.auth.get_user` asks: a session from before the password was changed is over."""
    expected = User(password=password).get_session_auth_hash()
    return constant_time_compare(session_of_work.get(HASH_SESSION_KEY, ""), expected)
