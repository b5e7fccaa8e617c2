"""Titles and commendations of earlier years, as the clerk enters them from the old papers."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import ModelForm

from awards.models import AwardRecord, Occasion
from campaigns.forms.people import check_year
from campaigns.models import Award
from thidua.forms import PlainForm


class AwardRecordForm(PlainForm, ModelForm):
    class Meta:
        model = AwardRecord
        fields = (
            "award",
            "year",
            "occasion",
            "occasion_text",
            "decision_number",
            "decision_date",
            "issuer",
            "unit_name",
        )
        labels: ClassVar = {"issuer": "Cấp ký quyết định"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_collective = self.instance.department_id is not None
        self.fields["award"].queryset = Award.objects.filter(is_collective=is_collective)

    def clean_year(self) -> int:
        return check_year(self.cleaned_data["year"])

    def clean(self) -> dict[str, Any]:
        award, occasion = self.cleaned_data.get("award"), self.cleaned_data.get("occasion")
        if award and award.is_title and occasion and occasion != Occasion.MERIT:
            self.add_error("occasion", "Danh hiệu thi đua chỉ xét theo công trạng năm; chọn “Công trạng năm”")
        if not self.errors and self._same().exists():
            raise ValidationError("Danh hiệu, hình thức này theo quyết định đó đã được ghi; mở dòng đó để sửa")
        return self.cleaned_data

    def _same(self) -> Any:
        key = {name: self.cleaned_data[name] for name in ("award", "year", "occasion", "decision_number")}
        whose = {"staff_member": self.instance.staff_member, "department": self.instance.department}
        return AwardRecord.objects.filter(**whose, **key).exclude(pk=self.instance.pk)
