"""A round before it opens: which cases of one award, by which way of voting, counted on which base; or dropped.

Locks: first the session, then the round.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from awards import convening, electorate, resting
from awards.eligibility import sets
from awards.eligibility.parameters import VoteWay
from awards.models import CouncilSession, Nomination, Question, Round
from campaigns.documents.pledge import printed_name
from campaigns.ordering import place
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

TABLED = Nomination.Status.TABLED
DECIDED = (Nomination.Status.RECOMMENDED, Nomination.Status.NOT_RECOMMENDED)
SECRET, PAPER, HANDS, WRITTEN = Round.Way


@dataclass(frozen=True)
class Terms:
    """How a round is voted on; what is not the rule has its reason, for the minutes."""

    way: str = SECRET
    way_reason: str = ""
    leaves_out_recused: bool = False
    base_reason: str = ""


USUAL = Terms()


def why_not_prepare(
    session: CouncilSession, nominations: Iterable[Nomination], reason: str = "", terms: Terms = USUAL
) -> str:
    nominations = list(nominations)
    if session.status != CouncilSession.Status.CONVENED:
        return f"Chưa lập được lượt bỏ phiếu vì phiên họp {session.state_in_words}; khai mạc phiên họp trước."
    if not nominations:
        return "Chọn ít nhất một hồ sơ để lập lượt bỏ phiếu."
    if len({n.award_id for n in nominations}) > 1:
        return "Mỗi lượt chỉ xét một danh hiệu hoặc hình thức; lập lượt riêng cho từng loại."
    if why := _why_not_on_table(session, nominations):
        return why
    return next((why for _, why in misfilled(session, nominations, reason, terms)), "")


def misfilled(
    session: CouncilSession, nominations: list[Nomination], reason: str, terms: Terms
) -> Iterator[tuple[str, str]]:
    """Everything that is wrong with what was chosen and written: the field, and why; a form shows all at once."""
    found = [
        ("reason", _why_not_again(nominations, reason)),
        ("way", _why_not_by(session, nominations, terms.way)),
        ("way_reason", _why_not_written(terms)),
        ("base_reason", _why_not_leave_out(terms)),
        ("nominations", why_wait(session, nominations)),
    ]
    return ((field, why) for field, why in found if why)


def _why_not_on_table(session: CouncilSession, nominations: list[Nomination]) -> str:
    for nomination in nominations:
        if nomination.session_id != session.pk or nomination.status not in (TABLED, *DECIDED):
            return f"{nomination} không có trên bàn phiên họp này; đưa hồ sơ vào phiên họp trước."
    waiting = Question.objects.filter(nomination__in=nominations).exclude(round__status=Round.Status.COUNTED)
    if question := waiting.select_related("round", "nomination").first():
        where = f"lượt {question.round.ordinal} chưa kiểm phiếu"
        return f"{question.nomination} đã có ở {where}; kiểm phiếu hoặc bỏ lượt đó trước."
    return ""


def _why_not_again(nominations: list[Nomination], reason: str) -> str:
    again = [n for n in nominations if n.status in DECIDED]
    if again and not reason.strip():
        return f"{again[0]} đã kiểm phiếu ở lượt trước; ghi lý do bỏ phiếu lại."
    return ""


def _why_not_by(session: CouncilSession, nominations: list[Nomination], way: str) -> str:
    if way not in Round.Way.values:
        return "Chọn cách biểu quyết có trong danh sách."
    if way == WRITTEN and any(n.status in DECIDED for n in nominations):
        return "Văn bản ý kiến của trường hợp đã kiểm phiếu không viết lại được; bỏ phiếu lại bằng cách khác."
    if way == HANDS and must_be_secret(session, nominations):
        return not_by_hands(nominations[0].award.quoted_name)
    return why_sets_differ(session, nominations, way)


def not_by_hands(award: str) -> str:
    return (
        f"{award} phải bỏ phiếu kín nên không biểu quyết giơ tay; chọn bỏ phiếu trên phần mềm hoặc phiếu giấy. Hội "
        "đồng không bỏ phiếu tại phiên họp được thì lấy ý kiến bằng văn bản: có tên người gửi, không phải phiếu kín."
    )


def _why_not_written(terms: Terms) -> str:
    if terms.way != WRITTEN or terms.way_reason.strip():
        return ""
    return "Ghi lý do lấy ý kiến bằng văn bản thay cho bỏ phiếu tại phiên họp."


def _why_not_leave_out(terms: Terms) -> str:
    if not terms.leaves_out_recused or terms.base_reason.strip():
        return ""
    return "Ghi lý do không tính người tạm lánh vào tổng số thành viên."


def why_sets_differ(session: CouncilSession, nominations: list[Nomination], way: str) -> str:
    """Papers are counted by the set a person hands in: a set that lacks a case would tell whose it is.

    Asked again when the round opens: somebody may have stepped out in between.
    """
    if way != PAPER:
        return ""
    seats = list(electorate.seats_of(session))
    barred = electorate.barred_seats(session, nominations, seats)
    if len({frozenset(barred[n.pk]) for n in nominations}) < 2:
        return ""
    names = ", ".join(str(n.candidate) for n in nominations if barred[n.pk])
    return (
        f"Phiếu giấy đếm theo bộ, ai cũng một bộ như nhau, mà {names} có người không biểu quyết. Lập lượt riêng cho "
        "từng trường hợp đó; chỉ đưa vào cùng lượt các trường hợp ai cũng biểu quyết."
    )


def must_be_secret(session: CouncilSession, nominations: Iterable[Nomination]) -> bool:
    """Whether the rule asks for a secret ballot on this award (`vote_way`)."""
    nominations = list(nominations)
    rule_sets, day = electorate.rule_sets_of(session, nominations), electorate.day_of(session)
    return any(_way_of(rule_sets[n.rule_set or sets.pick(day)], n.award_id) == VoteWay.SECRET for n in nominations)


def _way_of(rule_set: Any, award_code: str) -> str:
    key = f"vote_way.{award_code}"
    return rule_set.value(key) if key in rule_set.parameters else VoteWay.EITHER


def why_wait(session: CouncilSession, nominations: Iterable[Nomination]) -> str:
    """A title is voted on after the one it rests on; individuals are counted before collectives."""
    if why := resting.why_not_vote(session, nominations):
        return why
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
    terms: Terms = USUAL,
    by: Any,
) -> Round:
    """A round with one question or a list of them, all of one award. `reason`: why it is voted on again."""
    chosen = [nominations] if isinstance(nominations, Nomination) else list(nominations)
    with acting_on(session):
        fresh = Nomination.objects.filter(pk__in=[n.pk for n in chosen]).select_related(
            "award", "unit", "staff_member", "department"
        )
        ordered = sorted(fresh, key=_printed_order)
        refuse(why_not_prepare(session, ordered, reason, terms))
        last = session.rounds.aggregate(last=Max("ordinal"))["last"] or 0
        round_ = Round.objects.create(
            session=session,
            ordinal=last + 1,
            title=(title.strip() or _title(ordered))[:200],
            reason=reason.strip(),
            way=terms.way,
            way_reason=terms.way_reason.strip(),
            leaves_out_recused=terms.leaves_out_recused,
            base_reason=terms.base_reason.strip() if terms.leaves_out_recused else "",
        )
        Question.objects.bulk_create(
            Question(round=round_, ordinal=ordinal, nomination=n) for ordinal, n in enumerate(ordered, start=1)
        )
        said = {"questions": [str(n) for n in ordered], "way": round_.get_way_display()}
        audit(round_, "prepare", by=by, after=said, reason=reason)
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
    if round_.status == Round.Status.PENDING:
        return ""
    return f"Lượt này {round_.get_status_display().lower()} nên không bỏ được; kết quả đã kiểm phải nằm trong biên bản."


def discard_round(round_: Round, *, by: Any) -> None:
    """Delete a round that was never opened, so that the session can go on."""
    with acting_on(round_.session), acting_on(round_):
        refuse(why_not_discard(round_))
        convening.discard(round_, by=by)
