from django.urls import path

from campaigns.views import initiative_acts, initiatives, proofs

urlpatterns = [
    path("sang-kien/", initiatives.initiative_list, name="initiative_list"),
    path("sang-kien/dang-ky/", initiatives.initiative_register, name="initiative_register"),
    path("sang-kien/them/", initiatives.initiative_add, name="initiative_add"),
    path("sang-kien/<int:pk>/", initiatives.initiative, name="initiative"),
    path("sang-kien/<int:pk>/sua/", initiatives.initiative_edit, name="initiative_edit"),
    path("sang-kien/<int:pk>/nop/", initiative_acts.initiative_submit, name="initiative_submit"),
    path("sang-kien/<int:pk>/lay-lai/", initiative_acts.initiative_take_back, name="initiative_take_back"),
    path("sang-kien/<int:pk>/rut/", initiative_acts.initiative_withdraw, name="initiative_withdraw"),
    path("sang-kien/<int:pk>/cong-nhan/", initiative_acts.initiative_recognise, name="initiative_recognise"),
    path(
        "sang-kien/<int:pk>/khong-cong-nhan/",
        initiative_acts.initiative_not_recognise,
        name="initiative_not_recognise",
    ),
    path("sang-kien/<int:pk>/nang-pham-vi/", initiative_acts.initiative_raise, name="initiative_raise"),
    path("sang-kien/<int:pk>/bo-ket-qua/", initiative_acts.initiative_reopen, name="initiative_reopen"),
    path(
        "sang-kien/<int:pk>/cong-nhan/<int:recognition_pk>/",
        initiative_acts.recognition_edit,
        name="recognition_edit",
    ),
    path("sang-kien/<int:pk>/minh-chung/them/", proofs.proof_add, name="proof_add"),
    path("sang-kien/<int:pk>/minh-chung/<int:attachment_pk>/", proofs.proof, name="proof"),
    path("sang-kien/<int:pk>/minh-chung/<int:attachment_pk>/bo/", proofs.proof_remove, name="proof_remove"),
]
