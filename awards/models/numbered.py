"""What a decision, a tờ trình and a revocation are alike: somebody signs, and the issue gives number and words."""

from django.conf import settings
from django.db import models

from campaigns.models import Posting
from thidua.models import IssuedDocument


class NumberedPaper(models.Model):
    """A paper of the school with a room of its own. What is written at the desk is a PaperDraft: it keeps no number."""

    number = models.PositiveIntegerField("số", null=True, blank=True, editable=False)
    signer = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="+", verbose_name="người ký")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người soạn",
    )
    issued_on_behalf = models.BooleanField("thường trực ghi thay người ký", default=False, editable=False)
    document = models.OneToOneField(
        IssuedDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)s",
        verbose_name="văn bản",
    )

    class Meta:
        abstract = True
