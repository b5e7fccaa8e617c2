"""The pages of a pledge: how it begins, what is aimed at, the targets; its return; the day of a late registration."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.datastructures import MultiValueDict

from campaigns import asking, pledging, starting
from campaigns.models import Award, Campaign, Pledge, PledgeTarget
from thidua.forms import DateField, DecimalField, PlainForm, RowsField

MOST_TARGETS = starting.MOST_TARGETS
AREAS = [("", "Không ghi"), *PledgeTarget.Area.choices]


class StartForm(forms.Form):
    """The boxes of the page on which a pledge begins; laid out by its template."""

    take = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, offered: list[starting.Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["take"].choices = [(key, key) for offer in offered for key in offer.keys]

    def clean_take(self) -> list[str]:
        chosen = self.cleaned_data["take"]
        if sentence := starting.why_not_take(self.offered, chosen):
            raise ValidationError(sentence.rstrip("."))
        return chosen

    @property
    def ticked(self) -> list[str]:
        """As it was posted; on a page just opened, what the owner took back this year."""
        return self.data.getlist("take") if self.is_bound else [starting.WITHDRAWN]


class AwardChoiceField(RowsField):
    def label_from_instance(self, award: Award) -> str:
        return award.quoted_name


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
        fields = ["awards", "duties"]
        widgets = {"duties": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "duties": "Không bắt buộc. Ghi ngắn: giảng dạy phần học nào, việc kiêm nhiệm, công tác khác.",
        }

    marks_optional = False  # one award at least is asked on the way to the next page, the rest is said in the hints
    field_order = ("titles", "forms_of_praise", "duties")
    AWARDS = ("titles", "forms_of_praise")

    def __init__(self, *args: Any, must_choose: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.must_choose = must_choose
        del self.fields["awards"]
        offered = Award.objects.filter(is_collective=self.instance.is_collective)
        chosen = list(self.instance.awards.all())
        for name, kind in zip(self.AWARDS, (Award.Kind.TITLE, Award.Kind.FORM), strict=True):
            self.fields[name].queryset = offered.filter(kind=kind)
            self.initial.setdefault(name, [award.pk for award in chosen if award.kind == kind])
        self.closed = set(pledging.PARTS) - pledging.open_parts(self.instance)
        for name in [*(self.AWARDS if "awards" in self.closed else ()), *({"duties"} & self.closed)]:
            del self.fields[name]

    @property
    def choices(self) -> list[tuple[Any, list[tuple[Any, asking.Asked | None]]]]:
        """Each box of the two groups with what its award asks for."""
        groups = [(self[name], list(self.fields[name].queryset)) for name in self.AWARDS if name in self.fields]
        asked = asking.asked_for(award for _, awards in groups for award in awards)
        return [
            (field, [(box, asked.get(award.pk)) for box, award in zip(field, awards, strict=True)])
            for field, awards in groups
        ]

    @property
    def changed_data(self) -> list[str]:
        """Both boxes write the one field `awards`."""
        changed = super().changed_data
        return [*changed, "awards"] if set(self.AWARDS) & set(changed) else changed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "awards" in self.closed:
            return cleaned
        chosen = [*cleaned.get("titles", []), *cleaned.get("forms_of_praise", [])]
        if self.must_choose and not chosen and not set(self.AWARDS) & set(self.errors):
            self.add_error("titles", "Chọn ít nhất một danh hiệu hoặc hình thức; chưa chọn được thì bấm “Lưu nháp”")
        cleaned["awards"] = Award.objects.filter(pk__in=[award.pk for award in chosen])
        return cleaned


# Of the narrow cells of a table of targets, in letters: the words get the room (td-main-first in theme.css).
SIZES = {"amount": 5, "due_on": 8}


def fit_cells(form: forms.BaseForm) -> None:
    """A row of targets: wide words, narrow numbers, no hint under each day."""
    for name, size in SIZES.items():
        form.fields[name].widget.attrs["size"] = str(size)
    form.fields["due_on"].help_text = ""


class PromisedField(DecimalField):
    """How much is promised; of nothing promised every result would be more than promised."""

    def __init__(self) -> None:
        super().__init__(label="Số lượng", min_value=0, max_digits=10, decimal_places=2)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value == 0:
            raise ValidationError(
                "Ghi số lớn hơn 0; chỉ tiêu không để xảy ra việc gì thì ghi đơn vị tính là %, số lượng 100"
            )


class TargetForm(PlainForm, forms.ModelForm):
    campaign: Campaign  # whose days a deadline stands in; given by the table
    amount = PromisedField()

    class Meta:
        model = PledgeTarget
        fields = ["content", "unit_of_measure", "amount", "phase", "due_on", "area"]
        labels = {"phase": "Đợt", "due_on": "Thời hạn"}

    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].empty_label = "Cả năm"
        fit_cells(self)
        self.fields["area"].choices = AREAS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day = cleaned.get("due_on")
        if day and "phase" in cleaned:
            sentence = pledging.why_not_due(self.campaign, cleaned["phase"], day)
            if sentence:
                self.add_error("due_on", sentence)
        return cleaned


class BaseTargetFormSet(BaseInlineFormSet):
    default_error_messages = {
        "missing_management_form": "Trang mở đã lâu nên chưa lưu được; tải lại trang rồi nhập",
        "too_many_forms": f"Nhiều nhất {MOST_TARGETS} chỉ tiêu; bỏ bớt hoặc gộp các dòng",
        "too_few_forms": "Thêm chỉ tiêu",
    }

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        """Rows that are stored already come first, as a formset wants them: a page that saves itself mixes them."""
        self.places: list[int] = []
        super().__init__(data, *args, **kwargs)
        if self.is_bound:
            self.data, self.places = _stored_first(self.data, self.prefix)

    def clean(self) -> None:
        """A page sent twice, or from an older window, does not write its rows a second time."""
        super().clean()
        if self.initial_form_count() != self.get_queryset().count():
            raise ValidationError("Bảng này vừa được sửa ở cửa sổ khác; mở lại trang rồi nhập tiếp")

    def add_fields(self, form: TargetForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["phase"].queryset = self.phases
        form.campaign = self.instance.campaign
        form.fields["DELETE"].label = "Bỏ"

    @property
    def phases(self):
        """Read once for all rows."""
        if not hasattr(self, "_phases"):
            self._phases = self.instance.campaign.phases.all()
        return self._phases

    def told(self) -> dict[str, Any]:
        """For an autosave: the key of each row as the page numbers them, and how many rows are stored now."""
        gone = {form.instance.pk for form in self.deleted_forms}
        found = [form.instance.pk if form.instance.pk not in gone else None for form in self.forms]
        keys = {f"{self.prefix}-{place}-id": key or "" for place, key in zip(self.places, found, strict=True)}
        return {"keys": keys, "total": f"{self.prefix}-INITIAL_FORMS", "initial": len([key for key in found if key])}

    def number_new_rows(self) -> None:
        """New rows come after the old ones, in the order in which they stand on the page."""
        last = max((form.instance.number for form in self.initial_forms), default=0)
        for number, form in enumerate(self.extra_forms, start=last + 1):
            form.instance.number = number


def _stored_first(data: Any, prefix: str) -> tuple[Any, list[int]]:
    """The same table, rows with a key before those without; and the place each row had on the page."""
    total = str(data.get(f"{prefix}-TOTAL_FORMS", ""))
    if not (total.isascii() and total.isdecimal() and int(total) <= MOST_TARGETS + 10):
        return data, []
    is_new = {place: not data.get(f"{prefix}-{place}-id") for place in range(int(total))}
    places = sorted(is_new, key=lambda place: is_new[place])
    moved = {f"{prefix}-{old}-": f"{prefix}-{new}-" for new, old in enumerate(places)}
    copy = data.copy() if hasattr(data, "lists") else MultiValueDict({key: [value] for key, value in data.items()})
    for key in [key for key in copy if key.startswith(f"{prefix}-") and key.split("-")[1].isdecimal()]:
        del copy[key]
    for key, values in data.lists() if hasattr(data, "lists") else [(key, [value]) for key, value in data.items()]:
        head = "-".join(key.split("-")[:2]) + "-"
        if head in moved:
            copy.setlist(moved[head] + key[len(head) :], values)
    copy[f"{prefix}-INITIAL_FORMS"] = str(list(is_new.values()).count(False))
    return copy, places


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


class PledgeReturnForm(PlainForm, forms.Form):
    """Why the endorser returns a pledge and which parts are to be mended; only those open again."""

    code = forms.ChoiceField(label="Lý do trả lại", choices=Pledge.ReturnCode, widget=forms.RadioSelect)
    fields_to_mend = forms.MultipleChoiceField(
        label="Chỗ cần sửa",
        help_text="Chỉ những phần đánh dấu mở lại cho người đăng ký; phần khác giữ như đã gửi.",
        choices=list(pledging.PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="Cần sửa thế nào",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do trả lại"},
    )

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pledge.is_collective:
            parts = [(part, label) for part, label in pledging.PARTS.items() if part in pledging.OF_COLLECTIVES]
            self.fields["fields_to_mend"].choices = parts
