"""What is recorded of a person or a unit, a row each: ratings, absences, what they received."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from campaigns.imports.subjects import (
    CODE,
    NAME,
    Subject,
    Subjects,
    asked,
    chunks,
    lock_subjects,
    people_of,
    units,
)
from campaigns.imports.writing import insert, lines_for, lock_tables, update, write_lines
from thidua.imports import Checked, Kind, OneOf, Plan, Progress, RowForm, labels_of, note_faults
from thidua.spreadsheets import Column
from thidua.vietnamese import clean_line, search_key
from thidua.workbooks import Row

PERSON, UNIT = "Cá nhân", "Tập thể"
WHICH = Column(
    "which", "Đối tượng", "Chỉ cần khi mã hoặc tên chưa rõ là của ai", PERSON, choices=(PERSON, UNIT), width=12
)
EITHER_CODE = Column(
    "person_code",
    "Mã cán bộ hoặc đơn vị",
    "Mã trong danh sách cán bộ hoặc danh sách đơn vị",
    "CB001",
    needed=True,
    aliases=("Mã cán bộ", "Mã đơn vị", "Mã CB", "Mã"),
    width=16,
)
EITHER_NAME = Column(
    "person_name",
    "Họ và tên hoặc tên đơn vị",
    "Để đối chiếu với mã; không có mã thì phải chỉ có đúng một người, một đơn vị mang tên này",
    "Nguyễn Thị Ẵm",
    aliases=("Họ và tên", "Họ tên", "Tên đơn vị", "Cá nhân, tập thể", "Tên cá nhân, tập thể"),
    width=30,
)


@dataclass
class Known:
    people: Subjects
    units: Subjects
    held: dict[Subject, list[dict[str, Any]]] = field(default_factory=dict)  # what stands there about each
    words: Any = None  # what the form's lists need from the database
    around: Any = None  # what the advice on a row rests on


@dataclass
class Fact:
    """A row as it would be written, and as it stands there."""

    subject: Subject
    now: dict[str, Any]
    before: dict[str, Any] | None


@dataclass(frozen=True)
class Record:
    """What sets one kind apart.

    key: names of the fields by which a row is found again; same(peeked, held) may say it better. forms(words, is_unit):
    the form of a row. guard(before): why a row that is there may not be changed. said(values): a row in words, for the
    trail. words(): what the form's lists need; revive(values, words): stored values as the form gives them.
    around(known): what the advice rests on, read for all rows; advise(subject, values, around): sentences on one row.
    """

    model: Any
    key: Sequence[str]
    fields: Sequence[str]
    own_columns: Callable[[], list[Column]]
    forms: Callable[[Any, bool], RowForm]
    said: Callable[[dict[str, Any]], str]
    of_units: bool = False
    words: Callable[[], Any] = lambda: None
    defaults: dict[str, Any] = field(default_factory=dict)
    more: Sequence[str] = ()  # read, not written
    revive: Callable[[dict[str, Any], Any], dict[str, Any]] = lambda values, words: values
    same: Callable[[dict[str, Any], list[dict[str, Any]]], dict[str, Any] | None] | None = None
    guard: Callable[[dict[str, Any]], str] = lambda before: ""
    subject_name: str = ""  # of what is written, in the trail
    around: Callable[[Known], Any] = lambda known: None
    advise: Callable[[Subject, dict[str, Any], Any], list[str]] = lambda subject, values, around: []

    def columns(self) -> list[Column]:
        about = [WHICH, EITHER_CODE, EITHER_NAME] if self.of_units else [CODE, NAME]
        return [*about, *self.own_columns()]

    def load(self, rows: list[Row]) -> Known:
        found = units() if self.of_units else Subjects()
        if self.of_units:
            found = _named_units(found, rows)
        known = Known(people_of(rows), found, words=self.words())
        for subjects, column in ((known.people, "staff_member"), (known.units, "department")):
            by_pk = {subject.pk: subject for subject in subjects.by_code.values()}
            for chunk in chunks(sorted(by_pk)):
                rows_of = self.model.objects.filter(**{f"{column}__in": chunk}).order_by("pk")
                for values in rows_of.values("pk", column, *self.fields, *self.more):
                    subject = by_pk[values.pop(column)]
                    known.held.setdefault(subject, []).append(self.revive(values, known.words))
        known.around = self.around(known)
        return known

    def check(self, rows: list[Row], known: Known, progress: Progress) -> Plan:
        return FactCheck(self, known).plan(rows, progress)

    def lock(self, known: Known) -> None:
        lock_subjects([*known.people.by_code.values(), *known.units.by_code.values()])
        lock_tables(self.model)

    def apply(self, plan: Plan, by: Any) -> None:
        changed = [fact for fact in plan.writes if fact.before]
        update(self.model, [self.built(fact) for fact in changed], self.fields)
        insert(self.model, [self.built(fact) for fact in plan.writes if not fact.before])
        touched: dict[Subject, list[str]] = {}
        for fact in plan.writes:
            touched.setdefault(fact.subject, []).append(self.said(fact.now))
        write_lines(lines_for(touched, self.subject_name, by))

    def built(self, fact: Fact) -> Any:
        values = {name: fact.now[name] for name in self.fields}
        return self.model(pk=fact.before["pk"] if fact.before else None, **fact.subject.owner, **values)

    def kind(self, order: int, slug: str, title: str, rules: Sequence[str]) -> Kind:
        return Kind(
            order, slug, title, rules, self.columns, self.load, self.check, self.lock, self.apply, (self.model,)
        )


def _named_units(found: Subjects, rows: list[Row]) -> Subjects:
    """Only the units the rows name: others' rows need not be read."""
    codes = {text.lower() for text in asked(rows, EITHER_CODE.name)}
    names = {search_key(text) for text in asked(rows, EITHER_NAME.name)}
    named = {subject for code, subject in found.by_code.items() if code in codes}
    named |= {subject for name in names for subject in found.by_name.get(name, ())}
    return Subjects(
        {code: subject for code, subject in found.by_code.items() if subject in named},
        {name: kept for name, subjects in found.by_name.items() if (kept := [s for s in subjects if s in named])},
    )


