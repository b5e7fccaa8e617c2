from django.urls import path

from campaigns.views import readings

urlpatterns = [
    path("phong-trao/doc-ke-hoach/", readings.reading_start, name="reading_start"),
    path("phong-trao/doc-ke-hoach/luu/", readings.reading_save, name="reading_save"),
]
