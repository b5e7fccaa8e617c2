from campaigns.urls import accounts, campaigns, evaluations, imports, initiatives, people, pledges, school

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *initiatives.urlpatterns,
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
