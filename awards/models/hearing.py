"""What lies before a Hội đồng sáng kiến: initiatives, who scores them, their signed sheets, what came of it."""

from decimal import Decimal
from fractions import Fraction

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.models.council import Council, CouncilSession, Recusal, Seat
from campaigns.models import Initiative
from thidua.vietnamese import decimal

WHOLE = Decimal(100)
POINTS = {"max_digits": 5, "decimal_places": 2}
A_SHARE = [MinValueValidator(Decimal("0.01")), MaxValueValidator(WHOLE)]


class HearingRules(models.Model):
    """When a council recommends; with the first sheet it is fixed, as its criteria are (awards/guards.py).

    `source` empty: the program's own figures, from memory, shown as “cần thẩm tra”.
    """

    class Threshold(models.TextChoices):
        MORE_THAN_HALF = ">0.5", "Trên 50% tổng số thành viên"
        TWO_THIRDS = "≥2/3", "Từ 2/3 tổng số thành viên trở lên"
        FOUR_FIFTHS = "≥0.8", "Từ 80% tổng số thành viên trở lên"

    council = models.OneToOneField(
        Council, on_delete=models.PROTECT, related_name="hearing_rules", verbose_name="hội đồng"
    )
    least_points = models.DecimalField(
        "điểm trung bình ít nhất",
        **POINTS,
        default=Decimal(70),
        validators=[MinValueValidator(0), MaxValueValidator(WHOLE)],
    )
    threshold = models.CharField(
        "số người đề nghị công nhận", max_length=20, choices=Threshold, default=Threshold.MORE_THAN_HALF
    )
    source = models.CharField("căn cứ của tiêu chí và ngưỡng", max_length=300, blank=True)

    class Meta:
        verbose_name = "cách xét sáng kiến"
        verbose_name_plural = "cách xét sáng kiến"

    def __str__(self) -> str:
        return f"Cách xét sáng kiến của {self.council}"


class HearingCriterion(models.Model):
    """`most`: the most points it gives; those of a council that scores weigh 100 together."""

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="hearing_criteria", verbose_name="hội đồng"
    )
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    text = models.CharField("tiêu chí", max_length=300)
    most = models.DecimalField("điểm tối đa", **POINTS, validators=A_SHARE)

    class Meta:
        verbose_name = "tiêu chí xét sáng kiến"
        verbose_name_plural = "tiêu chí xét sáng kiến"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(most__gt=0) & Q(most__lte=WHOLE), name="hearing_criterion_most")
        ]

    def __str__(self) -> str:
        return self.text


