from awards.urls import council, decisions, home, nominations, public, records

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *public.urlpatterns,
]
