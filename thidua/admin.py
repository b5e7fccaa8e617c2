"""The institution, the law and its figures, issued papers and the trail of acts, for administrators."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tasks_db import admin as queue

from thidua import account_admin  # noqa: F401 - registers accounts and groups
from thidua.acts import CONCLUSIONS, HIDDEN, PRIVATE_TYPES, WITHHELD, act_words, model_of, type_words, types_in_words
from thidua.admin_site import AuditedAdmin, ReadOnlyAdmin
from thidua.models import (
    AuditEntry,
    BaseSalary,
    Holiday,
    Institution,
    IssuedDocument,
    LegalText,
    Series,
)
from thidua.vietnamese import money, nfc

admin.site.disable_action("delete_selected")
admin.site.empty_value_display = "–"
admin.site.unregister(queue.DBTaskResult)  # speaks English; the page of an import says how far its work is


@admin.register(Institution)
class InstitutionAdmin(AuditedAdmin):
    may_add = False
    list_display = ("name", "place", "contact_name", "contact_phone")
    # Changed on the page “Thông tin cơ quan”, where the series of numbers follow.
    readonly_fields = ("symbol", "council_symbol")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "symbol", "place", "head_title", "address_form")}),
        ("Đầu văn bản", {"fields": ("letterhead", "parent_lines", "issuer_lines")}),
        ("Hội đồng", {"fields": ("council_name", "council_symbol")}),
        ("Nơi nhận", {"fields": ("archive_line", "report_to", "carrying_out")}),
        ("Đăng nhập", {"fields": ("second_factor_required",)}),
        ("Liên hệ", {"fields": ("contact_name", "contact_room", "contact_phone")}),
        ("Lịch sử khen thưởng", {"fields": ("history_complete_from",)}),
    )


@admin.register(Series)
class SeriesAdmin(AuditedAdmin):
    list_display = ("symbol", "name", "code", "policy")
    list_filter = ("policy",)
    search_fields = ("symbol", "name", "code")


@admin.register(LegalText)
class LegalTextAdmin(ReadOnlyAdmin):
    """Shown only, like the base salaries; kept on the pages “Văn bản pháp lý” and “Lương cơ sở”."""

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
class BaseSalaryAdmin(ReadOnlyAdmin):
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


class TypeFilter(admin.SimpleListFilter):
    title = "loại đối tượng"
    parameter_name = "target_type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return types_in_words()

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(target_type=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """The trail of acts. Of absence, discipline and what was concluded of people it says only that something was done.

    Who may read more reads it on the program's own page (awards/trail.py).
    """

    list_display = ("at", "actor_name", "act", "kind", "label", "reason_shown")
    list_filter = ("at", TypeFilter)
    search_fields = ("target_label", "actor_name", "verb", "reason", "target_id")
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
            queryset = queryset.exclude(target_type__in=PRIVATE_TYPES + CONCLUSIONS)
        return super(ReadOnlyAdmin, self).get_search_results(request, queryset, nfc(search_term))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> AuditEntry | None:
        """Masked in memory, for the title of the page names it too."""
        entry = super().get_object(request, object_id, from_field)
        if entry and entry.target_type in PRIVATE_TYPES + CONCLUSIONS:
            entry.target_label, entry.reason = self.label(entry), self.reason_shown(entry)
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
        if entry.target_type in CONCLUSIONS:
            return WITHHELD
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
