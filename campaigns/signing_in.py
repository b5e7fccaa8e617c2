"""The signed-in user, loaded with the person behind the account and whether they are the clerk: one query a page."""

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet

from campaigns.roles import CLERK_GROUP, staff_of
from thidua import clock
from thidua.models import User


class StaffBackend(ModelBackend):
    """Django's own backend; who has left is refused as a locked account is, and the look-up of a session is wider."""

    def user_can_authenticate(self, user: User) -> bool:
        """Asked after the password at sign-in, and for every page of a session, which ends when the answer is no."""
        return super().user_can_authenticate(user) and not has_left(user)

    def get_user(self, user_id: Any) -> User | None:
        user = users().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


@cache
def users() -> QuerySet[User]:
    """Accounts as a session carries them: with the person and whether they are the clerk. Only to be filtered.

    Every page asks this, and putting it together takes as long as the answer.
    """
    clerks = Group.objects.filter(name=CLERK_GROUP, user=OuterRef("pk"))
    return User.objects.select_related("staff_member").annotate(in_clerks_group=Exists(clerks))


def has_left(user: User) -> bool:
    """From the day written as “thôi việc ngày”, that day included."""
    person = staff_of(user)
    return person is not None and person.left_on is not None and person.left_on <= clock.today()
