"""Forms of a decision: what it is drafted from, another date, number and date of the issue."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards import citing
from awards.models import CouncilSession, Decision
from campaigns.models import Posting
from thidua import clock
from thidua.forms import ConfirmWordForm, DateField, IntegerField, PlainForm
from thidua.models import LegalText
from thidua.vietnamese import clean_line


class SessionField(forms.ModelChoiceField):
    def label_from_instance(self, session: CouncilSession) -> str:
        return f"{session} – {session.campaign}"


class DraftForm(PlainForm, forms.Form):
    session = SessionField(CouncilSession.objects.none(), label="Phiên họp", empty_label="Chọn phiên họp đã kết thúc")
    kind = forms.ChoiceField(choices=Decision.Kind, label="Loại quyết định", widget=forms.RadioSelect)
    date = DateField(label="Ngày dự kiến ký", help_text="Mức thưởng và căn cứ theo ngày này. Ví dụ: 30/12/2022")
    signer = forms.ModelChoiceField(Posting.objects.none(), label="Người ký", empty_label="Chọn người ký")
    merit_text = forms.CharField(
        label="Thành tích ghi trong quyết định tặng Giấy khen",
        max_length=300,
        required=False,
        help_text="Ví dụ: đã có thành tích xuất sắc trong Đợt 2 phong trào thi đua năm 2022",
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ended = [CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED]
        self.fields["session"].queryset = sessions.filter(status__in=ended).select_related("campaign")
        signers = Posting.objects.on(clock.today()).filter(may_sign=True).select_related("staff_member")
        self.fields["signer"].queryset = signers.order_by("starts_on", "pk")


class RedateForm(PlainForm, forms.Form):
    date = DateField(label="Ngày dự kiến ký")


class CiteForm(PlainForm, forms.Form):
    text = forms.ModelChoiceField(LegalText.objects.none(), label="Văn bản", empty_label="Chọn văn bản")

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].queryset = citing.citable(decision).order_by("role", "order")
        self.fields["text"].label_from_instance = lambda text: f"{text.number} – {text.get_role_display()}"


class NumberField(IntegerField):
    """“220”, or “220/QĐ-TCT” as it stands on the paper; another symbol is refused."""

    symbol = ""

    def to_python(self, value: Any) -> int | None:
        number, slash, symbol = clean_line(str(value or "")).partition("/")
        if slash and symbol.replace(" ", "").casefold() != self.symbol.casefold():
            raise ValidationError(f"Số phải kèm đúng ký hiệu {self.symbol}, hoặc chỉ nhập số", code="symbol")
        return super().to_python(number.strip())


class IssueForm(ConfirmWordForm):
    number = NumberField(
        label="Số (theo sổ văn bản đi của Trường)",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "16"}),
    )
    date = DateField(label="Ngày quyết định", help_text="Ngày ghi trên bản đã ký. Ví dụ: 30/12/2022")
    word = forms.CharField(
        label="Gõ BAN HÀNH để xác nhận",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"}),
    )

    def __init__(self, *args: Any, symbol: str, **kwargs: Any) -> None:
        super().__init__(*args, word="BAN HÀNH", **kwargs)
        self.fields["number"].symbol = symbol
        self.fields["number"].help_text = f"Ví dụ: 220 hoặc 220/{symbol}"
