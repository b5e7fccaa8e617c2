"""Councils (edited here); parameters, dossiers, sessions, decisions and history (shown only).

Not here, on purpose: rolls, boxes and the questions of a ballot, members' private notes.
"""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from awards import (
    announcing,
    deciding,
    disclosure_admin,  # noqa: F401 - registers posted lists and objections
    money_admin,  # noqa: F401 - registers payments and the fund
    unit_admin,  # noqa: F401 - registers minutes of units
)
from awards.eligibility.wording import in_words, label_of
from awards.models import (
    Attendance,
    AwardRecord,
    Council,
    CouncilSession,
    Decision,
    DecisionBasis,
    DecisionLine,
    EligibilityReport,
    Nomination,
    Recusal,
    Round,
    Seat,
)
from campaigns.admin import SUBJECT, SubjectAdmin
from campaigns.models import StaffMember
from thidua.admin_site import AdminForm, AuditedAdmin, ReadOnlyAdmin, ReadOnlyInline
from thidua.fields import PersonField
from thidua.http import pdf_response
from thidua.models import Parameter
from thidua.vietnamese import money
from thidua.workflow import Refused

# --- parameters


@admin.register(Parameter)
class ParameterAdmin(ReadOnlyAdmin):
    """Shown only; changed on the page “Tham số”, where spans cannot overlap."""

    list_display = ("meaning", "rule_set", "value_in_words", "certainty", "valid_from", "valid_to", "entered_by")
    list_filter = ("rule_set", "certainty", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("entered_by",)
    search_fields = ("key", "value", "source")
    readonly_fields = ("withdrawn_at",)

    @admin.display(description="quy định")
    def meaning(self, parameter: Parameter) -> str:
        return label_of(parameter.key)

    @admin.display(description="giá trị")
    def value_in_words(self, parameter: Parameter) -> str:
        return in_words(parameter.key, parameter.value)


# --- the council


class SeatForm(AdminForm):
    staff_member = PersonField(StaffMember.objects.all(), label="Thành viên")

    def clean_staff_member(self) -> StaffMember:
        """Attendance and rolls name the seat: it never passes to another person."""
        person = self.cleaned_data["staff_member"]
        if self.instance.pk and person.pk != self.instance.staff_member_id:
            raise ValidationError("Nhập ngày kết thúc của thành viên này rồi thêm một dòng cho thành viên mới")
        return person


class SeatInline(admin.TabularInline):
    model = Seat
    form = SeatForm
    formfield_overrides = AuditedAdmin.formfield_overrides
    extra = 1
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Seat]:
        return super().get_queryset(request).select_related("staff_member")


@admin.register(Council)
class CouncilAdmin(AuditedAdmin):
    list_display = ("name", "kind", "decision_number", "decision_date", "starts_on", "ends_on")
    search_fields = ("name", "decision_number")
    inlines = (SeatInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Council | None = None) -> tuple[str, ...]:
        """What a council considers is settled by its decision; its sessions lie on it."""
        return (*super().get_readonly_fields(request, obj), *(("kind",) if obj else ()))


class AttendanceInline(ReadOnlyInline):
    model = Attendance
    fields = ("seat", "present", "absence_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attendance]:
        return super().get_queryset(request).select_related("seat__staff_member")


class RecusalInline(ReadOnlyInline):
    model = Recusal
    fields = ("seat", "nomination", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recusal]:
        nomination = ("nomination__award", "nomination__staff_member", "nomination__department")
        return super().get_queryset(request).select_related("seat__staff_member", *nomination)


class RoundInline(ReadOnlyInline):
    """That a round was held, not how anybody voted."""

    model = Round
    fields = ("ordinal", "title", "status", "reason")


@admin.register(CouncilSession)
class CouncilSessionAdmin(ReadOnlyAdmin):
    list_display = ("planned_for", "place", "council", "campaign", "status", "convened_at", "ended_at")
    list_filter = ("campaign__year", "status")
    list_select_related = ("council", "campaign")
    search_fields = ("place", "campaign__year", "campaign__title")
    date_hierarchy = "planned_for"
    readonly_fields = ("convened_at", "ended_at", "members", "minutes")
    exclude = ("opening", "discussion", "conclusions", "end_reason")  # for who may open the session
    inlines = (AttendanceInline, RecusalInline, RoundInline)


# --- dossiers and history


class EligibilityReportInline(ReadOnlyInline):
    """When and with what result; the findings, which name reasons, stand on the dossier's own page."""

    model = EligibilityReport
    fields = ("moment", "rule_set", "verdict", "made_at")

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=announcing.reports_told_to(request.user).values("pk"))


