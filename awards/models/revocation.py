"""A decision that takes lines of an earlier one back (D15), and what has to follow from it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from awards.models.council import CouncilSession
from awards.models.decision import Decision, DecisionLine
from awards.models.fund import FundEntry
from awards.models.nomination import Nomination
from awards.models.numbered import NumberedPaper
from awards.models.record import AwardRecord


class Ground(models.TextChoices):
    """Luật Thi đua, khen thưởng 2022, Điều 93, khoản 2, in our own words."""

    CHEATING = "a", "a) Gian dối trong kê khai thành tích"
    FORGED = "b", "b) Cung cấp thông tin sai, giấy tờ giả"
    UNLAWFUL = "c", "c) Thẩm định, quyết định trái pháp luật"
    VIOLATION = "d", "d) Có kết luận về vi phạm trong thời gian tính thành tích"


class Revocation(NumberedPaper):
    """A decision that cancels lines of one issued decision; once issued it never changes (awards/guards.py)."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="revocations", verbose_name="quyết định bị hủy bỏ"
    )
    session = models.ForeignKey(
        CouncilSession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name="phiên họp xét hủy bỏ",
    )
    status = models.CharField("trạng thái", max_length=6, choices=Status, default=Status.DRAFT)
    date = models.DateField("ngày quyết định", help_text="Ngày dự kiến ký; căn cứ theo ngày này.")
    conclusion_kind = models.CharField("loại văn bản kết luận", max_length=60, default="Kết luận")
    conclusion_number = models.CharField("số, ký hiệu kết luận", max_length=60, blank=True)
    conclusion_date = models.DateField("ngày kết luận", null=True, blank=True)
    conclusion_body = models.CharField("cơ quan kết luận", max_length=160, blank=True)
    conclusion_about = models.CharField("kết luận về", max_length=300, blank=True)
    complete_on = models.DateField("ngày đủ hồ sơ đề nghị hủy bỏ", null=True, blank=True)
    repay_by = models.DateField("hạn nộp lại tiền thưởng, hiện vật", null=True, blank=True)

    class Meta:
        verbose_name = "quyết định hủy bỏ"
        verbose_name_plural = "quyết định hủy bỏ"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True, document__isnull=True)
                | Q(status="issued", number__isnull=False, document__isnull=False),
                name="issued_revocation_has_number",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(status="draft"),
                name="one_open_revocation",
                violation_error_message="Quyết định này đang có một dự thảo hủy bỏ",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định hủy bỏ khen thưởng năm {self.decision.year}"

    def get_absolute_url(self) -> str:
        return reverse("revocation", args=[self.pk])


class RevocationLine(models.Model):
    """One line of the earlier decision that is taken back, on which ground and why."""

    revocation = models.ForeignKey(
        Revocation, on_delete=models.PROTECT, related_name="lines", verbose_name="quyết định hủy bỏ"
    )
    line = models.OneToOneField(
        DecisionLine, on_delete=models.PROTECT, related_name="revocation_line", verbose_name="dòng bị hủy bỏ"
    )
    ground = models.CharField("căn cứ hủy bỏ", max_length=1, choices=Ground, blank=True)
    reason = models.TextField("lý do", blank=True)
    amount_paid = models.PositiveBigIntegerField(
        "đã chi cho dòng này (đồng)", default=0, editable=False, help_text="Ghi khi ban hành quyết định hủy bỏ."
    )

    class Meta:
        verbose_name = "dòng hủy bỏ"
        verbose_name_plural = "dòng hủy bỏ"
        ordering = ["line__ordinal"]

    def __str__(self) -> str:
        return str(self.line)


def issued_for(**lines: Any) -> QuerySet[RevocationLine]:
    """Revoked lines, by an issued revocation, of an outer row: `issued_for(line=OuterRef("pk"))`."""
    return RevocationLine.objects.filter(revocation__status=Revocation.Status.ISSUED, **lines)


def line_revoked() -> Exists:
    """Over decision lines: whether the line was taken back."""
    return Exists(issued_for(line=OuterRef("pk")))


def line_revoked_unpaid() -> Exists:
    """Over decision lines: taken back before its money was handed over."""
    return Exists(issued_for(line=OuterRef("pk"), amount_paid=0))


def award_revoked() -> Exists:
    """Over nominations: whether what was awarded on the dossier was taken back."""
    return Exists(issued_for(line__nomination=OuterRef("pk")))


class RevocationTask(models.Model):
    """One thing that has to follow from an issued revocation; what it asks never changes, only that it was done."""

    class Kind(models.TextChoices):
        NOTIFY = "notify", "Báo cho người bị hủy bỏ"
        MONEY = "money", "Thu hồi tiền thưởng"
        ITEM = "item", "Thu hồi hiện vật"
        PUBLIC = "public", "Sửa danh sách công khai"
        LATER = "later", "Xem lại khen thưởng về sau"

    revocation = models.ForeignKey(
        Revocation, on_delete=models.PROTECT, related_name="tasks", verbose_name="quyết định hủy bỏ"
    )
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    kind = models.CharField("loại việc", max_length=6, choices=Kind)
    line = models.ForeignKey(
        RevocationLine, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="dòng"
    )
    text = models.TextField("việc phải làm")
    amount = models.PositiveBigIntegerField("số tiền phải thu hồi (đồng)", default=0)
    due_on = models.DateField("hạn", null=True, blank=True)
    record = models.ForeignKey(
        AwardRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="khen thưởng"
    )
    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hồ sơ"
    )
    done_on = models.DateField("làm xong ngày", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người ghi",
    )
    note = models.CharField("kết quả", max_length=300, null=True, blank=True)
    fund_entry = models.OneToOneField(
        FundEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dòng quỹ"
    )

    class Meta:
        verbose_name = "việc sau hủy bỏ"
        verbose_name_plural = "việc sau hủy bỏ"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["revocation", "ordinal"], name="revocation_task_ordinal_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, fund_entry__isnull=True)
                | (Q(done_on__isnull=False) & (~Q(kind="money") | Q(fund_entry__isnull=False))),
                name="recovered_money_is_in_the_fund",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("revocation", args=[self.revocation_id])
