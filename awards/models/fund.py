"""The award fund and what is paid from it. Rows are added, never changed: a mistake is a row the other way round."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.decision import Decision
from campaigns.models import Department, StaffMember
from campaigns.models.people import one_subject


class LedgerQuerySet(models.QuerySet):
    def standing(self):
        """Rows that still hold: not reversed, and no reversal themselves."""
        return self.filter(reverses__isnull=True, reversed_by__isnull=True)


class LedgerRow(models.Model):
    """What both ledgers share: a signed amount, who wrote it when, and the row it takes back."""

    amount = models.BigIntegerField("số tiền (đồng)", help_text="Số âm là tiền ra khỏi quỹ hoặc dòng ghi ngược.")
    note = models.CharField("ghi chú", max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="ghi ngược dòng",
    )
    reason = models.TextField("lý do ghi ngược", blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    entered_at = models.DateTimeField("ghi lúc")

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True


class FundEntry(LedgerRow):
    """Money into the fund (+), and out of it for anything but prizes (-). Prizes are `Payment` rows."""

    class Kind(models.TextChoices):
        OPENING = "opening", "Số dư chuyển từ sổ cũ"
        BUDGET = "budget", "Trích từ kinh phí được giao"
        GIFT = "gift", "Đóng góp, tài trợ"
        OTHER_IN = "other_in", "Thu khác"
        PRINTING = "printing", "Khung, giấy khen, in ấn"
        EVENTS = "events", "Tổ chức phong trào, tổng kết"
        OTHER_OUT = "other_out", "Chi khác"

    RECEIPTS = (Kind.BUDGET, Kind.GIFT, Kind.OTHER_IN)
    INCOME = (Kind.OPENING, *RECEIPTS)
    COSTS = (Kind.PRINTING, Kind.EVENTS, Kind.OTHER_OUT)

    year = models.PositiveSmallIntegerField("quỹ năm")
    kind = models.CharField("loại", max_length=9, choices=Kind)
    on = models.DateField("ngày")
    content = models.CharField("nguồn, nội dung", max_length=200)
    document_number = models.CharField("số chứng từ", max_length=60, blank=True)

    class Meta:
        verbose_name = "dòng quỹ"
        verbose_name_plural = "quỹ thi đua, khen thưởng"
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["year", "on"], name="fund_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0, kind__in=["opening", "budget", "gift", "other_in"])
                | Q(reverses__isnull=True, amount__lt=0, kind__in=["printing", "events", "other_out"])
                | (Q(reverses__isnull=False) & ~Q(reason="")),
                name="fund_entry_sign",
                violation_error_message="Khoản thu phải lớn hơn 0, khoản chi nhỏ hơn 0; dòng ghi ngược phải có lý do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content}, {self.on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return f"{reverse('award_fund')}?nam={self.year}"


class Payment(LedgerRow):
    """The prize of one recipient of one decision, handed over (+) or that taken back (-): all lines together."""

    class Method(models.TextChoices):
        CASH = "cash", "Tiền mặt"
        TRANSFER = "transfer", "Chuyển khoản"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="payments", verbose_name="quyết định")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="payments", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="payments", verbose_name="tập thể"
    )
    paid_on = models.DateField("ngày chi")
    method = models.CharField("cách chi", max_length=8, choices=Method)
    receiver = models.CharField("người nhận", max_length=160)

    class Meta:
        verbose_name = "lần chi tiền thưởng"
        verbose_name_plural = "chi tiền thưởng"
        ordering = ["paid_on", "pk"]
        constraints = [
            one_subject("payment_of_one_subject"),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(reason="")),
                name="payment_sign",
                violation_error_message="Số tiền chi phải lớn hơn 0; dòng ghi ngược phải có lý do",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receiver}, {self.paid_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("decision_payments", args=[self.decision_id])
