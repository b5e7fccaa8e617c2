from campaigns.urls import accounts, campaigns, evaluations, imports, initiatives, people, pledges, readings, school

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *initiatives.urlpatterns,
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *readings.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
