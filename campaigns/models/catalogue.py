from django.db import models


class AwardQuerySet(models.QuerySet):
    def of_the_school(self):
        """What the head of the institution grants himself."""
        return self.filter(deciding_level=Award.Level.SCHOOL)

    def for_individuals(self):
        return self.filter(is_collective=False)

    def for_collectives(self):
        return self.filter(is_collective=True)


class Award(models.Model):
    """The catalogue: titles are won by competing through the year, forms are given for an achievement."""

    class Kind(models.TextChoices):
        TITLE = "title", "Danh hiệu thi đua"
        FORM = "form", "Hình thức khen thưởng"

    class Level(models.TextChoices):
        SCHOOL = "school", "Người đứng đầu cơ quan"
        PROVINCE = "province", "Chủ tịch UBND tỉnh"
        PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ"
        PRESIDENT = "president", "Chủ tịch nước"
        OTHER = "other", "Cơ quan khác"

    code = models.CharField("mã", max_length=10, primary_key=True)
    name = models.CharField("tên", max_length=120)
    short_name = models.CharField("viết tắt", max_length=20)
    kind = models.CharField("loại", max_length=5, choices=Kind)
    is_collective = models.BooleanField("cho tập thể", default=False)
    deciding_level = models.CharField("cấp quyết định", max_length=14, choices=Level)
    order = models.PositiveSmallIntegerField("thứ tự")

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = "danh hiệu, hình thức"
        verbose_name_plural = "danh hiệu, hình thức"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_title(self) -> bool:
        return self.kind == self.Kind.TITLE

    @property
    def quoted_name(self) -> str:
        """Titles stand in quotation marks, forms of commendation do not."""
        return f"“{self.name}”" if self.is_title else self.name


class AwardName(models.Model):
    """The name an award had in another time; the code stays."""

    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="names", verbose_name="danh hiệu, hình thức"
    )
    name = models.CharField("tên", max_length=120)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "tên theo thời gian"
        verbose_name_plural = "tên theo thời gian"
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return self.name
