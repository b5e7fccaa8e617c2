from django.urls import path

from awards.views import base_salaries, law_watch, legal_texts, parameters

urlpatterns = [
    path("van-ban-phap-ly/", legal_texts.legal_text_list, name="legal_text_list"),
    path("van-ban-phap-ly/them/", legal_texts.legal_text_add, name="legal_text_add"),
    path("van-ban-phap-ly/<int:pk>/", legal_texts.legal_text, name="legal_text"),
    path("van-ban-phap-ly/<int:pk>/sua/", legal_texts.legal_text_edit, name="legal_text_edit"),
    path("van-ban-phap-ly/<int:pk>/kiem-tra/", legal_texts.legal_text_check, name="legal_text_check"),
    path("van-ban-phap-ly/<int:pk>/het-hieu-luc/", legal_texts.legal_text_close, name="legal_text_close"),
    path("luong-co-so/", base_salaries.base_salary_list, name="base_salary_list"),
    path("luong-co-so/them/", base_salaries.base_salary_add, name="base_salary_add"),
    path("luong-co-so/<int:pk>/sua/", base_salaries.base_salary_edit, name="base_salary_edit"),
    path("luong-co-so/<int:pk>/doi-chieu/", base_salaries.base_salary_confirm, name="base_salary_confirm"),
    path("kiem-tra-phap-ly/", law_watch.law_check, name="law_check"),
    path("tham-so/", parameters.parameter_list, name="parameter_list"),
    path("tham-so/xac-nhan/", parameters.parameters_confirm, name="parameters_confirm"),
    path("tham-so/xac-nhan/ghi/", parameters.parameters_confirm_save, name="parameters_confirm_save"),
    path("tham-so/gia-tri/<int:pk>/", parameters.parameter_row, name="parameter_row"),
    path("tham-so/<str:code>/<str:key>/", parameters.parameter, name="parameter"),
    path("tham-so/<str:code>/<str:key>/doi/", parameters.parameter_change, name="parameter_change"),
    path("tham-so/<str:code>/<str:key>/doi/ghi/", parameters.parameter_change_save, name="parameter_change_save"),
    path("tham-so/<str:code>/<str:key>/xac-nhan/", parameters.parameter_confirm, name="parameter_confirm"),
    path("tham-so/<str:code>/<str:key>/thoi-ap-dung/", parameters.parameter_end, name="parameter_end"),
]
