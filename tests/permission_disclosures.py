"""Of the world of the permission table: lists that hang, will hang and have hung, with objections."""

from datetime import date, timedelta
from types import SimpleNamespace

from awards import disclosing, objecting
from awards.models import Disclosure
from tests.awards.posting import PLACES, object_to, post, verified
from tests.factories import make_person
from thidua import clock

BEGAN = date(2022, 12, 19)


def add_disclosures(w: SimpleNamespace) -> None:
    """`hung`, `coming`, `over`; `tabled_objection`, `early_objection`, `done_objection`; `free_case` hangs nowhere."""
    by = w.lan.user
    names = ("Sùng A Chớ", "Lý Thị Mẩy", "Mùa A Páo")
    w.free_case, other, waiting = (verified(w.campaign, make_person(name, w.office), w.office) for name in names)
    tabled = w.tabled
    w.hung = post(w.campaign, waiting, tabled, by=by, on=BEGAN)
    with clock.standing_at(BEGAN):
        w.coming = disclosing.draw_up(
            w.campaign, [other], starts_on=date(2022, 12, 26), ends_on=None, places=PLACES, by=by
        )
    w.over = _over(w, tabled)
    cases = w.hung.cases.select_related("nomination")
    w.tabled_objection = object_to(w.hung, w.binh, on=BEGAN, case=cases.get(nomination=tabled))
    w.early_objection = object_to(w.hung, w.binh, on=BEGAN, case=cases.get(nomination=waiting))
    w.done_objection = object_to(w.hung, w.binh, on=BEGAN, case=None)
    with clock.standing_at(BEGAN):
        objecting.answer(w.done_objection, text="Đã xem lại.", by=by)


def _over(w: SimpleNamespace, tabled) -> Disclosure:
    return post(w.campaign, tabled, by=w.lan.user, on=BEGAN - timedelta(days=14))
