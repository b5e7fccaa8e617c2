"""Who presides in the chair's place, and why; why the chair does again."""

from typing import Any

from django import forms

from awards.models import Seat
from awards.presiding import LONGEST
from campaigns import namesakes
from thidua.forms import PlainForm


class HandOverForm(PlainForm, forms.Form):
    seat = forms.ModelChoiceField(Seat.objects.none(), label="Người chủ trì", empty_label=None)
    reason = forms.CharField(
        label="Lý do",
        max_length=LONGEST,
        help_text="In trong biên bản. Ví dụ: Chủ tịch Hội đồng đi công tác, ủy quyền Phó Chủ tịch chủ trì",
    )

    def __init__(self, seats: list[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).select_related("staff_member")
        marks = namesakes.marks([seat.staff_member_id for seat in seats])
        field.label_from_instance = lambda seat: f"{seat}{marks.get(seat.staff_member_id, '')}"
        self.fields["reason"].error_messages["required"] = "Ghi lý do người khác chủ trì thay Chủ tịch Hội đồng"


class TakeBackForm(PlainForm, forms.Form):
    reason = forms.CharField(label="Lý do", max_length=LONGEST)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "Ghi lý do Chủ tịch Hội đồng chủ trì lại"