class FactCheck:
    def __init__(self, record: Record, known: Known) -> None:
        self.record, self.known = record, known
        self.labels = labels_of(record.columns())
        self.which = OneOf(options=[(False, [PERSON]), (True, [UNIT, "Đơn vị"])], label=WHICH.label, required=False)
        self.forms: dict[bool, RowForm] = {}
        self.seen: dict[tuple[Any, ...], int] = {}
        self.writes: list[Fact] = []

    def plan(self, rows: list[Row], progress: Progress) -> Plan:
        checked = []
        for done, row in enumerate(rows, 1):
            checked.append(self._row(row))
            progress(done)
        return Plan(checked, self.writes)

    def _row(self, row: Row) -> Checked:
        checked = Checked(row.number, _called(row))
        subject = self._subject(checked, row)
        form = self._form(subject.is_unit if subject else False)
        cells = {name: row.cells[name] for name in self.record.fields if name in row.cells}
        peeked = {name: form.peek(name, cells) for name in self.record.key}
        before = self._before(subject, peeked) if subject else None
        values = form.read(cells, before or self.record.defaults)
        note_faults(checked, form, row, self.labels)
        if subject is None or checked.problems:
            return checked
        checked.label = subject.label
        values = {name: "" if value is None and name in self._texts else value for name, value in values.items()}
        self._same_twice(checked, subject, values)
        checked.is_new = before is None
        checked.changes = form.differences(values, before, self.labels)
        if before and checked.changes and (sentence := self.record.guard(before)):
            checked.add("", "", sentence)
        if not checked.problems:
            checked.advice = self.record.advise(subject, values, self.known.around)
        if checked.changes and not checked.problems:
            self.writes.append(Fact(subject, values, before))
        return checked

    @property
    def _texts(self) -> set[str]:
        return {f.name for f in self.record.model._meta.concrete_fields if f.empty_strings_allowed and not f.null}

    def _form(self, is_unit: bool) -> RowForm:
        if is_unit not in self.forms:
            self.forms[is_unit] = self.record.forms(self.known.words, is_unit)
        return self.forms[is_unit]

    def _before(self, subject: Subject, peeked: dict[str, Any]) -> dict[str, Any] | None:
        held = self.known.held.get(subject, [])
        if self.record.same:
            return self.record.same(peeked, held)
        wanted = {name: peeked[name] or self.record.defaults.get(name) or "" for name in self.record.key}
        return next((h for h in held if all((h[name] or "") == value for name, value in wanted.items())), None)

    def _same_twice(self, checked: Checked, subject: Subject, values: dict[str, Any]) -> None:
        key = (subject, *(values[name] for name in self.record.key))
        if key in self.seen:
            named = ", ".join(self.labels[name].lower() for name in self.record.key if values[name] not in (None, ""))
            checked.add("", "", f"Trùng dòng {self.seen[key]}: cùng đối tượng và {named}; xóa một dòng")
        self.seen.setdefault(key, checked.number)

    def _subject(self, checked: Checked, row: Row) -> Subject | None:
        if not self.record.of_units:
            return self.known.people.find(checked, row, CODE, NAME, "cán bộ")
        asked_for = row.cells.get(WHICH.name)
        try:
            is_unit = self.which.clean(clean_line(str(asked_for or "")))
        except ValidationError as wrong:
            checked.add(WHICH.label, asked_for, wrong.messages[0])
            return None
        if is_unit is None:
            is_unit = self._guess(checked, row)
        if is_unit is None:
            return None
        subjects, thing = (self.known.units, "đơn vị") if is_unit else (self.known.people, "cán bộ")
        return subjects.find(checked, row, EITHER_CODE, EITHER_NAME, thing)

    def _guess(self, checked: Checked, row: Row) -> bool | None:
        """Unit or person, by whom the code, or else the name, is known."""
        code, name = (clean_line(str(row.cells.get(c.name) or "")) for c in (EITHER_CODE, EITHER_NAME))
        if code:
            of_unit, of_person = code.lower() in self.known.units.by_code, code.lower() in self.known.people.by_code
        else:
            key = search_key(name)
            of_unit, of_person = key in self.known.units.by_name, key in self.known.people.by_name
        if of_unit and of_person:
            checked.add(EITHER_CODE.label, code or name, "Vừa là của cán bộ, vừa là của đơn vị; ghi cột “Đối tượng”")
            return None
        return of_unit


def _called(row: Row) -> str:
    """Who the row says it is about, as long as nobody is found."""
    texts = [str(row.cells[column.name]) for column in (NAME, CODE) if row.cells.get(column.name)]
    return " ".join(texts)[:200]
