"""The code printed on an issued paper, as people type it."""

from django import forms

from thidua.forms import PlainForm
from thidua.models.document import CODE_LENGTH

# What is taken for another letter when read from paper (Crockford's base32).
MISREAD = str.maketrans("ILO", "110", " -.")


def normal_code(text: str) -> str:
    """Capitals, without spaces; I and L are 1, O is 0."""
    return text.strip().upper().translate(MISREAD)[: CODE_LENGTH + 1]


class VerifyForm(PlainForm, forms.Form):
    code = forms.CharField(
        label="Mã xác minh",
        max_length=40,
        help_text=f"{CODE_LENGTH} chữ và số in ở cuối trang đầu của văn bản; không phân biệt chữ hoa, chữ thường",
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"}),
    )

    def clean_code(self) -> str:
        """As it was typed, so that the answer can show it so."""
        code = normal_code(self.cleaned_data["code"])
        if not code.isalnum() or not code.isascii():
            raise forms.ValidationError("Mã xác minh chỉ gồm chữ cái không dấu và chữ số", code="letters")
        return self.cleaned_data["code"]
