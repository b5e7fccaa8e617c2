"""The code printed on an issued paper, or on a certificate, as people type it."""

import re

from django import forms

from awards.documents.certificates import CHECK_LETTERS
from thidua.forms import PlainForm
from thidua.models.document import CODE_LENGTH

# What is taken for another letter when read from paper (Crockford's base32).
MISREAD = str.maketrans("ILO", "110", " -.")


# A certificate's: the decision's code, the line, four letters.
OF_CERTIFICATE = re.compile(rf"([0-9A-Z]{{{CODE_LENGTH}}})([0-9]{{1,5}})([0-9A-Z]{{{CHECK_LETTERS}}})")
LONGEST = CODE_LENGTH + 5 + CHECK_LETTERS


def normal_code(text: str) -> str:
    """Capitals, without spaces; I and L are 1, O is 0."""
    return text.strip().upper().translate(MISREAD)[: LONGEST + 1]


def parts_of_certificate(code: str) -> tuple[str, int] | None:
    """The decision's code and the line, of a normal code as certificates bear it."""
    found = OF_CERTIFICATE.fullmatch(code)
    return (found[1], int(found[2])) if found else None


class VerifyForm(PlainForm, forms.Form):
    code = forms.CharField(
        label="Mã xác minh",
        max_length=40,
        help_text=f"{CODE_LENGTH} chữ và số in ở cuối trang đầu của văn bản; mã trên giấy khen, bằng dài hơn, nhập đủ "
        "cả mã. Không phân biệt chữ hoa, chữ thường",
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"}),
    )

    def clean_code(self) -> str:
        """As it was typed, so that the answer can show it so."""
        code = normal_code(self.cleaned_data["code"])
        if not code.isalnum() or not code.isascii():
            raise forms.ValidationError("Mã xác minh chỉ gồm chữ cái không dấu và chữ số", code="letters")
        return self.cleaned_data["code"]
