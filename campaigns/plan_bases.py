"""The legal bases a copied plan is offered: the old ones looked at on the new plan's day, and those in force then."""

import re
from dataclasses import dataclass, replace
from datetime import date

from campaigns.models import Campaign, PlanItem
from campaigns.plan_check.bases import has_no_day, law_of, successor_on
from campaigns.plan_check.known import dates_in
from campaigns.plan_check.plan import Law
from campaigns.plan_facts import describe
from thidua.vietnamese import vdate

# The order bases stand in: of texts of the register by their role, of others by how they begin.
ROLES = ("authority", "law", "decree", "circular", "local")
BEGINS = (
    (1, re.compile(r"(Căn cứ )?(Bộ luật|Luật|Pháp lệnh) ")),
    (2, re.compile(r"(Căn cứ )?Nghị định ")),
    (3, re.compile(r"(Căn cứ )?Thông tư ")),
)
# Offered ticked: a plan names the law and its decree.
USUAL = ("law", "decree")


@dataclass(frozen=True)
class BaseOffer:
    """`key` is its value in the form, `text` what will stand in the plan, `why` what happened to the old one.

    to_check: the register's entry is not compared with the text itself yet.
    """

    key: str
    text: str
    why: str
    chosen: bool
    old: str = ""
    to_check: bool = False


def offers(campaign: Campaign, on: date) -> list[BaseOffer]:
    """By rank (law, decree, circular …) and day, then the old plan's own directives in its order."""
    laws = describe(campaign).laws
    items = list(campaign.plan_items.filter(part=PlanItem.Part.LEGAL_BASIS))
    found, named = [], set()
    for item in items:
        law = law_of(item.text, laws)
        offer, number = _of_law(item, law, laws, on) if law else (_of_text(item, campaign), "")
        if not number or number not in named:
            found.append(offer)
        named |= {number} - {""}
    more = [
        BaseOffer(f"law-{law.number}", law.citation, f"Đang có hiệu lực ngày {vdate(on)}", law.role in USUAL)
        for law in laws
        if law.cited and law.binds_on(on) and law.number not in named
    ]
    return sorted((_checked(offer, laws) for offer in (*more, *found)), key=lambda offer: _place(offer, laws))


def _checked(offer: BaseOffer, laws: tuple[Law, ...]) -> BaseOffer:
    """Marked as its page of the register is; and whether its day is known, without which it is not cited."""
    law = law_of(offer.text, laws)
    if law is None:
        return offer
    why = f"{offer.why}; chưa rõ ngày ban hành" if has_no_day(offer.text, law) else offer.why
    return replace(offer, why=why, to_check=law.to_check)


def _place(offer: BaseOffer, laws: tuple[Law, ...]) -> tuple[int, date]:
    """Texts that are neither keep the order they had."""
    law, days = law_of(offer.text, laws), dates_in(offer.text)
    if law:
        return ROLES.index(law.role), law.issued_on or next(iter(days), date.max)
    rank = next((rank for rank, begins in BEGINS if begins.match(offer.text)), len(ROLES))
    return rank, (next(iter(days), date.max) if rank < len(ROLES) else date.max)


def _of_law(item: PlanItem, law: Law, laws: tuple[Law, ...], on: date) -> tuple[BaseOffer, str]:
    """The offer, and the number of the text it names."""
    if law.binds_on(on):
        return BaseOffer(f"item-{item.pk}", item.text, f"Còn hiệu lực ngày {vdate(on)}", True), law.number
    if successor := successor_on(law, laws, on):
        why = f"Thay “{law.number}” không còn hiệu lực ngày {vdate(on)}"
        return BaseOffer(f"item-{item.pk}", successor.citation, why, True, item.text), successor.number
    state = "chưa có hiệu lực" if law.in_force_from > on else "hết hiệu lực, chưa ghi văn bản thay thế"
    return BaseOffer(f"item-{item.pk}", item.text, f"“{law.number}” {state} ngày {vdate(on)}", False), law.number


def _of_text(item: PlanItem, campaign: Campaign) -> BaseOffer:
    """A directive the register does not know: one that speaks of its own year is last year's."""
    year = campaign.year
    if re.search(rf"\b{year}\b", item.text):
        why = f"Văn bản của năm {year}: thay bằng văn bản của năm mới khi có"
        return BaseOffer(f"item-{item.pk}", item.text, why, False)
    return BaseOffer(f"item-{item.pk}", item.text, "Chưa có trong danh mục văn bản; kiểm tra còn hiệu lực", True)
