"""Minutes of units' bình xét as the administration shows them: nothing is added, changed or deleted there."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from awards.models import UnitReview, UnitReviewAbsence, UnitReviewCase
from thidua.admin_site import ReadOnlyAdmin, ReadOnlyInline


class AbsenceInline(ReadOnlyInline):
    model = UnitReviewAbsence
    fields = ("staff_member", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnitReviewAbsence]:
        return super().get_queryset(request).select_related("staff_member")


class CaseInline(ReadOnlyInline):
    model = UnitReviewCase
    fields = ("candidate", "award", "rating", "agree", "disagree", "total", "proposed", "reason", "note")
    readonly_fields = ("candidate",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[UnitReviewCase]:
        return super().get_queryset(request).select_related("staff_member", "department", "award")

    @admin.display(description="cá nhân, tập thể")
    def candidate(self, case: UnitReviewCase) -> str:
        return str(case.candidate)


@admin.register(UnitReview)
class UnitReviewAdmin(ReadOnlyAdmin):
    list_display = ("department", "campaign", "held_from", "present", "total", "voting", "chair")
    list_filter = ("campaign__year", "voting")
    list_select_related = ("department", "campaign", "chair")
    search_fields = ("department__name", "chair__search_key")
    date_hierarchy = "held_from"
    inlines = (AbsenceInline, CaseInline)
