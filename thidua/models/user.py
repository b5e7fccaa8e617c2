from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An account. Who the person is, and what they may do, is said by their `StaffMember` and its postings."""

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def get_full_name(self) -> str:
        """Vietnamese order: family name, middle names, given name."""
        return f"{self.last_name} {self.first_name}".strip()

    def get_short_name(self) -> str:
        """Vietnamese people are not called by a part of the family name."""
        return self.get_full_name() or self.username
