"""Forms of prize money: how it was handed over, a row of the fund, the filters of both pages."""

from typing import Any

from django import forms

from awards.models import FundEntry, Payment
from thidua import clock
from thidua.forms import DateField, IntegerField, MoneyField, PlainForm
from thidua.vietnamese import money

MOST = 999_999_999_999  # đồng; sums of many rows stay far below what a column holds
FIRST_YEAR, LAST_YEAR = 2000, 2199


class PaymentFilter(PlainForm, forms.Form):
    marks_optional = False
    STATES = (("", "Tất cả"), ("chua", "Chưa nhận"), ("roi", "Đã nhận"))
    trang_thai = forms.ChoiceField(label="Tiền thưởng", required=False, choices=STATES)

    @property
    def unpaid(self) -> bool | None:
        state = self.cleaned_data.get("trang_thai", "") if self.is_valid() else ""
        return {"chua": True, "roi": False}.get(state)


class PaymentForm(PlainForm, forms.Form):
    paid_on = DateField(label="Ngày chi", help_text="Ngày người nhận ký nhận. Ví dụ: 06/01/2023")
    method = forms.ChoiceField(label="Cách chi", choices=Payment.Method, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Ghi chú", max_length=300, required=False, help_text="Ví dụ: phiếu chi số 12; nhận thay, có giấy"
    )


class FundYearForm(PlainForm, forms.Form):
    marks_optional = False
    nam = forms.TypedChoiceField(label="Quỹ năm", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nam"].choices = [(year, str(year)) for year in years]

    @property
    def year(self) -> int | None:
        return self.cleaned_data.get("nam") if self.is_valid() else None


class FundEntryForm(PlainForm, forms.Form):
    kind = forms.ChoiceField(
        label="Loại",
        choices=[
            ("", "Chọn loại thu, chi"),
            ("Thu", [(kind.value, kind.label) for kind in FundEntry.INCOME]),
            ("Chi (không gồm tiền thưởng)", [(kind.value, kind.label) for kind in FundEntry.COSTS]),
        ],
    )
    amount = MoneyField(
        label="Số tiền",
        min_value=1,
        max_value=MOST,
        error_messages={"max_value": f"Số tiền nhiều nhất {money(MOST)} đồng"},
    )
    on = DateField(label="Ngày trên chứng từ", help_text="Ví dụ: 15/01/2023")
    year = IntegerField(
        label="Quỹ năm",
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Năm của Quỹ mà khoản này thuộc về.",
        error_messages=dict.fromkeys(("min_value", "max_value"), f"Quỹ năm phải từ {FIRST_YEAR} đến {LAST_YEAR}"),
    )
    content = forms.CharField(
        label="Nguồn, nội dung", max_length=200, help_text="Ví dụ: Trích kinh phí tự chủ; Khung giấy khen 30 chiếc"
    )
    document_number = forms.CharField(
        label="Số chứng từ", max_length=60, required=False, help_text="Ví dụ: phiếu chi số 12"
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = self.fields["year"].initial or clock.today().year
