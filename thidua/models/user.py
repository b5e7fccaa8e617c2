import unicodedata

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac


class AccountManager(UserManager):
    def get_by_natural_key(self, username: str) -> "User":
        """The account of that name in whatever case: “Hoa.NT” signs in as “hoa.nt”."""
        name = unicodedata.normalize("NFKC", username or "").strip()
        found = (
            self.annotate(lower_name=Lower("username")).filter(Q(username=name) | Q(lower_name=name.lower())).first()
        )
        if found is None:
            raise self.model.DoesNotExist
        return found


class User(AbstractUser):
    """An account. Who the person is, and what they may do, is said by their `StaffMember` and its postings."""

    must_change_password = models.BooleanField(
        "phải đổi mật khẩu", default=False, help_text="Mật khẩu hiện có là mật khẩu một lần."
    )
    password_expires_on = models.DateField(
        "mật khẩu một lần dùng đến hết ngày", null=True, blank=True, help_text="Để trống: không có hạn."
    )
    notice = models.TextField("điều cần báo khi đăng nhập", blank=True)
    # Mixed into what a session holds: one more, and every session of this account has ended.
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects = AccountManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="one_account_a_name",
                violation_error_message="Tên đăng nhập này đã có; chữ hoa, chữ thường là một",
            )
        ]

    def get_full_name(self) -> str:
        """Vietnamese order: family name, middle names, given name."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_short_name(self) -> str:
        """Vietnamese people are not called by a part of the family name."""
        return self.get_full_name() or self.username

    @property
    def is_administrator(self) -> bool:
        return self.is_superuser or self.is_staff

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Django's own hash of the password; once sessions were ended by hand, of their generation too."""
        if not self.session_generation:
            return super()._get_session_auth_hash(secret=secret)
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac("thidua.User.session", value, secret=secret, algorithm="sha256").hexdigest()
