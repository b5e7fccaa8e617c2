"""What many tests begin with, written into the database once and not before each of them.

A layer is a transaction that stays open from test to test, with the rows of one fixture in it; the next layer stands in
a savepoint of it, and each test in a savepoint of the uppermost. What a test writes is taken back as ever, to where the
layer stood. A test that asks for less finds the layers above gone; one that commits, or has no database, finds none.

The objects are handed out as copies, so that a test may change its own. The first test of a process makes its rows
itself, as does one that asks for a fixture by name while it runs.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import validate_django_db


@dataclass(frozen=True)
class Layer:
    """`build`: writes the rows of the fixture `name`, given what the layer below made; returns what the fixture is."""

    name: str
    build: Callable[[Any], Any]


@dataclass(frozen=True)
class Standing:
    atomic: transaction.Atomic
    made: bytes


class Layers:
    """From the lowest to the highest."""

    def __init__(self, *chain: Layer) -> None:
        self.chain = chain
        self.names = [layer.name for layer in chain]
        self.standing: list[Standing] = []
        self.blocker: Any = None  # pytest-django's, once there is a database

    def made(self, name: str, below: Any = None) -> Any:
        """What the fixture `name` is: a copy of what stands, else made here."""
        place = self.names.index(name)
        if place < len(self.standing):
            return pickle.loads(self.standing[place].made)
        return self.chain[place].build(below)

    def prepare(self, item: pytest.Item) -> None:
        """As many as the test asks for, and no more."""
        wanted = self._wanted(item)
        if self.blocker and wanted != len(self.standing):
            with self.blocker.unblock():
                self.take_down(wanted)
                while len(self.standing) < wanted:
                    self._add()

    def take_down(self, left: int = 0) -> None:
        while len(self.standing) > left:
            atomic = self.standing.pop().atomic
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)

    def _wanted(self, item: pytest.Item) -> int:
        names = getattr(item, "fixturenames", ())
        marker = item.get_closest_marker("django_db")
        commits = {"transactional_db", "live_server"} & set(names) or (marker and any(validate_django_db(marker)[:2]))
        return 0 if commits else max((n for n, name in enumerate(self.names, 1) if name in names), default=0)

    def _add(self) -> None:
        layer, below = self.chain[len(self.standing)], None
        if self.standing:
            below = pickle.loads(self.standing[-1].made)
        atomic = transaction.atomic()
        atomic._from_testcase = True  # as Django's own: a durable block inside it is the outermost of the program
        atomic.__enter__()
        try:
            made = layer.build(below)
            connection.check_constraints()
        except BaseException as problem:
            atomic.__exit__(type(problem), problem, problem.__traceback__)
            raise
        self.standing.append(Standing(atomic, pickle.dumps(made)))
