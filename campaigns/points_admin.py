"""Criteria and sheets of points, shown only; who gave which points is on the pages of those who may see it."""

from django.contrib import admin

from campaigns.models import CriteriaSet, Criterion
from thidua.admin_site import ReadOnlyAdmin, ReadOnlyInline


class CriterionInline(ReadOnlyInline):
    model = Criterion
    fields = ("number", "name", "guidance", "weight")


@admin.register(CriteriaSet)
class CriteriaSetAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "campaign", "subject", "status", "due_on", "bonus_limit")
    list_filter = ("campaign__year", "subject", "status")
    list_select_related = ("campaign",)
    search_fields = ("campaign__year", "campaign__title")
    ordering = ("-campaign__year", "subject")
    readonly_fields = ("status", "opened_at")
    inlines = (CriterionInline,)
