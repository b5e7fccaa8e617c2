from django.urls import path

from campaigns.views import institution, setting_up

urlpatterns = [
    path("thiet-lap/", setting_up.setup, name="setup"),
    path("thiet-lap/kiem-tra/", setting_up.setup_check, name="setup_check"),
    path("thiet-lap/hoan-tat/", setting_up.setup_finish, name="setup_finish"),
    path("thiet-lap/<slug:slug>/", setting_up.setup_page, name="setup_page"),
    path("co-quan/", institution.institution, name="institution"),
]
