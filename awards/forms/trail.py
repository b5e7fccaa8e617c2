"""The filter of the audit trail."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from campaigns.models import StaffMember
from thidua.acts import PRIVATE_TYPES, acts_in_words, full_verbs, types_in_words
from thidua.audit import actor_name
from thidua.fields import DateField
from thidua.forms import PlainForm
from thidua.models import AuditEntry, User
from thidua.vietnamese import nfc, search_key, upper_first

ALL = ("", "Tất cả")
# Accounts of administrators and the like; everybody else is found through the table of people.
MOST_WITHOUT_A_PERSON = 100


class TrailFilter(PlainForm, forms.Form):
    """`kinds`: the kinds of object the reader's lines may be about."""

    marks_optional = False
    actor = forms.CharField(label="Người làm: tên, mã hoặc tài khoản", required=False, max_length=120)
    kind = forms.ChoiceField(label="Loại đối tượng", required=False)
    act = forms.ChoiceField(label="Việc", required=False)
    q = forms.CharField(label="Tên đối tượng", required=False, max_length=120)
    first = DateField(label="Từ ngày", required=False, help_text="")
    last = DateField(label="Đến ngày", required=False, help_text="")
    object = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, without: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, upper_first(words)) for name, words in types_in_words() if name not in without]
        self.fields["kind"].choices = [ALL, *kinds]
        self.fields["act"].choices = [ALL, *acts_in_words()]

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            raise ValidationError({"last": "Ngày cuối phải từ ngày đầu trở đi"})
        return self.cleaned_data

    @property
    def is_asked(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, entries: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        """Those of `entries` the form asks for; none while it holds an error."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        exact = {"target_type": asked["kind"], "target_id": asked["object"]}
        entries = entries.filter(**{name: value for name, value in exact.items() if value})
        if asked["act"]:
            entries = entries.filter(verb__in=full_verbs(asked["act"]))
        entries = _between(entries, asked["first"], asked["last"])
        if asked["q"]:  # what is hidden is not found by what it hides
            entries = entries.exclude(target_type__in=PRIVATE_TYPES).filter(target_label__icontains=nfc(asked["q"]))
        return entries.filter(_done_by(asked["actor"])) if asked["actor"] else entries


def _done_by(text: str) -> Q:
    """Accounts by the person's name or code, or by the account's own name; “hệ thống” for the program itself."""
    wanted = search_key(text)
    if wanted == search_key(actor_name(None)):
        return Q(actor__isnull=True)
    people = StaffMember.objects.matching(text).filter(user__isnull=False)
    others = User.objects.filter(staff_member__isnull=True)[:MOST_WITHOUT_A_PERSON]
    named = [user.pk for user in others if wanted in search_key(user.get_full_name())]
    found = User.objects.filter(Q(username__icontains=text) | Q(pk__in=people.values("user")) | Q(pk__in=named))
    return Q(actor__in=list(found.values_list("pk", flat=True)))  # nobody: no look through the whole trail


def _between(entries: QuerySet[AuditEntry], first: date | None, last: date | None) -> QuerySet[AuditEntry]:
    """Local days, both included."""
    if first:
        entries = entries.filter(at__gte=_midnight(first))
    return entries.filter(at__lt=_midnight(last + timedelta(days=1))) if last else entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
