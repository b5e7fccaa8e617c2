"""Rounds: open, cast, count. No single ballot of a secret round is stored anywhere (docs/secrecy.md).

Locks: first the session, then the round, then the dossiers; a vote locks its round alone.
"""

from collections.abc import Mapping
from secrets import SystemRandom
from typing import Any

from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from awards import (
    attending,
    ballot_box,
    declaring,
    electorate,
    nominating,
    preparing,
    reassessing,
    secrecy,
    tally,
    tallying,
    written_opinions,
)
from awards.electorate import Figures, RollCall
from awards.eligibility.parameters import parse_threshold
from awards.models import Box, Choice, CouncilSession, Nomination, Question, Roll, Round, Seat
from awards.preparing import DECIDED, TABLED
from thidua.vietnamese import lower_first, upper_first
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

PENDING, OPEN, COUNTED = Round.Status

MOVES = {
    "open": Move(frozenset({PENDING}), OPEN, "mở bỏ phiếu"),
    "count": Move(frozenset({OPEN}), COUNTED, "kiểm phiếu"),
}
Way = Round.Way
NAMED = 5  # so many a sentence names
ANEW = "bấm “Bỏ lượt này” rồi lập lượt khác không tính người tạm lánh, có ghi lý do"
NO_WAY = "bấm “Bỏ lượt này” và để trường hợp này xét ở phiên họp khác"
FEWEST = 3  # votes a box must be able to hold, or the totals name the voters

# --- open


def questions_of(round_: Round) -> QuerySet[Question]:
    return round_.questions.select_related(
        *(f"nomination__{path}" for path in ("award", "unit", "staff_member", "department", "phase", "movement"))
    )


def why_not_open(
    round_: Round, figures: Mapping[int, Figures] | None = None, questions: list[Question] | None = None
) -> str:
    """`figures`, `questions`: of the round, where the caller has asked already."""
    refused = why_not_move(round_, MOVES, "open")
    if refused:
        return refused
    session = round_.session
    if session.status != CouncilSession.Status.CONVENED:
        return f"Chưa mở bỏ phiếu được vì phiên họp {session.state_in_words}; chỉ bỏ phiếu khi đang họp."
    if other := session.rounds.filter(status=OPEN).first():
        return (
            f"Lượt {other.ordinal} {lower_first(other.state_in_words)}; {_ended(other)} lượt đó rồi mới mở lượt khác."
        )
    nominations = [question.nomination for question in questions or questions_of(round_)]
    roll_call = electorate.roll_call_of(session)
    waiting = attending.why_no_quorum(roll_call, "mở bỏ phiếu") or _why_not_on_open(round_, nominations)
    if waiting := waiting or _why_undeclared(session, nominations, roll_call) or _why_no_tellers(round_):
        return waiting
    figures = figures or electorate.figures_of(session, nominations, round_)
    return next(filter(None, (_why_not_enough(round_, n, figures[n.pk]) for n in nominations)), "")


def _why_not_on_open(round_: Round, nominations: list[Nomination]) -> str:
    session = round_.session
    for nomination in nominations:
        if nomination.session_id != session.pk or nomination.status not in (TABLED, *DECIDED):
            return f"{nomination} không còn trên bàn phiên họp này; bỏ lượt này rồi lập lượt khác."
    return preparing.why_wait(session, nominations) or preparing.why_sets_differ(session, nominations, round_.way)


def _ended(round_: Round) -> str:
    return "kiểm phiếu" if round_.way in Round.SECRET_WAYS else "chốt kết quả"


def undeclared(session: CouncilSession, nominations: list[Nomination], roll_call: RollCall) -> list[Seat]:
    """Who is here and has not said of which of these cases they step out."""
    here = [seat for seat, line in roll_call.rows if line and line.present]
    return declaring.undeclared(session, nominations, here)


def _why_undeclared(session: CouncilSession, nominations: list[Nomination], roll_call: RollCall) -> str:
    left = undeclared(session, nominations, roll_call)
    if not left:
        return ""
    names = ", ".join(str(seat.staff_member) for seat in left[:NAMED])
    more = f" và {len(left) - NAMED} người khác" if len(left) > NAMED else ""
    return f"Chưa mở được lượt bỏ phiếu vì còn {len(left)} thành viên chưa khai xung đột lợi ích: {names}{more}."


