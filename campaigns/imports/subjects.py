"""Whom a row is about: people by code or name, units by code or name; read for all rows of a file at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from campaigns.models import Department, StaffMember
from thidua.imports import Checked
from thidua.spreadsheets import Column
from thidua.vietnamese import clean_line, search_key
from thidua.workbooks import Row
from thidua.xlsx_cells import Unread

CODE = Column(
    "person_code",
    "Mã cán bộ",
    "Mã trong danh sách cán bộ; hai người trùng tên được phân biệt bằng mã",
    "CB001",
    needed=True,
    aliases=("Mã CB", "Mã số cán bộ", "Mã viên chức", "Mã nhân viên", "Mã"),
    width=14,
)
NAME = Column(
    "person_name",
    "Họ và tên",
    "Để đối chiếu với mã; không có mã thì phải chỉ có đúng một người mang tên này",
    "Nguyễn Thị Ẵm",
    aliases=("Họ tên", "Họ và tên cán bộ", "Tên cán bộ", "Cán bộ"),
    width=26,
)


@dataclass(frozen=True)
class Subject:
    """A person or a unit."""

    pk: int
    code: str
    name: str
    is_unit: bool = False

    @property
    def label(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def owner(self) -> dict[str, int]:
        """As the columns of a row about it."""
        return {"department_id" if self.is_unit else "staff_member_id": self.pk}

    @property
    def model(self) -> type[StaffMember] | type[Department]:
        return Department if self.is_unit else StaffMember


@dataclass
class Subjects:
    by_code: dict[str, Subject] = field(default_factory=dict)
    by_name: dict[str, list[Subject]] = field(default_factory=dict)

    def add(self, subject: Subject) -> None:
        self.by_code[subject.code.lower()] = subject
        self.by_name.setdefault(search_key(subject.name), []).append(subject)

    def find(self, checked: Checked, row: Row, code: Column, name: Column, thing: str) -> Subject | None:
        """Whom the row names; what stands in the way is noted as a problem of the row."""
        asked_code, asked_name = _text(row.cells.get(code.name)), _text(row.cells.get(name.name))
        for column in (code, name):
            if isinstance(row.cells.get(column.name), Unread):
                checked.add(column.label, row.cells[column.name], str(row.cells[column.name]))
                return None
        if asked_code:
            return self._by_code(checked, asked_code, asked_name, code, name, thing)
        if not asked_name:
            checked.add(code.label, "", f"Nhập {code.label.lower()}")
            return None
        return self._by_name(checked, asked_name, code, name, thing)

    def _by_code(
        self, checked: Checked, asked: str, asked_name: str, code: Column, name: Column, thing: str
    ) -> Subject | None:
        found = self.by_code.get(asked.lower())
        if found is None:
            checked.add(code.label, asked, f"Không có {thing} mang mã “{asked}”; sửa mã, hoặc nhập {thing} này trước")
        elif asked_name and search_key(asked_name) != search_key(found.name):
            sentence = f"Mã {found.code} là của {found.name}; sửa mã hoặc tên cho khớp nhau"
            checked.add(name.label, asked_name, sentence)
        else:
            return found
        return None

    def _by_name(self, checked: Checked, asked: str, code: Column, name: Column, thing: str) -> Subject | None:
        same = self.by_name.get(search_key(asked), [])
        found = [subject for subject in same if subject.name.lower() == asked.lower()] or same
        if len(found) == 1:
            return found[0]
        if found:
            listed = "; ".join(sorted(subject.label for subject in found))
            checked.add(name.label, asked, f"Nhiều {thing} cùng tên này: {listed}. Ghi mã của một {thing}")
        else:
            checked.add(name.label, asked, f"Không có {thing} nào tên “{asked}”; sửa tên, hoặc ghi mã")
        return None


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Unread) else clean_line(str(value))


def asked(rows: Iterable[Row], name: str) -> set[str]:
    """The different texts of one column."""
    return {text for row in rows if (text := _text(row.cells.get(name)))}


def people_of(rows: list[Row], code: str = CODE.name, name: str = NAME.name) -> Subjects:
    """The people whom the rows name by code, and by name where there is no code."""
    found = Subjects()
    wanted = asked(rows, code)
    spelled = {form for text in wanted for form in (text, text.upper(), text.lower())}
    for chunk in chunks(sorted(spelled)):
        _add_people(found, Q(code__in=chunk))
    nameless = asked([row for row in rows if not _text(row.cells.get(code))], name)
    for chunk in chunks(sorted({search_key(text) for text in nameless}), 50):
        _add_people(found, reduce(or_, (Q(search_key__startswith=f"{key} ") for key in chunk)))
    return found


def _add_people(found: Subjects, which: Q) -> None:
    for pk, code, name in StaffMember.objects.filter(which).order_by("pk").values_list("pk", "code", "full_name"):
        if code.lower() not in found.by_code:
            found.add(Subject(pk, code, name))


def units() -> Subjects:
    """All units, by code, name or short name; there are few."""
    found = Subjects()
    for unit in Department.objects.order_by("order", "code"):
        subject = Subject(unit.pk, unit.code, unit.name, is_unit=True)
        found.add(subject)
        if search_key(unit.short_name) != search_key(unit.name):
            found.by_name.setdefault(search_key(unit.short_name), []).append(subject)
    return found


def chunks(items: list[Any], size: int = 500) -> Iterator[list[Any]]:
    """SQLite takes some thousand parameters a query."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def lock_subjects(subjects: Iterable[Subject]) -> None:
    """As the clerk's pages do: checks across rows of one person are asked under the person's lock; in one order."""
    for model in (StaffMember, Department):
        pks = sorted({subject.pk for subject in subjects if subject.model is model})
        for chunk in chunks(pks):
            list(model.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk", flat=True))


def unit_options(units: Subjects) -> list[tuple[int, list[str]]]:
    """Units to choose from by name, short name or code."""
    names: dict[Subject, list[str]] = {subject: [subject.name, subject.code] for subject in units.by_code.values()}
    for key, subjects in units.by_name.items():
        for subject in subjects:
            names[subject].append(key)
    return [(subject.pk, called) for subject, called in names.items()]
