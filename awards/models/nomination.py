from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse

from awards.models.record import Occasion
from campaigns.models import Award, Campaign, Department, Initiative, Movement, Phase, StaffMember
from campaigns.models.people import one_subject
from campaigns.ordering import places
from thidua.models import Attachment, RuleSetCode
from thidua.vietnamese import search_key


class NominationQuerySet(models.QuerySet):
    def live(self):
        return self.exclude(status__in=[Nomination.Status.WITHDRAWN, Nomination.Status.DECLINED])

    def in_order(self):
        """As on every list of a council: awards by the catalogue, units, posts, then names as Vietnamese sorts them."""
        return self.order_by("award__order", "award", *places(), "pk")

    def laid_before(self, session):
        """On its agenda; of one that was broken off also what it left, wherever that lies now.

        What the session that continues it left in its turn has lain before both.
        """
        its = Q(session=session)
        if session.status == "adjourned":
            its |= Q(left_by=session) | Q(left_by__continues=session)
        return self.filter(its)

    def told(self, known: Q | None = None):
        """With `told_status`: until the session rises a result is known only where `known` holds (announcing.py)."""
        hidden = unannounced() & ~known if known else unannounced()
        tabled = Value(Nomination.Status.TABLED.value)
        return self.annotate(
            told_status=Case(When(hidden, then=tabled), default=F("status"), output_field=models.CharField())
        )


def unannounced() -> Q:
    """Counted by a session that has not risen yet."""
    return Q(announced=False, status__in=[Nomination.Status.RECOMMENDED, Nomination.Status.NOT_RECOMMENDED])


def put_behind_closed_doors() -> Q:
    """A lower award put as its own question while the session goes on: that it is there tells of the higher one."""
    return Q(lower_of__isnull=False, session__status="convened")


