"""Setting a school up in an empty database: everything that was typed becomes rows in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import models

from campaigns.models import Award, Department, Posting, StaffMember
from campaigns.roles import CLERK_GROUP
from thidua import clock, setting_up
from thidua.audit import audit
from thidua.institutions import create_institution
from thidua.models import Institution, SetUp, User
from thidua.reference import load_reference
from thidua.workflow import Refused, acting_on, refuse

REASON = "Thiết lập ban đầu"
TOO_LATE = "Cơ quan vừa được thiết lập xong ở cửa sổ khác; đăng nhập bằng tài khoản đã lập ở đó."
# Awards of the school itself bear the title of its head in their names.
OWN_AWARDS, USUAL_TITLE = ("GK", "GKTT"), "Hiệu trưởng"


@dataclass(frozen=True)
class Answers:
    """What the pages of the set-up gave, checked; `hashes`: passwords as the database keeps them."""

    institution: Institution
    founded_on: date
    board_name: str
    units: list[dict[str, Any]]
    head: dict[str, Any]
    deputies: list[dict[str, Any]]
    clerk: dict[str, Any]
    hashes: Mapping[str, str] = field(repr=False)


def finish(read: Callable[[dict[str, Any]], Answers]) -> User:
    """Write the school and close the set-up for ever; gives the clerk's account.

    `read` makes answers of the draft or raises Refused. Of two who finish at once one wins, the other is Refused.
    """
    with acting_on(setting_up.begun()) as row:
        refuse(why_not_finish(row))
        answers = read(row.draft)
        load_reference()
        for thing in create_institution(answers.institution):
            audit(thing, "create", by=None, reason=REASON)
        _name_own_awards(answers.institution.head_title)
        units = _create_units(answers)
        _create_board(answers, units)
        clerk = _create_clerk(answers, units)
        row.draft, row.finished_at = {}, clock.real_now()
        row.save(update_fields=["draft", "finished_at"])
        audit(row, "finish", by=None, after={"institution": str(answers.institution)}, reason=REASON)
    return clerk


def why_not_finish(row: SetUp) -> str:
    return TOO_LATE if row.finished_at or Institution.objects.exists() else ""


def _name_own_awards(head_title: str) -> None:
    for award in Award.objects.filter(code__in=OWN_AWARDS, name__contains=USUAL_TITLE):
        award.name = award.name.replace(USUAL_TITLE, head_title)
        award.save(update_fields=["name"])


def _create_units(answers: Answers) -> dict[str, Department]:
    """Code → unit; the root bears the institution's name, the board the name that was given."""
    school, kind = answers.institution, Department.Kind
    since = {"valid_from": answers.founded_on}
    named = {"code": "TRUONG", "name": school.name[:160], "short_name": school.short_name[:60]}
    root = _written(Department(kind=kind.SCHOOL, **named, **since))
    board = {"code": "BLD", "name": answers.board_name, "short_name": answers.board_name[:60], "kind": kind.BOARD}
    units = {root.code: root}
    ordered = sorted(enumerate(answers.units, start=1), key=lambda row: (row[1].get("order") or row[0], row[0]))
    for order, unit in enumerate([board, *(unit for _, unit in ordered)], start=1):
        named = {"code": unit["code"], "name": unit["name"], "short_name": unit["short_name"] or unit["name"][:60]}
        units[unit["code"]] = _written(Department(kind=unit["kind"], order=order, parent=root, **named, **since))
    return units


def _create_board(answers: Answers, units: Mapping[str, Department]) -> None:
    """The head leads the board and the school as a collective; deputies sign for the head."""
    board = units["BLD"]
    head = _create_person(answers.head)
    since = {"post": answers.head["post"], "starts_on": answers.head["starts_on"]}
    signs = {"may_sign": True, "signs_as": answers.head["signs_as"]}
    _written(Posting(staff_member=head, department=board, is_head=True, **signs, **since))
    _written(Posting(staff_member=head, department=units["TRUONG"], is_head=True, is_main=False, **since))
    for row in answers.deputies:
        signs = {"may_sign": True, "signs_as": Posting.SignsAs.KT}
        deputy = _create_person(row)
        _written(Posting(staff_member=deputy, department=board, post=row["post"], starts_on=row["starts_on"], **signs))


def _create_person(row: Mapping[str, Any]) -> StaffMember:
    named = {name: row[name] for name in ("code", "full_name", "gender", "joined_on")}
    return _written(StaffMember(**named))


def _create_clerk(answers: Answers, units: Mapping[str, Department]) -> User:
    """The clerk with the clerks' group; the administrator's flags on the same account or on one of its own."""
    row, group = answers.clerk, Group.objects.get_or_create(name=CLERK_GROUP)[0]
    person = _create_person(row)
    unit = units[row["department"]]
    _written(Posting(staff_member=person, department=unit, post=row["post"], starts_on=row["joined_on"]))
    flags = {"is_staff": True, "is_superuser": True}
    own = {} if not row["is_administrator"] else flags
    clerk = _open_account(row["username"], person.full_name, answers.hashes["clerk"], person, **own)
    clerk.groups.add(group)
    audit(clerk, "add_to_group", by=None, after={"group": CLERK_GROUP}, reason=REASON)
    if not own:
        _open_account(row["admin_username"], row["admin_name"], answers.hashes["administrator"], None, **flags)
    return clerk


def _open_account(username: str, name: str, hashed: str, person: StaffMember | None, **flags: bool) -> User:
    """An account whose password was hashed when it was typed: no hashing inside a transaction."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập “{username}” vừa có người dùng; chọn tên khác ở trang tài khoản.")
    last_name, _, first_name = name.strip().rpartition(" ")
    user = User(username=username, last_name=last_name, first_name=first_name, password=hashed, **flags)
    _written(user, username=username)
    if person is not None:
        person.user = user
        person.save(update_fields=["user"])
    return user


def _written(thing: models.Model, **said: Any) -> Any:
    """Saved, with its line in the trail."""
    thing.save(force_insert=True)
    audit(thing, "create", by=None, after=said, reason=REASON)
    return thing
