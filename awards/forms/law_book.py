"""What is asked for before a rehearsal, and which set of the law book is shown."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards.eligibility import sets
from thidua.forms import DateField, PlainForm
from thidua.models import RuleSetCode

MOST_YEARS = 5
AS_THEN = ""


class RehearsalForm(PlainForm, forms.Form):
    """Over which past years; `of_draft`: the draft beside a set, else one whole set in place of another."""

    years = forms.TypedMultipleChoiceField(label="Các năm", coerce=int, widget=forms.CheckboxSelectMultiple)
    rule_set = forms.ChoiceField(label="Bộ quy định", widget=forms.RadioSelect)
    skips_answers = forms.BooleanField(
        label="Bỏ qua điều kiện có hoặc không và giấy tờ (hồ sơ cũ chưa ai trả lời)", required=False, initial=True
    )

    def __init__(self, *args: Any, known_years: list[int], of_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["years"].choices = [(year, str(year)) for year in known_years]
        self.fields["years"].help_text = f"Chọn từ một đến {MOST_YEARS} năm."
        choices = [(code.value, code.label) for code in RuleSetCode if code.value in sets.SETS]
        if of_draft:
            choices = [(AS_THEN, "Bộ quy định của từng năm"), *choices]
            self.fields["rule_set"].required = False
            self.fields["rule_set"].label = "Đặt bản thảo bên cạnh"
            self.fields["rule_set"].help_text = "Hai bên cùng một bộ quy định, chỉ khác ở bản thảo."
        else:
            del self.fields["skips_answers"]
            self.fields["rule_set"].label = "Thay bộ quy định của các năm ấy bằng"
        self.fields["rule_set"].choices = choices

    def clean_years(self) -> list[int]:
        years = sorted(set(self.cleaned_data["years"]))
        if len(years) > MOST_YEARS:
            raise ValidationError(f"Chọn nhiều nhất {MOST_YEARS} năm; đang chọn {len(years)}")
        return years


class BasisForm(PlainForm, forms.Form):
    """Which set, and as it stands on which day; both may stay empty."""

    marks_optional = False
    bo = forms.ChoiceField(label="Bộ quy định", required=False)
    ngay = DateField(label="Ngày", required=False, help_text="Để trống là hôm nay, hoặc ngày gần nhất của bộ đó")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("bo", sets.pick(today))
        choices = [(code.value, code.label) for code in RuleSetCode if code.value in sets.SETS]
        self.fields["bo"].choices = [("", "Theo ngày"), *choices]

    def clean_ngay(self) -> date | None:
        day = self.cleaned_data["ngay"]
        if day:
            try:
                sets.pick(day)
            except ValueError as error:
                raise ValidationError(str(error).rstrip(".")) from None
        return day
