"""Accounts of people: open, reset the password, lock and unlock, lift a wait, remove a second factor.

A one-time password is in the `Slip` that a verb returns and nowhere else: the account holds its hash.
Locks: first the person, then what the floors above lay over it (thidua/accounts.py), last the account. Of an account
only the non-key lock is taken: audit lines name accounts, and a verb that waits for us may be writing one.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac

from campaigns.models import StaffMember
from campaigns.roles import is_administrator
from thidua import clock, lockout, one_time, second_factor
from thidua.accounts import ADMINISTRATOR, why_not_now
from thidua.audit import actor_name, audit
from thidua.models import Institution, User
from thidua.vietnamese import search_key, vdate
from thidua.workflow import Refused, refuse

BATCH = 50  # a hash takes a fifth of a second on purpose, and the answer must come before a proxy gives up
LONGEST_NAME = 30
TRIES = 5
OWN = "Tài khoản của chính mình thì tự đổi mật khẩu ở trang “Đổi mật khẩu”; việc này do người khác làm."
ONCE = (
    "Mật khẩu vừa được đặt lại. Phiếu chỉ hiện một lần và không được lưu nên không xem lại được; "
    "muốn có phiếu mới thì mở lại trang “Đặt lại mật khẩu”."
)
NO_ACCOUNT = "Người này chưa có tài khoản."


@dataclass(frozen=True)
class Slip:
    """What one person is handed: read once, kept nowhere."""

    person: StaffMember
    user: User
    password: str = field(repr=False, default="")
    expires_on: date | None = None


# --- opening


def base_name(full_name: str) -> str:
    """Given name, then the first letters of the others: “Nguyễn Thị Hoa” → “hoa.nt”."""
    words = ["".join(c for c in word if c.isascii() and c.isalnum()) for word in search_key(full_name).split()]
    words = [word for word in words if word] or ["canbo"]
    initials = "".join(word[0] for word in words[:-1])
    return (f"{words[-1]}.{initials}" if initials else words[-1])[:LONGEST_NAME]


def proposed_names(people: list[StaffMember]) -> dict[int, str]:
    """Key of a person → a user name that nobody has now and nobody else in this list gets; one query."""
    bases = {person.pk: base_name(person.full_name) for person in people}
    similar = Q(pk__in=[])
    for base in set(bases.values()):
        similar |= Q(lower_name__startswith=base)
    names = User.objects.annotate(lower_name=Lower("username")).filter(similar)
    taken = set(names.values_list("lower_name", flat=True))
    found = {}
    for person in people:
        found[person.pk] = _free(bases[person.pk], taken)
        taken.add(found[person.pk])
    return found


def _free(base: str, taken: set[str]) -> str:
    """The base, or the base with the first number, from 2, that makes it free."""
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}{number}"
    return name


def why_not_open(person: StaffMember, *, lock: bool = False) -> str:
    if person.user_id:
        return f"Đồng chí {person} đã có tài khoản; muốn có phiếu mới thì đặt lại mật khẩu."
    if person.left_on and person.left_on <= clock.today():
        return f"Đồng chí {person} đã thôi việc ngày {vdate(person.left_on)}."
    return why_not_now(person, lock=lock)


def open_account(
    staff_member: StaffMember, *, by: Any, username: str | None = None, password: str | None = None
) -> Slip:
    """An account for one person; returns a slip (`slip.user`, `slip.password`).

    Without `password` a one-time one is made, which the person changes at the first sign-in; a chosen one (the caller
    has validated it) stays as it is and is not on the slip. Without `username` the name is made from the person's.
    Raises Refused when the person has an account, has left, or the given name is taken.
    """
    refuse(why_not_open(staff_member))
    slips, refused = _open([staff_member], by=by, username=username, password=password)
    refuse(" ".join(refused))
    return slips[0]


def open_accounts(people: list[StaffMember], *, by: Any) -> tuple[list[Slip], list[str]]:
    """Accounts for at most BATCH people, all in one transaction: their slips, and why the others got none."""
    refuse("" if people else "Chọn ít nhất một người chưa có tài khoản.")
    refuse(too_many(len(people)))
    refused = [why for person in people if (why := why_not_open(person))]
    slips, late = _open([person for person in people if not why_not_open(person)], by=by)
    return slips, refused + late


def too_many(count: int) -> str:
    if count <= BATCH:
        return ""
    return f"Mỗi lần lập nhiều nhất {BATCH} tài khoản, đang chọn {count}; lập {BATCH} người đầu rồi làm lần nữa."


def _open(
    people: list[StaffMember], *, by: Any, username: str | None = None, password: str | None = None
) -> tuple[list[Slip], list[str]]:
    """Hashes first, then one transaction; who was given an account meanwhile is refused."""
    words = {person.pk: password or one_time.new_password() for person in people}
    hashes = {pk: make_password(word) for pk, word in words.items()}
    slips, refused = [], []
    with transaction.atomic():
        list(Institution.objects.select_for_update(no_key=True).values_list("pk"))  # one batch after the other
        pks = sorted(words)
        locked = {p.pk: p for p in StaffMember._base_manager.select_for_update(no_key=True).filter(pk__in=pks)}
        names = {people[0].pk: username} if username else proposed_names([locked[person.pk] for person in people])
        for person in people:
            try:
                refuse(why_not_open(locked[person.pk], lock=True))
            except Refused as why:
                refused.append(str(why))
                continue
            user = _create(locked[person.pk], names[person.pk], hashes[person.pk], bool(password), bool(username), by)
            person.user = locked[person.pk].user = user
            shown = "" if password else words[person.pk]
            slips.append(Slip(person, user, shown, user.password_expires_on))
    return slips, refused


def _create(person: StaffMember, name: str, hashed: str, is_chosen: bool, is_given: bool, by: Any) -> User:
    """The constraint decides whether a name is free; a proposed one that was taken meanwhile gets a number."""
    last_name, _, first_name = person.full_name.rpartition(" ")
    user = User(username=name, last_name=last_name[:150], first_name=first_name[:150], email=person.email)
    user.password, user.must_change_password = hashed, not is_chosen
    user.password_expires_on = None if is_chosen else one_time.expires_on()
    user.notice = "" if is_chosen else f"Tài khoản do {actor_name(by)} lập {_at()}."
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                user.save(force_insert=True)
            break
        except IntegrityError:
            refuse(f"Tên đăng nhập “{name}” đã có người dùng; chọn tên khác." if is_given else "")
            user.pk, user.username = None, proposed_names([person])[person.pk]
    else:
        refuse(f"Chưa đặt được tên đăng nhập cho đồng chí {person}; lập riêng cho người này.")
    StaffMember.objects.filter(pk=person.pk).update(user=user)
    audit(user, "open_account", by=by, after={"username": user.username, "staff_member": str(person)})
    return user


# --- what the clerk and the administrator do with an account


def why_not_touch(person: StaffMember, *, by: Any, lock: bool = False) -> str:
    """Asked by every act below: nobody's own, no administrator's, nobody's whose council is sitting."""
    user = person.user
    if user is None:
        return NO_ACCOUNT
    if by is not None and user.pk == by.pk:
        return OWN
    if user.is_administrator:
        return ADMINISTRATOR
    return why_not_now(person, lock=lock)


