"""The pages of a pledge: what is aimed at, the targets; the filter of a unit's list; the day of a late registration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, inlineformset_factory

from campaigns.models import Award, Pledge, PledgeTarget
from thidua.forms import DateField, DecimalField, PlainForm, RowsField

MOST_TARGETS = 30

# What each asks for, in words; only those the school itself grants.
ASKS = {
    "LDTT": "Hoàn thành tốt nhiệm vụ được giao, tích cực thi đua, giữ gìn đoàn kết, đạo đức, lối sống.",
    "CSTDCS": "Đạt “Lao động tiên tiến” và có sáng kiến hoặc đề tài được công nhận; ghi tên bên dưới.",
    "TTLDTT": "Tập thể hoàn thành tốt nhiệm vụ, đoàn kết, phần lớn cá nhân đạt “Lao động tiên tiến”.",
}


class AwardChoiceField(RowsField):
    def label_from_instance(self, award: Award) -> str:
        asked = f" – {ASKS[award.pk]}" if award.pk in ASKS else ""
        return f"{award.quoted_name}{asked}"


class PledgeAwardsForm(PlainForm, forms.ModelForm):
    """Page 1. Titles and forms of commendation are asked apart: people mix them up."""

    titles = AwardChoiceField(
        Award.objects.none(),
        label="Danh hiệu thi đua",
        help_text="Đạt qua thi đua trong năm.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    forms_of_praise = AwardChoiceField(
        Award.objects.none(),
        label="Hình thức khen thưởng",
        help_text="Giấy khen, Bằng khen … cho thành tích.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Pledge
        fields = ["awards", "initiative_title", "duties"]
        widgets = {"duties": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "initiative_title": "Cần có khi đăng ký “Chiến sĩ thi đua cơ sở”, ngoài ra để trống được.",
            "duties": "Không bắt buộc. Ghi ngắn: giảng dạy phần học nào, việc kiêm nhiệm, công tác khác.",
        }

    marks_optional = False  # one award at least is asked on the way to the next page, the rest is said in the hints
    field_order = ("titles", "forms_of_praise", "initiative_title", "duties")

    def __init__(self, *args: Any, must_choose: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must_choose = must_choose
        del self.fields["awards"]
        offered = Award.objects.filter(is_collective=self.instance.is_collective)
        chosen = list(self.instance.awards.all())
        for name, kind in (("titles", Award.Kind.TITLE), ("forms_of_praise", Award.Kind.FORM)):
            self.fields[name].queryset = offered.filter(kind=kind)
            self.initial.setdefault(name, [award.pk for award in chosen if award.kind == kind])
        if self.instance.is_collective:
            del self.fields["duties"], self.fields["initiative_title"]

    @property
    def changed_data(self) -> list[str]:
        """Both boxes write the one field `awards`."""
        changed = super().changed_data
        return [*changed, "awards"] if {"titles", "forms_of_praise"} & set(changed) else changed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [*cleaned.get("titles", []), *cleaned.get("forms_of_praise", [])]
        if self.must_choose and not chosen and not {"titles", "forms_of_praise"} & set(self.errors):
            self.add_error("titles", "Chọn ít nhất một danh hiệu hoặc hình thức; chưa chọn được thì bấm “Lưu nháp”")
        cleaned["awards"] = Award.objects.filter(pk__in=[award.pk for award in chosen])
        return cleaned


class TargetForm(PlainForm, forms.ModelForm):
    amount = DecimalField(label="Số lượng", min_value=0, max_digits=10, decimal_places=2)

    class Meta:
        model = PledgeTarget
        fields = ["content", "unit_of_measure", "amount", "phase"]
        labels = {"phase": "Đợt"}

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].empty_label = "Cả năm"


class BaseTargetFormSet(BaseInlineFormSet):
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa lưu được; tải lại trang rồi nhập",
        "too_many_forms": f"Nhiều nhất {MOST_TARGETS} chỉ tiêu; bỏ bớt hoặc gộp các dòng",
        "too_few_forms": "Thêm chỉ tiêu",
    }

    def clean(self) -> None:
        """A page sent twice, or from an older window, does not write its rows a second time."""
        super().clean()
        if self.initial_form_count() != self.get_queryset().count():
            raise ValidationError("Bảng này vừa được sửa ở cửa sổ khác; mở lại trang rồi nhập tiếp")

    def add_fields(self, form: TargetForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["phase"].queryset = self.phases
        form.fields["DELETE"].label = "Bỏ"

    @property
    def phases(self):
        """Read once for all rows."""
        if not hasattr(self, "_phases"):
            self._phases = self.instance.campaign.phases.all()
        return self._phases

    def number_new_rows(self) -> None:
        """New rows come after the old ones, in the order in which they stand on the page."""
        last = max((form.instance.number for form in self.initial_forms), default=0)
        for number, form in enumerate(self.extra_forms, start=last + 1):
            form.instance.number = number


def target_formset(*, rows: int):
    """The table of targets with `rows` empty ones at its end."""
    return inlineformset_factory(
        Pledge,
        PledgeTarget,
        form=TargetForm,
        formset=BaseTargetFormSet,
        extra=rows,
        can_delete=True,
        max_num=MOST_TARGETS,
        absolute_max=MOST_TARGETS + 10,
        validate_max=True,
    )


class LateForm(PlainForm, forms.Form):
    until = DateField(label="Cho đăng ký đến hết ngày")
    reason = forms.CharField(label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "Ghi lý do cho đăng ký muộn"
