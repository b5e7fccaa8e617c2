"""The forms of the door: name and password, the code of the second step, a new password."""

from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.db import transaction

from thidua import clock, second_factor
from thidua.audit import audit
from thidua.forms import PlainForm
from thidua.ratelimit import WrongTries, address_of
from thidua.vietnamese import vdate

# A school has one address: wide enough that a minute of typing shuts nobody else out; each name has its own limit.
BY_ADDRESS = WrongTries("sign-in", allowed=200, seconds=5 * 60)
WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng"


class SignInForm(PlainForm, auth_forms.AuthenticationForm):
    error_messages = {"invalid_login": WRONG, "inactive": WRONG}
    LOCKED = "Đã nhập sai 5 lần; đăng nhập lại sau 15 phút hoặc liên hệ quản trị"
    TOO_MANY = "Từ mạng này đã có quá nhiều lần nhập sai; đăng nhập lại sau 5 phút hoặc liên hệ quản trị"
    shared_machine = forms.BooleanField(label="Máy dùng chung: tự đăng xuất khi đóng trình duyệt", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label, self.fields["password"].label = "Tên đăng nhập", "Mật khẩu"
        self.fields["username"].error_messages["required"] = "Nhập tên đăng nhập"
        self.fields["password"].error_messages["required"] = "Nhập mật khẩu"

    def clean(self) -> dict[str, Any]:
        """The same answer, the same lock-out and one hash for a name that exists and for one that does not."""
        address = address_of(self.request)
        if BY_ADDRESS.is_blocked(address):
            raise ValidationError(self.TOO_MANY, code="too_many")
        try:
            cleaned = super().clean()
        except ValidationError as refused:
            if refused.code == "expired":
                raise
            BY_ADDRESS.count(address)
            if getattr(self.request, "axes_locked_out", False):
                raise ValidationError(self.LOCKED, code="locked") from None
            raise
        if cleaned.get("shared_machine"):
            self.request.session.set_expiry(0)
        return cleaned

    def confirm_login_allowed(self, user: Any) -> None:
        """Asked only after a right password: a one-time password is good for two weeks."""
        super().confirm_login_allowed(user)
        last = user.password_expires_on
        if last and last < clock.today():
            raise ValidationError(
                f"Mật khẩu một lần đã hết hạn ngày {vdate(last)}; đề nghị Thường trực Hội đồng đặt lại mật khẩu",
                code="expired",
            )


class CodeForm(PlainForm, forms.Form):
    """The second step: six digits from the telephone, or a recovery code."""

    code = forms.CharField(
        label="Mã",
        max_length=40,
        help_text="Sáu chữ số đang hiện trên điện thoại, hoặc một mã dự phòng.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "size": "16"}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        with second_factor.counting(self.user):
            if not second_factor.accepts(self.user, self.cleaned_data["code"]):
                raise ValidationError(
                    "Mã chưa đúng hoặc đã dùng; chờ mã mới trên điện thoại rồi nhập lại", code="wrong"
                )
        return self.cleaned_data["code"]


class ProofForm(PlainForm, forms.Form):
    """Password and code, before the second factor is set up, turned off or given new codes."""

    WRONG = "Mật khẩu hoặc mã chưa đúng; chờ mã mới trên điện thoại rồi nhập lại"
    code = CodeForm.base_fields["code"]
    password = forms.CharField(
        label="Mật khẩu", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, user: Any, to_confirm: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.to_confirm = user, to_confirm
        if to_confirm:
            self.fields["code"].help_text = "Sáu chữ số đang hiện trên điện thoại."

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        accepts = second_factor.accepts_first if self.to_confirm else second_factor.accepts
        with second_factor.counting(self.user):
            right = self.user.check_password(self.cleaned_data["password"])
            if not right or not accepts(self.user, self.cleaned_data["code"]):
                raise ValidationError(self.WRONG, code="wrong")
        return self.cleaned_data


class ChangePasswordForm(PlainForm, auth_forms.PasswordChangeForm):
    error_messages = {
        "password_mismatch": "Hai lần nhập mật khẩu mới chưa giống nhau",
        "password_incorrect": "Mật khẩu hiện tại chưa đúng",
    }

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        if user.must_change_password:
            self.fields["old_password"].label = "Mật khẩu một lần, ghi trên phiếu"
            self.fields["old_password"].error_messages["required"] = "Nhập mật khẩu một lần"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", "Mật khẩu mới phải khác mật khẩu hiện tại")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Whoever changes a password changes their own; what was told about the old one has been read."""
        user = self.user
        user.set_password(self.cleaned_data["new_password1"])  # hashed before the transaction
        user.must_change_password, user.password_expires_on, user.notice = False, None, ""
        with transaction.atomic():
            user.save(update_fields=["password", "must_change_password", "password_expires_on", "notice"])
            audit(user, "change_password", by=user)
        return user
