"""Opinions members give on a signed paper: of who is away, or of everybody where that is the way of a round.

Locks: the session, then its open round: a count must see an opinion whole or not at all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import F, Q

from awards import electorate
from awards.models import Choice, CouncilSession, Nomination, OpinionPaper, Question, Round, Seat, WrittenOpinion
from thidua.audit import audit
from thidua.models import Attachment
from thidua.workflow import acting_on, refuse

WRITTEN = Round.Way.WRITTEN
Status = Round.Status


def why_not_enter(session: CouncilSession, seat: Seat) -> str:
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không nhận thêm ý kiến bằng văn bản."
    if not electorate.seats_of(session).filter(pk=seat.pk).exists():
        return "Người này không có trong Hội đồng của phiên họp."
    here = session.attendances.filter(seat=seat, present=True).exists()
    if here and not asks_everybody(session):
        return f"{seat.staff_member} có mặt nên bỏ phiếu tại phiên họp; ý kiến bằng văn bản là của người vắng mặt."
    return ""


def asks_everybody(session: CouncilSession) -> bool:
    """A round of the session is to be held in writing, by those who are here, too."""
    return session.rounds.exclude(status=Status.COUNTED).filter(way=WRITTEN).exists()


def cases_for(session: CouncilSession, seat: Seat) -> list[Nomination]:
    """What this member may give an opinion on: on the table, not voted on here yet, not a case they step out of.

    Once the room votes, hands are seen and papers come out of the box: an opinion written then could decide the case.
    """
    begun = Q(round__status=Status.COUNTED) | Q(round__status=Status.OPEN) & ~Q(round__way=WRITTEN)
    voted_on = Question.objects.filter(begun, round__session=session)
    on_table = session.nominations.exclude(pk__in=voted_on.values("nomination"))
    cases = list(on_table.select_related("award", "unit", "staff_member", "department").in_order())
    barred = electorate.barred_seats(session, cases, [seat])
    return [case for case in cases if seat.pk not in barred[case.pk]]


def enter(
    session: CouncilSession,
    *,
    seat: Seat,
    received_on: date,
    choices: Mapping[int, str],
    attachment: Attachment | None = None,
    by: Any,
) -> OpinionPaper:
    """`choices`: case → opinion. What was entered before for a case that is still open to opinions is replaced."""
    with acting_on(session):
        _lock_open(session)
        refuse(why_not_enter(session, seat))
        cases = {case.pk for case in cases_for(session, seat)}
        refuse("" if choices else "Chọn ý kiến của ít nhất một trường hợp.")
        refuse(
            ""
            if set(choices) <= cases
            else "Có trường hợp đã mở bỏ phiếu, đã kiểm phiếu hoặc người này không biểu quyết; chọn lại."
        )
        refuse("" if set(choices.values()) <= set(Choice.values) else "Có lựa chọn lạ; chọn lại.")
        values = {"received_on": received_on} | ({"attachment": attachment} if attachment else {})
        paper, _ = OpinionPaper.objects.update_or_create(session=session, seat=seat, defaults=values)
        paper.opinions.filter(nomination__in=cases).delete()
        WrittenOpinion.objects.bulk_create(
            WrittenOpinion(paper=paper, nomination_id=pk, choice=choice) for pk, choice in choices.items()
        )
        session.rounds.filter(status=Status.OPEN).update(times_entered=F("times_entered") + 1)
        audit(session, "enter_opinion", by=by, after={"member": str(seat.staff_member), "cases": len(choices)})
    return paper


def why_not_keep(session: CouncilSession, seat: Seat) -> str:
    """The signed copy of what was entered may come later: also once it is counted, or its writer is here."""
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không kèm thêm bản đã ký."
    written = session.opinion_papers.filter(seat=seat).exists()
    return "" if written else "Chưa nhập ý kiến của người này; nhập ý kiến trước rồi kèm bản đã ký."


def keep_signed(session: CouncilSession, *, seat: Seat, attachment: Attachment, by: Any) -> None:
    """The copy alone: the day on which the opinion came stands in papers once it is counted."""
    with acting_on(session):
        refuse(why_not_keep(session, seat))
        session.opinion_papers.filter(seat=seat).update(attachment=attachment)
        audit(session, "enter_opinion", by=by, after={"member": str(seat.staff_member)})


def unsigned(session: CouncilSession) -> list[Seat]:
    """Whose opinion came in without its signed copy, in the order of the council."""
    papers = session.opinion_papers.filter(attachment=None, opinions__isnull=False).distinct()
    return [paper.seat for paper in papers.select_related("seat__staff_member")]


def _lock_open(session: CouncilSession) -> None:
    list(session.rounds.select_for_update().filter(status=Status.OPEN).order_by("pk"))


# --- what a round counts of them


def counted_of(round_: Round, questions: Iterable[Question]) -> dict[int, Counter]:
    """Case → choice → how many opinions count: of who is not on the roll and does not step out, where the rule lets."""
    figures = electorate.figures_of(round_.session, [question.nomination for question in questions], round_)
    return {pk: Counter(case.written.values()) for pk, case in figures.items()}


def expected(round_: Round) -> set[int]:
    """Seats that are asked for an opinion on some case of a round held in writing."""
    return {seat for voters in _asked(round_).values() for seat in voters}


def awaited(round_: Round) -> set[int]:
    """Of these, seats whose opinion on some case is still missing."""
    asked = _asked(round_)
    written = electorate.written_in(round_.session, list(asked))
    return {seat for nomination, seats in asked.items() for seat in seats - set(written[nomination])}


def _asked(round_: Round) -> dict[int, set[int]]:
    nominations = [q.nomination for q in round_.questions.select_related("nomination")]
    seats = list(electorate.seats_of(round_.session))
    barred = electorate.barred_seats(round_.session, nominations, seats)
    return {n.pk: {seat.pk for seat in seats} - barred[n.pk] for n in nominations}
