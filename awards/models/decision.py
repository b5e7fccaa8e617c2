from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.council import CouncilSession
from awards.models.nomination import Nomination
from awards.models.numbered import NumberedPaper
from campaigns.models import Award, Campaign
from thidua.models import LegalText
from thidua.vietnamese import lower_first


class Decision(NumberedPaper):
    """A decision of the head: either titles (D11) or Giấy khen (D12), never both."""

    class Kind(models.TextChoices):
        TITLES = "titles", "Công nhận danh hiệu thi đua"
        MERIT = "merit", "Tặng Giấy khen"

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"
        REVOKED = "revoked", "Đã hủy bỏ"

    kind = models.CharField("loại", max_length=6, choices=Kind)
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="decisions", verbose_name="phong trào"
    )
    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="decisions", verbose_name="phiên họp"
    )
    year = models.PositiveSmallIntegerField("năm thành tích")
    status = models.CharField("trạng thái", max_length=7, choices=Status, default=Status.DRAFT)
    date = models.DateField("ngày quyết định", help_text="Ngày dự kiến ký; mức tiền thưởng và căn cứ theo ngày này.")
    merit_text = models.CharField("thành tích ghi trong quyết định", max_length=300, blank=True)

    class Meta:
        verbose_name = "quyết định"
        verbose_name_plural = "quyết định"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True, document__isnull=True)
                | (~Q(status="draft") & Q(number__isnull=False, document__isnull=False)),
                name="issued_has_number_and_document",
            )
        ]

    def __str__(self) -> str:
        what = self.get_kind_display()
        return f"Quyết định {lower_first(what)} năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])


class DecisionLine(models.Model):
    """One recipient of one award. `ordinal` runs 1…n through the whole decision: printed STT and Số sổ vàng."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines", verbose_name="quyết định")
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="decision_lines", verbose_name="hồ sơ"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name="danh hiệu, hình thức")
    name = models.CharField("họ và tên, tên tập thể", max_length=160)
    honorific = models.CharField("cách xưng hô", max_length=20, blank=True)
    post = models.CharField("chức vụ", max_length=120, blank=True)
    unit_name = models.CharField("đơn vị", max_length=160, blank=True)
    amount = models.PositiveBigIntegerField("mức thưởng (đồng)", default=0)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    # What the amount was made of; unknown on lines written before these two were kept.
    coefficient = models.DecimalField("hệ số", max_digits=8, decimal_places=3, null=True, blank=True)
    base_salary = models.PositiveIntegerField("mức lương cơ sở (đồng)", null=True, blank=True)

    class Meta:
        verbose_name = "dòng quyết định"
        verbose_name_plural = "dòng quyết định"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "ordinal"], name="line_ordinal_once"),
            models.UniqueConstraint(fields=["decision", "nomination"], name="a_nomination_once_a_decision"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.name}"


class DecisionBasis(models.Model):
    """A legal text among the bases of a draft, in the order they are printed; the issue freezes them in the paper."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="bases", verbose_name="quyết định")
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    text = models.ForeignKey(LegalText, on_delete=models.PROTECT, related_name="+", verbose_name="văn bản")

    class Meta:
        verbose_name = "căn cứ của quyết định"
        verbose_name_plural = "căn cứ của quyết định"
        ordering = ["ordinal", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "text"], name="a_basis_once_a_decision")]

    def __str__(self) -> str:
        return str(self.text)
