"""Posted lists and the objections to them (shown only)."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from awards.models import DisclosedCase, Disclosure, Objection
from thidua import clock
from thidua.admin_site import ReadOnlyAdmin, ReadOnlyInline

STATES = {"coming": "Sắp công khai", "running": "Đang công khai", "ended": "Đã hết thời hạn"}


class DisclosedCaseInline(ReadOnlyInline):
    model = DisclosedCase
    fields = ("ordinal", "name", "post", "unit_name", "award")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DisclosedCase]:
        return super().get_queryset(request).select_related("award")


@admin.register(Disclosure)
class DisclosureAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "campaign", "state", "working_days", "places")
    list_filter = ("campaign__year",)
    list_select_related = ("campaign",)
    search_fields = ("campaign__title", "places")
    date_hierarchy = "starts_on"
    readonly_fields = ("drafted_by",)
    inlines = (DisclosedCaseInline,)

    @admin.display(description="trạng thái")
    def state(self, disclosure: Disclosure) -> str:
        return STATES[disclosure.state_on(clock.today())]


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    """That there is one, and whether it was answered: its words, and whom it came from, are not for the machine room.

    The same as in the trail (thidua/acts.py: CONCLUSIONS).
    """

    list_display = ("received_on", "disclosure", "case", "status", "answered_on")
    list_filter = ("status", "disclosure__campaign__year")
    list_select_related = ("disclosure", "case")
    search_fields = ("case__name",)
    date_hierarchy = "received_on"
    fields = (
        "disclosure",
        "case",
        "received_on",
        "status",
        "answered_on",
        "answered_by",
    )
