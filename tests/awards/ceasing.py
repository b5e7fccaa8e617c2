"""How somebody stops being let into a session's room, and where every page sends them then.

Each is `(act on the person, answer)`: 404, or the address a page leads to.
"""

from datetime import timedelta

from awards.models import Seat
from tests.awards.meeting import DAY


def lock(person):
    person.user.is_active = False
    person.user.save()


def left_today(person):
    person.left_on = DAY
    person.save()


def give_up_the_seat(person):
    Seat.objects.filter(staff_member=person).update(ends_on=DAY - timedelta(days=1))


def change_password_elsewhere(person):
    person.user.set_password("nương-lúa-vàng-47")
    person.user.save()


def one_time_password(person):
    person.user.must_change_password = True
    person.user.save()


CEASED = {
    "locked": (lock, "/dang-nhap/"),
    "left": (left_today, "/dang-nhap/"),
    "no seat": (give_up_the_seat, 404),
    "password": (change_password_elsewhere, "/dang-nhap/"),
    "one-time": (one_time_password, "/doi-mat-khau/"),
}
