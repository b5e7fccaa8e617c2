"""What the rows behind a paper say, for the print guard: whom it has to name, how many, for how much.

By kind of paper; of a kind that names nobody, and of a decision (awards/guarding.py reads its lines), there is nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from awards import electorate
from awards.documents import opinion_paper, results, room, submission_list, tabled_files
from awards.documents import revocation as paper_of_revocation
from awards.guarding import NOTHING, Facts
from awards.models import (
    CouncilSession,
    Disclosure,
    Nomination,
    Question,
    Revocation,
    Round,
    SubmissionLetter,
    UnitReview,
)
from awards.unit_reviews import meeting_of
from campaigns.documents.pledge import noun_of, printed_name
from campaigns.models import CoAuthor


def of(kind: str, row: Any) -> Facts:
    """`row`: what a paper of this kind is about; None where it was deleted meanwhile."""
    found = KINDS.get(kind)
    return found(row) if found and row is not None else NOTHING


def _of_room(session: CouncilSession) -> frozenset[int]:
    return frozenset(electorate.seats_of(session).values_list("staff_member", flat=True))


def _people_of(nominations: Iterable[Any]) -> frozenset[int]:
    return frozenset(one.staff_member_id for one in nominations if one.staff_member_id)


def _counts(rows: Iterable[Any]) -> dict[str, int]:
    """Collectives and persons, each once."""
    found = list(rows)
    units = {one.department_id for one in found if not one.staff_member_id}
    counts = {"tập thể": len(units), "cá nhân": len(_people_of(found))}
    return {noun: count for noun, count in counts.items() if count}


def _groups(rows: Iterable[Any]) -> Mapping[tuple[str, str], int]:
    return Counter((printed_name(one.award).strip("“”"), noun_of(one.award)) for one in rows)


# --- the council


def _invitation(session: CouncilSession) -> Facts:
    return Facts(_of_room(session), electorate.day_of(session))


def _minutes(session: CouncilSession) -> Facts:
    """Whoever sat there, and each case that was counted."""
    questions = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    cases = questions.filter(nomination__staff_member__isnull=False)
    voted = frozenset(cases.values_list("nomination__staff_member", flat=True))
    return Facts(_of_room(session) | voted, electorate.day_of(session))


def _hearings(session: CouncilSession) -> Facts:
    """Whoever sat there, and every author."""
    authors = CoAuthor.objects.filter(initiative__hearings__session=session)
    people = frozenset(authors.values_list("staff_member", flat=True))
    return Facts(_of_room(session) | people, electorate.day_of(session))


def _tally(round_: Round) -> Facts:
    """Each case, and who counted: the tellers who entered its sheets, the secretary where there are no slips."""
    questions = round_.questions.filter(nomination__staff_member__isnull=False)
    people = set(questions.values_list("nomination__staff_member", flat=True))
    if round_.way in Round.SECRET_WAYS:
        sheets = round_.sheets.filter(teller__isnull=False)
        people |= set(sheets.values_list("teller__seat__staff_member", flat=True))
    else:
        people.add(round_.session.secretary.staff_member_id)
    return Facts(frozenset(people))


def _opinions(session: CouncilSession) -> Facts:
    """Whoever is asked, each on a sheet of their own."""
    sheets = opinion_paper.sheets_of(session, room.of_session(session))
    asked = frozenset(sheet.seat.staff_member_id for sheet in sheets)
    return Facts(asked | _people_of(case for sheet in sheets for case in sheet.cases))


def _result_notice(session: CouncilSession) -> Facts:
    passed = [question.nomination for question in results.of_session(session) if question.passed]
    named = [*passed, *tabled_files.left_of(session)]
    return Facts(_people_of(named), electorate.day_of(session), groups=_groups(passed))


def _disclosure(disclosure: Disclosure) -> Facts:
    cases = [case.nomination for case in disclosure.cases.select_related("nomination__award")]
    return Facts(_people_of(cases), disclosure.starts_on, counts=_counts(cases))


# --- units


def _unit_minutes(review: UnitReview) -> Facts:
    meeting = meeting_of(review)
    there = {review.chair_id, review.secretary_id, *(one.staff_member_id for one in meeting.absences)}
    return Facts(_people_of(meeting.cases) | there, meeting.day)


def _nomination_letter(review: UnitReview) -> Facts:
    meeting = meeting_of(review)
    proposed = meeting.proposed
    return Facts(_people_of(proposed), meeting.day, _counts(proposed), _groups(proposed))


def _achievement_report(nomination: Nomination) -> Facts:
    return Facts(_people_of([nomination]))


# --- upwards, and back


def _submission(letter: SubmissionLetter) -> Facts:
    cases = [row.nomination for row in submission_list.with_cases(letter.lines.all())]
    return Facts(_people_of(cases), letter.date, _counts(cases), _groups(cases))


def _revocation(revocation: Revocation) -> Facts:
    """It says who they were when the decision was made."""
    rows = paper_of_revocation.rows_of(revocation)
    total = sum(row.amount_paid for row in rows)
    people = _people_of(row.line.nomination for row in rows)
    return Facts(people, _day_of_decision(revocation), total=total or None)


def _day_of_decision(revocation: Revocation) -> date:
    decision = revocation.decision
    return decision.document.date if decision.document else decision.date


KINDS: dict[str, Callable[[Any], Facts]] = {
    "invitation": _invitation,
    "council-minutes": _minutes,
    "hearing-minutes": _hearings,
    "tally-sheet": _tally,
    "opinion-paper": _opinions,
    "result-notice": _result_notice,
    "disclosure-notice": _disclosure,
    "unit-minutes": _unit_minutes,
    "nomination-letter": _nomination_letter,
    "achievement-report": _achievement_report,
    "submission-letter": _submission,
    "revocation": _revocation,
}
