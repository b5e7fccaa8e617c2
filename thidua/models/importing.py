"""An Excel file on its way in: what was uploaded, how far the reading is, what each row would do."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse

from thidua.models.document import private_storage


def import_name(row, original_name: str) -> str:
    return f"imports/{secrets.token_hex(16)}"


class ImportFile(models.Model):
    """One uploaded file. Its bytes and rows live until it is imported or a day old; what it did stays here.

    `stage` says what the worker is at; it is no status of a case, so no move of it leaves an audit line. The import
    itself does.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        UNREADABLE = "unreadable", "Không đọc được"
        READY = "ready", "Chờ xem và nhập"
        CONFIRMED = "confirmed", "Chờ nhập"
        APPLYING = "applying", "Đang nhập"
        DONE = "done", "Đã nhập"
        DISCARDED = "discarded", "Đã bỏ"

    kind = models.CharField("loại", max_length=40)
    file = models.FileField("tệp", storage=private_storage, upload_to=import_name, max_length=120, blank=True)
    original_name = models.CharField("tên tệp", max_length=200)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    expires_at = models.DateTimeField("giữ tệp đến")  # true time, whatever a demo pretends
    stage = models.CharField("bước", max_length=10, choices=Stage, default=Stage.WAITING)
    progressed_at = models.DateTimeField("chuyển động lúc")  # true time
    done = models.PositiveIntegerField("đã đọc", default=0)
    total = models.PositiveIntegerField("số dòng", default=0)
    sentence = models.TextField("lời báo", blank=True)
    layout = models.JSONField("cách bày trong tệp", default=dict)
    digest = models.CharField("mã băm bản xem trước", max_length=64, blank=True)
    new = models.PositiveIntegerField("mới", default=0)
    changed = models.PositiveIntegerField("đổi", default=0)
    unchanged = models.PositiveIntegerField("giữ nguyên", default=0)
    wrong = models.PositiveIntegerField("cần sửa", default=0)
    finished_at = models.DateTimeField("nhập xong lúc", null=True, blank=True)

    class Meta:
        verbose_name = "tệp nhập"
        verbose_name_plural = "tệp nhập"
        indexes = [models.Index(fields=["uploaded_by", "kind"], name="import_uploader_kind")]

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("import_page", args=[self.pk])


class ImportRow(models.Model):
    """What one row of the file would do; kept only while its file is."""

    class Outcome(models.IntegerChoices):
        """In the order of the preview."""

        WRONG = 0, "Cần sửa"
        CHANGED = 1, "Đổi"
        NEW = 2, "Thêm mới"
        UNCHANGED = 3, "Giữ nguyên"

    import_file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows", verbose_name="tệp nhập")
    number = models.PositiveIntegerField("dòng")
    outcome = models.PositiveSmallIntegerField("kết quả", choices=Outcome)
    label = models.CharField("về", max_length=300)
    problems = models.JSONField("chỗ cần sửa", default=list)  # [column, value, sentence]
    changes = models.JSONField("thay đổi", default=list)  # [column, before, after]
    advice = models.JSONField("điều cần xem", default=list)

    class Meta:
        verbose_name = "dòng nhập"
        verbose_name_plural = "dòng nhập"
        ordering = ["outcome", "number"]
        indexes = [models.Index(fields=["import_file", "outcome", "number"], name="import_row_order")]

    def __str__(self) -> str:
        return f"Dòng {self.number}: {self.label}"
