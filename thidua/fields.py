"""Form fields that read what Vietnamese hands type: dates, numbers, money, a person by code or name."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from thidua import clock
from thidua.vietnamese import clean_line, money, search_key, vdate

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d+)", re.ASCII)
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
_TIME = re.compile(
    r"\b([0-9]{1,2})(?: ?: ?([0-9]{2})(?::[0-9]{2})?"
    r"| ?(?:giờ|h|g)(?: ?([0-9]{2})(?: ?(?:phút|p))?(?![0-9/.-]))?)(?!\w)",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(r"^[ ,]*(?:ngày\b)?[ ,]*|[ ,]*(?:\b(?:lúc|vào|hồi))?[ ,]*$", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2199

_NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class DateField(forms.DateField):
    """25/09/1985, also 25/9/1985, 25-09-1985, 25.9.1985, 25091985 and ISO; two-digit years are refused.

    `first_year`: earlier than usual for days of history.
    """

    first_year = FIRST_YEAR

    default_error_messages = {
        "invalid": "%(label)s phải có đủ ngày, tháng, năm",
        "short_year": "%(label)s phải có năm gồm 4 chữ số",
        "not_real": "%(label)s phải là ngày có thật",
        "far_year": "%(label)s phải có năm từ %(first)s đến %(last)s",
    }

    def __init__(self, *, first_year: int = FIRST_YEAR, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs=_NUMERIC | {"size": "12"}))
        super().__init__(**kwargs)
        self.first_year = first_year
        self.help_text = self.help_text or "Ví dụ: 25/09/1985"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else self.read(clean_line(str(value)))

    def read(self, text: str) -> date:
        if iso := _ISO.fullmatch(text):
            year, month, day = iso.groups()
        elif found := _DAY_FIRST.fullmatch(text) or _DIGITS_ONLY.fullmatch(text):
            day, month, year = found.groups()
        else:
            raise self.wrong("invalid")
        if len(year) != 4:
            raise self.wrong("short_year")
        try:
            read = date(int(year), int(month), int(day))
        except ValueError:
            raise self.wrong("not_real") from None
        if not self.first_year <= read.year <= LAST_YEAR:
            raise self.wrong("far_year")
        return read

    def wrong(self, code: str) -> ValidationError:
        label = str(self.label or "Ngày").removesuffix(" (không bắt buộc)")
        params = {"label": label, "first": self.first_year, "last": LAST_YEAR}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def prepare_value(self, value: Any) -> Any:
        return vdate(value) if isinstance(value, date) else value


class DateTimeField(forms.DateTimeField):
    """14:00, 20/12/2022; time before or after the date, also 14h00 ngày 20/12/2022, 14h 20/12/2022."""

    default_error_messages = DateField.default_error_messages | {
        "no_time": "%(label)s phải có giờ và phút, ví dụ 14:00, 20/12/2022",
        "bad_time": "%(label)s phải là giờ có thật, từ 00:00 đến 23:59",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"autocomplete": "off", "size": "20"}))
        super().__init__(**kwargs)
        self.help_text = self.help_text or "Ví dụ: 14:00, 20/12/2022"

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return super().to_python(value)
        text = clean_line(str(value)).replace("T", " ")
        found = _TIME.search(text)
        if not found:
            raise self.wrong("no_time")
        day = DateField.read(self, _DAY_WORD.sub("", f"{text[: found.start()]} {text[found.end() :]}"))
        hour, minute = int(found[1]), int(found[2] or found[3] or 0)
        if hour > 23 or minute > 59:
            raise self.wrong("bad_time")
        return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))  # noqa: DTZ001 - made aware here

    wrong, first_year = DateField.wrong, FIRST_YEAR

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return value
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%H:%M}, {vdate(local)}"


def plain_number(text: str) -> str:
    """“1.490.000đ” → “1490000”, “12,5” → “12.5”: what Python reads as a number."""
    text = clean_line(text).lower().removesuffix("đồng").removesuffix("đ").replace(" ", "")
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    return text.replace(",", ".")


class IntegerField(forms.IntegerField):
    """A whole number; groups of three may be parted by dots."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=_NUMERIC | {"size": "10"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        text = plain_number(value)
        if text and not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class MoneyField(IntegerField):
    """Whole đồng; shown with dots. The word “đồng” belongs outside the field (help text)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("widget", forms.TextInput(attrs=_NUMERIC | {"size": "16"}))
        super().__init__(**kwargs)
        self.help_text = self.help_text or "Tính bằng đồng. Ví dụ: 1.490.000"

    def prepare_value(self, value: Any) -> Any:
        return money(value) if isinstance(value, int) else value


class DecimalField(forms.DecimalField):
    """A number with a decimal comma; a decimal point is read too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "10"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(plain_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | float):
            return value
        whole = f"{Decimal(str(value)):f}"
        return (whole.rstrip("0").rstrip(".") if "." in whole else whole).replace(".", ",")


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows. A number that no key can be is refused before a database is asked, which would stumble over it."""

    LONGEST_KEY = 18

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if len(str(key)) > self.LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super()._check_values(value)


class _Named(forms.models.ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from self.queryset.values_list("pk", "name")


class NamedChoiceField(forms.ModelChoiceField):
    """A select of rows with a `name`, hundreds at most: key and name are read, no row is built."""

    iterator = _Named


class PersonField(forms.ModelChoiceField):
    """One row found by typing its code or (part of) its name; instead of a select of the whole table.

    The queryset's model has `code` and `search_key` (the name, then the code), the queryset has `matching(text)`
    (ignores case and marks). A whole name, borne now or before, wins over names it is a part of.
    What tells rows apart (`with_places`, `once_called`, `with_former_names` of StaffMember) is used where it is there.
    """

    SHOWN = 6
    widget = forms.TextInput

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.help_text = self.help_text or "Nhập mã cán bộ hoặc họ và tên"

    def prepare_value(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, Typed):
            return value
        if not hasattr(value, "pk"):
            value = self.queryset.filter(pk=value).first() if str(value).isdecimal() else None
        return f"{value.code} – {value}" if value else super().prepare_value(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return Typed(data) if isinstance(data, str) else data

    def to_python(self, value: Any) -> Any:
        text = clean_line(str(value or ""))
        if not text:
            return None
        code = text.partition(" – ")[0]
        if exact := self.queryset.filter(code__iexact=code).first():
            return exact
        found = self._of_this_name(text) or self._described(self.queryset.matching(text)[: self.SHOWN + 1])
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(f"Không tìm thấy ai khớp “{text}”; nhập mã cán bộ hoặc họ và tên", code="not_found")
        shown = self._described(found)[: self.SHOWN]
        places = [_place(row) for row in shown]
        listed = "; ".join(
            _in_a_list(row, place, alike=places.count(place) > 1) for row, place in zip(shown, places, strict=True)
        )
        more = " và người khác" if len(found) > self.SHOWN else ""
        raise ValidationError(f"Nhiều người khớp “{text}”: {listed}{more}. Nhập mã của một người", code="several")

    def _of_this_name(self, text: str) -> list[Any]:
        """Everybody whose whole name this is; written with its marks, it is theirs alone who write it so."""
        key = search_key(text)
        same = [row for row in self.queryset.filter(search_key__startswith=f"{key} ") if search_key(str(row)) == key]
        same = [row for row in same if str(row).lower() == text.lower()] or same
        before = list(self.queryset.once_called(text)) if hasattr(self.queryset, "once_called") else []
        return same + [row for row in before if row not in same]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != clean_line(str(data or ""))

    def _described(self, rows: Any) -> list[Any]:
        """The same rows with where they work, where the model knows that."""
        rows = list(rows)
        if len(rows) < 2 or not hasattr(self.queryset, "with_places"):
            return rows
        return list(self.queryset.filter(pk__in=[row.pk for row in rows]).with_places(clock.today()))


def _place(row: Any) -> tuple[str, ...]:
    """The name and what stands beside it: who has the same is told apart by the year of birth too."""
    return (str(row), *(text for text in (getattr(row, "post", ""), getattr(row, "unit_name", "")) if text))


def _in_a_list(row: Any, place: tuple[str, ...], *, alike: bool) -> str:
    """“CB0012 – Nguyễn Thị Hoa (tên cũ: …), sinh năm 1985, Giảng viên, Khoa …”."""
    born = getattr(row, "birth_date", None)
    year = [f"sinh năm {born.year}"] if alike and born else []
    return ", ".join([f"{row.code} – {getattr(row, 'with_former_names', row)}", *year, *place[1:]])


class Typed(str):
    """Text a person typed into a PersonField: shown again as it is, never taken for a primary key."""
