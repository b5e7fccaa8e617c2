"""Forms of a decision: what it is drafted from, another date, number and date of the issue."""

import datetime
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from awards import citing, electorate
from awards.models import CouncilSession, Decision
from awards.room_permissions import that_vote
from campaigns.models import Posting
from thidua import clock
from thidua.forms import ConfirmWordForm, DateField, IntegerField, PlainForm
from thidua.models import LegalText
from thidua.vietnamese import clean_line


class SessionField(forms.ModelChoiceField):
    def label_from_instance(self, session: CouncilSession) -> str:
        return f"{electorate.with_hour(session)} – {session.campaign}"


def ended_that_vote(sessions: QuerySet[CouncilSession]) -> QuerySet[CouncilSession]:
    """What a decision or a letter may come of: awards are voted on there, as a label names them."""
    ended = [CouncilSession.Status.CLOSED, CouncilSession.Status.ADJOURNED]
    return that_vote(sessions.filter(status__in=ended)).select_related("campaign", "minutes__series")


class DraftForm(PlainForm, forms.Form):
    session = SessionField(CouncilSession.objects.none(), label="Phiên họp", empty_label="Chọn phiên họp đã kết thúc")
    kind = forms.ChoiceField(choices=Decision.Kind, label="Loại quyết định", widget=forms.RadioSelect)
    date = DateField(label="Ngày dự kiến ký", help_text="Mức thưởng và căn cứ theo ngày này. Ví dụ: 30/12/2022")
    signer = forms.ModelChoiceField(Posting.objects.none(), label="Người ký", empty_label="Chọn người ký")
    merit_text = forms.CharField(
        label="Thành tích ghi trong quyết định tặng Giấy khen",
        max_length=300,
        required=False,
        help_text="Để trống thì theo đợt, năm của hồ sơ. Ví dụ: đã có thành tích xuất sắc trong hội giảng cấp tỉnh",
    )

    def __init__(self, *args: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = ended_that_vote(sessions)
        signers = Posting.objects.on(clock.today()).filter(may_sign=True).select_related("staff_member")
        self.fields["signer"].queryset = signers.order_by("starts_on", "pk")


class RedateForm(PlainForm, forms.Form):
    date = DateField(label="Ngày dự kiến ký")


class CiteForm(PlainForm, forms.Form):
    text = forms.ModelChoiceField(LegalText.objects.none(), label="Văn bản", empty_label="Chọn văn bản")

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].queryset = citing.citable(decision).order_by("role", "order")
        self.fields["text"].label_from_instance = lambda text: f"{text.number} – {text.get_role_display()}"


class NumberField(IntegerField):
    """“220”, or “220/QĐ-TCT” as it stands on the paper; another symbol is refused."""

    symbol = ""

    def to_python(self, value: Any) -> int | None:
        number, slash, symbol = clean_line(str(value or "")).partition("/")
        if slash and symbol.replace(" ", "").casefold() != self.symbol.casefold():
            raise ValidationError(f"Số phải kèm đúng ký hiệu {self.symbol}, hoặc chỉ nhập số", code="symbol")
        return super().to_python(number.strip())


class CheckForm(PlainForm, forms.Form):
    """`?so=220&ngay=30/12/2022`: the paper is checked as if it were issued so."""

    so = NumberField(label="Số", min_value=1, max_value=999_999, required=False)
    ngay = DateField(label="Ngày ghi trên bản đã ký", required=False, help_text="Ví dụ: 30/12/2022")

    def __init__(self, *args: Any, symbol: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["so"].symbol = symbol

    def asked(self, planned: datetime.date) -> tuple[int | None, datetime.date]:
        """Number and day; what was not given, or cannot be read, is not known, and the planned day."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return given.get("so"), given.get("ngay") or planned


class NumberedForm(ConfirmWordForm):
    """Number and day as they stand on the signed sheet, the word; and a tick where another sheet was printed last.

    differs: given the day, what the sheet printed for signature says otherwise; "" while it says the same.
    """

    word_to_type, example = "BAN HÀNH", "12"
    number = NumberField(
        label="Số (theo sổ văn bản đi)",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "16"}),
    )
    date = DateField(label="Ngày văn bản", help_text="Ngày ghi trên bản đã ký. Ví dụ: 05/02/2022")
    compared = forms.BooleanField(
        label="Tôi đã đối chiếu bản đã ký: nội dung đúng như hôm nay, khác bản trình ký in lần cuối", required=False
    )
    field_order = ("number", "date", "compared", "word")

    def __init__(self, *args: Any, symbol: str, differs: Callable[[datetime.date], str], **kwargs: Any) -> None:
        super().__init__(*args, word=self.word_to_type, **kwargs)
        self.fields["number"].symbol = symbol
        self.fields["number"].help_text = f"Ví dụ: {self.example} hoặc {self.example}/{symbol}"
        self._differs, self._tick = differs, self.fields.pop("compared")
        self.ask()

    def ask(self) -> None:
        """Show the tick while there is something to compare; asked again once the issue was refused."""
        self.fields.pop("compared", None)
        if (day := self._day()) and (sentence := self._differs(day)):
            self._tick.help_text = sentence
            self.fields["compared"] = self._tick
            self.order_fields(self.field_order)

    def _day(self) -> datetime.date | None:
        """The day that is being given; None while what was typed is none."""
        day = self.initial.get("date")
        if self.is_bound:
            try:
                day = self.fields["date"].clean(self["date"].data)
            except ValidationError:
                day = None
        return day if isinstance(day, datetime.date) else None

    @property
    def given(self) -> dict[str, Any]:
        """As the verbs that issue take it."""
        given = {name: self.cleaned_data[name] for name in ("number", "date")}
        return given | {"compared": bool(self.cleaned_data.get("compared"))}


class IssueForm(NumberedForm):
    example = "220"
    number = NumberField(
        label="Số (theo sổ văn bản đi của Trường)",
        min_value=1,
        max_value=999_999,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "16"}),
    )
    date = DateField(label="Ngày quyết định", help_text="Ngày ghi trên bản đã ký. Ví dụ: 30/12/2022")
