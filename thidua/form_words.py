"""How a field of a form speaks: its error texts with its label in them, the limit of its length, our kind of field."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from thidua.fields import DateField, DateTimeField, DecimalField, IntegerField, MoneyField, PersonField
from thidua.vietnamese import lower_first, money

TEXT_LIMIT = 20_000
OPTIONAL = " (không bắt buộc)"
# Django's fields, as a ModelForm makes them, and ours in their place.
_OURS: dict[type[forms.Field], type[forms.Field]] = {
    forms.DateField: DateField,
    forms.DateTimeField: DateTimeField,
    forms.IntegerField: IntegerField,
    forms.DecimalField: DecimalField,
}
_LIMITS = ("min_value", "max_value", "max_digits", "decimal_places")


class LengthLimit:
    """At most `limit` characters; says how many must go."""

    def __init__(self, label: str, limit: int) -> None:
        self.label, self.limit = label, limit

    def __call__(self, value: str) -> None:
        if (over := len(value) - self.limit) > 0:
            has, may, less = (money(number) for number in (len(value), self.limit, over))
            raise ValidationError(
                f"{self.label} dài {has} ký tự; nhiều nhất {may} ký tự, cần bớt {less} ký tự", code="max_length"
            )


def our_field(old: forms.Field) -> forms.Field:
    kind = _OURS.get(type(old))
    if kind is None:
        return old
    limits = {name: getattr(old, name) for name in _LIMITS if getattr(old, name, None) is not None}
    new = kind(
        label=old.label,
        required=old.required,
        initial=old.initial,
        help_text=old.help_text,
        disabled=old.disabled,
        **limits,
    )
    own = {type(validator) for validator in new.validators}
    new.error_messages |= _chosen_messages(old)
    new.validators += [validator for validator in old.validators if type(validator) not in own]
    if type(old.widget) is not type(old).widget:
        new.widget = old.widget
    return new


def _chosen_messages(field: forms.Field) -> dict[str, Any]:
    """Error texts somebody chose for this very field (in the class, in Meta): they stay."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= getattr(kind, "default_error_messages", {})
    return {code: text for code, text in field.error_messages.items() if usual.get(code) != text}


def speak(field: forms.Field) -> None:
    """The error texts of one field, with its label in them."""
    label, low = str(field.label), lower_first(str(field.label))
    named = label.replace("%", "%%")  # in a text that Django fills in: “Tỷ lệ đóng góp (%)”
    field.label = label
    said = {"required": f"{_asking(field)} {low}"}
    if isinstance(field, forms.IntegerField | forms.DecimalField):
        least = getattr(field, "min_value", None)
        whole = "" if isinstance(field, forms.DecimalField) else " nguyên"
        must = f" phải là số{whole}" + ("" if least is None else f", từ {money(int(least))} trở lên")
        said |= {"invalid": label + must, "min_value": named + must}
        said |= {"max_value": f"{named} nhiều nhất là %(limit_value)s", "max_whole_digits": f"{named} quá lớn"}
        said |= {"max_decimal_places": f"{named} có nhiều nhất %(max)s chữ số sau dấu phẩy"}
        said |= {"max_digits": f"{named} có nhiều nhất %(max)s chữ số"}
    if isinstance(field, MoneyField):
        said["invalid"] = f"{label} chỉ gồm chữ số và dấu chấm"
    elif isinstance(field, forms.EmailField):
        said["invalid"] = f"{label} phải có dạng ten@coquan.vn"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        said |= {
            "invalid_choice": f"{named}: chọn trong danh sách",
            "invalid_pk_value": f"{named}: chọn trong danh sách",
        }
        said |= {"invalid_list": f"{label}: chọn trong danh sách"}
    elif isinstance(field, forms.FileField):
        said |= {"empty": "Tệp trống", "missing": f"Chọn tệp {low}", "invalid": f"Chọn tệp {low}"}
    elif isinstance(field, DateField | DateTimeField):
        said["required"] = f"Nhập {low}"
    field.error_messages = field.error_messages | said | _chosen_messages(field)


def _asking(field: forms.Field) -> str:
    several = forms.MultipleChoiceField | forms.ModelMultipleChoiceField
    if isinstance(field, several):
        return "Chọn ít nhất một"
    if isinstance(field, forms.FileField):
        return "Chọn tệp"
    if isinstance(field, PersonField):
        return "Nhập"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return "Chọn"
    if isinstance(field, forms.BooleanField):
        return "Đánh dấu"
    return "Ghi" if isinstance(field.widget, forms.Textarea) else "Nhập"


def limit_length(field: forms.Field) -> None:
    if not isinstance(field, forms.CharField):
        return
    field.widget.attrs.pop("maxlength", None)  # a browser would cut pasted text in silence
    field.validators = [v for v in field.validators if not isinstance(v, MaxLengthValidator)]
    if not any(isinstance(v, LengthLimit) for v in field.validators):
        field.validators.append(LengthLimit(str(field.label), field.max_length or TEXT_LIMIT))


def without_blank(field: forms.Field) -> None:
    """Buttons of which one must be pressed need none for “nothing”: a ModelForm brings one along."""
    # CheckboxSelectMultiple is a RadioSelect, and reading the choices of rows here would freeze them.
    fixed = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    if fixed and field.required and type(field.widget) is forms.RadioSelect:
        field.choices = [(value, label) for value, label in field.choices if value != ""]
