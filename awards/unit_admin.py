"""Minutes of units' bình xét as the administration shows them: that a unit met and how many came.

Who stood, how the votes fell, why somebody was away or not proposed is not the administrator's to read.
"""

from django.contrib import admin

from awards.models import UnitReview
from thidua.admin_site import ReadOnlyAdmin


@admin.register(UnitReview)
class UnitReviewAdmin(ReadOnlyAdmin):
    list_display = ("department", "campaign", "held_from", "present", "total")
    list_filter = ("campaign__year",)
    list_select_related = ("department", "campaign")
    search_fields = ("department__name",)
    date_hierarchy = "held_from"
    fields = ("department", "campaign", "held_from", "held_to", "place", "present", "total")
