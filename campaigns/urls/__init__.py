from campaigns.urls import accounts, campaigns, evaluations, people, pledges, school

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *accounts.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