def _why_no_tellers(round_: Round) -> str:
    if round_.way != Way.PAPER or round_.session.tellers.count() >= tallying.FEWEST_TELLERS:
        return ""
    return "Chưa mở được vì phiếu giấy do hai người trong Ban kiểm phiếu nhập kết quả; cử Ban kiểm phiếu trước."


def _why_not_enough(round_: Round, nomination: Nomination, figures: Figures) -> str:
    if figures.possible < figures.needed:
        return f"Chưa mở được: {nomination} {figures.in_words}. {_way_out(figures)}."
    if round_.way in Round.SECRET_WAYS and len(figures.voters) < FEWEST:
        away = figures.of_all - figures.barred - len(figures.voters)
        wait = "Chờ thành viên vắng mặt đến; hoặc bấm" if away else "Bấm"
        return (
            f"Chưa mở được: {nomination} chỉ có thể có {len(figures.voters)} phiếu trong hòm; dưới {FEWEST} phiếu thì "
            f"không giữ được bí mật. {wait} “Bỏ lượt này” rồi lập lượt lấy ý kiến bằng văn bản."
        )
    return ""


def _way_out(figures: Figures) -> str:
    """Only what can lift the votes there can be to those needed: by itself, else both together."""
    others = figures.of_all - figures.barred if figures.barred and figures.members == figures.of_all else 0
    of_others = tally.needed(others, parse_threshold(figures.threshold)) if others else 0
    ways = [_waiting(figures, figures.needed)]
    if others and figures.possible >= of_others:
        ways.append(ANEW)
    if not any(ways) and others and (waiting := _waiting(figures, of_others)):
        ways.append(f"{waiting}, rồi {ANEW}")
    return upper_first("; hoặc ".join(filter(None, ways)) or NO_WAY)


def _waiting(figures: Figures, needed: int) -> str:
    """ "" where it does not help that who is away comes."""
    if not figures.away or figures.possible + figures.away < needed:
        return ""
    writes = " hoặc nhập ý kiến bằng văn bản của người vắng" if figures.may_write else ""
    return f"chờ thành viên vắng mặt đến{writes}"


def open_round(round_: Round, *, by: Any) -> None:
    """Writes the figures of each case, the roll (no time, nobody's choice) and, for a ballot here, the box of zeros."""
    with acting_on(round_.session) as session, acting_on(round_):
        round_.session = session
        questions = list(questions_of(round_))
        figures = electorate.figures_of(session, [q.nomination for q in questions], round_)
        refuse(why_not_open(round_, figures))
        for question in questions:
            case = figures[question.nomination_id]
            question.threshold, question.members = case.threshold, case.members
            question.needed, question.possible = case.needed, case.possible
        Question.objects.bulk_update(questions, ["threshold", "members", "needed", "possible"])
        voters = list(set().union(*(case.voters for case in figures.values())))
        SystemRandom().shuffle(voters)
        Roll.objects.bulk_create(Roll(round=round_, seat_id=seat) for seat in voters)
        if round_.way == Way.SECRET:
            boxes = [Box(question=question, choice=choice) for question in questions for choice in Choice]
            SystemRandom().shuffle(boxes)
            Box.objects.bulk_create(boxes)
        presided = {"presiding": session.presiding} if session.presiding_id else {}  # whom its tally sheet names
        if round_.way in Round.SECRET_WAYS:
            tallying.keep_board(round_)
        move(round_, MOVES, "open", by=by, **presided)


# --- cast


def why_not_cast(round_: Round, seat: Seat) -> str:
    return _why_not_open_now(round_) or _why_not_marked(round_, seat)


def _why_not_marked(round_: Round, seat: Seat) -> str:
    voted = Roll.objects.filter(round=round_, seat=seat).values_list("voted", flat=True).first()
    if voted is None and not open_to(round_, seat):
        return "Đồng chí lánh hoặc là người được xét ở mọi trường hợp của lượt này nên không bỏ phiếu ở lượt này."
    if voted is None:
        return "Đồng chí không có trong danh sách bỏ phiếu của lượt này; báo chủ tọa nếu đang có mặt."
    return "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được." if voted else ""


def _why_not_open_now(round_: Round) -> str:
    if round_.way != Way.SECRET:
        return f"Lượt này {lower_first(round_.get_way_display())} nên không bỏ phiếu ở đây; theo hướng dẫn của chủ tọa."
    if round_.status == PENDING:
        return "Chủ tọa chưa mở bỏ phiếu lượt này; chờ trên trang bỏ phiếu."
    if round_.status == COUNTED:
        return "Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, chủ tọa mở lượt mới và ghi lý do."
    return ""


