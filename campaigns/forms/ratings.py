"""The ratings of a year: which of them a page shows, and the sheet on which many are written at once."""

from collections.abc import Iterator
from typing import Any

from django import forms

from campaigns.forms.people import not_to_come
from campaigns.models import AnnualRating
from campaigns.rating import Line, why_not_clear
from campaigns.rating_check import Decree
from campaigns.rating_facts import Row
from thidua.fields import DateField
from thidua.forms import PlainForm

NONE = "chua"  # ?muc=chua: who is not rated yet
NOT_RATED_YET = "Chưa xếp loại"


def levels_of(decree: Decree) -> list[tuple[str, str]]:
    """The levels as the year's decree names them, and “Không xếp loại”."""
    return [*decree.labels.items(), (AnnualRating.Level.NOT_RATED.value, AnnualRating.Level.NOT_RATED.label)]


class RatingFilter(PlainForm, forms.Form):
    marks_optional = False
    don_vi = forms.ChoiceField(label="Đơn vị", required=False)
    muc = forms.ChoiceField(label="Mức xếp loại", required=False)
    xem = forms.BooleanField(label="Có điều cần xem", required=False)

    def __init__(self, *args: Any, units: dict[int, str], decree: Decree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].choices = [("", "Tất cả"), *((str(pk), name) for pk, name in units.items())]
        self.fields["muc"].choices = [("", "Tất cả"), (NONE, NOT_RATED_YET), *levels_of(decree)]

    def passes(self, row: Row, *, in_full: bool) -> bool:
        asked = self.cleaned_data if self.is_valid() else {}
        unit, level = asked.get("don_vi"), asked.get("muc")
        return (
            (not unit or str(row.unit) == unit)
            and (not level or row.level == ("" if level == NONE else level))
            and (not asked.get("xem") or row.asks(in_full=in_full))
        )


class RatingSheetForm(PlainForm, forms.Form):
    """A level for each row, as `p12` or `u3`; what the row showed comes along, so that nobody's work is overwritten."""

    source = forms.CharField(
        label="Số, ngày văn bản xếp loại",
        max_length=160,
        help_text="Ghi cho những dòng có mức mới hoặc mức đổi; dòng giữ nguyên thì giữ văn bản cũ. "
        "Ví dụ: 61/TB ngày 06/12/2022",
    )
    rated_on = DateField(label="Ngày xếp loại", required=False)

    def __init__(self, *args: Any, rows: list[Row], names: dict[str, str], decree: Decree, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        for row in rows:
            name = names.get(row.subject, "")
            self.fields[row.subject] = forms.ChoiceField(
                label=f"Mức xếp loại của {name}",
                choices=[("", NOT_RATED_YET), *levels_of(decree)],
                required=False,
                initial=row.level,
            )
            self.fields[f"{row.subject}-was"] = forms.CharField(
                required=False, max_length=13, initial=row.level, widget=forms.HiddenInput
            )
        self.marks_optional = False
        self.dress_fields()

    def clean_rated_on(self) -> Any:
        return not_to_come(self.cleaned_data["rated_on"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for row in self.rows:
            was = found.get(f"{row.subject}-was", "")
            if was not in AnnualRating.Level.values:
                found[f"{row.subject}-was"] = was = ""
            if was and not found.get(row.subject) and row.subject not in self.errors:
                self.add_error(row.subject, f"{self.fields[row.subject].label}: {why_not_clear(was)}")
        return found

    @property
    def lines(self) -> list[Line]:
        """What a valid sheet says of each row."""
        said = self.cleaned_data
        return [Line(row.pk, row.is_unit, said[f"{row.subject}-was"], said[row.subject]) for row in self.rows]

    def controls(self) -> Iterator[tuple[Row, forms.BoundField, forms.BoundField]]:
        for row in self.rows:
            yield row, self[row.subject], self[f"{row.subject}-was"]
