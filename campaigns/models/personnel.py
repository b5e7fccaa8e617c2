"""What is recorded about people and units beside where they work: absences, discipline, ratings."""

from django.db import models
from django.db.models import F, Q

from campaigns.models.people import Department, StaffMember, one_subject, span_constraint


class Absence(models.Model):
    """Time away from work; its reason is for the person and the clerk only."""

    class Kind(models.TextChoices):
        MATERNITY = "maternity", "Nghỉ thai sản"
        STUDY = "study", "Đi học, bồi dưỡng"
        RESCUE_INJURY = "rescue_injury", "Điều trị thương tích do cứu người, cứu tài sản"
        SECONDED = "seconded", "Được biệt phái"
        SICK = "sick", "Nghỉ ốm"
        PERSONAL = "personal", "Nghỉ việc riêng"

    class StudyResult(models.TextChoices):
        GOOD = "good", "Khá trở lên"
        BELOW = "below", "Dưới khá"

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="absences", verbose_name="cán bộ"
    )
    kind = models.CharField("lý do", max_length=16, choices=Kind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    study_result = models.CharField("kết quả học tập", max_length=6, choices=StudyResult, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "thời gian vắng"
        verbose_name_plural = "thời gian vắng"
        ordering = ["starts_on"]
        constraints = [span_constraint("absence_dates")]

    def __str__(self) -> str:
        return f"{self.staff_member}: {self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"


class Kinship(models.Model):
    """Two of the staff who are husband and wife or near relatives; a member of a council steps out of the other's case.

    Kept for the clerk and the two; either may stand first.
    """

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="kinships", verbose_name="cán bộ"
    )
    relative = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="kinships_to", verbose_name="người thân"
    )
    relation = models.CharField("quan hệ", max_length=60)

    class Meta:
        verbose_name = "quan hệ thân thích"
        verbose_name_plural = "quan hệ thân thích"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_member", "relative"],
                name="a_kinship_once",
                violation_error_message="Quan hệ của hai người này đã ghi",
            ),
            models.CheckConstraint(
                condition=~Q(staff_member=F("relative")),
                name="kin_are_two",
                violation_error_message="Chọn người khác với chính người này",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member} – {self.relative}: {self.relation}"


class ServiceBreak(models.Model):
    """From the day after somebody left to the day before they came back; they did not work here in between."""

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="service_breaks", verbose_name="cán bộ"
    )
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    reason = models.CharField("lý do, văn bản trở lại", max_length=300)

    class Meta:
        verbose_name = "thời gian đã thôi việc"
        verbose_name_plural = "thời gian đã thôi việc"
        ordering = ["starts_on"]
        constraints = [span_constraint("service_break_dates")]

    def __str__(self) -> str:
        return f"{self.staff_member}: {self.starts_on:%d/%m/%Y} – {self.ends_on:%d/%m/%Y}"


class DisciplinaryAction(models.Model):
    """A disciplinary form, or a case still open; for the person and the clerk only."""

    class Form(models.TextChoices):
        INVESTIGATION = "investigation", "Đang xem xét, kiểm tra, điều tra"
        REPRIMAND = "reprimand", "Khiển trách"
        WARNING = "warning", "Cảnh cáo"
        DISMISSAL_FROM_POST = "dismissal_from_post", "Cách chức"
        DISMISSAL = "dismissal", "Buộc thôi việc"

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, related_name="disciplinary_actions", verbose_name="cán bộ"
    )
    form = models.CharField("hình thức", max_length=20, choices=Form)
    starts_on = models.DateField("từ ngày", help_text="Ngày quyết định kỷ luật, hoặc ngày bắt đầu xem xét.")
    ends_on = models.DateField("đến ngày", null=True, blank=True, help_text="Ngày hết hiệu lực, hoặc ngày có kết luận.")
    decision = models.CharField("số, ngày quyết định", max_length=120, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "kỷ luật"
        verbose_name_plural = "kỷ luật"
        ordering = ["starts_on"]
        constraints = [span_constraint("disciplinary_action_dates")]

    def __str__(self) -> str:
        return f"{self.staff_member}: {self.get_form_display()}"


class AnnualRating(models.Model):
    """The quality rating of a year (Nghị định 90/2020/NĐ-CP, Điều 12–15) of a person or a unit."""

    class Level(models.TextChoices):
        OUTSTANDING = "outstanding", "Hoàn thành xuất sắc nhiệm vụ"
        GOOD = "good", "Hoàn thành tốt nhiệm vụ"
        COMPLETED = "completed", "Hoàn thành nhiệm vụ"
        NOT_COMPLETED = "not_completed", "Không hoàn thành nhiệm vụ"
        NOT_RATED = "not_rated", "Không xếp loại"

    staff_member = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name="cán bộ"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings", verbose_name="đơn vị"
    )
    year = models.PositiveSmallIntegerField("năm")
    level = models.CharField("mức xếp loại", max_length=13, choices=Level)
    source = models.CharField("số, ngày văn bản xếp loại", max_length=160)
    rated_on = models.DateField("ngày xếp loại", null=True, blank=True)

    class Meta:
        verbose_name = "xếp loại chất lượng năm"
        verbose_name_plural = "xếp loại chất lượng năm"
        ordering = ["-year"]
        constraints = [
            one_subject("rating_of_one_subject"),
            models.UniqueConstraint(
                fields=["staff_member", "year"],
                name="one_rating_a_person_a_year",
                violation_error_message="Cán bộ này đã có xếp loại của năm đó",
            ),
            models.UniqueConstraint(
                fields=["department", "year"],
                name="one_rating_a_unit_a_year",
                violation_error_message="Đơn vị này đã có xếp loại của năm đó",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff_member or self.department}, {self.year}: {self.get_level_display()}"
