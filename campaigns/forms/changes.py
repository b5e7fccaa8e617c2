"""What changes in people's lives, as the clerk enters it: another name, coming back, standing in for a head."""

from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from campaigns.forms.campaigns import end_not_before_start
from campaigns.models import Posting, StaffMember
from thidua import clock
from thidua.forms import DateField, PersonField, PlainForm

REASON = forms.Textarea(attrs={"rows": 3})


class RenameForm(PlainForm, forms.Form):
    full_name = forms.CharField(label="Họ và tên mới", max_length=120)
    since = DateField(label="Ngày bắt đầu dùng tên mới", help_text="Ví dụ: 25/09/2022. Ngày ghi trên giấy tờ đổi tên.")
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=REASON,
        help_text="Ví dụ: cải chính hộ tịch, trích lục số 12/TLCC-HT ngày 25/09/2022.",
        error_messages={"required": "Ghi lý do đổi họ tên"},
    )


class ComeBackForm(PlainForm, forms.Form):
    on = DateField(label="Trở lại từ ngày", help_text="Ngày làm việc đầu tiên sau khi trở lại.")
    reason = forms.CharField(
        label="Lý do, văn bản",
        max_length=300,
        widget=REASON,
        help_text="Ví dụ: Quyết định tuyển dụng lại số 12/QĐ ngày 25/09/2022.",
        error_messages={"required": "Ghi lý do, văn bản trở lại làm việc"},
    )


class StandInForm(PlainForm, forms.Form):
    person = PersonField(StaffMember.objects.none(), label="Người phụ trách thay")
    post = forms.CharField(
        label="Chức danh khi phụ trách thay",
        max_length=120,
        help_text="Đứng ở dòng ký và câu báo việc. Ví dụ: Phó Trưởng khoa; Phụ trách khoa.",
    )
    starts_on = DateField(label="Ngày bắt đầu", help_text="Ví dụ: 25/09/2022")
    ends_on = DateField(label="Ngày kết thúc", help_text="Nhiều nhất một năm; về sớm thì kết thúc sớm ở trang đơn vị.")
    basis = forms.CharField(
        label="Lý do, văn bản giao phụ trách",
        max_length=300,
        widget=REASON,
        help_text="Đứng ở trang đơn vị. Ví dụ: Quyết định số 12/QĐ ngày 25/09/2022.",
        error_messages={"required": "Ghi lý do, văn bản giao phụ trách thay"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = StaffMember.objects.employed(clock.today())

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        return self.cleaned_data


class EndStandInForm(PlainForm, forms.Form):
    last_day = DateField(label="Ngày phụ trách cuối cùng")
    reason = forms.CharField(
        label="Lý do",
        max_length=2000,
        widget=REASON,
        error_messages={"required": "Ghi lý do kết thúc phụ trách thay"},
    )
    marks_optional: ClassVar[bool] = False

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if posting.starts_on > clock.today():  # taken back whole: there is no last day
            self.fields["last_day"].required = False
            self.fields["last_day"].widget = forms.HiddenInput()


# --- on the page where a person's data are mended


def name_the_pages(form: Any) -> None:
    """Beside the fields that have a page of their own for what is more than a slip of the pen."""
    person = form.instance
    if person.pk:
        form.fields["full_name"].help_text = format_html(
            'Ở đây chỉ sửa lỗi gõ; kết hôn, cải chính thì dùng trang <a href="{}">Đổi họ tên</a> để giữ tên cũ.',
            reverse("staff_rename", args=[person.pk]),
        )
    if person.pk and person.left_on:
        form.fields["left_on"].help_text = format_html(
            'Ở đây chỉ sửa ngày ghi nhầm; người đi rồi về thì dùng trang <a href="{}">Trở lại làm việc</a>.',
            reverse("staff_come_back", args=[person.pk]),
        )
