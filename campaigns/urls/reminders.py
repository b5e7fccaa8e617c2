from django.urls import path

from campaigns.urls.pledges import CAMPAIGN, UNIT
from campaigns.views import reminders

urlpatterns = [
    path(f"{UNIT}dang-ky/nhac/", reminders.unit_remind, name="unit_remind"),
    path(f"{CAMPAIGN}dang-ky/nhac/", reminders.school_remind, name="school_remind"),
    path(f"{CAMPAIGN}dang-ky/nhac-don-vi/", reminders.units_remind, name="units_remind"),
    path("thu-nhac-va-lich/", reminders.reminder_settings, name="reminder_settings"),
    path("thu-nhac-va-lich/thu/", reminders.digest_choose, name="digest_choose"),
    path("thu-nhac-va-lich/lien-ket/", reminders.calendar_renew, name="calendar_renew"),
    path("lich/<slug:token>.ics", reminders.feed, name="calendar_feed"),
]