def why_not_reset(person: StaffMember, *, by: Any, lock: bool = False) -> str:
    if refused := why_not_touch(person, by=by, lock=lock):
        return refused
    if person.left_on and person.left_on <= clock.today():
        return f"Đồng chí {person} đã thôi việc ngày {vdate(person.left_on)} nên không đăng nhập nữa."
    return "" if person.user.is_active else "Tài khoản đang khóa; mở khóa trước rồi đặt lại mật khẩu."


def mark_of(user: User) -> str:
    """Which password stood when a page was shown; a page sent again finds another one."""
    return salted_hmac("thidua.account_mark", user.get_session_auth_hash(), algorithm="sha256").hexdigest()[:32]


def reset_password(person: StaffMember, *, reason: str, by: Any, seen: str | None = None) -> Slip:
    """A one-time password instead of the old one; every session of the account ends, a wait at the door is lifted.

    With `seen` (`mark_of` on the page that asked) a reload of the answer resets nothing once more.
    """
    refuse("" if reason.strip() else "Ghi lý do đặt lại mật khẩu.")
    refuse(why_not_reset(person, by=by))  # before the hash, which is costly on purpose
    password = one_time.new_password()
    hashed = make_password(password)
    with _acting_on(person) as user:
        refuse(why_not_reset(person, by=by, lock=True))
        refuse(ONCE if seen is not None and seen != mark_of(user) else "")
        user.password, user.must_change_password = hashed, True
        user.password_expires_on = one_time.expires_on()
        _tell(user, f"Mật khẩu do {actor_name(by)} đặt lại {_at()}.")
        user.save(update_fields=["password", "must_change_password", "password_expires_on", "notice"])
        audit(user, "reset_password", by=by, reason=reason.strip(), after={"until": user.password_expires_on})
        lockout.lift(user.username)
    return Slip(person, user, password, user.password_expires_on)


