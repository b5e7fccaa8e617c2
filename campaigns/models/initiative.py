from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.people import StaffMember
from thidua.models import Attachment
from thidua.vietnamese import search_key


class Initiative(models.Model):
    """A sáng kiến, or a project (đề tài, đề án) that stands for one.

    `scope`, `recognised_…`, `recogniser` repeat the widest of its recognitions: lists and conditions read one row.
    """

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", "Sáng kiến"
        PROJECT = "project", "Đề tài, đề án, công trình khoa học"

    class Scope(models.TextChoices):
        BASE = "base", "Cơ sở"
        PROVINCE = "province", "Cấp tỉnh"
        NATION = "nation", "Toàn quốc"

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        SUBMITTED = "submitted", "Đã nộp"
        RECOGNISED = "recognised", "Được công nhận"
        REFUSED = "refused", "Không được công nhận"
        WITHDRAWN = "withdrawn", "Đã rút"

    UNSENT = (Status.DRAFT, Status.WITHDRAWN)

    title = models.CharField("tên", max_length=400)
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.INITIATIVE)
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    scope = models.CharField("phạm vi ảnh hưởng", max_length=8, choices=Scope, blank=True)
    recognised_number = models.CharField("số quyết định công nhận", max_length=60, blank=True)
    recognised_on = models.DateField("ngày công nhận", null=True, blank=True)
    recogniser = models.CharField("cơ quan công nhận", max_length=160, blank=True)
    summary = models.TextField("nội dung giải pháp", blank=True)
    applied_where = models.CharField("nơi áp dụng", max_length=300, blank=True)
    applied_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    effect = models.TextField("hiệu quả", blank=True)
    # None: on paper; the clerk recorded it, or it came from Excel.
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người đăng ký",
    )
    refused_number = models.CharField("số biên bản", max_length=60, blank=True)
    refused_on = models.DateField("ngày biên bản", null=True, blank=True)
    refused_reason = models.TextField("lý do không công nhận", blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="initiatives", verbose_name="minh chứng")
    authors = models.ManyToManyField(
        StaffMember, through="CoAuthor", related_name="initiatives", verbose_name="tác giả"
    )
    search_key = models.CharField(max_length=400, editable=False)

    class Meta:
        verbose_name = "sáng kiến"
        verbose_name_plural = "sáng kiến"
        ordering = ["-year", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="recognised")
                | (Q(recognised_on__isnull=False) & ~Q(recognised_number="") & ~Q(scope="")),
                name="recognition_has_number_date_scope",
                violation_error_message="Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng",
            ),
        ]
        indexes = [models.Index(fields=["status"], name="initiative_status")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.title)[:400]
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "search_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("initiative", args=[self.pk])


class Recognition(models.Model):
    """One decision that recognises an initiative in one scope; a wider scope comes by another decision."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="recognitions", verbose_name="sáng kiến"
    )
    scope = models.CharField("phạm vi ảnh hưởng", max_length=8, choices=Initiative.Scope)
    number = models.CharField("số quyết định", max_length=60)
    date = models.DateField("ngày quyết định")
    recogniser = models.CharField("cơ quan công nhận", max_length=160, blank=True)

    class Meta:
        verbose_name = "quyết định công nhận sáng kiến"
        verbose_name_plural = "quyết định công nhận sáng kiến"
        ordering = ["date", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "scope"],
                name="a_scope_recognised_once",
                violation_error_message="Sáng kiến đã được công nhận ở phạm vi này",
            ),
            models.CheckConstraint(
                condition=~Q(number=""),
                name="recognition_has_number",
                violation_error_message="Nhập số quyết định công nhận",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_scope_display().lower()})"


class CoAuthor(models.Model):
    """One author and the share, per cent, of the whole that is theirs; shares of an initiative add up to 100."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="co_authors", verbose_name="sáng kiến"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="co_authorships", verbose_name="tác giả"
    )
    share = models.PositiveSmallIntegerField(
        "tỷ lệ đóng góp (%)", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = "tác giả"
        verbose_name_plural = "tác giả"
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "staff_member"],
                name="an_author_once",
                violation_error_message="Tác giả này đã có trong danh sách",
            ),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="share_of_100"),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member} ({self.share}%)"
