"""People and where they work, edited by administrators. Who has an account keeps it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from campaigns.forms.people import ACCOUNT_ENDS
from campaigns.leaving import why_not_leave
from campaigns.models import Posting, StaffMember
from thidua.accounts import why_not_now
from thidua.admin_site import AdminForm, AuditedAdmin, ReadOnlyInline
from thidua.fields import PersonField


class PostingInline(ReadOnlyInline):
    model = Posting
    fields = ("department", "post", "is_main", "is_head", "may_sign", "signs_as", "starts_on", "ends_on")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Posting]:
        return super().get_queryset(request).select_related("department", "staff_member")


class StaffMemberForm(AdminForm):
    class Meta:
        help_texts: ClassVar = {"left_on": ACCOUNT_ENDS}

    def clean(self) -> dict[str, Any]:
        """No account comes to a member, and no member leaves, while the council sits (asked under a lock)."""
        cleaned = super().clean() or self.cleaned_data
        if not self.instance.pk:
            return cleaned
        why = why_not_now(self.instance, lock=True) if "user" in self.changed_data else ""
        if not why and "left_on" in self.changed_data:
            why = why_not_leave(self.instance, cleaned.get("left_on"), lock=True)
        if why:
            raise ValidationError(why.rstrip("."))
        return cleaned


@admin.register(StaffMember)
class StaffMemberAdmin(AuditedAdmin):
    """Who has an account keeps it: another one in its place would be a way to act as that person."""

    form = StaffMemberForm
    list_display = ("full_name", "code", "employment", "joined_on", "left_on", "user")
    list_filter = ("employment", "gender", ("left_on", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("search_key",)
    autocomplete_fields = ("user",)
    inlines = (PostingInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: StaffMember | None = None) -> tuple[str, ...]:
        return ("user",) if obj is not None and obj.user_id else ()


class PostingForm(AdminForm):
    staff_member = PersonField(StaffMember.objects.all(), label="Cán bộ")


@admin.register(Posting)
class PostingAdmin(AuditedAdmin):
    list_display = ("staff_member", "post", "department", "is_main", "is_head", "may_sign", "starts_on", "ends_on")
    list_filter = ("department", "is_head", "may_sign", ("ends_on", admin.EmptyFieldListFilter))
    list_select_related = ("staff_member", "department")
    search_fields = ("staff_member__search_key", "post", "department__name")
    form = PostingForm
    date_hierarchy = "starts_on"

    def has_change_permission(self, request: HttpRequest, obj: Posting | None = None) -> bool:
        """A stand-in is given and ended on the unit's page, where its span is checked against the others."""
        is_stand_in = obj is not None and obj.is_acting_head
        return not is_stand_in and super().has_change_permission(request, obj)