class Nomination(models.Model):
    """A dossier: this candidate, this award, this year and occasion; with the unit and the post of that time."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Nháp"
        SUBMITTED = "submitted", "Đã nộp"
        RETURNED = "returned", "Trả lại"
        VERIFIED = "verified", "Đã thẩm định"
        TABLED = "tabled", "Đã trình Hội đồng"
        RECOMMENDED = "recommended", "Được đề nghị"
        NOT_RECOMMENDED = "not_recommended", "Không được đề nghị"
        FORWARDED = "forwarded", "Đã trình cấp trên"
        AWARDED = "awarded", "Đã khen thưởng"
        DECLINED = "declined", "Không được chấp thuận"
        WITHDRAWN = "withdrawn", "Đã rút"

    class ReturnCode(models.TextChoices):
        MISSING_EVIDENCE = "missing_evidence", "Thiếu minh chứng"
        UNCLEAR_GROUNDS = "unclear_grounds", "Thành tích ghi chưa rõ"
        WRONG_AWARD = "wrong_award", "Danh hiệu, hình thức chưa phù hợp"
        WRONG_FACTS = "wrong_facts", "Thông tin chưa đúng với hồ sơ"

    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, related_name="nominations", verbose_name="phong trào"
    )
    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="cá nhân"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations", verbose_name="tập thể"
    )
    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="nominations", verbose_name="danh hiệu, hình thức"
    )
    year = models.PositiveSmallIntegerField("năm thành tích")
    occasion = models.CharField("dịp", max_length=8, choices=Occasion, default=Occasion.MERIT)
    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đợt"
    )
    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="phong trào chuyên đề"
    )
    occasion_text = models.CharField("việc được khen đột xuất", max_length=200, blank=True)
    occasion_date = models.DateField("ngày lập thành tích", null=True, blank=True)
    occasion_key = models.CharField(max_length=260, editable=False)
    unit = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="unit_nominations", verbose_name="đơn vị khi đề nghị"
    )
    post = models.CharField("chức vụ khi đề nghị", max_length=120, blank=True)
    status = models.CharField("trạng thái", max_length=15, choices=Status, default=Status.DRAFT)
    grounds = models.TextField("tóm tắt thành tích", blank=True)
    report = models.TextField("báo cáo thành tích", blank=True)
    evidence = models.ManyToManyField(Attachment, blank=True, related_name="nominations", verbose_name="minh chứng")
    initiatives = models.ManyToManyField(
        Initiative, blank=True, related_name="nominations", verbose_name="sáng kiến, đề tài"
    )
    nominated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người đề nghị"
    )
    submitted_at = models.DateTimeField("nộp lúc", null=True, blank=True, editable=False)
    received_on = models.DateField("ngày nhận hồ sơ đầy đủ", null=True, blank=True, editable=False)
    rule_set = models.CharField("bộ quy định", max_length=2, choices=RuleSetCode, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người thẩm định",
    )
    return_code = models.CharField("lý do trả lại", max_length=20, choices=ReturnCode, blank=True, editable=False)
    return_fields = models.JSONField("chỗ cần sửa", default=list, blank=True, editable=False)
    return_reason = models.TextField("ghi chú khi trả lại", blank=True, editable=False)
    council_reason = models.TextField("lý do Hội đồng quyết định khác kết quả đối chiếu", blank=True, editable=False)
    session = models.ForeignKey(
        "CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="nominations",
        verbose_name="phiên họp",
    )
    # False from the count to the end of the session: who is proposed sees the result when the session rises.
    announced = models.BooleanField("kết quả đã công bố", default=True, editable=False)
    left_by = models.ForeignKey(
        "CouncilSession",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="left_over",
        verbose_name="phiên họp hoãn chưa xét đến",
    )
    lower_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="put_lower",
        verbose_name="đặt ra từ hồ sơ",
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đề nghị"
        verbose_name_plural = "hồ sơ đề nghị"
        ordering = ["award__order", "unit__order", "pk"]
        constraints = [
            one_subject("nomination_of_one_subject"),
            models.UniqueConstraint(
                fields=["staff_member", "award", "year", "occasion_key"],
                condition=~Q(status__in=["withdrawn", "declined"]) & Q(staff_member__isnull=False),
                name="one_live_nomination_a_person",
                violation_error_message="Cá nhân này đã có hồ sơ đề nghị cùng danh hiệu, năm và dịp",
            ),
            models.UniqueConstraint(
                fields=["department", "award", "year", "occasion_key"],
                condition=~Q(status__in=["withdrawn", "declined"]) & Q(department__isnull=False),
                name="one_live_nomination_a_collective",
                violation_error_message="Tập thể này đã có hồ sơ đề nghị cùng danh hiệu, năm và dịp",
            ),
            models.CheckConstraint(
                condition=Q(occasion="merit", phase__isnull=True, movement__isnull=True)
                | Q(occasion="phase", phase__isnull=False, movement__isnull=True)
                | Q(occasion="thematic", phase__isnull=True, movement__isnull=False)
                | (
                    Q(occasion="ad_hoc", phase__isnull=True, movement__isnull=True, occasion_date__isnull=False)
                    & ~Q(occasion_text="")
                ),
                name="occasion_is_whole",
                violation_error_message="Chọn đợt, phong trào, hoặc ghi việc và ngày đúng với dịp khen thưởng",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "status"], name="nomination_status")]

    def __str__(self) -> str:
        return f"Đề nghị {self.award.short_name} cho {self.candidate}"

    def save(self, *args, **kwargs):
        self.occasion_key = self.make_occasion_key()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "occasion_key"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("nomination", args=[self.pk])

    @property
    def is_unannounced(self) -> bool:
        return not self.announced and self.status in (self.Status.RECOMMENDED, self.Status.NOT_RECOMMENDED)

    @property
    def told_status(self) -> str:
        """As everybody may know it; a count is told when the session rises."""
        return self.Status.TABLED if self.is_unannounced else self.status

    @told_status.setter
    def told_status(self, value: str) -> None:
        """A query may have asked it for somebody (`told`); it is read from the row all the same."""

    def get_status_display(self) -> str:
        """In every sentence the words everybody may read; who knows more: awards/announcing.py."""
        return str(self.Status(self.told_status).label)

    @property
    def candidate(self) -> StaffMember | Department:
        return self.staff_member or self.department

    @property
    def is_collective(self) -> bool:
        return self.department_id is not None

    @property
    def occasion_name(self) -> str:
        """Of what it is an award for: “Đợt 1”, the movement, the deed; "" for the year's merit."""
        if self.occasion == Occasion.PHASE:
            return str(self.phase)
        if self.occasion == Occasion.THEMATIC:
            return str(self.movement)
        return self.occasion_text if self.occasion == Occasion.AD_HOC else ""

    def make_occasion_key(self) -> str:
        """One word for the occasion, so that the database keeps one live nomination for it."""
        if self.occasion == Occasion.PHASE:
            return f"phase:{self.phase_id}"
        if self.occasion == Occasion.THEMATIC:
            return f"thematic:{self.movement_id}"
        if self.occasion == Occasion.AD_HOC:
            return f"ad_hoc:{self.occasion_date}:{search_key(self.occasion_text)}"[:260]
        return "merit"


class EligibilityReport(models.Model):
    """What was found about a dossier at one moment, with rule set, parameters and facts. Never edited."""

    class Moment(models.TextChoices):
        SUBMITTED = "submitted", "Khi nộp"
        VERIFIED = "verified", "Khi thẩm định"
        TABLED = "tabled", "Khi trình Hội đồng"
        REVIEWED = "reviewed", "Khi Hội đồng xét"

    class Verdict(models.TextChoices):
        ELIGIBLE = "eligible", "Đủ điều kiện"
        NOT_ELIGIBLE = "not_eligible", "Chưa đủ điều kiện"
        UNDETERMINED = "undetermined", "Chưa rõ"

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="reports", verbose_name="hồ sơ")
    moment = models.CharField("lúc", max_length=9, choices=Moment)
    rule_set = models.CharField("bộ quy định", max_length=2, choices=RuleSetCode)
    parameters = models.JSONField("tham số")
    facts = models.JSONField("dữ kiện")
    findings = models.JSONField("kết luận từng điều kiện")
    verdict = models.CharField("kết luận", max_length=12, choices=Verdict)
    made_at = models.DateTimeField("đối chiếu lúc")

    class Meta:
        verbose_name = "bản đối chiếu điều kiện"
        verbose_name_plural = "bản đối chiếu điều kiện"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.nomination}: {self.get_verdict_display()}"
