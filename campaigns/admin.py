"""Units, people, the catalogue (edited here), and the year's campaigns, pledges and evaluations (shown only)."""

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join

from campaigns import people_admin, points_admin  # noqa: F401 - register people, postings and criteria
from campaigns.models import (
    Anniversary,
    AnnualRating,
    Award,
    AwardName,
    Campaign,
    CoAuthor,
    Department,
    Evaluation,
    Initiative,
    Movement,
    Phase,
    PhaseActivity,
    PlanItem,
    Pledge,
    PledgeTarget,
    Recognition,
    Target,
    UnitPlan,
    UnitRegistration,
)
from thidua.admin_site import AdminForm, AuditedAdmin, ReadOnlyAdmin, ReadOnlyInline
from thidua.vietnamese import vdate

SUBJECT = ("staff_member__search_key", "department__name", "unit__name")


class SubjectAdmin(ReadOnlyAdmin):
    """Rows about a person or a collective."""

    @admin.display(description="cá nhân, tập thể", ordering="staff_member__sort_key")
    def subject(self, row: Any) -> Any:
        return row.staff_member or row.department


# --- units and people


@admin.register(Department)
class DepartmentAdmin(AuditedAdmin):
    list_display = ("name", "code", "kind", "parent", "order", "valid_from", "valid_to")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "code")


@admin.register(AnnualRating)
class AnnualRatingAdmin(SubjectAdmin):
    list_display = ("subject", "year", "level", "source", "rated_on")
    list_filter = ("year", "level")
    list_select_related = ("staff_member", "department")
    search_fields = ("staff_member__search_key", "department__name", "source")


class CoAuthorInline(ReadOnlyInline):
    model = CoAuthor
    fields = ("staff_member", "share")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoAuthor]:
        return super().get_queryset(request).select_related("staff_member")


class RecognitionInline(ReadOnlyInline):
    model = Recognition
    fields = ("scope", "number", "date", "recogniser")


@admin.register(Initiative)
class InitiativeAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "year", "status", "scope", "recognised_number", "recognised_on")
    list_filter = ("year", "status", "kind", "scope")
    search_fields = ("search_key", "recognised_number")
    inlines = (CoAuthorInline, RecognitionInline)


# --- the catalogue


class AwardNameInline(admin.TabularInline):
    model = AwardName
    form = AdminForm
    formfield_overrides = AuditedAdmin.formfield_overrides
    extra = 1
    can_delete = False


@admin.register(Award)
class AwardAdmin(AuditedAdmin):
    """The code is the key everything else holds: given once, never changed."""

    list_display = ("name", "code", "short_name", "kind", "is_collective", "deciding_level", "order")
    list_filter = ("kind", "is_collective", "deciding_level")
    search_fields = ("name", "short_name", "code")
    inlines = (AwardNameInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Award | None = None) -> tuple[str, ...]:
        return ("code", "kind", "is_collective") if obj else ()


@admin.register(AwardName)
class AwardNameAdmin(AuditedAdmin):
    may_delete = True
    list_display = ("name", "award", "valid_from", "valid_to")
    list_filter = ("award",)
    list_select_related = ("award",)
    search_fields = ("name", "award__name", "award__code")


# --- the campaign


def anniversary_lines(anniversaries: Any) -> Any:
    return format_html_join(
        "", "<div>{}: {} ({} năm)</div>", ((vdate(a.observed_on), a.name, a.years) for a in anniversaries)
    )


def activity_lines(activities: Any) -> Any:
    return format_html_join(
        "",
        "<div>{} ({} – {})</div>",
        (
            (a.name, vdate(a.starts_on) if a.starts_on else "…", vdate(a.ends_on) if a.ends_on else "…")
            for a in activities
        ),
    )


class PhaseInline(ReadOnlyInline):
    model = Phase
    fields = ("ordinal", "theme", "starts_on", "ends_on", "evaluation_due_on", "reviewed_on", "days", "doings")
    readonly_fields = ("reviewed_on", "days", "doings")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Phase]:
        return super().get_queryset(request).prefetch_related("anniversaries", "activities")

    @admin.display(description="ngày kỷ niệm")
    def days(self, phase: Phase) -> Any:
        return anniversary_lines(phase.anniversaries.all()) or "–"

    @admin.display(description="hoạt động")
    def doings(self, phase: Phase) -> Any:
        return activity_lines(phase.activities.all()) or "–"


class PlanItemInline(ReadOnlyInline):
    model = PlanItem
    fields = ("part", "number", "text")


