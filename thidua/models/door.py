from django.conf import settings
from django.db import models


class WrongTry(models.Model):
    """How often somebody guessed within a span of time; of whom only a keyed hash is kept (thidua/ratelimit.py)."""

    name = models.CharField("việc", max_length=20)
    subject = models.CharField("của ai (mã băm)", max_length=64)
    count = models.PositiveIntegerField("số lần", default=0)
    ends_at = models.DateTimeField("tính đến lúc", db_index=True)

    class Meta:
        verbose_name = "lần thử sai"
        verbose_name_plural = "lần thử sai"
        constraints = [models.UniqueConstraint(fields=["name", "subject"], name="one_count_a_subject")]

    def __str__(self) -> str:
        return f"{self.name}: {self.count}"


class RecoveryCode(models.Model):
    """One of ten codes that stand in for the telephone, once; only its keyed hash is kept (thidua/second_factor.py)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes", verbose_name="tài khoản"
    )
    digest = models.CharField("mã băm", max_length=64)

    class Meta:
        verbose_name = "mã dự phòng"
        verbose_name_plural = "mã dự phòng"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="a_recovery_code_once")]

    def __str__(self) -> str:
        return f"Mã dự phòng của {self.user}"
