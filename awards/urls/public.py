from django.urls import path

from awards.views import public, public_disclosures

urlpatterns = [
    path("cong-khai/", public.public_list, name="public_list"),
    path("cong-khai/danh-sach-de-nghi/", public_disclosures.posted, name="public_disclosure"),
    path("cong-khai/danh-sach-de-nghi/<int:pk>/", public_disclosures.posted, name="public_disclosure_of"),
    path("xac-minh/", public.verify, name="verify"),
    path("xac-minh/<str:code>/", public.verify_code, name="verify_code"),
]
