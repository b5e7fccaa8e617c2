from django.db import models


class BackupProof(models.Model):
    """An archive that was restored somewhere else and compared, or that failed it. Never changes (thidua/guards.py)."""

    file_name = models.CharField("tệp", max_length=255)
    sha256 = models.CharField("mã băm", max_length=64)
    made_at = models.DateTimeField("sao lưu lúc")
    rows = models.PositiveBigIntegerField("số hàng")
    files = models.PositiveIntegerField("số tệp đính kèm")
    file_bytes = models.PositiveBigIntegerField("số byte của tệp đính kèm")
    ok = models.BooleanField("khớp toàn bộ")
    problem = models.TextField("chỗ không khớp", blank=True)
    proven_at = models.DateTimeField("kiểm lúc")

    class Meta:
        verbose_name = "lần kiểm bản sao lưu"
        verbose_name_plural = "các lần kiểm bản sao lưu"
        ordering = ["-proven_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}: {'khớp' if self.ok else 'không khớp'}"


class Heartbeat(models.Model):
    """When a process without pages was last alive, and what it said: one row for each (“worker”, “remind”)."""

    name = models.CharField("tiến trình", max_length=30, primary_key=True)
    seen_at = models.DateTimeField("thấy lúc")
    said = models.CharField("lời cuối", max_length=300, blank=True)

    class Meta:
        verbose_name = "nhịp của tiến trình"
        verbose_name_plural = "nhịp của các tiến trình"

    def __str__(self) -> str:
        return self.name
