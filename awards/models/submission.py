"""A tờ trình to the level above, what that level answered, and the dossiers bundled for it."""

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.council import CouncilSession
from awards.models.nomination import Nomination
from awards.models.numbered import NumberedPaper
from campaigns.models import Award, Campaign
from thidua.models import Attachment
from thidua.models.document import private_storage

# Who decides above the school, as a letter names it.
AUTHORITIES = (
    (Award.Level.PROVINCE.value, Award.Level.PROVINCE.label),
    (Award.Level.PRIME_MINISTER.value, Award.Level.PRIME_MINISTER.label),
    (Award.Level.PRESIDENT.value, Award.Level.PRESIDENT.label),
)


class SubmissionLetter(NumberedPaper):
    """One letter for each authority that decides, with the cases the council recommended to it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Dự thảo"
        SENT = "sent", "Đã gửi"
        ANSWERED = "answered", "Đã có trả lời"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="submission_letters", verbose_name="phong trào"
    )
    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="submission_letters", verbose_name="phiên họp"
    )
    level = models.CharField("cấp quyết định", max_length=14, choices=AUTHORITIES)
    year = models.PositiveSmallIntegerField("năm thành tích")
    status = models.CharField("trạng thái", max_length=8, choices=Status, default=Status.DRAFT)
    date = models.DateField("ngày tờ trình", help_text="Ngày dự kiến ký; căn cứ theo ngày này.")
    address_to = models.TextField("kính gửi", help_text="Mỗi dòng là một nơi nhận.")
    grounds = models.TextField("lý do trình", blank=True)

    class Meta:
        verbose_name = "tờ trình"
        verbose_name_plural = "tờ trình cấp trên"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", number__isnull=True, document__isnull=True)
                | (~Q(status="draft") & Q(number__isnull=False, document__isnull=False)),
                name="sent_letter_has_number",
            )
        ]

    def __str__(self) -> str:
        return f"Tờ trình {self.get_level_display()} năm {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("submission", args=[self.pk])


class SubmissionAnswer(models.Model):
    """One decision or letter from above: it answers all lines of a tờ trình, or some of them.

    A mistake in its number, date or issuer is mended with a reason (awards/answering.py).
    """

    letter = models.ForeignKey(
        SubmissionLetter, on_delete=models.PROTECT, related_name="answers", verbose_name="tờ trình"
    )
    number = models.CharField("số, ký hiệu", max_length=60)
    date = models.DateField("ngày")
    issuer = models.CharField("cơ quan, người ban hành", max_length=160)
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    entered_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "trả lời của cấp trên"
        verbose_name_plural = "trả lời của cấp trên"
        ordering = ["date", "pk"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="an_answer_once_a_letter")]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.date:%d/%m/%Y}"


class SubmissionLine(models.Model):
    """One case of a letter. Post and unit are those of the dossier; the share of votes is the council's."""

    class Outcome(models.TextChoices):
        AWARDED = "awarded", "Được khen thưởng"
        DECLINED = "declined", "Không được chấp thuận"

    letter = models.ForeignKey(
        SubmissionLetter, on_delete=models.PROTECT, related_name="lines", verbose_name="tờ trình"
    )
    ordinal = models.PositiveSmallIntegerField("số thứ tự")
    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, related_name="submission_line", verbose_name="hồ sơ"
    )
    # Empty until the level above has answered; then written once (awards/guards.py).
    outcome = models.CharField("kết quả", max_length=8, choices=Outcome, null=True, blank=True)
    reason = models.TextField("lý do không được chấp thuận", null=True, blank=True)
    answer = models.ForeignKey(
        SubmissionAnswer, on_delete=models.PROTECT, null=True, blank=True, related_name="lines", verbose_name="trả lời"
    )

    class Meta:
        verbose_name = "dòng tờ trình"
        verbose_name_plural = "dòng tờ trình"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "ordinal"], name="submission_ordinal_once"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, answer__isnull=True)
                | Q(outcome="awarded", answer__isnull=False)
                | (Q(outcome="declined", answer__isnull=False, reason__isnull=False) & ~Q(reason="")),
                name="an_outcome_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.nomination}"


class ReportOnPaper(models.Model):
    """The achievement report of a case goes up on paper, beside the bundle, and why."""

    line = models.OneToOneField(
        SubmissionLine, on_delete=models.CASCADE, related_name="report_on_paper", verbose_name="dòng tờ trình"
    )
    reason = models.TextField("lý do")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    stated_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "báo cáo thành tích gửi bản giấy"
        verbose_name_plural = "báo cáo thành tích gửi bản giấy"

    def __str__(self) -> str:
        return f"Báo cáo thành tích gửi bản giấy: {self.line}"


def bundle_name(bundle: Any, original_name: str) -> str:
    return f"bundles/{secrets.token_hex(16)}"


class DossierBundle(models.Model):
    """The papers of a letter as one zip and one PDF. `stage` says what the worker is at; it is no status of a case."""

    class Stage(models.TextChoices):
        WAITING = "waiting", "Chờ lập"
        RUNNING = "running", "Đang lập"
        DONE = "done", "Đã lập xong"
        FAILED = "failed", "Không lập được"

    letter = models.ForeignKey(
        SubmissionLetter, on_delete=models.CASCADE, related_name="bundles", verbose_name="tờ trình"
    )
    stage = models.CharField("bước", max_length=7, choices=Stage, default=Stage.WAITING)
    sentence = models.TextField("lời báo", blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người lập"
    )
    asked_at = models.DateTimeField("lập lúc")
    progressed_at = models.DateTimeField("chuyển động lúc")  # true time
    done = models.PositiveIntegerField("đã gom", default=0)
    total = models.PositiveIntegerField("số tệp", default=0)
    archive = models.FileField("tệp nén", storage=private_storage, upload_to=bundle_name, max_length=120, blank=True)
    merged = models.FileField("tệp PDF", storage=private_storage, upload_to=bundle_name, max_length=120, blank=True)
    archive_sha256 = models.CharField("mã băm tệp nén", max_length=64, blank=True)
    merged_sha256 = models.CharField("mã băm tệp PDF", max_length=64, blank=True)
    pages = models.PositiveIntegerField("số trang", default=0)
    missing = models.PositiveIntegerField("số thứ còn thiếu", default=0)

    class Meta:
        verbose_name = "bộ hồ sơ trình"
        verbose_name_plural = "bộ hồ sơ trình"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Bộ hồ sơ của {self.letter}"
