from django.conf import settings
from django.db import models

from awards.models.nomination import Nomination


class Statement(models.Model):
    """A yes or no about a dossier that no record holds: the old unit's opinion, a paper the school's rules ask for.

    `key`: the name of a fact (docs/facts.md) or the code of a condition of the school's own. A change is in the trail.
    """

    class Answer(models.TextChoices):
        YES = "yes", "Có"
        NO = "no", "Không"

    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="statements", verbose_name="hồ sơ"
    )
    key = models.CharField("điều kiện", max_length=80)
    answer = models.CharField("trả lời", max_length=3, choices=Answer)
    source = models.CharField("căn cứ", max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    entered_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "xác nhận trên hồ sơ"
        verbose_name_plural = "xác nhận trên hồ sơ"
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["nomination", "key"], name="one_statement_a_key")]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.key} {self.get_answer_display()}"
