from django.db import models
from django.db.models import F, Q

from campaigns.models import Award, Campaign, Department, StaffMember
from campaigns.models.people import one_subject


class UnitReview(models.Model):
    """Minutes of a unit's bình xét: who met, how they voted; its cases hold the votes.

    What these rows cannot say of each other, `awards.unit_reviews.faults_of` does.
    """

    class Voting(models.TextChoices):
        HANDS = "hands", "Giơ tay"
        SECRET = "secret", "Bỏ phiếu kín"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="unit_reviews", verbose_name="phong trào"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_reviews", verbose_name="đơn vị"
    )
    held_from = models.DateTimeField("bắt đầu lúc")
    held_to = models.DateTimeField("kết thúc lúc")
    place = models.CharField("địa điểm", max_length=200)
    chair = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="chủ trì")
    secretary = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+", verbose_name="thư ký")
    voting = models.CharField("cách biểu quyết", max_length=6, choices=Voting, default=Voting.HANDS)
    total = models.PositiveSmallIntegerField("tổng số người của đơn vị")
    present = models.PositiveSmallIntegerField("số người có mặt")
    absent = models.PositiveSmallIntegerField("số người vắng mặt", default=0)
    guests = models.CharField("khách mời", max_length=300, blank=True)

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
        ]
        indexes = [models.Index(fields=["campaign", "department"], name="review_unit")]

    def __str__(self) -> str:
        return f"Biên bản bình xét của {self.department}"


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
    """One candidate and one award the unit voted on. Who neither agreed nor disagreed had no opinion."""

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
    agree = models.PositiveSmallIntegerField("số phiếu đồng ý")
    disagree = models.PositiveSmallIntegerField("số phiếu không đồng ý", default=0)
    total = models.PositiveSmallIntegerField("tổng số phiếu")
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
