from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.campaign import Campaign
from campaigns.models.people import Department
from thidua.models import Attachment


class UnitPlan(models.Model):
    """A unit's own plan for the campaign, as text, as a file, or both; its head sends it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        SENT = "sent", "Đã nộp"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="unit_plans", verbose_name="phong trào"
    )
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="plans", verbose_name="đơn vị")
    status = models.CharField("trạng thái", max_length=5, choices=Status, default=Status.DRAFT)
    text = models.TextField("nội dung kế hoạch", blank=True)
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp kế hoạch"
    )
    # Stays while the clerk has it opened again: late is who was late the first time.
    sent_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người nộp",
    )
    is_late = models.BooleanField("nộp muộn", default=False, editable=False)
    reopen_reason = models.TextField("lý do mở lại", blank=True, editable=False)

    class Meta:
        verbose_name = "kế hoạch của đơn vị"
        verbose_name_plural = "kế hoạch của đơn vị"
        ordering = ["department__order"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "department"], name="one_plan_a_unit"),
            models.CheckConstraint(
                condition=models.Q(status="draft") | models.Q(sent_at__isnull=False), name="sent_plan_has_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch thi đua của {self.department}"

    def get_absolute_url(self) -> str:
        return reverse("unit_plan", args=[self.campaign_id, self.department_id])
