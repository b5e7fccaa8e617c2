"""Forms of a parameter's value: a field that fits what is asked, the source, from when; the filter of the list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards import amending, lawbook
from awards.eligibility import sets
from awards.eligibility.parameters import key_of, parse_share
from awards.eligibility.wording import SUBJECTS, Kind, choices_of, kind_of, subject_of
from thidua.forms import DateField, IntegerField, PlainForm
from thidua.models import Certainty, RuleSetCode
from thidua.vietnamese import clean_line

ANY = "tat-ca"
TO_CHECK, OWN, ABSENT = "can-tham-tra", "dat-rieng", "chua-co"
SHOWN = ((ANY, "Mọi quy định có giá trị"), (TO_CHECK, "Cần thẩm tra"), (OWN, "Đặt riêng"), (ABSENT, "Chưa có giá trị"))
SIGNS = (("≥", "từ mức này trở lên"), (">", "trên mức này"))
SHARE_HINT = "Ví dụ: 80%, 2/3"
SOURCE_HINT = "Số, ký hiệu văn bản, điều, khoản. Ví dụ: Quy chế của Trường số 12/QĐ-TCT, Điều 7"


class ParameterFilter(PlainForm, forms.Form):
    marks_optional = False
    bo = forms.ChoiceField(label="Bộ quy định", required=False)
    nhom = forms.ChoiceField(
        label="Nhóm", choices=[("", "Mọi nhóm"), *((name, name) for name in SUBJECTS)], required=False
    )
    loc = forms.ChoiceField(label="Chỉ hiện", choices=SHOWN, required=False)
    q = forms.CharField(label="Tìm trong tên, giá trị, nguồn", required=False, max_length=120)

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        today = amending.todays_set()
        self.initial["bo"] = today
        codes = [code for code in RuleSetCode if code in sets.SETS]
        codes.sort(key=lambda code: code != today)
        self.fields["bo"].choices = [(code.value, f"{code.label}{self._now(code, today)}") for code in codes]

    @staticmethod
    def _now(code: RuleSetCode, today: str) -> str:
        return " – đang áp dụng" if code == today else ""

    @property
    def rule_set(self) -> str:
        return (self.cleaned_data.get("bo") if self.is_valid() else "") or amending.todays_set()

    @property
    def is_asked(self) -> bool:
        asked = self.cleaned_data if self.is_valid() else {}
        narrowed = asked.get("loc") not in (None, "", ANY)
        return bool(asked.get("q") or asked.get("nhom") or narrowed)

    def entries(self) -> list[lawbook.Entry]:
        asked = self.cleaned_data if self.is_valid() else {}
        found = lawbook.entries(self.rule_set)
        if asked.get("nhom"):
            found = [entry for entry in found if subject_of(entry.key) == asked["nhom"]]
        shown = asked.get("loc")
        if shown == ABSENT:
            found = [entry for entry in found if not entry.value]
        else:
            found = [entry for entry in found if entry.value]
        if shown == TO_CHECK:
            found = [entry for entry in found if entry.to_check]
        elif shown == OWN:
            found = [entry for entry in found if entry.is_own]
        return lawbook.matching(found, asked.get("q") or "")


def value_field(key: str) -> forms.Field:
    kind = kind_of(key)
    if choices := choices_of(key):
        widget = forms.RadioSelect if kind is Kind.FLAG else forms.Select
        return forms.ChoiceField(label="Giá trị", choices=choices, widget=widget)
    if kind is Kind.WHOLE:
        return IntegerField(label="Giá trị", min_value=0, max_value=999_999)
    hint = SHARE_HINT if kind in (Kind.SHARE, Kind.THRESHOLD) else ""
    if key.startswith("prize_"):
        hint = "Số lần. Ví dụ: 0,3"
    narrow = forms.TextInput(attrs={"size": "12", "autocomplete": "off"})
    return forms.CharField(label="Giá trị", max_length=60, help_text=hint, widget=narrow)


class ChangeForm(PlainForm, forms.Form):
    """`value` comes out as the text a row stores; what its reader refuses is said beside the field."""

    source = forms.CharField(label="Nguồn", max_length=300, help_text=SOURCE_HINT)
    certainty = forms.ChoiceField(label="Độ chắc chắn", choices=Certainty, widget=forms.RadioSelect)
    since = DateField(label="Áp dụng từ ngày", help_text="Ví dụ: 01/01/2023")

    def __init__(self, *args: Any, entry: lawbook.Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry
        if kind_of(entry.key) is Kind.THRESHOLD:
            self.fields["sign"] = forms.ChoiceField(label="Cách tính mức", choices=SIGNS, widget=forms.RadioSelect)
        self.fields["value"] = value_field(entry.key)
        self.order_fields(["sign", "value"])
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("value") is None or ("sign" in self.fields and not cleaned.get("sign")):
            return cleaned
        text = clean_line(f"{cleaned.get('sign') or ''}{cleaned['value']}")
        try:
            if "sign" in self.fields:  # the sign was chosen, not typed: no word of it in the answer
                parse_share(str(cleaned["value"]))
            key_of(self.entry.key).parse(text)
        except ValueError as error:
            raise ValidationError({"value": _beside_the_field(str(error))}) from None
        cleaned["value"] = text
        self._ask(text)
        return cleaned

    def _ask(self, text: str) -> None:
        since, code, key = self.cleaned_data.get("since"), self.entry.rule_set, self.entry.key
        if since is None:
            return
        if why := amending.why_not_since(code, key, since):
            self.add_error("since", why)
        elif why := amending.why_not_value(code, key, text, since):
            self.add_error("value", why)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was sent, for the hidden fields of the page that asks once more."""
        return [(name, self.data.get(name, "")) for name in self.fields]


def _beside_the_field(error: str) -> str:
    """The reader's words under the field's name: “phải viết như 2/3 …” → “Giá trị phải viết như 2/3 …”."""
    said = error.rstrip(".")
    return f"Giá trị {said}" if said[:1].islower() else said


class ConfirmForm(PlainForm, forms.Form):
    source = forms.CharField(label="Đã đối chiếu với", max_length=300, help_text=SOURCE_HINT)


class EndForm(PlainForm, forms.Form):
    last_day = DateField(label="Ngày cuối cùng áp dụng", help_text="Ví dụ: 31/12/2022")


def ticked_names(values: list[str]) -> list[tuple[str, str]]:
    """(set, key) of the ticked boxes; ValidationError when one names no parameter (a hand-made post)."""
    found = []
    for value in dict.fromkeys(values):
        code, _, key = value.partition("/")
        try:
            sets.get(code)
            key_of(key)
        except KeyError:
            raise ValidationError("Chọn trong danh sách") from None
        found.append((code, key))
    return found
