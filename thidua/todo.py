"""What waits for a person: a verb, its object, by when, and what happens otherwise."""

from dataclasses import dataclass
from datetime import date, timedelta

OVERDUE, THIS_WEEK, LATER = "Quá hạn", "Trong tuần này", "Sau đó"


@dataclass(frozen=True)
class Todo:
    """One row of the list on the home page. `due_on` None: no deadline.

    `about`: what a reminder of it is filed under; `reminded`: who reminded of it, and when. `plain`: its words for a
    letter, where the text names a person or repeats what somebody wrote.
    """

    text: str
    url: str
    due_on: date | None = None
    otherwise: str = ""
    about: tuple[str, ...] = ()
    reminded: str = ""
    plain: str = ""

    def group_on(self, day: date) -> str:
        if self.due_on is not None and self.due_on < day:
            return OVERDUE
        if self.due_on is not None and self.due_on <= day + timedelta(days=7):
            return THIS_WEEK
        return LATER


@dataclass(frozen=True)
class Waiting:
    """Something of mine that is with somebody else; there is nothing to press."""

    text: str
    url: str = ""


def grouped(todos: list[Todo], day: date) -> list[tuple[str, list[Todo]]]:
    """The rows under their headings, the earliest deadline first; empty groups left out."""
    ordered = sorted(todos, key=lambda todo: (todo.due_on is None, todo.due_on or day))
    groups = [(name, [todo for todo in ordered if todo.group_on(day) == name]) for name in (OVERDUE, THIS_WEEK, LATER)]
    return [(name, rows) for name, rows in groups if rows]
