"""PlainForm, the way every form of ours reads, speaks and is laid out; forms used on several pages."""

from collections.abc import Mapping
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from thidua.audit import audit
from thidua.fields import DateField, DateTimeField, DecimalField, IntegerField, MoneyField, PersonField, RowsField
from thidua.form_words import OPTIONAL, LengthLimit, limit_length, our_field, speak, without_blank
from thidua.uploads import media_type_of
from thidua.vietnamese import nfc, search_key

__all__ = [
    "ConfirmWordForm",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "EvidenceForm",
    "IntegerField",
    "LengthLimit",
    "MoneyField",
    "PersonField",
    "PlainForm",
    "ReasonForm",
    "RowsField",
    "save_rows",
]


class PlainForm:
    """Mixin for Form and ModelForm: `class PledgeForm(PlainForm, ModelForm)`.

    Fields added in `__init__` after `super().__init__()` need one more call of `self.dress_fields()`.
    """

    use_required_attribute = False
    groups: ClassVar[Mapping[str, list[str]]] = {}  # legend → names of fields; only for long forms
    marks_optional = True  # False for filters, where everything is optional

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._as_read = _columns(getattr(self, "instance", None))
        if self.is_bound:
            self.data = composed(self.data)
        self.dress_fields()

    def dress_fields(self) -> None:
        """Our fields instead of Django's, our words, a limit on every text, “(không bắt buộc)”. May be repeated."""
        for name, old in list(self.fields.items()):
            if getattr(old, "is_dressed", False):
                continue
            field = self.fields[name] = our_field(old)
            field.label = field.label or self[name].label
            speak(field)
            limit_length(field)
            without_blank(field)
            is_asked = not field.widget.is_hidden and not isinstance(field, forms.BooleanField)
            if self.marks_optional and is_asked and not field.required and not field.disabled:
                field.label = f"{field.label}{OPTIONAL}"
            field.is_dressed = True

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        if self.groups:
            named = {name for names in self.groups.values() for name in names}
            rest = [name for name in self.fields if name not in named]
            sets = [Fieldset(legend, *[n for n in names if n in self.fields]) for legend, names in self.groups.items()]
            helper.layout = Layout(*sets, *rest)
        return helper

    def save(self, commit: bool = True, *, by: Any = None, verb: str = "") -> Any:
        """Save a ModelForm and write one audit line with the fields that changed; `by` is the acting user.

        Of a row that exists only the columns changed here are written: another act may have moved it meanwhile.
        """
        if not commit:
            return super().save(commit=False)
        if by is None:
            raise TypeError("save(by=user): a saved form leaves one line in the audit trail")
        is_new = self.instance._state.adding
        changed = [name for name in self.changed_data if name in self._meta.fields]
        before = {} if is_new else {name: _plain(self.initial.get(name)) for name in changed}
        with transaction.atomic():
            saved = super().save() if is_new else self._save_changed()
            if is_new or changed:
                after = {name: _plain(value) for name, value in model_to_dict(saved, fields=changed).items()}
                audit(saved, verb or ("create" if is_new else "change"), by=by, before=before, after=after)
        return saved

    def _save_changed(self) -> models.Model:
        saved = super().save(commit=False)
        if changed := {name for name, value in _columns(saved).items() if value != self._as_read.get(name)}:
            saved.save(update_fields=changed)
        self.save_m2m()
        return saved


def _columns(instance: models.Model | None) -> dict[str, Any]:
    if instance is None or instance._state.adding:
        return {}
    known = instance.get_deferred_fields()
    fields = [one for one in instance._meta.concrete_fields if one.attname not in known and not one.primary_key]
    return {one.name: getattr(instance, one.attname) for one in fields}


def save_rows(formset: Any, *, of: models.Model, by: Any, verb: str = "change_rows") -> bool:
    """Save a valid model formset; one audit line on `of` says which rows were written and removed."""
    with transaction.atomic():
        rows = formset.save(commit=False)
        gone = [str(row) for row in formset.deleted_objects]
        for row in formset.deleted_objects:
            row.delete()
        for row in rows:
            row.save()
        formset.save_m2m()
        if rows or gone:
            audit(of, verb, by=by, before={"removed": gone}, after={"written": [str(row) for row in rows]})
    return bool(rows or gone)


def composed(data: Any) -> Any:
    """The same data with every text in NFC; passwords stay as typed."""

    def clean(key: str, value: Any) -> Any:
        return nfc(value) if isinstance(value, str) and "password" not in key else value

    if not isinstance(data, MultiValueDict):
        return {
            key: [clean(key, v) for v in value] if isinstance(value, list) else clean(key, value)
            for key, value in data.items()
        }
    copy = QueryDict(mutable=True)
    for key, values in data.lists():
        copy.setlist(key, [clean(key, value) for value in values])
    return copy


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list | tuple | models.QuerySet) else value


class ReasonForm(PlainForm, forms.Form):
    """The reason a step back asks for."""

    reason = forms.CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, act: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if act:
            self.fields["reason"].error_messages["required"] = f"Ghi lý do {act}"


class ConfirmWordForm(PlainForm, forms.Form):
    """A word typed before an act that cannot be undone; case and marks do not matter."""

    word = forms.CharField(
        label="Chữ xác nhận", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"})
    )

    def __init__(self, *args: Any, word: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = word
        self.fields["word"].label = f"Gõ {word} để xác nhận"
        self.fields["word"].error_messages["required"] = self.wrong

    @property
    def wrong(self) -> str:
        return f"Gõ đúng chữ {self.expected} để xác nhận"

    def clean_word(self) -> str:
        if search_key(self.cleaned_data["word"]) != search_key(self.expected):
            raise ValidationError(self.wrong, code="wrong_word")
        return self.expected


class EvidenceForm(PlainForm, forms.Form):
    """A file that is handed in as proof."""

    file = forms.FileField(
        label="Tệp minh chứng",
        help_text="PDF, DOCX, JPG hoặc PNG, tối đa 10 MB",
        max_length=400,
        error_messages=dict.fromkeys(("required", "missing", "invalid"), "Chọn tệp minh chứng"),
    )

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        media_type_of(upload)
        return upload
