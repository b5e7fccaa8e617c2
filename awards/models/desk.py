from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.models import Posting
from thidua.models import IssuedDocument


class PaperDraft(models.Model):
    """A paper of some kind being written for one row: its free parts, its day, its signer; then what it became.

    Which row: `subject` is its key, the kind says of which model (awards/kinds).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        ISSUED = "issued", "Đã ban hành"

    kind = models.CharField("loại văn bản", max_length=30)
    subject = models.PositiveBigIntegerField("mã của việc")
    title = models.CharField("trích yếu", max_length=300)
    year = models.PositiveSmallIntegerField("năm")
    status = models.CharField("trạng thái", max_length=6, choices=Status, default=Status.DRAFT)
    texts = models.JSONField("phần tự ghi", default=dict, blank=True)
    date = models.DateField("ngày văn bản")
    signer = models.ForeignKey(
        Posting, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ký"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người soạn",
    )
    replaces = models.ForeignKey(
        IssuedDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="thay thế văn bản",
    )
    document = models.OneToOneField(
        IssuedDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="draft",
        verbose_name="văn bản đã ban hành",
    )

    class Meta:
        verbose_name = "văn bản đang soạn"
        verbose_name_plural = "văn bản đang soạn"
        ordering = ["-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(status="draft"),
                name="one_open_draft",
                violation_error_message="Văn bản này đang được soạn",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", document__isnull=True) | Q(status="issued", document__isnull=False),
                name="issued_draft_has_document",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("paper_draft", args=[self.pk])
