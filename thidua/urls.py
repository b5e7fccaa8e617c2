"""Every address of the program. With settings.py the only file of the foundation that names both apps."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from thidua import sign_in, views

admin.site.site_header = admin.site.site_title = "Thi Đua – Quản trị"
admin.site.index_title = "Dữ liệu"

handler400 = "thidua.views.bad_request"
handler403 = "thidua.views.forbidden"
handler404 = "thidua.views.not_found"
handler500 = "thidua.views.server_error"

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/ma/", sign_in.second_step, name="second_step"),
    path("dang-xuat/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("xac-thuc-hai-buoc/", sign_in.second_factor_page, name="second_factor"),
    path("xac-thuc-hai-buoc/bat-dau/", sign_in.second_factor_begin, name="second_factor_begin"),
    path("xac-thuc-hai-buoc/xac-nhan/", sign_in.second_factor_confirm, name="second_factor_confirm"),
    path("xac-thuc-hai-buoc/ma-moi/", sign_in.second_factor_codes, name="second_factor_codes"),
    path("xac-thuc-hai-buoc/tat/", sign_in.second_factor_off, name="second_factor_off"),
    path("doi-mat-khau/", sign_in.password_change, name="password_change"),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("tro-giup/", views.help_page, name="help"),
    path("suc-khoe/", views.health, name="health"),
    path("he-thong/", views.system_page, name="system"),
    path("dong-ho/", views.advance_clock, name="advance_clock"),
    path("admin/", admin.site.urls),
    path("", include("campaigns.urls")),
    path("", include("awards.urls")),
]
