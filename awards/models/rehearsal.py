"""What a set of rules would have said in past years, kept to be read later. Nothing else comes of it."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from awards.models.nomination import EligibilityReport
from awards.models.regulation import Regulation
from campaigns.models import Award, Department, StaffMember
from campaigns.models.people import one_subject
from thidua.models import RuleSetCode

Verdict = EligibilityReport.Verdict


class Rehearsal(models.Model):
    """One run. `stage` says what the worker is at; it is no status of a case, so no move of it leaves an audit line.

    `asked`: what was tried, in sentences, as it stood then; the draft may have changed since, or be gone.
    """

    class Stage(models.TextChoices):
        WAITING = "waiting", "Chờ chạy"
        RUNNING = "running", "Đang chạy"
        DONE = "done", "Đã xong"
        FAILED = "failed", "Không chạy được"

    regulation = models.ForeignKey(
        Regulation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="rehearsals",
        verbose_name="quy chế diễn tập",
    )
    rule_set = models.CharField("bộ quy định", max_length=2, choices=RuleSetCode, blank=True)
    years = models.JSONField("các năm", default=list)
    skips_answers = models.BooleanField("bỏ qua điều kiện phải có người trả lời", default=False)
    title = models.CharField("diễn tập", max_length=300)
    asked = models.JSONField("nội dung diễn tập", default=list)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người chạy"
    )
    asked_at = models.DateTimeField("chạy lúc")
    stage = models.CharField("bước", max_length=7, choices=Stage, default=Stage.WAITING)
    progressed_at = models.DateTimeField("chuyển động lúc")  # true time
    done = models.PositiveIntegerField("đã đối chiếu", default=0)
    total = models.PositiveIntegerField("số trường hợp", default=0)
    only_findings = models.PositiveIntegerField("số trường hợp chỉ khác ở điều kiện", default=0)

    class Meta:
        verbose_name = "lần diễn tập"
        verbose_name_plural = "lần diễn tập"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("rehearsal", args=[self.pk])


class RehearsalLine(models.Model):
    """One case that comes out differently.

    `findings`: what is answered differently: before and after (an answer or ""), whether either only reminds, the
    sentence, its short form, the citation.
    """

    rehearsal = models.ForeignKey(
        Rehearsal, on_delete=models.CASCADE, related_name="lines", verbose_name="lần diễn tập"
    )
    year = models.PositiveSmallIntegerField("năm")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="tập thể"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name="danh hiệu, hình thức")
    before = models.CharField("khi xét", max_length=12, choices=Verdict)
    after = models.CharField("khi diễn tập", max_length=12, choices=Verdict)
    findings = models.JSONField("điều kiện khác nhau", default=list)
    # A private reason differs: who wrote the draft chose the question, so a short sentence would not hide the answer.
    is_private = models.BooleanField("vì lý do riêng", default=False)

    class Meta:
        verbose_name = "dòng diễn tập"
        verbose_name_plural = "dòng diễn tập"
        ordering = ["year", "award__order", "pk"]
        constraints = [one_subject("rehearsal_line_of_one_subject")]
        indexes = [models.Index(fields=["rehearsal", "before", "after"], name="rehearsal_line_verdicts")]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.award.short_name} {self.year}"

    @property
    def candidate(self) -> StaffMember | Department:
        return self.staff_member or self.department
