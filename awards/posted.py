"""What a council is told of the lists in which the dossiers of its session hung, and what the minutes say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from awards.models import CouncilSession, DisclosedCase, Disclosure, Nomination, Objection
from campaigns import working_days
from thidua import clock
from thidua.models import Holiday
from thidua.vietnamese import date_words, two_digits

NOT_POSTED = "Danh sách đề nghị xét tại phiên họp chưa được công khai trên phần mềm."


@dataclass(frozen=True)
class Posted:
    """One list: how many of the session's dossiers it names, for how many working days, what came in against it.

    `known`: the school's corrections of those days; `met_on`: the day the session was opened.
    """

    disclosure: Disclosure
    cases: int
    days: int
    objections: int
    answered: int
    known: Mapping[date, bool] = field(default_factory=dict)
    met_on: date | None = None

    def days_before(self, day: date) -> int:
        return self.disclosure.working_days_by(self.known, before=day)

    @property
    def is_cut(self) -> bool:
        """The session met while the list hung, as the minutes say."""
        return self.met_on is not None and self.disclosure.starts_on <= self.met_on <= self.disclosure.ends_on

    @property
    def days_counted(self) -> int:
        return self.days_before(self.met_on) if self.is_cut else self.days

    @property
    def is_short(self) -> bool:
        return self.disclosure.required_days is not None and self.days < self.disclosure.required_days

    @property
    def unanswered(self) -> int:
        return self.objections - self.answered

    @property
    def still_hangs(self) -> bool:
        """Today is one of its days: who opens the session today meets before the time is over."""
        return self.disclosure.ends_on >= clock.today()


@dataclass(frozen=True)
class Told:
    """Of a session: its lists, the earliest first, and how many of its dossiers hung in none of them.

    `results`: lists drawn up from its result.
    """

    lists: list[Posted] = field(default_factory=list)
    cases: int = 0
    not_posted: int = 0
    results: list[Posted] = field(default_factory=list)

    @property
    def objections(self) -> int:
        return sum(one.objections for one in self.lists)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.lists)


def of_session(session: CouncilSession, cases: int | None = None) -> Told:
    """Lists begun in which dossiers of the session hung; one query, one more where the school corrected a day.

    `cases`: how many dossiers the session has, where the caller has counted them.
    """
    mine = DisclosedCase.objects.filter(nomination__in=Nomination.objects.laid_before(session))
    before = mine.filter(disclosure__session=None, disclosure__begun_at__isnull=False)
    of_its_own = Q(pk__in=before.values("disclosure")) | Q(session=session)
    hung = before.order_by().values("disclosure__session").annotate(number=Count("nomination", distinct=True))
    rows = _counted(Disclosure.objects.filter(of_its_own), mine, asked_about(session)).annotate(hung=_one(hung))
    met_on = timezone.localdate(session.convened_at) if session.convened_at else None
    found = [replace(one, met_on=met_on) for one in _read(rows)]
    lists = [one for one in found if one.disclosure.session_id is None]
    total = Nomination.objects.laid_before(session).count() if cases is None else cases
    left = total - (lists[0].disclosure.hung if lists else 0)
    return Told(lists, total, left, [one for one in found if one.disclosure.session_id])


def asked_about(session: CouncilSession) -> Q:
    """Objections the session is told of: about its dossiers or about nobody in particular; all against its result."""
    laid = Nomination.objects.laid_before(session)
    return Q(case=None) | Q(case__nomination__in=laid) | Q(disclosure__session=session)


def of_nomination(nomination_pk: int) -> list[Posted]:
    """Every list, begun, in which one dossier hung; of the objections those about it."""
    mine = DisclosedCase.objects.filter(nomination=nomination_pk)
    begun = Disclosure.objects.filter(begun_at__isnull=False, pk__in=mine.values("disclosure"))
    return _read(_counted(begun, mine, Q(case__nomination=nomination_pk)))


def _counted(lists: QuerySet[Disclosure], mine: QuerySet[DisclosedCase], about: Q) -> QuerySet[Disclosure]:
    here = mine.filter(disclosure=OuterRef("pk")).order_by().values("disclosure")
    objections = Objection.objects.filter(about, disclosure=OuterRef("pk")).order_by().values("disclosure")
    done = objections.filter(status=Objection.Status.ANSWERED)
    number = Count("pk")
    return lists.annotate(
        mine=_one(here.annotate(number=number)),
        objected=_one(objections.annotate(number=number)),
        answered=_one(done.annotate(number=number)),
        is_corrected=Exists(Holiday.objects.filter(day__range=(OuterRef("starts_on"), OuterRef("ends_on")))),
    ).order_by("starts_on", "pk")


def _one(counted: QuerySet) -> Coalesce:
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def _read(rows: QuerySet[Disclosure]) -> list[Posted]:
    lists = list(rows)
    corrected = [one for one in lists if one.is_corrected]
    known = {}
    if corrected:
        known = working_days.corrections(min(one.starts_on for one in corrected), max(one.ends_on for one in corrected))
    return [Posted(one, one.mine, one.working_days_by(known), one.objected, one.answered, known) for one in lists]


def told_of(session: CouncilSession) -> list[str]:
    """Sentences for the minutes: where and for how long the list hung, how many objections came and were answered.

    As of the day the session met; without it, as it stands now. Dates in words, as papers write them.
    """
    told, day = of_session(session), timezone.localdate(session.held_at)
    lists = [one for one in told.lists if one.disclosure.starts_on <= day]
    if not lists:
        return [NOT_POSTED] if told.cases else []
    said = [sentence for one in lists for sentence in _sentences(one, day)]
    if told.not_posted:
        said.append(f"{two_digits(told.not_posted)} hồ sơ xét tại phiên họp chưa được công khai trên phần mềm.")
    return said


def _sentences(one: Posted, day: date) -> Iterable[str]:
    """`day`: of the meeting; the last day of a posting is over when it is past."""
    row = one.disclosure
    is_over = row.ends_on < day
    days = f"{two_digits(one.days)} ngày làm việc, " if is_over else ""
    yield (
        f"Danh sách đề nghị ({two_digits(one.cases)} hồ sơ xét tại phiên họp) được công khai từ "
        f"{date_words(row.starts_on)} đến hết {date_words(row.ends_on)}, {days}tại: {'; '.join(row.places_listed)}."
    )
    if not is_over:
        yield (
            "Khi họp chưa hết thời hạn công khai; đến trước ngày họp, danh sách đã được công khai "
            f"{two_digits(one.days_before(day))} ngày làm việc."
        )
    if one.is_short:
        reason = f" Lý do: {row.short_reason.rstrip('. ')}." if row.short_reason else ""
        yield f"Số ngày công khai ít hơn {two_digits(row.required_days)} ngày làm việc theo quy định.{reason}"
    yield _of_objections(one, is_over=is_over)


def _of_objections(one: Posted, *, is_over: bool) -> str:
    if not one.objections:
        return f"{'Trong thời gian công khai' if is_over else 'Đến khi họp'} không có kiến nghị."
    count = two_digits(one.objections)
    if not one.unanswered:
        return f"Có {count} kiến nghị; Thường trực Hội đồng đã trả lời."
    if not one.answered:
        return f"Có {count} kiến nghị; chưa trả lời."
    return f"Có {count} kiến nghị; đã trả lời {two_digits(one.answered)}, chưa trả lời {two_digits(one.unanswered)}."
