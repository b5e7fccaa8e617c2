"""Forms around a plan that stands: a measured result, a copy to another year, a plan that amends it."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from campaigns import copying, measuring
from campaigns.models import Campaign, PlanAmendment, Target
from campaigns.plan_bases import BaseOffer
from thidua.forms import DateField, DecimalField, IntegerField, PlainForm


class ResultForm(PlainForm, forms.Form):
    """What was measured of one target on one day."""

    on = DateField(label="Ngày đo")
    value = DecimalField(label="Kết quả", min_value=0, max_digits=12, decimal_places=2)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, target: Target, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target = target
        if target.measure == Target.Measure.YES_NO:
            choices = (("1", "Đạt"), ("0", "Chưa đạt"))
            self.fields["value"] = forms.TypedChoiceField(
                label="Kết quả", choices=choices, coerce=Decimal, widget=forms.RadioSelect
            )
        elif target.measure == Target.Measure.LEVEL:
            self.fields["value"].label = "Mức đã đạt"
            self.fields["value"].help_text = "Số nguyên; chưa đạt mức nào thì ghi 0."
        elif target.unit_of_measure:
            self.fields["value"].label = f"Kết quả ({target.unit_of_measure})"
        self.fields = {name: self.fields[name] for name in ("on", "value", "note")}
        self.dress_fields()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if why := measuring.why_not_on(self.target, on):
            raise ValidationError(why.rstrip("."))
        return on

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if why := measuring.why_not_value(self.target, value):
            raise ValidationError(why.rstrip("."))
        return value


class CopyForm(PlainForm, forms.Form):
    """To which year a campaign is copied, and on which day its new plan will be dated."""

    marks_optional = False
    nam = IntegerField(label="Năm mới")
    ngay = DateField(label="Ngày dự kiến của kế hoạch mới", help_text="Căn cứ pháp lý được xem theo ngày này.")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign

    def clean_nam(self) -> int:
        year: int = self.cleaned_data["nam"]
        if why := copying.why_not_copy(self.campaign, year):
            raise ValidationError(why.rstrip("."))
        return year


def chosen_bases(offers: list[BaseOffer], posted: list[str]) -> list[str]:
    """Keys that were ticked, in the order of the offers; keys nobody offered are passed over."""
    return [offer.key for offer in offers if offer.key in posted]


class AmendmentForm(PlainForm, forms.ModelForm):
    class Meta:
        model = PlanAmendment
        fields = ("title", "reason", "bases", "changes", "plan_number", "plan_date")
        widgets: ClassVar = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "bases": forms.Textarea(attrs={"rows": 3}),
            "changes": forms.Textarea(attrs={"rows": 8}),
        }

    groups: ClassVar = {
        "Kế hoạch sửa đổi, bổ sung": ["title", "reason", "bases", "changes"],
        "Chỉ ghi khi đã ban hành trên giấy": ["plan_number", "plan_date"],
    }

    def clean_plan_number(self) -> int | None:
        number: int | None = self.cleaned_data["plan_number"]
        if number == 0:
            raise ValidationError("Số kế hoạch phải từ 1 trở lên")
        return number

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        number, day = said.get("plan_number"), said.get("plan_date")
        if number and not day and "plan_date" not in self.errors:
            self.add_error("plan_date", "Ghi cả ngày của kế hoạch đã có số")
        if day and not number and "plan_number" not in self.errors:
            self.add_error("plan_number", "Ghi cả số của kế hoạch đã có ngày")
        first = self.instance.campaign.plan_date if self.instance.campaign_id else None
        if day and first and day < first:
            self.add_error("plan_date", "Ngày của kế hoạch sửa đổi không được trước ngày của kế hoạch ban đầu")
        return said
