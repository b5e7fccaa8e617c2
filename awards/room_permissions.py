"""Who may do what in the room beside running a session (permissions.py): tellers and their sheets."""

from typing import Any

from django.db.models import QuerySet

from awards.models import Round, Teller
from awards.roles import held_seats


def tellers_of(user: Any) -> QuerySet[Teller]:
    """The user's places in a Ban kiểm phiếu, of councils in which they have a seat today."""
    return Teller.objects.filter(seat__in=[seat.pk for seat in held_seats(user)])


def rounds_counted_by(user: Any) -> QuerySet[Round]:
    """Rounds on paper that the user counts as a teller."""
    return Round.objects.filter(way=Round.Way.PAPER, session__tellers__in=tellers_of(user))
