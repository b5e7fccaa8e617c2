import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import modelformset_factory
from django.utils import timezone

from campaigns.models import Department, StaffMember
from tests.factories import PASSWORD, make_department, make_person, make_user
from thidua.forms import (
    ConfirmWordForm,
    DateField,
    DateTimeField,
    DecimalField,
    IntegerField,
    MoneyField,
    PersonField,
    PlainForm,
    ReasonForm,
    RowsField,
    save_rows,
)
from thidua.models import AuditEntry, Holiday, Institution


def errors_of(field: forms.Field, value, label: str = "Ngày sinh") -> list[str]:
    """What a form with this one field says about the value."""
    return one_field(field, value, label).errors.get("x", [])


def one_field(field: forms.Field, value, label: str = "Ngày sinh") -> forms.Form:
    field.label = label
    return type("One", (PlainForm, forms.Form), {"x": field})({"x": value})


def cleaned(field: forms.Field, value):
    form = one_field(field, value)
    assert form.errors == {}
    return form.cleaned_data["x"]


@pytest.mark.parametrize(
    "typed", ["25/09/1985", "25/9/1985", "25-09-1985", "25.9.1985", "25091985", "1985-09-25", " 25/09/1985 "]
)
def test_dates_as_hands_type_them(typed):
    assert cleaned(DateField(), typed) == date(1985, 9, 25)


def test_buttons_offer_no_nothing():
    kind = forms.ChoiceField(choices=[("", "---------"), ("a", "Cách một")], widget=forms.RadioSelect)
    form = type("Buttons", (PlainForm, forms.Form), {"x": kind})()
    assert form.fields["x"].choices == [("a", "Cách một")]


def test_ticked_rows_chosen_after_the_form_was_made_are_offered(db):
    person = make_person("Lò Văn Mẫu", make_department("TRUONG", "Trường Mẫu", Department.Kind.SCHOOL))
    form = type("Rows", (PlainForm, forms.Form), {"x": rows_of_people()})()
    form.fields["x"].queryset = StaffMember.objects.all()
    assert [label for _, label in form.fields["x"].choices] == [str(person)]


def rows_of_people() -> RowsField:
    return RowsField(StaffMember.objects.none(), label="Người", widget=forms.CheckboxSelectMultiple)


def test_day_comes_before_month():
    assert cleaned(DateField(), "09/11/2026") == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nhập ngày sinh"),
        ("25/09", "Ngày sinh phải có đủ ngày, tháng, năm"),
        ("hôm nay", "Ngày sinh phải có đủ ngày, tháng, năm"),
        ("25.09.85", "Ngày sinh phải có năm gồm 4 chữ số"),
        ("250985", "Ngày sinh phải có năm gồm 4 chữ số"),
        ("31/02/1985", "Ngày sinh phải là ngày có thật"),
        ("2022-13-01", "Ngày sinh phải là ngày có thật"),
        ("25/09/0985", "Ngày sinh phải có năm từ 1900 đến 2199"),
        ("٢٥/٠٩/١٩٨٥", "Ngày sinh phải có đủ ngày, tháng, năm"),
    ],
)
def test_dates_that_are_refused(typed, said):
    assert errors_of(DateField(), typed) == [said]


def test_date_is_shown_day_first_in_a_text_input():
    class Form(PlainForm, forms.Form):
        x = DateField(label="Ngày sinh", initial=date(1985, 9, 5))

    html = str(Form()["x"])
    assert 'type="text"' in html
    assert 'value="05/09/1985"' in html
    assert 'inputmode="numeric"' in html


@pytest.mark.parametrize(
    "typed", ["14:05, 20/12/2022", "14:05 20/12/2022", "14h05, 20/12/2022", "20/12/2022 14:05", "2022-12-20T14:05"]
)
def test_times_are_local(typed):
    assert cleaned(DateTimeField(), typed) == datetime(2022, 12, 20, 7, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("14h00 ngày 30/12/2023", 14, 0),
        ("14h00, ngày 30/12/2023", 14, 0),
        ("14h 30/12/2023", 14, 0),
        ("14H, 30/12/2023", 14, 0),
        ("9h30 30/12/2023", 9, 30),
        ("9h30, 30/12/2023", 9, 30),
        ("09:30 ngày 30/12/2023", 9, 30),
        ("14:00 30/12/2023", 14, 0),
        ("14 giờ 30 phút ngày 30/12/2023", 14, 30),
        ("14 giờ, 30-12-2023", 14, 0),
        ("30/12/2023 lúc 9h30", 9, 30),
        ("ngày 30/12/2023, 9h", 9, 0),
    ],
)
def test_times_as_papers_write_them(typed, hour, minute):
    local = timezone.localtime(cleaned(DateTimeField(), typed))
    assert (f"{local:%d/%m/%Y}", local.hour, local.minute) == ("30/12/2023", hour, minute)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20/12/2022", "Ngày sinh phải có giờ và phút, ví dụ 14:00, 20/12/2022"),
        ("14h60 ngày 20/12/2022", "Ngày sinh phải là giờ có thật, từ 00:00 đến 23:59"),
        ("14h ngày mai", "Ngày sinh phải có đủ ngày, tháng, năm"),
        ("25:00, 20/12/2022", "Ngày sinh phải là giờ có thật, từ 00:00 đến 23:59"),
        ("14:00, 31/02/2022", "Ngày sinh phải là ngày có thật"),
    ],
)
def test_times_that_are_refused(typed, said):
    assert errors_of(DateTimeField(), typed) == [said]


