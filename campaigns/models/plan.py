"""What a plan aims at and how far it has come, what it costs, and what was changed of it afterwards."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from campaigns.models.campaign import Campaign
from campaigns.models.catalogue import Award


class TargetQuerySet(models.QuerySet):
    def with_latest(self):
        """Each with `latest_value` and `latest_on` of the newest measurement, None where nothing was measured."""
        newest = TargetResult.objects.filter(target=OuterRef("pk")).order_by("-on", "-pk")
        return self.annotate(
            latest_value=Subquery(newest.values("value")[:1]), latest_on=Subquery(newest.values("on")[:1])
        )


class Target(models.Model):
    """What the whole campaign aims at: a number of titles, a measure of work, a level, or a thing done or not."""

    class Measure(models.TextChoices):
        NUMBER = "number", "Số lượng"
        LEVEL = "level", "Mức độ"
        YES_NO = "yes_no", "Đạt hay chưa"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="targets", verbose_name="phong trào")
    number = models.PositiveSmallIntegerField("số thứ tự")
    content = models.CharField("chỉ tiêu", max_length=300)
    measure = models.CharField("cách đo", max_length=6, choices=Measure, default=Measure.NUMBER)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    amount = models.DecimalField("số lượng", max_digits=12, decimal_places=2, null=True, blank=True)
    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="danh hiệu"
    )

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "chỉ tiêu của phong trào"
        verbose_name_plural = "chỉ tiêu của phong trào"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.content

    def get_absolute_url(self) -> str:
        return reverse("target_results", args=[self.pk])

    @property
    def aim(self) -> Decimal | None:
        """The number that means “reached”; None where the plan names none."""
        return Decimal(1) if self.measure == self.Measure.YES_NO else self.amount

    def reached(self, value: Decimal | None) -> bool | None:
        """Whether this value is what was aimed at; None while it cannot be said. An aim of 0 means: not one."""
        if value is None or self.aim is None:
            return None
        return value <= 0 if self.aim == 0 else value >= self.aim


class TargetResult(models.Model):
    """What was measured of a target on one day. Of a level its number (0: none yet); of “đạt hay chưa” 1 or 0."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="results", verbose_name="chỉ tiêu")
    on = models.DateField("ngày đo")
    value = models.DecimalField("kết quả", max_digits=12, decimal_places=2)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi",
    )

    class Meta:
        verbose_name = "kết quả của chỉ tiêu"
        verbose_name_plural = "kết quả của chỉ tiêu"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "on"],
                name="one_result_a_day",
                violation_error_message="Ngày này đã có kết quả",
            ),
            models.CheckConstraint(condition=Q(value__gte=0), name="result_not_negative"),
        ]

    def __str__(self) -> str:
        return f"Kết quả ngày {self.on:%d/%m/%Y}"


class BudgetLine(models.Model):
    """One line of the plan's kinh phí, in whole đồng."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="budget_lines", verbose_name="phong trào"
    )
    number = models.PositiveSmallIntegerField("số thứ tự")
    content = models.CharField("nội dung chi", max_length=300)
    amount = models.PositiveBigIntegerField("số tiền")
    source = models.CharField("nguồn kinh phí", max_length=200, blank=True)

    class Meta:
        verbose_name = "dòng kinh phí"
        verbose_name_plural = "dòng kinh phí"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.content


class PlanAmendment(models.Model):
    """A plan that changes a launched one: “Kế hoạch sửa đổi, bổ sung Kế hoạch số …”, with a number and date of its own.

    `plan_number` and `plan_date` only of one that was issued on paper; else its number comes with its issue.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="amendments", verbose_name="phong trào"
    )
    title = models.CharField("trích yếu", max_length=300)
    reason = models.TextField("lý do sửa đổi, bổ sung", max_length=2000)
    bases = models.TextField("căn cứ", blank=True, help_text="Mỗi dòng một căn cứ.")
    changes = models.TextField("nội dung sửa đổi, bổ sung", help_text="Mỗi dòng một điểm, được đánh số khi in.")
    plan_number = models.PositiveIntegerField("số kế hoạch", null=True, blank=True)
    plan_date = models.DateField("ngày kế hoạch", null=True, blank=True)

    class Meta:
        verbose_name = "kế hoạch sửa đổi, bổ sung"
        verbose_name_plural = "kế hoạch sửa đổi, bổ sung"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Kế hoạch sửa đổi, bổ sung: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("plan_amendment", args=[self.pk])
