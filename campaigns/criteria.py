"""A campaign's criteria: written by the clerk, put to use when they weigh 100, fixed with the first sheet.

Locks: the set; who begins a sheet (campaigns/scoring.py) locks it too,
so that nobody is scored by what is being changed.
"""

import calendar
import contextlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from campaigns.models import Campaign, CriteriaSet, Criterion
from campaigns.models.points import WHOLE
from campaigns.points import shown, weighed
from thidua import clock
from thidua.audit import audit
from thidua.workflow import Move, Refused, acting_on, move, refuse, why_not_move

DRAFT, OPEN = CriteriaSet.Status
MOVES = {
    "put_to_use": Move(frozenset({DRAFT}), OPEN, "áp dụng"),
    "take_back": Move(frozenset({OPEN}), DRAFT, "lấy lại để sửa"),
}
ENDED = (Campaign.Status.CONCLUDED, Campaign.Status.CANCELLED)
TWICE = "Bảng tiêu chí này vừa được lập ở cửa sổ khác; tải lại trang để xem."


def set_of(campaign: Campaign, subject: str) -> CriteriaSet:
    """The stored one, or a new one that is not stored yet."""
    found = CriteriaSet.objects.filter(campaign=campaign, subject=subject).first()
    if found is None:
        return CriteriaSet(campaign=campaign, subject=subject)
    found.campaign = campaign
    return found


# --- writing


def _why_fixed(found: CriteriaSet) -> str:
    if found.campaign.status in ENDED:
        return f"{found.campaign} đang ở bước “{found.campaign.get_status_display()}” nên bảng tiêu chí không sửa được."
    if found.pk and found.sheets.exists():
        return (
            "Đã có phiếu chấm điểm theo bảng tiêu chí này nên không sửa được; "
            "muốn đổi tiêu chí thì lập bảng mới cho phong trào năm sau."
        )
    return ""


def why_not_write(found: CriteriaSet) -> str:
    if refused := _why_fixed(found):
        return refused
    if found.status == OPEN:
        return "Bảng tiêu chí đang áp dụng; bấm “Lấy lại để sửa” trước khi sửa."
    return ""


@contextlib.contextmanager
def writing(found: CriteriaSet) -> Iterator[CriteriaSet]:
    """Around the saving of its form, also of a new one: locked, and refused once it is in use."""
    try:
        if found.pk is None:
            with acting_on(found.campaign):
                is_there = CriteriaSet.objects.filter(campaign=found.campaign, subject=found.subject).exists()
                refuse(TWICE if is_there else why_not_write(found))
                yield found
            return
        with acting_on(found, "campaign"):
            refuse(why_not_write(found))
            yield found
    except CriteriaSet.DoesNotExist:
        raise Refused("Bảng tiêu chí này vừa được xóa ở cửa sổ khác; tải lại trang để xem.") from None


def why_not_put_to_use(found: CriteriaSet) -> str:
    if refused := why_not_move(found, MOVES, "put_to_use") or _why_fixed(found):
        return refused
    criteria = list(found.criteria.all())
    if not criteria:
        return "Chưa áp dụng được vì bảng chưa có tiêu chí nào; sửa bảng và thêm tiêu chí."
    weight = weighed(criteria)
    if weight != WHOLE:
        wrong = abs(WHOLE - weight)
        how = "còn thiếu" if weight < WHOLE else "thừa"
        return (
            f"Chưa áp dụng được vì tổng điểm tối đa của các tiêu chí là {shown(weight)}, phải bằng 100 "
            f"({how} {shown(wrong)}); sửa bảng tiêu chí."
        )
    return ""


def put_to_use(found: CriteriaSet, *, by: Any) -> None:
    with acting_on(found, "campaign"):
        refuse(why_not_put_to_use(found))
        move(found, MOVES, "put_to_use", by=by, opened_at=clock.now())


def why_not_take_back(found: CriteriaSet) -> str:
    return why_not_move(found, MOVES, "take_back") or _why_fixed(found)


def take_back(found: CriteriaSet, *, by: Any) -> None:
    """While nobody was scored by it."""
    with acting_on(found, "campaign"):
        refuse(why_not_take_back(found))
        move(found, MOVES, "take_back", by=by, opened_at=None)


def discard(found: CriteriaSet, *, by: Any) -> None:
    with acting_on(found, "campaign"):
        refuse(why_not_write(found))
        audit(found, "discard", by=by, before={"criteria": [str(one) for one in found.criteria.all()]})
        found.delete()


def why_not_postpone(found: CriteriaSet) -> str:
    """Of the day until which people score themselves: it may change as long as the campaign runs."""
    if found.campaign.status in ENDED:
        return f"{found.campaign} đang ở bước “{found.campaign.get_status_display()}” nên hạn không đổi được."
    return ""


def postpone(found: CriteriaSet, due_on: date | None, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do đổi hạn tự chấm điểm.")
    with acting_on(found, "campaign"):
        refuse(why_not_postpone(found))
        before, found.due_on = found.due_on, due_on
        found.save(update_fields=["due_on"])
        audit(found, "postpone", by=by, before={"due_on": before}, after={"due_on": due_on}, reason=reason.strip())


# --- from another year


def last_years(campaign: Campaign, subject: str) -> CriteriaSet | None:
    """The newest set of an earlier year that has criteria."""
    earlier = CriteriaSet.objects.filter(subject=subject, campaign__year__lt=campaign.year, criteria__isnull=False)
    return earlier.select_related("campaign").order_by("-campaign__year", "-pk").first()


def why_not_copy_last(campaign: Campaign, subject: str) -> str:
    found = set_of(campaign, subject)
    if refused := why_not_write(found):
        return refused
    if found.pk and found.criteria.exists():
        return "Bảng đã có tiêu chí nên không chép đè; xóa bảng nháp rồi chép."
    return "" if last_years(campaign, subject) else "Chưa có bảng tiêu chí của năm trước để chép; lập bảng mới."


def copy_last(campaign: Campaign, subject: str, *, by: Any) -> CriteriaSet:
    """One click: the newest earlier set as a draft of this campaign."""
    try:
        with acting_on(campaign):
            refuse(why_not_copy_last(campaign, subject))
            CriteriaSet.objects.filter(campaign=campaign, subject=subject).delete()  # a draft without criteria
            return _copied(last_years(campaign, subject), campaign, by=by)
    except IntegrityError:  # another window was quicker
        raise Refused(TWICE) from None


def copy_all(campaign: Campaign, new: Campaign, *, by: Any) -> None:
    """With the plan of another year; drafts there, whatever they were here."""
    with transaction.atomic():
        for found in campaign.criteria_sets.all():
            _copied(found, new, by=by)


def _copied(source: CriteriaSet, campaign: Campaign, *, by: Any) -> CriteriaSet:
    new = CriteriaSet.objects.create(
        campaign=campaign,
        subject=source.subject,
        guidance=source.guidance,
        bonus_limit=source.bonus_limit,
        due_on=_in_year(source.due_on, campaign.year - source.campaign.year),
    )
    Criterion.objects.bulk_create(
        Criterion(criteria_set=new, number=one.number, name=one.name, guidance=one.guidance, weight=one.weight)
        for one in source.criteria.all()
    )
    audit(new, "create", by=by, after={"copied_from": source.campaign.year})
    return new


def _in_year(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
