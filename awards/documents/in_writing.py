"""Opinions in writing, as the council's papers tell them: who gave one and where it counts, never what it said."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from awards.documents import ways
from awards.documents.room import Room
from awards.models import CouncilSession, Question, Roll, Round, WrittenOpinion
from thidua.vietnamese import two_digits

Writers = Mapping[int, list[int]]  # question → seats, in the order of the council
KEPT = "Phiếu lấy ý kiến đã ký lưu cùng biên bản."


def writers_of(sitting: Room, questions: Iterable[Question], barred: Mapping[int, set[int]]) -> Writers:
    """Whose opinion was counted with each question, in two queries; `barred`: electorate.barred_seats.

    An opinion counts of whoever does not vote in the room and does not step out. Where that does not give the number
    that was counted, nobody is named.
    """
    wrote, rolls = _opinions(sitting.session), _rolls(sitting.session)
    found = {}
    for question in questions:
        out = barred[question.nomination_id] | rolls[question.round_id]
        seats = [seat.pk for seat in sitting.seats if seat.pk in wrote[question.nomination_id] - out]
        found[question.pk] = seats if len(seats) == ways.written_of(question) else []
    return found


def _opinions(session: CouncilSession) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = WrittenOpinion.objects.filter(paper__session=session)
    for nomination, seat in rows.values_list("nomination_id", "paper__seat_id"):
        found[nomination].add(seat)
    return found


def _rolls(session: CouncilSession) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for round_, seat in Roll.objects.filter(round__session=session).values_list("round_id", "seat_id"):
        found[round_].add(seat)
    return found


def gave_while_away(session: CouncilSession, writers: Writers, questions: Iterable[Question]) -> set[int]:
    """Seats that wrote about a case of no round held in writing, or whose opinion counts with a vote in the room.

    Of such a case only somebody who is not there gives an opinion on paper.
    """
    by_paper = Question.objects.filter(round__session=session, round__way=Round.Way.WRITTEN).values("nomination")
    others = WrittenOpinion.objects.filter(paper__session=session).exclude(nomination__in=by_paper)
    in_the_room = {seat for q in questions if q.round.way != Round.Way.WRITTEN for seat in writers[q.pk]}
    return in_the_room | set(others.values_list("paper__seat_id", flat=True))


def kept_words(session: CouncilSession, seats: Collection[int] | None = None) -> str:
    """“ Phiếu … lưu cùng biên bản.” where the program has the signed copy of each (`seats`: of theirs), else ""."""
    papers = session.opinion_papers.filter(attachment=None, opinions__isnull=False)
    return "" if (papers if seats is None else papers.filter(seat__in=seats)).exists() else f" {KEPT}"


def counted(questions: Sequence[Question], writers: Writers, sitting: Room) -> str:
    """“01 (Phùng Thị Nga)”; where cases differ “01 ở trường hợp số 1-24 (Phùng Thị Nga); 00 ở trường hợp số 25”."""
    alike: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    for question in questions:
        alike.setdefault((ways.written_of(question), tuple(writers[question.pk])), []).append(question.ordinal)
    parts = []
    for (number, seats), cases in alike.items():
        where = f" ở trường hợp số {runs(cases)}" if len(alike) > 1 else ""
        parts.append(f"{two_digits(number)}{where}{_named(seats, sitting)}")
    return "; ".join(parts)


def answered(questions: Sequence[Question], writers: Writers, sitting: Room) -> str:
    """Of a round held in writing: who gave an opinion on any of its cases."""
    gave = {seat for question in questions for seat in writers[question.pk]}
    return ", ".join(sitting.name_of(seat) for seat in sitting.seats if seat.pk in gave)


def _named(seats: Iterable[int], sitting: Room) -> str:
    names = [sitting.name_of(seat) for seat in sitting.seats if seat.pk in set(seats)]
    return f" ({', '.join(names)})" if names else ""


def runs(numbers: Iterable[int]) -> str:
    """“1-3, 5”."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)
