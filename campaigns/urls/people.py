from django.urls import path

from campaigns.views import changes, departments, kinships, staff, staff_rows

urlpatterns = [
    path("can-bo/", staff.staff_list, name="staff_list"),
    path("can-bo/them/", staff.staff_add, name="staff_add"),
    path("can-bo/<int:pk>/", staff.staff_member, name="staff_member"),
    path("can-bo/<int:pk>/sua/", staff.staff_edit, name="staff_edit"),
    path("can-bo/<int:pk>/doi-ho-ten/", changes.staff_rename, name="staff_rename"),
    path("can-bo/<int:pk>/tro-lai/", changes.staff_come_back, name="staff_come_back"),
    path("can-bo/<int:staff_pk>/nguoi-than/them/", kinships.kinship_add, name="kinship_add"),
    path("can-bo/nguoi-than/<int:pk>/bo/", kinships.kinship_remove, name="kinship_remove"),
    path("can-bo/<int:staff_pk>/vi-tri/them/", staff_rows.posting_add, name="posting_add"),
    path("can-bo/vi-tri/<int:pk>/", staff_rows.posting_edit, name="posting_edit"),
    path("can-bo/<int:staff_pk>/vang/them/", staff_rows.absence_add, name="absence_add"),
    path("can-bo/vang/<int:pk>/", staff_rows.absence_edit, name="absence_edit"),
    path("can-bo/<int:staff_pk>/ky-luat/them/", staff_rows.discipline_add, name="discipline_add"),
    path("can-bo/ky-luat/<int:pk>/", staff_rows.discipline_edit, name="discipline_edit"),
    path("can-bo/<int:staff_pk>/xep-loai/them/", staff_rows.rating_add, name="rating_add"),
    path("can-bo/xep-loai/<int:pk>/", staff_rows.rating_edit, name="rating_edit"),
    path("don-vi/", departments.department_list, name="department_list"),
    path("don-vi/them/", departments.department_add, name="department_add"),
    path("don-vi/<int:pk>/", departments.department, name="department"),
    path("don-vi/<int:pk>/sua/", departments.department_edit, name="department_edit"),
    path("don-vi/<int:department_pk>/phu-trach-thay/", changes.stand_in_add, name="stand_in_add"),
    path("don-vi/phu-trach-thay/<int:pk>/ket-thuc/", changes.stand_in_end, name="stand_in_end"),
    path("don-vi/<int:department_pk>/xep-loai/them/", departments.unit_rating_add, name="unit_rating_add"),
    path("don-vi/xep-loai/<int:pk>/", departments.unit_rating_edit, name="unit_rating_edit"),
]
