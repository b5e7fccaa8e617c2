"""The filter of the list of accounts; the form of a reset."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q, QuerySet

from campaigns.models import Department, StaffMember
from thidua import clock
from thidua.forms import PlainForm, ReasonForm


class State(models.TextChoices):
    """Of an account, as the list says it."""

    NONE = "none", "Chưa có"
    NEVER = "never", "Chưa đăng nhập lần nào"
    USED = "used", "Đang dùng"
    LOCKED = "locked", "Đã khóa"
    LEFT = "left", "Đã thôi việc"  # of one person: the list holds those employed


OF_STATE = {
    State.NONE: Q(user__isnull=True),
    State.NEVER: Q(user__is_active=True, user__last_login__isnull=True),
    State.USED: Q(user__is_active=True, user__last_login__isnull=False),
    State.LOCKED: Q(user__is_active=False),
}
TONES = {State.NONE: "neu", State.NEVER: "wait", State.USED: "ok", State.LOCKED: "bad", State.LEFT: "neu"}


def state_of(person: StaffMember) -> State:
    user = person.user
    if user is None:
        return State.NONE
    if person.left_on and person.left_on <= clock.today():
        return State.LEFT
    if not user.is_active:
        return State.LOCKED
    return State.USED if user.last_login else State.NEVER


class ResetForm(ReasonForm):
    """The reason, and which password stood when the page was shown."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class AccountFilter(PlainForm, forms.Form):
    marks_optional = False
    q = forms.CharField(label="Họ và tên hoặc mã", required=False, max_length=120)
    unit = forms.ModelChoiceField(Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả")
    state = forms.ChoiceField(label="Tài khoản", required=False, choices=[("", "Tất cả"), *State.choices])

    def __init__(self, *args: Any, units: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
