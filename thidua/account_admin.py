"""Accounts and the groups that mean something, for administrators. Nobody's password is set here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_totp import admin as _otp_admin  # noqa: F401 - registered there, unregistered here
from django_otp.plugins.otp_totp.models import TOTPDevice

from thidua import clock
from thidua.accounts import why_not_now
from thidua.admin_site import AdminForm, AuditedAdmin, ReadOnlyAdmin, sign_in_first
from thidua.audit import actor_name
from thidua.models import AuditEntry, User
from thidua.vietnamese import vdate

admin.site.login = sign_in_first
admin.site.password_change = lambda request, extra_context=None: redirect("password_change")
admin.site.unregister(Group)
admin.site.unregister(TOTPDevice)  # its secret is the telephone's alone, and it is removed where that is written down


class AccountForm(AdminForm):
    def clean(self) -> dict[str, Any]:
        """Name, address and flags of a member stay as they are while the council sits (asked under a lock)."""
        cleaned = super().clean() or self.cleaned_data
        if self.has_changed() and (why := why_not_now(person_of(self.instance), lock=True)):
            raise ValidationError(why.rstrip("."))
        return cleaned


def person_of(user: User) -> Any:
    """The person behind an account, as a floor above ties it."""
    return getattr(user, "staff_member", None)


class NewUserForm(auth_forms.UserCreationForm):
    class Meta:
        model = User
        fields = ("username", "last_name", "first_name")
        field_classes = {"username": auth_forms.UsernameField}

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name in self._meta.fields]


@admin.register(User)
class UserAdmin(AuditedAdmin, auth_admin.UserAdmin):
    """`is_superuser` and single permissions are not offered: who may do what is read from postings.

    Nobody's password is set here, and a person's account is locked on its own page, where the reason is written down.
    """

    form = AccountForm
    add_form = NewUserForm
    may_delete = True
    list_display = ("username", "full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    search_fields = ("username", "last_name", "first_name")
    ordering = ("username",)
    filter_horizontal = ()
    readonly_fields = ("password_link", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password_link")}),
        ("Người dùng", {"fields": ("last_name", "first_name", "email")}),
        ("Vai trò", {"fields": ("is_active", "is_staff", "groups")}),
        ("Thời điểm", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "last_name", "first_name", "password1", "password2")}),)

    @admin.display(description="họ và tên", ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="mật khẩu")
    def password_link(self, user: User) -> str:
        person = person_of(user)
        if person is None or user.is_administrator:
            return "Người giữ máy chủ đặt lại bằng lệnh “manage.py changepassword”."
        url = reverse("account", args=[person.pk])
        return format_html('<a href="{}">Đặt lại mật khẩu, khóa, mở khóa</a>', url)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's second way to set the password of others is not here."""
        raise Http404

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A password somebody else chose is changed at once; an account that is switched off has no session left."""
        if not change:
            obj.must_change_password = True
            obj.notice = f"Tài khoản do {actor_name(request.user)} lập ngày {vdate(clock.today())}."
        if change and "is_active" in form.changed_data:
            obj.session_generation += 1
        super().save_model(request, obj, form, change)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return ReadOnlyAdmin.get_search_results(self, request, queryset, search_term)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """With what it was before the form is filled in, which a refused form shows again."""
        user = super().get_object(request, object_id, from_field)
        if user is not None:
            user.was_administrator = user.is_administrator
        return user

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody shuts themself out."""
        fixed: tuple[str, ...] = ()
        if obj is not None and obj.pk == request.user.pk:
            fixed = ("is_active", "is_staff")
        elif obj is not None and person_of(obj) and not obj.was_administrator:
            fixed = ("is_active",)
        return (*super().get_readonly_fields(request, obj), *fixed)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
            kwargs["help_text"] = "Thành viên nhóm “Thường trực Hội đồng” làm việc của thường trực."
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever left a line in the trail is switched off, not deleted."""
        if obj is not None and (obj.pk == request.user.pk or AuditEntry.objects.filter(actor=obj).exists()):
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Group)
class GroupAdmin(AuditedAdmin):
    """Groups carry a name only; the one that means something is made by the program and cannot be renamed."""

    fields = ("name",)
    search_fields = ("name",)
    readonly_fields = ("members",)

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name", "members") if obj else ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name", "members") if obj else ()

    @admin.display(description="thành viên")
    def members(self, group: Group) -> str:
        return ", ".join(user.get_full_name() or user.username for user in group.user_set.all())
