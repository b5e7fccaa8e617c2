"""People with their postings: a row a posting; further rows of one person need only the code."""

from typing import Any

from django.db.models import Q

from campaigns.forms.people import in_words
from campaigns.imports.staff_check import PERSON, POSTING, Known, StaffCheck, Writes
from campaigns.imports.staff_effects import leave, name_accounts, why_not
from campaigns.imports.subjects import Subject, asked, chunks, lock_subjects, units
from campaigns.imports.writing import insert, lock_tables, update, write_lines
from campaigns.models import Posting, StaffMember
from thidua.audit import line
from thidua.imports import Kind, Plan, Progress, labels_of
from thidua.spreadsheets import Column
from thidua.vietnamese import search_key, sort_key
from thidua.workbooks import Row

RULES = (
    "Mỗi dòng là một vị trí công tác. Người có hai vị trí thì ghi hai dòng cùng mã; dòng sau chỉ cần mã và vị trí.",
    "Người đã có trong chương trình được nhận ra theo mã cán bộ; vị trí công tác theo cán bộ, đơn vị và ngày bắt đầu.",
    "Ô trống giữ nguyên giá trị đang có. Việc nhập không xóa gì; muốn xóa một giá trị thì sửa ở trang của cán bộ.",
    "Mã đã có mà họ tên khác thì không nhập: sửa mã, hoặc dùng trang Đổi họ tên; sửa dấu, chữ hoa thì được.",
    "Ngày ghi dạng 25/09/1985. Ô Có/Không để trống: vị trí mới là nơi công tác chính, không đứng đầu đơn vị.",
    "Nhập một tệp hai lần không làm thay đổi gì thêm.",
)


def columns() -> list[Column]:
    genders, employments = StaffMember.Gender.labels, StaffMember.Employment.labels
    unit_names = [subject.name for subject in units().by_code.values()]
    yes_no = ("Có", "Không")
    new = "Phải có với người mới"
    return [
        Column(
            "code",
            "Mã cán bộ",
            "Mã riêng của mỗi người, không đổi",
            "CB001",
            True,
            aliases=("Mã CB", "Mã số cán bộ", "Mã viên chức", "Mã nhân viên", "Mã"),
            width=14,
        ),
        Column("full_name", "Họ và tên", new, "Nguyễn Thị Ẵm", True, aliases=("Họ tên", "Họ và tên cán bộ"), width=26),
        Column("gender", "Giới tính", new, "Nữ", True, genders, width=11),
        Column("birth_date", "Ngày sinh", "", "25/09/1985", aliases=("Ngày tháng năm sinh", "Sinh ngày"), width=14),
        Column(
            "employment",
            "Loại lao động",
            new,
            "Viên chức",
            True,
            employments,
            ("Loại cán bộ", "Đối tượng lao động"),
            22,
        ),
        Column("email", "Thư điện tử", "", "am@truong.example", aliases=("Email", "E-mail"), width=26),
        Column("joined_on", "Vào cơ quan ngày", new, "01/09/2010", True, aliases=("Ngày vào cơ quan",), width=14),
        Column("left_on", "Thôi việc ngày", "Chỉ ghi khi đã thôi việc", "", aliases=("Ngày thôi việc",), width=14),
        Column("department", "Đơn vị", "Tên hoặc mã đơn vị", "", True, unit_names, ("Khoa, phòng", "Khoa/phòng"), 34),
        Column("post", "Chức vụ", "Ghi như trong quyết định", "Giảng viên", True, aliases=("Chức danh",), width=20),
        Column("starts_on", "Ngày bắt đầu", "Ngày nhận vị trí này", "01/09/2010", True, aliases=("Từ ngày",), width=14),
        Column("ends_on", "Ngày kết thúc", "Đang làm thì để trống", "", aliases=("Đến ngày",), width=14),
        Column("is_main", "Nơi công tác chính", "Kiêm nhiệm thì chọn Không", "Có", False, yes_no, width=12),
        Column("is_head", "Đứng đầu đơn vị", "Trưởng khoa, trưởng phòng", "", False, yes_no, width=12),
        Column("is_union_lead", "Tổ trưởng công đoàn", "", "", False, yes_no, width=12),
        Column(
            "signs_as",
            "Ký với tư cách",
            "Chỉ ghi với người được ký văn bản",
            "",
            False,
            Posting.SignsAs.labels,
            width=24,
        ),
    ]


