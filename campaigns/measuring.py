"""How far the targets of a campaign have come: dated measurements, the newest of which counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from campaigns.documents.plan_tables import aim_text, number_text
from campaigns.models import Campaign, Target, TargetResult
from thidua import clock
from thidua.audit import audit
from thidua.vietnamese import percent, vdate
from thidua.workflow import Refused, acting_on, refuse

LAUNCHED = Campaign.Status.LAUNCHED


@dataclass(frozen=True)
class Progress:
    """A target with its newest value: in words, and as a bar where it is a number to be reached."""

    target: Target
    value: Decimal | None
    on: date | None

    @property
    def reached(self) -> bool | None:
        return self.target.reached(self.value)

    @property
    def state(self) -> str:
        if self.value is None:
            return "Chưa có kết quả"
        return {True: "Đạt", False: "Chưa đạt", None: "Chưa rõ"}[self.reached]

    @property
    def aim(self) -> str:
        return " ".join(f"{aim_text(self.target)} {self.target.unit_of_measure}".split())

    @property
    def value_text(self) -> str:
        return value_text(self.target, self.value)

    @property
    def share(self) -> Fraction | None:
        """Of what was aimed at; None where there is nothing to divide by."""
        if self.value is None or not self.target.aim:
            return None
        return Fraction(self.value) / Fraction(self.target.aim)

    @property
    def share_text(self) -> str:
        return "" if self.share is None else percent(self.share)

    @property
    def has_meter(self) -> bool:
        return self.target.measure == Target.Measure.NUMBER and self.share is not None

    @property
    def sentence(self) -> str:
        """“Đã có 45 trên 50 người (90%), đo ngày 30/06/2022.”"""
        if self.value is None or self.on is None:
            return "Chưa có kết quả nào được ghi."
        if self.share is None or self.target.measure != Target.Measure.NUMBER:
            return f"{self.value_text}, đo ngày {vdate(self.on)}."
        unit = f" {self.target.unit_of_measure}" if self.target.unit_of_measure else ""
        done = f"{number_text(self.value)} trên {number_text(self.target.aim)}{unit}"
        return f"Đã có {done} ({self.share_text}), đo ngày {vdate(self.on)}."


def value_text(target: Target, value: Decimal | None) -> str:
    """A measured value as pages write it."""
    if value is None:
        return ""
    if target.measure == Target.Measure.YES_NO:
        return "Đạt" if value >= 1 else "Chưa đạt"
    if target.measure == Target.Measure.LEVEL:
        return f"Mức {number_text(value)}" if value > 0 else "Chưa đạt mức nào"
    return number_text(value)


def progress_of(campaign: Campaign) -> list[Progress]:
    """Every target, in one query."""
    rows = campaign.targets.select_related("award").with_latest()
    return [Progress(target, target.latest_value, target.latest_on) for target in rows]


# --- results


def why_not_measure(campaign: Campaign) -> str:
    if campaign.status == LAUNCHED:
        return ""
    if campaign.status == Campaign.Status.DRAFT:
        return "Kế hoạch còn là bản thảo nên chưa ghi kết quả; phát động rồi ghi."
    return f"Phong trào ở bước “{campaign.get_status_display()}” nên không ghi kết quả nữa."


def why_not_on(target: Target, on: date) -> str:
    """A result is measured in the campaign's time, and not in the future."""
    if on < target.campaign.starts_on:
        return f"Ngày đo phải từ {vdate(target.campaign.starts_on)} trở đi."
    if on > clock.today():
        return f"Ngày đo không được sau hôm nay, {vdate(clock.today())}."
    if target.results.filter(on=on).exists():
        return f"Ngày {vdate(on)} đã có kết quả; bỏ kết quả đó rồi ghi lại."
    return ""


def why_not_value(target: Target, value: Decimal) -> str:
    if target.measure == Target.Measure.YES_NO and value not in (0, 1):
        return "Kết quả là 1 (đạt) hoặc 0 (chưa đạt)."
    if target.measure == Target.Measure.LEVEL and value != value.to_integral_value():
        return "Mức độ phải là số nguyên, ví dụ 1; chưa đạt mức nào thì ghi 0."
    return ""


def record(target: Target, *, on: date, value: Decimal, note: str = "", by: Any) -> TargetResult:
    """One measurement; the campaign is locked, so that two windows do not write the same day."""
    with acting_on(target.campaign):
        refuse(why_not_measure(target.campaign) or why_not_on(target, on) or why_not_value(target, value))
        result = TargetResult.objects.create(target=target, on=on, value=value, note=note.strip(), by=by)
        after = {"on": on, "value": value, "note_of_result": result.note}
        audit(target, "record_result", by=by, after=after)
        return result


def remove(target: Target, pk: int, *, by: Any) -> None:
    """A result written by mistake; what it said stays in the trail."""
    with acting_on(target.campaign):
        refuse(why_not_measure(target.campaign))
        result = target.results.filter(pk=pk).first()
        if result is None:
            raise Refused("Kết quả này không còn; tải lại trang để xem các kết quả.")
        before = {"on": result.on, "value": result.value, "note_of_result": result.note}
        result.delete()
        audit(target, "remove_result", by=by, before=before)
