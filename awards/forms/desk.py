"""Writing a paper at the desk, issuing it, and what is kept beside an issued one."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from awards.desk import kind_of, parts_of
from awards.models import PaperDraft
from campaigns.models import Posting
from thidua.forms import DateField, PlainForm
from thidua.uploads import only_of

LONGEST_PART = 20_000


class WriteForm(PlainForm, forms.Form):
    """One field a free part, then the day and the signer, where neither follows from what the paper is about."""

    def __init__(self, *args: Any, draft: PaperDraft, **kwargs: Any) -> None:
        initial: dict[str, Any] = {part.key: text for part, text in parts_of(draft)}
        initial |= {"date": draft.date, "signer": draft.signer_id}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)

    @classmethod
    def of(cls, draft: PaperDraft, *args: Any) -> "WriteForm":
        kind = kind_of(draft)
        fields: dict[str, forms.Field] = {
            part.key: forms.CharField(
                label=part.label,
                help_text=part.help_text,
                required=part.needed,
                max_length=LONGEST_PART,
                widget=forms.Textarea(attrs={"rows": 6}),
            )
            for part in kind.free
        }
        signers = Posting.objects.filter(may_sign=True).select_related("staff_member").order_by("-starts_on")
        if not kind.finished:
            fields["date"] = DateField(label="Ngày dự kiến ký", help_text="Ví dụ: 05/02/2022")
        if not kind.signed_by:
            fields["signer"] = forms.ModelChoiceField(signers, label="Người ký")
        return type("WriteForm", (cls,), fields)(*args, draft=draft)

    @property
    def texts(self) -> dict[str, str]:
        return {key: value for key, value in self.cleaned_data.items() if key not in ("date", "signer")}


class AgainForm(PlainForm, forms.Form):
    """A second paper about the same matter is meant."""

    again = forms.CharField(initial="1", widget=forms.HiddenInput)


NOT_PDF = "Bản đã ký phải là tệp PDF; quét lại thành PDF hoặc chọn tệp PDF đã ký số"


class SignedCopyForm(PlainForm, forms.Form):
    file = forms.FileField(
        label="Bản đã ký",
        help_text="Tệp PDF: bản quét đã ký, đóng dấu, hoặc bản đã ký số; tối đa 10 MB",
        max_length=400,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Chọn tệp PDF của bản đã ký"),
    )

    def clean_file(self) -> UploadedFile:
        return only_of("application/pdf", NOT_PDF, self.cleaned_data["file"])


class RegisterFilter(PlainForm, forms.Form):
    """`?nam=2022`: the register of a year."""

    marks_optional = False
    nam = forms.TypedChoiceField(label="Năm", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(year, str(year)) for year in years]

    @property
    def year(self) -> int | None:
        return self.cleaned_data["nam"] if self.is_bound and self.is_valid() else None