class MovementInline(ReadOnlyInline):
    model = Movement
    fields = ("launched_by", "number", "name", "slogan", "is_special")


class TargetInline(ReadOnlyInline):
    model = Target
    fields = ("number", "content", "amount", "unit_of_measure", "award")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        return super().get_queryset(request).select_related("award")


@admin.register(Campaign)
class CampaignAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "year", "kind", "status", "theme", "registration_due_on", "nominations_due_on")
    list_filter = ("year", "status", "kind")
    search_fields = ("title", "theme", "year")
    readonly_fields = ("launched_on",)
    inlines = (PhaseInline, MovementInline, TargetInline, PlanItemInline)


class AnniversaryInline(ReadOnlyInline):
    model = Anniversary
    fields = ("name", "origin_date", "observed_on", "years_counted", "stated_years")
    readonly_fields = ("years_counted",)

    @admin.display(description="số năm")
    def years_counted(self, anniversary: Anniversary) -> int:
        return anniversary.years


class PhaseActivityInline(ReadOnlyInline):
    model = PhaseActivity
    fields = ("name", "starts_on", "ends_on")


@admin.register(Phase)
class PhaseAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "campaign", "theme", "starts_on", "ends_on", "evaluation_due_on")
    list_filter = ("campaign__year",)
    list_select_related = ("campaign",)
    search_fields = ("theme", "campaign__year")
    ordering = ("-campaign__year", "ordinal")
    inlines = (AnniversaryInline, PhaseActivityInline)


# --- what people send in


class PledgeTargetInline(ReadOnlyInline):
    model = PledgeTarget
    fields = ("number", "content", "amount", "unit_of_measure", "phase", "result", "miss_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PledgeTarget]:
        return super().get_queryset(request).select_related("phase")


@admin.register(Pledge)
class PledgeAdmin(SubjectAdmin):
    list_display = ("subject", "campaign", "unit", "titles", "status", "submitted_at")
    list_filter = ("campaign__year", "status", "unit", "awards")
    list_select_related = ("campaign", "staff_member", "department", "unit")
    search_fields = SUBJECT
    date_hierarchy = "submitted_at"
    ordering = ("-campaign__year", "unit__order", "staff_member__sort_key", "pk")
    readonly_fields = ("submitted_at", "endorsed_at", "endorsed_by", "returned_on", "return_reason")
    inlines = (PledgeTargetInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pledge]:
        return super().get_queryset(request).prefetch_related(Prefetch("awards", Award.objects.order_by("order")))

    @admin.display(description="đăng ký")
    def titles(self, pledge: Pledge) -> str:
        return ", ".join(award.short_name for award in pledge.awards.all())


@admin.register(UnitRegistration)
class UnitRegistrationAdmin(ReadOnlyAdmin):
    list_display = ("department", "campaign", "status", "sent_at", "accepted_at", "late_until")
    list_filter = ("campaign__year", "status")
    list_select_related = ("campaign", "department")
    search_fields = ("department__name", "department__code", "campaign__year")
    ordering = ("-campaign__year", "department__order")
    readonly_fields = ("sent_at", "sent_by", "accepted_at", "return_reason", "late_until", "late_reason")


@admin.register(UnitPlan)
class UnitPlanAdmin(ReadOnlyAdmin):
    list_display = ("department", "campaign", "status", "sent_at", "is_late")
    list_filter = ("campaign__year", "status", "is_late")
    list_select_related = ("campaign", "department")
    search_fields = ("department__name", "department__code")
    ordering = ("-campaign__year", "department__order")
    exclude = ("text", "file")  # read on the unit's page, by those it is for


@admin.register(Evaluation)
class EvaluationAdmin(SubjectAdmin):
    list_display = ("subject", "phase", "campaign", "unit", "status", "self_assessed_at", "confirmed_at")
    list_filter = ("phase__campaign__year", "phase__ordinal", "status", "unit")
    list_select_related = ("phase__campaign", "staff_member", "department", "unit")
    search_fields = SUBJECT
    date_hierarchy = "self_assessed_at"
    ordering = ("-phase__campaign__year", "phase__ordinal", "unit__order", "staff_member__sort_key", "pk")
    readonly_fields = ("endorser_note", "self_assessed_at", "confirmed_at", "confirmed_by", "reopen_reason")

    @admin.display(description="phong trào", ordering="phase__campaign__year")
    def campaign(self, evaluation: Evaluation) -> Campaign:
        return evaluation.phase.campaign
