"""A member who went in the middle of a session and came back: a row each time, so that none is lost to the next."""

from django.db import models
from django.db.models import F, Q

from awards.models.council import CouncilSession, Seat


class Absence(models.Model):
    """Written when the member is back (awards/attending.py); who is still away: Attendance.left_at. Never changed."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="absences", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên")
    went_at = models.DateTimeField("vắng từ lúc")
    back_at = models.DateTimeField("trở lại lúc")
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "lần vắng giữa phiên họp"
        verbose_name_plural = "lần vắng giữa phiên họp"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(back_at__gte=F("went_at")), name="back_after_going")]

    def __str__(self) -> str:
        return f"{self.seat} vắng từ {self.went_at:%H:%M}"
