from campaigns.urls import accounts, campaigns, evaluations, imports, people, pledges, school

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
