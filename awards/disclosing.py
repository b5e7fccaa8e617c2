"""A list of those proposed, posted for everybody to read: drawn up before a session or from its result, then begun.

What state it is in is read from its days. From its first day on list and days are frozen: the verbs refuse by the date,
the database by `begun_at`, which is written by whatever act comes first on that day (`begin_due` each morning).
Locks: the campaign or the list itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from awards import disclosure_mail, lines, publicity
from awards.issued_papers import drafts_about
from awards.models import CouncilSession, DisclosedCase, Disclosure, Nomination
from campaigns.models import Campaign
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import vdate
from thidua.workflow import acting_on, first, refuse

BEFORE = (Nomination.Status.VERIFIED, Nomination.Status.TABLED)
ENDED = (CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED)
LONGEST, FURTHEST = timedelta(days=90), timedelta(days=366)
LONGEST_SOURCE = 300
NOBODY = "Chọn ít nhất một hồ sơ để công khai."


def candidates(campaign: Campaign, session: CouncilSession | None = None) -> QuerySet[Nomination]:
    """Whom a list may name: verified or tabled dossiers; from the result of a session those it recommended."""
    found = Nomination.objects.filter(campaign=campaign)
    if session is None:
        found = found.filter(status__in=BEFORE)
    else:
        found = found.filter(session=session, status=Nomination.Status.RECOMMENDED)
    return found.select_related("award", "staff_member", "department", "unit")


def why_not_from(session: CouncilSession | None) -> str:
    """Whether a session has a result to post."""
    if session is None or session.status in ENDED:
        return ""
    return f"{session} chưa kết thúc nên chưa có kết quả để công khai; công khai hồ sơ đã thẩm định, hoặc chờ kết thúc."


# --- drawing up


def draw_up(
    campaign: Campaign,
    nominations: Iterable[Nomination],
    *,
    starts_on: date,
    ends_on: date | None,
    places: str,
    short_reason: str = "",
    session: CouncilSession | None = None,
    by: Any,
) -> Disclosure:
    """`ends_on` None: the day on which the days asked for are full. Begun at once where its first day is today."""
    with acting_on(campaign):
        disclosure = Disclosure(campaign=campaign, session=session, drafted_by=by)
        refuse(why_not_from(session))
        chosen = _settle(disclosure, nominations, starts_on, ends_on, places, short_reason)
        disclosure.save()
        _write_cases(disclosure, chosen)
        audit(disclosure, "create", by=by, after=_told(disclosure, chosen), reason=disclosure.short_reason)
        if starts_on <= clock.today():
            freeze(disclosure, by=by)
    return disclosure


def why_not_change(disclosure: Disclosure) -> str:
    if disclosure.begun_at or disclosure.starts_on <= clock.today():
        return (
            f"Danh sách đã công khai từ ngày {vdate(disclosure.starts_on)} nên khóa lại; "
            "có thay đổi thì lập đợt công khai khác sau khi đợt này hết hạn."
        )
    return ""


def change(
    disclosure: Disclosure,
    nominations: Iterable[Nomination],
    *,
    starts_on: date,
    ends_on: date | None,
    places: str,
    short_reason: str = "",
    by: Any,
) -> None:
    with acting_on(disclosure, "campaign", "session"):
        refuse(why_not_change(disclosure))
        before = _told(disclosure, list(disclosure.cases.all()))
        chosen = _settle(disclosure, nominations, starts_on, ends_on, places, short_reason)
        disclosure.cases.all().delete()
        disclosure.save()
        _write_cases(disclosure, chosen)
        audit(disclosure, "change", by=by, before=before, after=_told(disclosure, chosen))
        if starts_on <= clock.today():
            freeze(disclosure, by=by)


def why_not_discard(disclosure: Disclosure) -> str:
    if refused := why_not_change(disclosure):
        return refused
    draft, issued = drafts_about("disclosure-notice", disclosure.pk)
    if issued:
        return f"Đã ban hành Thông báo số {issued.full_number} theo danh sách này nên không xóa được."
    return "Đang soạn thông báo cho đợt công khai này; xóa bản đang soạn trước." if draft else ""


def discard(disclosure: Disclosure, *, by: Any) -> None:
    with acting_on(disclosure, "campaign"):
        refuse(why_not_discard(disclosure))
        audit(disclosure, "discard", by=by, before=_told(disclosure, list(disclosure.cases.all())))
        disclosure.cases.all().delete()
        disclosure.delete()


def _settle(
    disclosure: Disclosure,
    nominations: Iterable[Nomination],
    starts_on: date,
    ends_on: date | None,
    places: str,
    short_reason: str,
) -> list[Nomination]:
    """Days, places and the rule go into the (unsaved) list; its dossiers come back in order. Raises Refused."""
    chosen = lines.in_order(nominations)
    disclosure.places = places.strip()
    refuse(first(_why_not_days(chosen, starts_on, ends_on)))
    refuse("" if disclosure.places_listed else "Ghi ít nhất một nơi công khai.")
    asked = publicity.asked_of([(one.rule_set, one.award.deciding_level) for one in chosen], clock.today())
    ends_on = ends_on or publicity.last_day(starts_on, asked[0].days)
    reason = short_reason.strip()
    refuse(first(_why_not_posted(disclosure, chosen, asked, starts_on, ends_on, reason)))
    is_short = bool(publicity.why_too_short(asked, starts_on, ends_on, sure=False))
    disclosure.starts_on, disclosure.ends_on = starts_on, ends_on
    disclosure.short_reason = reason if is_short else ""
    disclosure.required_days, disclosure.required_by = asked[0].days, asked[0].cited[:LONGEST_SOURCE]
    return chosen


def _why_not_days(chosen: Sequence[Nomination], starts_on: date, ends_on: date | None) -> Iterator[str]:
    today = clock.today()
    yield "" if chosen else NOBODY
    if starts_on < today:
        yield f"Ngày đầu phải từ hôm nay, {vdate(today)}, trở đi: trước đó chương trình chưa đăng danh sách."
    if starts_on > today + FURTHEST:
        yield "Ngày đầu phải trong vòng một năm tới; xem lại năm."
    if ends_on is not None and ends_on < starts_on:
        yield f"Ngày cuối phải từ {vdate(starts_on)} (ngày đầu) trở đi."
    if ends_on is not None and ends_on - starts_on > LONGEST:
        yield f"Một đợt công khai dài nhất {LONGEST.days} ngày; xem lại ngày cuối."


def _why_not_posted(
    disclosure: Disclosure,
    chosen: Sequence[Nomination],
    asked: list[publicity.Asked],
    starts_on: date,
    ends_on: date,
    reason: str,
) -> Iterator[str]:
    yield _why_not_now(disclosure, chosen)
    yield _why_twice(disclosure, chosen, starts_on, ends_on)
    yield publicity.why_too_short(asked, starts_on, ends_on, sure=True)
    doubtful = publicity.why_too_short(asked, starts_on, ends_on, sure=False)
    if doubtful and not reason:
        yield f"{doubtful} Nếu vẫn công khai ít ngày hơn thì ghi lý do; Hội đồng đọc được lý do ấy."


def _why_not_now(disclosure: Disclosure, chosen: Sequence[Nomination]) -> str:
    """A dossier may have been withdrawn, or voted on, since the page was opened."""
    open_ones = set(candidates(disclosure.campaign, disclosure.session).order_by().values_list("pk", flat=True))
    gone = next((one for one in chosen if one.pk not in open_ones), None)
    if gone is None:
        return ""
    gone.refresh_from_db(fields=["status"])
    return (
        f"Hồ sơ của {gone.candidate} đang ở bước “{gone.get_status_display()}” nên không công khai được; bỏ hồ sơ này."
    )


def _why_twice(disclosure: Disclosure, chosen: Sequence[Nomination], starts_on: date, ends_on: date) -> str:
    """A dossier hangs in one list at a time; so does the list of somebody who pressed the button twice."""
    others = DisclosedCase.objects.filter(
        disclosure__campaign=disclosure.campaign, disclosure__starts_on__lte=ends_on, disclosure__ends_on__gte=starts_on
    ).exclude(disclosure=disclosure.pk)
    posted = dict(others.values_list("nomination", "disclosure"))
    for one in chosen:
        if one.pk in posted:
            other = Disclosure.objects.get(pk=posted[one.pk])
            return (
                f"{one.candidate}, {one.award.quoted_name} đã có trong đợt công khai từ {vdate(other.starts_on)} đến "
                f"{vdate(other.ends_on)}; bỏ hồ sơ này, hoặc chọn ngày khác."
            )
    return ""


def _write_cases(disclosure: Disclosure, chosen: Iterable[Nomination]) -> None:
    """Names, posts and units as words: the dossier may be renamed or moved later."""
    rows = [
        DisclosedCase(
            disclosure=disclosure,
            ordinal=ordinal,
            nomination=one,
            name=str(one.candidate),
            post=one.post,
            unit_name="" if one.is_collective else one.unit.name,
            award=one.award,
        )
        for ordinal, one in enumerate(chosen, start=1)
    ]
    DisclosedCase.objects.bulk_create(rows, batch_size=500)


def _told(disclosure: Disclosure, cases: Sequence[Any]) -> dict[str, Any]:
    names = ("starts_on", "ends_on", "places", "short_reason")
    return {name: getattr(disclosure, name) for name in names} | {"cases": len(cases)}


# --- its first day


def freeze(disclosure: Disclosure, *, by: Any) -> None:
    """From now on the list stays as it is; called with the list, or its campaign, locked."""
    disclosure.begun_at = clock.now()
    disclosure.save(update_fields=["begun_at"])
    audit(disclosure, "begin", by=by, after={"begun_at": disclosure.begun_at})
    transaction.on_commit(partial(disclosure_mail.later, disclosure.pk))


def begin_due() -> int:
    """Take note of every list whose first day has come; how many there were. Each morning, by `manage.py remind`."""
    begun = 0
    for disclosure in Disclosure.objects.filter(begun_at=None, starts_on__lte=clock.today()):
        with acting_on(disclosure):
            if disclosure.begun_at is None and disclosure.starts_on <= clock.today():
                freeze(disclosure, by=None)
                begun += 1
    return begun
