"""Forms of the council's room: the plan of a session, its roll call, a round, the ballot, the count."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html

from awards import electorate, preparing
from awards.models import Box, Council, CouncilSession, Nomination, Question, Round, Seat
from awards.preparing import Terms
from awards.roles import councils_in_force
from campaigns import namesakes
from campaigns.models import Campaign
from thidua.forms import ConfirmWordForm, PlainForm, RowsField

TERMS = ("way", "way_reason", "leaves_out_recused", "base_reason")
NOT_ITS_SECRETARY = "Chọn thư ký là thành viên của Hội đồng đã chọn"
NOT_ITS_SESSION = "Phiên họp đã hoãn này của Hội đồng khác; chọn phiên họp của Hội đồng đã chọn"
AREA = forms.Textarea(attrs={"rows": 6})


class SessionForm(PlainForm, forms.ModelForm):
    """When, where, about which campaign; the council is the one in force, chosen where there are two."""

    class Meta:
        model = CouncilSession
        fields = ["council", "campaign", "planned_for", "place", "secretary", "guests", "continues"]
        widgets = {"guests": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, council: Council | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = [council] if council else list(councils_in_force())
        seats = Seat.objects.filter(council__in=councils).select_related("staff_member", "council")
        broken_off = CouncilSession.objects.filter(council__in=councils, status=CouncilSession.Status.ADJOURNED)
        # Sheets handed in go along only through “Họp tiếp” (continuing.py).
        broken_off = broken_off.exclude(council__kind=Council.Kind.INITIATIVES)
        self._offer(councils)
        self.fields["campaign"].queryset = Campaign.objects.filter(status=Campaign.Status.LAUNCHED)
        self.fields["secretary"].queryset = seats
        marks = namesakes.marks(seats.values("staff_member"))
        several = len(councils) > 1
        self.fields["secretary"].label_from_instance = lambda seat: _secretary(seat, marks, several=several)
        self.fields["continues"].queryset = broken_off.select_related("minutes__series")
        self.fields["continues"].label_from_instance = electorate.with_hour
        if not broken_off.exists():
            del self.fields["continues"]
        if not self.instance.pk:
            if not several:
                self.initial.setdefault("secretary", seats.filter(role=Seat.Role.SECRETARY).first())
            self.initial.setdefault("campaign", self.fields["campaign"].queryset.first())

    def _offer(self, councils: list[Council]) -> None:
        """One council is not asked about."""
        if len(councils) == 1:
            self.instance.council = councils[0]
            del self.fields["council"]
        else:
            self.fields["council"].queryset = councils_in_force()
            self.fields["council"].label_from_instance = lambda row: f"{row.get_kind_display()} ({row.decision_number})"

    def clean(self) -> dict[str, Any]:
        super().clean()
        council = self.cleaned_data.get("council") or getattr(self.instance, "council", None)
        for name, wrong in (("secretary", NOT_ITS_SECRETARY), ("continues", NOT_ITS_SESSION)):
            chosen = self.cleaned_data.get(name)
            if council and chosen and chosen.council_id != council.pk:
                self.add_error(name, wrong)
        secretary = self.cleaned_data.get("secretary")
        if secretary and secretary.pk == self.instance.presiding_id:
            self.add_error("secretary", "Người này chủ trì phiên họp; chọn thư ký khác hoặc đổi người chủ trì trước")
        return self.cleaned_data


def _secretary(seat: Seat, marks: dict[int, str], *, several: bool) -> str:
    where = f" – {seat.council.get_kind_display()}" if several else ""
    return f"{seat}{marks.get(seat.staff_member_id, '')}{where}"


class RollCallForm(PlainForm, forms.Form):
    """One line a member: here or not, and why not."""

    marks_optional = False

    def __init__(self, seats: QuerySet[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = list(seats)
        for seat in self.seats:
            self.fields[f"present_{seat.pk}"] = forms.BooleanField(label=f"{seat.staff_member} có mặt", required=False)
            self.fields[f"reason_{seat.pk}"] = forms.CharField(
                label=f"Lý do vắng của {seat.staff_member}",
                required=False,
                max_length=200,
                help_text="In trong biên bản; việc riêng thì ghi “Việc riêng”.",
            )
        self.dress_fields()

    def rows(self) -> list[tuple[Seat, forms.BoundField, forms.BoundField]]:
        return [(seat, self[f"present_{seat.pk}"], self[f"reason_{seat.pk}"]) for seat in self.seats]

    def clean(self) -> dict[str, Any]:
        """A reason written now beside a mark of being here is not dropped without a word."""
        for seat in self.seats:
            present, reason = f"present_{seat.pk}", f"reason_{seat.pk}"
            if self.cleaned_data.get(present) and self.cleaned_data.get(reason) and reason in self.changed_data:
                self.add_error(reason, "Bỏ dấu “Có mặt” hoặc xóa lý do vắng.")
        return self.cleaned_data

    @property
    def present(self) -> set[int]:
        return {seat.pk for seat in self.seats if self.cleaned_data[f"present_{seat.pk}"]}

    @property
    def reasons(self) -> dict[int, str]:
        return {seat.pk: self.cleaned_data[f"reason_{seat.pk}"] for seat in self.seats}


class NotesForm(PlainForm, forms.ModelForm):
    """The free parts of the minutes."""

    class Meta:
        model = CouncilSession
        fields = ["guests", "opening", "discussion", "conclusions"]
        widgets = {
            "guests": forms.Textarea(attrs={"rows": 3}),
            "opening": AREA,
            "discussion": AREA,
            "conclusions": AREA,
        }


class RecusalForm(PlainForm, forms.Form):
    reason = forms.CharField(
        label="Lý do không biểu quyết", max_length=200, help_text="In trong biên bản. Ví dụ: là người thân"
    )


class RoundForm(PlainForm, forms.Form):
    """Which dossiers of one award are put to the vote together."""

    nominations = RowsField(Nomination.objects.none(), label="Hồ sơ", widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(
        label="Nội dung lượt bỏ phiếu", required=False, max_length=200, help_text="Để trống thì chương trình tự ghi"
    )
    way = forms.ChoiceField(
        label="Cách biểu quyết", choices=Round.Way.choices, initial=Round.Way.SECRET, widget=forms.RadioSelect
    )
    way_reason = forms.CharField(
        label="Lý do chọn cách biểu quyết này",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Phải ghi khi lấy ý kiến bằng văn bản; in trong biên bản",
    )
    leaves_out_recused = forms.BooleanField(
        label="Không tính người tạm lánh vào tổng số thành viên",
        required=False,
        help_text="Chỉ chọn khi người không biểu quyết đông đến mức không thể đạt tỷ lệ; lý do in trong biên bản",
    )
    base_reason = forms.CharField(
        label="Lý do không tính người tạm lánh",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label="Lý do bỏ phiếu lại",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chỉ ghi khi trong lượt có hồ sơ đã kiểm phiếu",
    )

    def __init__(self, session: CouncilSession, nominations: QuerySet[Nomination], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["nominations"].queryset = nominations
        if preparing.must_be_secret(session, nominations):
            self._offer_no_hands(preparing.not_by_hands(nominations[0].award.quoted_name))
        marks = namesakes.marks(nominations.values("staff_member"))
        self.fields["nominations"].label_from_instance = lambda row: _as_listed(row, marks.get(row.staff_member_id, ""))

    def _offer_no_hands(self, why: str) -> None:
        way = self.fields["way"]
        way.choices = [(value, label) for value, label in Round.Way.choices if value != Round.Way.HANDS]
        way.help_text = why
        way.error_messages["invalid_choice"] = why.rstrip(".")

    def clean(self) -> dict[str, Any]:
        """Whatever is wrong, said at once beside its field; the verb looks again."""
        cleaned = super().clean()
        chosen, reason = list(cleaned.get("nominations") or []), cleaned.get("reason", "")
        for field, why in preparing.misfilled(self.session, chosen, reason, self.terms):
            if field in cleaned:
                self.add_error(field, why.rstrip("."))
        return cleaned

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TERMS if name in self.cleaned_data})


def _as_listed(nomination: Nomination, mark: str) -> str:
    result = Nomination.Status(nomination.status)  # the chair's form: what the last round said
    again = "" if result == Nomination.Status.TABLED else f" – {result.label.lower()}"
    where = "" if nomination.is_collective else f", {nomination.unit.short_name}"
    return f"{nomination.candidate}{mark}{where}{again}"


class CountForm(ConfirmWordForm):
    """The word, and a reason where somebody has not voted."""

    reason = forms.CharField(
        label="Lý do kiểm phiếu khi còn người chưa bỏ", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, left: int, by_ballots: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, word="KIỂM PHIẾU", **kwargs)
        if not by_ballots:
            self.fields["word"].help_text = "Chữ này dùng chung cho mọi cách biểu quyết."
            self.fields["reason"].label = "Lý do chốt kết quả khi còn người chưa có ý kiến"
        if not left:
            del self.fields["reason"]
        self.order_fields(["reason", "word"])


class BallotRadio(forms.RadioSelect):
    """Three buttons a case, forty cases: each written at once, where Django reads a template for every button."""

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> str:
        one = context["widget"]
        if "wrap_label" not in one:  # the whole field
            return super()._render(template_name, context, renderer)
        attributes = {"type": one["type"], "name": one["name"], "value": str(one["value"])} | one["attrs"]
        return format_html("<input{}>", flatatt(attributes))


class BallotForm(forms.Form):
    """One field a case; nothing chosen beforehand. What is typed is kept nowhere."""

    use_required_attribute = False

    def __init__(self, questions: list[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                label=str(question.nomination.candidate),
                choices=Box.Choice.choices,
                widget=BallotRadio(attrs={"class": "form-check-input", "autocomplete": "off"}),
                error_messages={
                    "required": f"Chọn một ý kiến cho {question.nomination.candidate}",
                    "invalid_choice": f"Chọn một ý kiến cho {question.nomination.candidate}",
                },
            )

    @property
    def choices(self) -> dict[int, str]:
        return {int(name.removeprefix("q")): choice for name, choice in self.cleaned_data.items()}