def load(rows: list[Row]) -> Known:
    known = Known(units())
    spelled = {form for text in asked(rows, "code") for form in (text, text.upper(), text.lower())}
    codes: dict[int, str] = {}
    for chunk in chunks(sorted(spelled)):
        for person in StaffMember.objects.filter(code__in=chunk).order_by("pk").values("pk", *PERSON):
            known.people[person["code"].lower()] = person
            codes[person["pk"]] = person["code"].lower()
    names = {sort_key(text)[:400] for text in asked(rows, "full_name")}
    for chunk in chunks(sorted(names)):
        same = StaffMember.objects.filter(sort_key__in=chunk, birth_date__isnull=False)
        for name, born, code in same.values_list("full_name", "birth_date", "code"):
            known.births[search_key(name), born] = code
    for chunk in chunks(sorted(codes)):
        for posting in _postings(Q(staff_member__in=chunk)):
            known.postings.setdefault(codes[posting["staff_member"]], []).append(posting)
    known.heads = list(_postings(Q(is_head=True)))
    return known


def _postings(which: Q) -> Any:
    values = ("pk", "staff_member", "staff_member__code", "staff_member__full_name", *POSTING)
    return Posting.objects.filter(which).order_by("starts_on", "pk").values(*values)


def check(rows: list[Row], known: Known, progress: Progress) -> Plan:
    return StaffCheck(known, labels_of(columns()), why_not).plan(rows, progress)


def lock(known: Known) -> None:
    people = [Subject(person["pk"], person["code"], person["full_name"]) for person in known.people.values()]
    lock_subjects([*people, *known.units.by_code.values()])
    lock_tables(StaffMember, Posting)


def apply(plan: Plan, by: Any) -> None:
    writes: Writes = plan.writes
    leave(writes)
    pks = _write_people(writes)
    _write_postings(writes, pks)
    _write_trail(writes, pks, by)
    name_accounts(writes)


def _write_people(writes: Writes) -> dict[str, int]:
    """New and changed people; code → primary key of everybody in the file."""
    new = [_person(now) for now, before in writes.people.values() if before is None]
    insert(StaffMember, new)
    changed = [_person(now, before["pk"]) for now, before in writes.people.values() if before and now != _own(before)]
    update(StaffMember, changed, [*PERSON, "sort_key", "search_key"])
    pks = {person.code.lower(): person.pk for person in new}
    return pks | {code: before["pk"] for code, (_, before) in writes.people.items() if before}


def _person(values: dict[str, Any], pk: int | None = None) -> StaffMember:
    person = StaffMember(pk=pk, **values)
    person.set_keys()
    return person


def _own(before: dict[str, Any]) -> dict[str, Any]:
    return {name: before[name] for name in PERSON}


def _write_postings(writes: Writes, pks: dict[str, int]) -> None:
    """First what gives a place free, then what takes one: a unit has one head, a person one main posting."""
    changed = [item for item in writes.postings if item.before and item.is_changed]
    for batch in ([i for i in changed if i.frees_a_place], [i for i in changed if not i.frees_a_place]):
        update(Posting, [item.built(pks[item.code]) for item in batch], (*POSTING, "may_sign"))
    insert(Posting, [item.built(pks[item.code]) for item in writes.postings if not item.before])


def _write_trail(writes: Writes, pks: dict[str, int], by: Any) -> None:
    postings: dict[str, list[str]] = {}
    for item in writes.postings:
        if item.is_changed:
            span = in_words(item.now["starts_on"], item.now["ends_on"])
            postings.setdefault(item.code, []).append(f"{item.now['post']}, {item.unit}, {span}")
    lines = []
    for code, (now, before) in writes.people.items():
        old = _own(before) if before else {}
        after: dict[str, Any] = {name: value for name, value in now.items() if value != old.get(name)}
        was = {name: old.get(name) for name in after if before}
        if code in postings:
            after["vị trí công tác"] = postings[code]
        if after:
            lines.append(line(StaffMember, pks[code], now["full_name"], "import", by=by, before=was, after=after))
    write_lines(lines)


KIND = Kind(
    order=1,
    slug="can-bo",
    title="Cán bộ và vị trí công tác",
    rules=RULES,
    columns=columns,
    load=load,
    check=check,
    lock=lock,
    apply=apply,
    tables=(StaffMember, Posting),
)
