"""Points as they are typed: of one who scores, and of the one who settles the unit's figure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import formset_factory

from campaigns.models import Criterion, Mark, PointAdjustment
from campaigns.points import shown
from campaigns.scoring import Given, Marks
from campaigns.settling import Adjustment, Settled
from thidua.forms import DecimalField, PlainForm
from thidua.rows import Rows

MOST_ADJUSTMENTS = 20


def points_field(criterion: Criterion, label: str, *, required: bool = False) -> DecimalField:
    """From 0 to the most the criterion gives."""
    most = f"{label} nhiều nhất là {shown(criterion.weight)}"
    field = DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_value=criterion.weight,
        decimal_places=2,
        error_messages={"max_value": most},
    )
    field.widget.attrs["size"] = "6"
    return field


class MarksForm(PlainForm, forms.Form):
    """A box for the points of each criterion, and one for words. An empty box: not scored, which is not 0."""

    marks_optional = False

    def __init__(self, criteria: list[Criterion], stored: Mapping[int, Mark], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for number, one in enumerate(criteria, start=1):
            self.fields[f"points_{one.pk}"] = points_field(one, f"Điểm tiêu chí {number}")
            note = forms.CharField(label=f"Diễn giải tiêu chí {number}", required=False, max_length=300)
            note.widget = forms.Textarea(attrs={"rows": 2})
            self.fields[f"note_{one.pk}"] = note
            if mark := stored.get(one.pk):
                self.initial |= {f"points_{one.pk}": mark.points, f"note_{one.pk}": mark.note}
        self.dress_fields()

    def rows(self) -> Iterator[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        for one in self.criteria:
            yield one, self[f"points_{one.pk}"], self[f"note_{one.pk}"]

    def marks(self) -> Marks:
        typed = self.cleaned_data
        return {one.pk: Given(typed[f"points_{one.pk}"], typed[f"note_{one.pk}"]) for one in self.criteria}


class SettleForm(PlainForm, forms.Form):
    """The unit's points of each criterion; another figure than the mean needs its reason."""

    marks_optional = False

    def __init__(
        self, criteria: list[Criterion], means: Mapping[int, Decimal], stored: Mapping[int, Any], *args: Any, **kw: Any
    ) -> None:
        """`stored`: what was settled before the sheet was opened again."""
        super().__init__(*args, **kw)
        self.criteria, self.means = criteria, means
        for number, one in enumerate(criteria, start=1):
            self.fields[f"points_{one.pk}"] = points_field(one, f"Điểm tiêu chí {number}", required=True)
            reason = forms.CharField(
                label=f"Lý do khác điểm trung bình, tiêu chí {number}", required=False, max_length=300
            )
            reason.widget = forms.Textarea(attrs={"rows": 2})
            self.fields[f"reason_{one.pk}"] = reason
            was = stored.get(one.pk)
            self.initial |= {
                f"points_{one.pk}": was.points if was else means.get(one.pk),
                f"reason_{one.pk}": was.reason if was else "",
            }
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number, one in enumerate(self.criteria, start=1):
            given, mean = cleaned.get(f"points_{one.pk}"), self.means.get(one.pk)
            said = cleaned.get(f"reason_{one.pk}", "").strip()
            if None not in (given, mean) and given != mean and not said and f"reason_{one.pk}" not in self.errors:
                self.add_error(
                    f"reason_{one.pk}", f"Ghi lý do điểm tiêu chí {number} khác điểm trung bình {shown(mean)}"
                )
        return cleaned

    def rows(self) -> Iterator[tuple[Decimal | None, forms.BoundField, forms.BoundField]]:
        """Of each criterion the mean and the two boxes."""
        for one in self.criteria:
            yield self.means.get(one.pk), self[f"points_{one.pk}"], self[f"reason_{one.pk}"]

    def settled(self) -> dict[int, Settled]:
        typed = self.cleaned_data
        return {one.pk: Settled(typed[f"points_{one.pk}"], typed[f"reason_{one.pk}"]) for one in self.criteria}


class AdjustmentForm(PlainForm, forms.Form):
    marks_optional = False
    kind = forms.ChoiceField(label="Loại", choices=PointAdjustment.Kind.choices, initial=PointAdjustment.Kind.BONUS)
    points = DecimalField(label="Số điểm", min_value=0, max_value=100, decimal_places=2)
    reason = forms.CharField(label="Lý do", max_length=300, widget=forms.Textarea(attrs={"rows": 1, "cols": 30}))

    def clean_points(self) -> Decimal:
        points = self.cleaned_data["points"]
        if points == 0:
            raise forms.ValidationError("Số điểm phải lớn hơn 0; không thưởng, không trừ thì bỏ trống dòng này")
        return points


class AdjustmentRows(Rows):
    heading = "Điểm thưởng, điểm trừ"
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa chốt được; tải lại trang rồi nhập",
        "too_many_forms": f"Nhiều nhất {MOST_ADJUSTMENTS} dòng điểm thưởng, điểm trừ; gộp bớt các dòng",
        "too_few_forms": "Trang thiếu dòng; tải lại trang rồi nhập",
    }

    @property
    def adjustments(self) -> list[Adjustment]:
        """A row that stood there and was left alone has nothing cleaned: it stays as it is."""
        kept = [form.cleaned_data or form.initial for form in self.forms if form not in self.deleted_forms]
        return [Adjustment(row["kind"], row["points"], row["reason"]) for row in kept if row]


AdjustmentFormSet = formset_factory(
    AdjustmentForm,
    formset=AdjustmentRows,
    extra=2,
    can_delete=True,
    max_num=MOST_ADJUSTMENTS,
    absolute_max=MOST_ADJUSTMENTS + 10,
    validate_max=True,
)
