from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act. `at` is the clock of the database (a demo's may be pretended), `recorded_at` the true time."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người thực hiện"
    )
    actor_name = models.CharField("tên người thực hiện", max_length=150)
    verb = models.CharField("việc", max_length=80)
    target_type = models.CharField("loại đối tượng", max_length=60)
    target_id = models.CharField("mã đối tượng", max_length=40)
    target_label = models.CharField("đối tượng", max_length=300)
    before = models.JSONField("trước", default=dict)
    after = models.JSONField("sau", default=dict)
    reason = models.TextField("lý do", blank=True)
    at = models.DateTimeField("lúc")
    recorded_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.target_label}"
