"""Forms of a revocation: which lines, why each of them, the conclusion it rests on; what followed from it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from awards import electorate, revoking
from awards.models import CouncilSession, Ground, Revocation, RevocationLine, RevocationTask
from awards.revoking import Why
from campaigns.models import Posting
from thidua.forms import DateField, PlainForm

NOT_SAID = [("", "Chọn căn cứ"), *Ground.choices]


class LineFilter(PlainForm, forms.Form):
    marks_optional = False
    ten = forms.CharField(label="Tên người, tập thể", required=False, max_length=160)

    @property
    def name(self) -> str:
        return self.cleaned_data.get("ten", "") if self.is_valid() else ""


class RevocationForm(PlainForm, forms.Form):
    """What may still be empty on a draft is asked for at the issue."""

    GROUPS = {
        "Văn bản kết luận": [
            "conclusion_kind",
            "conclusion_number",
            "conclusion_date",
            "conclusion_body",
            "conclusion_about",
        ],
        "Quyết định": ["session", "complete_on", "date", "signer", "repay_by"],
    }
    marks_optional = False

    conclusion_kind = forms.CharField(label="Loại văn bản", max_length=60, help_text="Ví dụ: Kết luận, Bản án")
    conclusion_number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False)
    conclusion_date = DateField(label="Ngày kết luận", required=False, help_text="Ví dụ: 10/03/2023")
    conclusion_body = forms.CharField(label="Cơ quan kết luận", max_length=160, required=False)
    conclusion_about = forms.CharField(
        label="Kết luận về", max_length=300, required=False, help_text="Ví dụ: việc kê khai thành tích năm 2022"
    )
    session = forms.ModelChoiceField(
        CouncilSession.objects.none(),
        label="Phiên họp Hội đồng xét hủy bỏ",
        required=False,
        empty_label="Không qua phiên họp",
    )
    complete_on = DateField(
        label="Ngày đủ hồ sơ đề nghị hủy bỏ", required=False, help_text="Thời hạn ra quyết định tính từ ngày này."
    )
    date = DateField(label="Ngày dự kiến ký", help_text="Căn cứ pháp lý theo ngày này.")
    signer = forms.ModelChoiceField(Posting.objects.none(), label="Người ký", empty_label="Chọn người ký")
    repay_by = DateField(
        label="Hạn nộp lại tiền thưởng, hiện vật", required=False, help_text="In ở Điều 2. Ví dụ: 28/04/2023"
    )

    def __init__(self, *args: Any, revocation: Revocation, lines: list[RevocationLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.fields["signer"].queryset = revoking.signers() | Posting.objects.filter(pk=revocation.signer_id)
        self.fields["session"].queryset = revoking.sessions_for(revocation.decision)
        self.fields["session"].label_from_instance = electorate.with_hour
        for line in lines:
            who = line.line.name
            self.fields[f"ground_{line.pk}"] = forms.ChoiceField(
                label=f"Căn cứ hủy bỏ đối với {who}", choices=NOT_SAID, required=False, initial=line.ground
            )
            self.fields[f"reason_{line.pk}"] = forms.CharField(
                label=f"Lý do đối với {who}",
                max_length=1000,
                required=False,
                initial=line.reason,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"drop_{line.pk}"] = forms.BooleanField(label=f"Bỏ {who} khỏi dự thảo", required=False)
        self.dress_fields()

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in self.GROUPS.items()))
        return helper

    @property
    def rows(self) -> list[tuple[RevocationLine, Any, Any, Any]]:
        return [
            (line, self[f"ground_{line.pk}"], self[f"reason_{line.pk}"], self[f"drop_{line.pk}"]) for line in self.lines
        ]

    @property
    def said(self) -> dict[int, Why]:
        cleaned = self.cleaned_data
        return {
            line.pk: Why(cleaned[f"ground_{line.pk}"], cleaned[f"reason_{line.pk}"], cleaned[f"drop_{line.pk}"])
            for line in self.lines
        }

    @property
    def written(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in revoking.WRITTEN}


class TaskDoneForm(PlainForm, forms.Form):
    done_on = DateField(label="Ngày làm xong", help_text="Ví dụ: 17/04/2023")
    document_number = forms.CharField(
        label="Số phiếu thu", max_length=60, required=False, help_text="Ví dụ: phiếu thu số 3"
    )
    note = forms.CharField(label="Kết quả", max_length=300, required=False, help_text="Ví dụ: đã giao, có ký nhận")

    def __init__(self, *args: Any, task: RevocationTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if task.kind != RevocationTask.Kind.MONEY:
            del self.fields["document_number"]
