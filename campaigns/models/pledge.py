from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.campaign import Campaign, Phase
from campaigns.models.catalogue import Award
from campaigns.models.initiative import Initiative
from campaigns.models.people import Department, StaffMember, one_subject


class PledgeQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(status=Pledge.Status.WITHDRAWN)


class Pledge(models.Model):
    """The registration of a person, or of a collective, in a campaign: titles aimed at and targets."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        SUBMITTED = "submitted", "Đã gửi"
        RETURNED = "returned", "Trả lại"
        ENDORSED = "endorsed", "Đã xác nhận"
        REGISTERED = "registered", "Đã đăng ký"
        WITHDRAWN = "withdrawn", "Đã rút"

    class ReturnCode(models.TextChoices):
        NO_TARGETS = "no_targets", "Thiếu chỉ tiêu"
        NOT_MEASURABLE = "not_measurable", "Chỉ tiêu chưa đo được"
        WRONG_AWARD = "wrong_award", "Danh hiệu, hình thức chưa phù hợp"
        NO_INITIATIVE = "no_initiative", "Thiếu sáng kiến, đề tài"
        WRONG_DUTIES = "wrong_duties", "Nhiệm vụ ghi chưa đúng"
        OTHER = "other", "Lý do khác"

    # What an endorser may ask to mend; only that opens again.
    PARTS: ClassVar = {
        "awards": "Danh hiệu, hình thức",
        "duties": "Nhiệm vụ được giao",
        "initiative": "Sáng kiến, đề tài",
        "targets": "Chỉ tiêu",
    }
    PARTS_OF_COLLECTIVES = ("awards", "targets")

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="pledges", verbose_name="phong trào")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="tập thể"
    )
    unit = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_pledges", verbose_name="đơn vị khi đăng ký"
    )
    post = models.CharField("chức vụ khi đăng ký", max_length=120, blank=True)
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    awards = models.ManyToManyField(
        Award, blank=True, related_name="pledges", verbose_name="danh hiệu, hình thức đăng ký"
    )
    duties = models.TextField("nhiệm vụ được giao", blank=True)
    # Its name on the day it was chosen: what was promised stays readable when the initiative is renamed.
    initiative_title = models.CharField("tên sáng kiến, đề tài", max_length=400, blank=True)
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name="sáng kiến, đề tài",
    )
    submitted_at = models.DateTimeField("gửi lúc", null=True, blank=True, editable=False)
    endorsed_at = models.DateTimeField("xác nhận lúc", null=True, blank=True, editable=False)
    endorsed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="người xác nhận",
    )
    returned_on = models.DateField("trả lại ngày", null=True, blank=True, editable=False)
    return_code = models.CharField("lý do trả lại", max_length=14, choices=ReturnCode, blank=True, editable=False)
    return_fields = models.JSONField("chỗ cần sửa", default=list, blank=True, editable=False)
    return_reason = models.TextField("cần sửa thế nào", blank=True, editable=False)
    union_signed_at = models.DateTimeField("công đoàn ký lúc", null=True, blank=True, editable=False)
    union_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="tổ trưởng công đoàn ký",
    )

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng ký thi đua"
        verbose_name_plural = "bản đăng ký thi đua"
        constraints = [
            one_subject("pledge_of_one_subject"),
            models.UniqueConstraint(
                fields=["campaign", "staff_member"],
                condition=~Q(status="withdrawn"),
                name="one_live_pledge_a_person",
                violation_error_message="Đồng chí đã có bản đăng ký trong phong trào này",
            ),
            models.UniqueConstraint(
                fields=["campaign", "department"],
                condition=~Q(status="withdrawn"),
                name="one_live_pledge_a_collective",
                violation_error_message="Tập thể đã có bản đăng ký trong phong trào này",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "unit", "status"], name="pledge_unit_status")]

    def __str__(self) -> str:
        return f"Bản đăng ký thi đua của {self.owner}"

    def get_absolute_url(self) -> str:
        return reverse("pledge", args=[self.pk])

    @property
    def owner(self) -> StaffMember | Department:
        return self.staff_member or self.department

    @property
    def is_collective(self) -> bool:
        return self.department_id is not None

    @property
    def parts_to_mend(self) -> list[str]:
        """What a return asks to mend, in the words of a sentence."""
        return [label.lower() for part, label in self.PARTS.items() if part in self.return_fields]

    @property
    def receipt_code(self) -> str:
        return f"ĐK-{self.campaign.year}-{self.pk:04d}"


class PledgeTarget(models.Model):
    """One promise with an amount, and later its result or the reason why it was missed. No phase: the whole year."""

    class Area(models.TextChoices):
        TEACHING = "teaching", "Giảng dạy"
        RESEARCH = "research", "Nghiên cứu khoa học"
        STUDY = "study", "Học tập, bồi dưỡng"
        OTHER = "other", "Công tác khác"
        DISCIPLINE = "discipline", "Chấp hành kỷ luật"

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="targets", verbose_name="bản đăng ký")
    number = models.PositiveSmallIntegerField("số thứ tự", default=1)
    area = models.CharField("lĩnh vực", max_length=10, choices=Area, blank=True)
    content = models.CharField("nội dung", max_length=300)
    unit_of_measure = models.CharField("đơn vị tính", max_length=40)
    amount = models.DecimalField("số lượng", max_digits=10, decimal_places=2, validators=[MinValueValidator(0)])
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đợt"
    )
    due_on = models.DateField("thời hạn", null=True, blank=True)
    result = models.DecimalField(
        "kết quả", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    miss_reason = models.TextField("lý do chưa đạt", blank=True)

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        verbose_name_plural = "chỉ tiêu đăng ký"
        ordering = ["number", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="pledge_target_amount")]

    def __str__(self) -> str:
        return self.content

    @property
    def last_day(self) -> date:
        """The deadline given, else the end of its phase, else of the campaign."""
        return self.due_on or (self.phase and self.phase.ends_on) or self.pledge.campaign.ends_on

    @property
    def is_met(self) -> bool | None:
        """None while there is no result: unknown is not no."""
        return None if self.result is None else self.result >= self.amount


class UnitRegistration(models.Model):
    """The list of a unit's pledges that its head sends and the clerk accepts."""

    class Status(models.TextChoices):
        NOT_SENT = "not_sent", "Chưa gửi"
        SENT = "sent", "Chờ duyệt"
        RETURNED = "returned", "Trả lại"
        ACCEPTED = "accepted", "Đã duyệt"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="registrations", verbose_name="phong trào"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="registrations", verbose_name="đơn vị"
    )
    status = models.CharField("trạng thái", max_length=8, choices=Status, default=Status.NOT_SENT)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người gửi",
    )
    accepted_at = models.DateTimeField("duyệt lúc", null=True, blank=True, editable=False)
    return_reason = models.TextField("lý do trả lại", blank=True, editable=False)
    late_until = models.DateField("cho đăng ký muộn đến ngày", null=True, blank=True, editable=False)
    late_reason = models.TextField("lý do cho đăng ký muộn", blank=True, editable=False)

    class Meta:
        verbose_name = "đăng ký của đơn vị"
        verbose_name_plural = "đăng ký của đơn vị"
        ordering = ["department__order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "department"], name="one_registration_a_unit")]

    def __str__(self) -> str:
        return f"Đăng ký thi đua của {self.department}"

    def get_absolute_url(self) -> str:
        return reverse("unit_registration", args=[self.campaign_id, self.department_id])
