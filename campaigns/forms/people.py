"""Plain forms of the clerk: units, staff, postings, absences, discipline, ratings."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import ModelForm

from campaigns import renaming
from campaigns.forms.campaigns import end_not_before_start
from campaigns.forms.changes import name_the_pages
from campaigns.leaving import why_not_leave
from campaigns.models import (
    Absence,
    AnnualRating,
    Department,
    DisciplinaryAction,
    Posting,
    StaffMember,
)
from thidua import clock
from thidua.fields import FIRST_YEAR, LAST_YEAR, NamedChoiceField
from thidua.form_words import OPTIONAL
from thidua.forms import PersonField, PlainForm
from thidua.vietnamese import vdate

ACCOUNT_ENDS = "Từ ngày này, tài khoản của người đó không đăng nhập được nữa."
NOTE = forms.Textarea(attrs={"rows": 3})
START_END: dict[str, str] = {"starts_on": "Ngày bắt đầu", "ends_on": "Ngày kết thúc"}


def check_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}")
    return year


def refuse_the_same_again(form: Any, **subject: Any) -> None:
    """A form sent twice writes one row: the same values about the same subject are already there."""
    if form.instance.pk or form.errors:
        return
    same = {name: form.cleaned_data[name] for name in form._meta.fields}
    if form._meta.model.objects.filter(**subject, **same).exists():
        raise ValidationError("Dòng này đã được ghi; xem lại danh sách trước khi ghi thêm")


def asked_together(form: Any, *names: str) -> None:
    """Fields that stay empty or are needed, as another field says: not “(không bắt buộc)”."""
    for name in names:
        form.fields[name].label = form.fields[name].label.removesuffix(OPTIONAL)


class KinshipForm(PlainForm, forms.Form):
    """One of the staff who is husband, wife or near relative of a person."""

    relative = PersonField(StaffMember.objects.all(), label="Người thân", help_text="Nhập mã cán bộ hoặc họ và tên")
    relation = forms.CharField(
        label="Quan hệ", max_length=60, help_text="Hai người là gì của nhau. Ví dụ: vợ chồng, chị em ruột"
    )


class StaffFilter(PlainForm, forms.Form):
    marks_optional = False
    q = forms.CharField(label="Họ và tên hoặc mã", required=False, max_length=120)
    unit = NamedChoiceField(Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả")
    left = forms.BooleanField(label="Đã thôi việc", required=False)
    placeless = forms.BooleanField(label="Chưa có vị trí công tác", required=False)

    def __init__(self, *args: Any, units: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DepartmentForm(PlainForm, ModelForm):
    class Meta:
        model = Department
        fields = ("code", "name", "short_name", "kind", "parent", "order", "valid_from", "valid_to")
        help_texts: ClassVar = {
            "name": "Văn bản đã ban hành giữ tên cũ. Đơn vị chia tách, sáp nhập giữa năm: thêm đơn vị mới, nhập ngày "
            "kết thúc của đơn vị cũ, rồi thêm vị trí công tác mới cho từng người.",
            "valid_to": "Sau ngày này người còn ở đơn vị đứng trong bộ lọc “Chưa có vị trí công tác” của trang Cán bộ.",
        }

    def clean(self) -> dict[str, Any]:
        super().clean()  # a code is one person's or unit's alone
        end_not_before_start(self, "valid_from", "valid_to")
        parent = self.cleaned_data.get("parent")
        if parent and parent == self.instance:
            self.add_error("parent", "Đơn vị không thể thuộc chính mình; chọn đơn vị cấp trên")
        return self.cleaned_data


class StaffMemberForm(PlainForm, ModelForm):
    class Meta:
        model = StaffMember
        fields = ("code", "full_name", "gender", "birth_date", "employment", "email", "joined_on", "left_on")
        help_texts: ClassVar = {"left_on": ACCOUNT_ENDS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_pages(self)

    def clean(self) -> dict[str, Any]:
        super().clean()  # a code is one person's or unit's alone
        end_not_before_start(self, "joined_on", "left_on")
        leaves = self.instance.pk and "left_on" in self.changed_data
        # Locked: the page saves in the same transaction.
        if leaves and (why := why_not_leave(self.instance, self.cleaned_data.get("left_on"), lock=True)):
            self.add_error("left_on", why.rstrip("."))
        return self.cleaned_data

    def save(self, *args: Any, **kwargs: Any) -> StaffMember:
        """A mended name is the account's too."""
        with transaction.atomic():
            person = super().save(*args, **kwargs)
            if "full_name" in self.changed_data:
                renaming.name_account(person)
        return person


