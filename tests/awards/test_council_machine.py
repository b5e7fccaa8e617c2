"""A session of the council as Hypothesis plays it, step by step beside a room written by hand (council_model.py).

For long: EXAMPLES=200 .venv/bin/python -m pytest tests/awards/test_council_machine.py
"""

import os
import sys
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from awards import (
    attending,
    continuing,
    convening,
    declaring,
    lowering,
    nominating,
    preparing,
    presiding,
    tallying,
    voting,
    written_opinions,
)
from awards.models import Box, Nomination, Question, Roll, Round, Teller
from awards.preparing import Terms
from awards.tallying import Slips
from campaigns.models import Award
from tests.awards.council_model import CHOICES, SEATS, Case, Room, Vote
from tests.awards.meeting import DAY, explain_all, make_session, seats_by_name
from tests.factories import make_nomination
from thidua import pdf
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db
SEAT, CHOICE = st.sampled_from(SEATS), st.sampled_from(CHOICES)
CASE, WAY = (
    st.sampled_from(["Hoa", "Ẵm", "Minh", "Bình"]),
    st.sampled_from(["secret", "paper", "hands", "written"]),
)
OFTEN = st.sampled_from([True, True, True, False])


DONE: Counter = Counter()  # how often each act went through


class Council(RuleBasedStateMachine):
    """`given` is set by the test: the cast, the campaign, the council."""

    given = None

    @initialize(early=OFTEN, away=st.sets(SEAT, max_size=1))
    def begin(self, early, away) -> None:
        self.tick = 0
        self.block = transaction.atomic()
        self.block.__enter__()
        school = self.given.school
        self.chair = school.rector.user
        self.session = make_session(self.given.campaign, self.given.council)
        self.seats = seats_by_name(self.session)
        self.rows = {
            "Hoa": self._dossier(school.lecturer),
            "Ẵm": self._dossier(school.lecturer2),
            "Minh": self._dossier(school.head),
            "Bình": self._dossier(school.stranger, "CSTDCS"),
        }
        owners, awards = {"Minh": "Minh"}, {"Bình": "CSTDCS"}
        self.room = Room([Case(name, awards.get(name, "LDTT"), owners.get(name, "")) for name in self.rows])
        self.rounds: list[Round] = []
        self.frozen: dict[int, list] = {}
        for name in ("Hoa", "Ẵm", "Bình"):
            self.put_on_the_table(name)
        if early:
            self.call_the_roll(away)
            if "Quang" in away:
                self.somebody_presides("Thu")
            self.convene()
            self.nobody_else_steps_out()

    def teardown(self) -> None:
        if hasattr(self, "block"):
            self.nothing_counted_has_changed()
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    def _dossier(self, person, award="LDTT") -> Nomination:
        fields = {"received_on": DAY - timedelta(days=10), "rule_set": "A", "post": "Giảng viên"}
        verified = Nomination.Status.VERIFIED
        return make_nomination(self.given.campaign, person, self.given.school.faculty, award, status=verified, **fields)

    def attempt(self, may: bool, act) -> bool:
        """The act is refused where the room by hand says so, and only there; a refused one leaves nothing."""
        try:
            with transaction.atomic():
                act()
        except Refused as refused:
            if may:
                raise AssertionError("the room by hand allows this") from refused
            return False
        assert may, "this should have been refused"
        DONE[sys._getframe(1).f_code.co_name] += 1
        return True

    def fresh(self, name: str) -> Nomination:
        return Nomination.objects.get(pk=self.rows[name].pk)

    # --- the session

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(away=st.sets(SEAT, max_size=2))
    def call_the_roll(self, away) -> None:
        present = set(SEATS) - away
        keys = {self.seats[seat].pk for seat in present}
        may = self.room.live and self.room.open is None
        if self.attempt(may, lambda: attending.call_roll(self.session, present=keys, reasons={}, by=self.chair)):
            self.room.present, self.room.called = present, True

    @precondition(lambda self: self.room.state == "planned")
    @rule()
    def convene(self) -> None:
        may = self.room.called and len(self.room.present) >= 4 and self.room.presiding in self.room.present
        if self.attempt(may, lambda: convening.convene(self.session, by=self.chair)):
            self.room.state = "convened"

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(seat=SEAT)
    def somebody_presides(self, seat) -> None:
        def act() -> None:
            if seat == "Quang":
                presiding.take_back(self.session, reason="Đã về", by=self.chair)
            else:
                presiding.hand_over(self.session, seat=self.seats[seat], reason="Chủ tịch vắng", by=self.chair)

        if self.attempt(self.room.may_preside(seat), act):
            self.room.presiding = seat

    @precondition(lambda self: self.room.rounds)
    @rule()
    def adjourn_and_go_on(self) -> None:
        explain_all(self.session, by=self.chair)
        may = self.room.state == "convened" and self.room.open is None
        if not self.attempt(may, lambda: convening.adjourn(self.session, reason="Mất điện", by=self.chair)):
            return
        self.nothing_counted_has_changed()
        left, at = self.room.adjourned(), self.session.planned_for + timedelta(days=1)
        new = continuing.continue_in(self.session, planned_for=at, place="Phòng họp B", by=self.chair)
        self.attempt(False, lambda: continuing.continue_in(self.session, planned_for=at, place="C", by=self.chair))
        self.session, self.room, self.rounds = new, self.room.continued(left), []

    @precondition(lambda self: len(self.room.rounds) > 1)
    @rule()
    def close(self) -> None:
        explain_all(self.session, by=self.chair)
        may = self.room.state == "convened" and not self.room.unfinished
        if self.attempt(may, lambda: convening.close(self.session, by=self.chair)):
            self.room.adjourned()
            self.room.state = "closed"
            self.nothing_counted_has_changed()

    # --- the table, and who steps out

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(name=CASE)
    def put_on_the_table(self, name) -> None:
        may = self.room.live and self.room.cases[name].place == "verified"
        if self.attempt(may, lambda: nominating.table(self.fresh(name), self.session, by=self.chair)):
            self.room.cases[name].place = "tabled"

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(name=CASE)
    def take_off_the_table(self, name) -> None:
        may = self.room.cases[name].place == "tabled" and not self.room.waits(name)
        if self.attempt(may, lambda: nominating.untable(self.fresh(name), reason="Thiếu hồ sơ", by=self.chair)):
            self.room.cases[name].place = "verified"

    @precondition(lambda self: self.room.undeclared(self.room.on_table()))
    @rule()
    def nobody_else_steps_out(self) -> None:
        asked = self.room.to_declare()
        left = self.room.undeclared(asked)
        may = self.room.live and self.room.open is None and bool(left)
        if self.attempt(may, lambda: declaring.declare_rest(self.session, by=self.chair)):
            for seat in left:
                self.room.said[seat] = self.room.said.get(seat, set()) | set(asked)

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(seat=SEAT, names=st.sets(CASE, max_size=1))
    def declare(self, seat, names) -> None:
        table = set(self.room.to_declare())
        own = any(self.room.cases[name].owner == seat for name in names)
        may = self.room.live and self.room.open is None and names <= table and not own
        steps_out = {self.rows[name].pk: "là người thân" for name in names}
        act = {"seat": self.seats[seat], "steps_out": steps_out, "stays": {}, "by": self.chair}
        if self.attempt(may, lambda: declaring.declare(self.session, **act)):
            self.room.said[seat] = self.room.said.get(seat, set()) | table
            anew = {name for name in table if not self.room.cases[name].counted_here}
            self.room.out = {one for one in self.room.out if one[0] != seat or one[1] not in anew}
            self.room.out |= {(seat, name) for name in names}

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(seat=SEAT, name=CASE)
    def recuse(self, seat, name) -> None:
        vote = self.room.open
        may = self.room.live and name in self.room.here() and seat not in self.room.barred(name)
        may = may and not (vote and name in vote.cases)
        act = {"seat": self.seats[seat], "nomination": self.fresh(name), "reason": "là người thân", "by": self.chair}
        if self.attempt(may, lambda: declaring.recuse(self.session, **act)):
            self.room.out.add((seat, name))

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(name=CASE)
    def put_a_lower_title(self, name) -> None:
        case = self.room.cases[name]
        may = self.room.state == "convened" and case.name in self.room.here() and case.place != "recommended"
        may = may and name == "Bình" and "Bình thấp" not in self.rows
        act = {"award": Award.objects.get(pk="LDTT"), "by": self.chair}
        made: list[Nomination] = []
        if self.attempt(may, lambda: made.append(lowering.put_lower(self.fresh(name), **act))):
            self.rows["Bình thấp"] = made[0]
            self.room.cases["Bình thấp"] = Case("Bình thấp", place="tabled")

    # --- rounds

    @rule(data=st.data(), way=WAY, leaves_out=st.booleans(), choice=CHOICE, agree=st.integers(0, 5))
    def a_whole_vote(self, data, way, leaves_out, choice, agree) -> None:
        """So that there is something to go wrong afterwards."""
        if self.room.open is None:
            self.prepare(data, way, True, True, leaves_out, True)
        if self.room.open:
            self.everybody_left_votes(data, choice, agree, 0)

    @precondition(lambda self: len(self.room.unfinished) < 2)
    @rule(data=st.data(), way=WAY, again=OFTEN, terms=OFTEN, leaves_out=st.booleans(), sensible=OFTEN)
    def prepare(self, data, way, again, terms, leaves_out, sensible) -> None:
        pool = [name for name in self.room.here() if not self.room.waits(name)] if sensible else []
        pool = [name for name in pool if self.room.cases[name].award == self.room.cases[pool[-1]].award]
        pool = pool or sorted(self.rows)
        names = data.draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
        may = self.room.may_prepare(names, way, has_reason=again, has_terms=terms, leaves_out=leaves_out)
        why = "Theo đề nghị của Hội đồng" if terms else ""
        asked = Terms(way, why, leaves_out, why)
        cases = [self.fresh(name) for name in names]
        made: list[Round] = []
        act = {"nominations": cases, "reason": "Có ý kiến mới" if again else "", "terms": asked, "by": self.chair}
        if self.attempt(may, lambda: made.append(preparing.prepare_round(self.session, **act))):
            self.rounds += made
            self.room.rounds.append(Vote(names, way, leaves_out))
            if sensible:
                if way == "paper" and len(self.room.tellers) < 2:
                    self.appoint_tellers([seat for seat in SEATS if seat in self.room.present][:2])
                self.nobody_else_steps_out()
                self._open(len(self.rounds) - 1)

    @precondition(lambda self: self.room.unfinished)
    @rule(data=st.data())
    def drop(self, data) -> None:
        number, vote = self._one(data)
        if self.attempt(vote.state == "pending", lambda: preparing.discard_round(self.rounds[number], by=self.chair)):
            del self.rounds[number], self.room.rounds[number]

    def _one(self, data) -> tuple[int, Vote]:
        number = data.draw(st.integers(0, len(self.room.rounds) - 1))
        return number, self.room.rounds[number]

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(seats=st.lists(SEAT, min_size=1, max_size=3, unique=True))
    def appoint_tellers(self, seats) -> None:
        counted = {seat for one in self.room.rounds if one.state == "counted" for seat in one.sheets if seat}
        may = self.room.live and self.room.open is None and len(seats) > 1 and counted <= set(seats)
        may = may and not (self.room.called and set(seats) - self.room.present)
        rows = [self.seats[seat] for seat in seats]
        if self.attempt(may, lambda: tallying.appoint(self.session, seats=rows, by=self.chair)):
            self.room.tellers = seats

    @precondition(lambda self: self.room.unfinished)
    @rule(data=st.data())
    def open(self, data) -> None:
        self._open(self._one(data)[0])

    def _open(self, number: int) -> None:
        vote = self.room.rounds[number]
        if self.attempt(self.room.may_open(vote), lambda: voting.open_round(self.rounds[number], by=self.chair)):
            self.room.opened(vote)
            presided = Round.objects.get(pk=self.rounds[number].pk).presiding_id
            assert presided == (None if self.room.presiding == "Quang" else self.seats[self.room.presiding].pk)

    @precondition(lambda self: self.room.open)
    @rule(seat=SEAT, choice=CHOICE, right=OFTEN)
    def cast(self, seat, choice, right) -> None:
        vote = self.room.open
        number = self.room.rounds.index(vote)
        asked = self.room.asked(vote, seat) if right else set(vote.cases[:1])
        questions = self._questions(number)
        choices = {questions[name]: choice for name in asked}
        may = self.room.may_cast(vote, seat, asked)
        round_ = self.rounds[number]
        if self.attempt(may, lambda: voting.cast(round_, seat=self.seats[seat], choices=choices)):
            vote.voted.add(seat)
            for name in asked:
                vote.box[name][choice] += 1

    @precondition(lambda self: self.room.open)
    @rule(data=st.data(), choice=CHOICE, agree=st.integers(0, 5), lost=st.integers(0, 1))
    def everybody_left_votes(self, data, choice, agree, lost) -> None:
        """By the way of the round, and it is counted."""
        vote = self.room.open
        for seat in SEATS:
            if vote.way == "secret" and seat in vote.roll - vote.voted:
                self.cast(seat, data.draw(CHOICE), True)
            elif vote.way == "written":
                self.write(seat, set(vote.cases), choice)
            elif vote.way == "hands" or seat in self.room.tellers:
                self.enter_a_sheet(seat, agree, lost)
        self.count(True)

    @precondition(lambda self: self.room.open)
    @rule(seat=SEAT, agree=st.integers(0, 5), lost=st.integers(0, 1))
    def enter_a_sheet(self, seat, agree, lost) -> None:
        vote = self.room.open
        number, questions = self.room.rounds.index(vote), self._questions(self.room.rounds.index(vote))
        hands = vote.way == "hands"
        teller = None if hands else Teller.objects.filter(session=self.session, seat=self.seats[seat]).first()
        valid = len(vote.roll) - (0 if hands else lost)
        counts, fits = {}, True
        for name in vote.cases:
            voters = len(self.room.voters(name, vote.way))
            least = voters if hands else max(valid - (len(vote.roll) - voters), 0)
            total = min(valid, voters)
            counts[name] = {"agree": min(agree, total), "disagree": max(total - agree, 0), "no_opinion": 0}
            fits = fits and least <= total
        lines = {questions[name]: one for name, one in counts.items()}
        slips = None if hands else Slips(len(vote.roll), len(vote.roll), lost)
        may = vote.way in ("paper", "hands") and (hands or teller is not None) and fits
        act = {"teller": teller, "slips": slips, "lines": lines, "by": self.chair}
        if self.attempt(may, lambda: tallying.enter(self.rounds[number], **act)):
            kept = tuple((name, tuple(one.items())) for name, one in counts.items())
            vote.sheets["" if hands else seat] = (*kept, ("lost", (("papers", lost),)))

    @precondition(lambda self: self.tick % 3 == 0)
    @rule(seat=SEAT, names=st.sets(CASE, min_size=1, max_size=3), choice=CHOICE)
    def write(self, seat, names, choice) -> None:
        choices = {self.rows[name].pk: choice for name in names}
        may = self.room.may_write(seat, names)
        act = {"seat": self.seats[seat], "received_on": DAY, "choices": choices, "by": self.chair}
        if self.attempt(may, lambda: written_opinions.enter(self.session, **act)):
            replaced = {(seat, name) for name in self.room.may_be_written(seat)}
            self.room.written = {key: said for key, said in self.room.written.items() if key not in replaced}
            self.room.written |= {(seat, name): choice for name in names}

    @precondition(lambda self: self.room.open)
    @rule(early=OFTEN)
    def count(self, early) -> None:
        vote = self.room.open
        number = self.room.rounds.index(vote)
        may = self.room.may_count(vote, has_reason=early)
        reason = "Về sớm" if early else ""
        if self.attempt(may, lambda: voting.count(self.rounds[number], by=self.chair, reason=reason)):
            self.room.counted(vote)
            self._check_round(self.rounds[number], vote)
            self.frozen[self.rounds[number].pk] = self._of(self.rounds[number])

    # --- always so

    @invariant()
    def check(self) -> None:
        if not hasattr(self, "room"):
            return
        self.tick += 1
        rows = Nomination.objects.filter(pk__in=[row.pk for row in self.rows.values()])
        found = {row.pk: (row.status, row.session_id == self.session.pk) for row in rows}
        for name, row in self.rows.items():
            assert found[row.pk] == (self.room.cases[name].place, name in self.room.here()), name
        for round_, vote in zip(self.rounds, self.room.rounds, strict=True):
            if vote.state != "counted":
                self._check_round(round_, vote)

    def nothing_counted_has_changed(self) -> None:
        for pk, before in self.frozen.items():
            assert self._of(Round.objects.get(pk=pk)) == before

    def _check_round(self, round_: Round, vote: Vote) -> None:
        round_.refresh_from_db()
        assert round_.status == vote.state
        roll = dict(Roll.objects.filter(round=round_).values_list("seat__staff_member__full_name", "voted"))
        assert {name.split()[-1] for name in roll} == vote.roll
        assert {name.split()[-1] for name, voted in roll.items() if voted} == vote.voted
        names = {pk: name for name, pk in self._questions(self.rounds.index(round_)).items()}
        for question in Question.objects.filter(round=round_):
            name = names[question.pk]
            if vote.frozen:
                assert (question.needed, question.possible, question.members) == vote.frozen[name]
            if vote.way == "secret" and vote.frozen:
                box = Counter(dict(Box.objects.filter(question=question, count__gt=0).values_list("choice", "count")))
                asked = [seat for seat in vote.voted if name in self.room.asked(vote, seat)]
                assert (box, box.total()) == (vote.box[name], vote.box[name].total())
                assert vote.state == "counted" or box.total() == len(asked)
            if vote.state == "counted":
                found = (question.agree, question.disagree, question.no_opinion, question.passed)
                assert found == vote.result[name]
                assert sum(found[:3]) <= question.members
                assert question.passed == (question.agree >= question.needed)

    def _questions(self, number: int) -> dict[str, int]:
        names = {row.pk: name for name, row in self.rows.items()}
        rows = Question.objects.filter(round=self.rounds[number]).values_list("nomination", "pk")
        return {names[nomination]: pk for nomination, pk in rows}

    def _of(self, round_: Round) -> list:
        rows = [list(Round.objects.filter(pk=round_.pk).values())]
        for model, path in ((Question, "round"), (Roll, "round"), (Box, "question__round")):
            rows.append(list(model.objects.filter(**{path: round_}).order_by("pk").values()))
        return rows


def test_the_room_does_what_the_room_by_hand_does(school, campaign, council, clock_at, monkeypatch):
    DONE.clear()
    clock_at(DAY)
    monkeypatch.setattr(pdf, "render", lambda paper: b"%PDF-1.7 minutes %%EOF")
    Council.given = SimpleNamespace(school=school, campaign=campaign, council=council)
    run_state_machine_as_test(
        Council,
        settings=settings(
            max_examples=int(os.environ.get("EXAMPLES", "9")),
            stateful_step_count=25,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    often = {"cast": 8, "prepare": 5, "_open": 5, "count": 5, "appoint_tellers": 2, "enter_a_sheet": 2}
    assert {act: DONE[act] for act in often if DONE[act] < often[act]} == {}
