"""Forms of the plan: its head, its numbered parts, its phases; the adjustments after the launch."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import transaction
from django.db.models import F
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory

from campaigns import plan_numbers, planning
from campaigns.models import Anniversary, BudgetLine, Campaign, Movement, Phase, PhaseActivity, PlanItem, Target
from thidua.audit import audit
from thidua.fields import FIRST_YEAR, LAST_YEAR
from thidua.forms import DateField, MoneyField, PlainForm
from thidua.vietnamese import vdate

LINES = forms.Textarea(attrs={"rows": 4})
# Rows are moved out of the way before they are numbered anew: a unique number admits no swap.
ASIDE = 500
MOST_MONEY = 999_999_999_999  # đồng of one line


def end_not_before_start(form: Any, start: str = "starts_on", end: str = "ends_on") -> None:
    """Put the error beside the end of a span that ends before it starts."""
    starts_on, ends_on = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error(end, f"{_label(form, end)} phải từ {vdate(starts_on)} ({_label(form, start).lower()}) trở đi")


def _label(form: Any, name: str) -> str:
    return str(form.fields[name].label).removesuffix(" (không bắt buộc)")


class CampaignForm(PlainForm, ModelForm):
    class Meta:
        model = Campaign
        fields = (
            "kind",
            "year",
            "title",
            "theme",
            "motto",
            "starts_on",
            "ends_on",
            "registration_due_on",
            "unit_plans_due_on",
            "nominations_due_on",
            "plan_number",
            "plan_date",
            "introduction",
            "closing",
        )
        labels: ClassVar = {"starts_on": "Ngày bắt đầu", "ends_on": "Ngày kết thúc"}
        widgets: ClassVar = {"theme": forms.Textarea(attrs={"rows": 2}), "introduction": LINES, "closing": LINES}

    NEEDED_TO_LAUNCH = ("theme", "registration_due_on")
    groups: ClassVar = {
        "Phong trào": ["kind", "year", "title", "theme", "motto"],
        "Thời gian": ["starts_on", "ends_on", "registration_due_on", "unit_plans_due_on", "nominations_due_on"],
        "Văn bản kế hoạch": ["plan_number", "plan_date", "introduction", "closing"],
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NEEDED_TO_LAUNCH:
            self.fields[name].label = f"{_label(self, name)} (cần trước khi phát động)"
        for name in ("starts_on", "ends_on"):
            self.fields[name].required = False
            self.fields[name].help_text = "Bỏ trống thì cả năm dương lịch, từ 01/01 đến 31/12."
        self._bound_fields_cache.clear()

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValidationError(f"Năm phải từ {FIRST_YEAR} đến {LAST_YEAR}")
        return year

    def clean(self) -> dict[str, Any]:
        self._fill_the_year()
        end_not_before_start(self)
        yearly = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, year=self.cleaned_data.get("year"))
        others = yearly.exclude(status=Campaign.Status.CANCELLED).exclude(pk=self.instance.pk)
        if self.cleaned_data.get("kind") == Campaign.Kind.YEARLY and others.exists():
            self.add_error("year", "Năm này đã có phong trào thi đua hằng năm")
        number, day = (self.cleaned_data.get(name) for name in ("plan_number", "plan_date"))
        if number and day and (taken := plan_numbers.why_taken(self.instance, number, day)):
            self.add_error("plan_number", taken)
        return self.cleaned_data

    def _fill_the_year(self) -> None:
        """Dates left out are the calendar year's; a school year may begin in one year and end in the next."""
        year, said = self.cleaned_data.get("year"), self.cleaned_data
        if not year:
            return
        said.setdefault("starts_on", None)
        if "starts_on" not in self.errors:
            said["starts_on"] = said["starts_on"] or date(year, 1, 1)
        if "ends_on" not in self.errors:
            said["ends_on"] = said.get("ends_on") or date(year, 12, 31)
        days = [day for day in (said.get("starts_on"), said.get("ends_on")) if day]
        if len(days) == 2 and year not in (days[0].year, days[1].year):
            self.add_error("starts_on", f"Thời gian của phong trào không thuộc năm {year}; sửa năm hoặc sửa ngày")


# --- parts of the plan, one formset a page


def without_hints(form: Any) -> None:
    """A hint in every cell of a table would be noise; the page says it once."""
    for field in form.fields.values():
        field.help_text = ""


