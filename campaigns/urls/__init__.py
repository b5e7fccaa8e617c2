from campaigns.urls import accounts, campaigns, evaluations, people, pledges

urlpatterns = [
    *people.urlpatterns,
    *accounts.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
