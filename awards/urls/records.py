from django.urls import path

from awards.views import records

urlpatterns = [
    path("can-bo/<int:staff_pk>/khen-thuong/", records.award_record_list, name="award_record_list"),
    path("can-bo/<int:staff_pk>/khen-thuong/them/", records.award_record_add, name="award_record_add"),
    path("don-vi/<int:department_pk>/khen-thuong/", records.unit_record_list, name="unit_record_list"),
    path("don-vi/<int:department_pk>/khen-thuong/them/", records.unit_record_add, name="unit_record_add"),
    path("khen-thuong/<int:pk>/", records.award_record_edit, name="award_record_edit"),
]
