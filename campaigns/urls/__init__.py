from campaigns.urls import (
    accounts,
    campaigns,
    covenants,
    evaluations,
    imports,
    initiatives,
    people,
    pledges,
    progress,
    readings,
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
    *covenants.urlpatterns,
    *unit_plans.urlpatterns,
    *evaluations.urlpatterns,
    *progress.urlpatterns,
]
