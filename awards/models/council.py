from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models.nomination import Nomination
from campaigns.models import Campaign, StaffMember
from campaigns.models.people import in_span, span_constraint
from thidua.models import IssuedDocument


class Council(models.Model):
    """A Hội đồng thi đua, khen thưởng as one decision set it up."""

    name = models.CharField("tên", max_length=160)
    decision_number = models.CharField("quyết định thành lập số", max_length=60)
    decision_date = models.DateField("ngày quyết định thành lập")
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "hội đồng"
        verbose_name_plural = "hội đồng"
        ordering = ["-starts_on"]
        constraints = [span_constraint("council_dates")]

    def __str__(self) -> str:
        return f"{self.name} ({self.decision_number})"


class SeatQuerySet(models.QuerySet):
    def filled_on(self, day):
        return self.filter(in_span(day))


class Seat(models.Model):
    """A member of a council and the role in it. All seats filled are the whole of which shares are counted."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chủ tịch Hội đồng"
        VICE_CHAIR = "vice_chair", "Phó Chủ tịch Hội đồng"
        STANDING = "standing", "Ủy viên thường trực"
        SECRETARY = "secretary", "Thư ký"
        MEMBER = "member", "Ủy viên"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats", verbose_name="hội đồng")
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="seats", verbose_name="thành viên"
    )
    role = models.CharField("vai trò", max_length=10, choices=Role, default=Role.MEMBER)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        verbose_name_plural = "thành viên hội đồng"
        ordering = ["order", "pk"]
        constraints = [
            span_constraint("seat_dates"),
            models.UniqueConstraint(
                fields=["council", "staff_member"],
                name="a_seat_a_person",
                violation_error_message="Người này đã có trong hội đồng",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(role="chair", ends_on__isnull=True),
                name="one_chair",
                violation_error_message="Hội đồng đã có Chủ tịch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member}, {self.get_role_display()}"


class CouncilSession(models.Model):
    """A meeting. What happened is read from attendance, recusals and rounds; the minutes are written from that."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Dự kiến"
        CONVENED = "convened", "Đang họp"
        ADJOURNED = "adjourned", "Đã hoãn"
        CLOSED = "closed", "Đã kết thúc"
        CANCELLED = "cancelled", "Đã hủy"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions", verbose_name="hội đồng")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sessions", verbose_name="phong trào")
    planned_for = models.DateTimeField("thời gian họp")
    place = models.CharField("địa điểm", max_length=160)
    status = models.CharField("trạng thái", max_length=9, choices=Status, default=Status.PLANNED)
    secretary = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thư ký phiên họp")
    # One a line; printed in the invitation and the minutes.
    guests = models.TextField("đại biểu mời", blank=True, help_text="Mỗi dòng một người: họ tên, chức vụ.")
    opening = models.TextField("nội dung khai mạc", blank=True)
    discussion = models.TextField("ý kiến thảo luận", blank=True)
    conclusions = models.TextField("kết luận, kiến nghị", blank=True)
    continues = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_in",
        verbose_name="tiếp theo phiên",
    )
    convened_at = models.DateTimeField("khai mạc lúc", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField("kết thúc lúc", null=True, blank=True, editable=False)
    members = models.PositiveSmallIntegerField("số thành viên", null=True, blank=True, editable=False)
    end_reason = models.TextField("lý do hoãn hoặc hủy", blank=True, editable=False)
    minutes = models.OneToOneField(
        IssuedDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="session",
        verbose_name="biên bản",
    )

    class Meta:
        verbose_name = "phiên họp"
        verbose_name_plural = "phiên họp"
        ordering = ["-planned_for"]

    def __str__(self) -> str:
        return f"Phiên họp ngày {timezone.localtime(self.held_at):%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("council_session", args=[self.pk])

    @property
    def held_at(self) -> datetime:
        """When it was convened; before that, when it is planned."""
        return self.convened_at or self.planned_for


class Attendance(models.Model):
    """One line of the roll call. An absent member's reason is printed in the minutes."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="attendances", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances", verbose_name="thành viên")
    present = models.BooleanField("có mặt", default=False)
    absence_reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ["seat__order", "seat_id"]
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_attendance_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {'có mặt' if self.present else 'vắng'}"


class Recusal(models.Model):
    """A member who steps out of one case: declared by themself. The own case needs no declaration."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="recusals", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals", verbose_name="thành viên")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="recusals", verbose_name="hồ sơ")
    reason = models.CharField("lý do", max_length=200)

    class Meta:
        verbose_name = "không biểu quyết"
        verbose_name_plural = "không biểu quyết"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "seat", "nomination"],
                name="one_recusal",
                violation_error_message="Đã khai không biểu quyết trường hợp này",
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat} không biểu quyết: {self.nomination}"


