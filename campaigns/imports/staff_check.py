"""Rows of people with their postings checked against each other and against what the database holds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from campaigns.forms.campaigns import end_not_before_start
from campaigns.forms.people import PostingForm, StaffMemberForm, head_is_taken, main_is_taken
from campaigns.imports.subjects import Subjects, unit_options
from campaigns.models import Posting
from thidua.imports import Checked, Plan, Progress, RowForm, note_faults
from thidua.vietnamese import clean_line, search_key
from thidua.workbooks import Row
from thidua.xlsx_cells import Unread

WhyNotLeave = Callable[[dict[str, Any], dict[str, Any] | None], str]

PERSON = ("code", "full_name", "gender", "birth_date", "employment", "email", "joined_on", "left_on")
POSTING = ("department", "post", "starts_on", "ends_on", "is_main", "is_head", "is_union_lead", "signs_as")


class StaffRow(RowForm, StaffMemberForm):
    pass


class PostingRow(RowForm, PostingForm):
    """Who signs is told by the capacity; overlaps are looked for in all rows at once."""

    class Meta(PostingForm.Meta):
        fields = POSTING

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        return self.cleaned_data


@dataclass
class Known:
    """What the database holds about the people and units of the file, as plain values."""

    units: Subjects
    people: dict[str, dict[str, Any]] = field(default_factory=dict)  # code in lower case → values with pk
    postings: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # the same → their postings
    heads: list[dict[str, Any]] = field(default_factory=list)  # postings at the head of any unit
    births: dict[tuple[str, date], str] = field(default_factory=dict)  # name without marks, born on → code


@dataclass
class Place:
    """A posting as the file wants it, and as it was."""

    code: str
    name: str
    unit: str
    now: dict[str, Any]
    before: dict[str, Any] | None
    row: Checked

    @property
    def is_changed(self) -> bool:
        return self.before is None or any(self.now[name] != self.before[name] for name in POSTING)

    @property
    def frees_a_place(self) -> bool:
        def holds(values: dict[str, Any], what: str) -> bool:
            return values[what] and values["ends_on"] is None

        return any(holds(self.before, what) and not holds(self.now, what) for what in ("is_main", "is_head"))

    def built(self, staff_pk: int) -> Posting:
        values = {name: value for name, value in self.now.items() if name != "department"}
        return Posting(
            pk=self.before["pk"] if self.before else None,
            staff_member_id=staff_pk,
            department_id=self.now["department"],
            may_sign=bool(self.now["signs_as"]),
            **values,
        )


@dataclass
class Writes:
    people: dict[str, tuple[dict[str, Any], dict[str, Any] | None]] = field(default_factory=dict)  # code → now, before
    postings: list[Place] = field(default_factory=list)


class StaffCheck:
    """One file: its rows in order, then the overlaps of all postings there would be."""

    def __init__(self, known: Known, labels: dict[str, str], why_not_leave: WhyNotLeave) -> None:
        self.known, self.labels, self.why_not_leave = known, labels, why_not_leave
        self.person_form = StaffRow()
        self.posting_form = PostingRow({"department": unit_options(known.units)})
        self.unit_names = {subject.pk: subject.name for subject in known.units.by_code.values()}
        self.writes = Writes()
        self.births = dict(known.births)
        self.first: dict[str, Row] = {}  # code → the first row of that person
        self.seen: dict[tuple[str, int, date], int] = {}  # posting → row

    def plan(self, rows: list[Row], progress: Progress) -> Plan:
        checked = []
        for done, row in enumerate(rows, 1):
            checked.append(self._row(row))
            progress(done)
        self._overlaps()
        return Plan(checked, self.writes)

    def _row(self, row: Row) -> Checked:
        checked = Checked(row.number)
        value = row.cells.get("code")
        if value is None or isinstance(value, Unread):
            checked.label = str(row.cells.get("full_name") or "")
            checked.add(self.labels["code"], value, str(value or "Nhập mã cán bộ"))
            return checked
        code = clean_line(str(value)).lower()
        self._person(checked, row, code)
        self._posting(checked, row, code)
        return checked

    def _person(self, checked: Checked, row: Row, code: str) -> None:
        before = self.known.people.get(code)
        now = self.writes.people.get(code, (None, None))[0]
        cells = {name: row.cells[name] for name in PERSON if name in row.cells and not (before and name == "code")}
        if code in self.first and len(cells) <= (0 if before else 1):
            checked.label = f"{now['full_name']} ({now['code']})" if now else code.upper()
            return
        form = self.person_form
        values = form.read(cells, now or before)
        note_faults(checked, form, row, self.labels)
        checked.label = f"{values.get('full_name') or row.cells.get('full_name') or ''} ({values.get('code') or code})"
        if not form.faults:
            self._agree(checked, row, code, values, now)
            if why := self.why_not_leave(values, before):
                checked.add(self.labels["left_on"], row.cells.get("left_on"), why.rstrip("."))
            self._same_person(checked, row, code, values, before)
            checked.is_new = before is None and code not in self.first
            checked.changes += form.differences(values, now or before, self.labels)
            self.writes.people[code] = (values, before)
        self.first.setdefault(code, row)

    def _same_person(self, checked: Checked, row: Row, code: str, values: dict[str, Any], before: Any) -> None:
        """A code stays its person's, but for a slip of tone or case; and nobody comes twice under two codes."""
        name = search_key(values["full_name"])
        if before and search_key(before["full_name"]) != name:
            sentence = f"Mã {before['code']} là của {before['full_name']}; sửa mã, hoặc đổi họ tên ở trang của người đó"
            checked.add(self.labels["full_name"], row.cells.get("full_name"), sentence)
        if before is None and values["birth_date"]:
            other = self.births.setdefault((name, values["birth_date"]), values["code"])
            if other.lower() != code:
                sentence = (
                    f"Trùng họ tên, ngày sinh với mã {other}; nếu là hai người thì thêm từng người ở trang Cán bộ"
                )
                checked.add(self.labels["full_name"], row.cells.get("full_name"), sentence)

    def _agree(self, checked: Checked, row: Row, code: str, values: dict[str, Any], now: dict[str, Any] | None) -> None:
        """Rows about one person say the same, or nothing."""
        first = self.first.get(code)
        for name, value in values.items():
            if now and first and name in first.cells and name != "code" and value != now[name]:
                sentence = f"Khác dòng {first.number} về cùng mã cán bộ; ghi giống nhau hoặc để trống"
                checked.add(self.labels[name], row.cells.get(name), sentence)

    def _posting(self, checked: Checked, row: Row, code: str) -> None:
        cells = {name: row.cells[name] for name in POSTING if name in row.cells}
        if not cells:
            return
        form = self.posting_form
        unit, starts_on = form.peek("department", cells), form.peek("starts_on", cells)
        held = self.known.postings.get(code, ())
        before = next((p for p in held if (p["department"], p["starts_on"]) == (unit, starts_on)), None)
        values = form.read(cells, before or {"is_main": True})
        note_faults(checked, form, row, self.labels)
        if form.faults:
            return
        key = (code, unit, starts_on)
        if key in self.seen:
            sentence = f"Trùng dòng {self.seen[key]}: cùng cán bộ, đơn vị và ngày bắt đầu; xóa một dòng"
            checked.add(self.labels["department"], row.cells.get("department"), sentence)
            return
        self.seen[key] = row.number
        values |= {name: bool(values[name]) for name in ("is_main", "is_head", "is_union_lead")}
        values["signs_as"] = values["signs_as"] or ""
        checked.changes += form.differences(values, before, self.labels)
        checked.is_new = checked.is_new or before is None
        person = self.writes.people.get(code, (None, None))[0] or self.known.people.get(code) or {}
        name = person.get("full_name", "")
        self.writes.postings.append(Place(code, name, self.unit_names[unit], values, before, checked))

    def _overlaps(self) -> None:
        """Of all postings as they would be: one main place a person, one head a unit, at any time."""
        replaced = {place.before["pk"] for place in self.writes.postings if place.before}
        mains: dict[str, list[Place]] = {}
        heads: dict[int, list[Place]] = {}
        for place in [*self.writes.postings, *self._standing(replaced)]:
            if place.now["is_main"]:
                mains.setdefault(place.code, []).append(place)
            if place.now["is_head"]:
                heads.setdefault(place.now["department"], []).append(place)
        for place in self.writes.postings:
            if not place.is_changed:
                continue
            starts_on = place.now["starts_on"]
            if place.now["is_main"] and (other := _meeting(place, mains[place.code])):
                sentence = main_is_taken(other.now["post"], other.unit, other.now["starts_on"], other.now["ends_on"])
                place.row.add(self.labels["starts_on"], starts_on, sentence)
            if place.now["is_head"] and (other := _meeting(place, heads[place.now["department"]])):
                sentence = head_is_taken(other.name, other.now["starts_on"], other.now["ends_on"])
                place.row.add(self.labels["department"], place.unit, sentence)

    def _standing(self, replaced: set[int]) -> list[Place]:
        """Postings the file does not speak of, as far as they may be in its way."""
        mains = [posting for postings in self.known.postings.values() for posting in postings]
        by_pk = {posting["pk"]: posting for posting in [*mains, *self.known.heads]}
        return [
            Place(
                posting["staff_member__code"].lower(),
                posting["staff_member__full_name"],
                self.unit_names[posting["department"]],
                posting,
                posting,
                Checked(0),
            )
            for pk, posting in by_pk.items()
            if pk not in replaced
        ]


def _meeting(place: Place, others: list[Place]) -> Place | None:
    starts_on, ends_on = place.now["starts_on"], place.now["ends_on"]
    for other in others:
        begins_before_end = ends_on is None or other.now["starts_on"] <= ends_on
        ends_after_start = other.now["ends_on"] is None or other.now["ends_on"] >= starts_on
        if other is not place and begins_before_end and ends_after_start:
            return other
    return None
