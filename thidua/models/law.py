from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Certainty(models.TextChoices):
    """How sure a legal fact is; everything but CONFIRMED is shown as “cần thẩm tra”."""

    CONFIRMED = "confirmed", "đã đối chiếu nguồn"
    SECTOR = "sector", "cần thẩm tra (quy định của ngành, tỉnh khác)"
    SECOND_HAND = "second_hand", "cần thẩm tra (nguồn gián tiếp)"
    MEMORY = "memory", "cần thẩm tra (chưa có nguồn)"


class RuleSetCode(models.TextChoices):
    A = "A", "A (đến 31/12/2023)"
    B = "B", "B (01/01/2024 – 30/06/2025)"
    C1 = "C1", "C1 (01/07/2025 – 30/09/2026)"
    C2 = "C2", "C2 (từ 01/10/2026)"


class LegalTextQuerySet(models.QuerySet):
    def in_force(self, on):
        """Texts in force on the date `on`."""
        return self.filter(in_force_from__lte=on).filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=on))


class LegalText(models.Model):
    """A law, decree or circular, with the dates it binds and how sure we are of them."""

    class Role(models.TextChoices):
        AUTHORITY = "authority", "thẩm quyền"
        LAW = "law", "luật"
        DECREE = "decree", "nghị định"
        CIRCULAR = "circular", "thông tư"
        LOCAL = "local", "quy định của tỉnh, của cơ quan"

    code = models.CharField("mã", max_length=40, unique=True)
    role = models.CharField("nhóm căn cứ", max_length=10, choices=Role)
    number = models.CharField("số, ký hiệu", max_length=60)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=120)
    citation = models.TextField("câu căn cứ", help_text="In nguyên văn trong phần căn cứ, không có dấu cuối câu.")
    in_force_from = models.DateField("hiệu lực từ")
    in_force_to = models.DateField("hiệu lực đến", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="được thay bằng"
    )
    cited_in_decisions = models.BooleanField("dùng làm căn cứ quyết định", default=False)
    certainty = models.CharField("độ chắc chắn", max_length=12, choices=Certainty)
    source = models.CharField("nguồn", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    checked_by = models.CharField("người kiểm tra", max_length=150, blank=True)
    checked_until = models.DateField("kiểm tra lại trước ngày", null=True, blank=True)

    objects = LegalTextQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản pháp lý"
        verbose_name_plural = "văn bản pháp lý"
        ordering = ["order", "in_force_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_to__isnull=True) | Q(in_force_to__gte=F("in_force_from")),
                name="legal_text_dates",
                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def binds_on(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or self.in_force_to >= day)

    def successor_on(self, day: date) -> "LegalText | None":
        """Along the texts that replaced it the first that binds that day; None where none is known."""
        seen, following = {self.pk}, self.replaced_by
        while following is not None and following.pk not in seen:
            if following.binds_on(day):
                return following
            seen.add(following.pk)
            following = following.replaced_by
        return None


class ParameterQuerySet(models.QuerySet):
    def live(self):
        """Without the rows another one took the place of from the same day on."""
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self, on):
        """Values that apply on the date `on`."""
        until = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.live().filter(until, valid_from__lte=on)


class Parameter(models.Model):
    """One value over a rule set's default.

    A change is a new row; of an old one only the last day is written, once, or the moment another row took its whole
    place (thidua/guards.py). When somebody looks it up again, that is written too.
    """

    rule_set = models.CharField("bộ quy định", max_length=2, choices=RuleSetCode)
    key = models.CharField("tham số", max_length=80)
    value = models.CharField("giá trị", max_length=80)
    source = models.CharField("nguồn", max_length=300)
    certainty = models.CharField("độ chắc chắn", max_length=12, choices=Certainty)
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("áp dụng đến", null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người nhập",
    )
    withdrawn_at = models.DateTimeField("được thay lúc", null=True, blank=True, editable=False)
    checked_on = models.DateField("kiểm tra ngày", null=True, blank=True)
    checked_by = models.CharField("người kiểm tra", max_length=150, blank=True)
    checked_until = models.DateField("kiểm tra lại trước ngày", null=True, blank=True)

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = "tham số"
        verbose_name_plural = "tham số"
        ordering = ["rule_set", "key", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule_set", "key"],
                condition=Q(valid_to__isnull=True, withdrawn_at__isnull=True),
                name="one_open_parameter_value",
                violation_error_message="Tham số này đã có một giá trị chưa có ngày hết áp dụng",
            ),
            models.UniqueConstraint(
                fields=["rule_set", "key", "valid_from"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_parameter_value_a_day",
                violation_error_message="Tham số này đã có giá trị áp dụng từ ngày đó",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="parameter_dates",
                violation_error_message="Ngày hết áp dụng phải từ ngày bắt đầu áp dụng trở đi",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_set} · {self.key} = {self.value}"


class BaseSalary(models.Model):
    """Mức lương cơ sở, đồng a month, from a date until the next row's."""

    valid_from = models.DateField("từ ngày", unique=True)
    amount = models.PositiveIntegerField("mức (đồng)")
    decree = models.CharField("văn bản", max_length=120)
    certainty = models.CharField("độ chắc chắn", max_length=12, choices=Certainty)

    class Meta:
        verbose_name = "mức lương cơ sở"
        verbose_name_plural = "mức lương cơ sở"
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"{self.amount} từ {self.valid_from:%d/%m/%Y}"
