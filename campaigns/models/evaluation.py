from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.campaign import Phase
from campaigns.models.people import Department, StaffMember, one_subject
from campaigns.models.pledge import Pledge


class Evaluation(models.Model):
    """What a participant, with or without a pledge, says of a phase, and the endorser's confirmation.

    Results against targets stand on the targets themselves (`PledgeTarget.result`).
    """

    class Status(models.TextChoices):
        OPEN = "open", "Chưa tự đánh giá"
        SELF_ASSESSED = "self_assessed", "Đã tự đánh giá"
        CONFIRMED = "confirmed", "Đã xác nhận"

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="evaluations", verbose_name="đợt")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations", verbose_name="tập thể"
    )
    unit = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_evaluations", verbose_name="đơn vị khi đánh giá"
    )
    pledge = models.ForeignKey(
        Pledge, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluations", verbose_name="bản đăng ký"
    )
    status = models.CharField("trạng thái", max_length=13, choices=Status, default=Status.OPEN)
    self_assessment = models.TextField("tự đánh giá", blank=True)
    endorser_note = models.TextField("ý kiến của người xác nhận", blank=True, editable=False)
    self_assessed_at = models.DateTimeField("tự đánh giá lúc", null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người xác nhận",
    )
    reopen_reason = models.TextField("lý do mở lại", blank=True, editable=False)

    class Meta:
        verbose_name = "bản đánh giá"
        verbose_name_plural = "bản đánh giá"
        constraints = [
            one_subject("evaluation_of_one_subject"),
            models.UniqueConstraint(fields=["phase", "staff_member"], name="one_evaluation_a_person_a_phase"),
            models.UniqueConstraint(fields=["phase", "department"], name="one_evaluation_a_collective_a_phase"),
        ]
        indexes = [models.Index(fields=["phase", "unit", "status"], name="evaluation_unit_status")]

    def __str__(self) -> str:
        return f"Đánh giá {self.phase} của {self.owner}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation", args=[self.pk])

    @property
    def owner(self) -> StaffMember | Department:
        return self.staff_member or self.department

    @property
    def is_collective(self) -> bool:
        return self.department_id is not None
