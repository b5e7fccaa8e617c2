from campaigns.urls import campaigns, evaluations, people, pledges

urlpatterns = [*people.urlpatterns, *campaigns.urlpatterns, *pledges.urlpatterns, *evaluations.urlpatterns]
