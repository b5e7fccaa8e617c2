"""Certificates: how each kind is printed, every print of them, and the finished files while they are kept."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from awards.models.decision import Decision
from thidua.models import Attachment
from thidua.models.document import private_storage

MOST_MM = 50  # how far anything may be moved on a pre-printed blank
FAR = f"Chỉ dịch được từ -{MOST_MM} đến {MOST_MM} mm"


class Field(models.TextChoices):
    """What is printed on a pre-printed blank; each can be moved by itself."""

    NAME = "name", "Cách xưng hô, họ và tên (tên tập thể)"
    PLACE = "place", "Chức vụ, đơn vị"
    MERIT = "merit", "Thành tích"
    VERIFY = "verify", "Mã xác minh, mã QR"
    DECISION = "decision", "Số, ngày quyết định"
    BOOK = "book", "Số sổ vàng"
    DATE = "date", "Địa danh, ngày tháng năm"
    SIGNER_TITLE = "signer_title", "Chức danh người ký"
    SIGNER_NAME = "signer_name", "Họ tên người ký"


def check_distance(value: float) -> None:
    """Millimetres, of which a sheet has only so many."""
    if abs(value) > MOST_MM:
        raise ValidationError(FAR, code="far")


def check_offsets(value: object) -> None:
    """{"name": [dx, dy], …} in millimetres, right and down."""
    if not isinstance(value, dict) or not value.keys() <= set(Field.values):
        raise ValidationError("Vị trí ghi sai tên ô in", code="fields")
    for pair in value.values():
        is_pair = isinstance(pair, list) and len(pair) == 2
        if not is_pair or not all(type(one) in (int, float) and abs(one) <= MOST_MM for one in pair):
            raise ValidationError(FAR, code="far")


def check_fields(value: object) -> None:
    if not isinstance(value, list) or not set(value) <= set(Field.values):
        raise ValidationError("Danh sách ô không in ghi sai tên ô", code="fields")


class CertificateSettingsQuerySet(models.QuerySet):
    def by_kind(self):
        """Every kind, those nobody has set yet with the defaults."""
        kept = {row.kind: row for row in self}
        return {kind: kept.get(kind) or self.model(kind=kind, **USUAL.get(kind, {})) for kind in self.model.Kind.values}


class CertificateSettings(models.Model):
    """How one kind of certificate is printed. A kind without a row is printed as the defaults say."""

    class Kind(models.TextChoices):
        """Also the name in the address of its page."""

        MERIT = "giay-khen", "Giấy khen"
        FIGHTER = "chien-si-thi-dua-co-so", "Bằng “Chiến sĩ thi đua cơ sở”"
        COLLECTIVE = "tap-the", "Bằng danh hiệu của tập thể"
        WORKER = "lao-dong-tien-tien", "Giấy chứng nhận “Lao động tiên tiến”"

    class Paper(models.TextChoices):
        A4 = "A4", "A4 nằm ngang (297 × 210 mm)"
        A3 = "A3", "A3 nằm ngang (420 × 297 mm)"

    class Mode(models.TextChoices):
        FULL = "full", "in đủ trên giấy trắng"
        OVERPRINT = "overprint", "in chữ lên phôi đã in sẵn"

    class Heading(models.TextChoices):
        STATE = "state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        PARTY = "party", "ĐẢNG CỘNG SẢN VIỆT NAM"

    class Emblem(models.TextChoices):
        NONE = "none", "không in"
        LOGO = "logo", "biểu trưng của cơ quan"

    kind = models.CharField("loại", max_length=24, primary_key=True, choices=Kind)
    is_printed = models.BooleanField("có in loại này", default=True)
    mode = models.CharField("cách in", max_length=9, choices=Mode, default=Mode.FULL)
    paper = models.CharField("khổ giấy", max_length=2, choices=Paper, default=Paper.A4)
    heading = models.CharField("dòng đầu", max_length=5, choices=Heading, default=Heading.STATE)
    emblem = models.CharField("hình ở giữa phía trên", max_length=4, choices=Emblem, default=Emblem.NONE)
    shows_flags = models.BooleanField("hàng cờ đỏ hai bên", default=False)
    shows_honorific = models.BooleanField("in cách xưng hô trước họ tên", default=True)
    merit_text = models.CharField("lời ghi thành tích", max_length=200, blank=True)
    dx = models.DecimalField(
        "dịch cả trang sang phải (mm)", max_digits=4, decimal_places=1, default=0, validators=[check_distance]
    )
    dy = models.DecimalField(
        "dịch cả trang xuống (mm)", max_digits=4, decimal_places=1, default=0, validators=[check_distance]
    )
    offsets = models.JSONField("dịch từng ô (mm)", default=dict, blank=True, validators=[check_offsets])
    left_out = models.JSONField("ô không in lên phôi", default=list, blank=True, validators=[check_fields])

    objects = CertificateSettingsQuerySet.as_manager()

    class Meta:
        verbose_name = "mẫu giấy khen"
        verbose_name_plural = "mẫu giấy khen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(dx__range=(-MOST_MM, MOST_MM), dy__range=(-MOST_MM, MOST_MM)),
                name="certificate_moved_within_the_page",
                violation_error_message=FAR,
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("certificate_settings", args=[self.kind])


# The law gives “Lao động tiên tiến” money and no certificate: a school that gives one says so.
USUAL = {
    CertificateSettings.Kind.FIGHTER: {"shows_flags": True},
    CertificateSettings.Kind.WORKER: {"is_printed": False},
}


class CertificateLogo(models.Model):
    """The picture that stands above on certificates printed in full; the newest counts, without a file none does."""

    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="tệp biểu trưng"
    )
    set_at = models.DateTimeField("đặt lúc")

    class Meta:
        verbose_name = "biểu trưng trên giấy khen"
        verbose_name_plural = "biểu trưng trên giấy khen"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file.original_name if self.file else "không dùng biểu trưng"


class CertificatePrint(models.Model):
    """One print of certificates of a decision: which lines, who, when, and why again. Never changes."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="certificate_prints", verbose_name="quyết định"
    )
    ordinals = models.JSONField("số sổ vàng đã in")
    count = models.PositiveSmallIntegerField("số tờ")
    reprinted = models.PositiveSmallIntegerField("số tờ in lại", default=0)
    reason = models.CharField("lý do in lại", max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người in"
    )
    at = models.DateTimeField("in lúc")

    class Meta:
        verbose_name = "lần in giấy khen"
        verbose_name_plural = "lần in giấy khen"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reprinted=0) | ~models.Q(reason=""),
                name="reprinted_certificates_have_a_reason",
                violation_error_message="Ghi lý do in lại",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} tờ"

    def get_absolute_url(self) -> str:
        return reverse("certificate_print", args=[self.decision_id, self.pk])


