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
    """A Hội đồng thi đua, khen thưởng, or a Hội đồng sáng kiến, as one decision set it up."""

    class Kind(models.TextChoices):
        AWARDS = "awards", "Hội đồng thi đua, khen thưởng"
        INITIATIVES = "initiatives", "Hội đồng sáng kiến"

    kind = models.CharField("loại hội đồng", max_length=11, choices=Kind, default=Kind.AWARDS)
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

    LIVE = (Status.PLANNED, Status.CONVENED)

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="sessions", verbose_name="hội đồng")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sessions", verbose_name="phong trào")
    planned_for = models.DateTimeField("thời gian họp")
    place = models.CharField("địa điểm", max_length=160)
    status = models.CharField("trạng thái", max_length=9, choices=Status, default=Status.PLANNED)
    secretary = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thư ký phiên họp")
    # Who presides in place of the chair; NULL: the chair does (awards/roles.py, awards/presiding.py).
    presiding = models.ForeignKey(
        Seat, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="chủ trì thay"
    )
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
    # So that the screens see it in a row they read anyway (awards/live.py).
    times_declared = models.PositiveIntegerField("số lần khai xung đột", default=0, editable=False)
    # … of what lies before an initiative council, each time a screen would show something else (hearing_room.tell).
    times_heard = models.PositiveIntegerField("số lần thay đổi khi xét sáng kiến", default=0, editable=False)
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
    def is_live(self) -> bool:
        """Still to be held, or being held."""
        return self.status in self.LIVE

    @property
    def state_in_words(self) -> str:
        """The state inside a sentence: “đã kết thúc”."""
        return self.get_status_display().lower()

    @property
    def held_at(self) -> datetime:
        """When it was convened; before that, when it is planned."""
        return self.convened_at or self.planned_for


class Presiding(models.Model):
    """From `at` on this member presides; without a seat the chair does again. The last row is how it stands."""

    session = models.ForeignKey(CouncilSession, models.PROTECT, related_name="presidings", verbose_name="phiên họp")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+", verbose_name="thành viên chủ trì")
    reason = models.CharField("lý do", max_length=200)
    at = models.DateTimeField("từ lúc")
    # The round that was open then: from there on this member presides over it.
    round = models.ForeignKey("awards.Round", models.PROTECT, null=True, related_name="presidings", verbose_name="lượt")

    class Meta:
        verbose_name = "việc chủ trì phiên họp"
        verbose_name_plural = "việc chủ trì phiên họp"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.seat or 'Chủ tịch Hội đồng'} chủ trì"


class Attendance(models.Model):
    """One line of the roll call, as the minutes print it; who went and came back: Absence."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="attendances", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendances", verbose_name="thành viên")
    present = models.BooleanField("có mặt", default=False)
    absence_reason = models.CharField("lý do vắng", max_length=200, blank=True)
    came_at = models.DateTimeField("đến lúc", null=True, blank=True, editable=False)
    left_at = models.DateTimeField("về lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        ordering = ["seat__order", "seat_id"]
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_attendance_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {'có mặt' if self.present else 'vắng'}"


class Declaration(models.Model):
    """A member has said of which cases on the table they step out, and that there are no others (Declaration.cases)."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="declarations", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="declarations", verbose_name="thành viên")
    # Keys of the cases that lay on the table; a case that comes later is asked about anew.
    cases = models.JSONField("các trường hợp đã khai", default=list, editable=False)
    # Key of a case the program proposed to step out of → why the member stays.
    stays = models.JSONField("lý do không lánh", default=dict, blank=True, editable=False)
    by_chair = models.BooleanField("chủ tọa ghi thay", default=False, editable=False)

    class Meta:
        verbose_name = "khai xung đột lợi ích"
        verbose_name_plural = "khai xung đột lợi ích"
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_declaration_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat} đã khai"


class Teller(models.Model):
    """A member of the Ban kiểm phiếu of a session; the first is its head (Trưởng ban)."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="tellers", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    ordinal = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thành viên Ban kiểm phiếu"
        verbose_name_plural = "Ban kiểm phiếu"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="a_teller_once"),
            models.UniqueConstraint(fields=["session", "ordinal"], name="teller_ordinal_once"),
        ]

    def __str__(self) -> str:
        return str(self.seat.staff_member)


class Recusal(models.Model):
    """A member who steps out of one case: declared by themself. The own case needs no declaration."""

    class Kind(models.TextChoices):
        DECLARED = "declared", "Tự khai"
        RELATIVE = "relative", "Vợ, chồng hoặc người thân"
        UNIT = "unit", "Cùng đơn vị"

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="recusals", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals", verbose_name="thành viên")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="recusals", verbose_name="hồ sơ")
    kind = models.CharField("vì", max_length=8, choices=Kind, default=Kind.DECLARED)
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
