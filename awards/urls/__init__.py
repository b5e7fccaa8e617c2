from awards.urls import council, decisions, home, lists, nominations, public, records, roads, trail

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *roads.urlpatterns,
    *lists.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *public.urlpatterns,
    *trail.urlpatterns,
]
