"""What the province or the school asks beside the law: a text, its conditions, the numbers it sets."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models.people import in_span, span_constraint
from thidua.models import Certainty, LegalText, Parameter, RuleSetCode
from thidua.vietnamese import vdate


class RegulationQuerySet(models.QuerySet):
    def in_force(self, on):
        """Those that apply on the day `on`: a closed one until its last day, a draft never."""
        return self.filter(in_span(on, "valid_from", "valid_to"), adopted_at__isnull=False)


class Regulation(models.Model):
    """A province's or the school's own rules. Once adopted they never change: a new one takes their place on a day."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Bản thảo"
        ADOPTED = "adopted", "Đã áp dụng"
        CLOSED = "closed", "Đã định ngày thôi"

    class Issuer(models.TextChoices):
        PROVINCE = "province", "Ủy ban nhân dân tỉnh"
        SCHOOL = "school", "Nhà trường"

    title = models.CharField("tên", max_length=200)
    issuer = models.CharField("cấp ban hành", max_length=8, choices=Issuer)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    legal_text = models.ForeignKey(
        LegalText,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"role": LegalText.Role.LOCAL},
        verbose_name="văn bản trong danh mục",
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="thay cho"
    )
    status = models.CharField("trạng thái", max_length=7, choices=Status, default=Status.DRAFT, editable=False)
    valid_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    valid_to = models.DateField("áp dụng đến hết ngày", null=True, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người soạn",
    )
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi áp dụng",
    )
    adopted_at = models.DateTimeField("ghi áp dụng lúc", null=True, editable=False)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = "quy chế"
        verbose_name_plural = "quy chế"
        ordering = ["-valid_from", "-pk"]
        constraints = [
            span_constraint("regulation_dates", "valid_from", "valid_to"),
            models.CheckConstraint(
                condition=Q(status="draft", adopted_at__isnull=True, valid_to__isnull=True)
                | Q(status="adopted", adopted_at__isnull=False, valid_from__isnull=False, valid_to__isnull=True)
                | Q(status="closed", adopted_at__isnull=False, valid_from__isnull=False, valid_to__isnull=False),
                name="regulation_days_fit_its_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("regulation", args=[self.pk])

    @property
    def cited(self) -> str:
        """The text as a finding cites it: “Quy chế thi đua, khen thưởng số 12/QĐ-TCT ngày 15/02/2022”."""
        number = self.number or (self.legal_text.number if self.legal_text else "")
        day = self.issued_on or (self.legal_text.issued_on if self.legal_text else None)
        return self.title + (f" số {number}" if number else "") + (f" ngày {vdate(day)}" if day else "")

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def standing_on(self, day: date) -> str:
        """In one word for a badge: draft, to come, in force, over."""
        if self.is_draft:
            return "Bản thảo"
        if self.valid_from > day:
            return "Chưa đến ngày áp dụng"
        return "Đã thôi áp dụng" if self.valid_to and self.valid_to < day else "Đang áp dụng"


class RegulationRow(models.Model):
    """What every row of a regulation says of its place in the text."""

    clause = models.CharField("điều, khoản", max_length=120, blank=True)
    certainty = models.CharField("độ chắc chắn", max_length=12, choices=Certainty, default=Certainty.CONFIRMED)

    class Meta:
        abstract = True


class RegulationCondition(RegulationRow):
    """A condition beside those of the law, as `awards.eligibility.own` asks it.

    `code`: what the clerk's answer on a dossier is kept under; an unchanged condition keeps it in the regulation that
    takes the place of this one. `awards`: codes of the catalogue. `fact`, `comparison`, `value`: of a threshold only.
    """

    class Kind(models.TextChoices):
        THRESHOLD = "threshold", "Ngưỡng"
        QUESTION = "question", "Điều kiện có hoặc không"
        DOCUMENT = "document", "Giấy tờ phải có"

    class Comparison(models.TextChoices):
        AT_LEAST = "at_least", "từ giá trị này trở lên"
        AT_MOST = "at_most", "không quá giá trị này"

    regulation = models.ForeignKey(
        Regulation, on_delete=models.CASCADE, related_name="conditions", verbose_name="quy chế"
    )
    code = models.CharField("mã", max_length=20, editable=False)
    kind = models.CharField("loại", max_length=9, choices=Kind)
    awards = models.JSONField("danh hiệu, hình thức", default=list)
    words = models.CharField("nội dung", max_length=200)
    fact = models.CharField("dữ kiện", max_length=60, blank=True)
    comparison = models.CharField("so sánh", max_length=8, choices=Comparison, default=Comparison.AT_LEAST)
    value = models.CharField("giá trị", max_length=40, blank=True)
    blocking = models.BooleanField("bắt buộc", default=True)

    class Meta:
        verbose_name = "điều kiện của quy chế"
        verbose_name_plural = "điều kiện của quy chế"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["regulation", "code"], name="one_condition_a_code")]

    def __str__(self) -> str:
        return self.words


class RegulationParameter(RegulationRow):
    """A number the regulation sets; `parameter` is the row that was written when it was adopted."""

    regulation = models.ForeignKey(
        Regulation, on_delete=models.CASCADE, related_name="parameters", verbose_name="quy chế"
    )
    rule_set = models.CharField("bộ quy định", max_length=2, choices=RuleSetCode)
    key = models.CharField("tham số", max_length=80)
    value = models.CharField("giá trị", max_length=80)
    parameter = models.ForeignKey(
        Parameter, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="giá trị đã ghi"
    )

    class Meta:
        verbose_name = "tham số của quy chế"
        verbose_name_plural = "tham số của quy chế"
        ordering = ["rule_set", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation", "rule_set", "key"],
                name="one_value_a_regulation_and_key",
                violation_error_message="Quy chế này đã đặt tham số đó; sửa dòng đã có",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} · {self.key} = {self.value}"
