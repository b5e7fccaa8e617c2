from campaigns.urls import campaigns, evaluations, people, pledges, school

urlpatterns = [
    *school.urlpatterns,
    *people.urlpatterns,
    *campaigns.urlpatterns,
    *pledges.urlpatterns,
    *evaluations.urlpatterns,
]
