import secrets

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from thidua.vietnamese import vdate

# Crockford's base32: no I, L, O, U, so that a code read aloud or typed from paper is not mistaken.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10


def new_verify_code() -> str:
    """Ten random characters (50 bits) printed on a paper; only the paper's holder knows them."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def private_storage() -> FileSystemStorage:
    """Files that no web address reaches, readable by our account alone; views that ask for permission serve them."""
    return FileSystemStorage(
        location=settings.MEDIA_ROOT, base_url=None, file_permissions_mode=0o600, directory_permissions_mode=0o700
    )


def random_name(attachment, original_name: str) -> str:
    """The name on disk says nothing and cannot be guessed."""
    return f"attachments/{secrets.token_hex(16)}"


class Series(models.Model):
    """A run of numbers that starts again each year (Nghị định 30/2020)."""

    class Policy(models.TextChoices):
        OWNED = "owned", "sổ riêng: chương trình cấp số kế tiếp"
        SHARED = "shared", "sổ chung của cơ quan: nhập số theo sổ văn bản đi"

    code = models.CharField("mã", max_length=20, unique=True)
    name = models.CharField("tên", max_length=120)
    symbol = models.CharField("ký hiệu", max_length=40, help_text="Ví dụ: QĐ-TCT")
    policy = models.CharField("cách cấp số", max_length=6, choices=Policy)

    class Meta:
        verbose_name = "sổ số văn bản"
        verbose_name_plural = "sổ số văn bản"

    def __str__(self) -> str:
        return self.symbol

    @property
    def paper_kind(self) -> str:
        """“Quyết định”: how a paper numbered here is called, by the name of the run: “Quyết định của Trường”."""
        return self.name.partition(" của ")[0]


class IssuedDocument(models.Model):
    """A paper as it was issued: number, date, words. Only `revoked_by` may be set later, once (thidua/guards.py)."""

    kind = models.CharField("loại", max_length=30)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents", verbose_name="sổ")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    date = models.DateField("ngày")
    title = models.CharField("trích yếu", max_length=300)
    signer = models.CharField("người ký", max_length=200)
    paper = models.JSONField("nội dung")
    sha256 = models.CharField("mã băm", max_length=64)
    verify_code = models.CharField("mã xác minh", max_length=CODE_LENGTH, unique=True, default=new_verify_code)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ban hành"
    )
    issued_at = models.DateTimeField("ban hành lúc")
    revoked_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="revokes", verbose_name="bị hủy bỏ bởi"
    )
    # What an earlier paper says is put right or superseded by another paper, which names it; neither is rewritten.
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="đính chính"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replacements", verbose_name="thay thế"
    )

    class Meta:
        verbose_name = "văn bản đã ban hành"
        verbose_name_plural = "văn bản đã ban hành"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                name="document_number_once",
                violation_error_message="Số này đã dùng trong năm",
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="document_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.full_number} ngày {self.date:%d/%m/%Y}"

    @property
    def full_number(self) -> str:
        """As printed: a zero before numbers below ten (Nghị định 30/2020, Phụ lục I)."""
        return f"{self.number:02d}/{self.series.symbol}"

    @property
    def cited(self) -> str:
        """“Quyết định số 215/QĐ-TCT ngày 17/02/2023”: numbers begin again every year."""
        return f"{self.series.paper_kind} số {self.full_number} ngày {vdate(self.date)}"


class IssuedFile(models.Model):
    """The bytes of an issued paper, in a table of their own so that lists never load them."""

    document = models.OneToOneField(
        IssuedDocument, on_delete=models.PROTECT, related_name="file", verbose_name="văn bản"
    )
    content = models.BinaryField("nội dung")
    sha256 = models.CharField("mã băm", max_length=64)
    size = models.PositiveIntegerField("số byte")
    pages = models.PositiveIntegerField("số trang")

    class Meta:
        verbose_name = "tệp văn bản"
        verbose_name_plural = "tệp văn bản"

    def __str__(self) -> str:
        return f"Tệp của {self.document_id}"


class Attachment(models.Model):
    """A private file that somebody handed in."""

    file = models.FileField("tệp", storage=private_storage, upload_to=random_name, max_length=120)
    original_name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("loại", max_length=100)
    size = models.PositiveIntegerField("số byte")
    sha256 = models.CharField("mã băm", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người nộp"
    )
    uploaded_at = models.DateTimeField("nộp lúc")

    class Meta:
        verbose_name = "tệp đính kèm"
        verbose_name_plural = "tệp đính kèm"

    def __str__(self) -> str:
        return self.original_name


class SignedCopy(models.Model):
    """The paper as it was signed and stamped, beside our original: a scan, or a PDF with digital signatures.

    `signatures` is what was found in the file when it came in (thidua/signatures.py); none for a scan.
    """

    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, related_name="signed_copies", verbose_name="văn bản"
    )
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="tệp")
    signatures = models.JSONField("chữ ký số", default=list, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người đính kèm"
    )
    added_at = models.DateTimeField("đính kèm lúc")

    class Meta:
        verbose_name = "bản đã ký"
        verbose_name_plural = "bản đã ký"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Bản đã ký của {self.document}"
