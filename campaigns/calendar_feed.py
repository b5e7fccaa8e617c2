"""The year's phases, anniversaries and deadlines as a calendar (RFC 5545), behind a private link that can be renewed.

The link is no password to anything else: it shows what everybody who signs in sees on the page of the campaign.
"""

import secrets
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode
from icalendar import Calendar, Event, vText

from campaigns.models import Campaign, ReminderSettings
from campaigns.permissions import campaigns_visible_to
from campaigns.signing_in import StaffBackend
from campaigns.timeline import deadlines_of
from thidua import clock
from thidua.audit import audit
from thidua.models import Institution, User
from thidua.workflow import acting_on

LONGEST_KEY = 18  # digits
KEPT = timedelta(days=365)  # after a campaign has ended
REFRESH = timedelta(hours=12)
SHOWN = (Campaign.Status.LAUNCHED, Campaign.Status.CONCLUDED)
DAY = timedelta(days=1)


# --- the link


def settings_of(user: Any) -> ReminderSettings:
    """What the user chose; made with the defaults when there is nothing yet."""
    return ReminderSettings.objects.get_or_create(user=user)[0]


def renew(settings: ReminderSettings, *, by: Any) -> None:
    """A new link; the old one, where there was one, opens nothing from now on."""
    with acting_on(settings):
        settings.calendar_nonce = secrets.token_urlsafe(32)
        settings.calendar_renewed_at = clock.now()
        settings.save(update_fields=["calendar_nonce", "calendar_renewed_at"])
        audit(settings, "renew_calendar", by=by)


def token_of(settings: ReminderSettings | None) -> str:
    """What the address of this calendar ends in; "" where none was asked for yet."""
    if settings is None or not settings.calendar_nonce:
        return ""
    return f"{settings.pk}-{_secret(settings)}"


def _secret(settings: ReminderSettings) -> str:
    """256 bits that the database alone does not tell."""
    mac = salted_hmac("campaigns.calendar", f"{settings.pk}:{settings.calendar_nonce}", algorithm="sha256")
    return urlsafe_base64_encode(mac.digest())


def owner_of(token: str) -> User | None:
    """Whose calendar the address opens; None for a wrong or an old one, or an account that may not sign in today."""
    key, _, secret = token.partition("-")
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        return None
    settings = ReminderSettings.objects.filter(pk=key).exclude(calendar_nonce="").first()
    if settings is None or not constant_time_compare(secret, _secret(settings)):
        return None
    return StaffBackend().get_user(settings.user_id)


# --- what stands in it


def feed(user: User, site: str) -> bytes:
    """The calendar of what this user may see; `site` is the program's address, https://… without a path."""
    school = Institution.objects.first()
    name = vText(f"Thi đua – {school.short_name}" if school else "Thi đua")
    calendar = Calendar()
    calendar.add("prodid", "-//Thi Dua//Calendar//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # of RFC 7986, and the older one that most programs read
        calendar.add(key, name, encode=False)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for event in _events(user, site):
        calendar.add_component(event)
    return calendar.to_ical()


def _events(user: User, site: str) -> Iterator[Event]:
    shown = campaigns_visible_to(user).filter(status__in=SHOWN, ends_on__gte=clock.today() - KEPT)
    campaigns = list(shown.order_by("starts_on", "pk"))
    prefetch_related_objects(campaigns, "phases__anniversaries")
    for campaign in campaigns:
        url = site + reverse("campaign", args=[campaign.pk])
        for key, summary, begins, ends, words in _days(campaign):
            yield _event(f"{campaign.pk}/{key}", summary, begins, ends, words, url)


def _days(campaign: Campaign) -> Iterator[tuple[str, str, date, date, str]]:
    """A key that stays when the day moves, what it is, first and last day, more words."""
    phases = list(campaign.phases.all())
    for phase in phases:
        if phase.starts_on and phase.ends_on:
            yield f"phase/{phase.pk}", f"{phase}: {campaign}", phase.starts_on, phase.ends_on, phase.theme
        for day in phase.anniversaries.all():
            text = f"{day.years} năm {day.name}"
            yield f"anniversary/{day.pk}", text, day.observed_on, day.observed_on, f"Từ {day.origin_text}"
    for label, day in deadlines_of(campaign, phases):
        yield f"deadline/{label}", f"{label} ({campaign})", day, day, ""


def _event(key: str, summary: str, begins: date, ends: date, words: str, url: str) -> Event:
    """Whole days; the end is the day after the last. Nobody is busy because a phase runs."""
    event = Event()
    event.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{url}#{key}")))
    event.add("dtstamp", clock.real_now())
    event.add("dtstart", begins)
    event.add("dtend", ends + DAY)
    event.add("summary", summary)
    if words:
        event.add("description", words)
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    return event
