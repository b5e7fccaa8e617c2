from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from campaigns.models.people import StaffMember
from thidua.vietnamese import search_key


class Initiative(models.Model):
    """A sáng kiến, or a project (đề tài, đề án) that stands for one, with its recognition."""

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

    title = models.CharField("tên", max_length=400)
    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.INITIATIVE)
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField("trạng thái", max_length=10, choices=Status, default=Status.DRAFT)
    scope = models.CharField("phạm vi ảnh hưởng", max_length=8, choices=Scope, blank=True)
    recognised_number = models.CharField("số quyết định công nhận", max_length=60, blank=True)
    recognised_on = models.DateField("ngày công nhận", null=True, blank=True)
    recogniser = models.CharField("cơ quan công nhận", max_length=160, blank=True)
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
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.title)[:400]
        super().save(*args, **kwargs)


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
