"""What an import is: columns, rows read by the clerk's own forms, a plan that says what every row would do.

A kind of import (`Kind`) checks rows against what the database holds (`load`) without writing; `apply` writes what was
checked. Both steps, preview and import, call the same `check`. Kinds register themselves; the floors above bring them.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from openpyxl.utils.datetime import from_excel

from thidua.fields import DateField
from thidua.forms import PlainForm
from thidua.models import ImportRow
from thidua.spreadsheets import Column
from thidua.vietnamese import clean_line, search_key, vdate
from thidua.workbooks import Row
from thidua.xlsx_cells import MacDays, Unread

BLANK = "(trống)"
YES, NO = "Có", "Không"
SHOWN_CHOICES = 8
# Numbers in a date column without a date format: 1919 to 2099. A bare year is none of them.
SERIALS = range(7_000, 73_051)
Outcome = ImportRow.Outcome


@dataclass
class Checked:
    """One row's verdict. problems: (column, value in the file, sentence); changes: (column, before, after).

    advice: sentences on what to look at; the row is imported all the same.
    """

    number: int
    label: str = ""
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    is_new: bool = False
    advice: list[str] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.problems:
            return Outcome.WRONG
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    def add(self, column: str, value: Any, sentence: str) -> None:
        self.problems.append((column, show(value), sentence))


@dataclass
class Plan:
    """What every row would do, and what is to be written (in the kind's own shape)."""

    rows: list[Checked]
    writes: Any = None

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def digest(self) -> str:
        """Of all the preview says of what is written, the advice apart: the same digest means the clerk saw it."""
        shown = [[row.number, row.label, row.outcome, row.problems, row.changes] for row in self.rows]
        return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


Progress = Callable[[int], None]


@dataclass(frozen=True)
class Kind:
    """A kind of import.

    columns: asked anew each time, for lists that live in the database. load(rows): everything `check` needs to know,
    comparable with ==. check(rows, known, progress): a Plan, without asking the database. lock(known): so that nothing
    of it changes until the transaction ends. apply(plan, by): writes, with an audit line for each thing changed.
    """

    order: int  # in which to import: people first, then what is recorded of them
    slug: str
    title: str
    rules: Sequence[str]
    columns: Callable[[], list[Column]]
    load: Callable[[list[Row]], Any]
    check: Callable[[list[Row], Any, Progress], Plan]
    lock: Callable[[Any], None]
    apply: Callable[[Plan, Any], None]
    tables: Sequence[Any] = ()


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Called from a floor's AppConfig.ready()."""
    ordered = sorted([*KINDS.values(), *kinds], key=lambda kind: kind.order)
    KINDS.clear()
    KINDS.update({kind.slug: kind for kind in ordered})


class OneOf(forms.ChoiceField):
    """A value known by several names; case and marks do not matter, a beginning that fits only one is enough."""

    LEAST_BEGINNING = 3

    def __init__(self, *, options: Sequence[tuple[Any, Sequence[str]]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.labels = {value: names[0] for value, names in options}
        self.known: dict[str, set[Any]] = {}
        for value, names in options:
            for name in names:
                self.known.setdefault(search_key(str(name)), set()).add(value)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if value in self.labels:
            return value
        key = search_key(str(value))
        found = self.known.get(key) or self._beginning_with(key)
        if len(found) == 1:
            return next(iter(found))
        if found:
            listed = "; ".join(str(self.labels[choice]) for choice in self.labels if choice in found)
            raise ValidationError(f"Nhiều mục khớp “{value}”: {listed}; ghi đủ tên hoặc mã của một mục")
        raise ValidationError(f"{self.label}: chọn một trong các mục {self._listed()}")

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def _beginning_with(self, key: str) -> set[Any]:
        if len(key) < self.LEAST_BEGINNING:
            return set()
        return set().union(*(values for name, values in self.known.items() if name.startswith(key)))

    def _listed(self) -> str:
        names = [f"“{label}”" for label in self.labels.values()]
        more = " …" if len(names) > SHOWN_CHOICES else ""
        return ", ".join(names[:SHOWN_CHOICES]) + more


YES_NO = [(True, [YES, "x", "1", "true", "đúng", "v", "✓"]), (False, [NO, "0", "false", "sai"])]


class RowForm(PlainForm):
    """The clerk's form, filled from a row: `class StaffRow(RowForm, StaffMemberForm)`. One form reads all rows.

    Questions the form would put to the database row by row are the kind's to answer for all rows at once; so the
    model's own validation is left out, and subclasses leave out such questions of their `clean`.
    """

    marks_optional = False

    def __init__(self, options: dict[str, Sequence[tuple[Any, Sequence[str]]]] | None = None) -> None:
        super().__init__({})
        given = options or {}
        for name, old in self.fields.items():
            named = given.get(name) or self._named(old)
            if named:
                required = old.required and not isinstance(old, forms.BooleanField)
                self.fields[name] = OneOf(options=named, label=old.label, required=required)
        self.dress_fields()

    @staticmethod
    def _named(old: forms.Field) -> Sequence[tuple[Any, Sequence[str]]]:
        if isinstance(old, forms.BooleanField):
            return YES_NO
        if isinstance(old, forms.ChoiceField) and not isinstance(old, forms.ModelChoiceField):
            return [(value, [str(label)]) for value, label in old.choices if value]
        return []

    def _post_clean(self) -> None:
        """No instance is built here."""

    def read(self, cells: dict[str, Any], known: dict[str, Any] | None = None) -> dict[str, Any]:
        """Values of all fields, what is blank in the row taken from `known`; `self.faults` says what is wrong."""
        self.data = dict(known or {})
        unread = {}
        for name, value in cells.items():
            if isinstance(value, Unread):
                unread[name] = str(value)
            elif name in self.fields:
                self.data[name] = self._plain(name, value)
        self.full_clean()
        faults = [(name, str(text)) for name, texts in self.errors.items() for text in texts if name not in unread]
        self.faults = [*unread.items(), *faults]
        return self.cleaned_data

    def peek(self, name: str, cells: dict[str, Any]) -> Any:
        """One field's value, None while it cannot be understood: for finding what a row is about."""
        value = cells.get(name)
        if value is None or isinstance(value, Unread):
            return None
        try:
            return self.fields[name].clean(self._plain(name, value))
        except ValidationError:
            return None

    def _plain(self, name: str, value: Any) -> Any:
        field = self.fields[name]
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(field, DateField):
            return _day(value) if isinstance(value, int) else value
        if isinstance(value, date):
            return vdate(value)
        is_long = isinstance(field.widget, forms.Textarea)
        return value if is_long and isinstance(value, str) else clean_line(str(value))

    def differences(
        self, values: dict[str, Any], known: dict[str, Any] | None, columns: dict[str, str]
    ) -> list[tuple[str, str, str]]:
        """(column, before, after) of what `values` would change; of something new, what it would be."""
        found = []
        for name, value in values.items():
            before = (known or {}).get(name)
            if _same(value, before):
                continue
            found.append((columns.get(name, name), self.show(name, before) if known else "", self.show(name, value)))
        return found

    def show(self, name: str, value: Any) -> str:
        field = self.fields.get(name)
        return str(field.labels.get(value, show(value))) if isinstance(field, OneOf) else show(value)


def _day(number: int) -> Any:
    """A day that Excel shows as a number, or digits whose leading zero it dropped; anything else as it stands."""
    days = number.ours if isinstance(number, MacDays) else number
    if days in SERIALS:
        return from_excel(days).date()
    return f"{number:08d}" if number > 1_000_000 else number


def _same(value: Any, other: Any) -> bool:
    return value == other or (value in (None, "", False) and other in (None, "", False))


def show(value: Any) -> str:
    """A cell's value as people write it."""
    if isinstance(value, Unread):
        return value.original
    if value is None or value == "":
        return BLANK
    if isinstance(value, bool):
        return YES if value else NO
    return vdate(value) if isinstance(value, date) else str(value)


def labels_of(columns: Sequence[Column]) -> dict[str, str]:
    return {column.name: column.label for column in columns}


def note_faults(checked: Checked, form: RowForm, row: Row, labels: dict[str, str]) -> None:
    """The form's faults as problems of the row."""
    for name, sentence in form.faults:
        value = row.cells.get(name)
        checked.add(labels.get(name, ""), value, sentence)
