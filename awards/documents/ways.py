"""How rounds were voted on, in the words of every paper: the way, the base of shares, what was needed, who counted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from awards.documents.room import Room
from awards.electorate import barred_seats, noun_of, rounding_words, threshold_words
from awards.models import CouncilSession, CountSheet, Question, Round, Seat
from thidua.audit import history_of
from thidua.vietnamese import lower_first, two_digits

SECRET, PAPER, HANDS, WRITTEN = Round.Way
WHOLE = "tổng số thành viên Hội đồng"
LESS = "số thành viên Hội đồng không tính người tạm lánh"
CHOICES = ("agree", "disagree", "no_opinion")


def sentence(text: str) -> str:
    """What somebody wrote, without the stop with which they may have ended it."""
    return text.strip().rstrip(" .;,")


def inside(text: str) -> str:
    """The same in one line; its first letter as it was written: whether a word is a name no program knows."""
    return " ".join(sentence(text).split())


def way_words(round_: Round) -> str:
    """“bỏ phiếu kín trên phần mềm”, inside a sentence."""
    return lower_first(round_.get_way_display())


def rounds_of(questions: Iterable[Question]) -> list[Round]:
    """Each once, in their order."""
    return list({question.round_id: question.round for question in questions}.values())


def title_of(rounds: Iterable[Round]) -> str:
    """What the votes together are called."""
    return "Bỏ phiếu kín" if all(one.way in Round.SECRET_WAYS for one in rounds) else "Biểu quyết"


def ways_words(rounds: Sequence[Round]) -> str:
    """“bỏ phiếu kín trên phần mềm (lượt 1, 3), biểu quyết giơ tay (lượt 2)”; of one way without the numbers."""
    by_way: dict[str, list[Round]] = {}
    for one in rounds:
        by_way.setdefault(one.way, []).append(one)
    if len(by_way) == 1:
        return way_words(rounds[0])
    return ", ".join(f"{way_words(group[0])} ({_numbers(group)})" for group in by_way.values())


def by_round(told: Sequence[tuple[Round, str]]) -> str:
    """“06/07”; where rounds differ “06/07 (lượt 1), 07/07 (lượt 2)”."""
    alike: dict[str, list[Round]] = {}
    for one, words in told:
        alike.setdefault(words, []).append(one)
    if len(alike) == 1:
        return next(iter(alike))
    return ", ".join(f"{words} ({_numbers(group)})" for words, group in alike.items())


def _numbers(rounds: Iterable[Round]) -> str:
    return f"lượt {', '.join(str(one.ordinal) for one in rounds)}"


def unopened_words(rounds: Iterable[Round]) -> str:
    """“lượt 2, 4” where the numbers of those held leave a gap, else ""."""
    held = {one.ordinal for one in rounds}
    gaps = [str(number) for number in range(1, max(held)) if number not in held]
    return f"lượt {', '.join(gaps)}" if gaps else ""


# --- the base of shares


def leaves_out(question: Question, of_all: int) -> bool:
    """Whether who steps out is not counted in the base, by the round's terms or by the rule; `of_all`: seats filled."""
    return question.round.leaves_out_recused or question.members < of_all


def base_words(questions: Sequence[Question], of_all: int) -> str:
    """Of what whole the shares are, true for each of these cases."""
    less = rounds_of(question for question in questions if leaves_out(question, of_all))
    if not less:
        return f"{WHOLE}, kể cả thành viên vắng mặt và thành viên không biểu quyết"
    if len(less) == len(rounds_of(questions)):
        return f"{LESS}, kể cả thành viên vắng mặt"
    return (
        f"{WHOLE}, kể cả thành viên vắng mặt và thành viên không biểu quyết; riêng {_numbers(less)} tính trên {LESS}, "
        "kể cả thành viên vắng mặt"
    )


def heading(title: str, questions: Sequence[Question], of_all: int) -> str:
    """The title of a column with votes or shares, as it is true of all these cases."""
    if not all(question.round.way in Round.SECRET_WAYS for question in questions):
        title = title.replace("Số phiếu đồng ý", "Số đồng ý").replace("Số phiếu cần", "Số đồng ý cần có")
    if any(leaves_out(question, of_all) for question in questions):
        return title.replace("Tổng số thành viên", "Số thành viên tính tỷ lệ").replace(
            "tổng số thành viên", "số thành viên tính tỷ lệ"
        )
    return title


# --- votes and what was needed; counts with two digits, as papers write them (documents.md)


def fraction(number: int, whole: int) -> str:
    """“05/09”."""
    return f"{two_digits(number)}/{two_digits(whole)}"


def agreed(question: Question) -> str:
    return fraction(question.agree, question.members)


def agreed_words(question: Question) -> str:
    """“05/09 phiếu đồng ý”, “07/07 thành viên đồng ý” where there were no ballots."""
    return f"{agreed(question)} {noun_of(question.round.way)} đồng ý"


def need_words(question: Question, of_all: int) -> str:
    """“trên 50% tổng số thành viên Hội đồng”, of the base of this case."""
    words = threshold_words(question.threshold)
    return words.replace(WHOLE, LESS) if leaves_out(question, of_all) else words


def needed_words(questions: Sequence[Question]) -> str:
    """Of a round: “03/05 phiếu”, “03/05 hoặc 03/04 phiếu” where the bases of the cases differ."""
    found = dict.fromkeys(fraction(question.needed, question.members) for question in questions)
    return f"{' hoặc '.join(found)} {noun_of(questions[0].round.way)}"


