"""Filters of the ledger and of the list of those who may be nominated; what is not understood filters nothing."""

from typing import Any

from django import forms

from campaigns.models import Award, Department
from thidua import clock
from thidua.fields import NamedChoiceField
from thidua.forms import PlainForm

FIRST_YEAR = 1950
# Before it the program has no rule set to assess by.
FIRST_YEAR_OF_THE_LAW = 2014


class ListFilter(PlainForm, forms.Form):
    marks_optional = False

    def asked(self) -> dict[str, Any]:
        """What was chosen and understood, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _year(**more: Any) -> forms.IntegerField:
    number = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "6"})
    return forms.IntegerField(label="Năm", min_value=FIRST_YEAR, widget=number, required=False, **more)


class PotentialFilter(ListFilter):
    nam = _year()
    danh_hieu = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=Award.objects.for_individuals(), required=False, empty_label=None
    )
    don_vi = NamedChoiceField(
        label="Đơn vị", queryset=Department.objects.all(), required=False, empty_label="Mọi đơn vị"
    )

    def clean_nam(self) -> int | None:
        year = self.cleaned_data["nam"]
        if year and not FIRST_YEAR_OF_THE_LAW <= year <= clock.today().year:
            raise forms.ValidationError(f"Năm phải từ {FIRST_YEAR_OF_THE_LAW} đến {clock.today().year}")
        return year


class LedgerFilter(ListFilter):
    STATES = (("", "Tất cả"), ("tu-do", "Chưa dùng"), ("da-dung", "Đã dùng"), ("trung", "Dùng trùng"))
    q = forms.CharField(label="Tên sáng kiến, người", max_length=200, required=False)
    nam = _year()
    don_vi = NamedChoiceField(
        label="Đơn vị", queryset=Department.objects.all(), required=False, empty_label="Mọi đơn vị"
    )
    tinh_trang = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
