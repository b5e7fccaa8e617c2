"""Forms of a tờ trình: what it is drafted from, what people write on it, number and date, what came back."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile

from awards.answering import Said
from awards.forms.decisions import NumberedForm, NumberField, SessionField, ended_that_vote
from awards.models import CouncilSession, SubmissionAnswer, SubmissionLetter, SubmissionLine
from awards.models.submission import AUTHORITIES
from campaigns.models import Posting
from thidua import clock
from thidua.forms import DateField, PlainForm
from thidua.uploads import media_type_of

GROUNDS_HELP = "Đoạn mở đầu trước kết quả bỏ phiếu. Ví dụ: Thực hiện Kế hoạch phong trào thi đua năm 2022 của Trường"
MEDIA_HELP = "PDF, DOCX, JPG hoặc PNG, tối đa 10 MB"


def signers() -> Any:
    found = Posting.objects.on(clock.today()).filter(may_sign=True).select_related("staff_member")
    return found.order_by("starts_on", "pk")


class LetterForm(PlainForm, forms.Form):
    session = SessionField(CouncilSession.objects.none(), label="Phiên họp", empty_label="Chọn phiên họp đã kết thúc")
    level = forms.ChoiceField(choices=AUTHORITIES, label="Trình lên cấp", widget=forms.RadioSelect)
    date = DateField(label="Ngày dự kiến ký", help_text="Căn cứ pháp lý theo ngày này. Ví dụ: 30/12/2022")
    signer = forms.ModelChoiceField(Posting.objects.none(), label="Người ký", empty_label="Chọn người ký")

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = ended_that_vote(sessions)
        self.fields["signer"].queryset = signers()


class LetterEditForm(PlainForm, forms.Form):
    date = DateField(label="Ngày dự kiến ký", help_text="Căn cứ pháp lý theo ngày này. Ví dụ: 30/12/2022")
    signer = forms.ModelChoiceField(Posting.objects.none(), label="Người ký", empty_label="Chọn người ký")
    address_to = forms.CharField(
        label="Kính gửi",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một nơi; nơi đầu tiên là nơi được đề nghị xem xét.",
    )
    grounds = forms.CharField(
        label="Lý do trình",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=GROUNDS_HELP,
    )

    def __init__(self, *args: Any, letter: SubmissionLetter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signer"].queryset = signers() | Posting.objects.filter(pk=letter.signer_id)


class SendForm(NumberedForm):
    word_to_type, example = "GỬI", "45"
    number = NumberField(
        label="Số (theo sổ văn bản đi của Trường)",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "16"}),
    )
    date = DateField(label="Ngày tờ trình", help_text="Ngày ghi trên bản đã ký. Ví dụ: 30/12/2022")


class AnsweredBy(PlainForm, forms.Form):
    """The paper that came back."""

    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ: 321/QĐ-UBND")
    date = DateField(label="Ngày", help_text="Ngày ghi trên văn bản. Ví dụ: 15/02/2023")
    issuer = forms.CharField(label="Cơ quan, người ban hành", max_length=160)
    file = forms.FileField(label="Bản chụp, tệp của văn bản", required=False, help_text=MEDIA_HELP, max_length=400)

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload:
            media_type_of(upload)
        return upload


class AnswerForm(AnsweredBy):
    """The paper, and for every line that has no answer yet what it says; a line left open waits for another paper."""

    PAPER = ("number", "date", "issuer", "file")
    CHOICES = [("", "Chưa trả lời"), *SubmissionLine.Outcome.choices]

    def __init__(self, *args: Any, lines: list[SubmissionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            who = f"{line.nomination.candidate}, {line.nomination.award.short_name}"
            self.fields[f"outcome_{line.pk}"] = forms.ChoiceField(
                label=f"Kết quả của {who}", choices=self.CHOICES, required=False
            )
            self.fields[f"reason_{line.pk}"] = forms.CharField(
                label=f"Lý do không được chấp thuận của {who}",
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.dress_fields()

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*self.PAPER)
        return helper

    @property
    def rows(self) -> list[tuple[SubmissionLine, Any, Any]]:
        return [(line, self[f"outcome_{line.pk}"], self[f"reason_{line.pk}"]) for line in self.lines]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            declined = cleaned.get(f"outcome_{line.pk}") == SubmissionLine.Outcome.DECLINED
            if declined and not cleaned.get(f"reason_{line.pk}", "").strip():
                self.add_error(f"reason_{line.pk}", f"Ghi lý do không được chấp thuận của {line.nomination.candidate}")
        return cleaned

    @property
    def said(self) -> dict[int, Said]:
        cleaned = self.cleaned_data
        answered = ((line.pk, cleaned[f"outcome_{line.pk}"]) for line in self.lines)
        return {pk: Said(outcome, cleaned[f"reason_{pk}"]) for pk, outcome in answered if outcome}


class MendForm(AnsweredBy):
    reason = forms.CharField(label="Lý do sửa", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, answer: SubmissionAnswer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answer.file_id:
            self.fields["file"].help_text = f"{MEDIA_HELP}. Để trống thì giữ tệp đã có."
