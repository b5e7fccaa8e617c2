"""Accounts, the institution, the law and its figures, issued papers and the trail of acts, for administrators."""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django_tasks_db import admin as queue

from thidua.acts import act_words
from thidua.admin_site import PRIVATE_TYPES, AdminForm, AuditedAdmin, ReadOnlyAdmin, sign_in_first
from thidua.models import (
    AuditEntry,
    BaseSalary,
    Holiday,
    Institution,
    IssuedDocument,
    LegalText,
    Series,
    User,
)
from thidua.vietnamese import money, nfc

admin.site.login = sign_in_first
admin.site.disable_action("delete_selected")
admin.site.empty_value_display = "–"
admin.site.unregister(Group)
admin.site.unregister(queue.DBTaskResult)  # speaks English; the page of an import says how far its work is


class PasswordForm(auth_forms.AdminPasswordChangeForm):
    usable_password_help_text = (
        "Khi tắt, tài khoản không đăng nhập được bằng mật khẩu."
        '<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
        "Tắt thì mật khẩu hiện có của tài khoản mất hẳn.</li></ul>"
    )


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
    """`is_superuser` and single permissions are not offered: who may do what is read from postings."""

    form = AdminForm
    add_form = NewUserForm
    change_password_form = PasswordForm
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
        url = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Đặt lại mật khẩu</a>', url)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return ReadOnlyAdmin.get_search_results(self, request, queryset, search_term)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody shuts themself out."""
        own = ("is_active", "is_staff") if obj is not None and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

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


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
    may_add = False
    list_display = ("name", "place", "contact_name", "contact_phone")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "symbol", "place", "head_title", "address_form")}),
        ("Đầu văn bản", {"fields": ("letterhead", "parent_lines", "issuer_lines")}),
        ("Hội đồng", {"fields": ("council_name", "council_symbol")}),
        ("Nơi nhận", {"fields": ("archive_line", "report_to", "carrying_out")}),
        ("Liên hệ", {"fields": ("contact_name", "contact_room", "contact_phone")}),
        ("Lịch sử khen thưởng", {"fields": ("history_complete_from",)}),
    )


@admin.register(Series)
class SeriesAdmin(AuditedAdmin):
    list_display = ("symbol", "name", "code", "policy")
    list_filter = ("policy",)
    search_fields = ("symbol", "name", "code")


@admin.register(LegalText)
class LegalTextAdmin(AuditedAdmin):
    list_display = ("number", "issuer", "in_force_from", "in_force_to", "certainty", "checked_on", "cited_in_decisions")
    list_filter = ("role", "certainty", "cited_in_decisions", ("checked_on", admin.EmptyFieldListFilter))
    search_fields = ("number", "citation", "issuer", "code")
    date_hierarchy = "in_force_from"
    fieldsets = (
        (None, {"fields": ("code", "role", "number", "issuer", "issued_on", "citation")}),
        ("Hiệu lực", {"fields": ("in_force_from", "in_force_to", "replaced_by", "cited_in_decisions", "order")}),
        ("Thẩm tra", {"fields": ("certainty", "source", "checked_on", "checked_by", "checked_until")}),
    )


@admin.register(BaseSalary)
class BaseSalaryAdmin(AuditedAdmin):
    list_display = ("valid_from", "amount_in_words", "decree", "certainty")
    list_filter = ("certainty",)

    @admin.display(description="mức (đồng)", ordering="amount")
    def amount_in_words(self, row: BaseSalary) -> str:
        return money(row.amount)


@admin.register(Holiday)
class HolidayAdmin(AuditedAdmin):
    may_delete = True
    list_display = ("day", "name", "is_day_off")
    list_filter = ("is_day_off",)
    search_fields = ("name",)
    date_hierarchy = "day"


@admin.register(IssuedDocument)
class IssuedDocumentAdmin(ReadOnlyAdmin):
    """Number, date and hash; neither the words nor the bytes, nor the code that only the paper's holder knows."""

    list_display = ("full_number", "date", "title", "signer", "revoked_by")
    list_display_links = ("full_number", "title")
    list_filter = ("year", "series")
    list_select_related = ("series", "revoked_by__series")
    search_fields = ("number", "title", "signer")
    date_hierarchy = "date"
    ordering = ("-date", "-number")
    fields = ("full_number", "date", "title", "signer", "issued_by", "issued_at", "revoked_by", "sha256")

    @admin.display(description="số", ordering="number")
    def full_number(self, document: IssuedDocument) -> str:
        return document.full_number


def model_of(target_type: str) -> type[Model] | None:
    try:
        return apps.get_model(target_type)
    except (LookupError, ValueError):
        return None


def type_words(target_type: str) -> str:
    model = model_of(target_type)
    return str(model._meta.verbose_name) if model else target_type


class TypeFilter(admin.SimpleListFilter):
    title = "loại đối tượng"
    parameter_name = "target_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        types = AuditEntry.objects.order_by().values_list("target_type", flat=True).distinct()
        return sorted(((name, type_words(name)) for name in types), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(target_type=self.value()) if self.value() else queryset


HIDDEN = "(chỉ người đó và Thường trực Hội đồng xem được)"


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The trail of acts. Of absence and discipline it says here only that something was done."""

    list_display = ("at", "actor_name", "act", "kind", "label", "reason_shown")
    list_filter = ("at", TypeFilter)
    search_fields = ("target_label", "actor_name", "verb", "reason", "target_id")
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = (
        ("at", "recorded_at"),
        "actor_name",
        ("act", "verb"),
        ("kind", "target_id"),
        "label",
        "changes_before",
        "changes_after",
        "reason_shown",
    )
    show_facets = admin.ShowFacets.NEVER

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Compared by the database: the trail is long. Private lines are not found by what they hide."""
        if search_term.strip():
            queryset = queryset.exclude(target_type__in=PRIVATE_TYPES)
        return super(ReadOnlyAdmin, self).get_search_results(request, queryset, nfc(search_term))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> AuditEntry | None:
        """Masked in memory, for the title of the page names it too."""
        entry = super().get_object(request, object_id, from_field)
        if entry and entry.target_type in PRIVATE_TYPES:
            entry.target_label = entry.reason = HIDDEN
            entry.before = entry.after = {}
        return entry

    @admin.display(description="việc", ordering="verb")
    def act(self, entry: AuditEntry) -> str:
        return act_words(entry.verb)

    @admin.display(description="loại", ordering="target_type")
    def kind(self, entry: AuditEntry) -> str:
        return type_words(entry.target_type)

    @admin.display(description="đối tượng")
    def label(self, entry: AuditEntry) -> str:
        return HIDDEN if entry.target_type in PRIVATE_TYPES else entry.target_label

    @admin.display(description="lý do")
    def reason_shown(self, entry: AuditEntry) -> str:
        return HIDDEN if entry.target_type in PRIVATE_TYPES else entry.reason

    @admin.display(description="trước")
    def changes_before(self, entry: AuditEntry) -> str:
        return pairs(entry, entry.before)

    @admin.display(description="sau")
    def changes_after(self, entry: AuditEntry) -> str:
        return pairs(entry, entry.after)


def pairs(entry: AuditEntry, values: dict[str, Any]) -> str:
    """“tên: Hội thảo; năm: 2022”."""
    model = model_of(entry.target_type)
    fields = {field.name: field.verbose_name for field in model._meta.fields} if model else {}
    return "; ".join(f"{fields.get(name, name)}: {value}" for name, value in values.items())
