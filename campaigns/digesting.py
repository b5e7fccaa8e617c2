"""The day's letter: what waits for a person, with its deadline and what happens otherwise; at most one a day.

Sent outside transactions. The row of the day comes first and is never sent for twice: whoever finds it there leaves it
to the other run, even one that broke off (the letter may have gone). A letter holds names of tasks and links, nothing
of what they are about.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns import signing_in
from campaigns.models import Digest, ReminderSettings
from campaigns.roles import staff_of
from thidua import clock
from thidua.audit import audit
from thidua.models import Institution, User
from thidua.todo import Todo, grouped
from thidua.vietnamese import vdate
from thidua.workflow import acting_on

MOST_TASKS = 20
SAYS_NO = (OSError, SMTPException, ValueError)  # ValueError: an address or a subject no letter can bear
log = logging.getLogger(__name__)


@dataclass
class Tally:
    """How a run went; `failed`: where the accounts whose letter did not go are found, without names."""

    sent: int = 0
    failed: list[str] = field(default_factory=list)
    without_address: int = 0
    opted_out: int = 0
    already: int = 0
    without_tasks: int = 0
    stopped: str = ""

    def sentence(self) -> str:
        numbers = (
            (self.sent, "đã gửi {} thư"),
            (len(self.failed), "{} thư không gửi được"),
            (self.already, "{} người đã có thư hôm nay"),
            (self.without_tasks, "{} người không có việc"),
            (self.without_address, "{} người chưa có địa chỉ thư"),
            (self.opted_out, "{} người không nhận thư"),
        )
        said = "; ".join(words.format(number) for number, words in numbers if number or words is numbers[0][1])
        return f"{said[0].upper()}{said[1:]}.{' ' + self.stopped if self.stopped else ''}"


def address_of(user: User) -> str:
    person = staff_of(user)
    return (person.email if person else "") or user.email


def wants(user: User) -> bool:
    """Everybody does who has not said otherwise."""
    found = getattr(user, "reminder_settings", None)
    return found is None or found.wants_digest


def choose(chosen: ReminderSettings, *, wants_digest: bool, by: Any) -> None:
    """Whether this person gets the day's letter from now on."""
    with acting_on(chosen):
        before, chosen.wants_digest = chosen.wants_digest, wants_digest
        chosen.save(update_fields=["wants_digest"])
        audit(chosen, "choose_letters", by=by, before={"wants_digest": before}, after={"wants_digest": wants_digest})


# --- a run


def send_all(todos_of: Callable[[User], list[Todo]], connection: Any) -> Tally:
    """A letter to everybody for whom something waits; `todos_of` says what, `connection` is a backend of Django's.

    One that cannot be sent is counted and the next one tried; a server that cannot be reached ends the run, and those
    not reached get theirs from the next.
    """
    tally, day = Tally(), clock.today()
    told = set(Digest.objects.filter(on=day).values_list("user", flat=True))
    for user in readers():
        if user.pk in told:
            tally.already += 1
        elif not wants(user):
            tally.opted_out += 1
        elif not (address := address_of(user)):
            tally.without_address += 1
        elif not (todos := todos_of(user)):
            tally.without_tasks += 1
        elif not _reach(connection):
            tally.stopped = "Dừng giữa chừng vì không nối được máy chủ thư; chạy lại để gửi tiếp."
            break
        else:
            _send_one(user, address, todos, day, connection, tally)
    with contextlib.suppress(*SAYS_NO):
        connection.close()
    return tally


def readers() -> Iterator[User]:
    """Accounts that may sign in today."""
    accounts = signing_in.users().filter(is_active=True).select_related("staff_member", "reminder_settings")
    return (user for user in list(accounts.order_by("pk")) if not signing_in.has_left(user))


def _reach(connection: Any) -> bool:
    try:
        connection.open()
    except SAYS_NO as problem:
        log.warning("Không nối được máy chủ thư: %s", type(problem).__name__)
        return False
    return True


def _send_one(user: User, address: str, todos: list[Todo], day: date, connection: Any, tally: Tally) -> None:
    digest = _claimed(user, len(todos), day)
    if digest is None:
        tally.already += 1
        return
    outcome = Digest.Outcome.SENT
    try:
        letter(user, address, todos, day, connection).send()
        tally.sent += 1
    except SAYS_NO as problem:
        log.warning("Không gửi được thư nhắc cho tài khoản số %s: %s", user.pk, type(problem).__name__)
        outcome = Digest.Outcome.FAILED
        tally.failed.append(_place(user))
        with contextlib.suppress(*SAYS_NO):
            connection.close()  # whatever state it is in, the next letter begins a new one
    Digest.objects.filter(pk=digest.pk).update(outcome=outcome, at=clock.now())


def _place(user: User) -> str:
    person = staff_of(user)
    return reverse("account", args=[person.pk]) if person else f"tài khoản số {user.pk}"


def _claimed(user: User, tasks: int, day: date) -> Digest | None:
    """The row of the day, committed before the letter goes; None when another run was first."""
    try:
        with transaction.atomic():
            return Digest.objects.create(user=user, on=day, tasks=tasks, at=clock.now())
    except IntegrityError:
        return None


# --- the words


def letter(user: User, address: str, todos: list[Todo], day: date, connection: Any = None) -> EmailMessage:
    page = _link(reverse("reminder_settings"))
    begins = f"Hôm nay, {vdate(day)}, có {len(todos)} việc chờ đồng chí."
    lines = [f"Kính gửi đồng chí {user.get_short_name()},", "", begins]
    left = MOST_TASKS
    for name, rows in grouped(todos, day):
        lines += ["", name.upper()] if left else []
        for todo in rows[:left]:
            lines += ["", *_task(todo, day)]
        left -= min(left, len(rows))
    if len(todos) > MOST_TASKS:
        lines += ["", f"Và {len(todos) - MOST_TASKS} việc khác trên trang chủ. {_link(reverse('home'))}".rstrip()]
    lines += ["", "--", "Thư tự động của phần mềm Thi Đua, mỗi ngày nhiều nhất một thư.", *_contact()]
    lines.append(f"Không muốn nhận nữa: {page or 'mở mục “Thư nhắc và lịch” dưới tên mình'}")
    headers = {"Auto-Submitted": "auto-generated"} | ({"List-Unsubscribe": f"<{page}>"} if page else {})
    subject = f"[Thi đua] {len(todos)} việc chờ đồng chí, ngày {vdate(day)}"
    return EmailMessage(subject, "\n".join(lines) + "\n", to=[address], headers=headers, connection=connection)


def _task(todo: Todo, day: date) -> Iterator[str]:
    yield f"- {todo.plain or todo.text}"
    if todo.due_on:
        yield f"  Hạn: {vdate(todo.due_on)} ({_left((todo.due_on - day).days)})"
    for words in (todo.otherwise, todo.reminded, _link(todo.url)):
        if words:
            yield f"  {words}"


def _left(days: int) -> str:
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "hôm nay là hạn cuối"


def _link(path: str) -> str:
    """Absolute; "" while nobody has said where the program is found."""
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else ""


def _contact() -> list[str]:
    school = Institution.objects.first()
    if school is None or not school.contact_phone:
        return []
    return [f"Liên hệ: {school.contact_name}, điện thoại {school.contact_phone}."]
