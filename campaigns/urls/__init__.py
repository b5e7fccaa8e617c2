from campaigns.urls import (
    accounts,
    campaigns,
    evaluations,
    imports,
    initiatives,
    people,
    pledges,
    readings,
    reminders,
    school,
    unit_plans,
)

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *initiatives.urlpatterns,
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *readings.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *unit_plans.urlpatterns,
    *evaluations.urlpatterns,
    *reminders.urlpatterns,
]