class Hearing(models.Model):
    """One initiative on the table of a session. Once counted it never changes (awards/guards.py).

    `points`: the sum over all sheets; figures are written at the count. Broken off: the session was adjourned before
    the count; the sheets stay, and go along into the session that continues it.
    """

    class Status(models.TextChoices):
        TABLED = "tabled", "Chờ chấm"
        OPEN = "open", "Đang chấm"
        RECOMMENDED = "recommended", "Đề nghị công nhận"
        NOT_RECOMMENDED = "not_recommended", "Không đề nghị công nhận"
        NOT_REACHED = "not_reached", "Chưa xét"
        BROKEN_OFF = "broken_off", "Chưa chấm xong"

    LIVE = (Status.TABLED, Status.OPEN)
    COUNTED = (Status.RECOMMENDED, Status.NOT_RECOMMENDED)

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="hearings", verbose_name="phiên họp"
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="hearings", verbose_name="sáng kiến"
    )
    ordinal = models.PositiveSmallIntegerField("thứ tự")
    status = models.CharField("trạng thái", max_length=15, choices=Status, default=Status.TABLED, editable=False)
    members = models.PositiveSmallIntegerField("tổng số thành viên", null=True, editable=False)
    may_score = models.PositiveSmallIntegerField("số người được chấm", null=True, editable=False)
    scored = models.PositiveSmallIntegerField("số phiếu chấm", null=True, editable=False)
    points = models.DecimalField("tổng điểm các phiếu", max_digits=8, decimal_places=2, null=True, editable=False)
    least_points = models.DecimalField("điểm trung bình ít nhất", **POINTS, null=True, editable=False)
    threshold = models.CharField("ngưỡng", max_length=20, blank=True, editable=False)
    needed = models.PositiveSmallIntegerField("số người cần", null=True, editable=False)
    agree = models.PositiveSmallIntegerField("đề nghị công nhận", null=True, editable=False)
    disagree = models.PositiveSmallIntegerField("không đề nghị công nhận", null=True, editable=False)
    early_count_reason = models.TextField("lý do kết thúc khi còn người chưa chấm", blank=True, editable=False)

    class Meta:
        verbose_name = "sáng kiến ở phiên họp"
        verbose_name_plural = "sáng kiến ở phiên họp"
        ordering = ["ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "initiative"],
                name="an_initiative_once_a_session",
                violation_error_message="Sáng kiến này đã có ở phiên họp",
            )
        ]

    def __str__(self) -> str:
        return str(self.initiative)

    def get_absolute_url(self) -> str:
        return reverse("hearing", args=[self.session_id, self.pk])

    @property
    def is_live(self) -> bool:
        """Still to be scored, or being scored."""
        return self.status in self.LIVE

    @property
    def is_counted(self) -> bool:
        return self.status in self.COUNTED

    @property
    def mean(self) -> Fraction | None:
        """Exact, of the sheets that were handed in."""
        return Fraction(self.points) / self.scored if self.scored and self.points is not None else None

    @property
    def mean_text(self) -> str:
        """Rounded to two decimals, for reading."""
        return "" if self.mean is None else decimal(self.mean)


class HearingConflict(models.Model):
    """A member steps out of one initiative, or stays although the program proposed to step out; why, in both cases."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="conflicts", verbose_name="sáng kiến")
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="hearing_conflicts", verbose_name="thành viên"
    )
    steps_out = models.BooleanField("không chấm")
    kind = models.CharField("vì", max_length=8, choices=Recusal.Kind, default=Recusal.Kind.DECLARED)
    reason = models.CharField("lý do", max_length=200)

    class Meta:
        verbose_name = "khai xung đột lợi ích với sáng kiến"
        verbose_name_plural = "khai xung đột lợi ích với sáng kiến"
        constraints = [models.UniqueConstraint(fields=["hearing", "seat"], name="one_conflict_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {'không chấm' if self.steps_out else 'vẫn chấm'} {self.hearing}"


class HearingSheet(models.Model):
    """Phiếu đánh giá sáng kiến of one member: signed, not secret; others read it after the count."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="sheets", verbose_name="sáng kiến")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="hearing_sheets", verbose_name="thành viên")
    recognise = models.BooleanField("đề nghị công nhận")
    remarks = models.TextField("nhận xét", max_length=2000, blank=True)
    # Written by hand and typed in by the clerk.
    on_paper = models.BooleanField("phiếu giấy", default=False, editable=False)
    # Handed in at the session that this one continues, and not corrected since.
    carried = models.BooleanField("chuyển từ phiên trước", default=False, editable=False)

    class Meta:
        verbose_name = "phiếu đánh giá sáng kiến"
        verbose_name_plural = "phiếu đánh giá sáng kiến"
        ordering = ["seat__order", "seat_id"]
        constraints = [models.UniqueConstraint(fields=["hearing", "seat"], name="one_hearing_sheet_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.hearing}"


class HearingMark(models.Model):
    """Points of one sheet for one criterion."""

    sheet = models.ForeignKey(HearingSheet, on_delete=models.CASCADE, related_name="marks", verbose_name="phiếu")
    criterion = models.ForeignKey(HearingCriterion, on_delete=models.PROTECT, related_name="+", verbose_name="tiêu chí")
    points = models.DecimalField("điểm", **POINTS)

    class Meta:
        verbose_name = "điểm của phiếu đánh giá"
        verbose_name_plural = "điểm của phiếu đánh giá"
        ordering = ["criterion__ordinal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_hearing_mark_a_criterion"),
            models.CheckConstraint(condition=Q(points__gte=0), name="hearing_mark_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
