"""Forms of a unit's bình xét: the meeting, its roll, one more case, the sheet of votes, the written parts."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from awards import review_cases
from awards.documents import unit_minutes
from awards.drafting import RECORDED_ONLY
from awards.models import Occasion, UnitReview, UnitReviewCase
from awards.review_cases import Vote
from awards.unit_reviews import Roll, day_of
from campaigns import namesakes
from campaigns.models import Award, Phase, StaffMember
from campaigns.roles import active_people, head_of
from thidua import clock
from thidua.fields import plain_number
from thidua.forms import IntegerField, PersonField, PlainForm
from thidua.vietnamese import lower_first

LONGEST_SELECT = 100
MOST_VOTES = 9999
AREA = forms.Textarea(attrs={"rows": 6})


def person_field(people: QuerySet[StaffMember], label: str, *, required: bool, help_text: str = "") -> forms.Field:
    """A select of a unit's people; a search box where they are many."""
    asked = {"queryset": people, "required": required, "label": label, "help_text": help_text}
    if people.count() > LONGEST_SELECT:
        return PersonField(**asked)
    field = forms.ModelChoiceField(**asked, empty_label="Chọn một người" if required else "Không có")
    marks = namesakes.marks(people.values("pk"))
    field.label_from_instance = lambda one: f"{one}{marks.get(one.pk, '')}"
    return field


