"""What the clerk is asked because of posted lists and invitations; counted with the dossiers, in the same query."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, DateField, F, IntegerField, Min, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse

from awards import inviting
from awards.disclosure_permissions import objections_answered_by
from awards.models import Objection
from thidua.todo import Todo
from thidua.vietnamese import vdate

UNANSWERED, UNINVITED = "unanswered_objections", "uninvited"
SAID = (UNANSWERED, UNINVITED)


def counts(user: Any) -> Iterator[QuerySet[Any]]:
    """To be joined by UNION to the count of dossiers (awards/paper_todo.py: `counted`): the key of the first row stands
    where that count has the session."""
    open_ones = objections_answered_by(user).filter(status=Objection.Status.RECEIVED)
    yield _counted(open_ones, UNANSWERED, Min("due_on"))
    yield _counted(inviting.uninvited(), UNINVITED, Min(TruncDate("planned_for"), output_field=DateField()))


def _counted(found: QuerySet[Any], word: str, due_on: Any) -> QuerySet[Any]:
    blank = {f"no_{place}": Value(None, output_field=IntegerField()) for place in range(3)}
    rows = found.order_by().annotate(**blank, word=Value(word)).values("no_0", "word", "no_1", "no_2")
    counted = rows.annotate(number=Count("pk"), due=due_on, first=Min("pk")).filter(number__gt=0)
    return counted.values_list("no_0", "due", "word", "first", "no_1", "no_2", "number")


def to_answer(user: Any) -> QuerySet[Objection]:
    """For who is no clerk: what is said of the only clerk's own case waits for the chair; `date` is its deadline."""
    return objections_answered_by(user).filter(status=Objection.Status.RECEIVED).annotate(date=F("due_on"))


def row(word: str, number: int, due_on: date | None, first: int) -> Todo:
    """`first`: the key of the only row there is, or of the oldest."""
    if word == UNANSWERED:
        url = reverse("objection", args=[first]) if number == 1 else reverse("disclosure_list")
        return Todo(f"Trả lời {number} kiến nghị", url, due_on)
    if number == 1:
        text = f"Chuẩn bị phiên họp {vdate(due_on)}: chưa mời đủ thành viên"
        return Todo(text, reverse("council_session", args=[first]), due_on)
    return Todo(f"Gửi giấy mời cho {number} phiên họp sắp tới", reverse("council_session_list"), due_on)