def test_time_is_shown_as_it_is_typed():
    assert DateTimeField().prepare_value(datetime(2022, 12, 20, 7, 5, tzinfo=UTC)) == "14:05, 20/12/2022"


@pytest.mark.parametrize("typed", ["1490000", "1.490.000", "1.490.000đ", "1.490.000 đồng", "1 490 000"])
def test_money(typed):
    assert cleaned(MoneyField(), typed) == 1_490_000


@pytest.mark.parametrize(
    ("typed", "said"),
    [("1.49", "Ngày sinh chỉ gồm chữ số và dấu chấm"), ("-5", "Ngày sinh phải là số nguyên, từ 0 trở lên")],
)
def test_money_that_is_refused(typed, said):
    assert errors_of(MoneyField(), typed) == [said]


def test_money_is_given_back_with_dots():
    assert MoneyField().prepare_value(1_490_000) == "1.490.000"


def test_whole_numbers():
    assert cleaned(IntegerField(), "1.234") == 1234
    assert errors_of(IntegerField(min_value=1), "0", "Số lượng") == ["Số lượng phải là số nguyên, từ 1 trở lên"]
    assert errors_of(IntegerField(min_value=1), "1,5", "Số lượng") == ["Số lượng phải là số nguyên, từ 1 trở lên"]
    assert errors_of(IntegerField(max_value=9), "10", "Số lượng") == ["Số lượng nhiều nhất là 9"]
    assert IntegerField().prepare_value(2022) == 2022


@pytest.mark.parametrize(
    ("typed", "value"), [("12,5", "12.5"), ("12.5", "12.5"), ("1.234,5", "1234.5"), ("1.234", "1234")]
)
def test_decimals_with_a_comma(typed, value):
    assert cleaned(DecimalField(), typed) == Decimal(value)


def test_decimal_is_given_back_with_a_comma():
    assert DecimalField().prepare_value(Decimal("12.50")) == "12,5"
    assert DecimalField().prepare_value(Decimal("100.00")) == "100"
    assert errors_of(DecimalField(), "mười", "Tỷ lệ") == ["Tỷ lệ phải là số"]


class WordsForm(PlainForm, forms.Form):
    name = forms.CharField(label="Họ và tên", max_length=10)
    note = forms.CharField(label="Ghi chú", required=False)
    report = forms.CharField(label="Báo cáo", widget=forms.Textarea)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")])
    titles = forms.MultipleChoiceField(label="Danh hiệu", choices=[("a", "A")])
    file = forms.FileField(label="Báo cáo thành tích")
    mail = forms.EmailField(label="Thư điện tử")
    agreed = forms.BooleanField(label="Đã đọc")


def test_what_an_empty_form_says():
    assert {name: texts[0] for name, texts in WordsForm({}).errors.items()} == {
        "name": "Nhập họ và tên",
        "report": "Ghi báo cáo",
        "kind": "Chọn loại",
        "titles": "Chọn ít nhất một danh hiệu",
        "file": "Chọn tệp báo cáo thành tích",
        "mail": "Nhập thư điện tử",
        "agreed": "Đánh dấu đã đọc",
    }


def test_what_wrong_input_is_told():
    data = {"name": "x" * 12, "note": "y" * 20_001, "kind": "b", "titles": ["b"], "mail": "x"}
    errors = WordsForm(data, {"file": SimpleUploadedFile("a.pdf", b"")}).errors
    assert errors["name"] == ["Họ và tên dài 12 ký tự; nhiều nhất 10 ký tự, cần bớt 2 ký tự"]
    assert errors["note"] == ["Ghi chú dài 20.001 ký tự; nhiều nhất 20.000 ký tự, cần bớt 1 ký tự"]
    assert errors["kind"] == ["Loại: chọn trong danh sách"]
    assert errors["titles"] == ["Danh hiệu: chọn trong danh sách"]
    assert errors["file"] == ["Tệp trống"]
    assert errors["mail"] == ["Thư điện tử phải có dạng ten@coquan.vn"]


