"""Secret rounds: prepare, open, cast, count. No single ballot is stored anywhere (docs/secrecy.md).

Locks: first the session, then the round, then the dossiers; a vote locks its round alone.
"""

from collections.abc import Iterable, Mapping
from secrets import SystemRandom
from typing import Any

from django.db.models import Case, F, Max, QuerySet, Value, When
from django.views.decorators.debug import sensitive_variables

from awards import convening, electorate, nominating, secrecy, tally
from awards.electorate import Figures
from awards.eligibility.parameters import parse_threshold
from awards.models import Box, CouncilSession, Nomination, Question, Roll, Round, Seat
from campaigns.documents.pledge import printed_name
from campaigns.ordering import place
from thidua.audit import audit
from thidua.workflow import Move, acting_on, move, refuse, why_not_move

PENDING, OPEN, COUNTED = Round.Status

MOVES = {
    "open": Move(frozenset({PENDING}), OPEN, "mở bỏ phiếu"),
    "count": Move(frozenset({OPEN}), COUNTED, "kiểm phiếu"),
}
TABLED = Nomination.Status.TABLED
DECIDED = (Nomination.Status.RECOMMENDED, Nomination.Status.NOT_RECOMMENDED)
FEWEST = 3  # votes a box must be able to hold, or the totals name the voters

# --- prepare


def why_not_prepare(session: CouncilSession, nominations: Iterable[Nomination], reason: str = "") -> str:
    nominations = list(nominations)
    if session.status != CouncilSession.Status.CONVENED:
        return f"Chưa lập được lượt bỏ phiếu vì phiên họp {convening.ended(session)}; khai mạc phiên họp trước."
    if not nominations:
        return "Chọn ít nhất một hồ sơ để lập lượt bỏ phiếu."
    if len({n.award_id for n in nominations}) > 1:
        return "Mỗi lượt chỉ xét một danh hiệu hoặc hình thức; lập lượt riêng cho từng loại."
    refused = _why_not_on_table(session, nominations) or _why_not_again(nominations, reason)
    return refused or why_wait(session, nominations)


def _why_not_on_table(session: CouncilSession, nominations: list[Nomination]) -> str:
    for nomination in nominations:
        if nomination.session_id != session.pk or nomination.status not in (TABLED, *DECIDED):
            return f"{nomination} không có trên bàn phiên họp này; đưa hồ sơ vào phiên họp trước."
    waiting = Question.objects.filter(nomination__in=nominations).exclude(round__status=COUNTED)
    if question := waiting.select_related("round", "nomination").first():
        where = f"lượt {question.round.ordinal} chưa kiểm phiếu"
        return f"{question.nomination} đã có ở {where}; kiểm phiếu hoặc bỏ lượt đó trước."
    return ""


def _why_not_again(nominations: list[Nomination], reason: str) -> str:
    again = [n for n in nominations if n.status in DECIDED]
    if again and not reason.strip():
        return f"{again[0]} đã kiểm phiếu ở lượt trước; ghi lý do bỏ phiếu lại."
    return ""


def why_wait(session: CouncilSession, nominations: Iterable[Nomination]) -> str:
    """Individuals are counted before collectives."""
    if not any(n.department_id for n in nominations):
        return ""
    left = session.nominations.filter(status=TABLED, department__isnull=True).count()
    if left == 0:
        return ""
    return f"Cá nhân được kiểm phiếu trước tập thể: còn {left} hồ sơ cá nhân chưa kiểm phiếu; xét xong cá nhân trước."


def prepare_round(
    session: CouncilSession,
    *,
    nominations: Iterable[Nomination] | Nomination,
    title: str = "",
    reason: str = "",
    by: Any,
) -> Round:
    """A round with one question or a list of them, all of one award. `reason`: why it is voted on again."""
    chosen = [nominations] if isinstance(nominations, Nomination) else list(nominations)
    with acting_on(session):
        fresh = Nomination.objects.filter(pk__in=[n.pk for n in chosen]).select_related(
            "award", "unit", "staff_member", "department"
        )
        ordered = sorted(fresh, key=_printed_order)
        refuse(why_not_prepare(session, ordered, reason))
        last = session.rounds.aggregate(last=Max("ordinal"))["last"] or 0
        title = title.strip() or _title(ordered)
        round_ = Round.objects.create(session=session, ordinal=last + 1, title=title[:200], reason=reason.strip())
        Question.objects.bulk_create(
            Question(round=round_, ordinal=ordinal, nomination=n) for ordinal, n in enumerate(ordered, start=1)
        )
        audit(round_, "prepare", by=by, after={"questions": [str(n) for n in ordered]}, reason=reason)
    return round_


