from awards.urls import (
    council,
    decisions,
    home,
    law,
    lists,
    money,
    nominations,
    public,
    records,
    regulations,
    roads,
    trail,
)

urlpatterns = [
    *home.urlpatterns,
    *records.urlpatterns,
    *roads.urlpatterns,
    *lists.urlpatterns,
    *nominations.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *money.urlpatterns,
    *public.urlpatterns,
    *regulations.urlpatterns,
    *trail.urlpatterns,
    *law.urlpatterns,
]
