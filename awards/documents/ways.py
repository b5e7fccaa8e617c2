"""How rounds were voted on, in the words of every paper: the way, the base of shares, what was needed, who counted."""

from collections.abc import Iterable, Sequence

from awards.electorate import rounding_words, threshold_words
from awards.models import CouncilSession, Question, Round, Teller
from thidua.vietnamese import lower_first, two_digits

SECRET, PAPER, HANDS, WRITTEN = Round.Way
WHOLE = "tổng số thành viên Hội đồng"
LESS = "số thành viên Hội đồng không tính người tạm lánh"
CHOICES = ("agree", "disagree", "no_opinion")


def sentence(text: str) -> str:
    """What somebody wrote, without the stop with which they may have ended it."""
    return text.strip().rstrip(" .;,")


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


def _numbers(rounds: Iterable[Round]) -> str:
    return f"lượt {', '.join(str(one.ordinal) for one in rounds)}"


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


def heading(title: str, questions: Iterable[Question], of_all: int) -> str:
    """The title of a column with shares, as it is true of all these cases."""
    if any(leaves_out(question, of_all) for question in questions):
        return title.replace("Tổng số thành viên", "Số thành viên tính tỷ lệ").replace(
            "tổng số thành viên", "số thành viên tính tỷ lệ"
        )
    return title


# --- what was needed


def need_words(question: Question, of_all: int) -> str:
    """“trên 50% tổng số thành viên Hội đồng”, of the base of this case."""
    words = threshold_words(question.threshold)
    return words.replace(WHOLE, LESS) if leaves_out(question, of_all) else words


def needed_words(questions: Iterable[Question]) -> str:
    """“3/5 phiếu”, “3/5 hoặc 3/4 phiếu” where the bases of the cases differ."""
    found = dict.fromkeys(f"{question.needed}/{question.members}" for question in questions)
    return f"{' hoặc '.join(found)} phiếu"


def roundings(questions: Iterable[Question]) -> list[str]:
    """How each number of votes needed comes about, once for each threshold and base."""
    return list(dict.fromkeys(rounding_words(q.members, q.threshold) for q in questions))


# --- turnout


def written_of(question: Question) -> int:
    """How many of its votes were written opinions."""
    return sum(getattr(question, f"written_{choice}") for choice in CHOICES)


def votes_of(question: Question) -> int:
    return sum(getattr(question, choice) for choice in CHOICES)


def written_words(questions: Sequence[Question]) -> str:
    """“01”; where cases differ “01 ở trường hợp số 1, 3; 00 ở trường hợp số 2”."""
    by_number: dict[int, list[str]] = {}
    for question in questions:
        by_number.setdefault(written_of(question), []).append(str(question.ordinal))
    if len(by_number) == 1:
        return two_digits(next(iter(by_number)))
    return "; ".join(f"{two_digits(n)} ở trường hợp số {', '.join(cases)}" for n, cases in by_number.items())


def turnout_words(round_: Round) -> str:
    """In a sentence of the minutes; figures as they were when it was counted."""
    if round_.way == PAPER:
        valid = round_.collected - round_.invalid
        slips = f"phát ra {round_.issued}, thu về {round_.collected}, hợp lệ {valid}, không hợp lệ {round_.invalid}"
        return f"phiếu {slips}"
    if round_.way == HANDS:
        return f"{round_.voters} người biểu quyết"
    if round_.way == WRITTEN:
        return f"{round_.voted}/{round_.voters} thành viên gửi ý kiến"
    return f"đã bỏ phiếu {round_.voted}/{round_.voters}"


def reasons(round_: Round) -> list[str]:
    """Everything about a round that somebody had to explain, each a sentence."""
    unfinished = "chưa gửi ý kiến" if round_.way == WRITTEN else "chưa bỏ"
    told = (
        ("Bỏ phiếu lại, lý do", round_.reason),
        ("Lý do chọn cách biểu quyết", round_.way_reason),
        ("Lý do không tính người tạm lánh", round_.base_reason),
        (f"Kiểm phiếu khi còn người {unfinished}, lý do", round_.early_count_reason),
    )
    return [f"{label}: {sentence(text)}." for label, text in told if text.strip()]


# --- who counted


def tellers_of(session: CouncilSession) -> list[Teller]:
    return list(session.tellers.select_related("seat__staff_member").order_by("ordinal"))


def board_lines(tellers: Iterable[Teller]) -> list[str]:
    """Head first, a line each: “Trưởng ban: Nguyễn Văn A”."""
    return [f"{'Ủy viên' if place else 'Trưởng ban'}: {teller}" for place, teller in enumerate(tellers)]