def file_name_on_disk(row, original_name: str) -> str:
    return f"certificates/{secrets.token_hex(16)}"


class CertificateFile(models.Model):
    """The PDF of one print: drawn by the worker, kept some days, then forgotten.

    `stage` says what the worker is at; it is no status of a case.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", "Chờ tạo tệp"
        DRAWING = "drawing", "Đang tạo tệp"
        READY = "ready", "Đã có tệp"
        FAILED = "failed", "Chưa tạo được tệp"
        GONE = "gone", "Tệp đã xóa"

    print = models.OneToOneField(CertificatePrint, on_delete=models.PROTECT, related_name="file", verbose_name="lần in")
    file = models.FileField("tệp", storage=private_storage, upload_to=file_name_on_disk, max_length=120, blank=True)
    stage = models.CharField("bước", max_length=7, choices=Stage, default=Stage.WAITING)
    done = models.PositiveIntegerField("đã xong", default=0)
    sentence = models.TextField("lời báo", blank=True)
    progressed_at = models.DateTimeField("chuyển động lúc")  # true time
    expires_at = models.DateTimeField("giữ tệp đến")  # true time, whatever a demo pretends

    class Meta:
        verbose_name = "tệp giấy khen"
        verbose_name_plural = "tệp giấy khen"

    def __str__(self) -> str:
        return f"Tệp của lần in {self.print_id}"
