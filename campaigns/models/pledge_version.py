from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.pledge import Pledge


class PledgeVersion(models.Model):
    """What a pledge promises from one day on; the first is the pledge as it was confirmed, later ones amend it.

    `content` and `base` (what the pledge said when the amendment was begun) are as `campaigns/pledge_snapshots.py`
    writes them. An accepted version never changes.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        PROPOSED = "proposed", "Chờ xác nhận"
        RETURNED = "returned", "Trả lại"
        ACCEPTED = "accepted", "Đã chấp nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    OPEN = (Status.DRAFT, Status.PROPOSED, Status.RETURNED)

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="versions", verbose_name="bản đăng ký")
    # Given when it is accepted; 1 is the pledge as first confirmed.
    number = models.PositiveSmallIntegerField("bản số", null=True, blank=True, editable=False)
    status = models.CharField("trạng thái", max_length=9, choices=Status, default=Status.DRAFT)
    reason = models.TextField("lý do điều chỉnh", blank=True)
    content = models.JSONField("nội dung", editable=False)
    base = models.JSONField("nội dung trước đó", default=dict, editable=False)
    proposed_at = models.DateTimeField("gửi lúc", null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người gửi",
    )
    decided_at = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người xác nhận",
    )
    return_reason = models.TextField("lý do trả lại", blank=True, editable=False)

    class Meta:
        verbose_name = "bản điều chỉnh đăng ký"
        verbose_name_plural = "bản điều chỉnh đăng ký"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "number"], name="pledge_version_number_once"),
            models.UniqueConstraint(
                fields=["pledge"],
                condition=Q(status__in=["draft", "proposed", "returned"]),
                name="one_open_amendment_a_pledge",
                violation_error_message="Bản đăng ký này đang có một đề nghị điều chỉnh",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(number__isnull=False), name="accepted_version_has_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} của {self.pledge.owner}"

    def get_absolute_url(self) -> str:
        return reverse("pledge_version", args=[self.pk])

    @property
    def name(self) -> str:
        """“Bản đăng ký ban đầu”, “Bản điều chỉnh lần 1”, “Đề nghị điều chỉnh”."""
        if self.number is None:
            return "Đề nghị điều chỉnh"
        return "Bản đăng ký ban đầu" if self.number == 1 else f"Bản điều chỉnh lần {self.number - 1}"
