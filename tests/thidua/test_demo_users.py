"""The program does not start with demo accounts once DEMO is off."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.factories import make_user
from thidua.demo_users import demo_users, refuse_to_start_with_demo_users

pytestmark = pytest.mark.django_db


def test_demo_accounts_stop_a_real_start(settings):
    make_user("thuongtruc")
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_to_start_with_demo_users()
    assert str(refusal.value) == (
        "DEMO=0 nhưng cơ sở dữ liệu còn tài khoản mẫu: thuongtruc. "
        "Dùng cơ sở dữ liệu khác, hoặc đổi mật khẩu hay khóa các tài khoản đó."
    )


def test_the_same_name_with_an_own_password_is_fine(settings):
    user = make_user("thuongtruc")
    user.set_password("mật-khẩu-riêng-của-trường")
    user.save()
    settings.DEMO = False
    assert demo_users() == []
    assert refuse_to_start_with_demo_users() is None


def test_a_demo_starts_with_them():
    make_user("thuongtruc")
    assert demo_users() == ["thuongtruc"]
    assert refuse_to_start_with_demo_users() is None
