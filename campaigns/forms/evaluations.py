"""What a participant writes of a phase: the words, and the result of each promise."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, modelformset_factory

from campaigns.forms.pledges import MOST_TARGETS
from campaigns.models import Evaluation, PledgeTarget
from thidua.forms import DecimalField, PlainForm


class EvaluationForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Evaluation
        fields = ["self_assessment"]
        labels = {"self_assessment": "Tự đánh giá"}
        widgets = {"self_assessment": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "self_assessment": "Việc làm được, việc chưa làm được và nguyên nhân; phải viết trước khi gửi.",
        }

    marks_optional = False


class ResultForm(PlainForm, forms.ModelForm):
    """The result of one target; a result under the promised amount needs its reason.

    Where there is none yet, the amount of the newest check-in (`news` of the target) is offered; saving takes it.
    """

    result = DecimalField(label="Kết quả", min_value=0, max_digits=10, decimal_places=2, required=False)

    class Meta:
        model = PledgeTarget
        fields = ["result", "miss_reason"]
        widgets = {"miss_reason": forms.Textarea(attrs={"rows": 2})}

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.instance.result is None:
            self.initial["result"] = self.offered

    @property
    def offered(self) -> Decimal | None:
        news = getattr(self.instance, "news", [])
        return news[0].so_far if news else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        result = cleaned.get("result")
        promised = self.instance.amount  # None for a row that is not one of the page's targets
        is_missed = None not in (result, promised) and result < promised
        if is_missed and "miss_reason" not in self.errors and not cleaned.get("miss_reason", "").strip():
            self.add_error("miss_reason", ValidationError("Ghi lý do chưa đạt", code="required"))
        return cleaned


class BaseResultFormSet(BaseModelFormSet):
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa lưu được; tải lại trang rồi nhập",
        "too_many_forms": "Trang có nhiều dòng hơn số chỉ tiêu; tải lại trang rồi nhập",
        "too_few_forms": "Trang thiếu dòng; tải lại trang rồi nhập",
    }


ResultFormSet = modelformset_factory(
    PledgeTarget,
    form=ResultForm,
    formset=BaseResultFormSet,
    extra=0,
    edit_only=True,
    max_num=MOST_TARGETS,
    absolute_max=MOST_TARGETS + 10,
)


class NoteForm(PlainForm, forms.Form):
    note = forms.CharField(
        label="Ý kiến của người xác nhận", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
