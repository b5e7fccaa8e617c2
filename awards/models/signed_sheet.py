"""The tally sheet of a round as it was signed: it bears no number, so it is kept with its round."""

from django.conf import settings
from django.db import models

from awards.models.ballot import Round
from thidua.models import Attachment


class SignedSheet(models.Model):
    """`signatures`: what was found in the file when it came in (thidua/signatures.py); none for a scan."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="signed_sheets", verbose_name="lượt")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="tệp")
    signatures = models.JSONField("chữ ký số", default=list, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người đính kèm"
    )
    added_at = models.DateTimeField("đính kèm lúc")

    class Meta:
        verbose_name = "biên bản kiểm phiếu đã ký"
        verbose_name_plural = "biên bản kiểm phiếu đã ký"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Bản đã ký của lượt {self.round_id}"
