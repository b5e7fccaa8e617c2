"""Writing the ratings of a year, many at once: a level for each person or unit of a sheet, one source, one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from campaigns.models import AnnualRating, Department, StaffMember
from thidua.audit import line
from thidua.models import AuditEntry
from thidua.workflow import refuse

Level = AnnualRating.Level
WORDS = dict(Level.choices)


@dataclass(frozen=True)
class Line:
    """What the sheet says of one: `was` is the level it showed, "" for none, `level` the one chosen."""

    pk: int
    is_unit: bool
    was: str
    level: str

    @property
    def key(self) -> tuple[bool, int]:
        return self.is_unit, self.pk


@dataclass(frozen=True)
class Saved:
    """`changed`: who, the level before, the level now, in words."""

    new: int
    changed: list[tuple[str, str, str]]


def why_not_clear(old: str) -> str:
    return f"Đã ghi “{WORDS[old]}”; chọn một mức, để trống không phải là “Không xếp loại”"


def save(year: int, lines: Iterable[Line], *, source: str, rated_on: date | None, by: Any) -> Saved:
    """Writes what is new or changed; what the sheet leaves as it was keeps its own source and day.

    Refused as a whole where somebody else has written another level since the sheet was shown.
    """
    wanted = [one for one in lines if one.level != one.was]
    if not wanted:
        refuse(
            "Không có mức xếp loại nào đổi nên không ghi gì; "
            "số, ngày văn bản của mức đã ghi sửa ở trang của từng người, đơn vị."
        )
    if not source.strip():
        refuse("Ghi số, ngày văn bản xếp loại.")
    for one in wanted:
        refuse(why_not_clear(one.was) if not one.level else "")
    with transaction.atomic():
        names = _locked(wanted)
        held = _held(year, wanted)
        refuse(_overtaken(wanted, names, held))
        return _write(year, wanted, names, held, source.strip(), rated_on, by)


def _overtaken(
    lines: list[Line], names: dict[tuple[bool, int], str], held: dict[tuple[bool, int], AnnualRating]
) -> str:
    """Whom somebody else has rated since the sheet was shown, or taken the rating of."""
    other = [
        f"{names[one.key]}: nay là “{WORDS.get(level, 'Chưa xếp loại')}”"
        for one in lines
        if (level := held[one.key].level if one.key in held else "") != one.was
    ]
    if not other:
        return ""
    return f"Người khác vừa ghi xếp loại nên chưa ghi gì; tải lại trang để xem. {'; '.join(other)}."


def _locked(lines: list[Line]) -> dict[tuple[bool, int], str]:
    """People and units by name, locked in one order as every other act locks them before it writes."""
    names: dict[tuple[bool, int], str] = {}
    for model, is_unit, column in ((StaffMember, False, "full_name"), (Department, True, "name")):
        pks = [one.pk for one in lines if one.is_unit == is_unit]
        if pks:
            rows = model._base_manager.select_for_update().filter(pk__in=pks).order_by("pk")
            names |= {(is_unit, pk): name for pk, name in rows.values_list("pk", column)}
    return names


def _held(year: int, lines: list[Line]) -> dict[tuple[bool, int], AnnualRating]:
    people = [one.pk for one in lines if not one.is_unit]
    units = [one.pk for one in lines if one.is_unit]
    of_year = AnnualRating.objects.filter(year=year)
    rows = [*of_year.filter(staff_member__in=people), *of_year.filter(department__in=units)]
    return {(row.department_id is not None, row.department_id or row.staff_member_id): row for row in rows}


def _write(
    year: int,
    lines: list[Line],
    names: dict[tuple[bool, int], str],
    held: dict[tuple[bool, int], AnnualRating],
    source: str,
    rated_on: date | None,
    by: Any,
) -> Saved:
    new, changed, said, trail = [], [], [], []
    for one in lines:
        row, before = held.get(one.key), {}
        if row is None:
            owner = {"department_id" if one.is_unit else "staff_member_id": one.pk}
            row = AnnualRating(year=year, **owner)
            new.append((row, one))
        else:
            before = {"level": row.level, "source": row.source, "rated_on": row.rated_on}
            changed.append((row, one, before))
            said.append((names[one.key], WORDS[row.level], WORDS[one.level]))
        row.level, row.source, row.rated_on = one.level, source, rated_on
    AnnualRating.objects.bulk_create([row for row, _ in new])
    AnnualRating.objects.bulk_update([row for row, _, _ in changed], ["level", "source", "rated_on"])
    trail = [_line(row, "create", names[one.key], {}, by) for row, one in new]
    trail += [_line(row, "change", names[one.key], before, by) for row, one, before in changed]
    AuditEntry.objects.bulk_create(trail)
    return Saved(len(new), said)


def _line(row: AnnualRating, verb: str, name: str, before: dict[str, Any], by: Any) -> AuditEntry:
    label = f"{name}, {row.year}: {WORDS[row.level]}"
    after = {"level": row.level, "source": row.source, "rated_on": row.rated_on}
    return line(row, row.pk, label, verb, by=by, before=before, after=after)
