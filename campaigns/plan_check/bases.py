"""The legal bases on the plan's day: issued, in force, the emulation law among them."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from campaigns.plan_check.finding import BASES, Added, Change, Correction, PlanFinding
from campaigns.plan_check.known import dates_in
from campaigns.plan_check.plan import Item, Law, Place, Plan
from thidua.vietnamese import search_key, vdate

PLACE = Place("can-cu", "Căn cứ")
LAW_ORDER = (
    "Nghị định 30/2020/NĐ-CP, Phụ lục I: căn cứ gồm văn bản quy định nội dung, cơ sở để ban hành; luật đứng trước"
)
CITED = "Nghị định 30/2020/NĐ-CP, Phụ lục I: căn cứ ghi tên loại, số, ký hiệu, cơ quan, ngày ban hành, trích yếu"
EMULATION_LAW = re.compile(r"luat thi dua,? khen thuong")


def law_of(text: str, laws: tuple[Law, ...]) -> Law | None:
    """The text of the register that a basis names: by its number, or the law by its day (laws bear no number)."""
    for law in laws:
        if re.search(rf"(?<![\w/]){re.escape(law.number)}(?![\w/-])", text):
            return law
    key, days = search_key(text), dates_in(text)
    if (
        days
        and EMULATION_LAW.search(key)
        and not key.startswith(("nghi dinh", "thong tu", "can cu nghi", "can cu thong"))
    ):
        return next((law for law in laws if law.role == "law" and law.issued_on == days[0]), None)
    return None


def successor_on(law: Law, laws: tuple[Law, ...], on: date) -> Law | None:
    """Along the texts that took its place the first that binds on that day."""
    numbers, seen = {other.number: other for other in laws}, {law.number}
    following = numbers.get(law.successor)
    while following is not None and following.number not in seen:
        if following.binds_on(on):
            return following
        seen.add(following.number)
        following = numbers.get(following.successor)
    return None


def has_no_day(text: str, law: Law) -> bool:
    """A basis is cited with its day; here neither the register knows it nor the text says one."""
    return law.issued_on is None and not dates_in(text)


def check_bases(plan: Plan) -> Iterator[PlanFinding]:
    found = [law_of(basis.text, plan.laws) for basis in plan.bases]
    for basis, law in zip(plan.bases, found, strict=True):
        yield from _of_register(plan, basis, law) if law else _by_its_date(plan, basis)
    named = any(EMULATION_LAW.search(search_key(basis.text)) for basis in plan.bases)
    if not named and not any(law.role == "law" for law in found if law):
        yield _no_law(plan)


def _day_of(plan: Plan) -> str:
    """The day bases are judged by; of a plan without one which day was taken for it."""
    if plan.dated:
        return f"ngày {vdate(plan.on)} của kế hoạch"
    taken = "ngày bắt đầu phong trào" if plan.on == plan.starts_on else "hôm nay"
    return f"ngày {vdate(plan.on)} (kế hoạch chưa có ngày nên lấy {taken})"


def _of_register(plan: Plan, basis: Item, law: Law) -> Iterator[PlanFinding]:
    at = (Place("can-cu", f"Căn cứ {basis.number}"),)
    day, is_certain = _day_of(plan), plan.dated is not None
    if law.issued_on and law.issued_on > plan.on:
        sentence = f"Căn cứ “{law.number}” ban hành ngày {vdate(law.issued_on)}, sau {day}; bỏ căn cứ này."
        yield PlanFinding(f"base-future-{basis.key}", is_certain, sentence, BASES, at)
    elif law.in_force_from > plan.on:
        sentence = f"Căn cứ “{law.number}” chỉ có hiệu lực từ {vdate(law.in_force_from)}, sau {day}; bỏ căn cứ này."
        yield PlanFinding(f"base-future-{basis.key}", is_certain, sentence, BASES, at)
    elif law.in_force_to and law.in_force_to < plan.on:
        yield _ended(plan, basis, law, at)
    elif has_no_day(basis.text, law):
        sentence = f"Căn cứ “{law.number}” chưa rõ ngày ban hành nên chưa dẫn được như đang ghi; "
        sentence += "tra văn bản gốc, ghi thêm ngày ban hành vào căn cứ."
        yield PlanFinding(f"base-undated-{basis.key}", True, sentence, CITED, at)


def _ended(plan: Plan, basis: Item, law: Law, at: tuple[Place, ...]) -> PlanFinding:
    ended = (law.in_force_to or plan.on) + timedelta(days=1)
    sentence = f"Căn cứ “{law.number}” hết hiệu lực từ {vdate(ended)}, trước {_day_of(plan)}"
    successor, is_certain = successor_on(law, plan.laws, plan.on), plan.dated is not None
    if successor is None:
        sentence += ", chưa ghi văn bản thay thế; bỏ căn cứ này hoặc thêm văn bản khác."
        return PlanFinding(f"base-ended-{basis.key}", is_certain, sentence, BASES, at)
    citation = successor.citation if not basis.text.startswith("Căn cứ") else f"Căn cứ {successor.citation}"
    is_there = any(law_of(other.text, plan.laws) == successor for other in plan.bases)
    correction = None
    if not is_there:
        change = Change("item", basis.key, "text", citation)
        correction = Correction(f"Thay bằng {successor.number}", citation, (change,))
    return PlanFinding(
        f"base-ended-{basis.key}", is_certain, f"{sentence}; thay bằng “{successor.number}”.", BASES, at, correction
    )


def _by_its_date(plan: Plan, basis: Item) -> Iterator[PlanFinding]:
    """Only by the plan's own day: without one the paper of that basis may well come before it."""
    days = dates_in(basis.text)
    if plan.dated and days and days[0] > plan.dated:
        yield PlanFinding(
            f"base-future-{basis.key}",
            True,
            f"Căn cứ {basis.number} đề ngày {vdate(days[0])}, sau ngày {vdate(plan.dated)} của kế hoạch; "
            "sửa căn cứ hoặc ngày của kế hoạch.",
            BASES,
            (Place("can-cu", f"Căn cứ {basis.number}"),),
        )


def _no_law(plan: Plan) -> PlanFinding:
    law = next((law for law in plan.laws if law.role == "law" and law.cited and law.binds_on(plan.on)), None)
    correction = None
    if law:
        added = Added("item", 0, (("part", "legal_basis"), ("text", law.citation)))
        correction = Correction("Thêm Luật vào căn cứ", law.citation, (added,))
    return PlanFinding(
        "no-emulation-law",
        False,
        "Căn cứ chưa có Luật Thi đua, khen thưởng; thêm Luật đang có hiệu lực vào đầu phần căn cứ.",
        LAW_ORDER,
        (PLACE,),
        correction,
    )
