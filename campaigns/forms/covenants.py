"""A covenant: its name, the units that sign it, its contents line by line, its targets."""

from typing import Any

from django import forms
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory

from campaigns import pledging
from campaigns.forms.pledges import PromisedField, fit_cells
from campaigns.models import Campaign, Covenant, CovenantTarget, Department
from thidua import clock
from thidua.forms import PlainForm, RowsField

MOST_TARGETS = 20


class UnitsField(RowsField):
    def label_from_instance(self, unit: Department) -> str:
        return unit.name


class CovenantForm(PlainForm, ModelForm):
    marks_optional = False
    units = UnitsField(
        Department.objects.none(),
        label="Đơn vị cùng ký",
        help_text="Đơn vị của đồng chí luôn là một bên.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một đơn vị cùng ký"},
    )

    class Meta:
        model = Covenant
        fields = ("title", "contents")
        widgets = {"contents": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "title": "Ví dụ: Giữa Khoa Xây dựng Đảng và Khoa Lý luận cơ sở.",
            "contents": "Mỗi dòng một nội dung, được đánh số khi in.",
        }

    field_order = ("title", "units", "contents")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.units().active(clock.today()).exclude(pk=self.instance.drafted_by_id)
        self.fields["units"].queryset = units.order_by("order", "code")
        if self.instance.pk:
            parties = self.instance.parties.exclude(department=self.instance.drafted_by_id)
            self.initial.setdefault("units", list(parties.values_list("department", flat=True)))


class CovenantTargetForm(PlainForm, ModelForm):
    marks_optional = False
    campaign: Campaign  # whose days a deadline stands in; given by the table
    amount = PromisedField()

    class Meta:
        model = CovenantTarget
        fields = ("content", "unit_of_measure", "amount", "due_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fit_cells(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if day := cleaned.get("due_on"):
            sentence = pledging.why_not_due(self.campaign, None, day)
            if sentence:
                self.add_error("due_on", sentence)
        return cleaned


class BaseCovenantTargets(BaseInlineFormSet):
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa lưu được; tải lại trang rồi nhập",
        "too_many_forms": f"Nhiều nhất {MOST_TARGETS} chỉ tiêu; bỏ bớt hoặc gộp các dòng",
        "too_few_forms": "Thêm chỉ tiêu",
    }

    def add_fields(self, form: CovenantTargetForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.campaign = self.instance.campaign
        form.fields["DELETE"].label = "Bỏ"

    def number_rows(self) -> None:
        for number, form in enumerate(self.forms, start=1):
            form.instance.number = number


CovenantTargets = inlineformset_factory(
    Covenant,
    CovenantTarget,
    form=CovenantTargetForm,
    formset=BaseCovenantTargets,
    extra=3,
    can_delete=True,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS + 10,
    validate_max=True,
)
