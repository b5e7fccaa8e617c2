"""The legal bases a copied plan is offered: the old ones looked at on the new plan's day, and those in force then."""

import re
from dataclasses import dataclass
from datetime import date

from campaigns.models import Campaign, PlanItem
from campaigns.plan_check.bases import law_of, successor_on
from campaigns.plan_check.plan import Law
from campaigns.plan_facts import describe
from thidua.vietnamese import vdate

# Offered ticked: a plan names the law and its decree.
USUAL = ("law", "decree")


@dataclass(frozen=True)
class BaseOffer:
    """`key` is its value in the form, `text` what will stand in the plan, `why` what happened to the old one."""

    key: str
    text: str
    why: str
    chosen: bool
    old: str = ""


def offers(campaign: Campaign, on: date) -> list[BaseOffer]:
    """In the order of the plan: the law and its decrees in force that day, then the old plan's own directives."""
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
    return [*more, *found]


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