class MeetingForm(PlainForm, forms.ModelForm):
    """When, where, who presides and writes. Which occasion is chosen once, when the meeting is opened."""

    occasion_of = forms.ChoiceField(label="Dịp bình xét")
    groups = {
        "Cuộc họp": ["occasion_of", "held_from", "held_to", "place"],
        "Chủ trì, thư ký": ["chair", "secretary", "deputy"],
        "Biểu quyết, khách mời": ["voting", "guests"],
    }

    class Meta:
        model = UnitReview
        fields = ["held_from", "held_to", "place", "chair", "secretary", "deputy", "voting", "guests"]
        widgets = {"voting": forms.RadioSelect}
        labels = {"held_from": "Giờ bắt đầu", "held_to": "Giờ kết thúc"}
        help_texts = {
            "held_from": "Giờ trước, ngày sau. Ví dụ giờ: 14:00",
            "held_to": "Giờ trước, ngày sau, cùng ngày bắt đầu. Chưa họp thì ghi giờ dự kiến, họp xong sửa lại.",
            "guests": "Người của đơn vị khác, ví dụ: đại diện Công đoàn",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review = self.instance
        unit, day = review.department, day_of(review) if review.pk else clock.today()
        people = active_people(unit, day)
        deputy = "Bắt buộc khi chính người chủ trì được bình xét; người này điều hành lúc xét trường hợp đó."
        self.fields["chair"] = person_field(people, "Chủ trì (chủ tọa)", required=True)
        self.fields["secretary"] = person_field(people, "Thư ký", required=True)
        self.fields["deputy"] = person_field(
            people, "Người điều hành khi xét trường hợp của chủ trì", required=False, help_text=deputy
        )
        if review.pk:
            del self.fields["occasion_of"]
        else:
            phases = [(str(one.pk), f"Theo đợt: {one}") for one in review.campaign.phases.all()]
            merit = [(Occasion.MERIT.value, f"Công trạng năm {review.campaign.year}")]
            self.fields["occasion_of"].choices = merit + phases
            self.initial |= {"chair": head_of(unit), "place": f"Văn phòng {unit.name}"}
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("occasion_of", "")
        if chosen.isdecimal():
            self.instance.occasion = Occasion.PHASE
            self.instance.phase = Phase.objects.get(pk=chosen)
        starts, ends = cleaned.get("held_from"), cleaned.get("held_to")
        if starts and ends and ends <= starts:
            self.add_error("held_to", "Giờ kết thúc phải sau giờ bắt đầu")
        chair = cleaned.get("chair")
        if chair and chair == cleaned.get("secretary"):
            self.add_error("secretary", "Chủ trì và thư ký phải là hai người")
        if chair and chair == cleaned.get("deputy"):
            self.add_error("deputy", "Người điều hành thay phải là người khác với chủ trì")
        return cleaned

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RollForm(PlainForm, forms.Form):
    """One line a person: here or not, and why not."""

    marks_optional = False

    def __init__(self, people: list[StaffMember], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for person in people:
            self.fields[f"present_{person.pk}"] = forms.BooleanField(label=f"{person} có mặt", required=False)
            self.fields[f"reason_{person.pk}"] = forms.CharField(
                label=f"Lý do vắng của {person}", required=False, max_length=200
            )
        self.dress_fields()

    def rows(self) -> list[tuple[StaffMember, forms.BoundField, forms.BoundField]]:
        return [(one, self[f"present_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.people]

    @property
    def present(self) -> set[int]:
        return {one.pk for one in self.people if self.cleaned_data[f"present_{one.pk}"]}

    @property
    def reasons(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"reason_{one.pk}"] for one in self.people}


class LateForm(PlainForm, forms.Form):
    person = PersonField(queryset=StaffMember.objects.all(), label="Người của đơn vị chưa có trong danh sách")


class CaseForm(PlainForm, forms.Form):
    """Somebody who is not on the list: an award, and a person unless it is the unit's."""

    award = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=Award.objects.exclude(pk__in=RECORDED_ONLY), empty_label="Chọn một"
    )
    marks_optional = False

    def __init__(self, *args: Any, review: UnitReview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        people = active_people(review.department, day_of(review))
        help_text = "Bỏ trống khi danh hiệu, hình thức dành cho tập thể."
        self.fields["person"] = person_field(people, "Cá nhân", required=False, help_text=help_text)
        if review.occasion != Occasion.MERIT:
            self.fields["award"].queryset = self.fields["award"].queryset.filter(kind=Award.Kind.FORM)
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        award, person = cleaned.get("award"), cleaned.get("person")
        if award and award.is_collective and person:
            self.add_error("person", f"Bỏ trống: {award.name} dành cho tập thể")
        elif award and not award.is_collective and not person and "person" not in self.errors:
            self.add_error("person", "Chọn cá nhân được bình xét")
        return cleaned

    @property
    def candidate(self) -> Any:
        return self.cleaned_data["person"] or self.review.department


class SheetForm(PlainForm, forms.Form):
    """The sheet of votes: a row a case. Three empty boxes: there was no vote on it (yet)."""

    marks_optional = False

    def __init__(
        self,
        review: UnitReview,
        roll: Roll,
        cases: list[UnitReviewCase],
        *args: Any,
        all_agree: bool = False,
        **kwargs: Any,
    ) -> None:
        """all_agree: what has no vote yet begins with everybody's agreement, not stored."""
        super().__init__(*args, **kwargs)
        self.review, self.roll, self.cases, self.all_agree = review, roll, cases, all_agree
        hands = review.voting == UnitReview.Voting.HANDS
        rest = "Không ý kiến" if hands else "Trắng, hỏng"
        for case in cases:
            for name, label in (("agree", "Đồng ý"), ("disagree", "Không đồng ý"), ("rest", rest)):
                counted = IntegerField(label=label, required=False, min_value=0, max_value=MOST_VOTES)
                counted.widget.attrs["size"] = "4"
                self.fields[f"{name}_{case.pk}"] = counted
            self.fields[f"proposed_{case.pk}"] = forms.BooleanField(label="Đề nghị", required=False)
            self.fields[f"reason_{case.pk}"] = forms.CharField(
                label="Lý do không đề nghị", required=False, max_length=300
            )
            self.fields[f"note_{case.pk}"] = forms.CharField(
                label="Ghi chú, lý do vẫn đề nghị", required=False, max_length=200
            )
            self._begin_with(case)
        self.dress_fields()

    def _begin_with(self, case: UnitReviewCase) -> None:
        is_counted = case.total is not None
        stored = {
            "agree": case.agree if is_counted else None,
            "disagree": case.disagree if is_counted else None,
            "rest": case.no_opinion,
            "proposed": case.proposed,
            "reason": case.reason,
            "note": case.note,
        }
        if self.all_agree and not is_counted and case.proposed:
            stored |= {"agree": self.roll.voters(case), "disagree": 0, "rest": 0}
        for name, value in stored.items():
            self.initial.setdefault(f"{name}_{case.pk}", value)

    def rows(self) -> Iterator[tuple[UnitReviewCase, int, dict[str, forms.BoundField]]]:
        """Case, how many may vote on it, its boxes."""
        names = ("agree", "disagree", "rest", "proposed", "reason", "note")
        for case in self.cases:
            yield case, self.roll.voters(case), {name: self[f"{name}_{case.pk}"] for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for case in self.cases:
            self._name_in_errors(case)
            if any(f"{name}_{case.pk}" in self.errors for name in ("agree", "disagree", "rest")):
                continue
            counted = review_cases.counted(case, _vote(cleaned, case))
            if sentence := review_cases.why_not_vote(self.review, self.roll, counted):
                place = "agree" if counted.proposed or counted.reason else "reason"
                self.add_error(f"{place}_{case.pk}", sentence)
        return cleaned

    def _name_in_errors(self, case: UnitReviewCase) -> None:
        """The summary above the sheet stands far from the row: each error of a number says whose it is."""
        for name in ("agree", "disagree", "rest"):
            key = f"{name}_{case.pk}"
            if key in self.errors:
                typed = plain_number(self.data.get(self.add_prefix(key), ""))
                said = [f"{self[key].label} quá lớn"] if typed.isdecimal() else list(self.errors[key])
                del self.errors[key]
                for sentence in said:
                    self.add_error(key, f"{case}: {lower_first(sentence)}")

    def votes(self) -> dict[int, Vote]:
        return {case.pk: _vote(self.cleaned_data, case) for case in self.cases}


def _vote(cleaned: Mapping[str, Any], case: UnitReviewCase) -> Vote:
    return Vote(
        agree=cleaned.get(f"agree_{case.pk}"),
        disagree=cleaned.get(f"disagree_{case.pk}"),
        no_opinion=cleaned.get(f"rest_{case.pk}"),
        proposed=cleaned.get(f"proposed_{case.pk}", False),
        reason=cleaned.get(f"reason_{case.pk}", ""),
        note=cleaned.get(f"note_{case.pk}", ""),
    )


class WrittenForm(PlainForm, forms.ModelForm):
    """What people say at the meeting; begins with what the program can say. Left as proposed, it follows the votes."""

    class Meta:
        model = UnitReview
        fields = ["purpose", "opinions", "conclusion"]
        widgets = dict.fromkeys(fields, AREA)
        help_texts = {"opinions": "Mỗi dòng một ý: ai báo cáo gì, ai có ý kiến gì."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        review = self.instance
        self.proposed = {
            "purpose": unit_minutes.proposed_purpose(review),
            "conclusion": unit_minutes.proposed_conclusion(review),
        }
        for name, text in self.proposed.items():
            self.initial[name] = self.initial.get(name) or text

    def texts(self) -> dict[str, str]:
        return {
            name: "" if text.split() == self.proposed.get(name, "").split() else text
            for name, text in self.cleaned_data.items()
        }
