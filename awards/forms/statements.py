"""The clerk's answers to what no record holds about a dossier, each with its source."""

from typing import Any

from django import forms

from awards.models import Nomination, Statement
from awards.stating import UNKNOWN, Question
from thidua.forms import PlainForm

CHOICES = [(UNKNOWN, "Chưa rõ"), *Statement.Answer.choices]


class StatementsForm(PlainForm, forms.Form):
    """Two fields a question: the answer, and where it is known from."""

    marks_optional = False

    def __init__(self, *args: Any, nomination: Nomination, questions: list[Question], **kwargs: Any) -> None:
        written = {one.key: one for one in nomination.statements.all()}
        initial = {}
        for number, question in enumerate(questions):
            one = written.get(question.key)
            initial |= {
                f"answer_{number}": one.answer if one else UNKNOWN,
                f"source_{number}": one.source if one else "",
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.questions = questions
        self.groups = {}
        for number, question in enumerate(questions):
            self.fields[f"answer_{number}"] = forms.ChoiceField(
                label=question.words, choices=CHOICES, widget=forms.RadioSelect, required=False
            )
            self.fields[f"source_{number}"] = forms.CharField(
                label="Căn cứ",
                max_length=300,
                required=False,
                help_text="Số, ngày văn bản, hoặc ai cho biết. Cần ghi khi trả lời Có hoặc Không.",
            )
            self.groups[question.words] = [f"answer_{number}", f"source_{number}"]
        self.dress_fields()
        for number in range(len(questions)):  # the legend says it already
            self.fields[f"answer_{number}"].label = "Trả lời"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in range(len(self.questions)):
            if cleaned.get(f"answer_{number}") and not (cleaned.get(f"source_{number}") or "").strip():
                self.add_error(f"source_{number}", "Ghi căn cứ của xác nhận này")
        return cleaned

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """By key, as `stating.state` takes them."""
        return {
            question.key: self._answer(self.cleaned_data[f"answer_{number}"], self.cleaned_data[f"source_{number}"])
            for number, question in enumerate(self.questions)
        }

    def _answer(self, answer: str, source: str) -> tuple[str, str]:
        return (answer, source.strip()) if answer else (UNKNOWN, "")
