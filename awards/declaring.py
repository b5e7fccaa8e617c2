"""Before a vote each member says of which cases they step out; the program proposes, the minutes tell.

Locks: the session, as everywhere in it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from awards import conflicts, electorate
from awards.models import CouncilSession, Declaration, Nomination, Question, Recusal, Round, Seat
from thidua.audit import audit
from thidua.workflow import acting_on, refuse

TABLED = Nomination.Status.TABLED
LONGEST = 200  # letters of a reason


def why_not_now(session: CouncilSession) -> str:
    """Whether anybody may declare: the session is not over, and nothing is being voted on."""
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không khai thêm được; liên hệ Chủ tịch Hội đồng."
    if session.rounds.filter(status=Round.Status.OPEN).exists():
        return "Đang có lượt bỏ phiếu mở nên chưa khai lại được; đợi kiểm phiếu xong."
    return ""


def why_not_declare(session: CouncilSession, seat: Seat) -> str:
    if refused := why_not_now(session):
        return refused
    is_member = electorate.seats_of(session).filter(pk=seat.pk).exists()
    return "" if is_member else "Người này không có trong Hội đồng của phiên họp."


def cases_to_declare(session: CouncilSession) -> list[Nomination]:
    """What lies on the table: a counted case is declared no more, unless it is to be voted on again."""
    rows = _to_declare(session).select_related("award", "unit", "staff_member", "department")
    return list(rows.in_order())


def _to_declare(session: CouncilSession) -> QuerySet[Nomination]:
    again = Question.objects.filter(round__session=session, round__status=Round.Status.PENDING)
    return session.nominations.filter(Q(status=TABLED) | Q(pk__in=again.values("nomination")))


class Case(NamedTuple):
    """A case by its keys: whose it is, without loading the dossier."""

    pk: int
    staff_member_id: int | None
    department_id: int | None


def keys_to_declare(session: CouncilSession) -> list[Case]:
    """The same cases, for a page that only asks who has not declared."""
    return [Case(*keys) for keys in _to_declare(session).values_list("pk", "staff_member_id", "department_id")]


def declare(
    session: CouncilSession,
    *,
    seat: Seat,
    steps_out: Mapping[int, str],
    stays: Mapping[int, str],
    by: Any,
    by_chair: bool = False,
) -> None:
    """`steps_out`: case → why. `stays`: case the program proposed to step out of → why the member stays.

    May be said anew while no round is open; a case that is counted keeps what was declared of it.
    """
    with acting_on(session):
        refuse(why_not_declare(session, seat))
        cases = cases_to_declare(session)
        proposed = conflicts.proposals_for(session, cases, [seat])[seat.pk]
        refuse(_why_not_these(session, seat, cases, proposed, steps_out, stays))
        _write_recusals(session, seat, cases, proposed, steps_out)
        stays_now = {str(pk): stays[pk].strip()[:LONGEST] for pk in proposed if pk not in steps_out}
        _write(session, seat, cases, stays_now, by_chair=by_chair)
        names = [str(case) for case in cases if case.pk in steps_out]
        audit(session, "declare", by=by, after={"member": str(seat.staff_member), "steps_out": names})


def _why_not_these(session, seat, cases, proposed, steps_out, stays) -> str:
    own = electorate.own_cases(session, cases)
    on_table = {case.pk: case for case in cases}
    if set(steps_out) - set(on_table):
        return "Có trường hợp không còn trên bàn phiên họp; mở lại trang khai rồi chọn lại."
    for pk, reason in steps_out.items():
        if seat.staff_member_id in own[pk]:
            return "Trường hợp của chính mình đã được bỏ ra, không cần khai."
        if not reason.strip():
            return f"Ghi lý do không biểu quyết {on_table[pk].candidate}."
    for pk, proposal in proposed.items():
        if pk not in steps_out and not stays.get(pk, "").strip():
            return f"Ghi lý do vẫn biểu quyết {on_table[pk].candidate} dù {proposal.reason}."
    return ""


def _write(session, seat, cases, stays: dict[str, str], *, by_chair: bool) -> None:
    """What was declared of cases that are off the table by now stays said."""
    before = Declaration.objects.filter(session=session, seat=seat).first()
    asked = {case.pk for case in cases}
    kept = {pk: why for pk, why in before.stays.items() if int(pk) not in asked} if before else {}
    values = {"cases": sorted(asked.union(before.cases if before else [])), "stays": kept | stays}
    Declaration.objects.update_or_create(session=session, seat=seat, defaults=values | {"by_chair": by_chair})
    CouncilSession.objects.filter(pk=session.pk).update(times_declared=F("times_declared") + 1)


def _write_recusals(session, seat, cases, proposed, steps_out) -> None:
    """Anew, but for a case that was counted with the member stepping out: the minutes of that round say so."""
    mine = Recusal.objects.filter(session=session, seat=seat, nomination__in=cases)
    counted = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    mine.exclude(nomination__in=counted.values("nomination")).delete()
    kept = set(mine.values_list("nomination_id", flat=True))
    Recusal.objects.bulk_create(
        Recusal(
            session=session,
            seat=seat,
            nomination_id=pk,
            reason=reason.strip()[:LONGEST],
            kind=proposed[pk].kind if pk in proposed else Recusal.Kind.DECLARED,
        )
        for pk, reason in steps_out.items()
        if pk not in kept
    )


# --- who has not declared yet


def undeclared(
    session: CouncilSession,
    nominations: Iterable[Nomination | Case],
    seats: Iterable[Seat],
    owners: Mapping[int, set[int]] | None = None,
) -> list[Seat]:
    """Of these seats, those that have not been asked about all of these cases; an own case needs no declaration.

    `owners`: what `electorate.own_cases` says of the cases, where the caller has asked already.
    """
    nominations = list(nominations)
    own = electorate.own_cases(session, nominations) if owners is None else owners
    said = dict(session.declarations.values_list("seat_id", "cases"))
    return [
        seat
        for seat in seats
        if {n.pk for n in nominations if seat.staff_member_id not in own[n.pk]} - set(said.get(seat.pk, ()))
    ]


def declare_rest(session: CouncilSession, *, by: Any) -> int:
    """The chair asked aloud: nobody left has a conflict. Who the program proposes to step out must say so themself."""
    with acting_on(session):
        refuse(why_not_now(session))
        cases = cases_to_declare(session)
        here = [seat for seat, line in electorate.roll_call_of(session).rows if line and line.present]
        left = undeclared(session, cases, here)
        refuse("" if left else "Các thành viên có mặt đã khai xong; không còn ai phải khai.")
        proposed = conflicts.proposals_for(session, cases, left)
        refuse(_why_ask_each(seat for seat in left if proposed.get(seat.pk)))
        for seat in left:
            _write(session, seat, cases, {}, by_chair=True)
        audit(session, "declare_rest", by=by, after={"members": [str(seat.staff_member) for seat in left]})
    return len(left)


def _why_ask_each(seats: Iterable[Seat]) -> str:
    names = ", ".join(str(seat.staff_member) for seat in seats)
    return (
        f"Chương trình đề nghị {names} lánh trường hợp có liên quan; ghi khai báo riêng của từng người."
        if names
        else ""
    )


# --- one case more, by who has declared of all


def has_declared(session: CouncilSession, seat: Seat, nomination: Nomination) -> bool:
    """Whether the member was asked about this case when they declared."""
    said = session.declarations.filter(seat=seat).values_list("cases", flat=True).first()
    return nomination.pk in (said or ())


def why_not_recuse(session: CouncilSession, seat: Seat, nomination: Nomination) -> str:
    if not session.is_live:
        return f"Phiên họp {session.state_in_words} nên không khai thêm được; liên hệ Chủ tịch Hội đồng."
    if nomination.session_id != session.pk or not electorate.seats_of(session).filter(pk=seat.pk).exists():
        return "Trường hợp này không xét tại phiên họp của đồng chí; chọn trường hợp trong chương trình phiên họp."
    if seat.staff_member_id in electorate.own_cases(session, [nomination])[nomination.pk]:
        return "Trường hợp này là của chính đồng chí nên đã được bỏ ra, không cần khai."
    if Recusal.objects.filter(session=session, seat=seat, nomination=nomination).exists():
        return "Đồng chí đã khai không biểu quyết trường hợp này; không cần khai lại."
    if nomination.questions.filter(round__status=Round.Status.OPEN).exists():
        return "Trường hợp này đang được bỏ phiếu nên không khai được nữa; báo chủ tọa."
    return ""


def recuse(session: CouncilSession, *, seat: Seat, nomination: Nomination, reason: str, by: Any) -> Recusal:
    """A member steps out of one case more, before its round opens, other rounds or not; the minutes say so."""
    with acting_on(session):
        refuse(why_not_recuse(session, seat, nomination))
        recusal = Recusal.objects.create(
            session=session, seat=seat, nomination=nomination, reason=reason.strip()[:LONGEST]
        )
        audit(recusal, "recuse", by=by, after={"nomination": str(nomination)}, reason=reason)
    return recusal