def test_only_optional_fields_are_marked():
    form = WordsForm()
    assert form["note"].label == "Ghi chú (không bắt buộc)"
    assert form["name"].label == "Họ và tên"
    html = str(form["name"])
    assert " required" not in html
    assert "maxlength" not in html


def test_filters_mark_nothing():
    class Filter(PlainForm, forms.Form):
        marks_optional = False
        name = forms.CharField(label="Tên", required=False)

    assert Filter()["name"].label == "Tên"


def test_an_error_text_chosen_for_a_field_stays():
    field = forms.IntegerField(error_messages={"required": "Ghi số người có mặt"})
    assert errors_of(field, "") == ["Ghi số người có mặt"]


def test_text_is_composed_and_trimmed_and_comes_back_so():
    form = one_field(forms.CharField(), "  " + unicodedata.normalize("NFD", "Nguyễn Thị Ẵm "))
    assert form.is_valid()
    assert form.cleaned_data["x"] == "Nguyễn Thị Ẵm"
    assert unicodedata.is_normalized("NFC", form["x"].value())


def test_groups_become_fieldsets():
    class Grouped(WordsForm):
        groups = {"Người được đề nghị": ["name", "note"]}

    sets = Grouped().helper.layout.fields
    assert sets[0].legend == "Người được đề nghị"
    assert sets[0].fields == ["name", "note"]
    assert sets[1:] == ["report", "kind", "titles", "file", "mail", "agreed"]
    assert Grouped().helper.form_tag is False


def test_reason_names_the_act():
    assert ReasonForm({}, act="trả lại").errors == {"reason": ["Ghi lý do trả lại"]}
    form = ReasonForm({"reason": " Thiếu minh chứng "})
    assert form.is_valid()
    assert form.cleaned_data == {"reason": "Thiếu minh chứng"}


@pytest.mark.parametrize("typed", ["KIỂM PHIẾU", "kiểm phiếu", "kiem phieu", " Kiem  Phieu "])
def test_confirm_word_ignores_case_and_marks(typed):
    assert ConfirmWordForm({"word": typed}, word="KIỂM PHIẾU").is_valid()


@pytest.mark.parametrize("typed", ["", "kiểm", "có"])
def test_wrong_confirm_word(typed):
    form = ConfirmWordForm({"word": typed}, word="KIỂM PHIẾU")
    assert form.errors == {"word": ["Gõ đúng chữ KIỂM PHIẾU để xác nhận"]}


class HolidayForm(PlainForm, forms.ModelForm):
    class Meta:
        model = Holiday
        fields = ["day", "is_day_off", "name"]


@pytest.mark.django_db
def test_saving_leaves_one_line_with_what_changed():
    user = make_user("lan")
    form = HolidayForm({"day": "02/09/2022", "is_day_off": "on", "name": "Quốc khánh"})
    holiday = form.save(by=user)
    form = HolidayForm({"day": "03/09/2022", "is_day_off": "on", "name": "Quốc khánh"}, instance=holiday)
    form.save(by=user)
    HolidayForm({"day": "03/09/2022", "is_day_off": "on", "name": "Quốc khánh"}, instance=holiday).save(by=user)
    lines = list(AuditEntry.objects.order_by("pk").values_list("verb", "before", "after"))
    assert lines == [
        ("holiday.create", {}, {"day": "2022-09-02", "name": "Quốc khánh"}),
        ("holiday.change", {"day": "2022-09-02"}, {"day": "2022-09-03"}),
    ]
    assert Holiday.objects.get().day == date(2022, 9, 3)


@pytest.mark.django_db
def test_saving_writes_only_what_was_changed_in_the_form():
    """Meanwhile somebody else changed another column of the row; a form that changes nothing writes nothing."""
    user = make_user("lan")
    stale = Holiday.objects.create(day=date(2022, 9, 2), name="Quốc khánh")
    Holiday.objects.update(name="Ngày Quốc khánh")
    data = {"day": "03/09/2022", "is_day_off": "on", "name": "Quốc khánh"}
    HolidayForm(data, instance=stale).save(by=user)
    row = Holiday.objects.get()
    assert (row.day, row.name) == (date(2022, 9, 3), "Ngày Quốc khánh")
    Holiday.objects.update(day=date(2022, 9, 1))
    HolidayForm(data, instance=stale).save(by=user)
    assert Holiday.objects.get().day == date(2022, 9, 1)


@pytest.mark.django_db
def test_saving_without_a_person_is_a_mistake_of_ours():
    form = HolidayForm({"day": "02/09/2022", "name": "Quốc khánh"})
    with pytest.raises(TypeError):
        form.save()
    assert Holiday.objects.count() == 0


