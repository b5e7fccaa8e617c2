"""What many tests begin with, written into the database once and not before each of them.

A layer is a transaction that stays open from test to test, with the rows of one fixture in it; a layer above it stands
in a savepoint of it, and each test in a savepoint of the uppermost. What a test writes is taken back as ever, to where
the layer stood. A test that asks for less finds the layers above gone; one that commits, or has no database, none.

The objects are handed out as copies, so that a test may change its own. The first test of a process makes its rows
itself, as does one that asks for a fixture by name while it runs.
"""

import inspect
import pickle
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.fixtures import validate_django_db

SHARED = "tests.conftest"  # where layers stand that every module may build on


@dataclass(frozen=True)
class Layer:
    """`build`: writes the rows of the fixture `name`, given what those below are, by name; returns what it is itself.

    module: where the fixture is defined; another one of this name is none of ours.
    """

    name: str
    build: Callable[[SimpleNamespace], Any]
    below: "Layer | None"
    module: str

    @cached_property
    def path(self) -> list["Layer"]:
        return [*(self.below.path if self.below else []), self]

    def asked_for(self, item: pytest.Item) -> bool:
        defined = item._fixtureinfo.name2fixturedefs.get(self.name)
        return bool(defined) and defined[-1].func.__module__ == self.module


@dataclass(frozen=True)
class Standing:
    layer: Layer
    atomic: transaction.Atomic
    made: bytes


class Layers:
    def __init__(self) -> None:
        self.known: list[Layer] = []
        self.standing: list[Standing] = []
        self.copies: SimpleNamespace | None = None  # of this test
        self.blocker: Any = None  # pytest-django's, once there is a database
        self.lent: dict[str, Callable[[SimpleNamespace], Any]] = {}
        self.lot = random.Random()  # what codes on papers are drawn by: others in each layer, the same ones in each run

    def add(
        self, name: str, build: Callable[[SimpleNamespace], Any], *, below: Layer | None = None, module: str
    ) -> Layer:
        """The layer of a fixture, which asks for that of `below` too."""
        self.known.append(Layer(name, build, below, module))
        return self.known[-1]

    def fixture(self, build: Callable[..., Any]) -> Any:
        """`@layers.fixture`: its rows are a layer above those of the fixtures it asks for, which are one path, or lent.

        lent: fixtures without rows of their own, by name → what such a fixture is where the layers have been made.
        """
        asked = inspect.signature(build)
        below = self._below(build, asked.parameters)

        def build_layer(made: SimpleNamespace) -> Any:
            given = vars(made)
            return build(**{name: given[name] if name in given else self.lent[name](made) for name in asked.parameters})

        layer = self.add(build.__name__, build_layer, below=below, module=build.__module__)

        def fixture(**asked: Any) -> Any:
            return self.made(layer, **asked)

        fixture.__name__, fixture.__module__, fixture.__doc__ = build.__name__, build.__module__, build.__doc__
        fixture.__signature__ = asked  # pytest looks here for what it asks for
        return pytest.fixture(fixture)

    def made(self, layer: Layer, **below: Any) -> Any:
        """What the fixture of this layer is: a copy of what stands, else made here."""
        if layer not in (one.layer for one in self.standing):
            return layer.build(SimpleNamespace(**below))
        if self.copies is None:  # of all at once: they share their objects, as the fixtures do
            self.copies = self._copies()
        return getattr(self.copies, layer.name)

    def prepare(self, item: pytest.Item) -> None:
        """Those that the test asks for, and no more."""
        self.copies = None
        wanted = self._wanted(item)
        if self.blocker and wanted != [one.layer for one in self.standing]:
            with self.blocker.unblock():
                common = [one.layer == layer for one, layer in zip(self.standing, wanted, strict=False)]
                self.take_down([*common, False].index(False))
                for layer in wanted[len(self.standing) :]:
                    self._add(layer)

    def take_down(self, left: int = 0) -> None:
        while len(self.standing) > left:
            atomic = self.standing.pop().atomic
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)

    def _below(self, build: Callable[..., Any], names: Iterable[str]) -> Layer:
        """The uppermost of the layers with these names, of the same module or shared; the others are below it."""
        found = []
        for name in set(names) - set(self.lent):
            near = [one for one in self.known if one.name == name and one.module == build.__module__]
            found += near or [one for one in self.known if one.name == name and one.module == SHARED]
            assert name in [one.name for one in found], f"{build.__module__}.{build.__name__}: {name} is no layer"
        below = max(found, key=lambda layer: len(layer.path))
        assert all(layer in below.path for layer in found), f"{build.__module__}.{build.__name__}: not one path"
        return below

    def _wanted(self, item: pytest.Item) -> list[Layer]:
        """The longest path of them all of which the test asks for."""
        marker = item.get_closest_marker("django_db")
        commits = {"transactional_db", "live_server"} & set(item.fixturenames)
        if commits or (marker and any(validate_django_db(marker)[:2])):
            return []
        paths = [layer.path for layer in self.known if all(one.asked_for(item) for one in layer.path)]
        return max(paths, key=len, default=[])

    def _copies(self) -> SimpleNamespace:
        """Of what all that stand are, by name."""
        return pickle.loads(self.standing[-1].made)

    def _add(self, layer: Layer) -> None:
        made = self._copies() if self.standing else SimpleNamespace()
        atomic = transaction.atomic()
        atomic._from_testcase = True  # as Django's own: a durable block inside it is the outermost of the program
        atomic.__enter__()
        try:
            self.lot.seed(f"{layer.module}.{layer.name}")
            setattr(made, layer.name, layer.build(made))
            connection.check_constraints()
        except BaseException as problem:
            atomic.__exit__(type(problem), problem, problem.__traceback__)
            raise
        self.standing.append(Standing(layer, atomic, pickle.dumps(made)))
