from django.urls import path

from campaigns.views import account_acts, accounts

urlpatterns = [
    path("tai-khoan/", accounts.account_list, name="account_list"),
    path("tai-khoan/lap/", accounts.account_open, name="account_open"),
    path("tai-khoan/bat-buoc-hai-buoc/", accounts.require_second_factor, name="require_second_factor"),
    path("tai-khoan/<int:pk>/", accounts.account, name="account"),
    path("tai-khoan/<int:pk>/dat-lai/", account_acts.account_reset, name="account_reset"),
    path("tai-khoan/<int:pk>/khoa/", account_acts.account_lock, name="account_lock"),
    path("tai-khoan/<int:pk>/mo-khoa/", account_acts.account_unlock, name="account_unlock"),
    path("tai-khoan/<int:pk>/bo-cho/", account_acts.account_lift_wait, name="account_lift_wait"),
    path("tai-khoan/<int:pk>/go-hai-buoc/", account_acts.account_two_steps_off, name="account_two_steps_off"),
]