def _printed_order(nomination: Nomination) -> tuple:
    return (*place(nomination.unit, nomination.post, nomination.staff_member), nomination.pk)


def _title(nominations: list[Nomination]) -> str:
    award = printed_name(nominations[0].award)
    if len(nominations) == 1:
        return f"{award}, {nominations[0].candidate}"
    units = {n.unit_id: n.unit for n in nominations}
    where = f", {next(iter(units.values())).name}" if len(units) == 1 else ""
    return f"{award} ({len(nominations)} trường hợp{where})"


def why_not_discard(round_: Round) -> str:
    if round_.status == PENDING:
        return ""
    return f"Lượt này {round_.get_status_display().lower()} nên không bỏ được; kết quả đã kiểm phải nằm trong biên bản."


def discard_round(round_: Round, *, by: Any) -> None:
    """Delete a round that was never opened, so that the session can go on."""
    with acting_on(round_.session), acting_on(round_):
        refuse(why_not_discard(round_))
        convening.discard(round_, by=by)


# --- open


def questions_of(round_: Round) -> QuerySet[Question]:
    return round_.questions.select_related(
        "nomination__award", "nomination__unit", "nomination__staff_member", "nomination__department"
    )


def why_not_open(round_: Round, figures: Mapping[int, Figures] | None = None) -> str:
    refused = why_not_move(round_, MOVES, "open")
    if refused:
        return refused
    session = round_.session
    if session.status != CouncilSession.Status.CONVENED:
        return f"Chưa mở bỏ phiếu được vì phiên họp {session.get_status_display().lower()}; chỉ bỏ phiếu khi đang họp."
    if other := session.rounds.filter(status=OPEN).first():
        return f"Lượt {other.ordinal} đang bỏ phiếu; kiểm phiếu lượt đó rồi mới mở lượt khác."
    nominations = [question.nomination for question in questions_of(round_)]
    waiting = convening.why_no_quorum(electorate.roll_call_of(session), "mở bỏ phiếu")
    if waiting := waiting or _why_not_on_open(session, nominations):
        return waiting
    figures = figures or electorate.figures_of(session, nominations)
    return next(filter(None, (_why_not_enough(n, figures[n.pk]) for n in nominations)), "")


def _why_not_on_open(session: CouncilSession, nominations: list[Nomination]) -> str:
    for nomination in nominations:
        if nomination.session_id != session.pk or nomination.status not in (TABLED, *DECIDED):
            return f"{nomination} không còn trên bàn phiên họp này; bỏ lượt này rồi lập lượt khác."
    return why_wait(session, nominations)


def _why_not_enough(nomination: Nomination, figures: Figures) -> str:
    if figures.possible < figures.needed:
        return f"Chưa mở được: {nomination} {figures.in_words}. Chờ đủ thành viên hoặc lập lượt không có hồ sơ này."
    if figures.possible < FEWEST:
        return (
            f"Chưa mở được: {nomination} chỉ có thể có {figures.possible} phiếu; dưới {FEWEST} phiếu thì không giữ "
            "được bí mật. Chờ đủ thành viên hoặc lập lượt không có hồ sơ này."
        )
    return ""


def open_round(round_: Round, *, by: Any) -> None:
    """Writes the figures of each case, the roll (no time, nobody's choice) and the box, everything 0."""
    with acting_on(round_.session) as session, acting_on(round_):
        round_.session = session
        questions = list(questions_of(round_))
        figures = electorate.figures_of(session, [q.nomination for q in questions])
        refuse(why_not_open(round_, figures))
        for question in questions:
            case = figures[question.nomination_id]
            question.threshold, question.members = case.threshold, case.members
            question.needed, question.possible = case.needed, case.possible
        Question.objects.bulk_update(questions, ["threshold", "members", "needed", "possible"])
        voters = list(set().union(*(case.voters for case in figures.values())))
        boxes = [Box(question=question, choice=choice) for question in questions for choice in Box.Choice]
        SystemRandom().shuffle(voters)
        SystemRandom().shuffle(boxes)
        Roll.objects.bulk_create(Roll(round=round_, seat_id=seat) for seat in voters)
        Box.objects.bulk_create(boxes)
        move(round_, MOVES, "open", by=by)


