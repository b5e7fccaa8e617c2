from awards.urls import council, decisions, home, nominations, public, records, regulations, trail

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *public.urlpatterns,
    *regulations.urlpatterns,
    *trail.urlpatterns,
]
