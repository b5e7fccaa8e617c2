"""Forms of initiatives before their council: what is tabled, a member's sheet, who steps out, the criteria."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from awards.models import HearingCriterion, HearingRules, HearingSheet
from campaigns.models import Initiative
from thidua.forms import DecimalField, PlainForm, RowsField
from thidua.rows import Rows

RECOGNISE = {"yes": "Đề nghị công nhận", "no": "Không đề nghị công nhận"}
STEPS_OUT = {"yes": "Không chấm sáng kiến này", "no": "Vẫn chấm"}


class TableForm(PlainForm, forms.Form):
    chosen = RowsField(
        Initiative.objects.none(), label="Sáng kiến", error_messages={"required": "Chọn ít nhất một sáng kiến"}
    )

    def __init__(self, waiting: QuerySet[Initiative], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = waiting


class SheetForm(PlainForm, forms.Form):
    """A box for the points of each criterion, the conclusion, remarks; nothing chosen beforehand."""

    marks_optional = False

    def __init__(self, criteria: list[HearingCriterion], sheet: HearingSheet | None, *args: Any, **kwargs: Any) -> None:
        """`sheet`: the one to be corrected, its marks prefetched."""
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        stored = {mark.criterion_id: mark.points for mark in sheet.marks.all()} if sheet else {}
        for number, one in enumerate(criteria, start=1):
            self.fields[f"points_{one.pk}"] = _points(f"Điểm tiêu chí {number}", one.most)
            self.initial.setdefault(f"points_{one.pk}", stored.get(one.pk))
        self.fields["recognise"] = forms.ChoiceField(
            label="Kết luận",
            choices=list(RECOGNISE.items()),
            widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
            error_messages={"required": "Chọn một kết luận", "invalid_choice": "Chọn một kết luận"},
        )
        self.fields["remarks"] = forms.CharField(
            label="Nhận xét", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
        if sheet:
            self.initial |= {"recognise": "yes" if sheet.recognise else "no", "remarks": sheet.remarks}
        self.dress_fields()

    def rows(self) -> Iterator[tuple[HearingCriterion, forms.BoundField]]:
        for one in self.criteria:
            yield one, self[f"points_{one.pk}"]

    @property
    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        marks = {one.pk: typed[f"points_{one.pk}"] for one in self.criteria}
        return {"marks": marks, "recognise": typed["recognise"] == "yes", "remarks": typed["remarks"]}


def _points(label: str, most: Decimal) -> DecimalField:
    shown = f"{most.normalize():f}".replace(".", ",")
    return DecimalField(
        label=label,
        min_value=0,
        max_value=most,
        decimal_places=2,
        error_messages={"max_value": f"{label} nhiều nhất là {shown}", "min_value": f"{label} phải từ 0 trở lên"},
    )


class AnswerForm(PlainForm, forms.Form):
    """Steps out of one initiative or stays, and why."""

    steps_out = forms.ChoiceField(
        label="Khai báo",
        choices=list(STEPS_OUT.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một ý", "invalid_choice": "Chọn một ý"},
    )
    reason = forms.CharField(
        label="Lý do",
        max_length=200,
        help_text="In trong biên bản. Ví dụ: là người thân của tác giả.",
        error_messages={"required": "Ghi lý do; biên bản ghi tên và lý do"},
    )


class EarlyForm(PlainForm, forms.Form):
    """The reason, where somebody who may score has not; without it there is no form."""

    reason = forms.CharField(
        label="Lý do kết thúc khi còn người chưa chấm",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do kết thúc chấm sớm; biên bản in lý do này"},
    )


# --- the criteria of a council


class RulesForm(PlainForm, forms.ModelForm):
    class Meta:
        model = HearingRules
        fields = ("least_points", "threshold", "source")
        labels = {
            "least_points": "Điểm trung bình ít nhất để đề nghị công nhận",
            "threshold": "Số thành viên đề nghị công nhận",
        }
        help_texts = {
            "least_points": "Trên thang 100. Tính trung bình các phiếu đã gửi.",
            "threshold": "Tính trên tổng số thành viên Hội đồng, có mặt hay không.",
            "source": "Quy chế, quyết định của Trường quy định tiêu chí. Để trống thì các trang ghi “cần thẩm tra”.",
        }


class CriterionForm(PlainForm, forms.Form):
    marks_optional = False
    text = forms.CharField(label="Tiêu chí", max_length=300)
    most = DecimalField(label="Điểm tối đa", min_value=Decimal("0.01"), max_value=100, decimal_places=2)


CriterionRows = forms.formset_factory(CriterionForm, formset=Rows, extra=3, max_num=15, absolute_max=20)