def roundings(questions: Sequence[Question]) -> list[str]:
    """How each number of votes needed comes about, once for each threshold and base."""
    noun = "phiếu" if all(q.round.way in Round.SECRET_WAYS for q in questions) else "thành viên"
    return list(dict.fromkeys(rounding_words(q.members, q.threshold, noun, two_digits) for q in questions))


def need_title(questions: Iterable[Question]) -> str:
    slips = all(question.round.way in Round.SECRET_WAYS for question in questions)
    return "Số phiếu đồng ý cần có:" if slips else "Số đồng ý cần có:"


# --- turnout


def written_of(question: Question) -> int:
    """How many of its votes were written opinions."""
    return sum(getattr(question, f"written_{choice}") for choice in CHOICES)


def votes_of(question: Question) -> int:
    return sum(getattr(question, choice) for choice in CHOICES)


def present_at(round_: Round, questions: Sequence[Question], sitting: Room) -> set[int]:
    """Seats here when the round was opened: on its roll, or here and with no case of it to vote on."""
    barred = barred_seats(round_.session, [q.nomination for q in questions], sitting.seats)
    of_all = set.intersection(*barred.values())
    on_roll = set(round_.roll.values_list("seat_id", flat=True))
    return on_roll | (of_all & {seat.pk for seat in sitting.here})


def turnout_words(round_: Round) -> str:
    """In a sentence of the minutes; figures as they were when it was counted."""
    if round_.way == PAPER:
        valid = round_.collected - round_.invalid
        issued, collected, valid, invalid = map(two_digits, (round_.issued, round_.collected, valid, round_.invalid))
        return f"phiếu phát ra {issued}, thu về {collected}, hợp lệ {valid}, không hợp lệ {invalid}"
    if round_.way == HANDS:
        return f"{two_digits(round_.voters)} người biểu quyết"
    done = fraction(round_.voted, round_.voters)
    return f"{done} thành viên gửi ý kiến" if round_.way == WRITTEN else f"đã bỏ phiếu {done}"


def reasons(round_: Round) -> list[str]:
    """Everything about a round that somebody had to explain, each a sentence."""
    told = (
        ("Bỏ phiếu lại, lý do", round_.reason),
        ("Lý do chọn cách biểu quyết", round_.way_reason),
        ("Lý do không tính người tạm lánh", round_.base_reason),
    )
    found = [f"{label}: {sentence(text)}." for label, text in told if text.strip()]
    return [*found, *filter(None, [early_words(round_)])]


def early_words(round_: Round) -> str:
    """Why it was counted before everybody had voted; "" where everybody had."""
    if not (why := sentence(round_.early_count_reason)):
        return ""
    return f"Kiểm phiếu khi còn người {'chưa gửi ý kiến' if round_.way == WRITTEN else 'chưa bỏ'}, lý do: {why}."


def unheard_words(round_: Round) -> str:
    """What a member did not do whose opinion is not in the result, though they were asked."""
    if round_.way == WRITTEN:
        return "thành viên chưa gửi ý kiến"
    return f"thành viên có mặt {'không có phiếu hợp lệ' if round_.way == PAPER else 'chưa bỏ phiếu'}"


# --- when


def times_of(round_: Round) -> dict[str, datetime]:
    """“open”, “count” → when that was done. Of papers neither is told: when they were counted the tellers know."""
    if round_.way == PAPER:
        return {}
    acts = {f"round.{act}": act for act in ("open", "count")}
    found = history_of(round_).filter(verb__in=acts).order_by("pk").values_list("verb", "at")
    return {acts[verb]: at for verb, at in found}


# --- who counted


class OnBoard(NamedTuple):
    """A member of the Ban kiểm phiếu of one round. `place`: 1 for its head; `entered`: a sheet of the round."""

    seat: Seat
    place: int
    entered: bool

    def __str__(self) -> str:
        return str(self.seat.staff_member)

    @property
    def line(self) -> str:
        """“Trưởng ban: Nguyễn Văn A”."""
        return f"{'Trưởng ban' if self.place == 1 else 'Ủy viên'}: {self}"


def boards_of(session: CouncilSession) -> dict[int, list[OnBoard]]:
    """Round of ballots → its Ban kiểm phiếu as it was then, the head first.

    A round that kept none (Round.board: those of before it was kept) has who entered its sheets, by their place now.
    """
    kept = dict(session.rounds.filter(way__in=Round.SECRET_WAYS).values_list("pk", "board"))
    places = {pk: {int(seat): place for seat, place in board.items()} for pk, board in kept.items()}
    sheets = CountSheet.objects.filter(round__in=kept, teller__isnull=False)
    entered = set()
    for pk, seat, place in sheets.values_list("round", "teller__seat", "teller__ordinal"):
        entered.add((pk, seat))
        places[pk].setdefault(seat, place)
    seats = Seat.objects.select_related("staff_member").in_bulk({seat for board in places.values() for seat in board})
    return {
        pk: [
            OnBoard(seats[seat], place, (pk, seat) in entered)
            for seat, place in sorted(board.items(), key=lambda one: one[1])
        ]
        for pk, board in places.items()
    }


def board_of(round_: Round) -> list[OnBoard]:
    return boards_of(round_.session).get(round_.pk, [])


def board_items(rounds: Iterable[Round], boards: Mapping[int, list[OnBoard]]) -> Iterator[tuple[str, str]]:
    """“Ban kiểm phiếu (lượt 2, 3):” and who they were; of rounds without one nothing."""
    alike: dict[str, list[Round]] = {}
    for one in rounds:
        if board := "; ".join(member.line for member in boards.get(one.pk, [])):
            alike.setdefault(board, []).append(one)
    return ((f"Ban kiểm phiếu ({_numbers(group)}):", f"{board}.") for board, group in alike.items())
