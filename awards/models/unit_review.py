from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from awards.models.record import Occasion
from campaigns.models import Award, Campaign, Department, Phase, StaffMember
from campaigns.models.people import one_subject


class UnitReview(models.Model):
    """Minutes of a unit's bình xét: who met, how they voted; its cases hold the votes.

    What these rows cannot say of each other, `awards.unit_reviews.faults_of` does. Closed, it is frozen in
    `UnitReviewMinutes`, once for each time it was closed.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Đang ghi"
        CLOSED = "closed", "Đã kết thúc"

    class Voting(models.TextChoices):
        HANDS = "hands", "Giơ tay"
        SECRET = "secret", "Bỏ phiếu kín"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="unit_reviews", verbose_name="phong trào"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_reviews", verbose_name="đơn vị"
    )
    status = models.CharField("trạng thái", max_length=6, choices=Status, default=Status.DRAFT, editable=False)
    occasion = models.CharField("dịp", max_length=8, choices=Occasion, default=Occasion.MERIT, editable=False)
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name="đợt"
    )
    held_from = models.DateTimeField("bắt đầu lúc")
    held_to = models.DateTimeField("kết thúc lúc")
    place = models.CharField("địa điểm", max_length=200)
    chair = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="chủ trì")
    secretary = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="thư ký")
    deputy = models.ForeignKey(
        StaffMember,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người điều hành khi xét trường hợp của chủ trì",
    )
    voting = models.CharField("cách biểu quyết", max_length=6, choices=Voting, default=Voting.HANDS)
    total = models.PositiveSmallIntegerField("tổng số người của đơn vị")
    present = models.PositiveSmallIntegerField("số người có mặt")
    absent = models.PositiveSmallIntegerField("số người vắng mặt", default=0)
    guests = models.CharField("khách mời", max_length=300, blank=True)
    purpose = models.TextField("mục đích, tiêu chuẩn", blank=True)
    opinions = models.TextField("báo cáo của từng người và ý kiến thảo luận", blank=True)
    conclusion = models.TextField("kết luận của chủ trì", blank=True)
    roll_called_at = models.DateTimeField("điểm danh lúc", null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người lập",
    )

    class Meta:
        verbose_name = "biên bản bình xét"
        verbose_name_plural = "biên bản bình xét"
        ordering = ["-held_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=F("present") + F("absent")),
                name="review_heads_add_up",
                violation_error_message="Có mặt cộng vắng mặt phải bằng tổng số người của đơn vị",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=1),
                name="review_somebody_came",
                violation_error_message="Cuộc họp phải có người dự",
            ),
            models.CheckConstraint(
                condition=Q(held_to__gt=F("held_from")),
                name="review_ends_after_start",
                violation_error_message="Giờ kết thúc phải sau giờ bắt đầu",
            ),
            models.CheckConstraint(
                condition=~Q(chair=F("secretary")),
                name="review_chair_writes_no_minutes",
                violation_error_message="Chủ trì và thư ký phải là hai người",
            ),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("chair")),
                name="review_deputy_is_another",
                violation_error_message="Người điều hành thay phải là người khác với chủ trì",
            ),
            models.CheckConstraint(
                condition=Q(occasion="merit", phase__isnull=True) | Q(occasion="phase", phase__isnull=False),
                name="review_occasion_is_whole",
                violation_error_message="Đơn vị bình xét theo công trạng năm hoặc theo một đợt",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "department"], name="review_unit")]

    def __str__(self) -> str:
        return f"Biên bản bình xét của {self.department}"

    def get_absolute_url(self) -> str:
        return reverse("unit_review", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.DRAFT


class UnitReviewAttendee(models.Model):
    """Who was there, by the roll call. Minutes written before there was one have the number alone."""

    review = models.ForeignKey(
        UnitReview, on_delete=models.CASCADE, related_name="attendees", verbose_name="biên bản bình xét"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="người có mặt"
    )

    class Meta:
        verbose_name = "người có mặt"
        verbose_name_plural = "người có mặt"
        ordering = ["staff_member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "staff_member"],
                name="present_at_a_review_once",
                violation_error_message="Người này đã có trong danh sách có mặt",
            )
        ]

    def __str__(self) -> str:
        return str(self.staff_member)


class UnitReviewAbsence(models.Model):
    review = models.ForeignKey(
        UnitReview, on_delete=models.CASCADE, related_name="absences", verbose_name="biên bản bình xét"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="người vắng mặt"
    )
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "người vắng mặt"
        verbose_name_plural = "người vắng mặt"
        ordering = ["staff_member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "staff_member"],
                name="absent_from_a_review_once",
                violation_error_message="Người này đã có trong danh sách vắng mặt",
            )
        ]

    def __str__(self) -> str:
        return str(self.staff_member)


class UnitReviewCase(models.Model):
    """One candidate and one award. Who neither agreed nor disagreed had no opinion, or left the ballot blank.

    Without a total there was no vote on it (yet).
    """

    review = models.ForeignKey(
        UnitReview, on_delete=models.CASCADE, related_name="cases", verbose_name="biên bản bình xét"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tập thể"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="+", verbose_name="danh hiệu, hình thức")
    rating = models.CharField("kết quả xếp loại", max_length=80, blank=True)
    agree = models.PositiveSmallIntegerField("số phiếu đồng ý", default=0)
    disagree = models.PositiveSmallIntegerField("số phiếu không đồng ý", default=0)
    total = models.PositiveSmallIntegerField("tổng số phiếu", null=True, blank=True)
    proposed = models.BooleanField("được đề nghị", default=True)
    reason = models.CharField("lý do không đề nghị", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "trường hợp bình xét"
        verbose_name_plural = "trường hợp bình xét"
        ordering = ["award__order", "pk"]
        constraints = [
            one_subject("review_case_of_one_subject"),
            models.CheckConstraint(
                condition=Q(total__gte=F("agree") + F("disagree")) & Q(total__gte=1),
                name="review_votes_within_total",
                violation_error_message="Số phiếu đồng ý cộng không đồng ý không được quá tổng số phiếu",
            ),
            models.CheckConstraint(
                condition=Q(proposed=True, reason="") | (Q(proposed=False) & ~Q(reason="")),
                name="review_refusal_has_reason",
                violation_error_message="Ghi lý do không đề nghị; trường hợp được đề nghị thì để trống",
            ),
            models.UniqueConstraint(
                fields=["review", "staff_member", "award"],
                condition=Q(staff_member__isnull=False),
                name="a_person_s_case_once",
                violation_error_message="Cá nhân này đã được bình xét danh hiệu, hình thức đó",
            ),
            models.UniqueConstraint(
                fields=["review", "department", "award"],
                condition=Q(department__isnull=False),
                name="a_collective_s_case_once",
                violation_error_message="Tập thể này đã được bình xét danh hiệu, hình thức đó",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award.short_name}: {self.candidate}"

    @property
    def candidate(self) -> StaffMember | Department:
        return self.staff_member or self.department

    @property
    def is_collective(self) -> bool:
        return self.department_id is not None

    @property
    def subject(self) -> tuple[int | None, int | None, str]:
        """Candidate and award, as pledges and dossiers are matched with it."""
        return self.staff_member_id, self.department_id, self.award_id

    @property
    def no_opinion(self) -> int | None:
        return None if self.total is None else self.total - self.agree - self.disagree


class UnitReviewMinutes(models.Model):
    """The minutes as they were closed: words and bytes, which never change (awards/guards.py). Units give no number."""

    review = models.ForeignKey(
        UnitReview, on_delete=models.PROTECT, related_name="minutes", verbose_name="biên bản bình xét"
    )
    ordinal = models.PositiveSmallIntegerField("lần kết thúc")
    paper = models.JSONField("nội dung")
    content = models.BinaryField("tệp PDF")
    sha256 = models.CharField("mã băm", max_length=64)
    pages = models.PositiveSmallIntegerField("số trang")
    frozen_at = models.DateTimeField("khóa lúc")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người kết thúc"
    )

    class Meta:
        verbose_name = "bản khóa của biên bản bình xét"
        verbose_name_plural = "bản khóa của biên bản bình xét"
        ordering = ["-ordinal"]
        constraints = [models.UniqueConstraint(fields=["review", "ordinal"], name="minutes_of_a_review_once_a_closing")]

    def __str__(self) -> str:
        return f"{self.review}, lần {self.ordinal}"
