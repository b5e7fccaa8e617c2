"""Reading an old plan in: the text or the file, then every guess as a row to be ticked, mended or left out."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, ModelForm, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from campaigns.forms.campaigns import ActivityForm, AnniversaryForm, MovementForm, PhaseForm, without_hints
from campaigns.models import Anniversary, PlanItem, Target
from campaigns.reading.proposal import MOST
from campaigns.reading.reader import LONGEST
from thidua.forms import PlainForm
from thidua.uploads import MEGABYTE, megabytes, text_in
from thidua.vietnamese import money

MOST_BYTES = 5 * MEGABYTE
SPARE = 10  # forms a post may bring beyond what is read; more are not looked at
LINE_LENGTH, MOST_LINES = 64, 10
TWO_SOURCES = "Chỉ chọn một cách: dán văn bản hoặc chọn tệp; xóa bớt một rồi đọc lại"
MOST_SHOWN = 200_000  # characters that are shown again as they were pasted
TOO_LONG = "Văn bản dài {} ký tự; nhiều nhất {} ký tự. Ô này chỉ giữ lại phần đầu; dán riêng phần kế hoạch rồi đọc lại"
NO_SOURCE = "Dán văn bản của kế hoạch hoặc chọn tệp DOCX, PDF"


class SourceForm(PlainForm, forms.Form):
    """Either pasted text or a file."""

    text = forms.CharField(
        label="Văn bản kế hoạch", required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 14})
    )
    file = forms.FileField(
        label="Hoặc tệp kế hoạch",
        required=False,
        help_text="DOCX hoặc PDF có chữ (không phải bản quét), tối đa 5 MB",
        max_length=400,
        allow_empty_file=True,  # media_type_of says it with what to do
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf"}),
    )

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        """What is far too long to be a plan is shown again cut: no megabytes go back and forth."""
        self.typed = len(data.get("text", "")) if data else 0
        if self.typed > MOST_SHOWN:
            data = data.copy()
            data["text"] = data["text"][:LONGEST]
        super().__init__(data, *args, **kwargs)

    def clean_text(self) -> str:
        if self.typed > MOST_SHOWN:
            raise ValidationError(TOO_LONG.format(money(self.typed), money(LONGEST)))
        text: str = self.cleaned_data["text"]
        return text

    def clean_file(self) -> UploadedFile | None:
        upload = self.cleaned_data["file"]
        if upload and upload.size > MOST_BYTES:
            raise ValidationError(f"Tệp nặng {megabytes(upload.size)}; nhiều nhất {MOST_BYTES // MEGABYTE} MB")
        return upload

    def clean(self) -> dict[str, Any]:
        text, upload = self.cleaned_data.get("text"), self.cleaned_data.get("file")
        if self.errors:
            return self.cleaned_data
        if text and upload:
            self.add_error("file", TWO_SOURCES)
        elif upload:
            self._read(upload)
        elif not text:
            self.add_error("text", NO_SOURCE)
        return self.cleaned_data

    def _read(self, upload: UploadedFile) -> None:
        try:
            self.cleaned_data["text"] = text_in(upload)
        except ValidationError as unfit:
            self.add_error("file", unfit)


class Ticked(PlainForm):
    """A row that counts only while its box is ticked; an unticked one may hold anything."""

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"include": forms.BooleanField(label="Lấy", required=False)} | self.fields
        self.dress_fields()
        without_hints(self)
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": _rows_for(str(self[name].value() or "")), "cols": 40}

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not getattr(self, "cleaned_data", {}).get("include"):
            self._errors = ErrorDict()
            self.cleaned_data = {"include": False}

    @property
    def is_taken(self) -> bool:
        return bool(self.cleaned_data.get("include"))


def _rows_for(text: str) -> int:
    return min(MOST_LINES, sum(len(line) // LINE_LENGTH + 1 for line in text.split("\n")) or 1)


class ItemRow(Ticked, forms.Form):
    text = forms.CharField(label="Nội dung", widget=forms.Textarea)


class MovementRow(Ticked, MovementForm):
    pass


class TargetRow(Ticked, ModelForm):
    class Meta:
        model = Target
        fields = ("content",)
        widgets: ClassVar = {"content": forms.Textarea}


class PhaseRow(Ticked, PhaseForm):
    pass


class _OfPhase(Ticked):
    """A row that belongs to one of the phases on the page; `phases`: how many there are."""

    def __init__(self, *args: Any, phases: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(n), f"Đợt {n}") for n in range(1, phases + 1)]
        self.fields["phase"] = forms.TypedChoiceField(label="Thuộc đợt", choices=choices, coerce=int)
        self.dress_fields()


class AnniversaryRow(_OfPhase, AnniversaryForm):
    class Meta(AnniversaryForm.Meta):
        model = Anniversary
        fields = ("name", "origin_date", "origin_precision", "observed_on", "stated_years")


class ActivityRow(_OfPhase, ActivityForm):
    pass


class ReadRows(BaseFormSet):
    """Each form is given its own part of what was posted, so that no text is cleaned once for every row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts: dict[str, MultiValueDict] = {}
        for key, values in self.data.lists() if self.data else ():
            if key.startswith(f"{self.prefix}-"):
                row = key.removeprefix(f"{self.prefix}-").partition("-")[0]
                self._parts.setdefault(row, MultiValueDict()).setlist(key, values)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        if self.is_bound:
            kwargs["data"] = self._parts.get(str(i), MultiValueDict())
        return super()._construct_form(i, **kwargs)

    @property
    def taken(self) -> list[Any]:
        return [form for form in self.forms if form.is_taken]


def _rows(form: type, most: int) -> Any:
    return formset_factory(form, formset=ReadRows, extra=0, max_num=most, absolute_max=most + SPARE, validate_max=True)


MOST_DAYS = 2 * MOST["anniversaries"]  # a joined line is three rows
ITEM_PARTS = {
    PlanItem.Part.LEGAL_BASIS: "legal_bases",
    PlanItem.Part.PURPOSE: "purposes",
    PlanItem.Part.CONTENT: "contents",
    PlanItem.Part.ORGANISATION: "organisation",
    PlanItem.Part.RECIPIENT: "recipients",
}
ItemRows = {part: _rows(ItemRow, MOST[name]) for part, name in ITEM_PARTS.items()}
MovementReadRows = _rows(MovementRow, MOST["movements"])
TargetReadRows = _rows(TargetRow, MOST["targets"])
PhaseReadRows = _rows(PhaseRow, MOST["phases"])
AnniversaryReadRows = _rows(AnniversaryRow, MOST_DAYS)
ActivityReadRows = _rows(ActivityRow, MOST["activities"])
