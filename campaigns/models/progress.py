"""What is said of promises on the way to their result: check-ins, proof of results, the word of a former unit."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from campaigns.models.campaign import Campaign
from campaigns.models.evaluation import Evaluation
from campaigns.models.people import Department, StaffMember
from campaigns.models.pledge import PledgeTarget
from thidua.models import Attachment


class CheckIn(models.Model):
    """One word on a promise in mid-phase. A second one on the same day replaces the first.

    `so_far` repeats the last amount that was given, by this check-in or an earlier one; None: none ever was.
    `is_newest` marks the one that counts: totals read it by a join, whatever the number of check-ins.
    """

    target = models.ForeignKey(
        PledgeTarget, on_delete=models.CASCADE, related_name="check_ins", verbose_name="chỉ tiêu"
    )
    on = models.DateField("ngày báo")
    amount = models.DecimalField(
        "đến nay", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    line = models.CharField("tình hình", max_length=300, blank=True)
    so_far = models.DecimalField("số gần nhất", max_digits=10, decimal_places=2, null=True, blank=True, editable=False)
    is_newest = models.BooleanField("là lần mới nhất", default=True, editable=False)
    evidence = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="minh chứng"
    )
    unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị khi báo")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người báo",
    )

    class Meta:
        verbose_name = "lần báo tiến độ"
        verbose_name_plural = "lần báo tiến độ"
        ordering = ["-on"]
        constraints = [
            models.UniqueConstraint(fields=["target", "on"], name="one_check_in_a_day"),
            models.UniqueConstraint(fields=["target"], condition=Q(is_newest=True), name="one_newest_check_in"),
            models.CheckConstraint(condition=Q(amount__isnull=True) | Q(amount__gte=0), name="check_in_not_negative"),
            models.CheckConstraint(condition=Q(amount__isnull=False) | ~Q(line=""), name="check_in_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.target}, ngày {self.on:%d/%m/%Y}"


class ResultProof(models.Model):
    """A file that proves the result of one promise, handed in with the self-assessment of a phase."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="proofs", verbose_name="bản đánh giá"
    )
    target = models.ForeignKey(PledgeTarget, on_delete=models.CASCADE, related_name="proofs", verbose_name="chỉ tiêu")
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="tệp")

    class Meta:
        verbose_name = "minh chứng kết quả"
        verbose_name_plural = "minh chứng kết quả"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["target", "file"], name="a_proof_once")]

    def __str__(self) -> str:
        return self.file.original_name


class FormerUnitOpinion(models.Model):
    """What the unit that had a person for six months or more of a campaign says of them after they moved."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="former_unit_opinions", verbose_name="phong trào"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="former_unit_opinions", verbose_name="cán bộ"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="opinions_given", verbose_name="đơn vị cũ"
    )
    text = models.TextField("ý kiến nhận xét")
    at = models.DateTimeField("ghi lúc", editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi",
    )

    class Meta:
        verbose_name = "ý kiến của đơn vị cũ"
        verbose_name_plural = "ý kiến của đơn vị cũ"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "staff_member", "department"], name="one_opinion_a_former_unit")
        ]

    def __str__(self) -> str:
        return f"Ý kiến của {self.department} về {self.staff_member}"
