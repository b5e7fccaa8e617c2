"""The council room written a second time, by hand and without a database: who may act, and what the totals must be.

Names for people and cases. Knows nothing of the program; tests/awards/test_council_machine.py holds the two together.
"""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

SEATS = ("Quang", "Thu", "Minh", "Dũng", "Lan")
QUORUM = 4  # two thirds of five
FEWEST = 3
CHOICES = ("agree", "disagree", "no_opinion")


@dataclass
class Case:
    """`owner`: the seat whose own case it is. `place`: verified, tabled, recommended or not_recommended."""

    name: str
    award: str = "LDTT"
    owner: str = ""
    place: str = "verified"
    counted_here: bool = False

    def needed(self, base: int) -> int:
        """More than half for the one title, at least four fifths for the other."""
        return floor(Fraction(base, 2)) + 1 if self.award == "LDTT" else ceil(Fraction(4 * base, 5))


@dataclass
class Vote:
    """A round. `frozen`: case → (needed, possible, base) as it opened; `result`: case → totals, whether it passed."""

    cases: list[str]
    way: str
    leaves_out: bool = False
    state: str = "pending"
    roll: set[str] = field(default_factory=set)
    voted: set[str] = field(default_factory=set)
    frozen: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    box: dict[str, Counter] = field(default_factory=dict)
    sheets: dict[str, tuple] = field(default_factory=dict)
    result: dict[str, tuple] = field(default_factory=dict)


