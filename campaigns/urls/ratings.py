from django.urls import path

from campaigns.views import ratings

urlpatterns = [
    path("xep-loai/", ratings.rating_years, name="rating_years"),
    path("xep-loai/<int:year>/", ratings.rating_list, name="rating_list"),
    path("xep-loai/<int:year>/ghi/", ratings.rating_sheet, name="rating_sheet"),
]
