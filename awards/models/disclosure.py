from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from awards.models.council import CouncilSession
from awards.models.nomination import Nomination
from campaigns import working_days
from campaigns.models import Award, Campaign, StaffMember
from campaigns.models.people import span_constraint

ONE_DAY = timedelta(days=1)


class Disclosure(models.Model):
    """A list of those proposed, posted for everybody to read and to object to (công khai danh sách đề nghị)."""

    class State(StrEnum):
        """Read from the days, never stored."""

        COMING = "coming"
        RUNNING = "running"
        ENDED = "ended"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="disclosures", verbose_name="phong trào"
    )
    session = models.ForeignKey(
        CouncilSession,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disclosures",
        verbose_name="phiên họp",
        help_text="Ghi khi công khai kết quả của một phiên họp; để trống khi công khai trước phiên họp.",
    )
    starts_on = models.DateField("công khai từ ngày")
    ends_on = models.DateField("đến hết ngày")
    places = models.TextField("nơi công khai", help_text="Mỗi dòng một nơi: bảng tin, trang thông tin điện tử…")
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người lập",
    )
    # As the rule stood when the list was drawn up (awards/publicity.py); empty on lists older than these columns.
    required_days = models.PositiveSmallIntegerField("số ngày làm việc cần có", null=True, blank=True, editable=False)
    required_by = models.CharField("theo", max_length=300, blank=True, editable=False)
    short_reason = models.TextField("lý do công khai ít ngày hơn", blank=True)
    # From here on list and days are frozen (awards/guards.py): its first day has come, and the program took note.
    begun_at = models.DateTimeField("khóa danh sách lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "đợt công khai"
        verbose_name_plural = "đợt công khai"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            span_constraint("disclosure_dates"),
            models.CheckConstraint(
                condition=~Q(places=""),
                name="disclosure_has_a_place",
                violation_error_message="Ghi ít nhất một nơi công khai",
            ),
        ]

    def __str__(self) -> str:
        return f"Công khai từ {self.starts_on:%d/%m/%Y} đến {self.ends_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure", args=[self.pk])

    def state_on(self, day: date) -> State:
        if day < self.starts_on:
            return self.State.COMING
        return self.State.RUNNING if day <= self.ends_on else self.State.ENDED

    @property
    def working_days(self) -> int:
        """Both days counted; days off and the school's own corrections left out (campaigns/working_days.py)."""
        return self.working_days_by(working_days.corrections(self.starts_on, self.ends_on))

    def working_days_by(self, corrections: dict[date, bool], before: date | None = None) -> int:
        """The same where the school's corrections of those days are known already; `before`: only days before it."""
        days = [self.starts_on + n * ONE_DAY for n in range((self.ends_on - self.starts_on).days + 1)]
        return working_days.how_many([day for day in days if before is None or day < before], corrections)

    @property
    def places_listed(self) -> list[str]:
        return [line.strip(" -;.") for line in self.places.splitlines() if line.strip(" -;.")]


class DisclosedCase(models.Model):
    """One line of the list, in the words in which it was posted; the dossier may be renamed or moved later."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="cases", verbose_name="đợt công khai"
    )
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    nomination = models.ForeignKey(
        Nomination, on_delete=models.PROTECT, related_name="disclosed_in", verbose_name="hồ sơ"
    )
    name = models.CharField("tên", max_length=200)
    post = models.CharField("chức vụ", max_length=120, blank=True)
    unit_name = models.CharField("đơn vị", max_length=200, blank=True)
    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="+", verbose_name="danh hiệu, hình thức đề nghị"
    )

    class Meta:
        verbose_name = "trường hợp công khai"
        verbose_name_plural = "trường hợp công khai"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "ordinal"], name="disclosed_ordinal_once"),
            models.UniqueConstraint(fields=["disclosure", "nomination"], name="a_case_once_a_disclosure"),
            models.CheckConstraint(condition=~Q(name=""), name="disclosed_case_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.name}"


class Objection(models.Model):
    """What somebody wrote or said against a posted list, and the written answer. Who it was may be withheld."""

    class Status(models.TextChoices):
        RECEIVED = "received", "Đã tiếp nhận"
        ANSWERED = "answered", "Đã trả lời"

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="objections", verbose_name="đợt công khai"
    )
    case = models.ForeignKey(
        DisclosedCase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="objections",
        verbose_name="trường hợp",
        help_text="Để trống khi kiến nghị về cả danh sách.",
    )
    received_on = models.DateField("ngày tiếp nhận")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người kiến nghị"
    )
    from_text = models.CharField("người kiến nghị ngoài cơ quan", max_length=200, blank=True)
    is_withheld = models.BooleanField("giữ kín người kiến nghị", default=False)
    content = models.TextField("nội dung kiến nghị")
    status = models.CharField("trạng thái", max_length=8, choices=Status, default=Status.RECEIVED)
    due_on = models.DateField("hạn trả lời", null=True, blank=True, editable=False)
    # NULL until it is written, once: the guard lets a column go from NULL to a value and never further.
    answer = models.TextField("trả lời", null=True, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người trả lời",
    )

    class Meta:
        verbose_name = "kiến nghị"
        verbose_name_plural = "kiến nghị"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(from_text="") & Q(staff_member__isnull=True))
                | Q(from_text="", staff_member__isnull=False)
                | Q(from_text="", staff_member__isnull=True, is_withheld=True),
                name="objection_from_one",
                violation_error_message="Ghi người kiến nghị, hoặc giữ kín",
            ),
            models.CheckConstraint(
                condition=~Q(content=""),
                name="objection_has_content",
                violation_error_message="Ghi nội dung kiến nghị",
            ),
            models.CheckConstraint(
                condition=Q(status="received", answer__isnull=True, answered_on__isnull=True, answered_by__isnull=True)
                | (
                    Q(status="answered", answer__isnull=False, answered_on__isnull=False, answered_by__isnull=False)
                    & ~Q(answer="")
                ),
                name="answered_objection_is_whole",
                violation_error_message="Kiến nghị đã trả lời phải có nội dung, ngày và người trả lời",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="answered_after_received",
                violation_error_message="Ngày trả lời không trước ngày tiếp nhận",
            ),
        ]

    def __str__(self) -> str:
        """Without whom it came from: it titles pages of the administration, and lines of the trail."""
        return f"Kiến nghị ngày {self.received_on:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("objection", args=[self.pk])

    @property
    def said_by(self) -> str:
        """Whom it came from, as may be shown."""
        if self.is_withheld:
            return "giữ kín"
        return self.from_text or str(self.staff_member)
