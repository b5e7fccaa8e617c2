"""Forms of a posted list and of objections to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from awards.models import DisclosedCase, Disclosure
from campaigns.models import StaffMember
from thidua import clock
from thidua.forms import DateField, IntegerField, PersonField, PlainForm

PLACES = "Bảng tin của Trường\nTrang thông tin điện tử của Trường"


class DisclosureForm(PlainForm, forms.Form):
    """From when, until when, where. Whether the days are enough is the verb's to say."""

    starts_on = DateField(label="Công khai từ ngày", help_text="Từ ngày này danh sách khóa lại. Ví dụ: 13/12/2022")
    ends_on = DateField(
        label="Đến hết ngày", required=False, help_text="Để trống thì lấy đủ số ngày làm việc theo quy định."
    )
    places = forms.CharField(
        label="Nơi công khai",
        initial=PLACES,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Mỗi dòng một nơi.",
    )
    short_reason = forms.CharField(
        label="Lý do công khai ít ngày hơn",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ ghi khi ít ngày hơn mức còn phải thẩm tra; Hội đồng đọc được.",
    )


class _AboutForm(PlainForm, forms.Form):
    """About one line of the list, by its number there, or about all of it."""

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disclosure = disclosure
        self.fields["ordinal"] = IntegerField(
            label="Số thứ tự trong danh sách",
            required=False,
            min_value=1,
            help_text="Để trống khi kiến nghị về cả danh sách.",
        )
        self.dress_fields()
        self.order_fields(["ordinal"])

    def clean_ordinal(self) -> DisclosedCase | None:
        """The line itself."""
        number = self.cleaned_data["ordinal"]
        if number is None:
            return None
        case = self.disclosure.cases.select_related("nomination").filter(ordinal=number).first()
        if case is None:
            raise ValidationError(f"Danh sách không có số {number}; xem lại cột STT", code="no_such_case")
        return case


class SendForm(_AboutForm):
    content = forms.CharField(
        label="Nội dung kiến nghị",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Ghi nội dung kiến nghị"},
    )
    is_withheld = forms.BooleanField(
        label="Giữ kín tên tôi",
        required=False,
        help_text="Thường trực và Hội đồng đọc được nội dung, không thấy tên người gửi.",
    )

    def told(self) -> dict[str, Any]:
        """What the verb takes."""
        names = ("content", "is_withheld")
        return {name: self.cleaned_data[name] for name in names} | {"case": self.cleaned_data["ordinal"]}


class ReceiveForm(SendForm):
    """Written down by the clerk."""

    received_on = DateField(label="Ngày tiếp nhận", help_text="Trong thời gian công khai. Ví dụ: 15/12/2022")
    staff_member = PersonField(label="Người kiến nghị là cán bộ", queryset=StaffMember.objects.none(), required=False)
    from_text = forms.CharField(
        label="Người kiến nghị ngoài cơ quan",
        max_length=200,
        required=False,
        help_text="Họ tên, nơi ở hoặc nơi công tác.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_member"].queryset = StaffMember.objects.employed(clock.today())
        withheld = self.fields["is_withheld"]
        withheld.label = "Giữ kín người kiến nghị"
        withheld.help_text = "Không hiện tên ở đâu; được để trống hai ô trên."
        self.order_fields(["received_on", "ordinal", "staff_member", "from_text", "is_withheld", "content"])

    def told(self) -> dict[str, Any]:
        names = ("received_on", "staff_member", "from_text")
        return super().told() | {name: self.cleaned_data[name] for name in names}


class AnswerForm(PlainForm, forms.Form):
    text = forms.CharField(
        label="Nội dung trả lời",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Người kiến nghị và Hội đồng đọc đúng những lời này; ghi rồi không sửa được.",
        error_messages={"required": "Ghi nội dung trả lời"},
    )
