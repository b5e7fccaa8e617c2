"""Lists posted by the verbs, for tests: drawn up on a Monday from verified dossiers, objected to in that week."""

from datetime import date
from typing import Any

from awards import disclosing, objecting
from awards.models import Disclosure, Nomination, Objection
from tests.factories import make_nomination
from thidua import clock

FRIDAY_BEFORE, MONDAY, WEDNESDAY, FRIDAY = (date(2022, 12, day) for day in (9, 12, 14, 16))
PLACES = "Bảng tin của Trường\nTrang thông tin điện tử của Trường"


def verified(campaign: Any, candidate: Any, unit: Any, award: str = "LDTT", **fields: Any) -> Nomination:
    fields = {"received_on": FRIDAY_BEFORE, "rule_set": "A", "post": "Giảng viên"} | fields
    return make_nomination(campaign, candidate, unit, award, status=Nomination.Status.VERIFIED, **fields)


def post(campaign: Any, *nominations: Nomination, by: Any, on: date = MONDAY, **fields: Any) -> Disclosure:
    """Drawn up on its first day, unless `starts_on` says otherwise; for the days the rule asks."""
    fields = {"starts_on": on, "ends_on": None, "places": PLACES} | fields
    with clock.standing_at(on):
        return disclosing.draw_up(campaign, nominations, **fields, by=by)


def object_to(disclosure: Disclosure, person: Any, *, on: date = WEDNESDAY, **fields: Any) -> Objection:
    """A member of the staff sends one about the first line."""
    fields = {"content": "Đề nghị xem lại số ngày nghỉ.", "is_withheld": False} | fields
    case = fields.pop("case", disclosure.cases.select_related("nomination").first())
    with clock.standing_at(on):
        return objecting.send(disclosure, case=case, by=person.user, **fields)