@admin.register(Nomination)
class NominationAdmin(SubjectAdmin):
    list_display = ("subject", "award", "year", "occasion", "unit", "status", "received_on", "rule_set")
    list_filter = ("year", "status", "award", "occasion", "unit")
    list_select_related = ("award", "staff_member", "department", "unit")
    search_fields = (*SUBJECT, "award__name", "award__code")
    date_hierarchy = "received_on"
    ordering = ("-year", "award__order", "unit__order", "staff_member__sort_key", "pk")
    readonly_fields = (
        "submitted_at",
        "received_on",
        "rule_set",
        "verified_by",
        "return_code",
        "return_reason",
        "session",
    )
    inlines = (EligibilityReportInline,)

    def get_queryset(self, request):
        """What a running session has counted comes back when it rises."""
        return super().get_queryset(request).exclude(pk__in=announcing.untold_to(request.user).values("pk"))


@admin.register(AwardRecord)
class AwardRecordAdmin(SubjectAdmin):
    list_display = ("subject", "award", "year", "decision_number", "decision_date", "issuer", "source", "revoked_on")
    list_filter = ("year", "award", "source", ("revoked_on", admin.EmptyFieldListFilter))
    list_select_related = ("award", "staff_member", "department")
    search_fields = ("staff_member__search_key", "department__name", "unit_name", "award__name", "decision_number")
    date_hierarchy = "decision_date"


# --- decisions


class DecisionLineInline(ReadOnlyInline):
    model = DecisionLine
    fields = ("ordinal", "name", "post", "unit_name", "award", "coefficient", "amount_in_words", "note")
    readonly_fields = ("amount_in_words",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionLine]:
        return super().get_queryset(request).select_related("award")

    @admin.display(description="mức thưởng (đồng)")
    def amount_in_words(self, line: DecisionLine) -> str:
        return money(line.amount)


class DecisionBasisInline(ReadOnlyInline):
    model = DecisionBasis
    fields = ("ordinal", "text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DecisionBasis]:
        return super().get_queryset(request).select_related("text")


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "full_number", "date", "kind", "year", "status", "signer")
    list_filter = ("year", "status", "kind")
    list_select_related = ("campaign", "document__series", "signer__staff_member")
    search_fields = ("number", "year", "merit_text", "signer__staff_member__search_key", "document__title")
    date_hierarchy = "date"
    readonly_fields = ("drafted_by", "issued_on_behalf", "document")
    inlines = (DecisionBasisInline, DecisionLineInline)
    actions = ("print_pdf",)

    @admin.display(description="số", ordering="number")
    def full_number(self, decision: Decision) -> str:
        return decision.document.full_number if decision.document else ""

    @admin.action(description="In quyết định (PDF)")
    def print_pdf(self, request: HttpRequest, queryset: QuerySet[Decision]) -> HttpResponse | None:
        """The stored paper of an issued decision, the draft of one that is not."""
        chosen = list(queryset.select_related("document__file")[:2])
        if len(chosen) != 1:
            messages.error(request, "Chọn đúng một quyết định để in.")
            return None
        try:
            content = deciding.preview(chosen[0])
        except Refused as refused:
            messages.error(request, str(refused))
            return None
        return pdf_response(content, f"quyet-dinh-{chosen[0].pk}.pdf")
