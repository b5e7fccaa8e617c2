"""What the minutes say of the files: what a session before this one decided, what was laid before the council."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from awards import resting
from awards.documents import room
from awards.documents.stepping_out import case
from awards.documents.ways import sentence
from awards.models import CouncilSession, EligibilityReport, Nomination, Question, Round
from campaigns.documents.pledge import printed_name
from campaigns.models import Award
from thidua.papers import Block, Column, NumberedItem, Paragraph, Row, Table
from thidua.vietnamese import lower_first, two_digits

FILES = (
    Column("STT", 11, "center"),
    Column("Danh hiệu, hình thức"),
    Column("Số hồ sơ", 20, "center"),
    Column("Đủ điều kiện", 23, "center"),
    Column("Chưa đủ điều kiện", 24, "center"),
    Column("Chưa rõ", 18, "center"),
)
VERDICTS = ("eligible", "not_eligible", "undetermined")
Moment = EligibilityReport.Moment


@dataclass(frozen=True)
class Verdicts:
    """Nomination → what a report found. before: the one the council had; reviewed: made after a count."""

    before: dict[int, str]
    reviewed: dict[int, str]


def verdicts_of(nominations: Collection[int]) -> Verdicts:
    before: dict[int, str] = {}
    reviewed: dict[int, str] = {}
    reports = EligibilityReport.objects.filter(nomination__in=nominations).order_by("pk")
    for nomination, moment, verdict in reports.values_list("nomination_id", "moment", "verdict"):
        if moment == Moment.REVIEWED:
            reviewed[nomination] = verdict
        else:
            before[nomination] = verdict
            reviewed.pop(nomination, None)  # laid on the table anew: what an earlier session reviewed is past
    return Verdicts(before, reviewed)


# --- the session that is continued


def named(session: CouncilSession) -> str:
    """“phiên họp lúc 08 giờ 30, ngày 20 tháng 12 năm 2022 (Biên bản số 05/BB-HĐTĐKT)”: a day may have several."""
    written = f" (Biên bản số {session.minutes.full_number})" if session.minutes else ""
    return f"phiên họp lúc {room.moment(session.held_at)}{written}"


def counted_in(session: CouncilSession) -> dict[int, bool]:
    """Nomination → whether its last count proposed it."""
    counted = Question.objects.filter(round__session=session, round__status=Round.Status.COUNTED)
    return dict(counted.order_by("round__ordinal", "ordinal").values_list("nomination_id", "passed"))


def continued(session: CouncilSession, counted: dict[int, bool]) -> Paragraph:
    """`counted`: of the session that is continued."""
    first = session.continues
    passed = sum(counted.values())
    done = f"đã biểu quyết {two_digits(len(counted))} trường hợp"
    if counted:
        done += f" (đề nghị {two_digits(passed)}, không đề nghị {two_digits(len(counted) - passed)})"
    why = f", rồi hoãn, lý do: {sentence(first.end_reason)}" if first.end_reason else ""
    return Paragraph(f"P{named(first)[1:]} {done}{why}. Phiên họp này xét tiếp các trường hợp còn lại.")


def chain_of(session: CouncilSession) -> list[CouncilSession]:
    """It and the sessions it continues, the first one first."""
    found = [session]
    while before := found[0].continues:
        found.insert(0, before)
    return found


def left_of(session: CouncilSession) -> list[Nomination]:
    """Of a session broken off: what lay before it and was not counted; also once a later session took it up."""
    if session.status != CouncilSession.Status.ADJOURNED:
        return []
    later, last = [session.pk], [session.pk]
    while last:
        last = list(CouncilSession.objects.filter(continues__in=last).values_list("pk", flat=True))
        later += last
    taken_up = Q(session__in=later) | Q(left_by__in=later)
    lay = EligibilityReport.objects.filter(moment=Moment.TABLED, made_at__lte=session.ended_at).values("nomination")
    found = Nomination.objects.filter(taken_up, pk__in=lay).exclude(pk__in=counted_in(session))
    return list(found.select_related("award", "unit", "staff_member", "department").in_order())


# --- the files


def files(session: CouncilSession, what: dict[str, Any]) -> Iterator[Block]:
    """How many were laid before the council, and what the check against the conditions found of each."""
    if session.continues:
        yield continued(session, what["counted_before"])
    laid = [nomination for nomination in what["nominations"] if not nomination.lower_of_id]
    yield from _laid(laid, what["verdicts"].before)
    if lower := [nomination for nomination in what["nominations"] if nomination.lower_of_id]:
        yield Paragraph("Hội đồng đặt riêng câu hỏi ở mức thấp hơn hồ sơ đề nghị:")
        yield from (NumberedItem("-", _lower(nomination, what)) for nomination in lower)
    yield from _reviewed(what)


def _laid(nominations: list[Nomination], verdicts: dict[int, str]) -> Iterator[Block]:
    counts: dict[Award, Counter] = defaultdict(Counter)
    for nomination in nominations:
        counts[nomination.award][verdicts.get(nomination.pk, "undetermined")] += 1
    yield Paragraph(f"Thường trực Hội đồng trình {two_digits(len(nominations))} hồ sơ đã thẩm định, gồm:")
    yield Table(
        FILES,
        [
            Row([str(i), printed_name(award), two_digits(found.total()), *(two_digits(found[v]) for v in VERDICTS)])
            for i, (award, found) in enumerate(counts.items(), start=1)
        ],
    )


def _lower(nomination: Nomination, what: dict[str, Any]) -> str:
    found = what["verdicts"].before.get(nomination.pk, "undetermined")
    instead = printed_name(nomination.lower_of.award)
    return f"{case(nomination, what)}, thay cho {instead}; kết quả đối chiếu: {_words(found)}."


def _reviewed(what: dict[str, Any]) -> Iterator[Block]:
    """What was checked again, under what was counted before (awards/reassessing.py)."""
    found, counted = what["verdicts"].reviewed, _awards_counted(what["questions"])
    again: dict[str, list[Nomination]] = {}
    for nomination in what["nominations"]:
        if nomination.pk in found:
            again.setdefault(_why_again(nomination, counted), []).append(nomination)
    for why, cases in again.items():
        yield Paragraph(f"{why} được đối chiếu lại:")
        yield from (NumberedItem("-", f"{case(one, what)}: {_words(found[one.pk])}.") for one in cases)


Subject = tuple[str, int | None, int | None]  # award, person, collective


def _awards_counted(questions: Iterable[Question]) -> dict[Subject, Award]:
    cases = [question.nomination for question in questions]
    return {(one.award_id, one.staff_member_id, one.department_id): one.award for one in cases}


def _why_again(nomination: Nomination, counted: Mapping[Subject, Award]) -> str:
    """The title below it where that was counted; else it is a collective, whose people were."""
    base, _ = resting.BASES.get(nomination.award_id, ("", ""))
    if below := counted.get((base, nomination.staff_member_id, nomination.department_id)):
        return f"Sau khi kiểm phiếu {printed_name(below)}, điều kiện của danh hiệu dựa vào danh hiệu đó"
    return "Sau khi kiểm phiếu các trường hợp cá nhân, điều kiện của tập thể"


def _words(verdict: str) -> str:
    return lower_first(EligibilityReport.Verdict(verdict).label)
