"""Criteria and points, where the school wants them: the set, each sheet, who gave which points, the unit's figure."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from campaigns.models.campaign import Campaign
from campaigns.models.people import Department, StaffMember, one_subject

WHOLE = Decimal(100)


class CriteriaSet(models.Model):
    """The criteria of a campaign for people or for collectives; those of a set that is in use weigh 100 together.

    With the first sheet it is fixed (campaigns/guards.py): what was scored by it would mean something else.
    """

    class Subject(models.TextChoices):
        INDIVIDUAL = "individual", "cá nhân"
        COLLECTIVE = "collective", "tập thể"

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        OPEN = "open", "Đang áp dụng"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="criteria_sets", verbose_name="phong trào"
    )
    subject = models.CharField("đối tượng", max_length=10, choices=Subject)
    status = models.CharField("trạng thái", max_length=5, choices=Status, default=Status.DRAFT, editable=False)
    guidance = models.TextField("hướng dẫn chấm điểm", blank=True)
    due_on = models.DateField("hạn tự chấm điểm", null=True, blank=True)
    bonus_limit = models.DecimalField(
        "điểm thưởng nhiều nhất",
        max_digits=5,
        decimal_places=2,
        default=Decimal(10),
        validators=[MinValueValidator(0)],
    )
    opened_at = models.DateTimeField("áp dụng từ lúc", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "bảng tiêu chí chấm điểm"
        verbose_name_plural = "bảng tiêu chí chấm điểm"
        ordering = ["-campaign__year", "-subject"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subject"], name="one_criteria_set_a_subject"),
            models.CheckConstraint(
                condition=Q(bonus_limit__gte=0) & Q(bonus_limit__lte=WHOLE), name="criteria_bonus_limit"
            ),
        ]

    def __str__(self) -> str:
        return f"Bảng tiêu chí chấm điểm {self.get_subject_display()} năm {self.campaign.year}"

    def get_absolute_url(self) -> str:
        return reverse("criteria", args=[self.campaign_id])

    @property
    def is_collective(self) -> bool:
        return self.subject == self.Subject.COLLECTIVE


class Criterion(models.Model):
    """`weight`: the most points it gives, of 100."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="criteria", verbose_name="bảng tiêu chí"
    )
    number = models.PositiveSmallIntegerField("số thứ tự")
    name = models.CharField("tiêu chí", max_length=300)
    guidance = models.TextField("cách chấm", max_length=1000, blank=True)
    weight = models.DecimalField("điểm tối đa", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0) & Q(weight__lte=WHOLE), name="criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitScorer(models.Model):
    """Somebody of the unit whom its head asks to score beside the head."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="unit_scorers", verbose_name="phong trào"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_scorers", verbose_name="đơn vị"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="scorer_of", verbose_name="người chấm điểm"
    )

    class Meta:
        verbose_name = "người chấm điểm của đơn vị"
        verbose_name_plural = "người chấm điểm của đơn vị"
        ordering = ["staff_member__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "department", "staff_member"], name="a_scorer_of_a_unit_once")
        ]

    def __str__(self) -> str:
        return str(self.staff_member)


class ScoreSheet(models.Model):
    """The points of one person or collective in a campaign. The totals are written when a side is complete.

    `self_total` None: the owner has given no points, which is not 0; `self_skipped`: the unit does not wait for them.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Đang tự chấm"
        SELF_SCORED = "self_scored", "Chờ đơn vị chấm"
        SETTLED = "settled", "Đã chốt điểm"

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="sheets", verbose_name="bảng tiêu chí"
    )
    staff_member = models.ForeignKey(
        StaffMember,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="score_sheets",
        verbose_name="cá nhân",
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="score_sheets", verbose_name="tập thể"
    )
    unit = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_score_sheets", verbose_name="đơn vị khi chấm điểm"
    )
    status = models.CharField("trạng thái", max_length=11, choices=Status, default=Status.OPEN, editable=False)
    self_total = models.DecimalField("tổng điểm tự chấm", max_digits=6, decimal_places=2, null=True, editable=False)
    self_scored_at = models.DateTimeField("gửi lúc", null=True, editable=False)
    self_skipped = models.TextField("lý do không chờ điểm tự chấm", blank=True, editable=False)
    unit_total = models.DecimalField("tổng điểm đơn vị chấm", max_digits=6, decimal_places=2, null=True, editable=False)
    settled_at = models.DateTimeField("chốt lúc", null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người chốt",
    )
    reopen_reason = models.TextField("lý do mở lại", blank=True, editable=False)

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        ordering = ["pk"]
        constraints = [
            one_subject("score_sheet_of_one_subject"),
            models.UniqueConstraint(fields=["criteria_set", "staff_member"], name="one_score_sheet_a_person"),
            models.UniqueConstraint(fields=["criteria_set", "department"], name="one_score_sheet_a_collective"),
        ]
        indexes = [models.Index(fields=["unit", "status"], name="score_sheet_unit_status")]

    def __str__(self) -> str:
        return f"Phiếu chấm điểm của {self.owner}"

    def get_absolute_url(self) -> str:
        return reverse("score_sheet", args=[self.pk])

    @property
    def owner(self) -> StaffMember | Department:
        return self.staff_member or self.department

    @property
    def is_collective(self) -> bool:
        return self.department_id is not None


