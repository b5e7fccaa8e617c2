"""Initiatives with their authors: a row an author; an initiative's own cells may be merged over its rows."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from campaigns import heard, initiating, recognising
from campaigns.forms.initiatives import InitiativeForm, recognition_gap
from campaigns.imports.subjects import CODE, NAME, Subject, Subjects, asked, chunks, lock_subjects, people_of
from campaigns.imports.writing import insert, lock_tables, update, write_lines
from campaigns.models import CoAuthor, Initiative, Recognition
from thidua.audit import line
from thidua.fields import IntegerField
from thidua.imports import BLANK, Checked, Kind, Plan, Progress, RowForm, labels_of, note_faults
from thidua.spreadsheets import Column
from thidua.vietnamese import clean_line, search_key
from thidua.workbooks import Row

DECISION = ("recognised_number", "recognised_on", "scope", "recogniser")
FIELDS = ("title", "kind", "year", *DECISION)
Key = tuple[str, int]
NARROWER = "Sáng kiến đã được công nhận phạm vi rộng hơn; bỏ số, ngày, phạm vi khỏi tệp hoặc sửa ở trang Sáng kiến"
REFUSED = "Sáng kiến này đã ghi là không được công nhận; bỏ số quyết định khỏi tệp"
RULES = (
    "Mỗi dòng là một tác giả. Sáng kiến có nhiều tác giả thì ghi liền nhiều dòng, lặp lại hoặc gộp ô tên và năm.",
    "Tổng tỷ lệ đóng góp của các tác giả phải bằng 100%. Một tác giả thì để trống tỷ lệ cũng được.",
    "Sáng kiến đã có được nhận ra theo tên và năm; danh sách tác giả của nó được thay bằng danh sách trong tệp.",
    "Đã được công nhận thì ghi đủ số, ngày quyết định và phạm vi ảnh hưởng; chưa thì để trống cả ba.",
    "Ô trống giữ nguyên giá trị đang có. Nhập một tệp hai lần không làm thay đổi gì thêm.",
)


class InitiativeRow(RowForm, InitiativeForm):
    share = IntegerField(label="Tỷ lệ đóng góp (%)", required=False, min_value=1, max_value=100)

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


@dataclass
class Known:
    people: Subjects
    initiatives: dict[Key, dict[str, Any]] = field(default_factory=dict)
    met: dict[int, date] = field(default_factory=dict)  # when a council counted it, by the initiative's key
    twice: set[Key] = field(default_factory=set)  # several of that title and year: told apart on their pages only


@dataclass
class Group:
    """An initiative of the file with the rows of its authors."""

    first: Row
    checked: Checked
    now: dict[str, Any]
    before: dict[str, Any] | None
    authors: dict[Subject, int | None] = field(default_factory=dict)
    is_whole: bool = True  # every author's row is understood

    @property
    def is_changed(self) -> bool:
        old = self.before or {}
        return any(self.now[name] != old.get(name) for name in FIELDS) or self.shares != old.get("authors")

    @property
    def shares(self) -> dict[int, int | None]:
        return {author.pk: share for author, share in self.authors.items()}


def columns() -> list[Column]:
    kinds, scopes = Initiative.Kind.labels, Initiative.Scope.labels
    together = "Ghi khi đã được công nhận"
    number_names = ("Số quyết định", "Quyết định công nhận số", "Số QĐ công nhận")
    return [
        Column(
            "title",
            "Tên sáng kiến",
            "Như trong quyết định",
            "",
            True,
            aliases=("Tên", "Tên sáng kiến, đề tài"),
            width=44,
        ),
        Column("kind", "Loại", "Để trống là sáng kiến", "", False, kinds, width=16),
        Column("year", "Năm", "", "2021", True, aliases=("Năm công nhận",), width=8),
        Column("recognised_number", "Số quyết định công nhận", together, "12/QĐ", aliases=number_names, width=18),
        Column(
            "recognised_on",
            "Ngày công nhận",
            together,
            "10/11/2021",
            aliases=("Ngày quyết định", "Quyết định công nhận ngày"),
            width=14,
        ),
        Column("scope", "Phạm vi ảnh hưởng", together, "Cơ sở", False, scopes, ("Phạm vi", "Cấp công nhận"), 14),
        Column("recogniser", "Cơ quan công nhận", "Không bắt buộc", width=30),
        CODE,
        NAME,
        Column("share", "Tỷ lệ đóng góp (%)", "Số nguyên từ 1 đến 100", "60", aliases=("Tỷ lệ", "Tỷ lệ %"), width=12),
    ]


def load(rows: list[Row]) -> Known:
    known = Known(people_of(rows))
    titles = {search_key(title)[:400] for title in asked(rows, "title")}
    for chunk in chunks(sorted(titles)):
        found = Initiative.objects.filter(search_key__in=chunk).exclude(status=Initiative.Status.WITHDRAWN)
        for values in found.order_by("pk").values("pk", "status", "search_key", *FIELDS):
            key = (values.pop("search_key"), values["year"])
            known.twice |= {key} & set(known.initiatives)
            known.initiatives[key] = values | {"authors": {}, "decisions": {}}
    by_pk = {values["pk"]: values for values in known.initiatives.values()}
    for chunk in chunks(sorted(by_pk)):
        authors = CoAuthor.objects.filter(initiative__in=chunk).order_by("pk")
        for pk, author, name, share in authors.values_list(
            "initiative", "staff_member", "staff_member__full_name", "share"
        ):
            by_pk[pk]["authors"][author] = share
            by_pk[pk].setdefault("names", {})[author] = name
        known.met |= heard.days_of(chunk)
        decisions = Recognition.objects.filter(initiative__in=chunk).order_by("pk")
        for pk, scope, *decision in decisions.values_list("initiative", "scope", "number", "date"):
            by_pk[pk]["decisions"][scope] = tuple(decision)
    return known


def check(rows: list[Row], known: Known, progress: Progress) -> Plan:
    return InitiativeCheck(known).plan(rows, progress)


class InitiativeCheck:
    def __init__(self, known: Known) -> None:
        self.known, self.labels, self.form = known, labels_of(columns()), InitiativeRow()
        self.groups: dict[Key, Group] = {}
        self.last: Key | None = None

    def plan(self, rows: list[Row], progress: Progress) -> Plan:
        checked = []
        for done, row in enumerate(rows, 1):
            checked.append(self._row(row))
            progress(done)
        for group in self.groups.values():
            self._whole(group)
        return Plan(checked, [group for group in self.groups.values() if group.is_changed])

    def _row(self, row: Row) -> Checked:
        checked = Checked(row.number, clean_line(str(row.cells.get("title") or "")))
        own = {name: row.cells[name] for name in (*FIELDS, "share") if name in row.cells}
        if not {"title", "year"} & set(own) and self.last:
            key: Key | None = self.last  # a further author of the initiative above
            checked.label = self.groups[key].checked.label
        else:
            title, year = self.form.peek("title", own), self.form.peek("year", own)
            key = (search_key(title)[:400], year) if title and year else None
        before = self.known.initiatives.get(key) if key else None
        group = self.groups.get(key) if key else None
        values = self.form.read(own, (group.now if group else before) or {"kind": Initiative.Kind.INITIATIVE})
        share = values.pop("share", None)
        note_faults(checked, self.form, row, self.labels)
        if key in self.known.twice:
            checked.add(self.labels["title"], title, "Có hai sáng kiến cùng tên, cùng năm; sửa ở trang Sáng kiến")
        author = self.known.people.find(checked, row, CODE, NAME, "cán bộ")
        if key and not self.form.faults:
            group = self._group(checked, row, key, group, values, before)
        if group and (author is None or checked.problems):
            group.is_whole = False
        if group and author:
            self._author(checked, group, author, share)
        self.last = key if group else None
        return checked

    def _group(
        self, checked: Checked, row: Row, key: Key, group: Group | None, values: dict[str, Any], before: Any
    ) -> Group:
        if group is None:
            values = {name: value if name == "recognised_on" else value or "" for name, value in values.items()}
            checked.label = values["title"]
            if sentence := recognition_gap(values, must=bool(before) and before["status"] == "recognised"):
                checked.add(self.labels["recognised_number"], values["recognised_number"], sentence)
            elif sentence := heard.why_not_before(values["recognised_on"], self.known.met.get(before and before["pk"])):
                checked.add(self.labels["recognised_on"], values["recognised_on"], sentence)
            if before and before["status"] == Initiative.Status.REFUSED and values["recognised_number"]:
                checked.add(self.labels["recognised_number"], values["recognised_number"], REFUSED)
            if before and recognising.rank(values["scope"]) < recognising.rank(before["scope"]):
                self._narrower(checked, values, before)
            checked.is_new = before is None
            checked.changes = self.form.differences(values, before, self.labels)
            group = self.groups[key] = Group(row, checked, values, before)
            return group
        for name in FIELDS:
            if name in row.cells and (values[name] or "") != (group.now[name] or "") and name != "title":
                sentence = f"Khác dòng {group.first.number} về cùng sáng kiến; ghi giống nhau hoặc để trống"
                checked.add(self.labels[name], row.cells[name], sentence)
        checked.label = group.checked.label
        return group

    def _narrower(self, checked: Checked, values: dict[str, Any], before: dict[str, Any]) -> None:
        """A decision that a wider one has followed: known already, or not to be written over it."""
        if before["decisions"].get(values["scope"]) == (values["recognised_number"], values["recognised_on"]):
            values.update({name: before[name] for name in DECISION})
        elif values["scope"]:
            checked.add(self.labels["scope"], values["scope"], NARROWER)

    def _author(self, checked: Checked, group: Group, author: Subject, share: int | None) -> None:
        if author in group.authors:
            checked.add(CODE.label, author.code, f"Tác giả {author.label} có hai dòng ở sáng kiến này; xóa một dòng")
            return
        group.authors[author] = share
        old = (group.before or {}).get("authors", {})
        shown = BLANK if share is None else f"{share}%"
        if share is None and author.pk in old:
            group.authors[author] = old[author.pk]
        elif old.get(author.pk) != share:
            was = f"{old[author.pk]}%" if author.pk in old else ""
            checked.changes.append((f"Tác giả {author.label}", was, shown))
            checked.is_new = checked.is_new or group.before is None

    def _whole(self, group: Group) -> None:
        """Once all rows of an initiative are read: the shares make 100, and who is no author any more."""
        if len(group.authors) == 1 and group.is_whole:
            group.authors = {author: share or 100 for author, share in group.authors.items()}
            old = (group.before or {}).get("authors", {})
            if group.before and not group.checked.problems and group.shares == old:
                group.checked.changes = [c for c in group.checked.changes if not c[0].startswith("Tác giả ")]
        if not group.is_whole:
            return
        total = sum(share or 0 for share in group.authors.values())
        if total != 100:
            sentence = f"Tổng tỷ lệ đóng góp phải bằng 100%; hiện là {total}%"
            group.checked.add(self.labels["share"], group.first.cells.get("share"), sentence)
        for pk, share in (group.before or {}).get("authors", {}).items():
            if pk not in group.shares:
                name = group.before["names"][pk]
                group.checked.changes.append((f"Tác giả {name}", f"{share}%", "không còn"))


def lock(known: Known) -> None:
    lock_subjects(known.people.by_code.values())
    pks = sorted(values["pk"] for values in known.initiatives.values())
    for chunk in chunks(pks):
        list(Initiative.objects.select_for_update().filter(pk__in=chunk).order_by("pk").values_list("pk", flat=True))
    lock_tables(Initiative, CoAuthor, Recognition)


def apply(plan: Plan, by: Any) -> None:
    """Written like other rows; recognition is the act it is on the clerk's page, one by one."""
    written = []
    for group in plan.writes:
        initiative = initiating.new_record()
        initiative.search_key = search_key(group.now["title"])[:400]
        for name in FIELDS:
            setattr(initiative, name, group.now[name])
        initiative.pk = group.before["pk"] if group.before else None
        written.append((group, initiative))
    insert(Initiative, [initiative for group, initiative in written if not group.before])
    update(Initiative, [initiative for group, initiative in written if group.before], [*FIELDS, "search_key"])
    _write_authors(written)
    write_lines([_line(group, initiative, by) for group, initiative in written])
    for group, initiative in written:
        status = group.before["status"] if group.before else Initiative.Status.SUBMITTED
        if status == Initiative.Status.RECOGNISED:
            recognising.note_decision(initiative)
        elif group.now["recognised_number"]:
            recognising.recognise(initiative, **recognising.decision_of(group.now), by=by)


def _write_authors(written: list[tuple[Group, Initiative]]) -> None:
    changed = [(g, i) for g, i in written if g.shares != (g.before or {}).get("authors")]
    for chunk in chunks([initiative.pk for _, initiative in changed]):
        CoAuthor.objects.filter(initiative__in=chunk).delete()
    insert(
        CoAuthor,
        [
            CoAuthor(initiative_id=initiative.pk, staff_member_id=author.pk, share=share)
            for group, initiative in changed
            for author, share in group.authors.items()
        ],
    )


def _line(group: Group, initiative: Initiative, by: Any) -> Any:
    old = group.before or {}
    after = {name: group.now[name] for name in FIELDS if group.now[name] != old.get(name)}
    was = {name: old[name] for name in after if name in old}
    after["tác giả"] = [f"{author.label} {share}%" for author, share in group.authors.items()]
    return line(Initiative, initiative.pk, initiative.title, "import", by=by, before=was, after=after)


KIND = Kind(
    order=5,
    slug="sang-kien",
    title="Sáng kiến và tác giả",
    rules=RULES,
    columns=columns,
    load=load,
    check=check,
    lock=lock,
    apply=apply,
    tables=(Initiative, CoAuthor, Recognition),
)