def why_not_lock(person: StaffMember, *, by: Any, lock: bool = False) -> str:
    refused = why_not_touch(person, by=by, lock=lock)
    return refused or ("" if person.user.is_active else "Tài khoản đang khóa.")


def lock_account(person: StaffMember, *, reason: str, by: Any) -> None:
    """No sign-in any more, and every session ends, for good: unlocking does not bring them back."""
    _switch(person, "lock_account", False, reason=reason, by=by)


def why_not_unlock(person: StaffMember, *, by: Any, lock: bool = False) -> str:
    refused = why_not_touch(person, by=by, lock=lock)
    return refused or ("Tài khoản không bị khóa." if person.user.is_active else "")


def unlock_account(person: StaffMember, *, reason: str, by: Any) -> None:
    _switch(person, "unlock_account", True, reason=reason, by=by)


def _switch(person: StaffMember, verb: str, is_active: bool, *, reason: str, by: Any) -> None:
    refuse("" if reason.strip() else "Ghi lý do.")
    with _acting_on(person) as user:
        refuse((why_not_unlock if is_active else why_not_lock)(person, by=by, lock=True))
        user.is_active = is_active
        user.session_generation = F("session_generation") + 1
        user.save(update_fields=["is_active", "session_generation"])
        before, after = {"is_active": not is_active}, {"is_active": is_active}
        audit(user, verb, by=by, before=before, after=after, reason=reason.strip())
    person.user.refresh_from_db()


def lift_wait(person: StaffMember, *, by: Any) -> None:
    """Five wrong passwords are forgiven at once instead of after a quarter of an hour. Opens no account to anybody."""
    refuse("" if person.user else NO_ACCOUNT)
    with transaction.atomic():
        refuse("" if lockout.lift(person.user.username) else "Tài khoản này không phải chờ.")
        audit(person.user, "lift_wait", by=by)


def why_not_remove_second_factor(person: StaffMember, *, by: Any, lock: bool = False) -> str:
    if refused := why_not_touch(person, by=by, lock=lock):
        return refused
    if not is_administrator(by):
        return "Xác thực hai bước của người khác chỉ quản trị gỡ được."
    return "" if second_factor.is_on(person.user) else "Tài khoản này chưa bật xác thực hai bước."


def remove_second_factor(person: StaffMember, *, reason: str, by: Any) -> None:
    """For a lost telephone; the password stays, sessions end, the person is told."""
    refuse("" if reason.strip() else "Ghi lý do gỡ xác thực hai bước.")
    with _acting_on(person) as user:
        refuse(why_not_remove_second_factor(person, by=by, lock=True))
        second_factor.turn_off(user, by=by, reason=reason.strip())
        _tell(user, f"Xác thực hai bước do {actor_name(by)} gỡ {_at()}.")
        user.session_generation = F("session_generation") + 1
        user.save(update_fields=["notice", "session_generation"])
    person.user.refresh_from_db()


@contextlib.contextmanager
def _acting_on(person: StaffMember) -> Iterator[User]:
    """One transaction around an act: the person locked, what the floors above lock, then the account; read again."""
    with transaction.atomic():
        person.refresh_from_db(from_queryset=StaffMember._base_manager.select_for_update(no_key=True))
        refuse(why_not_now(person, lock=True))
        refuse("" if person.user_id else NO_ACCOUNT)
        person.user = User.objects.select_for_update(no_key=True).get(pk=person.user_id)
        yield person.user


def _tell(user: User, sentence: str) -> None:
    """What the person reads at the next sign-in; what was not read yet stays."""
    user.notice = f"{user.notice} {sentence} Nếu đồng chí không yêu cầu, báo ngay cho quản trị.".strip()


def _at() -> str:
    return f"lúc {timezone.localtime(clock.now()):%H:%M}, {vdate(clock.today())}"
