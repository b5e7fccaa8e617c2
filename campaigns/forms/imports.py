"""The file of an import."""

from django import forms

from thidua.forms import PlainForm


class ImportUploadForm(PlainForm, forms.Form):
    file = forms.FileField(
        label="Tệp Excel",
        help_text="Tệp .xlsx, tối đa 10 MB. Chưa nhập gì cho đến khi xem trước và bấm nhập.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,  # the reader says it with what to do
        error_messages={"required": "Chọn tệp Excel"},
    )