class Marking(models.Model):
    """The points one person gives on one sheet: the owner (`is_self`), or somebody on the unit's side.

    Sent, the unit's side never changes: who sends sees the others'. That nobody is on the unit's side of the own case
    is a constraint here (`of_person` repeats the sheet's person) and is asked under the lock by campaigns/scoring.py.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="markings", verbose_name="phiếu")
    of_person = models.ForeignKey(StaffMember, on_delete=models.PROTECT, null=True, related_name="+")
    scorer = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="markings", verbose_name="người chấm"
    )
    is_self = models.BooleanField("tự chấm", default=False)
    sent_at = models.DateTimeField("gửi lúc", null=True, editable=False)

    class Meta:
        verbose_name = "lượt chấm điểm"
        verbose_name_plural = "lượt chấm điểm"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet"], condition=Q(is_self=True), name="one_self_marking"),
            models.UniqueConstraint(
                fields=["sheet", "scorer"], condition=Q(is_self=False), name="a_scorer_marks_a_sheet_once"
            ),
            models.CheckConstraint(
                condition=Q(is_self=True) | Q(of_person__isnull=True) | ~Q(of_person=F("scorer")),
                name="nobody_marks_the_own_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scorer} chấm"


class Mark(models.Model):
    """Points for one criterion; None: none were given, which is not 0."""

    marking = models.ForeignKey(Marking, on_delete=models.CASCADE, related_name="marks", verbose_name="lượt chấm")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="tiêu chí")
    points = models.DecimalField("điểm", max_digits=5, decimal_places=2, null=True)
    note = models.CharField("diễn giải", max_length=300, blank=True)

    class Meta:
        verbose_name = "điểm chấm"
        verbose_name_plural = "điểm chấm"
        ordering = ["criterion__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["marking", "criterion"], name="one_mark_a_criterion"),
            models.CheckConstraint(condition=Q(points__isnull=True) | Q(points__gte=0), name="mark_not_below_zero"),
        ]

    def __str__(self) -> str:
        return str(self.criterion)


class SettledMark(models.Model):
    """The unit's points for one criterion; `proposed` is the mean of what was given, `reason` why it differs."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="settled_marks", verbose_name="phiếu")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+", verbose_name="tiêu chí")
    proposed = models.DecimalField("điểm trung bình", max_digits=5, decimal_places=2)
    points = models.DecimalField("điểm đơn vị chấm", max_digits=5, decimal_places=2)
    reason = models.CharField("lý do khác điểm trung bình", max_length=300, blank=True)

    class Meta:
        verbose_name = "điểm đơn vị chấm"
        verbose_name_plural = "điểm đơn vị chấm"
        ordering = ["criterion__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_settled_mark_a_criterion"),
            models.CheckConstraint(condition=Q(points__gte=0), name="settled_mark_not_below_zero"),
            models.CheckConstraint(
                condition=Q(points=F("proposed")) | ~Q(reason=""), name="settled_differently_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.criterion)


class PointAdjustment(models.Model):
    """A bonus or a deduction, each with its reason and who gave it."""

    class Kind(models.TextChoices):
        BONUS = "bonus", "Điểm thưởng"
        DEDUCTION = "deduction", "Điểm trừ"

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="adjustments", verbose_name="phiếu")
    kind = models.CharField("loại", max_length=9, choices=Kind, default=Kind.BONUS)
    points = models.DecimalField("số điểm", max_digits=5, decimal_places=2)
    reason = models.CharField("lý do", max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ghi",
    )

    class Meta:
        verbose_name = "điểm thưởng, điểm trừ"
        verbose_name_plural = "điểm thưởng, điểm trừ"
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0) & Q(points__lte=WHOLE), name="adjustment_points"),
            models.CheckConstraint(condition=~Q(reason=""), name="adjustment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"
