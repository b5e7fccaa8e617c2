from awards.urls import council, decisions, home, nominations, public, records, roads, trail

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *roads.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *public.urlpatterns,
    *trail.urlpatterns,
]
