from awards.urls import council, decisions, home, law, nominations, public, records, trail

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *public.urlpatterns,
    *trail.urlpatterns,
    *law.urlpatterns,
]
