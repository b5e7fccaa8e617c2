"""What the floors above know about accounts, asked by the door, the verbs and the administration.

`register` is called once from each AppConfig.ready().
"""

from collections.abc import Callable
from typing import Any

# (the person behind the account, whether to lock what the answer rests on) → "" or the sentence of a refusal.
WhyNot = Callable[[Any, bool], str]
_why_nots: list[WhyNot] = []
_needs_two_steps: list[Callable[[Any], bool]] = []

ADMINISTRATOR = (
    "Tài khoản quản trị không đổi được ở đây; người giữ máy chủ dùng lệnh “manage.py changepassword” "
    "hoặc “manage.py remove_second_factor”."
)


def register(*, why_not: WhyNot | None = None, needs_two_steps: Callable[[Any], bool] | None = None) -> None:
    if why_not and why_not not in _why_nots:
        _why_nots.append(why_not)
    if needs_two_steps and needs_two_steps not in _needs_two_steps:
        _needs_two_steps.append(needs_two_steps)


def why_not_now(person: Any, *, lock: bool = False) -> str:
    """Empty when nothing that is going on forbids to touch this person's account, else the sentence.

    `lock` (inside a transaction, before the account itself is locked): what was asked stays true until its end.
    """
    return next((refused for ask in _why_nots if person is not None and (refused := ask(person, lock))), "")


def needs_two_steps(user: Any) -> bool:
    """Whether one of the roles that the institution may oblige is this user's."""
    return user.is_administrator or any(ask(user) for ask in _needs_two_steps)
