from django.conf import settings
from django.db import models


class SheetForSignature(models.Model):
    """The words of a blank that was printed for signature, before number and day are known.

    Of which draft: `room` names its model, `subject` is its key. Printed again with the same words it stays one row.
    """

    class Room(models.TextChoices):
        DESK = "paperdraft", "Văn bản đang soạn"
        DECISION = "decision", "Quyết định"
        LETTER = "submissionletter", "Tờ trình cấp trên"
        REVOCATION = "revocation", "Quyết định hủy bỏ"

    room = models.CharField("nơi soạn", max_length=16, choices=Room)
    subject = models.PositiveBigIntegerField("mã của dự thảo")
    digest = models.CharField("mã băm", max_length=64)
    paper = models.JSONField("nội dung đã in")
    printed_at = models.DateTimeField("in lúc")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người in"
    )

    class Meta:
        verbose_name = "bản trình ký đã in"
        verbose_name_plural = "bản trình ký đã in"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["room", "subject"], name="sheets_of_a_draft")]

    def __str__(self) -> str:
        return f"{self.get_room_display()} {self.subject}"
