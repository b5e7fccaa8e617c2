"""An amendment of a pledge: why, what is aimed at, the targets. What it writes is a snapshot, not the pledge's rows."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from campaigns import pledge_snapshots, pledging
from campaigns.forms.pledges import AREAS, MOST_TARGETS, AwardChoiceField, PromisedField, fit_cells
from campaigns.models import Award, Phase, PledgeVersion
from thidua.forms import DateField, DecimalField, IntegerField, PlainForm

EMPTY_ROWS = 2


class VersionForm(PlainForm, forms.Form):
    """Reason, titles, duties."""

    marks_optional = False
    reason = forms.CharField(
        label="Lý do điều chỉnh",
        help_text="Cần có khi gửi. Người xác nhận đọc lý do này và nó được giữ cùng bản điều chỉnh.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    awards = AwardChoiceField(
        Award.objects.none(),
        label="Danh hiệu, hình thức đăng ký",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    duties = forms.CharField(
        label="Nhiệm vụ được giao", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, version: PledgeVersion, **kwargs: Any) -> None:
        said = version.content
        kwargs["initial"] = {"reason": version.reason, "awards": said["awards"], "duties": said["duties"]}
        super().__init__(*args, **kwargs)
        is_collective = version.pledge.is_collective
        self.fields["awards"].queryset = Award.objects.filter(is_collective=is_collective)
        if is_collective:
            del self.fields["duties"]


class VersionTargetForm(PlainForm, forms.Form):
    marks_optional = False
    key = IntegerField(required=False, widget=forms.HiddenInput)
    content = forms.CharField(label="Nội dung", max_length=300)
    unit_of_measure = forms.CharField(label="Đơn vị tính", max_length=40)
    amount = PromisedField()
    phase = forms.ModelChoiceField(Phase.objects.none(), label="Đợt", required=False, empty_label="Cả năm")
    due_on = DateField(label="Thời hạn", required=False)
    area = forms.ChoiceField(label="Lĩnh vực", choices=AREAS, required=False)

    def __init__(self, *args: Any, version: PledgeVersion, phases: Any, known: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version, self.known = version, known
        self.fields["phase"].queryset = phases
        fit_cells(self)

    def clean_key(self) -> int | None:
        """Only a target of this pledge is changed; anything else is a new one."""
        key = self.cleaned_data["key"]
        return key if key in self.known else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("due_on") and "phase" in cleaned:
            sentence = pledging.why_not_due(self.version.pledge.campaign, cleaned["phase"], cleaned["due_on"])
            if sentence:
                self.add_error("due_on", sentence)
        return cleaned


class BaseVersionTargets(BaseFormSet):
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa lưu được; tải lại trang rồi nhập",
        "too_many_forms": f"Nhiều nhất {MOST_TARGETS} chỉ tiêu; bỏ bớt hoặc gộp các dòng",
        "too_few_forms": "Thêm chỉ tiêu",
    }

    def add_fields(self, form: VersionTargetForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ"

    def clean(self) -> None:
        kept = [form.cleaned_data.get("key") for form in self.forms if not self._should_delete_form(form)]
        keys = [key for key in kept if key]
        if len(keys) != len(set(keys)):
            raise ValidationError("Hai dòng sửa cùng một chỉ tiêu; mở lại trang rồi nhập tiếp")

    def rows(self) -> list[dict[str, Any]]:
        """Of a valid table, as a snapshot holds them."""
        kept = [form.cleaned_data for form in self.forms if not self._should_delete_form(form)]
        return [
            pledge_snapshots.row(
                said["key"],
                content=said["content"],
                unit_of_measure=said["unit_of_measure"],
                amount=said["amount"],
                phase=said["phase"].ordinal if said["phase"] else None,
                due_on=said["due_on"],
                area=said["area"],
            )
            for said in kept
            if said.get("content")
        ]


def version_targets(typed: Any, version: PledgeVersion) -> Any:
    """The table of targets as the amendment has them, with a few empty rows at its end."""
    make = formset_factory(
        VersionTargetForm,
        formset=BaseVersionTargets,
        extra=EMPTY_ROWS,
        can_delete=True,
        max_num=MOST_TARGETS,
        absolute_max=MOST_TARGETS + 10,
        validate_max=True,
    )
    phases = version.pledge.campaign.phases.all()
    by_ordinal = {phase.ordinal: phase.pk for phase in phases}
    initial = [
        said
        | {
            "phase": by_ordinal.get(said["phase"]),
            "amount": DecimalField().to_python(said["amount"]),
            "due_on": DateField().to_python(said["due_on"]),
        }
        for said in version.content["targets"]
    ]
    known = frozenset(said["key"] for said in version.base["targets"])
    given = {"version": version, "phases": phases, "known": known}
    return make(typed, initial=initial, prefix="targets", form_kwargs=given)
