"""The clerk's form of an initiative with its authors and their shares."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory

from campaigns.forms.campaigns import without_hints
from campaigns.forms.people import asked_together, check_year
from campaigns.models import CoAuthor, Initiative, StaffMember
from thidua.forms import PersonField, PlainForm


class InitiativeForm(PlainForm, ModelForm):
    class Meta:
        model = Initiative
        fields = ("title", "kind", "year", "recognised_number", "recognised_on", "scope", "recogniser")
        labels: ClassVar = {"title": "Tên sáng kiến"}

    groups: ClassVar = {
        "Sáng kiến": ["title", "kind", "year"],
        "Công nhận (chưa có thì để trống; đã có thì nhập đủ số, ngày và phạm vi)": [
            "recognised_number",
            "recognised_on",
            "scope",
            "recogniser",
        ],
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_together(self, "recognised_number", "recognised_on", "scope")

    def clean_year(self) -> int:
        return check_year(self.cleaned_data["year"])

    def clean(self) -> dict[str, Any]:
        if not self.instance.pk and not self.errors:
            same = Initiative.objects.filter(title=self.cleaned_data["title"], year=self.cleaned_data["year"])
            if same.exists():
                self.add_error("title", "Sáng kiến này của năm đó đã được ghi; mở trong danh sách để sửa")
        must = self.instance.status == Initiative.Status.RECOGNISED
        if not self.errors and (sentence := recognition_gap(self.cleaned_data, must=must)):
            raise ValidationError(sentence)
        return self.cleaned_data

    @property
    def is_recognised(self) -> bool:
        return bool(self.cleaned_data.get("recognised_number"))


def recognition_gap(values: dict[str, Any], *, must: bool) -> str:
    """Number, date and scope stand together or not at all; `must`: it is recognised already."""
    given = [values.get(name) for name in ("recognised_number", "recognised_on", "scope")]
    if all(given) or not (must or any(given)):
        return ""
    return "Sáng kiến được công nhận phải có số, ngày quyết định và phạm vi ảnh hưởng"


class CoAuthorForm(PlainForm, ModelForm):
    class Meta:
        model = CoAuthor
        fields = ("staff_member", "share")

    staff_member = PersonField(StaffMember.objects.all(), label="Tác giả")


class AuthorRows(BaseInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        without_hints(form)
        form.fields["DELETE"].label = "Xóa dòng này"

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        if any(form.errors for form in kept):
            return  # a row that is not understood yet has no share to add
        kept = [form for form in kept if form.cleaned_data.get("staff_member")]
        if not kept:
            raise ValidationError("Nhập ít nhất một tác giả")
        total = sum(form.cleaned_data.get("share") or 0 for form in kept)
        if total != 100:
            raise ValidationError(f"Tổng tỷ lệ đóng góp phải bằng 100%; hiện là {total}%")


CoAuthorRows = inlineformset_factory(
    Initiative, CoAuthor, form=CoAuthorForm, formset=AuthorRows, extra=3, max_num=20, absolute_max=30
)
