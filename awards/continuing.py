"""A session that was broken off goes on in a new one that names it, with nothing lost.

Locks: the first session, then the new one and its dossiers.
"""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from awards import carrying, nominating
from awards.models import CouncilSession, Declaration, Nomination, OpinionPaper, Recusal, Seat, Teller, WrittenOpinion
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

Status = CouncilSession.Status


def left_over(session: CouncilSession) -> QuerySet[Nomination]:
    """Dossiers the session did not reach, and that lie before no other one."""
    return session.left_over.filter(status=Nomination.Status.VERIFIED)


def later_of(session: CouncilSession) -> CouncilSession | None:
    """The session that continues this one."""
    return session.continued_in.exclude(status=Status.CANCELLED).select_related("minutes__series").first()


def why_not_continue(session: CouncilSession) -> str:
    if session.status != Status.ADJOURNED:
        state = session.state_in_words
        return f"Chỉ phiên họp đã hoãn mới họp tiếp; phiên họp này {state}."
    if later := later_of(session):
        return f"Phiên họp này đã có phiên họp tiếp: {later}."
    return ""


def continue_in(
    session: CouncilSession, *, planned_for: datetime, place: str, secretary: Seat | None = None, by: Any
) -> CouncilSession:
    """The new session: same council and campaign; the agenda left over, what members declared and wrote goes along.

    Of an initiative council that is the initiatives, with the sheets handed in of those that were being scored.
    Not who presided in the chair's place: that was for the first session's day, and is asked anew.
    """
    with acting_on(session):
        refuse(why_not_continue(session))
        new = CouncilSession.objects.create(
            council=session.council,
            campaign=session.campaign,
            planned_for=planned_for,
            place=place.strip(),
            secretary=secretary or session.secretary,
            guests=session.guests,
            continues=session,
            times_declared=session.times_declared,
        )
        cases = list(left_over(session).order_by("pk"))
        for nomination in cases:
            nominating.table(nomination, new, by=by)
        _carry_declarations(session, new, {case.pk for case in cases})
        _carry_opinions(session, new, cases)
        Teller.objects.bulk_create(
            Teller(session=new, seat=teller.seat, ordinal=teller.ordinal) for teller in session.tellers.all()
        )
        initiatives = carrying.carry(session, new, by=by)
        audit(new, "continue", by=by, after={"continues": str(session), "cases": len(cases) + initiatives})
    return new


def _carry_declarations(session: CouncilSession, new: CouncilSession, cases: set[int]) -> None:
    Declaration.objects.bulk_create(
        Declaration(
            session=new,
            seat=one.seat,
            cases=sorted(cases & set(one.cases)),
            stays={pk: why for pk, why in one.stays.items() if int(pk) in cases},
            by_chair=one.by_chair,
        )
        for one in session.declarations.select_related("seat")
    )
    Recusal.objects.bulk_create(
        Recusal(session=new, seat=one.seat, nomination=one.nomination, kind=one.kind, reason=one.reason)
        for one in session.recusals.filter(nomination__in=cases).select_related("seat", "nomination")
    )


def _carry_opinions(session: CouncilSession, new: CouncilSession, cases: list[Nomination]) -> None:
    for paper in session.opinion_papers.select_related("seat", "attachment"):
        kept = list(paper.opinions.filter(nomination__in=cases))
        if not kept:
            continue
        copy = OpinionPaper.objects.create(
            session=new, seat=paper.seat, received_on=paper.received_on, attachment=paper.attachment
        )
        WrittenOpinion.objects.bulk_create(
            WrittenOpinion(paper=copy, nomination_id=one.nomination_id, choice=one.choice) for one in kept
        )
