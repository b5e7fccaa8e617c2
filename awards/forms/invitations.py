"""Who was given an invitation on paper, on which day and by whom."""

from typing import Any

from django import forms

from awards.inviting import Invited
from campaigns import namesakes
from thidua.forms import DateField, PlainForm


class HandForm(PlainForm, forms.Form):
    keys = forms.MultipleChoiceField(label="Người nhận", widget=forms.CheckboxSelectMultiple)
    given_on = DateField(label="Ngày đưa", help_text="Ví dụ: 15/12/2022")
    given_by = forms.CharField(label="Người đưa", max_length=120)

    def __init__(self, people: list[Invited], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = namesakes.marks([one.seat.staff_member_id for one in people if one.seat])
        self.fields["keys"].choices = [(one.key, self._label(one, marks)) for one in people]
        self.fields["keys"].error_messages["required"] = "Chọn người đã được đưa giấy mời"

    @staticmethod
    def _label(one: Invited, marks: dict[int, str]) -> str:
        if one.seat is None:
            return f"{one.guest} (đại biểu mời)"
        return f"{one.seat}{marks.get(one.seat.staff_member_id, '')}"