class Rows(BaseInlineFormSet):
    """Rows of one campaign or phase; a table that was changed elsewhere meanwhile is not written over."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        without_hints(form)
        for name, label in (("ORDER", "Thứ tự"), ("DELETE", "Xóa dòng này")):
            if name in form.fields:
                form.fields[name].label = label

    def clean(self) -> None:
        super().clean()
        if self.initial_form_count() != self.get_queryset().count():
            raise ValidationError("Bảng này vừa được sửa ở cửa sổ khác; mở lại trang rồi nhập tiếp")


def save_in_order(formset: Any, *, of: Campaign, by: Any, number: str = "number", within: str = "") -> None:
    """Write the rows with numbers 1…n in their order on the page (a row of its own for each value of `within`)."""
    with transaction.atomic():
        for form in formset.deleted_forms:
            if form.instance.pk:
                form.instance.delete()
        formset.get_queryset().model.objects.filter(
            pk__in=[form.instance.pk for form in formset.initial_forms if form.instance.pk]
        ).update(**{number: F(number) + ASIDE})
        counts: dict[Any, int] = {}
        for form in formset.ordered_forms:
            row = form.save(commit=False)
            group = getattr(row, within) if within else ""
            counts[group] = counts.get(group, 0) + 1
            setattr(row, number, counts[group])
            row.save()
        if formset.has_changed():
            audit(of, "change_rows", by=by, after={"written": [str(form.instance) for form in formset.ordered_forms]})


class PlanItemForm(PlainForm, ModelForm):
    class Meta:
        model = PlanItem
        fields = ("text",)
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 4, "cols": 60})}


class MovementForm(PlainForm, ModelForm):
    class Meta:
        model = Movement
        fields = ("name", "slogan", "launched_by", "answer", "is_special")
        widgets: ClassVar = {
            "name": forms.Textarea(attrs={"rows": 2, "cols": 30}),
            "answer": forms.Textarea(attrs={"rows": 2, "cols": 24}),
        }


class TargetForm(PlainForm, ModelForm):
    """A target: a number, a level, or a thing done or not, which needs no number."""

    class Meta:
        model = Target
        fields = ("content", "measure", "unit_of_measure", "amount", "award")
        widgets: ClassVar = {"content": forms.Textarea(attrs={"rows": 2, "cols": 30})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].required = False  # left out, it is a number
        self.fields["amount"].min_value = 0
        self.fields["amount"].validators.append(MinValueValidator(0, "Số lượng phải từ 0 trở lên"))

    def clean_measure(self) -> str:
        return self.cleaned_data["measure"] or Target.Measure.NUMBER

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("measure") == Target.Measure.YES_NO:
            said["amount"] = None
        if said.get("measure") == Target.Measure.LEVEL and said.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Mức độ cần đạt phải là một số, ví dụ 1")
        return said


class BudgetForm(PlainForm, ModelForm):
    amount = MoneyField(label="Số tiền", max_value=MOST_MONEY)

    class Meta:
        model = BudgetLine
        fields = ("content", "amount", "source")
        widgets: ClassVar = {"content": forms.Textarea(attrs={"rows": 2, "cols": 30})}


class PhaseForm(PlainForm, ModelForm):
    marks_optional = False  # a draft may wait for them, the launch does not

    class Meta:
        model = Phase
        fields = ("theme", "starts_on", "ends_on", "evaluation_due_on")
        labels: ClassVar = {"starts_on": "Ngày bắt đầu", "ends_on": "Ngày kết thúc"}
        widgets: ClassVar = {"theme": forms.Textarea(attrs={"rows": 2, "cols": 30})}

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        return self.cleaned_data


class AnniversaryForm(PlainForm, ModelForm):
    origin_date = DateField(label="Ngày gốc", first_year=1000)  # Ngày Quốc tế lao động: 1886

    class Meta:
        model = Anniversary
        fields = ("name", "origin_date", "origin_precision", "observed_on", "stated_years")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin_precision"].required = False  # left out, the day is known

    def clean_origin_precision(self) -> str:
        return self.cleaned_data["origin_precision"] or Anniversary.Precision.DAY


class ActivityForm(PlainForm, ModelForm):
    class Meta:
        model = PhaseActivity
        fields = ("name", "starts_on", "ends_on")
        labels: ClassVar = {"starts_on": "Ngày bắt đầu", "ends_on": "Ngày kết thúc"}

    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        return self.cleaned_data


PlanItemRows = inlineformset_factory(
    Campaign, PlanItem, form=PlanItemForm, formset=Rows, extra=2, can_order=True, max_num=60, absolute_max=70
)
MovementRows = inlineformset_factory(
    Campaign, Movement, form=MovementForm, formset=Rows, extra=2, can_order=True, max_num=40, absolute_max=50
)
TargetRows = inlineformset_factory(
    Campaign, Target, form=TargetForm, formset=Rows, extra=2, can_order=True, max_num=40, absolute_max=50
)
BudgetRows = inlineformset_factory(
    Campaign, BudgetLine, form=BudgetForm, formset=Rows, extra=2, can_order=True, max_num=40, absolute_max=50
)
PhaseRows = inlineformset_factory(
    Campaign, Phase, form=PhaseForm, formset=Rows, extra=1, can_order=True, max_num=12, absolute_max=22
)
AnniversaryRows = inlineformset_factory(
    Phase, Anniversary, form=AnniversaryForm, formset=Rows, extra=2, max_num=40, absolute_max=50
)
ActivityRows = inlineformset_factory(
    Phase, PhaseActivity, form=ActivityForm, formset=Rows, extra=1, max_num=20, absolute_max=30
)


# --- after the launch


class AdjustForm(PlainForm, forms.Form):
    """A new value for one deadline or name, with the reason."""

    reason = forms.CharField(label="Lý do điều chỉnh", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, campaign: Campaign, item: planning.Adjustable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.item = campaign, item
        new = DateField(label=item.label) if item.is_date else forms.CharField(label=item.label, max_length=300)
        new.initial = item.value
        self.fields = {"value": new} | self.fields
        self.dress_fields()

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if sentence := planning.why_not_adjust_to(self.campaign, self.item, value):
            raise ValidationError(sentence.rstrip("."))
        return value
