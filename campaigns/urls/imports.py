from django.urls import path

from campaigns.views import imports

urlpatterns = [
    path("nhap-excel/", imports.import_list, name="import_list"),
    path("nhap-excel/tep/<int:pk>/", imports.import_page, name="import_page"),
    path("nhap-excel/tep/<int:pk>/loi/", imports.import_marked, name="import_marked"),
    path("nhap-excel/tep/<int:pk>/nhap/", imports.import_confirm, name="import_confirm"),
    path("nhap-excel/tep/<int:pk>/bo/", imports.import_discard, name="import_discard"),
    path("nhap-excel/tep/<int:pk>/doc-lai/", imports.import_again, name="import_again"),
    path("nhap-excel/<slug:kind>/", imports.import_start, name="import_start"),
    path("nhap-excel/<slug:kind>/mau/", imports.import_template, name="import_template"),
]
