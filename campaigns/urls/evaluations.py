from django.urls import path

from campaigns.views import evaluation_lists, evaluations, result_proofs

PHASE = "danh-gia/dot/<int:phase_pk>/"

urlpatterns = [
    path(PHASE, evaluation_lists.evaluation_list, name="evaluation_list"),
    path(f"{PHASE}xac-nhan/", evaluation_lists.evaluations_confirm, name="evaluations_confirm"),
    path(f"{PHASE}cua-toi/", evaluations.my_evaluation, name="my_evaluation"),
    path(f"{PHASE}cua-toi/bat-dau/", evaluations.my_evaluation_begin, name="my_evaluation_begin"),
    path(f"{PHASE}don-vi/<int:department_pk>/", evaluations.unit_evaluation, name="unit_evaluation"),
    path(
        f"{PHASE}don-vi/<int:department_pk>/bat-dau/",
        evaluations.unit_evaluation_begin,
        name="unit_evaluation_begin",
    ),
    path("danh-gia/<int:pk>/", evaluations.evaluation, name="evaluation"),
    path("danh-gia/<int:pk>/sua/", evaluations.evaluation_edit, name="evaluation_edit"),
    path("danh-gia/<int:pk>/gui/", evaluations.evaluation_self_assess, name="evaluation_self_assess"),
    path("danh-gia/<int:pk>/rut-lai/", evaluations.evaluation_take_back, name="evaluation_take_back"),
    path("danh-gia/<int:pk>/xac-nhan/", evaluations.evaluation_confirm, name="evaluation_confirm"),
    path("danh-gia/<int:pk>/minh-chung/<int:target_pk>/them/", result_proofs.result_proof_add, name="result_proof_add"),
    path("minh-chung-ket-qua/<int:pk>/", result_proofs.result_proof, name="result_proof"),
    path("minh-chung-ket-qua/<int:pk>/bo/", result_proofs.result_proof_remove, name="result_proof_remove"),
    path("danh-gia/<int:pk>/mo-lai/", evaluations.evaluation_reopen, name="evaluation_reopen"),
]
