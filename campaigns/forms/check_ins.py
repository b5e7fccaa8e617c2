"""A word on each promise: the amount so far, one line. A row left empty says nothing, and zero is an amount."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from campaigns.models import CheckIn, PledgeTarget
from thidua.forms import DecimalField, PlainForm


class CheckInForm(PlainForm, forms.Form):
    """One row of the page. `today`: what was said earlier today, which the row changes."""

    marks_optional = False

    def __init__(self, *args: Any, target: PledgeTarget, number: int, today: CheckIn | None, **kwargs: Any) -> None:
        self.target, self.today = target, today
        said = {"amount": today.amount, "line": today.line} if today else {}
        super().__init__(*args, initial=said, prefix=f"chi-tieu-{target.pk}", **kwargs)
        limits = {"min_value": Decimal(0), "max_digits": 10, "decimal_places": 2}
        self.fields["amount"] = DecimalField(label=f"Dòng {number}, đến nay", required=False, **limits)
        self.fields["line"] = forms.CharField(label=f"Dòng {number}, tình hình", required=False, max_length=300)
        self.dress_fields()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        says_nothing = cleaned.get("amount") is None and not cleaned.get("line")
        if self.today and says_nothing and not self.errors:
            self.add_error("line", ValidationError("Ghi số đến nay hoặc một dòng tình hình", code="required"))
        return cleaned