class PostingForm(PlainForm, ModelForm):
    class Meta:
        model = Posting
        fields = (
            "department",
            "post",
            "starts_on",
            "ends_on",
            "is_main",
            "is_head",
            "is_union_lead",
            "may_sign",
            "signs_as",
        )
        labels: ClassVar = START_END
        help_texts: ClassVar = {"signs_as": "Chọn khi được ký văn bản; người không ký thì để trống."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_together(self, "signs_as")

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        if {"starts_on", "ends_on"} & set(self.errors):
            return self.cleaned_data
        others = self._overlapping()
        if self.cleaned_data.get("is_main"):
            self._one_main(others.filter(staff_member=self.instance.staff_member, is_main=True).first())
        if self.cleaned_data.get("is_head") and self.cleaned_data.get("department"):
            self._one_head(others.filter(department=self.cleaned_data["department"], is_head=True).first())
        return self.cleaned_data

    def _overlapping(self) -> QuerySet[Posting]:
        starts_on, ends_on = self.cleaned_data["starts_on"], self.cleaned_data.get("ends_on")
        meeting = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
        if ends_on:
            meeting &= Q(starts_on__lte=ends_on)
        others = Posting.objects.filter(meeting).exclude(pk=self.instance.pk)
        return others.select_related("staff_member", "department").order_by("starts_on")

    def _one_main(self, other: Posting | None) -> None:
        if other:
            sentence = main_is_taken(other.post, other.department, other.starts_on, other.ends_on)
            self.add_error("starts_on", sentence)

    def _one_head(self, other: Posting | None) -> None:
        if other:
            self.add_error("department", head_is_taken(other.staff_member, other.starts_on, other.ends_on))


def main_is_taken(post: str, unit: Any, starts_on: date, ends_on: date | None) -> str:
    return (
        f"Trùng với nơi công tác chính khác: {post}, {unit}, {in_words(starts_on, ends_on)}; "
        "nhập ngày kết thúc của vị trí đó trước, hoặc bỏ đánh dấu “nơi công tác chính”"
    )


def head_is_taken(name: Any, starts_on: date, ends_on: date | None) -> str:
    return (
        f"Đơn vị này đã có người đứng đầu: {name}, {in_words(starts_on, ends_on)}; "
        "nhập ngày kết thúc của vị trí đó trước"
    )


def in_words(starts_on: date, ends_on: date | None) -> str:
    return f"từ {vdate(starts_on)}" + (f" đến {vdate(ends_on)}" if ends_on else " đến nay")


class SpanForm(PlainForm, ModelForm):
    """Something recorded of a person from a day to a day."""

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        refuse_the_same_again(self, staff_member=self.instance.staff_member)
        return self.cleaned_data


class AbsenceForm(SpanForm):
    class Meta:
        model = Absence
        fields = ("kind", "starts_on", "ends_on", "study_result", "note")
        labels: ClassVar = START_END
        widgets: ClassVar = {"note": NOTE}


class DisciplinaryActionForm(SpanForm):
    class Meta:
        model = DisciplinaryAction
        fields = ("form", "starts_on", "ends_on", "decision", "note")
        labels: ClassVar = START_END
        widgets: ClassVar = {"note": NOTE}


def not_to_come(rated_on: Any) -> Any:
    """The day itself; ValidationError of a day that has not come: nobody is rated beforehand."""
    if rated_on and rated_on > clock.today():
        raise ValidationError("Ngày xếp loại ở sau hôm nay; ghi ngày của văn bản đã ban hành")
    return rated_on


class RatingForm(PlainForm, ModelForm):
    """The rating of a year; the instance says of whom."""

    class Meta:
        model = AnnualRating
        fields = ("year", "level", "source", "rated_on")

    def clean_rated_on(self) -> Any:
        return not_to_come(self.cleaned_data["rated_on"])

    def clean_year(self) -> int:
        year = check_year(self.cleaned_data["year"])
        of_the_same = AnnualRating.objects.filter(
            year=year, staff_member=self.instance.staff_member, department=self.instance.department
        )
        if of_the_same.exclude(pk=self.instance.pk).exists():
            whose = "Cán bộ" if self.instance.staff_member else "Đơn vị"
            raise ValidationError(f"{whose} này đã có xếp loại của năm {year}; mở dòng đó để sửa")
        return year


# --- initiatives