class Round(models.Model):
    """A secret ballot on one question or on a list of them. Once counted it never changes (thidua/guards.py)."""

    class Status(models.TextChoices):
        PENDING = "pending", "Chưa mở"
        OPEN = "open", "Đang bỏ phiếu"
        COUNTED = "counted", "Đã kiểm phiếu"

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="rounds", verbose_name="phiên họp"
    )
    ordinal = models.PositiveSmallIntegerField("lượt số")
    title = models.CharField("nội dung", max_length=200)
    status = models.CharField("trạng thái", max_length=7, choices=Status, default=Status.PENDING)
    reason = models.TextField("lý do bỏ phiếu lại", blank=True)
    voters = models.PositiveSmallIntegerField("số người được bỏ phiếu", null=True, blank=True, editable=False)
    voted = models.PositiveSmallIntegerField("số người đã bỏ phiếu", null=True, blank=True, editable=False)
    early_count_reason = models.TextField("lý do kiểm phiếu khi còn người chưa bỏ", blank=True, editable=False)

    class Meta:
        verbose_name = "lượt bỏ phiếu"
        verbose_name_plural = "lượt bỏ phiếu"
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["session", "ordinal"], name="round_ordinal_once")]

    def __str__(self) -> str:
        return f"Lượt {self.ordinal}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.pk])


class Question(models.Model):
    """One case of a round. The figures of need are written when it opens, the totals when it is counted."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions", verbose_name="lượt")
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="questions", verbose_name="hồ sơ")
    threshold = models.CharField("ngưỡng", max_length=20, blank=True, editable=False)
    members = models.PositiveSmallIntegerField("tổng số thành viên", null=True, editable=False)
    needed = models.PositiveSmallIntegerField("số phiếu cần", null=True, editable=False)
    possible = models.PositiveSmallIntegerField("số phiếu nhiều nhất có thể", null=True, editable=False)
    agree = models.PositiveSmallIntegerField("đồng ý", null=True, editable=False)
    disagree = models.PositiveSmallIntegerField("không đồng ý", null=True, editable=False)
    no_opinion = models.PositiveSmallIntegerField("không có ý kiến", null=True, editable=False)
    passed = models.BooleanField("được đề nghị", null=True, editable=False)

    class Meta:
        verbose_name = "trường hợp xét"
        verbose_name_plural = "trường hợp xét"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["round", "ordinal"], name="question_ordinal_once"),
            models.UniqueConstraint(fields=["round", "nomination"], name="a_case_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.ordinal}. {self.nomination}"


class Roll(models.Model):
    """Who may vote in a round and whether they have; written for everybody when the round opens. No time, no choice."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="roll", verbose_name="lượt")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        verbose_name = "danh sách bỏ phiếu"
        verbose_name_plural = "danh sách bỏ phiếu"
        constraints = [models.UniqueConstraint(fields=["round", "seat"], name="once_on_the_roll")]

    def __str__(self) -> str:
        return f"{self.seat_id}"


class Box(models.Model):
    """How many chose this answer to this question. No single ballot is stored anywhere (docs/secrecy.md)."""

    class Choice(models.TextChoices):
        AGREE = "agree", "Đồng ý"
        DISAGREE = "disagree", "Không đồng ý"
        NO_OPINION = "no_opinion", "Không có ý kiến"

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="box", verbose_name="trường hợp")
    choice = models.CharField("lựa chọn", max_length=10, choices=Choice)
    count = models.PositiveSmallIntegerField("số phiếu", default=0)

    class Meta:
        verbose_name = "hòm phiếu"
        verbose_name_plural = "hòm phiếu"
        constraints = [models.UniqueConstraint(fields=["question", "choice"], name="one_count_a_choice")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.choice}"


class DossierNote(models.Model):
    """What a member notes about a dossier for themself; nobody else ever sees it."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="+", verbose_name="hồ sơ")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="người ghi"
    )
    text = models.TextField("ghi chú riêng", blank=True)

    class Meta:
        verbose_name = "ghi chú riêng"
        verbose_name_plural = "ghi chú riêng"
        constraints = [models.UniqueConstraint(fields=["nomination", "owner"], name="one_note_a_reader")]

    def __str__(self) -> str:
        return f"Ghi chú về {self.nomination_id}"
