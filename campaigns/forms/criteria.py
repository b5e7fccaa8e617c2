"""The criteria of a campaign: what they say of the whole, and a row for each."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm, inlineformset_factory

from campaigns import namesakes
from campaigns.forms.campaigns import Rows
from campaigns.models import CriteriaSet, Criterion, StaffMember
from thidua.forms import DateField, DecimalField, PlainForm, RowsField

MOST_CRITERIA = 40


class CriteriaSetForm(PlainForm, ModelForm):
    bonus_limit = DecimalField(
        label="Điểm thưởng nhiều nhất",
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text="Tổng điểm thưởng của một phiếu chỉ tính đến số này. Đây là quy định riêng của Trường; "
        "không có điểm thưởng thì ghi 0.",
    )

    class Meta:
        model = CriteriaSet
        fields = ("guidance", "due_on", "bonus_limit")
        widgets: ClassVar = {"guidance": forms.Textarea(attrs={"rows": 4})}
        help_texts: ClassVar = {"guidance": "Hiện ở đầu phiếu chấm điểm."}


class CriterionForm(PlainForm, ModelForm):
    marks_optional = False
    weight = DecimalField(label="Điểm tối đa", min_value=0, max_value=100, decimal_places=2)

    class Meta:
        model = Criterion
        fields = ("name", "guidance", "weight")
        widgets: ClassVar = {
            "name": forms.Textarea(attrs={"rows": 2, "cols": 30}),
            "guidance": forms.Textarea(attrs={"rows": 2, "cols": 30}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].widget.attrs["size"] = "5"

    def clean_weight(self) -> Decimal:
        weight = self.cleaned_data["weight"]
        if weight <= 0:
            raise ValidationError("Điểm tối đa phải lớn hơn 0; tiêu chí không có điểm thì bỏ dòng này")
        return weight


CriterionRows = inlineformset_factory(
    CriteriaSet,
    Criterion,
    form=CriterionForm,
    formset=Rows,
    extra=5,
    can_order=True,
    max_num=MOST_CRITERIA,
    absolute_max=MOST_CRITERIA + 10,
    validate_max=True,
)
CriterionRows.default_error_messages = Rows.default_error_messages | {
    "too_many_forms": f"Nhiều nhất {MOST_CRITERIA} tiêu chí; bỏ bớt hoặc gộp các dòng"
}


class PostponeForm(PlainForm, forms.Form):
    due_on = DateField(label="Hạn tự chấm điểm", required=False)
    reason = forms.CharField(label="Lý do đổi hạn", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ScorersForm(PlainForm, forms.Form):
    """Who of the unit scores beside its head; may be nobody."""

    marks_optional = False
    people = RowsField(
        StaffMember.objects.none(), label="Người chấm điểm", required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self, people: QuerySet[StaffMember]) -> None:
        """Namesakes are told apart."""
        marks = namesakes.marks(people.values("pk"))
        self.fields["people"].queryset = people
        self.fields["people"].label_from_instance = lambda one: f"{one}{marks.get(one.pk, '')}"
