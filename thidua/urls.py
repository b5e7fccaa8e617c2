"""Every address of the program. With settings.py the only file of the foundation that names both apps."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from thidua import views
from thidua.forms import ChangePasswordForm, SignInForm

admin.site.site_header = admin.site.site_title = "Thi Đua – Quản trị"
admin.site.index_title = "Dữ liệu"

handler400 = "thidua.views.bad_request"
handler403 = "thidua.views.forbidden"
handler404 = "thidua.views.not_found"
handler500 = "thidua.views.server_error"

urlpatterns = [
    path(
        "dang-nhap/",
        auth_views.LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="sign_in",
    ),
    path("dang-xuat/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("doi-mat-khau/", auth_views.PasswordChangeView.as_view(form_class=ChangePasswordForm), name="password_change"),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("tro-giup/", views.help_page, name="help"),
    path("suc-khoe/", views.health, name="health"),
    path("he-thong/", views.system_page, name="system"),
    path("dong-ho/", views.advance_clock, name="advance_clock"),
    path("admin/", admin.site.urls),
    path("", include("campaigns.urls")),
    path("", include("awards.urls")),
]
