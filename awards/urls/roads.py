from django.urls import path

from awards.views import roads

urlpatterns = [
    path("chang-duong/", roads.my_road, name="my_road"),
    path("can-bo/<int:staff_pk>/chang-duong/", roads.staff_road, name="staff_road"),
    path("don-vi/<int:department_pk>/chang-duong/", roads.unit_road, name="unit_road"),
]
