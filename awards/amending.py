"""The values of the law's parameters: another value from a day on, a value compared with the text, an own one ended.

A change is a new row. The row it follows gets its last day, written once; a row of the very same day gives its whole
place. Parameters have no parent row to lock, so every act locks the institution's: they are few and rare.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from awards import lawbook
from awards.eligibility import sets
from awards.eligibility.wording import in_words, label_of
from awards.lawbook import A_DAY, Entry
from thidua import clock
from thidua.audit import line
from thidua.models import Certainty, Institution, Parameter
from thidua.vietnamese import clean_line, vdate
from thidua.workflow import refuse

A_YEAR = 1  # until a thing is looked up again


@dataclass(frozen=True)
class Plan:
    """What a new value from `since` does: the row it ends the day before, or whose place it takes; its own last day."""

    entry: Entry
    since: date
    ends: Parameter | None = None
    replaces: Parameter | None = None
    until: date | None = None


def _live(code: str, key: str) -> list[Parameter]:
    return list(Parameter.objects.live().filter(rule_set=code, key=key).order_by("valid_from"))


def why_not_since(code: str, key: str, since: date) -> str:
    begins = lawbook.first_day(code)
    if since < begins:
        return f"Bộ quy định {code} áp dụng từ {vdate(begins)}; chọn ngày từ đó trở đi"
    for row in _live(code, key):
        if row.valid_to and row.valid_from < since <= row.valid_to:
            return f"Giá trị đang ghi áp dụng đến hết ngày {vdate(row.valid_to)}; chọn ngày sau đó"
    return ""


def why_not_value(code: str, key: str, value: str, since: date) -> str:
    if why := lawbook.FIXED.get(key):
        return f"{why}; không đặt riêng được"
    held = lawbook.entry(code, key, since)
    if held.value and lawbook.same(key, held.value, value):
        return (
            f"Ngày {vdate(since)} đã áp dụng giá trị {held.words}; nhập giá trị khác, "
            "hoặc dùng việc “Xác nhận đã đối chiếu” nếu chỉ xác nhận giá trị này"
        )
    return ""


def why_not_confirm(entry: Entry) -> str:
    if not entry.value:
        return f"“{entry.label}” chưa có giá trị; đặt giá trị trước."
    if not entry.to_check:
        return f"“{entry.label}” đã đối chiếu nguồn rồi."
    return _sentence(why_not_since(entry.rule_set, entry.key, entry.since))


def why_not_end(entry: Entry) -> str:
    if entry.row is None:
        return f"“{entry.label}” đang theo mặc định của bộ quy định, không có gì để thôi áp dụng."
    if entry.row.valid_to:
        return f"Giá trị này đã có ngày hết áp dụng là {vdate(entry.row.valid_to)}."
    return ""


def planned(code: str, key: str, since: date) -> Plan:
    """Where a value from `since` on falls among the stored ones; asks nothing."""
    ends = replaces = until = None
    for row in _live(code, key):
        if row.valid_from == since:
            replaces, until = row, row.valid_to
        elif row.valid_from < since and row.valid_to is None:
            ends = row
        elif row.valid_from > since and until is None and replaces is None:
            until = row.valid_from - A_DAY
    return Plan(lawbook.entry(code, key, since), since, ends, replaces, until)


@transaction.atomic
def change(code: str, key: str, *, value: str, source: str, certainty: str, since: date, by: Any) -> Parameter:
    """Another value of one parameter from `since` on."""
    lock_parameters()
    refuse(_sentence(why_not_since(code, key, since) or why_not_value(code, key, value, since)))
    return write(planned(code, key, since), value, source, certainty, verb="change_value", by=by)


@transaction.atomic
def confirm(names: Iterable[tuple[str, str]], *, source: str, by: Any) -> list[Parameter]:
    """The values of these parameters (set and key) from when they apply, now compared with `source`; all or none."""
    lock_parameters()
    rows = []
    for code, key in names:
        entry = lawbook.entry(code, key)
        refuse(why_not_confirm(entry))
        plan = planned(code, key, entry.since)
        rows.append(write(plan, entry.value, source, Certainty.CONFIRMED, verb="confirm_value", by=by))
    return rows


@transaction.atomic
def end(code: str, key: str, *, last_day: date, by: Any) -> None:
    """The school's own value applies for the last time that day; then the set's default again."""
    lock_parameters()
    entry = lawbook.entry(code, key)
    refuse(why_not_end(entry))
    row = entry.row
    if last_day < row.valid_from:
        refuse(f"Giá trị này áp dụng từ ngày {vdate(row.valid_from)}; chọn ngày từ đó trở đi.")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    write_line(row, "end_value", by=by, before={"value": entry.words}, after={"valid_to": last_day})


def lock_parameters() -> None:
    """Only inside a transaction."""
    list(Institution.objects.select_for_update().order_by("pk"))


def write(plan: Plan, value: str, source: str, certainty: str, *, verb: str, by: Any) -> Parameter:
    """The row of a plan, with its line in the trail; called with the parameters locked."""
    before = {"value": plan.entry.words, "source": plan.entry.source, "certainty": plan.entry.certainty or ""}
    if plan.ends:
        plan.ends.valid_to = plan.since - A_DAY
        plan.ends.save(update_fields=["valid_to"])
    if plan.replaces:
        plan.replaces.withdrawn_at = clock.now()
        plan.replaces.save(update_fields=["withdrawn_at"])
    today = clock.today()
    checked = {"checked_on": today, "checked_by": checker(by), "checked_until": a_year_after(today)}
    row = Parameter.objects.create(
        rule_set=plan.entry.rule_set,
        key=plan.entry.key,
        value=value,
        source=clean_line(source),
        certainty=certainty,
        valid_from=plan.since,
        valid_to=plan.until,
        entered_by=by,
        **checked if certainty == Certainty.CONFIRMED else {},
    )
    after = {"value": in_words(row.key, value), "source": row.source, "certainty": certainty, "valid_from": plan.since}
    write_line(row, verb, by=by, before=before, after=after | ({"valid_to": plan.until} if plan.until else {}))
    return row


def write_line(row: Parameter, verb: str, *, by: Any, before: dict[str, Any], after: dict[str, Any]) -> None:
    """The audit line of one act; the trail names the parameter in words, not by its key."""
    label = f"{label_of(row.key)} (bộ {row.rule_set})"
    line(row, row.pk, label, verb, by=by, before=before, after=after).save(force_insert=True)


def checker(by: Any) -> str:
    return (by.get_full_name() or by.get_username())[:150]


def a_year_after(day: date) -> date:
    """The same day of next year; 29 February gives 28."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + A_YEAR, day=last)


def todays_set() -> str:
    return sets.pick(clock.today())


def _sentence(why: str) -> str:
    return f"{why}." if why else ""
