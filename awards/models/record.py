from django.db import models

from campaigns.models import Award, Department, StaffMember
from campaigns.models.people import one_subject


class Occasion(models.TextChoices):
    """For what an award is given. Titles exist only for the year's merit."""

    MERIT = "merit", "Công trạng năm"
    PHASE = "phase", "Theo đợt thi đua"
    THEMATIC = "thematic", "Theo phong trào chuyên đề"
    AD_HOC = "ad_hoc", "Đột xuất"


class AwardRecordQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_on__isnull=True)


class AwardRecord(models.Model):
    """Everything ever received: by our own decisions, and history entered or imported. Revoked, never deleted."""

    class Source(models.TextChoices):
        OWN = "own", "Quyết định của Trường trong chương trình"
        HISTORY = "history", "Nhập từ hồ sơ cũ"
        UPPER = "upper", "Cấp trên quyết định theo tờ trình của Trường"

    staff_member = models.ForeignKey(
        StaffMember,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="award_records",
        verbose_name="cá nhân",
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="award_records",
        verbose_name="tập thể",
    )
    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="records", verbose_name="danh hiệu, hình thức"
    )
    year = models.PositiveSmallIntegerField("năm thành tích")
    occasion = models.CharField("dịp", max_length=8, choices=Occasion, default=Occasion.MERIT)
    occasion_text = models.CharField("tên dịp", max_length=200, blank=True)
    decision_number = models.CharField("số quyết định", max_length=60)
    decision_date = models.DateField("ngày quyết định")
    issuer = models.CharField("cấp quyết định", max_length=160)
    unit_name = models.CharField("đơn vị khi được khen", max_length=160, blank=True)
    source = models.CharField("nguồn", max_length=7, choices=Source, default=Source.HISTORY)
    revoked_on = models.DateField("hủy bỏ ngày", null=True, blank=True)
    revoked_reason = models.TextField("lý do hủy bỏ", blank=True)

    objects = AwardRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "ghi nhận khen thưởng"
        verbose_name_plural = "lịch sử khen thưởng"
        ordering = ["-year", "award__order"]
        constraints = [
            one_subject("record_of_one_subject"),
            models.UniqueConstraint(
                fields=["staff_member", "award", "year", "occasion", "occasion_text", "decision_number"],
                condition=models.Q(staff_member__isnull=False),
                name="a_person_s_record_once",
                violation_error_message="Danh hiệu, hình thức này theo quyết định đó đã được ghi",
            ),
            models.UniqueConstraint(
                fields=["department", "award", "year", "occasion", "occasion_text", "decision_number"],
                condition=models.Q(department__isnull=False),
                name="a_collective_s_record_once",
                violation_error_message="Danh hiệu, hình thức này theo quyết định đó đã được ghi",
            ),
        ]
        indexes = [models.Index(fields=["staff_member", "year"], name="record_person_year")]

    def __str__(self) -> str:
        return f"{self.staff_member or self.department}: {self.award.short_name} {self.year}"
