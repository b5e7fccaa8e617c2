"""The signed-in user, loaded with the person behind the account and whether they are the clerk: one query a page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef

from campaigns.roles import CLERK_GROUP
from thidua.models import User


class StaffBackend(ModelBackend):
    """Django's own backend; only the look-up of the session's user is wider."""

    def get_user(self, user_id: Any) -> User | None:
        clerks = Group.objects.filter(name=CLERK_GROUP, user=OuterRef("pk"))
        users = User.objects.select_related("staff_member").annotate(in_clerks_group=Exists(clerks))
        user = users.filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
