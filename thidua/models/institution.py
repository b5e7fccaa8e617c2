from django.db import models


class Institution(models.Model):
    """The institution that uses the program: exactly one row. What papers and screens print about it."""

    class AddressForm(models.TextChoices):
        MR_MRS = "mr_mrs", "Ông/Bà"
        COMRADE = "comrade", "đồng chí"

    class Letterhead(models.TextChoices):
        """Variants of documents.md §2.2; none is confirmed, the school chooses."""

        PARTY_COMMITTEE = "A", "Tỉnh ủy trên, Trường dưới"
        PROVINCE = "B", "UBND tỉnh trên, Trường dưới"
        BOTH = "C", "Tỉnh ủy - UBND tỉnh trên, Trường dưới"

    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=100)
    letterhead = models.CharField(
        "mẫu đầu văn bản", max_length=1, choices=Letterhead, default=Letterhead.PARTY_COMMITTEE
    )
    parent_lines = models.TextField(
        "cơ quan chủ quản trên đầu văn bản", blank=True, help_text="Mỗi dòng in là một dòng."
    )
    issuer_lines = models.TextField("tên cơ quan trên đầu văn bản", help_text="Mỗi dòng in là một dòng.")
    place = models.CharField("địa danh", max_length=60)
    symbol = models.CharField("chữ viết tắt tên cơ quan", max_length=20)
    head_title = models.CharField("chức danh người đứng đầu", max_length=60, default="Hiệu trưởng")
    council_name = models.CharField("tên hội đồng", max_length=120, default="Hội đồng thi đua, khen thưởng")
    council_symbol = models.CharField("chữ viết tắt tên hội đồng", max_length=20, default="HĐTĐKT")
    archive_line = models.CharField("dòng lưu", max_length=60, default="Lưu: VT, TĐKT")
    report_to = models.CharField("nơi nhận báo cáo", max_length=120, blank=True)
    carrying_out = models.CharField(
        "người đứng đầu đơn vị thi hành quyết định",
        max_length=160,
        help_text="Ví dụ: Trưởng phòng Tổ chức, Hành chính.",
    )
    address_form = models.CharField("cách xưng hô", max_length=10, choices=AddressForm, default=AddressForm.MR_MRS)
    contact_name = models.CharField("người liên hệ", max_length=120, blank=True)
    contact_room = models.CharField("phòng", max_length=60, blank=True)
    contact_phone = models.CharField("điện thoại", max_length=40, blank=True)
    history_complete_from = models.PositiveSmallIntegerField(
        "lịch sử khen thưởng đầy đủ từ năm",
        null=True,
        blank=True,
        help_text="Trước năm này, không có ghi nhận nghĩa là chưa rõ.",
    )
    second_factor_required = models.BooleanField(
        "bắt buộc xác thực hai bước với Thường trực, Chủ tịch Hội đồng và quản trị",
        default=False,
        help_text="Có tác dụng từ lần đăng nhập sau của mỗi người.",
    )

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="one_institution", violation_error_message="Chỉ có một cơ quan."
            )
        ]

    def __str__(self) -> str:
        return self.name


class DemoClock(models.Model):
    """The date a demo database stands at; a real database has no row (thidua/clock.py)."""

    today = models.DateField("ngày giả định")

    class Meta:
        verbose_name = "đồng hồ dữ liệu mẫu"
        verbose_name_plural = "đồng hồ dữ liệu mẫu"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_demo_clock")]

    def __str__(self) -> str:
        return f"{self.today:%d/%m/%Y}"


class Holiday(models.Model):
    """A correction to the list of public holidays: a day off added, or a day worked in exchange."""

    day = models.DateField("ngày", unique=True)
    is_day_off = models.BooleanField("được nghỉ", default=True)
    name = models.CharField("tên", max_length=120)

    class Meta:
        verbose_name = "ngày nghỉ bổ sung"
        verbose_name_plural = "ngày nghỉ bổ sung"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.name}"
