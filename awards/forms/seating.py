"""Forms of the council's composition: a council from a decision, a member more, another role, a replacement."""

from typing import Any

from django import forms

from awards.models import Council, Seat
from campaigns.models import StaffMember
from thidua import clock
from thidua.forms import DateField, IntegerField, PersonField, PlainForm
from thidua.models import Institution
from thidua.rows import Rows

ROWS = "rows"


def employed() -> Any:
    return StaffMember.objects.employed(clock.today())


class CouncilForm(PlainForm, forms.ModelForm):
    """Without a kind the council for awards is meant."""

    marks_optional = False

    class Meta:
        model = Council
        fields = ("kind", "name", "decision_number", "decision_date", "starts_on")
        labels = {"kind": "Loại", "name": "Tên Hội đồng", "starts_on": "Nhiệm kỳ từ ngày"}
        help_texts = {"decision_number": "Ví dụ: 02/QĐ-…, như ghi trên quyết định"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False
        school = Institution.objects.first()
        if school and not self.instance.pk:
            self.initial.setdefault("name", f"{school.council_name} {school.name}"[:160])

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Council.Kind.AWARDS

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("kind") == Council.Kind.INITIATIVES:
            self._take_its_own_name()
        decided, since = self.cleaned_data.get("decision_date"), self.cleaned_data.get("starts_on")
        if decided and since and since < decided:
            self.add_error("starts_on", "Nhiệm kỳ phải từ ngày quyết định thành lập trở đi")
        return self.cleaned_data

    def _take_its_own_name(self) -> None:
        """The name proposed for the council for awards was left standing: then the other's is meant."""
        if self.cleaned_data.get("name") == self.initial.get("name") and (school := Institution.objects.first()):
            self.cleaned_data["name"] = f"{Council.Kind.INITIATIVES.label} {school.name}"[:160]


class CouncilWordsForm(PlainForm, forms.ModelForm):
    """Corrections of how the council and its decision are written; the term is changed by a new decision."""

    class Meta:
        model = Council
        fields = ("name", "decision_number", "decision_date")
        labels = {"name": "Tên Hội đồng"}


class SeatRow(PlainForm, forms.Form):
    marks_optional = False
    staff_member = PersonField(StaffMember.objects.all(), label="Thành viên")
    role = forms.ChoiceField(label="Vai trò", choices=[("", "---------"), *Seat.Role.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_member"].queryset = employed()


SeatRows = forms.formset_factory(SeatRow, formset=Rows, extra=7, max_num=25, validate_max=True)


class SeatAddForm(SeatRow):
    starts_on = DateField(label="Thành viên từ ngày")


class SeatForm(PlainForm, forms.Form):
    role = forms.ChoiceField(label="Vai trò", choices=Seat.Role.choices)
    order = IntegerField(label="Thứ tự trong danh sách", min_value=0, max_value=999)
    ends_on = DateField(
        label="Ngày cuối là thành viên",
        required=False,
        help_text="Để trống khi còn là thành viên. Thôi giữa nhiệm kỳ thì ghi ngày. Ví dụ: 25/09/2026",
    )


class ReplaceForm(PlainForm, forms.Form):
    staff_member = PersonField(StaffMember.objects.all(), label="Người thay")
    starts_on = DateField(label="Thành viên từ ngày", help_text="Người cũ thôi từ hôm trước. Ví dụ: 25/09/2026")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_member"].queryset = employed()