class Room:
    def __init__(self, cases: list[Case]) -> None:
        self.cases = {case.name: case for case in cases}
        self.state = "planned"
        self.present: set[str] = set()
        self.called = False
        self.presiding = "Quang"
        self.said: dict[str, set[str]] = {}
        self.out: set[tuple[str, str]] = set()
        self.written: dict[tuple[str, str], str] = {}
        self.tellers: list[str] = []
        self.rounds: list[Vote] = []

    # --- what is so

    @property
    def live(self) -> bool:
        return self.state in ("planned", "convened")

    @property
    def open(self) -> Vote | None:
        return next((one for one in self.rounds if one.state == "open"), None)

    @property
    def unfinished(self) -> list[Vote]:
        return [one for one in self.rounds if one.state != "counted"]

    def on_table(self) -> list[str]:
        return [case.name for case in self.cases.values() if case.place == "tabled"]

    def here(self) -> list[str]:
        """What belongs to this session, counted or not."""
        return [case.name for case in self.cases.values() if case.place == "tabled" or case.counted_here]

    def to_declare(self) -> list[str]:
        """What lies on the table, and what was counted and waits for another vote."""
        again = {name for one in self.rounds if one.state == "pending" for name in one.cases}
        return [case.name for case in self.cases.values() if case.place == "tabled" or case.name in again]

    def waits(self, name: str) -> bool:
        return any(name in one.cases for one in self.unfinished)

    def barred(self, name: str) -> set[str]:
        return {seat for seat in SEATS if seat == self.cases[name].owner or (seat, name) in self.out}

    def voters(self, name: str, way: str) -> set[str]:
        return set() if way == "written" else self.present - self.barred(name)

    def opinions(self, name: str, way: str) -> dict[str, str]:
        """Of those who do not vote in the room and do not step out."""
        not_asked = self.voters(name, way) | self.barred(name)
        return {seat: said for (seat, case), said in self.written.items() if case == name and seat not in not_asked}

    def figures(self, name: str, vote: Vote) -> tuple[int, int, int]:
        """Needed, possible, of how many."""
        base = len(SEATS) - (len(self.barred(name)) if vote.leaves_out else 0)
        opinions = self.opinions(name, vote.way)
        possible = len(self.voters(name, vote.way)) + len(opinions)
        if vote.way == "written":
            possible += len(set(SEATS) - self.barred(name) - set(opinions))
        return self.cases[name].needed(base), possible, base

    def undeclared(self, names: list[str]) -> set[str]:
        def unsaid(seat: str) -> set[str]:
            return {name for name in names if self.cases[name].owner != seat} - self.said.get(seat, set())

        return {seat for seat in self.present if unsaid(seat)}

    # --- what is allowed

    def may_preside(self, seat: str) -> bool:
        """Lan writes the minutes."""
        may = self.live and seat not in ("Lan", self.presiding)
        return may and (seat in self.present or not self.called)

    def may_prepare(self, names: list[str], way: str, *, has_reason: bool, has_terms: bool, leaves_out: bool) -> bool:
        cases = [self.cases[name] for name in names]
        return (
            self.state == "convened"
            and bool(cases)
            and len({case.award for case in cases}) == 1
            and all(case.name in self.here() and not self.waits(case.name) for case in cases)
            and (has_reason or all(case.place == "tabled" for case in cases))
            and (has_terms or (way != "written" and not leaves_out))
            and not (way == "hands" and cases[0].award == "CSTDCS")
            and not (way == "written" and any(case.place != "tabled" for case in cases))
            and not (way == "paper" and len({frozenset(self.barred(name)) for name in names}) > 1)
        )

    def may_open(self, vote: Vote) -> bool:
        fits = [self.figures(name, vote) for name in vote.cases]
        secret = vote.way in ("secret", "paper")
        return (
            self.state == "convened"
            and vote.state == "pending"
            and self.open is None
            and len(self.present) >= QUORUM
            and all(name in self.here() for name in vote.cases)
            and not self.undeclared(vote.cases)
            and (vote.way != "paper" or len(self.tellers) >= 2)
            and not (vote.way == "paper" and len({frozenset(self.barred(name)) for name in vote.cases}) > 1)
            and all(possible >= needed for needed, possible, _ in fits)
            and not (secret and any(len(self.voters(name, vote.way)) < FEWEST for name in vote.cases))
        )

    def asked(self, vote: Vote, seat: str) -> set[str]:
        return {name for name in vote.cases if seat not in self.barred(name)}

    def may_cast(self, vote: Vote, seat: str, answered: set[str]) -> bool:
        may = vote.way == "secret" and vote.state == "open" and seat in vote.roll - vote.voted
        return may and answered == self.asked(vote, seat)

    def may_write(self, seat: str, names: set[str]) -> bool:
        in_writing = any(one.way == "written" for one in self.unfinished)
        open_to = self.may_be_written(seat)
        return self.live and (seat not in self.present or in_writing) and bool(names) and names <= open_to

    def may_be_written(self, seat: str) -> set[str]:
        """Of what the room does not vote on at this moment."""
        voted_on = {name for one in self.rounds if one.state == "open" and one.way != "written" for name in one.cases}
        return {name for name in self.on_table() if name not in voted_on and seat not in self.barred(name)}

    def awaited(self, vote: Vote) -> set[str]:
        return {
            seat for name in vote.cases for seat in set(SEATS) - self.barred(name) if (seat, name) not in self.written
        }

    def may_count(self, vote: Vote, *, has_reason: bool) -> bool:
        if vote.state != "open":
            return False
        if vote.way == "hands":
            return bool(vote.sheets)
        if vote.way == "paper":
            return len(vote.sheets) >= 2 and len(set(vote.sheets.values())) == 1
        left = self.awaited(vote) if vote.way == "written" else vote.roll - vote.voted
        return has_reason or not left

    # --- what an act does

    def opened(self, vote: Vote) -> None:
        vote.state = "open"
        vote.frozen = {name: self.figures(name, vote) for name in vote.cases}
        vote.roll = set().union(*(self.voters(name, vote.way) for name in vote.cases))
        vote.box = {name: Counter() for name in vote.cases}

    def counted(self, vote: Vote) -> None:
        for name in vote.cases:
            given = dict(next(iter(vote.sheets.values())))[name] if vote.sheets else vote.box[name]
            total = Counter(dict(given)) + Counter(self.opinions(name, vote.way).values())
            needed, _, base = vote.frozen[name]
            share = {"LDTT": Fraction(1, 2), "CSTDCS": Fraction(4, 5)}[self.cases[name].award]
            exact = Fraction(total["agree"], base)
            passed = exact > share if self.cases[name].award == "LDTT" else exact >= share
            assert passed == (total["agree"] >= needed)
            vote.result[name] = (*(total[choice] for choice in CHOICES), passed)
            self.cases[name].place = "recommended" if passed else "not_recommended"
            self.cases[name].counted_here = True
        vote.state = "counted"

    def adjourned(self) -> list[str]:
        """The cases left over."""
        left = self.on_table()
        self.rounds = [one for one in self.rounds if one.state == "counted"]
        for name in left:
            self.cases[name].place = "verified"
        self.state = "adjourned"
        return left

    def continued(self, left: list[str]) -> "Room":
        """A new session with what was left, and what was said of it; who is here is called anew."""
        new = Room(list(self.cases.values()))
        for case in self.cases.values():
            case.counted_here = False
            case.place = "tabled" if case.name in left else case.place
        new.said = {seat: names & set(left) for seat, names in self.said.items()}
        new.out = {(seat, name) for seat, name in self.out if name in left}
        new.written = {key: said for key, said in self.written.items() if key[1] in left}
        new.tellers = list(self.tellers)
        return new
