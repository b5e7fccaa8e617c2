"""Forms of a dossier: begin, write, papers, send back, filter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from awards import ledger
from awards.documents.reported import proposed_report
from awards.drafting import RECORDED_ONLY
from awards.gathering import rule_set_for
from awards.models import Nomination, Occasion
from awards.nominating import FIELDS_TO_MEND
from awards.permissions import collectives_nominated_by, people_nominated_by
from campaigns import namesakes
from campaigns.documents.pledge import noun_of
from campaigns.models import Award, Campaign, Department, Initiative, Movement, Phase
from thidua.fields import NamedChoiceField
from thidua.forms import DateField, PersonField, PlainForm, RowsField

LONGEST_SELECT = 100
ASKED = {"dot": "phase", "ca-nhan": "person", "tap-the": "department"}  # in an address, and the field
NONE_CHOSEN = "Không chọn"
GROUNDS = forms.Textarea(attrs={"rows": 6})


class BeginForm(PlainForm, forms.Form):
    """Who, for what, on which occasion. Whether it may be begun now is the verb's to say."""

    award = forms.ModelChoiceField(
        label="Danh hiệu, hình thức đề nghị", queryset=Award.objects.none(), empty_label="Chọn một"
    )
    department = forms.ModelChoiceField(
        label="Tập thể", queryset=Department.objects.none(), required=False, empty_label=NONE_CHOSEN
    )
    occasion = forms.ChoiceField(label="Dịp khen thưởng", choices=Occasion, initial=Occasion.MERIT)
    phase = forms.ModelChoiceField(
        label="Đợt thi đua",
        queryset=Phase.objects.none(),
        required=False,
        empty_label=NONE_CHOSEN,
        help_text="Khi khen theo đợt.",
    )
    movement = forms.ModelChoiceField(
        label="Phong trào chuyên đề",
        queryset=Movement.objects.none(),
        required=False,
        empty_label=NONE_CHOSEN,
        help_text="Khi khen theo chuyên đề.",
    )
    occasion_text = forms.CharField(
        label="Việc được khen đột xuất", max_length=200, required=False, help_text="Khi khen đột xuất."
    )
    occasion_date = DateField(
        label="Ngày lập thành tích", required=False, help_text="Ví dụ: 25/09/2022. Khi khen đột xuất."
    )
    grounds = forms.CharField(
        label="Tóm tắt thành tích", widget=GROUNDS, required=False, help_text="Có thể bổ sung sau, trước khi nộp."
    )
    marks_optional = False  # which fields are needed depends on the award and the occasion
    groups = {
        "Đề nghị ai, danh hiệu gì": ["award", "person", "department"],
        "Dịp khen thưởng": ["occasion", "phase", "movement", "occasion_text", "occasion_date"],
        "Thành tích": ["grounds"],
    }

    def __init__(self, *args: Any, campaign: Campaign, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people, collectives = people_nominated_by(user), collectives_nominated_by(user)
        asked = {"queryset": people, "required": False, "label": "Cá nhân"}
        if people.count() <= LONGEST_SELECT:
            self.fields["person"] = forms.ModelChoiceField(**asked, empty_label=NONE_CHOSEN)
            self.fields["person"].help_text = "Khi đề nghị danh hiệu, hình thức cho cá nhân."
            marks = namesakes.marks(people.values("pk"))
            self.fields["person"].label_from_instance = lambda one: f"{one}{marks.get(one.pk, '')}"
        else:
            self.fields["person"] = PersonField(**asked)
        self.fields["department"].queryset = collectives
        self.fields["award"].queryset = Award.objects.exclude(pk__in=RECORDED_ONLY)
        self.fields["phase"].queryset = campaign.phases.all()
        self.fields["movement"].queryset = campaign.movements.all()
        self.fields["department"].help_text = "Khi đề nghị danh hiệu, hình thức cho tập thể."
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        award = cleaned.get("award")
        if award:
            wanted, other = ("department", "person") if award.is_collective else ("person", "department")
            whom = noun_of(award)
            if cleaned.get(wanted) is None and wanted not in self.errors:
                self.add_error(wanted, f"Chọn {whom} được đề nghị")
            if cleaned.get(other):
                self.add_error(other, f"Bỏ trống: {award.name} dành cho {whom}")
        self._clean_occasion(cleaned)
        return cleaned

    def _clean_occasion(self, cleaned: dict[str, Any]) -> None:
        """Each occasion asks for its own fields; what belongs to another occasion is left out."""
        asked = {
            Occasion.PHASE: {"phase": "Chọn đợt thi đua"},
            Occasion.THEMATIC: {"movement": "Chọn phong trào chuyên đề"},
            Occasion.AD_HOC: {
                "occasion_text": "Ghi việc được khen đột xuất",
                "occasion_date": "Nhập ngày lập thành tích",
            },
        }
        wanted = asked.get(cleaned.get("occasion"), {})
        for name in ("phase", "movement", "occasion_text", "occasion_date"):
            if name not in wanted:
                cleaned[name] = "" if name == "occasion_text" else None
            elif not cleaned.get(name) and name not in self.errors:
                self.add_error(name, wanted[name])

    def drafted(self) -> dict[str, Any]:
        """The arguments of `nominating.draft`."""
        fields = ("award", "occasion", "phase", "movement", "occasion_text", "occasion_date", "grounds")
        candidate = self.cleaned_data["person"] or self.cleaned_data["department"]
        return {"candidate": candidate} | {name: self.cleaned_data[name] for name in fields}


class DossierForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Nomination
        fields = ["grounds", "report", "initiatives"]
        field_classes = {"initiatives": RowsField}
        widgets = {
            "grounds": GROUNDS,
            "report": forms.Textarea(attrs={"rows": 14}),
            "initiatives": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.report and (start := proposed_report(self.instance)):
            self.initial["report"] = start
            self.fields["report"].help_text = "Ghi sẵn chỉ tiêu đã đăng ký và kết quả; sửa, bổ sung bằng lời của mình."
        if self.instance.is_collective:
            del self.fields["initiatives"]
        else:
            own = Initiative.objects.filter(authors=self.instance.staff_member, year__lte=self.instance.year)
            # What its author has not sent is not for the endorser who writes this.
            own = own.exclude(status__in=Initiative.UNSENT, registered_by__isnull=False)
            self.fields["initiatives"].queryset = own
            self.fields["initiatives"].help_text = "" if own.exists() else "Chưa có sáng kiến, đề tài nào được ghi."
            spent = ledger.choices_of(self.instance, rule_set_for(self.instance))
            self.fields["initiatives"].label_from_instance = lambda one: (
                f"{one} ({spent[one.pk]})" if one.pk in spent else str(one)
            )


class SendBackForm(PlainForm, forms.Form):
    code = forms.ChoiceField(label="Lý do trả lại", choices=Nomination.ReturnCode, widget=forms.RadioSelect)
    fields_to_mend = forms.MultipleChoiceField(
        label="Chỗ cần sửa", choices=list(FIELDS_TO_MEND.items()), widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(
        label="Cần sửa thế nào",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do trả lại"},
    )


class NoteForm(PlainForm, forms.Form):
    marks_optional = False
    text = forms.CharField(
        label="Ghi chú riêng",
        help_text="Chỉ đồng chí đọc được ghi chú này.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


class FilterForm(PlainForm, forms.Form):
    marks_optional = False
    unit = NamedChoiceField(label="Đơn vị", queryset=Department.objects.all(), required=False, empty_label="Mọi đơn vị")
    award = forms.ModelChoiceField(
        label="Danh hiệu, hình thức",
        queryset=Award.objects.exclude(pk__in=RECORDED_ONLY),
        required=False,
        empty_label="Mọi danh hiệu, hình thức",
    )
    phase = forms.ModelChoiceField(
        label="Khen theo đợt", queryset=Phase.objects.none(), required=False, empty_label="Mọi dịp"
    )
    status = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *Nomination.Status.choices], required=False
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("phase"):  # a link from the đợt asks for it; the list itself has no query to spare
            self.fields["phase"].queryset = campaign.phases.all()
        else:
            del self.fields["phase"]
        self.dress_fields()


def begun_with(asked: QueryDict, campaign: Campaign) -> dict[str, Any]:
    """What a link chose beforehand: `?dot=` the đợt, `?ca-nhan=` or `?tap-the=` whom; a wrong đợt is none."""
    chosen = {name: int(value) for name in ASKED if (value := asked.get(name, "")).isdecimal() and len(value) < 10}
    if not campaign.phases.filter(pk=chosen.get("dot")).exists():
        return {}
    whom = {ASKED[name]: key for name, key in chosen.items()}
    return {"occasion": Occasion.PHASE, "award": "GKTT" if "department" in whom else "GK"} | whom


def ticked(values: list[str]) -> list[int]:
    """Keys of ticked rows; ValidationError when one is not a number (a hand-made post)."""
    if not all(value.isdecimal() and len(value) < 19 for value in values):
        raise ValidationError("Chọn ít nhất một hồ sơ")
    return [int(value) for value in values]
