"""Forms of legal texts and base salaries, and the filter of their list."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet

from awards import keeping_texts
from thidua import clock
from thidua.forms import DateField, MoneyField, PlainForm
from thidua.models import BaseSalary, Certainty, LegalText
from thidua.vietnamese import search_key

IN_FORCE, ENDED, COMING, OVERDUE, TO_CHECK = "hieu-luc", "het", "chua", "qua-han", "can-tham-tra"
STATES = (
    ("", "Tất cả"),
    (IN_FORCE, "Đang có hiệu lực"),
    (ENDED, "Hết hiệu lực"),
    (COMING, "Chưa có hiệu lực"),
    (OVERDUE, "Quá hạn kiểm tra lại"),
    (TO_CHECK, "Cần thẩm tra"),
)
ORDER_STEP = 10


def in_state(state: str, on: date) -> Q:
    """Texts in one state of `keeping_texts.state_of`; TO_CHECK is about certainty, beside it."""
    binding = Q(in_force_from__lte=on) & (Q(in_force_to__isnull=True) | Q(in_force_to__gte=on))
    return {
        IN_FORCE: binding,
        ENDED: Q(in_force_to__lt=on),
        COMING: Q(in_force_from__gt=on),
        OVERDUE: binding & Q(checked_until__lt=on),
        TO_CHECK: ~Q(certainty=Certainty.CONFIRMED),
    }.get(state, Q())


class TextFilter(PlainForm, forms.Form):
    marks_optional = False
    loc = forms.ChoiceField(label="Tình trạng", choices=STATES, required=False)
    nhom = forms.ChoiceField(label="Nhóm", choices=[("", "Tất cả"), *LegalText.Role.choices], required=False)
    q = forms.CharField(label="Số, tên, cơ quan ban hành", required=False, max_length=120)

    @property
    def is_asked(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, texts: QuerySet[LegalText]) -> QuerySet[LegalText]:
        if not self.is_valid():
            return texts.none()
        asked = self.cleaned_data
        texts = texts.filter(in_state(asked["loc"], clock.today()))
        if asked["nhom"]:
            texts = texts.filter(role=asked["nhom"])
        return texts.filter(pk__in=_worded(texts, asked["q"])) if asked["q"] else texts


def _worded(texts: QuerySet[LegalText], asked: str) -> list[int]:
    """Found without marks; the texts of a school are some dozens, so they are compared here."""
    words = search_key(asked).split()
    rows = texts.order_by().values_list("pk", "number", "citation", "issuer")
    return [pk for pk, *said in rows if all(word in search_key(" ".join(said)) for word in words)]


class LegalTextForm(PlainForm, forms.ModelForm):
    class Meta:
        model = LegalText
        fields = (
            "role",
            "number",
            "issued_on",
            "issuer",
            "citation",
            "in_force_from",
            "cited_in_decisions",
            "source",
            "certainty",
        )
        labels: ClassVar = {
            "number": "Số, ký hiệu",
            "citation": "Câu căn cứ",
            "cited_in_decisions": "Đưa sẵn vào căn cứ của dự thảo quyết định",
        }
        help_texts: ClassVar = {
            "number": "Ví dụ: 152/2025/NĐ-CP",
            "issuer": "Ví dụ: Chính phủ, Bộ trưởng Bộ Nội vụ",
            "source": "Đọc ở đâu. Ví dụ: Công báo, bản gốc lưu tại Văn thư",
        }
        widgets: ClassVar = {"citation": forms.Textarea(attrs={"rows": 3}), "certainty": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if keeping_texts.why_not_rewrite(self.instance):
            for name in keeping_texts.PRINTED:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("in_force_from"), self.instance.in_force_to
        if begins and ends and ends < begins:
            self.add_error("in_force_from", "Hiệu lực từ phải trước ngày hết hiệu lực đang ghi")
        number = cleaned.get("number")
        others = LegalText.objects.exclude(pk=self.instance.pk).values_list("number", flat=True)
        if number and search_key(number) in map(search_key, others):  # in capitals, without marks: the same text
            self.add_error("number", f"Đã có văn bản số {number}")
        return cleaned

    def save(self, commit: bool = True, *, by: Any = None, verb: str = "") -> LegalText:
        keeping_texts.tidy(self.instance)
        if self.instance._state.adding:
            last = LegalText.objects.aggregate(last=Max("order"))["last"] or 0
            self.instance.order = last + ORDER_STEP
        return super().save(commit, by=by, verb=verb)


class CloseForm(PlainForm, forms.Form):
    last_day = DateField(
        label="Ngày cuối cùng có hiệu lực",
        required=False,
        help_text="Ví dụ: 30/06/2025. Để trống khi văn bản vẫn còn hiệu lực, chưa định ngày hết.",
    )
    successor = forms.ModelChoiceField(
        LegalText.objects.none(), label="Được thay bằng", required=False, empty_label="Chưa có văn bản thay thế"
    )

    def __init__(self, *args: Any, text: LegalText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = LegalText.objects.exclude(pk=text.pk).select_related("replaced_by")
        self.fields["successor"].queryset = others.order_by("role", "in_force_from")


class CheckForm(PlainForm, forms.Form):
    until = DateField(label="Kiểm tra lại trước ngày", help_text="Ví dụ: 01/03/2027")

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if why := keeping_texts.why_not_until(until):
            raise ValidationError(why.rstrip("."))
        return until


class BaseSalaryForm(PlainForm, forms.ModelForm):
    amount = MoneyField(label="Mức lương cơ sở một tháng", min_value=1, max_value=999_999_999)

    class Meta:
        model = BaseSalary
        fields = ("valid_from", "amount", "decree", "certainty")
        labels: ClassVar = {"valid_from": "Áp dụng từ ngày", "decree": "Theo văn bản"}
        help_texts: ClassVar = {"decree": "Ví dụ: Nghị định số 73/2024/NĐ-CP"}
        widgets: ClassVar = {"certainty": forms.RadioSelect}
        error_messages: ClassVar = {"valid_from": {"unique": "Đã có mức lương cơ sở áp dụng từ ngày này"}}
