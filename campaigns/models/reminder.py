from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign, Phase
from campaigns.models.people import Department, StaffMember


class Reminder(models.Model):
    """Somebody reminded a person of something that waits for them: seen on their home page until it is done."""

    class Kind(models.TextChoices):
        PLEDGE = "pledge", "Viết và gửi bản đăng ký"
        UNIT_LIST = "unit_list", "Gửi đăng ký của đơn vị"
        ASSESS = "assess", "Tự đánh giá đợt"

    kind = models.CharField("việc", max_length=9, choices=Kind)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="reminders", verbose_name="phong trào"
    )
    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name="đợt"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="reminders", verbose_name="đơn vị"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="reminders", verbose_name="người được nhắc"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người nhắc"
    )
    on = models.DateField("ngày nhắc")
    at = models.DateTimeField("nhắc lúc")

    class Meta:
        verbose_name = "lời nhắc"
        verbose_name_plural = "lời nhắc"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "staff_member", "on"],
                condition=Q(kind="pledge"),
                name="reminded_of_a_pledge_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["campaign", "staff_member", "department", "on"],
                condition=Q(kind="unit_list"),
                name="reminded_of_a_list_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["phase", "staff_member", "on"],
                condition=Q(kind="assess"),
                name="reminded_of_a_phase_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="assess", phase__isnull=False) | (~Q(kind="assess") & Q(phase__isnull=True)),
                name="reminded_of_a_phase_or_of_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.on:%d/%m/%Y})"


class ReminderSettings(models.Model):
    """What a person wants to be told outside the program; no row: letters yes, no calendar yet."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="reminder_settings",
        verbose_name="tài khoản",
    )
    wants_digest = models.BooleanField("nhận thư nhắc", default=True)
    # Random; the calendar's address holds what the program's secret key makes of it, so a copy of the table opens none.
    calendar_nonce = models.CharField(max_length=43, blank=True, editable=False)
    calendar_renewed_at = models.DateTimeField("lập liên kết lịch lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "thư nhắc và lịch"
        verbose_name_plural = "thư nhắc và lịch"

    def __str__(self) -> str:
        return f"Thư nhắc và lịch của {self.user}"


class Digest(models.Model):
    """The day's letter to one account. The row comes before the letter: two runs at once send one."""

    class Outcome(models.TextChoices):
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests", verbose_name="tài khoản"
    )
    on = models.DateField("ngày")
    tasks = models.PositiveIntegerField("số việc")
    outcome = models.CharField("kết quả", max_length=7, choices=Outcome, default=Outcome.SENDING)
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư nhắc trong ngày"
        verbose_name_plural = "thư nhắc trong ngày"
        ordering = ["-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"Thư nhắc ngày {self.on:%d/%m/%Y}"
