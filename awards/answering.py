"""What the level above said of a tờ trình: awarded or declined, case by case, by one decision or by several.

Locks: first the letter, then the dossiers.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from awards import nominating
from awards.models import AwardRecord, Nomination, SubmissionAnswer, SubmissionLetter, SubmissionLine
from awards.submitting import MOVES
from thidua import clock
from thidua.audit import audit
from thidua.models import Attachment
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import acting_on, move, refuse, why_not_move

OUTCOME = SubmissionLine.Outcome


@dataclass(frozen=True)
class Said:
    """What the level above said of one line."""

    outcome: str
    reason: str = ""


def why_not_answer(letter: SubmissionLetter) -> str:
    return why_not_move(letter, MOVES, "answer")


def why_not_dated(letter: SubmissionLetter, date: datetime.date) -> str:
    if date < letter.date:
        return f"Ngày văn bản trả lời {vdate(date)} trước ngày tờ trình {vdate(letter.date)}; nhập ngày từ đó trở đi."
    if date > clock.today():
        return f"Ngày văn bản trả lời {vdate(date)} chưa đến; nhập ngày ghi trên văn bản đã nhận."
    return ""


def _why_not_named(
    letter: SubmissionLetter, number: str, date: datetime.date, issuer: str, *, but: int | None = None
) -> str:
    if not (number and issuer):
        return "Ghi số, ký hiệu và cơ quan ban hành văn bản trả lời."
    if letter.answers.filter(number=number).exclude(pk=but).exists():
        return f"Văn bản số {number} đã được ghi cho tờ trình này; kiểm tra lại số."
    return why_not_dated(letter, date)


def record_answer(
    letter: SubmissionLetter,
    said: Mapping[int, Said],
    *,
    number: str,
    date: datetime.date,
    issuer: str,
    file: Attachment | None = None,
    by: Any,
) -> SubmissionAnswer:
    """One decision or letter from above, for the lines (by key) it speaks of; the last one makes the letter answered.

    Each of them is awarded, with a record of that decision, or declined with its reason.
    """
    number, issuer = clean_line(number), clean_line(issuer)
    with acting_on(letter):
        refuse(why_not_answer(letter) or _why_not_named(letter, number, date, issuer))
        open_lines = {line.pk: line for line in unanswered(letter)}
        refuse(_why_not_said(said, open_lines))
        stamp = {"entered_by": by, "entered_at": clock.now()}
        answer = letter.answers.create(number=number, date=date, issuer=issuer, file=file, **stamp)
        audit(letter, "record_answer", by=by, after={"number": number, "date": date, "lines": len(said)})
        for pk, what in said.items():
            _settle(open_lines[pk], what, answer, by)
        if len(said) == len(open_lines):
            move(letter, MOVES, "answer", by=by)
    return answer


def unanswered(letter: SubmissionLetter) -> QuerySet[SubmissionLine]:
    related = ("award", "staff_member", "department", "unit", "phase", "movement")
    return letter.lines.filter(outcome__isnull=True).select_related(*(f"nomination__{name}" for name in related))


def _why_not_said(said: Mapping[int, Said], open_lines: Mapping[int, SubmissionLine]) -> str:
    if not said:
        return "Chọn kết quả cho ít nhất một trường hợp."
    if not set(said) <= set(open_lines):
        return "Có trường hợp vừa được ghi kết quả; tải lại trang để xem rồi ghi tiếp."
    for pk, what in said.items():
        if what.outcome == OUTCOME.DECLINED and not what.reason.strip():
            return f"Ghi lý do không được chấp thuận của {open_lines[pk].nomination.candidate}."
    return ""


def _settle(line: SubmissionLine, what: Said, answer: SubmissionAnswer, by: Any) -> None:
    line.outcome, line.answer = OUTCOME(what.outcome), answer
    if line.outcome == OUTCOME.AWARDED:
        nominating.award(line.nomination, by=by)
        _keep_record(line.nomination, answer)
    else:
        line.reason = what.reason.strip()
        nominating.decline(line.nomination, reason=line.reason, by=by)
    line.save(update_fields=["outcome", "answer", "reason"])


def _keep_record(nomination: Nomination, answer: SubmissionAnswer) -> None:
    """In the history of who received it; one that was imported already is not written twice."""
    same = {
        "staff_member": nomination.staff_member,
        "department": nomination.department,
        "award": nomination.award,
        "year": nomination.year,
        "occasion": nomination.occasion,
        "occasion_text": nomination.occasion_name[:200],
        "decision_number": answer.number,
    }
    rest = {
        "decision_date": answer.date,
        "issuer": answer.issuer,
        "unit_name": nomination.unit.name,
        "source": AwardRecord.Source.UPPER,
    }
    AwardRecord.objects.get_or_create(**same, defaults=rest)


# --- a mistake in it


def mend(
    answer: SubmissionAnswer,
    *,
    number: str,
    date: datetime.date,
    issuer: str,
    file: Attachment | None = None,
    reason: str,
    by: Any,
) -> None:
    """Number, date, issuer or file were written down wrongly: the answer and its records say it right.

    What was answered stays: who was awarded or declined is never turned round. `file` None keeps the file.
    """
    number, issuer, letter = clean_line(number), clean_line(issuer), answer.letter
    refuse("" if reason.strip() else "Ghi lý do sửa trả lời đã ghi.")
    with acting_on(letter), acting_on(answer):
        refuse(_why_not_named(letter, number, date, issuer, but=answer.pk))
        before = {"number": answer.number, "date": answer.date, "issuer": answer.issuer}
        records = _records(answer)
        answer.number, answer.date, answer.issuer, answer.file = number, date, issuer, file or answer.file
        answer.save(update_fields=["number", "date", "issuer", "file"])
        records.update(decision_number=number, decision_date=date, issuer=issuer)
        after = {"number": number, "date": date, "issuer": issuer}
        audit(letter, "mend_answer", by=by, before=before, after=after, reason=reason.strip())


def _records(answer: SubmissionAnswer) -> QuerySet[AwardRecord]:
    """The rows of history that this answer wrote."""
    wanted = Q(pk__in=[])
    for line in answer.lines.filter(outcome=OUTCOME.AWARDED).select_related("nomination"):
        one = line.nomination
        same = {"staff_member": one.staff_member_id, "department": one.department_id, "award": one.award_id}
        wanted |= Q(**same, year=one.year, occasion=one.occasion)
    keys = AwardRecord.objects.filter(
        wanted, source=AwardRecord.Source.UPPER, decision_number=answer.number, revoked_on__isnull=True
    )
    return AwardRecord.objects.filter(pk__in=list(keys.values_list("pk", flat=True)))
