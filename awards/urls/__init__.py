from awards.urls import council, decisions, home, law, money, nominations, public, records, regulations, trail

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *money.urlpatterns,
    *public.urlpatterns,
    *regulations.urlpatterns,
    *trail.urlpatterns,
    *law.urlpatterns,
]
