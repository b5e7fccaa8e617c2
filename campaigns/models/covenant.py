from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.campaign import Campaign
from campaigns.models.people import Department


class Covenant(models.Model):
    """A giao ước thi đua: what units of the school promise one another in a campaign, signed by the head of each."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        OPEN = "open", "Chờ ký"
        SIGNED = "signed", "Đã ký đủ"
        WITHDRAWN = "withdrawn", "Đã rút"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="covenants", verbose_name="phong trào"
    )
    drafted_by = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="drafted_covenants", verbose_name="đơn vị soạn"
    )
    title = models.CharField("tên giao ước", max_length=300)
    contents = models.TextField(
        "nội dung giao ước", blank=True, help_text="Mỗi dòng một nội dung, được đánh số khi in."
    )
    status = models.CharField("trạng thái", max_length=9, choices=Status, default=Status.DRAFT)
    opened_at = models.DateTimeField("gửi để ký lúc", null=True, blank=True, editable=False)
    signed_at = models.DateTimeField("ký đủ lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "bản giao ước thi đua"
        verbose_name_plural = "bản giao ước thi đua"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("covenant", args=[self.pk])

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.contents.splitlines() if line.strip()]


class CovenantParty(models.Model):
    """A unit that signs, and who signed for it: name and post as they were that day."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="parties", verbose_name="giao ước")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    signed_at = models.DateTimeField("ký lúc", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ký",
    )
    signed_name = models.CharField("họ và tên người ký", max_length=120, blank=True)
    signed_post = models.CharField("chức vụ người ký", max_length=120, blank=True)

    class Meta:
        verbose_name = "đơn vị ký giao ước"
        verbose_name_plural = "đơn vị ký giao ước"
        ordering = ["department__order", "department__code"]
        constraints = [models.UniqueConstraint(fields=["covenant", "department"], name="a_party_once")]

    def __str__(self) -> str:
        return str(self.department)


class CovenantTarget(models.Model):
    """A target all parties strive for."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="targets", verbose_name="giao ước")
    number = models.PositiveSmallIntegerField("số thứ tự", default=1)
    content = models.CharField("nội dung", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40)
    amount = models.DecimalField("số lượng", max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    due_on = models.DateField("thời hạn", null=True, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu giao ước"
        verbose_name_plural = "chỉ tiêu giao ước"
        ordering = ["number", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="covenant_target_amount")]

    def __str__(self) -> str:
        return self.content
