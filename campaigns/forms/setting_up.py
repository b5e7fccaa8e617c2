"""What the set-up asks, a subject a page: names, the head of a paper, papers, units, who signs, accounts.

Every form reads the draft (texts typed on the other pages) as `draft`; nothing is written before the last page.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from campaigns.forms.institution import HEAD, NAMES, PAPERS, WORDS
from campaigns.models import Department, Posting, StaffMember
from thidua.forms import DateField, IntegerField, PlainForm
from thidua.institutions import parent_lines
from thidua.models import Institution, User
from thidua.rows import Rows
from thidua.vietnamese import lower_first

ROOT, BOARD = "TRUONG", "BLD"
UNIT_KINDS = [(kind.value, kind.label) for kind in (Department.Kind.FACULTY, Department.Kind.OFFICE)]
GENDERS = [("", "---------"), *StaffMember.Gender.choices]
HEAD_SIGNS = [(Posting.SignsAs.HEAD.value, "Người đứng đầu"), (Posting.SignsAs.Q.value, "Q. (quyền)")]
TAKEN = "Mã {} đã dùng cho người khác; mỗi người một mã"
NEW_PASSWORD = {"autocomplete": "new-password"}


class Asking(PlainForm):
    def __init__(self, *args: Any, draft: dict[str, Any], **kwargs: Any) -> None:
        self.draft = draft
        super().__init__(*args, **kwargs)


class CodeForm(PlainForm, forms.Form):
    code = forms.CharField(
        label="Mã thiết lập",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": "20"}),
        help_text="Ví dụ: K7QM-03XB-9TRD. Người cài đặt lấy mã bằng lệnh “manage.py setup_code” trên máy chủ.",
    )


class NamesForm(Asking, forms.ModelForm):
    founded_on = DateField(
        label="Ngày thành lập", help_text="Các đơn vị có từ ngày này. Ví dụ: 08/06/2006; chưa rõ ngày thì ghi 01/01."
    )

    class Meta:
        model = Institution
        fields = NAMES
        labels, help_texts = WORDS


class HeadForm(Asking, forms.ModelForm):
    class Meta:
        model = Institution
        fields = HEAD
        labels, help_texts = WORDS
        widgets: ClassVar = {
            "letterhead": forms.RadioSelect,
            "parent_lines": forms.Textarea(attrs={"rows": 2}),
            "issuer_lines": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuer_lines"].required = False
        self.fields["parent_lines"].help_text = "Để trống thì lấy theo mẫu và địa danh. Mỗi dòng in là một dòng."
        self.fields["issuer_lines"].help_text = "Để trống thì in tên cơ quan bằng chữ in hoa. Mỗi dòng in là một dòng."

    def clean(self) -> dict[str, Any]:
        """Lines left empty are worked out from the names already given."""
        cleaned = super().clean()
        if not self.errors:
            given = cleaned.get("parent_lines", "").strip()
            cleaned["parent_lines"] = given or parent_lines(cleaned["letterhead"], cleaned["place"])
            cleaned["issuer_lines"] = cleaned.get("issuer_lines", "").strip() or self._name().upper()
        return cleaned

    def _name(self) -> str:
        return str(self.draft.get("ten", {}).get("name", "")).strip()


class PapersForm(Asking, forms.ModelForm):
    class Meta:
        model = Institution
        fields = PAPERS
        labels, help_texts = WORDS


class BoardForm(Asking, forms.Form):
    board_name = forms.CharField(
        label="Tên của ban lãnh đạo",
        max_length=160,
        initial="Ban Lãnh đạo",
        help_text="Đơn vị của người đứng đầu và cấp phó. Ví dụ: Ban Giám hiệu. Đơn vị gốc mang tên cơ quan, tự có.",
    )


class UnitRow(Asking, forms.Form):
    code = forms.CharField(label="Mã", max_length=20, widget=forms.TextInput(attrs={"size": "8"}))
    name = forms.CharField(label="Tên", max_length=160)
    short_name = forms.CharField(label="Tên ngắn", max_length=60, required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "---------"), *UNIT_KINDS])
    order = IntegerField(label="Thứ tự", required=False, min_value=1, max_value=999)

    marks_optional = False

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        if code in (ROOT, BOARD):
            whose = "đơn vị gốc" if code == ROOT else "ban lãnh đạo"
            raise ValidationError(f"Mã {code} dành cho {whose}; chọn mã khác")
        return code


class CodedRows(Rows):
    code_taken = ""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        codes = [row["code"] for row in self.filled]
        if twice := next((code for code in codes if codes.count(code) > 1), ""):
            raise ValidationError(self.code_taken.format(twice))


class UnitRowsBase(CodedRows):
    code_taken = "Mã đơn vị {} có ở hai dòng; mỗi đơn vị một mã"

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and not self.filled:
            raise ValidationError("Nhập ít nhất một khoa hoặc phòng")


class PersonPart(Asking):
    """Fields of a person of the board; the post is asked under another name in each place."""

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, joined = cleaned.get("starts_on"), cleaned.get("joined_on")
        if since and joined and since < joined:
            self.add_error("starts_on", f"{self.fields['starts_on'].label} phải từ ngày vào cơ quan trở đi")
        return cleaned


def code_field(number: int) -> forms.CharField:
    return forms.CharField(label="Mã cán bộ", max_length=20, initial=f"CB{number:04d}" if number else "")


class HeadPersonForm(PersonPart, forms.Form):
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    gender = forms.ChoiceField(label="Giới tính", choices=GENDERS)
    code = code_field(1)
    post = forms.CharField(label="Chức vụ", max_length=120)
    signs_as = forms.ChoiceField(label="Ký với tư cách", choices=HEAD_SIGNS)
    joined_on = DateField(label="Vào cơ quan ngày")
    starts_on = DateField(label="Giữ chức vụ từ ngày")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].initial = self.draft.get("ten", {}).get("head_title", "")


class DeputyRow(PersonPart, forms.Form):
    marks_optional = False
    code = code_field(0)
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    gender = forms.ChoiceField(label="Giới tính", choices=GENDERS)
    post = forms.CharField(label="Chức vụ", max_length=120)
    joined_on = DateField(label="Vào cơ quan ngày")
    starts_on = DateField(label="Giữ chức vụ từ ngày")


class DeputyRowsBase(CodedRows):
    code_taken = TAKEN


class AccountsForm(PersonPart, forms.Form):
    """The clerk with an account, and the administrator's: an own one, or the clerk's.

    Passwords are never kept as typed: `hashes` of the draft says which of them were chosen on this page before.
    """

    full_name = forms.CharField(label="Họ và tên", max_length=120)
    gender = forms.ChoiceField(label="Giới tính", choices=GENDERS)
    code = code_field(2)
    department = forms.ChoiceField(label="Đơn vị")
    post = forms.CharField(label="Chức vụ", max_length=120, initial="Chuyên viên")
    joined_on = DateField(label="Vào cơ quan ngày")
    username = forms.CharField(label="Tên đăng nhập", max_length=150)
    password1 = forms.CharField(label="Mật khẩu", widget=forms.PasswordInput(attrs=NEW_PASSWORD), strip=False)
    password2 = forms.CharField(label="Nhập lại mật khẩu", widget=forms.PasswordInput(attrs=NEW_PASSWORD), strip=False)
    is_administrator = forms.BooleanField(
        label="Thường trực cũng là quản trị của phần mềm (bỏ trống các ô dưới đây)", required=False
    )
    admin_name = forms.CharField(label="Họ và tên người quản trị", max_length=120, required=False)
    admin_username = forms.CharField(label="Tên đăng nhập của quản trị", max_length=150, required=False)
    admin_password1 = forms.CharField(
        label="Mật khẩu của quản trị", widget=forms.PasswordInput(attrs=NEW_PASSWORD), strip=False, required=False
    )
    admin_password2 = forms.CharField(
        label="Nhập lại mật khẩu của quản trị",
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        strip=False,
        required=False,
    )

    CLERK: ClassVar = ["full_name", "gender", "code", "department", "post", "joined_on", "username"]
    ADMIN: ClassVar = ["is_administrator", "admin_name", "admin_username", "admin_password1", "admin_password2"]
    groups: ClassVar = {
        "Thường trực Hội đồng": [*CLERK, "password1", "password2"],
        "Quản trị: lập tài khoản, giữ văn bản pháp lý và tham số": ADMIN,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hashes = self.draft.get("hashes", {})
        self.fields["department"].choices = self._units()
        for name in self.ADMIN[1:]:
            self.fields[name].label = self.fields[name].label.removesuffix(" (không bắt buộc)")
        for whose, first in (("clerk", "password"), ("administrator", "admin_password")):
            if whose in self.hashes:
                self.fields[f"{first}1"].required = self.fields[f"{first}2"].required = False
                self.fields[f"{first}1"].help_text = "Đã chọn mật khẩu; để trống thì giữ mật khẩu đó."

    def _units(self) -> list[tuple[str, str]]:
        typed = self.draft.get("don-vi", {})
        rows = [(typed.get(f"rows-{n}-code", ""), typed.get(f"rows-{n}-name", "")) for n in range(UnitRows.max_num)]
        named = [(code.strip().upper(), name) for code, name in rows if code.strip() and name.strip()]
        return [("", "---------"), *named, (BOARD, typed.get("board_name", "Ban Lãnh đạo"))]

    def clean_code(self) -> str:
        code = super().clean_code()
        typed = self.draft.get("nguoi-ky", {})
        taken = [text.strip().upper() for name, text in typed.items() if name == "code" or name.endswith("-code")]
        if code in taken:
            raise ValidationError(TAKEN.format(code))
        return code

    def clean_username(self) -> str:
        return self._free(self.cleaned_data["username"])

    def clean_admin_username(self) -> str:
        return self._free(self.cleaned_data["admin_username"])

    def _free(self, username: str) -> str:
        if username:
            User.username_validator(username)
        if User.objects.filter(username=username).exists():
            raise ValidationError("Tên đăng nhập này đã có; chọn tên khác")
        return username

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_password("password", cleaned.get("username", ""), cleaned.get("full_name", ""))
        if cleaned.get("is_administrator"):
            return cleaned
        for name in ("admin_name", "admin_username"):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, f"Nhập {lower_first(self.fields[name].label)}")
        if cleaned.get("admin_username") and cleaned["admin_username"] == cleaned.get("username"):
            self.add_error("admin_username", "Hai tài khoản phải có tên khác nhau")
        if not cleaned.get("admin_password1") and "administrator" not in self.hashes:
            self.add_error("admin_password1", "Nhập mật khẩu của quản trị")
        self._check_password("admin_password", cleaned.get("admin_username", ""), cleaned.get("admin_name", ""))
        return cleaned

    def _check_password(self, field: str, username: str, full_name: str) -> None:
        first, again = self.cleaned_data.get(f"{field}1"), self.cleaned_data.get(f"{field}2")
        if not first:
            return
        if first != again:
            self.add_error(f"{field}2", "Hai lần nhập mật khẩu chưa giống nhau")
            return
        try:
            validate_password(first, User(username=username, last_name=full_name))
        except ValidationError as weak:
            self.add_error(f"{field}1", weak)


UnitRows = forms.formset_factory(UnitRow, formset=UnitRowsBase, extra=0, max_num=60, validate_max=True)
DeputyRows = forms.formset_factory(DeputyRow, formset=DeputyRowsBase, extra=0, max_num=6, validate_max=True)
