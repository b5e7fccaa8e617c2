"""Tables in a form that are filled by hand: empty rows are passed over, “Thêm dòng” works without script."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

SPARE_ROWS = 3


class Rows(forms.BaseFormSet):
    """A formset in which every row may stay empty; `filled` are the others."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | ({} if index is None else {"empty_permitted": True})

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():  # a hint in every cell of a table would be noise
            field.help_text = ""

    @property
    def filled(self) -> list[dict[str, Any]]:
        return [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]


def with_more_rows(formset_class: Any, data: Any, prefix: str, **form_kwargs: Any) -> Any:
    """The typed rows again, unchecked, with more empty ones below."""
    typed = formset_class(data, prefix=prefix, form_kwargs=form_kwargs)
    total = min(typed.total_form_count() + SPARE_ROWS, formset_class.max_num)
    initial = []
    for number in range(total):
        row = typed.forms[number] if number < len(typed.forms) else None
        initial.append(typed_values(row, data) if row is not None else {})
    more = formset_class(initial=initial, prefix=prefix, form_kwargs=form_kwargs)
    more.extra = 0  # the spare rows are among the initial ones
    return more


def typed_values(form: Any, data: Any) -> dict[str, Any]:
    """What was typed into a form, as initial values of an unbound one."""
    return {
        name: field.bound_data(field.widget.value_from_datadict(data, MultiValueDict(), form.add_prefix(name)), None)
        for name, field in form.fields.items()
    }
