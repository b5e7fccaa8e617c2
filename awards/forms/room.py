"""Forms of what happens in the room beside the ballot: conflicts, tellers and their sheets, opinions in writing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from awards.conflicts import Proposal
from awards.models import Choice, CouncilSession, CountSheet, Nomination, OpinionPaper, Question, Seat
from awards.tallying import Slips
from campaigns import namesakes
from campaigns.models import Award
from thidua import clock
from thidua.forms import DateField, PlainForm
from thidua.uploads import media_type_of

LONGEST_REASON = 200


class DeclareForm(PlainForm, forms.Form):
    """One line a case: whether the member steps out, and why; where the program proposes it, why they stay."""

    marks_optional = False

    def __init__(
        self, cases: list[Nomination], proposed: Mapping[int, Proposal], own: set[int], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cases, self.proposed = [case for case in cases if case.pk not in own], proposed
        self.own = [case for case in cases if case.pk in own]
        for case in self.cases:
            reason = {"required": False, "max_length": LONGEST_REASON}
            self.fields[f"out_{case.pk}"] = forms.BooleanField(label=f"Lánh {case.candidate}", required=False)
            self.fields[f"why_{case.pk}"] = forms.CharField(label=f"Lý do lánh {case.candidate}", **reason)
            if case.pk in proposed:
                self.initial.setdefault(f"out_{case.pk}", True)
                self.initial.setdefault(f"why_{case.pk}", proposed[case.pk].reason)
                self.fields[f"stay_{case.pk}"] = forms.CharField(label=f"Lý do không lánh {case.candidate}", **reason)
        self.dress_fields()

    @property
    def proposed_rows(self) -> list[tuple]:
        return [row for row in self.rows() if row[1]]

    @property
    def other_rows(self) -> list[tuple]:
        return [row for row in self.rows() if not row[1]]

    @property
    def has_more(self) -> bool:
        """Something is chosen or wrong among the cases nobody proposed."""
        return any(row[2].value() or row[2].errors or row[3].errors for row in self.other_rows)

    def rows(self) -> list[tuple[Nomination, Proposal | None, forms.BoundField, forms.BoundField, Any]]:
        """Case, proposal, steps out, why, why they stay."""
        return [
            (
                case,
                self.proposed.get(case.pk),
                self[f"out_{case.pk}"],
                self[f"why_{case.pk}"],
                self[f"stay_{case.pk}"] if case.pk in self.proposed else None,
            )
            for case in self.cases
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for case in self.cases:
            out, why = cleaned.get(f"out_{case.pk}"), cleaned.get(f"why_{case.pk}")
            if out and not why:
                self.add_error(f"why_{case.pk}", f"Ghi lý do lánh {case.candidate}")
            if not out and why and case.pk not in self.proposed:
                self.add_error(f"out_{case.pk}", f"Chọn lánh {case.candidate}, hoặc bỏ lý do")
            if not out and case.pk in self.proposed and not cleaned.get(f"stay_{case.pk}"):
                self.add_error(f"stay_{case.pk}", f"Ghi lý do vẫn biểu quyết {case.candidate}")
        return cleaned

    @property
    def steps_out(self) -> dict[int, str]:
        return {c.pk: self.cleaned_data[f"why_{c.pk}"] for c in self.cases if self.cleaned_data[f"out_{c.pk}"]}

    @property
    def stays(self) -> dict[int, str]:
        return {
            c.pk: self.cleaned_data[f"stay_{c.pk}"]
            for c in self.cases
            if c.pk in self.proposed and not self.cleaned_data[f"out_{c.pk}"]
        }


class TellersForm(PlainForm, forms.Form):
    """The Ban kiểm phiếu: a head and members, two at least."""

    head = forms.ModelChoiceField(Seat.objects.none(), label="Trưởng ban")
    second = forms.ModelChoiceField(Seat.objects.none(), label="Ủy viên")
    third = forms.ModelChoiceField(Seat.objects.none(), label="Ủy viên thứ hai", required=False)

    def __init__(self, session: CouncilSession, seats: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = namesakes.marks(seats.values("staff_member"))
        for name in ("head", "second", "third"):
            self.fields[name].queryset = seats
            self.fields[name].label_from_instance = lambda seat: f"{seat}{marks.get(seat.staff_member_id, '')}"
        for name, teller in zip(("head", "second", "third"), session.tellers.all(), strict=False):
            self.initial.setdefault(name, teller.seat_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = self.seats_of(cleaned)
        if len({seat.pk for seat in chosen}) < len(chosen):
            self.add_error("second", "Mỗi người chỉ giữ một việc trong Ban kiểm phiếu; chọn người khác")
        return cleaned

    @staticmethod
    def seats_of(cleaned: Mapping[str, Any]) -> list[Seat]:
        return [cleaned[name] for name in ("head", "second", "third") if cleaned.get(name)]

    @property
    def seats(self) -> list[Seat]:
        return self.seats_of(self.cleaned_data)


class CountSheetForm(PlainForm, forms.Form):
    """Totals of papers (slips and three numbers a case), or of raised hands (three numbers a case)."""

    def __init__(
        self, questions: list[Question], *args: Any, papers: bool, sheet: CountSheet | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.papers = questions, papers
        if papers:
            for name, label in (("issued", "Phát ra"), ("collected", "Thu về"), ("invalid", "Không hợp lệ")):
                self.fields[name] = _number(f"Số phiếu {label.lower()}")
        for question in questions:
            for choice in Choice:
                label = f"{question.nomination.candidate}, {choice.label.lower()}"
                self.fields[f"{choice.value}_{question.pk}"] = _number(label)
        if sheet:
            self.initial = _as_entered(sheet) | self.initial
        self.dress_fields()

    def rows(self) -> list[tuple[Question, list[forms.BoundField]]]:
        return [(one, [self[f"{choice.value}_{one.pk}"] for choice in Choice]) for one in self.questions]

    def slip_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("issued", "collected", "invalid")] if self.papers else []

    @property
    def slips(self) -> Slips | None:
        return Slips(*(self.cleaned_data[name] for name in ("issued", "collected", "invalid"))) if self.papers else None

    @property
    def lines(self) -> dict[int, dict[str, int]]:
        return {
            one.pk: {choice.value: self.cleaned_data[f"{choice.value}_{one.pk}"] for choice in Choice}
            for one in self.questions
        }


def _number(label: str) -> forms.IntegerField:
    wrong = f"{label}: nhập số nguyên, từ 0 trở lên"
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        error_messages={"required": wrong, "invalid": wrong, "min_value": wrong},
    )


def _as_entered(sheet: CountSheet) -> dict[str, int]:
    entered = {name: getattr(sheet, name) for name in ("issued", "collected", "invalid")}
    for line in sheet.lines.all():
        entered |= {f"{choice.value}_{line.question_id}": getattr(line, choice.value) for choice in Choice}
    return entered


NO_OPINION = "left_out"


class OpinionForm(PlainForm, forms.Form):
    """What a member wrote on a signed paper: one opinion for all, then the cases that differ or are left out."""

    received_on = DateField(label="Ngày nhận văn bản", help_text="Ví dụ: 18/12/2022")
    file = forms.FileField(
        label="Bản đã ký",
        required=False,
        max_length=400,
        help_text="PDF, DOCX, JPG hoặc PNG, tối đa 10 MB. Bản giấy lưu trong hồ sơ phiên họp.",
    )

    def __init__(self, cases: list[Nomination], paper: OpinionPaper | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = cases
        self.marks_optional = False  # an answer is always chosen, if only “as all the others”
        self.fields["common"] = forms.ChoiceField(
            label="Ý kiến chung",
            required=False,
            choices=[("", "Ghi riêng từng trường hợp"), *Choice.choices],
            widget=forms.RadioSelect,
            help_text="Ghi cho mọi trường hợp, trừ trường hợp chọn khác ở dưới.",
        )
        entered = {opinion.nomination_id for opinion in paper.opinions.all()} if paper else set()
        # Of what was entered and counted before only the signed copy may still come.
        self.only_signed = bool(entered) and not entered & {case.pk for case in cases}
        for case in cases:
            self.fields[f"c{case.pk}"] = forms.ChoiceField(
                label=f"{case.award.quoted_name}: {case.candidate}",
                required=False,
                choices=[("", "Như ý kiến chung"), *Choice.choices, (NO_OPINION, "Không ghi ý kiến")],
            )
        if paper:
            self.initial = self._as_entered(paper) | self.initial
        if not cases:
            del self.fields["received_on"], self.fields["common"]
        self.dress_fields()
        self.order_fields(["received_on", "common", *(f"c{case.pk}" for case in cases), "file"])

    def _as_entered(self, paper: OpinionPaper) -> dict[str, Any]:
        """What most cases got stands for all; a case the paper has nothing on, one tabled later too, stays left out."""
        said = {one.nomination_id: one.choice for one in paper.opinions.all()}
        choices = [said.get(case.pk, NO_OPINION) for case in self.cases]
        common = next((one for one in Choice.values if choices.count(one) * 2 > len(choices)), "")
        unsaid = NO_OPINION if common else ""
        cases = {f"c{case.pk}": said.get(case.pk, unsaid) for case in self.cases}
        own = {name: "" if choice == common else choice for name, choice in cases.items()}
        return own | {"received_on": paper.received_on, "common": common}

    @property
    def case_fields(self) -> list[forms.BoundField]:
        return [self[f"c{case.pk}"] for case in self.cases]

    @property
    def has_own(self) -> bool:
        return any(one.value() for one in self.case_fields)

    def clean_received_on(self) -> date:
        received = self.cleaned_data["received_on"]
        if received > clock.today():
            raise forms.ValidationError("Ngày nhận không được sau hôm nay")
        return received

    def clean_file(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload:
            media_type_of(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.choices_in(cleaned) or (self.only_signed and cleaned.get("file")):
            return cleaned
        raise forms.ValidationError("Chọn ý kiến của ít nhất một trường hợp" if self.cases else "Chọn tệp bản đã ký")

    def choices_in(self, cleaned: Mapping[str, Any]) -> dict[int, str]:
        common = cleaned.get("common", "")
        said = {case.pk: cleaned.get(f"c{case.pk}") or common for case in self.cases}
        return {pk: choice for pk, choice in said.items() if choice in Choice.values}

    @property
    def choices(self) -> dict[int, str]:
        return self.choices_in(self.cleaned_data)


class LowerForm(PlainForm, forms.Form):
    award = forms.ModelChoiceField(Award.objects.none(), label="Danh hiệu, hình thức thấp hơn", empty_label=None)

    def __init__(self, awards: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards


class ContinueForm(PlainForm, forms.ModelForm):
    """When and where the session that was broken off goes on."""

    class Meta:
        model = CouncilSession
        fields = ["planned_for", "place"]
