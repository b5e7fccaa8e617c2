from django.urls import path

from awards.views import public

urlpatterns = [
    path("cong-khai/", public.public_list, name="public_list"),
    path("xac-minh/", public.verify, name="verify"),
    path("xac-minh/<str:code>/", public.verify_code, name="verify_code"),
]
