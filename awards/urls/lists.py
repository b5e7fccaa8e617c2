from django.urls import path

from awards.views import lists

urlpatterns = [
    path("thanh-tich/", lists.ledger_list, name="ledger_list"),
    path("danh-sach-du-kien/", lists.potential_list, name="potential_list"),
]
