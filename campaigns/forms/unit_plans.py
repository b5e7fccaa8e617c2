"""What a unit's head writes or uploads as the unit's plan."""

from django import forms

from campaigns.models import UnitPlan
from thidua.forms import EvidenceForm, PlainForm


class UnitPlanForm(PlainForm, forms.ModelForm):
    marks_optional = False

    class Meta:
        model = UnitPlan
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}
        help_texts = {"text": "Mục tiêu, nội dung, chỉ tiêu, phân công, thời gian; bỏ trống nếu nộp bằng tệp."}


class PlanFileForm(EvidenceForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.label = "Tệp kế hoạch"
        field.error_messages |= dict.fromkeys(("required", "missing", "invalid"), "Chọn tệp kế hoạch")
