"""Roll and box of an open round as a vote touches them: who is let in to vote, what they are asked, the vote itself.

A council of fifty votes in the same second, one ballot after the other: what stands between the lock of the round and
the end of the transaction is what everybody waits for. So these are written out (awards/short_way.py), and there are
no more of them. A choice stands in their parameters only (docs/secrecy.md).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.views.decorators.debug import sensitive_variables

from awards import short_way
from awards.models import Choice, CouncilSession, Round, Seat
from awards.short_way import IS_HELD, IS_LET_IN, READER, TABLES

# `rounds_voted_by` and `seat_in`: the seat today in the council whose session has the round.
_VOTER = f"""
SELECT reader.password, seat.id, seat.staff_member_id, session.council_id, session.id, round.status, round.way
FROM {READER}
  JOIN {TABLES["seat"]} seat ON {IS_HELD}
  JOIN {TABLES["councilsession"]} session ON session.council_id = seat.council_id
  JOIN {TABLES["round"]} round ON round.session_id = session.id
WHERE {IS_LET_IN} AND round.id = %(pk)s
"""
_ASKED = """
SELECT question.id, nomination.id, nomination.staff_member_id, nomination.department_id, EXISTS (
  SELECT 1 FROM {recusal} recusal
  WHERE recusal.session_id = %s AND recusal.seat_id = %s AND recusal.nomination_id = nomination.id)
FROM {question} question JOIN {nomination} nomination ON nomination.id = question.nomination_id
WHERE question.round_id = %s
""".format(**TABLES)
_HOLD = f"SELECT 1 FROM {TABLES['round']} WHERE id = %s FOR UPDATE"
_MARK = (
    f"UPDATE {TABLES['roll']} SET voted = TRUE WHERE round_id = %s AND seat_id = %s AND NOT voted AND EXISTS"
    f" (SELECT 1 FROM {TABLES['round']} held WHERE held.id = round_id"
    f" AND held.status = '{Round.Status.OPEN}' AND held.way = '{Round.Way.SECRET}')"
)


def voter_for(session_of_work: SessionBase, round_pk: int) -> tuple[Round, Seat] | None:
    """The round, if this session of work is that of a member of its council, and their seat; both hold keys, and what
    a vote asks of them. None: ask the long way why not.
    """
    found = short_way.ask(session_of_work, _VOTER, pk=round_pk)
    if found is None:
        return None
    seat, person, council, session, status, way = found
    held = CouncilSession(pk=session, council_id=council)
    round_ = Round(pk=round_pk, session=held, status=status, way=way)
    return round_, Seat(pk=seat, staff_member_id=person, council_id=council)


class AskedCase(NamedTuple):
    """A question of a round, its case as `electorate.own_cases` reads it, and whether this seat stepped out of it."""

    question: int
    pk: int
    staff_member_id: int | None
    department_id: int | None
    has_recused: bool


def cases_of(round_: Round, seat: Seat) -> list[AskedCase]:
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [round_.session_id, seat.pk, round_.pk])
        return [AskedCase(*row) for row in cursor.fetchall()]


@sensitive_variables()
def put_in(round_: Round, seat: Seat, questions: Sequence[int], choices: Mapping[int, str]) -> bool:
    """One vote in one transaction: the round held, the roll marked, every row of the box of `questions` written.

    False, and nothing is written: the round is not open, or this seat has voted or does not stand on the roll.
    On PostgreSQL all of it is one message, a transaction of its own: nobody holds the round while a busy program
    comes round to its next statement. SQLite holds its file for two statements.
    """
    mark = [round_.pk, seat.pk]
    fill, filled = _filling(questions, choices)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return _put_in_at_once(cursor, f"{fill} AND EXISTS (SELECT 1 FROM marked)", [round_.pk, *mark, *filled])
        with transaction.atomic():
            cursor.execute(_MARK, mark)
            is_marked = bool(cursor.rowcount)
            if is_marked:
                cursor.execute(fill, filled)
        return is_marked


@sensitive_variables()
def _put_in_at_once(cursor: CursorWrapper, fill: str, values: list) -> bool:
    try:
        cursor.execute(f"{_HOLD}; WITH marked AS ({_MARK} RETURNING 1) {fill}", values)
        return bool(cursor.rowcount)
    finally:
        if not connection.in_atomic_block:  # pg_stat_activity shows the last statement of a connection at rest
            cursor.execute("SELECT 1")


@sensitive_variables()
def _filling(questions: Sequence[int], choices: Mapping[int, str]) -> tuple[str, list]:
    """The one statement, and its parameters, that writes every row of the box, one more where `choices` say so."""
    whens, values = [], []
    for choice in Choice.values:
        answered = [pk for pk, given in choices.items() if given == choice]
        whens.append(f"WHEN choice = %s AND question_id IN ({_places(answered)}) THEN 1")
        values += [choice, *answered]
    statement = f"UPDATE {TABLES['box']} SET count = count + CASE {' '.join(whens)} ELSE 0 END"
    return f"{statement} WHERE question_id IN ({_places(questions)})", [*values, *questions]


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
