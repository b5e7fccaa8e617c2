"""What a council is told of the lists in which the dossiers of its session hung, and what the minutes say of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from awards.models import CouncilSession, Disclosure, Objection
from campaigns import working_days
from thidua.vietnamese import date_words, two_digits

NOT_POSTED = "Danh sách đề nghị xét tại phiên họp chưa được công khai trên phần mềm."


@dataclass(frozen=True)
class Posted:
    """One list: how many of the session's dossiers it names, for how many working days, what came in against it."""

    disclosure: Disclosure
    cases: int
    days: int
    objections: int
    answered: int

    @property
    def is_short(self) -> bool:
        return self.disclosure.required_days is not None and self.days < self.disclosure.required_days

    @property
    def unanswered(self) -> int:
        return self.objections - self.answered


@dataclass(frozen=True)
class Told:
    """Of a session: its lists, the earliest first, and how many of its dossiers hung in none of them."""

    lists: list[Posted] = field(default_factory=list)
    cases: int = 0
    not_posted: int = 0


def of_session(session: CouncilSession, day: date | None = None) -> Told:
    """Lists begun by that day (None: ever) in which dossiers of the session hung. Two queries, five with lists."""
    mine = Q(cases__nomination__session=session)
    lists = Disclosure.objects.filter(begun_at__isnull=False, session=None)
    if day is not None:
        lists = lists.filter(starts_on__lte=day)
    counted = lists.annotate(mine=Count("cases", filter=mine)).filter(mine__gt=0).order_by("starts_on", "pk")
    total = session.nominations.count()
    found = list(counted)
    if not found:
        return Told([], total, total)
    hung = session.nominations.filter(disclosed_in__disclosure__in=found).values("pk").distinct().count()
    return Told(_posted(found, {one.pk: one.mine for one in found}), total, total - hung)


def of_nomination(nomination_pk: int) -> list[Posted]:
    """Every list, begun, in which one dossier hung; objections are counted of the whole list."""
    found = list(
        Disclosure.objects.filter(begun_at__isnull=False, cases__nomination=nomination_pk).order_by("starts_on", "pk")
    )
    return _posted(found, {})


def _posted(lists: list[Disclosure], cases: dict[int, int]) -> list[Posted]:
    if not lists:
        return []
    corrections = working_days.corrections(min(x.starts_on for x in lists), max(x.ends_on for x in lists))
    counts = _objections(lists)
    return [
        Posted(one, cases.get(one.pk, 0), one.working_days_by(corrections), *counts.get(one.pk, (0, 0)))
        for one in lists
    ]


def _objections(lists: Iterable[Disclosure]) -> dict[int, tuple[int, int]]:
    answered = Count("pk", filter=Q(status=Objection.Status.ANSWERED))
    rows = Objection.objects.filter(disclosure__in=lists).order_by().values_list("disclosure")
    return {pk: (number, done) for pk, number, done in rows.annotate(number=Count("pk"), done=answered)}


def told_of(session: CouncilSession) -> list[str]:
    """Sentences for the minutes: where and for how long the list hung, how many objections came and were answered.

    As of the day the session met; without it, as it stands now. Dates in words, as papers write them.
    """
    told = of_session(session, timezone.localdate(session.held_at))
    if not told.lists:
        return [NOT_POSTED] if told.cases else []
    said = [sentence for one in told.lists for sentence in _sentences(one)]
    if told.not_posted:
        said.append(f"{two_digits(told.not_posted)} hồ sơ xét tại phiên họp chưa được công khai trên phần mềm.")
    return said


def _sentences(one: Posted) -> Iterable[str]:
    row = one.disclosure
    yield (
        f"Danh sách đề nghị ({two_digits(one.cases)} hồ sơ xét tại phiên họp) được công khai từ "
        f"{date_words(row.starts_on)} đến hết {date_words(row.ends_on)}, {two_digits(one.days)} ngày làm việc, tại: "
        f"{'; '.join(row.places_listed)}."
    )
    if one.is_short:
        reason = f" Lý do: {row.short_reason.rstrip('. ')}." if row.short_reason else ""
        yield f"Số ngày công khai ít hơn {two_digits(row.required_days)} ngày làm việc theo quy định.{reason}"
    yield _of_objections(one)


def _of_objections(one: Posted) -> str:
    if not one.objections:
        return "Trong thời gian công khai không có kiến nghị."
    count = two_digits(one.objections)
    if not one.unanswered:
        return f"Có {count} kiến nghị; Thường trực Hội đồng đã trả lời bằng văn bản."
    if not one.answered:
        return f"Có {count} kiến nghị; chưa trả lời."
    return f"Có {count} kiến nghị; đã trả lời {two_digits(one.answered)}, chưa trả lời {two_digits(one.unanswered)}."
