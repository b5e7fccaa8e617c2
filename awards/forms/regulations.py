"""Forms of a regulation: the text, a condition of each kind, a number it sets; choices in words, never by code."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards.eligibility import sets
from awards.eligibility.facts import FACTS
from awards.eligibility.kinds import Ranked
from awards.eligibility.own import Comparison, is_for, outside, threshold_facts, threshold_words
from awards.eligibility.parameters import AWARDS, KEYS, key_of
from awards.eligibility.wording import Kind, choices_of, kind_of, label_of
from awards.models import Regulation, RegulationCondition, RegulationParameter
from campaigns.models import Award
from thidua.forms import DateField, IntegerField, PlainForm
from thidua.models import LegalText, RuleSetCode
from thidua.vietnamese import clean_line, upper_first

CLAUSE_HINT = "Phải có trước khi áp dụng. Ví dụ: Điều 9, khoản 2"
BLOCKING = (("True", "Bắt buộc: không đạt thì chưa đủ điều kiện"), ("False", "Chỉ nhắc: không đạt vẫn xét"))
SIGNS = (("≥", "từ mức này trở lên"), (">", "trên mức này"))
# What the law fixes itself: nobody's own rules change it.
FIXED_BY_LAW = (
    "valid_", "prize_", "rounding", "base_salary", "form_", "revoke_", "publicity_", "movement_", "maternity_",
    "not_considered_", "leave_40", "window_", "consecutive_",
)  # fmt: skip


class RegulationForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Regulation
        fields = ("title", "issuer", "number", "issued_on", "legal_text", "valid_from")
        labels = {"title": "Tên quy chế, quy định", "legal_text": "Văn bản trong danh mục pháp lý"}
        help_texts = {
            "number": "Ví dụ: 12/QĐ-TCT, như ghi trên văn bản",
            "valid_from": "Hồ sơ nhận từ ngày này đối chiếu theo quy chế. Ví dụ: 01/01/2023",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_text"].queryset = LegalText.objects.filter(role=LegalText.Role.LOCAL)

    def clean(self) -> dict[str, Any]:
        super().clean()
        text = self.cleaned_data.get("legal_text")
        issued = self.cleaned_data.get("issued_on") or (text.issued_on if text else None)
        since = self.cleaned_data.get("valid_from")
        if issued and since and since < issued:
            self.add_error("valid_from", "Ngày bắt đầu áp dụng phải từ ngày ban hành trở đi")
        return self.cleaned_data


class CloseForm(PlainForm, forms.Form):
    last_day = DateField(label="Áp dụng đến hết ngày", help_text="Ví dụ: 31/12/2026")


# --- conditions


class FactForm(PlainForm, forms.Form):
    """Which fact a threshold is set on."""

    marks_optional = False
    fact = forms.ChoiceField(label="Ngưỡng đặt trên")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {name: upper_first(label) for name, label in threshold_facts().items()}
        people = [pair for pair in labels.items() if is_for(pair[0], "LDTT") or is_for(pair[0], "CSTDCS")]
        units = [pair for pair in labels.items() if is_for(pair[0], "TTLDTT")]
        self.fields["fact"].choices = [("", "---------"), ("Của cá nhân", people), ("Của tập thể", units)]


class ConditionForm(PlainForm, forms.ModelForm):
    """A yes or no, or a paper; `kind` and `regulation` are the instance's."""

    awards = forms.MultipleChoiceField(label="Áp dụng cho", widget=forms.CheckboxSelectMultiple)
    blocking = forms.TypedChoiceField(
        label="Mức độ",
        choices=BLOCKING,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = RegulationCondition
        fields = ("words", "awards", "blocking", "clause", "certainty")
        help_texts = {"clause": CLAUSE_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["awards"].choices = self._award_choices()
        self.initial.setdefault("blocking", True)
        self.initial["blocking"] = str(self.initial["blocking"])
        if "words" in self.fields:
            is_paper = self.instance.kind == RegulationCondition.Kind.DOCUMENT
            field = self.fields["words"]
            field.label = "Giấy tờ phải có" if is_paper else "Điều kiện, viết để trả lời có hoặc không"
            field.help_text = (
                "Ví dụ: giấy xác nhận của chi bộ nơi cư trú"
                if is_paper
                else "Ví dụ: có ít nhất một chuyên đề sinh hoạt chuyên môn trong năm"
            )

    def _award_choices(self) -> list[tuple[str, str]]:
        return [(award.code, award.quoted_name) for award in Award.objects.filter(code__in=AWARDS)]

    def clean_words(self) -> str:
        words = clean_line(self.cleaned_data["words"]).rstrip(".")
        if "{" in words or "}" in words:
            raise ValidationError("Nội dung không dùng được dấu ngoặc nhọn")
        return words


class ThresholdForm(ConditionForm):
    """A threshold on the instance's fact; its words are made from the choice."""

    comparison = forms.ChoiceField(label="So sánh", choices=RegulationCondition.Comparison)

    class Meta(ConditionForm.Meta):
        fields = ("comparison", "value", "awards", "blocking", "clause", "certainty")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        info = FACTS[self.instance.fact]
        if issubclass(info.type, Ranked):
            ranks = [(one.value, upper_first(one.label)) for one in info.type]
            self.fields["value"] = forms.ChoiceField(label="Giá trị", choices=[("", "---------"), *ranks])
        else:
            unit = f"Tính bằng: {info.unit}" if info.unit else ""
            self.fields["value"] = IntegerField(label="Giá trị", min_value=0, max_value=9999, help_text=unit)
        self.dress_fields()

    def _award_choices(self) -> list[tuple[str, str]]:
        return [pair for pair in super()._award_choices() if is_for(self.instance.fact, pair[0])]

    def clean(self) -> dict[str, Any]:
        super().clean()
        value, comparison = self.cleaned_data.get("value"), self.cleaned_data.get("comparison")
        if value in (None, "") or not comparison:
            return self.cleaned_data
        text, fact = str(value), self.instance.fact
        self.cleaned_data["value"] = text
        if outside(fact, Comparison(comparison), text) is None:
            self.add_error("value", "Ngưỡng này ai cũng đạt; chọn giá trị khác")
        self.instance.words = threshold_words(fact, Comparison(comparison), text)[:200]
        return self.cleaned_data


# --- parameters


def keys_left_open(code: str) -> list[str]:
    """The parameters of a set that a province's or a school's rules may set, votes of every award among them."""
    votes = [f"{name}.{award}" for name in ("vote_threshold", "vote_way") for award in AWARDS]
    names = [key for key in sets.get(code).parameters if not key.startswith((*FIXED_BY_LAW, "vote_"))]
    order = list(KEYS)
    return sorted([*names, *votes], key=lambda key: order.index(key.partition(".")[0]))


class KeyForm(PlainForm, forms.Form):
    """Which number of which rule set."""

    marks_optional = False
    rule_set = forms.ChoiceField(label="Bộ quy định", choices=RuleSetCode)
    key = forms.ChoiceField(label="Tham số")

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("rule_set", sets.pick(day))
        plain, groups = [], {}
        for key in dict.fromkeys(key for code in sets.SETS for key in keys_left_open(code)):
            name, _, award = key.partition(".")
            label = upper_first(label_of(key))
            if award:
                groups.setdefault(upper_first(KEYS[name].label), []).append((key, label))
            else:
                plain.append((key, label))
        self.fields["key"].choices = [("", "---------"), *plain, *groups.items()]

    def clean(self) -> dict[str, Any]:
        code, key = self.cleaned_data.get("rule_set"), self.cleaned_data.get("key")
        if code and key and key not in keys_left_open(code):
            self.add_error("key", f"Bộ quy định {code} không có tham số này")
        return self.cleaned_data


class RegulationParameterForm(PlainForm, forms.ModelForm):
    """`rule_set`, `key` and `regulation` are the instance's."""

    class Meta:
        model = RegulationParameter
        fields = ("value", "clause", "certainty")
        help_texts = {"clause": CLAUSE_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.instance.key
        if kind_of(key) is Kind.THRESHOLD:
            stored = self.initial.get("value") or ""
            self.fields["sign"] = forms.ChoiceField(label="Cách tính mức", choices=SIGNS, widget=forms.RadioSelect)
            self.initial["sign"] = ">" if stored.startswith(">") and not stored.startswith(">=") else "≥"
            self.initial["value"] = stored.lstrip(">=≥")
        self.fields["value"] = _value_field(key)
        self.order_fields(["sign", "value"])
        self.dress_fields()

    def clean_value(self) -> str:
        text = clean_line(str(self.cleaned_data["value"]))
        if "sign" in self.fields:
            if not self.cleaned_data.get("sign"):
                return text  # what is missing is said beside it
            text = f"{self.cleaned_data['sign']}{text}"
        try:
            key_of(self.instance.key).parse(text)
        except ValueError as error:
            said = str(error).rstrip(".")
            raise ValidationError(f"Giá trị {said}" if said[:1].islower() else said) from None
        return text

    def _get_validation_exclusions(self) -> set[str]:
        """The row's own regulation, set and key take part in the check that nothing is set twice."""
        return super()._get_validation_exclusions() - {"regulation", "rule_set", "key"}


def _value_field(key: str) -> forms.Field:
    if choices := choices_of(key):
        pairs = [(value, upper_first(words)) for value, words in choices]
        return forms.ChoiceField(label="Giá trị", choices=pairs, widget=forms.RadioSelect)
    if kind_of(key) is Kind.WHOLE:
        return IntegerField(label="Giá trị", min_value=0, max_value=9999)
    narrow = forms.TextInput(attrs={"size": "12", "autocomplete": "off"})
    hint = "Ví dụ: 80%, 2/3" if kind_of(key) in (Kind.SHARE, Kind.THRESHOLD) else ""
    return forms.CharField(label="Giá trị", max_length=60, help_text=hint, widget=narrow)
