from django.urls import path

from awards.views import legal_basis, regulation_rows, regulations, rehearsals

urlpatterns = [
    path("quy-che/", regulations.regulation_list, name="regulation_list"),
    path("quy-che/them/", regulations.regulation_add, name="regulation_add"),
    path("quy-che/<int:pk>/", regulations.regulation, name="regulation"),
    path("quy-che/<int:pk>/sua/", regulations.regulation_edit, name="regulation_edit"),
    path("quy-che/<int:pk>/xoa/", regulations.regulation_discard, name="regulation_discard"),
    path("quy-che/<int:pk>/thay/", regulations.regulation_amend, name="regulation_amend"),
    path("quy-che/<int:pk>/ap-dung/", regulations.regulation_adopt, name="regulation_adopt"),
    path("quy-che/<int:pk>/thoi-ap-dung/", regulations.regulation_close, name="regulation_close"),
    path("quy-che/<int:pk>/nguong/", regulation_rows.threshold_choose, name="threshold_choose"),
    path("quy-che/<int:pk>/nguong/<slug:fact>/", regulation_rows.threshold_add, name="threshold_add"),
    path("quy-che/<int:pk>/dieu-kien/<slug:kind>/", regulation_rows.condition_add, name="condition_add"),
    path("quy-che/dieu-kien/<int:pk>/", regulation_rows.condition_edit, name="condition_edit"),
    path("quy-che/dieu-kien/<int:pk>/bo/", regulation_rows.condition_remove, name="condition_remove"),
    path("quy-che/<int:pk>/tham-so/", regulation_rows.parameter_choose, name="regulation_parameter_choose"),
    path(
        "quy-che/<int:pk>/tham-so/<slug:rule_set>/<str:key>/",
        regulation_rows.parameter_add,
        name="regulation_parameter_add",
    ),
    path("quy-che/tham-so/<int:pk>/", regulation_rows.parameter_edit, name="regulation_parameter_edit"),
    path("quy-che/tham-so/<int:pk>/bo/", regulation_rows.parameter_remove, name="regulation_parameter_remove"),
    path("quy-che/<int:pk>/dien-tap/", rehearsals.rehearsal_of_regulation, name="rehearsal_of_regulation"),
    path("can-cu-phap-ly/", legal_basis.legal_basis_page, name="legal_basis"),
    path("can-cu-phap-ly/<slug:code>/", legal_basis.legal_basis_award, name="legal_basis_award"),
    path("dien-tap/", rehearsals.rehearsal_list, name="rehearsal_list"),
    path("dien-tap/bo-quy-dinh/", rehearsals.rehearsal_of_set, name="rehearsal_of_set"),
    path("dien-tap/<int:pk>/", rehearsals.rehearsal, name="rehearsal"),
    path("dien-tap/<int:pk>/chay-lai/", rehearsals.rehearsal_again, name="rehearsal_again"),
]
