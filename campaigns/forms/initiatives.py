"""Forms of an initiative: what it is, its authors and their shares, what the council decided, the list's filter."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseInlineFormSet, ModelForm, inlineformset_factory

from campaigns import recognising
from campaigns.forms.campaigns import without_hints
from campaigns.forms.people import asked_together, check_year
from campaigns.models import CoAuthor, Initiative, Recognition, StaffMember
from thidua import clock
from thidua.forms import DateField, IntegerField, PersonField, PlainForm
from thidua.vietnamese import search_key

SOLUTION = ["title", "kind", "year", "summary", "applied_where", "applied_from", "effect"]
DECISION = ["recognised_number", "recognised_on", "scope", "recogniser"]
LONG = forms.Textarea(attrs={"rows": 6})


class InitiativeForm(PlainForm, ModelForm):
    """Name, year and decision: as a row of Excel has them."""

    class Meta:
        model = Initiative
        fields = ("title", "kind", "year", *DECISION)
        labels: ClassVar = {"title": "Tên sáng kiến"}

    def clean_year(self) -> int:
        year = check_year(self.cleaned_data["year"])
        if year > clock.today().year:
            raise ValidationError(f"Năm {year} chưa đến; ghi năm tạo ra sáng kiến")
        return year


class SolutionForm(InitiativeForm):
    """What it is and what it brought; its author may leave for later what only submission asks for."""

    class Meta(InitiativeForm.Meta):
        fields = tuple(SOLUTION)
        widgets: ClassVar = {"summary": LONG, "effect": LONG}
        help_texts: ClassVar = {
            "summary": "Giải pháp là gì, khác cách làm trước ở chỗ nào.",
            "applied_from": "Ví dụ: 25/09/2022. Chưa áp dụng thì để trống.",
            "effect": "Kết quả so với trước khi áp dụng, có số liệu nếu có.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.status == Initiative.Status.DRAFT:
            asked_together(self, "summary", "effect")
            for name in ("summary", "effect"):
                self.fields[name].help_text += " Cần có khi nộp."

    def clean_applied_from(self) -> Any:
        day = self.cleaned_data["applied_from"]
        if day and day > clock.today():
            raise ValidationError("Ngày áp dụng ở sau hôm nay; chưa áp dụng thì để trống")
        return day


class RecordForm(SolutionForm):
    """The clerk's, for what was handed in on paper: with the decision where there is one already."""

    class Meta(SolutionForm.Meta):
        fields = (*SOLUTION, *DECISION)

    groups: ClassVar = {
        "Sáng kiến": SOLUTION,
        "Công nhận (chưa có thì để trống; đã có thì nhập đủ số, ngày và phạm vi)": DECISION,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_together(self, "recognised_number", "recognised_on", "scope")
        self.fields["scope"].choices = [("", "Chưa có"), *Initiative.Scope.choices]

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        same = Initiative.objects.exclude(status=Initiative.Status.WITHDRAWN).filter(year=self.cleaned_data["year"])
        if same.filter(search_key=search_key(self.cleaned_data["title"])[:400]).exists():
            self.add_error("title", "Sáng kiến này của năm đó đã được ghi; mở trong danh sách để sửa")
        elif sentence := recognition_gap(self.cleaned_data, must=False):
            raise ValidationError(sentence)
        return self.cleaned_data

    def save(self, commit: bool = True, **kwargs: Any) -> Any:
        """Without the decision, which the act of recognising writes."""
        for name in DECISION:
            setattr(self.instance, name, None if name == "recognised_on" else "")
        return super().save(commit, **kwargs)

    @property
    def decision(self) -> dict[str, Any]:
        """What recognises it; empty where nothing did yet."""
        said = self.cleaned_data
        return recognising.decision_of(said) if said.get("recognised_number") else {}


def recognition_gap(values: dict[str, Any], *, must: bool) -> str:
    """Number, date and scope stand together or not at all; `must`: it is recognised already."""
    given = [values.get(name) for name in ("recognised_number", "recognised_on", "scope")]
    return recognising.recognition_gap(values, year=values.get("year")) if must or any(given) else ""


# --- authors


class CoAuthorForm(PlainForm, ModelForm):
    class Meta:
        model = CoAuthor
        fields = ("staff_member", "share")

    staff_member = PersonField(StaffMember.objects.all(), label="Tác giả")


class AuthorRows(BaseInlineFormSet):
    """The clerk's: any people, shares of 100."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        without_hints(form)
        form.fields["DELETE"].label = "Xóa dòng này"
        if index is None or index >= max(self.initial_form_count(), 1):
            # One author has all of it; of further ones nobody knows.
            form.fields["share"].initial = form.initial["share"] = None

    def clean(self) -> None:
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        people = [form.cleaned_data["staff_member"] for form in kept if form.cleaned_data.get("staff_member")]
        if twice := [person for place, person in enumerate(people) if person in people[:place]]:
            raise ValidationError(f"Tác giả {twice[0]} có hai dòng; bỏ bớt một dòng")
        super().clean()
        if any(form.errors for form in kept):
            return  # a row that is not understood yet has no share to add
        if not people:
            raise ValidationError("Nhập ít nhất một tác giả")
        self.check_authors(people, sum(form.cleaned_data.get("share") or 0 for form in kept))

    def check_authors(self, people: list[StaffMember], total: int) -> None:
        if total != 100:
            raise ValidationError(f"Tổng tỷ lệ đóng góp phải bằng 100%; hiện là {total}%")

    def free_places(self) -> None:
        """Before the rows are saved: two authors may change places, which no row saved after the other could."""
        moved = [form.instance.pk for form in self.initial_forms if "staff_member" in form.changed_data]
        CoAuthor.objects.filter(pk__in=moved).delete()  # saved anew under the same keys

    @property
    def people(self) -> list[StaffMember]:
        """Of a valid table, those who remain."""
        kept = [form for form in self.forms if not self._should_delete_form(form)]
        return [form.cleaned_data["staff_member"] for form in kept if form.cleaned_data.get("staff_member")]


class OwnAuthorRows(AuthorRows):
    """An author's draft: people at work, oneself among them; shares make 100 when it is submitted."""

    registrant: Any = None  # the person whose draft it is

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        at_work = Q(pk__in=StaffMember.objects.employed(clock.today()).values("pk"))
        already = Q(co_authorships__initiative=self.instance) if self.instance.pk else Q(pk__in=[])
        form.fields["staff_member"].queryset = StaffMember.objects.filter(at_work | already).distinct()

    def check_authors(self, people: list[StaffMember], total: int) -> None:
        if total > 100:
            raise ValidationError(f"Tổng tỷ lệ đóng góp không quá 100%; hiện là {total}%")
        if self.registrant is not None and self.registrant not in people:
            raise ValidationError("Người đăng ký phải là một trong các tác giả; thêm tên mình vào một dòng")


def _rows(formset: type[AuthorRows]) -> Any:
    return inlineformset_factory(
        Initiative, CoAuthor, form=CoAuthorForm, formset=formset, extra=3, max_num=20, absolute_max=30
    )


CoAuthorRows, OwnCoAuthorRows = _rows(AuthorRows), _rows(OwnAuthorRows)


# --- what the council decided


class RecognitionForm(PlainForm, ModelForm):
    """A decision: which scope, under which number, of which day. The instance says of which initiative."""

    class Meta:
        model = Recognition
        fields = ("scope", "number", "date", "recogniser")

    def __init__(self, *args: Any, scopes: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scopes is None:
            del self.fields["scope"]
        else:
            labels = dict(Initiative.Scope.choices)
            self.fields["scope"].choices = [("", "Chọn một"), *((scope, labels[scope]) for scope in scopes)]

    def clean_date(self) -> Any:
        return _check_date(self.cleaned_data["date"], self.instance.initiative)

    def validate_unique(self) -> None:
        """A scope recognised meanwhile is the verb's to refuse."""


class RefusalForm(PlainForm, forms.Form):
    number = forms.CharField(label="Số biên bản", max_length=60)
    date = DateField(label="Ngày biên bản")
    reason = forms.CharField(
        label="Lý do không công nhận",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do không công nhận"},
    )

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initiative = initiative

    def clean_date(self) -> Any:
        return _check_date(self.cleaned_data["date"], self.initiative)


def _check_date(day: Any, initiative: Initiative) -> Any:
    if sentence := recognising.why_not_dated(initiative, day):
        raise ValidationError(sentence)
    return day


# --- the list


class FilterForm(PlainForm, forms.Form):
    marks_optional = False
    q = forms.CharField(label="Tên, tác giả hoặc số quyết định", max_length=200, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *Initiative.Kind.choices], required=False)
    year = IntegerField(label="Năm", required=False)
    status = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *Initiative.Status.choices], required=False
    )
    scope = forms.ChoiceField(
        label="Phạm vi ảnh hưởng", choices=[("", "Mọi phạm vi"), *Initiative.Scope.choices], required=False
    )
    mine = forms.BooleanField(label="Của tôi", required=False)
