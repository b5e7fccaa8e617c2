"""Payments and the fund as the administration shows them: nothing is added, changed or deleted there."""

from django.contrib import admin

from awards.models import FundEntry, Payment
from campaigns.admin import SubjectAdmin
from thidua.admin_site import ReadOnlyAdmin
from thidua.vietnamese import money


@admin.register(Payment)
class PaymentAdmin(SubjectAdmin):
    list_display = ("subject", "decision", "sum_paid", "paid_on", "method", "receiver", "entered_by", "reverses")
    list_filter = ("decision__year", "method", ("reverses", admin.EmptyFieldListFilter))
    list_select_related = ("staff_member", "department", "decision", "entered_by", "reverses")
    search_fields = ("staff_member__search_key", "department__name", "receiver")
    date_hierarchy = "paid_on"

    @admin.display(description="số tiền (đồng)", ordering="amount")
    def sum_paid(self, payment: Payment) -> str:
        return money(payment.amount)


@admin.register(FundEntry)
class FundEntryAdmin(ReadOnlyAdmin):
    list_display = ("content", "year", "kind", "sum_entered", "on", "document_number", "entered_by", "reverses")
    list_filter = ("year", "kind", ("reverses", admin.EmptyFieldListFilter))
    list_select_related = ("entered_by", "reverses")
    search_fields = ("content", "document_number", "note")
    date_hierarchy = "on"

    @admin.display(description="số tiền (đồng)", ordering="amount")
    def sum_entered(self, entry: FundEntry) -> str:
        return money(entry.amount)
