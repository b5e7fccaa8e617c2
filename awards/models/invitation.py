from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.models.council import CouncilSession, Seat
from awards.models.nomination import Nomination


class SessionInvitation(models.Model):
    """The members were asked to a session: for which time and place, who was reached and who was not."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="invitations", verbose_name="phiên họp"
    )
    planned_for = models.DateTimeField("thời gian họp đã báo")
    place = models.CharField("địa điểm đã báo", max_length=160)
    sent_at = models.DateTimeField("gửi lúc")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    # [{"seat": 3, "name": "…", "problem": ""}]: an empty problem says that the letter went. NULL while letters go out.
    recipients = models.JSONField("người được mời", null=True, blank=True)

    class Meta:
        verbose_name = "lần gửi giấy mời"
        verbose_name_plural = "lần gửi giấy mời"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Gửi giấy mời, {self.session}"

    @property
    def reached(self) -> list[str]:
        return [one["name"] for one in self.recipients or [] if not one["problem"]]

    @property
    def missed(self) -> list[tuple[str, str]]:
        """Name, and why the letter did not go: they are told another way."""
        return [(one["name"], one["problem"]) for one in self.recipients or [] if one["problem"]]


class HandedInvitation(models.Model):
    """A Giấy mời was given on paper to a member, or to a guest as the session names them, for this time and place."""

    session = models.ForeignKey(
        CouncilSession, on_delete=models.PROTECT, related_name="handed_invitations", verbose_name="phiên họp"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="thành viên")
    guest = models.CharField("đại biểu mời", max_length=300, blank=True)
    planned_for = models.DateTimeField("thời gian họp ghi trong giấy")
    place = models.CharField("địa điểm ghi trong giấy", max_length=160)
    given_on = models.DateField("ngày đưa")
    given_by = models.CharField("người đưa", max_length=120)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người ghi"
    )

    class Meta:
        verbose_name = "giấy mời đưa tận tay"
        verbose_name_plural = "giấy mời đưa tận tay"
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "seat", "planned_for", "place"],
                condition=Q(seat__isnull=False),
                name="handed_once_to_a_member",
            ),
            models.UniqueConstraint(
                fields=["session", "guest", "planned_for", "place"],
                condition=Q(seat__isnull=True),
                name="handed_once_to_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, guest="") | Q(seat__isnull=True) & ~Q(guest=""),
                name="handed_to_a_member_or_a_guest",
            ),
        ]

    def __str__(self) -> str:
        return str(self.seat.staff_member) if self.seat else self.guest


class DossierRead(models.Model):
    """A council member has opened a dossier laid on the table; the first time alone."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="reads", verbose_name="hồ sơ")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="người đọc"
    )
    opened_at = models.DateTimeField("mở lần đầu lúc")

    class Meta:
        verbose_name = "lần đọc hồ sơ"
        verbose_name_plural = "lần đọc hồ sơ"
        constraints = [models.UniqueConstraint(fields=["nomination", "owner"], name="one_reading_a_reader")]

    def __str__(self) -> str:
        return f"Đọc hồ sơ {self.nomination_id}"