# --- cast


def why_not_cast(round_: Round, seat: Seat) -> str:
    if round_.status == PENDING:
        return "Chủ tịch chưa mở bỏ phiếu lượt này; chờ trên trang bỏ phiếu."
    if round_.status == COUNTED:
        return "Lượt này đã kiểm phiếu, không mở lại được. Nếu cần, Chủ tịch mở lượt mới và ghi lý do."
    voted = Roll.objects.filter(round=round_, seat=seat).values_list("voted", flat=True).first()
    if voted is None:
        return "Đồng chí không có trong danh sách bỏ phiếu của lượt này; báo Chủ tịch Hội đồng nếu đang có mặt."
    return "Đồng chí đã bỏ phiếu ở lượt này. Phiếu đã bỏ không sửa được." if voted else ""


def open_to(round_: Round, seat: Seat) -> set[int]:
    """Keys of the questions this seat votes on; not the own case, not a declared one."""
    nominations = {q.nomination_id: q for q in questions_of(round_)}
    barred = electorate.barred_seats(round_.session, [q.nomination for q in nominations.values()], [seat])
    return {q.pk for pk, q in nominations.items() if seat.pk not in barred[pk]}


@sensitive_variables("choices")
def why_not_these(choices: Mapping[int, str], asked: set[int]) -> str:
    """Empty when exactly the asked questions are answered; the sentence never repeats a choice."""
    if missing := len(asked - set(choices)):
        return f"Còn {missing} trường hợp chưa chọn; chọn một ý kiến cho từng trường hợp."
    if set(choices) - asked:
        return "Phiếu có trường hợp đồng chí không biểu quyết; mở lại phiếu và chọn lại."
    if not set(choices.values()) <= set(Box.Choice.values):
        return "Phiếu có lựa chọn lạ; mở lại phiếu và chọn lại."
    return ""


@sensitive_variables("choices", "chosen")
def cast(round_: Round, *, seat: Seat, choices: Mapping[int, str]) -> None:
    """One vote: mark the roll, write every row of the box in one statement. No audit line, no log, no time."""
    with acting_on(round_):
        refuse(why_not_cast(round_, seat))
        refuse(why_not_these(choices, open_to(round_, seat)))
        Roll.objects.filter(round=round_, seat=seat).update(voted=True)
        chosen = [When(question=pk, choice=choices[pk], then=Value(1)) for pk in sorted(choices)]
        asked = list(round_.questions.values_list("pk", flat=True))
        Box.objects.filter(question__in=asked).update(count=F("count") + Case(*chosen, default=Value(0)))


# --- count


def why_not_count(round_: Round, reason: str = "") -> str:
    refused = why_not_move(round_, MOVES, "count")
    if refused:
        return refused
    left = round_.roll.filter(voted=False).count()
    if left and not reason.strip():
        return f"Chưa kiểm được vì còn {left} người chưa bỏ phiếu; chờ đủ hoặc ghi lý do kiểm phiếu."
    return ""


def count(round_: Round, *, by: Any, reason: str = "") -> None:
    """Final: totals, the dossiers moved, roll and box written again, the round locked; then old rows are removed."""
    with acting_on(round_):
        refuse(why_not_count(round_, reason))
        voters, voted = round_.roll.count(), round_.roll.filter(voted=True).count()
        for question in questions_of(round_):
            _write_totals(question)
            nominating.recommend(question.nomination, passed=question.passed, by=by)
        secrecy.rewrite(round_)
        early = reason.strip() if voted < voters else ""
        move(round_, MOVES, "count", by=by, reason=early, voters=voters, voted=voted, early_count_reason=early)
        secrecy.shred_after_commit()


def _write_totals(question: Question) -> None:
    counts = dict(Box.objects.filter(question=question).values_list("choice", "count"))
    question.agree, question.disagree = counts[Box.Choice.AGREE], counts[Box.Choice.DISAGREE]
    question.no_opinion = counts[Box.Choice.NO_OPINION]
    outcome = tally.tally(
        question.agree, question.disagree, question.no_opinion, question.members, parse_threshold(question.threshold)
    )
    question.passed = outcome.passed
    question.save(update_fields=["agree", "disagree", "no_opinion", "passed"])
