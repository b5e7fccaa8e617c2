from campaigns.urls import campaigns, evaluations, imports, people, pledges

urlpatterns = [
    *people.urlpatterns,
    *imports.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
