"""Roll and box of an open round as a vote touches them: who is let in to vote, and the three statements of one vote.

A council of fifty votes in the same second, one ballot after the other: what stands between the lock of the round and
the end of the transaction is what everybody waits for. So these are written out (awards/short_way.py), and there are
no more of them. A choice stands in their parameters only (docs/secrecy.md).
"""

from collections.abc import Mapping, Sequence

from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.views.decorators.debug import sensitive_variables

from awards import short_way
from awards.models import Choice, CouncilSession, Round, Seat
from awards.short_way import IS_HELD, IS_LET_IN, READER, TABLES
from thidua.workflow import Refused

# `rounds_voted_by` and `seat_in`: the seat today in the council whose session has the round.
_VOTER = f"""
SELECT reader.password, seat.id, seat.staff_member_id, session.council_id, session.id, round.status, round.way
FROM {READER}
  JOIN {TABLES["seat"]} seat ON {IS_HELD}
  JOIN {TABLES["councilsession"]} session ON session.council_id = seat.council_id
  JOIN {TABLES["round"]} round ON round.session_id = session.id
WHERE {IS_LET_IN} AND round.id = %(pk)s
"""
_HOLD = f"SELECT status, way FROM {TABLES['round']} WHERE id = %s"
_MARK = f"UPDATE {TABLES['roll']} SET voted = TRUE WHERE round_id = %s AND seat_id = %s AND NOT voted"


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


def hold(round_pk: int) -> Round:
    """Inside a transaction: the round is locked, and what a vote asks of it read again."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLD if connection.vendor == "sqlite" else f"{_HOLD} FOR UPDATE", [round_pk])
        found = cursor.fetchone()
    if found is None:
        raise Refused("Lượt bỏ phiếu này vừa bị bỏ; mở lại phiên họp để xem các lượt đang có.")
    return Round(pk=round_pk, status=found[0], way=found[1])


def mark(round_: Round, seat: Seat) -> bool:
    """Write on the roll that this seat has voted; False: it had, or does not stand there."""
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [round_.pk, seat.pk])
        return bool(cursor.rowcount)


@sensitive_variables()
def fill(questions: Sequence[int], choices: Mapping[int, str]) -> None:
    """Every row of the box of `questions` in one statement, one more where `choices` say so."""
    whens, values = [], []
    for choice in Choice.values:
        answered = [pk for pk, given in choices.items() if given == choice]
        whens.append(f"WHEN choice = %s AND question_id IN ({_places(answered)}) THEN 1")
        values += [choice, *answered]
    statement = f"UPDATE {TABLES['box']} SET count = count + CASE {' '.join(whens)} ELSE 0 END"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} WHERE question_id IN ({_places(questions)})", [*values, *questions])


def _places(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"