@pytest.mark.django_db
def test_rows_leave_one_line_on_their_owner(reference):
    user, institution = make_user("lan"), Institution.objects.get()
    rows = modelformset_factory(Holiday, form=HolidayForm, can_delete=True)
    counts = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    data = {"form-0-day": "02/09/2022", "form-0-name": "Quốc khánh", "form-1-is_day_off": "on"}
    formset = rows(counts | data, queryset=Holiday.objects.none())
    assert formset.is_valid()
    assert save_rows(formset, of=institution, by=user) is True
    line = AuditEntry.objects.get()
    assert (line.verb, line.after) == ("institution.change_rows", {"written": ["02/09/2022: Quốc khánh"]})


@pytest.mark.django_db
class TestPersonField:
    def field(self):
        return PersonField(StaffMember.objects.all())

    def test_by_code_or_by_a_name_that_only_one_has(self, school):
        hoa = school.lecturer
        for typed in (hoa.code, hoa.code.lower(), "nguyen thi hoa", f"{hoa.code} – {hoa}"):
            assert cleaned(self.field(), typed) == hoa

    def test_several_are_listed(self, school):
        (said,) = errors_of(self.field(), "văn")
        assert said.startswith("Nhiều người khớp “văn”: ")
        assert f"{school.head.code} – {school.head}" in said

    def test_a_whole_name_wins_over_names_it_is_a_part_of(self, school):
        for part in ("Nguyễn Thị Hoa Mai", "Nguyễn Thị Hoàn"):
            make_person(part, school.faculty)
        for typed in ("Nguyễn Thị Hoa", "nguyễn thị hoa", "nguyen thi hoa"):
            assert cleaned(self.field(), typed) == school.lecturer
        hoa = make_person("Nguyễn Thị Hỏa", school.faculty)
        assert cleaned(self.field(), "Nguyễn Thị Hoa") == school.lecturer
        assert cleaned(self.field(), "Nguyễn Thị Hỏa") == hoa
        (said,) = errors_of(self.field(), "nguyen thi hoa")
        assert said.count("Nguyễn Thị H") == 2

    def test_nobody(self, school):
        assert errors_of(self.field(), "zzz") == ["Không tìm thấy ai khớp “zzz”; nhập mã cán bộ hoặc họ và tên"]
        assert errors_of(self.field(), "", "Người được đề nghị") == ["Nhập người được đề nghị"]

    def test_shows_the_chosen_one_and_keeps_what_was_typed(self, school):
        hoa = school.lecturer
        assert self.field().prepare_value(hoa.pk) == f"{hoa.code} – {hoa}"
        assert one_field(self.field(), str(hoa.pk))["x"].value() == str(hoa.pk)

    def test_loads_no_table(self, school, django_assert_num_queries):
        form = type("One", (PlainForm, forms.Form), {"x": self.field()})()
        with django_assert_num_queries(0):
            str(form["x"])


@pytest.mark.django_db
class TestSigningIn:
    @pytest.fixture(autouse=True)
    def _pages(self, sample_pages):
        cache.clear()
        make_user("mau")

    def attempt(self, client, password, username="mau", **more):
        return client.post("/dang-nhap/", {"username": username, "password": password, **more})

    def test_right_and_wrong(self, client):
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in self.attempt(client, "sai").content.decode()
        assert self.attempt(client, PASSWORD)["Location"] == "/"

    def test_empty(self, client):
        html = self.attempt(client, "", username="").content.decode()
        assert "Nhập tên đăng nhập" in html
        assert "Nhập mật khẩu" in html

    def test_five_wrong_tries_lock_this_name_from_this_address_only(self, client):
        make_user("khac")
        for _ in range(5):
            self.attempt(client, "sai")
        locked = "Đã nhập sai 5 lần; đăng nhập lại sau 15 phút hoặc liên hệ quản trị"
        assert locked in self.attempt(client, PASSWORD).content.decode()
        assert locked in self.attempt(client, PASSWORD, username="MAU").content.decode()
        assert self.attempt(client, PASSWORD, username="khac").status_code == 302
        client.logout()
        client.defaults["REMOTE_ADDR"] = "10.0.0.9"
        assert self.attempt(client, PASSWORD).status_code == 302

    def test_an_empty_password_does_not_reset_the_count(self, client):
        for password in ("sai", "sai", "sai", "sai", "", "sai"):
            self.attempt(client, password)
        assert "Đã nhập sai 5 lần" in self.attempt(client, PASSWORD).content.decode()

    def test_shared_machine_forgets_with_the_browser(self, client):
        response = self.attempt(client, PASSWORD, shared_machine="on")
        assert response.cookies["sessionid"]["max-age"] == ""

    def test_own_machine_remembers(self, client):
        assert self.attempt(client, PASSWORD).cookies["sessionid"]["max-age"] == 86400
