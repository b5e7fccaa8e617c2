from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thidua.vietnamese import month_text, paper_date


class Campaign(models.Model):
    """A phong trào thi đua with its launch plan. After the launch only deadlines and movements' names change."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", "Hằng năm"
        THEMATIC = "thematic", "Chuyên đề"

    class Status(models.TextChoices):
        DRAFT = "draft", "Bản thảo"
        LAUNCHED = "launched", "Đã phát động"
        CONCLUDED = "concluded", "Đã tổng kết"
        CANCELLED = "cancelled", "Đã hủy"

    kind = models.CharField("loại", max_length=8, choices=Kind, default=Kind.YEARLY)
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField("trạng thái", max_length=9, choices=Status, default=Status.DRAFT)
    title = models.CharField("trích yếu kế hoạch", max_length=300)
    theme = models.CharField("chủ đề thi đua", max_length=400, blank=True)
    motto = models.CharField("phương châm", max_length=300, blank=True)
    introduction = models.TextField("lời mở đầu", blank=True)
    closing = models.TextField("lời kết", blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    plan_number = models.PositiveIntegerField("số kế hoạch", null=True, blank=True)
    plan_date = models.DateField("ngày kế hoạch", null=True, blank=True)
    unit_plans_due_on = models.DateField("hạn nộp kế hoạch của đơn vị", null=True, blank=True)
    registration_due_on = models.DateField("hạn đăng ký thi đua", null=True, blank=True)
    nominations_due_on = models.DateField("hạn nộp hồ sơ đề nghị", null=True, blank=True)
    launched_on = models.DateField("ngày phát động", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        ordering = ["-year", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="campaign_dates",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(kind="yearly") & ~Q(status="cancelled"),
                name="one_yearly_campaign_a_year",
                violation_error_message="Năm này đã có phong trào thi đua hằng năm",
            ),
        ]

    def __str__(self) -> str:
        return f"Phong trào thi đua năm {self.year}" if self.kind == self.Kind.YEARLY else self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.pk])


class PlanItem(models.Model):
    """One numbered paragraph of the plan."""

    class Part(models.TextChoices):
        LEGAL_BASIS = "legal_basis", "Căn cứ"
        PURPOSE = "purpose", "Mục đích, yêu cầu"
        CONTENT = "content", "Nội dung thi đua"
        ORGANISATION = "organisation", "Tổ chức thực hiện"
        RECIPIENT = "recipient", "Nơi nhận"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="plan_items", verbose_name="phong trào"
    )
    part = models.CharField("phần", max_length=12, choices=Part)
    number = models.PositiveSmallIntegerField("số thứ tự")
    text = models.TextField("nội dung")

    class Meta:
        verbose_name = "mục của kế hoạch"
        verbose_name_plural = "mục của kế hoạch"
        ordering = ["part", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "part", "number"],
                name="plan_item_number_once",
                violation_error_message="Số thứ tự này đã có trong phần đó",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.number}"


class Movement(models.Model):
    """A phong trào the school launches itself, or one from above that it answers (hưởng ứng)."""

    class LaunchedBy(models.TextChoices):
        SCHOOL = "school", "Trường phát động"
        PROVINCE = "province", "Tỉnh phát động"
        PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ phát động"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="movements", verbose_name="phong trào năm"
    )
    number = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tên phong trào", max_length=300)
    slogan = models.CharField("khẩu hiệu", max_length=300, blank=True)
    launched_by = models.CharField("ai phát động", max_length=14, choices=LaunchedBy, default=LaunchedBy.SCHOOL)
    answer = models.CharField("nội dung hưởng ứng", max_length=400, blank=True)
    is_special = models.BooleanField("phong trào đặc biệt", default=False)

    class Meta:
        verbose_name = "phong trào thành phần"
        verbose_name_plural = "phong trào thành phần"
        ordering = ["launched_by", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "launched_by", "number"], name="movement_number_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Phase(models.Model):
    """A đợt of the campaign. Whether it runs is read from its dates."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="phases", verbose_name="phong trào")
    ordinal = models.PositiveSmallIntegerField("đợt số")
    theme = models.CharField("chủ đề đợt", max_length=300, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    evaluation_due_on = models.DateField("hạn tự đánh giá", null=True, blank=True)
    as_written = models.CharField("thời gian ghi trong bản gốc", max_length=120, blank=True)
    reviewed_on = models.DateField("ngày sơ kết", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "đợt thi đua"
        verbose_name_plural = "đợt thi đua"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "ordinal"],
                name="phase_ordinal_once",
                violation_error_message="Đã có đợt mang số này",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="phase_dates",
                violation_error_message="Ngày kết thúc đợt phải từ ngày bắt đầu trở đi",
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt {self.ordinal}"

    def get_absolute_url(self) -> str:
        """Its sơ kết, where its figures come together."""
        return reverse("phase_review", args=[self.pk])

    def state_on(self, day) -> str:
        """`upcoming`, `running`, `ended` or `reviewed`, on that day."""
        if self.reviewed_on:
            return "reviewed"
        if self.starts_on is None or day < self.starts_on:
            return "upcoming"
        return "running" if self.ends_on is None or day <= self.ends_on else "ended"


class PhaseActivity(models.Model):
    """Something that runs inside a phase: tháng công nhân, thi đua nước rút."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="activities", verbose_name="đợt")
    name = models.CharField("tên hoạt động", max_length=200)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "hoạt động trong đợt"
        verbose_name_plural = "hoạt động trong đợt"
        ordering = ["starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class Anniversary(models.Model):
    """A day the phase looks towards. The years are computed.

    `stated_years` and `as_written` are what somebody wrote, for the checker alone: nothing prints them.
    """

    class Precision(models.TextChoices):
        DAY = "day", "Biết ngày"
        MONTH = "month", "Chỉ biết tháng, năm"
        YEAR = "year", "Chỉ biết năm"

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="anniversaries", verbose_name="đợt")
    name = models.CharField("tên ngày kỷ niệm", max_length=200)
    origin_date = models.DateField("ngày gốc")
    origin_precision = models.CharField("ngày gốc biết đến đâu", max_length=5, choices=Precision, default=Precision.DAY)
    observed_on = models.DateField("ngày kỷ niệm")
    stated_years = models.PositiveSmallIntegerField("số năm ghi trong kế hoạch", null=True, blank=True)
    as_written = models.CharField("ngày ghi trong bản gốc", max_length=120, blank=True)

    class Meta:
        verbose_name = "ngày kỷ niệm"
        verbose_name_plural = "ngày kỷ niệm"
        ordering = ["observed_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(observed_on__gt=F("origin_date")),
                name="observed_after_origin",
                violation_error_message="Ngày kỷ niệm phải sau ngày gốc",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> int:
        return self.observed_on.year - self.origin_date.year

    @property
    def is_round(self) -> bool:
        """Tròn 5, 10, 15 … năm: a great day of its year."""
        return is_round(self.years)

    @property
    def origin_text(self) -> str:
        """As far as it is known: “03/02/1930”, “9/1982”, “1886”."""
        if self.origin_precision == self.Precision.YEAR:
            return str(self.origin_date.year)
        if self.origin_precision == self.Precision.MONTH:
            return month_text(self.origin_date)
        return paper_date(self.origin_date)


def is_round(years: int) -> bool:
    return years > 0 and years % 5 == 0
