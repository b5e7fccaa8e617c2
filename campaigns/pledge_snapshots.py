"""A pledge's promise as plain data: taken from the rows, written back to them, and two of them laid side by side.

A snapshot is {"awards": [code], "duties": text, "initiative_title": text, "targets": [row]}; a row is
{"key": primary key of the target or None, "content", "unit_of_measure", "amount": "280.50", "phase": ordinal or None,
"due_on": "2022-11-30" or None, "area": code or ""}. Results are no part of it: they belong to the target.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from campaigns.models import Award, Pledge, PledgeTarget
from thidua.vietnamese import money, vdate
from thidua.workflow import refuse

Snapshot = dict[str, Any]


def taken(pledge: Pledge) -> Snapshot:
    return {
        "awards": [award.pk for award in pledge.awards.all()],
        "duties": pledge.duties,
        "initiative_title": pledge.initiative_title,
        "targets": [row_of(target) for target in pledge.targets.select_related("phase")],
    }


def row_of(target: PledgeTarget) -> dict[str, Any]:
    return row(
        target.pk,
        content=target.content,
        unit_of_measure=target.unit_of_measure,
        amount=target.amount,
        phase=target.phase.ordinal if target.phase else None,
        due_on=target.due_on,
        area=target.area,
    )


def row(
    key: int | None,
    *,
    content: str,
    unit_of_measure: str,
    amount: Decimal,
    phase: int | None,
    due_on: date | None,
    area: str,
) -> dict[str, Any]:
    """A target as a snapshot holds it; equal amounts are written alike."""
    written = f"{amount.quantize(Decimal('0.01')):f}"
    day = due_on.isoformat() if due_on else None
    return {
        "key": key,
        "content": content,
        "unit_of_measure": unit_of_measure,
        "amount": written,
        "phase": phase,
        "due_on": day,
        "area": area,
    }


# --- written back


def why_not_apply(pledge: Pledge, snapshot: Snapshot) -> str:
    """A target that has something to show (a result, a report on it) is changed, never dropped."""
    kept = {one["key"] for one in snapshot["targets"]}
    for target in pledge.targets.exclude(pk__in=[key for key in kept if key]):
        if target.result is not None or _is_reported_on(target):
            return f"Chỉ tiêu “{target}” đã có kết quả nên không bỏ được; muốn thay đổi thì sửa số lượng."
    return ""


def _is_reported_on(target: PledgeTarget) -> bool:
    """Whether rows of any other kind point at it."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: target}).exists()
        for relation in PledgeTarget._meta.related_objects
    )


def apply(pledge: Pledge, snapshot: Snapshot) -> None:
    """Under the pledge's lock: its rows say what the snapshot says; results stay where they are."""
    refuse(why_not_apply(pledge, snapshot))
    pledge.duties = snapshot["duties"]
    pledge.save(update_fields=["duties"])
    pledge.awards.set(snapshot["awards"])
    rows = {target.pk: target for target in pledge.targets.all()}
    phases = {phase.ordinal: phase for phase in pledge.campaign.phases.all()}
    for number, said in enumerate(snapshot["targets"], start=1):
        target = rows.pop(said["key"], None) or PledgeTarget(pledge=pledge)
        target.number, target.phase = number, phases.get(said["phase"])
        target.content, target.unit_of_measure = said["content"], said["unit_of_measure"]
        target.amount, target.area = Decimal(said["amount"]), said["area"]
        target.due_on = date.fromisoformat(said["due_on"]) if said["due_on"] else None
        target.save()
    for target in rows.values():
        target.delete()


# --- in words


@dataclass(frozen=True)
class Difference:
    """One thing that changed; an empty side: it was not there, or is there no more."""

    what: str
    before: str
    after: str


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """What the second promises otherwise than the first, in the order of the form."""
    found = []
    if set(before["awards"]) != set(after["awards"]):
        names = names_of([*before["awards"], *after["awards"]])
        old, new = ("; ".join(names[code] for code in said["awards"] if code in names) for said in (before, after))
        found.append(Difference("Danh hiệu, hình thức", old, new))
    if before["duties"] != after["duties"]:
        found.append(Difference("Nhiệm vụ được giao", before["duties"], after["duties"]))
    old_rows = {said["key"]: said for said in before["targets"]}
    for said in after["targets"]:
        old_row = old_rows.pop(said["key"], None) if said["key"] else None
        if old_row is None:
            found.append(Difference("Thêm chỉ tiêu", "", in_words(said)))
        elif old_row != said:
            found.append(Difference("Sửa chỉ tiêu", in_words(old_row), in_words(said)))
    found += [Difference("Bỏ chỉ tiêu", in_words(said), "") for said in old_rows.values()]
    return found


def told(snapshot: Snapshot) -> list[str]:
    """All of it, a line each, for the audit trail."""
    names = names_of(snapshot["awards"])
    lines = [names[code] for code in snapshot["awards"]] + [in_words(said) for said in snapshot["targets"]]
    return lines + [text for text in (snapshot["initiative_title"], snapshot["duties"]) if text]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    return {award.pk: award.quoted_name for award in Award.objects.filter(pk__in=codes)}


def in_words(said: dict[str, Any]) -> str:
    """“Giảng dạy: 280 tiết, Đợt 1, trước hết ngày 30/06/2022”."""
    whole, _, fraction = said["amount"].partition(".")
    fraction = fraction.rstrip("0")
    amount = money(int(whole)) + (f",{fraction}" if fraction else "")
    phase = f"Đợt {said['phase']}" if said["phase"] else "cả năm"
    due = f", trước hết ngày {vdate(date.fromisoformat(said['due_on']))}" if said["due_on"] else ""
    area = f"; lĩnh vực {PledgeTarget.Area(said['area']).label.lower()}" if said["area"] else ""
    return f"{said['content']}: {amount} {said['unit_of_measure']}, {phase}{due}{area}"