def open_to(round_: Round, seat: Seat) -> set[int]:
    """Keys of the questions this seat votes on; not the own case, not a declared one."""
    return _asked(round_, seat)[1]


def _asked(round_: Round, seat: Seat) -> tuple[list[int], set[int]]:
    """Keys of all questions of the round, and of those this seat votes on."""
    cases = ballot_box.cases_of(round_, seat)
    owners = electorate.own_cases(round_.session, cases)
    out = {case.pk for case in cases if case.has_recused or seat.staff_member_id in owners[case.pk]}
    return [case.question for case in cases], {case.question for case in cases if case.pk not in out}


@sensitive_variables("choices")
def why_not_these(choices: Mapping[int, str], asked: set[int]) -> str:
    """Empty when exactly the asked questions are answered; the sentence never repeats a choice."""
    if missing := len(asked - set(choices)):
        return f"Còn {missing} trường hợp chưa chọn; chọn một ý kiến cho từng trường hợp."
    if set(choices) - asked:
        return "Phiếu có trường hợp đồng chí không biểu quyết; mở lại phiếu và chọn lại."
    if not set(choices.values()) <= set(Choice.values):
        return "Phiếu có lựa chọn lạ; mở lại phiếu và chọn lại."
    return ""


@sensitive_variables("choices")
def cast(round_: Round, *, seat: Seat, choices: Mapping[int, str]) -> None:
    """One vote, in one transaction of `ballot_box.put_in`. No audit line, no log, no time.

    Fifty come at once and wait for each other, so what an open round asks of a member, which changes no more, is asked
    before: of a round read as open. Whether it still is, and whether they have voted, is asked under the lock.
    """
    refuse(_why_not_open_now(round_))
    everything, mine = _asked(round_, seat)
    wrong = why_not_these(choices, mine)
    if wrong or not ballot_box.put_in(round_, seat, everything, choices):
        round_.refresh_from_db(fields=["status"])
        refuse(why_not_cast(round_, seat) or wrong or "Phiếu chưa được ghi nhận; bỏ phiếu lại.")


# --- count


def why_not_count(round_: Round, reason: str = "") -> str:
    refused = why_not_move(round_, MOVES, "count")
    if refused:
        return refused
    if round_.way in (Way.PAPER, Way.HANDS):
        return tallying.why_not_count(round_)
    if round_.way == Way.WRITTEN:
        left, what = len(written_opinions.awaited(round_)), "chưa gửi ý kiến bằng văn bản"
    else:
        left, what = round_.roll.filter(voted=False).count(), "chưa bỏ phiếu"
    if left and not reason.strip():
        return f"Chưa kiểm được vì còn {left} người {what}; chờ đủ hoặc ghi lý do kiểm phiếu."
    return ""


def count(round_: Round, *, by: Any, reason: str = "") -> None:
    """Final: totals, the dossiers moved, roll and box written again, the round locked; then old rows are removed.

    The session is held, too: a dossier written twice asks for it at the end, when a paper handed in may wait for us.
    """
    with acting_on(round_.session), acting_on(round_):
        refuse(why_not_count(round_, reason))
        figures = tallying.turnout_of(round_)
        questions = list(questions_of(round_))
        opinions = written_opinions.counted_of(round_, questions)
        for question in questions:
            _write_totals(question, figures.lines[question.pk], opinions[question.nomination_id])
            nominating.recommend(question.nomination, passed=question.passed, by=by)
        secrecy.rewrite(round_)
        early = reason.strip() if figures.voted < figures.voters else ""
        slips = {"issued": figures.issued, "collected": figures.collected, "invalid": figures.invalid}
        turnout = {"voters": figures.voters, "voted": figures.voted, "early_count_reason": early}
        move(round_, MOVES, "count", by=by, reason=early, **turnout, **slips)
        reassessing.after(round_)
        secrecy.shred_after_commit()


def _write_totals(question: Question, counts: Mapping[str, int], written: Mapping[str, int]) -> None:
    """`counts` of the room, `written` of those away; each by choice."""
    for choice in Choice:
        setattr(question, choice.value, counts[choice] + written[choice])
        setattr(question, f"written_{choice.value}", written[choice])
    threshold = parse_threshold(question.threshold)
    outcome = tally.tally(question.agree, question.disagree, question.no_opinion, question.members, threshold)
    question.passed = outcome.passed
    names = [name for choice in Choice for name in (choice.value, f"written_{choice.value}")]
    question.save(update_fields=[*names, "passed"])
