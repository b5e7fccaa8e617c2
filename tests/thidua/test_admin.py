"""The administration: who may enter, accounts and reference rows with their audit lines, nothing in English."""

import gettext
import html
import re
from datetime import date

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.factories import PASSWORD, make_user
from thidua.models import AuditEntry, BaseSalary, Holiday, IssuedDocument, LegalText, Series, User

ENGLISH = re.compile(
    r"\b(the|and|this|add|change|delete|view|save|select|search|filter|home|show|hide|toggle|skip|sidebar|error|"
    r"password|users?|none|yes|no|any date|today|actions?|results?|groups?|entry|entries|breadcrumbs?|enabled?|log)\b",
    re.I,
)


def words_of(response) -> str:
    """What a person reads or hears of a page: text, titles, labels and buttons."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    spoken = re.findall(r'(?:title|aria-label|placeholder|alt)="([^"]*)"', page)
    spoken += re.findall(r'<input type="submit"[^>]*?value="([^"]*)"', page)
    return html.unescape(" | ".join([re.sub(r"<[^>]+>", " ", page), *spoken]))


def english_of(response) -> list[str]:
    return sorted({match[0].lower() for match in ENGLISH.finditer(words_of(response))})


@pytest.fixture
def client(school, sign_in):
    return sign_in(school.administrator)


@pytest.fixture
def issued(school) -> IssuedDocument:
    return IssuedDocument.objects.create(
        kind="decision",
        series=Series.objects.first(),
        year=2022,
        number=7,
        date=date(2022, 3, 1),
        title="Công nhận danh hiệu thi đua",
        signer="Phạm Văn Quang",
        paper={"secret": "lời trong văn bản"},
        sha256="0" * 64,
        issued_at="2022-03-01T08:00:00+07:00",
    )


def change_url(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def list_url(model, **asked) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + (
        f"?{query}" if query else ""
    )


def test_every_list_and_add_page_opens_in_vietnamese(client, issued):
    pages = {}
    for model, model_admin in admin.site._registry.items():
        pages[list_url(model)] = client.get(list_url(model))
        if getattr(model_admin, "may_add", False):
            url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
            pages[url] = client.get(url)
    assert {url: page.status_code for url, page in pages.items() if page.status_code != 200} == {}
    assert {url: found for url, page in pages.items() if (found := english_of(page))} == {}


def test_change_pages_of_the_foundation_open_in_vietnamese(client, school, issued):
    Holiday.objects.create(day=date(2022, 4, 30), name="Nghỉ bù")
    Group.objects.get_or_create(name="Nhóm khác")
    client.post(reverse("admin:thidua_holiday_add"), {"day": "02/05/2022", "name": "Nghỉ bù", "is_day_off": "on"})
    kinds = [model for model in admin.site._registry if model._meta.app_label in {"thidua", "auth"}]
    pages = {model.__name__: client.get(change_url(row)) for model in kinds if (row := model.objects.first())}
    assert set(pages) >= {
        "User",
        "Group",
        "Institution",
        "Series",
        "LegalText",
        "BaseSalary",
        "Holiday",
        "IssuedDocument",
    }
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {}
    assert {name: found for name, page in pages.items() if (found := english_of(page))} == {}


def test_the_front_page_is_vietnamese(client):
    page = client.get(reverse("admin:index"))
    assert page.status_code == 200
    assert english_of(page) == []


def test_only_administrators_enter_by_the_one_sign_in_page(client, school, sign_in):
    listed = list_url(User)
    stranger = sign_in(school.clerk)
    turned = stranger.get(listed)
    assert (turned.status_code, turned["Location"]) == (302, f"{reverse('admin:login')}?next={listed}")
    assert stranger.get(turned["Location"]).status_code == 404
    client.logout()
    turned = client.get(client.get(listed)["Location"])
    assert (turned.status_code, turned["Location"].split("?")[0]) == (302, reverse("sign_in"))


def test_what_is_hidden_is_not_here():
    names = {model._meta.label for model in admin.site._registry}
    hidden = {
        "thidua.IssuedFile",
        "thidua.Attachment",
        "thidua.DemoClock",
        "campaigns.Absence",
        "campaigns.DisciplinaryAction",
        "awards.Roll",
        "awards.Box",
        "awards.Question",
        "awards.Round",
        "awards.DossierNote",
    }
    assert names & hidden == set()


def test_an_issued_document_shows_its_number_and_hash_but_not_its_words_or_code(client, issued):
    page = client.get(change_url(issued)).content.decode()
    assert issued.full_number in page
    assert issued.sha256 in page
    assert issued.verify_code not in page
    assert "lời trong văn bản" not in page
    assert client.post(change_url(issued), {"title": "khác"}).status_code == 403
    assert client.get(reverse("admin:thidua_issueddocument_add")).status_code == 403


# Reference rows


def test_a_change_of_reference_writes_one_line_with_the_changed_fields(client, school):
    holiday = Holiday.objects.create(day=date(2022, 4, 30), name="Nghỉ lễ")
    text = {"day": "30/04/2022", "name": "Nghỉ bù"}
    before = {"name": "Nghỉ lễ", "is_day_off": holiday.is_day_off}
    assert client.post(change_url(holiday), text).status_code == 302
    holiday.refresh_from_db()
    assert (holiday.day, holiday.name, holiday.is_day_off) == (date(2022, 4, 30), "Nghỉ bù", False)
    line = AuditEntry.objects.get(verb="holiday.change")
    assert (line.actor, line.target_id) == (school.administrator, str(holiday.pk))
    assert line.before == before
    assert line.after == {"name": "Nghỉ bù", "is_day_off": False}
    client.post(change_url(holiday), text)
    assert AuditEntry.objects.filter(verb="holiday.change").count() == 1


def test_the_law_is_kept_on_its_own_pages(client):
    for row in (LegalText.objects.first(), BaseSalary.objects.first()):
        before = type(row).objects.filter(pk=row.pk).values().get()
        assert client.get(change_url(row)).status_code == 200
        assert client.post(change_url(row), {"number": "khác", "amount": "1"}).status_code == 403
        assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_dates_are_read_day_first_and_refused_with_our_words(client):
    add = reverse("admin:thidua_holiday_add")
    answer = client.post(add, {"day": "09/11/2022", "name": "Nghỉ bù"})
    assert answer.status_code == 302
    assert Holiday.objects.get().day == date(2022, 11, 9)
    assert "Ngày phải là ngày có thật" in client.post(add, {"day": "31/02/2022", "name": "x"}).content.decode()


def test_a_deletion_is_written_down_and_history_is_the_programs_own(client):
    holiday = Holiday.objects.create(day=date(2022, 4, 30), name="Nghỉ bù")
    asked = f"{list_url(AuditEntry)}?target_type=thidua.holiday&target_id={holiday.pk}"
    assert client.get(reverse("admin:thidua_holiday_history", args=[holiday.pk]))["Location"] == asked
    assert english_of(client.get(reverse("admin:thidua_holiday_delete", args=[holiday.pk]))) == []
    assert client.post(reverse("admin:thidua_holiday_delete", args=[holiday.pk]), {"post": "yes"}).status_code == 302
    assert list(Holiday.objects.all()) == []
    assert AuditEntry.objects.get(verb="holiday.delete").before["name"] == "Nghỉ bù"
    assert client.get(asked).status_code == 200


def test_reference_that_papers_stand_on_is_not_deleted(client):
    legal_text = LegalText.objects.first()
    url = reverse("admin:thidua_legaltext_delete", args=[legal_text.pk])
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert LegalText.objects.filter(pk=legal_text.pk).exists()


# Accounts


def test_an_account_is_made_whose_password_its_owner_must_change(client, school):
    add = reverse("admin:thidua_user_add")
    new = {"username": "moi", "last_name": "Lò Thị", "first_name": "Mới"}
    answer = client.post(add, new | {"password1": "mot-mat-khau-dai-1", "password2": "mot-mat-khau-dai-1"})
    user = User.objects.get(username="moi")
    assert answer.status_code == 302
    assert (user.get_full_name(), user.is_staff, user.must_change_password) == ("Lò Thị Mới", False, True)
    assert AuditEntry.objects.get(verb="user.create").after == new
    assert "mot-mat-khau" not in str(list(AuditEntry.objects.values_list("before", "after")))


def test_two_accounts_do_not_differ_by_case_alone(client, school):
    sent = {"username": "HOA", "password1": "mot-mat-khau-dai-1", "password2": "mot-mat-khau-dai-1"}
    assert client.post(reverse("admin:thidua_user_add"), sent).status_code == 200
    assert not User.objects.filter(username="HOA").exists()


@pytest.mark.parametrize("who", ["administrator", "lecturer"])
def test_nobodys_password_is_set_here(client, school, who):
    user = getattr(getattr(school, who), "user", getattr(school, who))
    both = {"usable_password": "true", "password1": "mot-mat-khau-khac-2", "password2": "mot-mat-khau-khac-2"}
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    assert (client.get(url).status_code, client.post(url, both).status_code) == (404, 404)
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    page = client.get(change_url(user)).content.decode()
    way = "manage.py changepassword" if who == "administrator" else reverse("account", args=[school.lecturer.pk])
    assert (way in page, 'name="password"' in page) == (True, False)
    assert client.get(reverse("admin:password_change"))["Location"] == reverse("password_change")


def test_a_persons_account_is_locked_on_its_own_page_only(client, school):
    user = school.stranger.user
    sent = {"username": user.username, "last_name": "Hoàng Văn", "first_name": "Bình"}  # the box left empty
    assert client.post(change_url(user), sent).status_code == 302
    user.refresh_from_db()
    assert user.is_active


def test_an_administrator_switched_off_has_no_session_left(client, school, sign_in):
    other = make_user("quantri2", is_staff=True)
    theirs = sign_in(other)
    for on in ("", "on"):
        sent = {"username": "quantri2", "is_staff": "on"} | ({"is_active": on} if on else {})
        assert client.post(change_url(other), sent).status_code == 302
    other.refresh_from_db()
    assert (other.is_active, theirs.get("/")["Location"]) == (True, "/dang-nhap/?next=/")


def test_the_secrets_of_telephones_are_not_here(client):
    assert TOTPDevice not in admin.site._registry


def test_the_change_of_groups_is_written_by_name(client, school):
    user = school.stranger.user
    group = Group.objects.get(name="Thường trực Hội đồng")
    data = {"username": user.username, "last_name": user.last_name, "first_name": user.first_name, "is_active": "on"}
    assert client.post(change_url(user), data | {"groups": [group.pk]}).status_code == 302
    assert list(user.groups.all()) == [group]
    line = AuditEntry.objects.get(verb="user.change")
    assert (line.before, line.after) == ({"groups": []}, {"groups": ["Thường trực Hội đồng"]})


def test_nobody_shuts_themself_out(client, school):
    user = school.administrator
    data = {"username": user.username, "last_name": "Quản", "first_name": "Trị"}
    assert client.post(change_url(user), data).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.is_staff, user.last_name) == (True, True, "Quản")


def test_an_account_in_the_trail_or_of_a_person_is_not_deleted(client, school):
    holiday = {"day": "30/04/2022", "name": "Nghỉ bù"}
    client.post(reverse("admin:thidua_holiday_add"), holiday)
    delete = "admin:thidua_user_delete"
    assert client.get(reverse(delete, args=[school.administrator.pk])).status_code == 403
    page = client.post(reverse(delete, args=[school.head.user.pk]), {"post": "yes"})
    assert "Không xóa được tài khoản “minh” vì còn dữ liệu gắn với nó" in words_of(page)
    assert english_of(page) == []
    assert User.objects.filter(pk=school.head.user.pk).exists()


def test_an_administrator_by_the_staff_flag_alone_sees_the_same(school, sign_in):
    User.objects.filter(pk=school.administrator.pk).update(is_superuser=False)
    client = sign_in(school.administrator)
    assert client.get(list_url(User)).status_code == 200
    assert list_url(LegalText) in client.get(reverse("admin:index")).content.decode()


# The trail


def test_the_trail_hides_what_it_says_of_absence_and_discipline(client, school):
    common = {"actor_name": "Lan", "at": "2022-03-01T08:00:00+07:00", "recorded_at": "2022-03-01T08:00:00+07:00"}
    private = AuditEntry.objects.create(
        verb="disciplinaryaction.create",
        target_type="campaigns.disciplinaryaction",
        target_id="1",
        target_label="Nguyễn Thị Hoa: Khiển trách",
        after={"form": "reprimand"},
        reason="Vi phạm giờ giấc",
        **common,
    )
    AuditEntry.objects.create(
        verb="pledge.submit", target_type="campaigns.pledge", target_id="1", target_label="Bản của Hoa", **common
    )
    pages = [client.get(list_url(AuditEntry)), client.get(change_url(private))]
    shown = " ".join(page.content.decode() for page in pages)
    assert "disciplinaryaction.create" in shown
    assert "Lập mới" in words_of(pages[0])
    assert [secret for secret in ("Nguyễn Thị Hoa", "Khiển trách", "reprimand", "giờ giấc") if secret in shown] == []
    found = client.get(list_url(AuditEntry, q="Hoa")).context["cl"].queryset
    assert [entry.verb for entry in found] == ["pledge.submit"]
    assert client.post(change_url(private), {"verb": "x"}).status_code == 403


def test_search_ignores_case_and_marks(client, school):
    found = client.get(list_url(User, q="LE van dung")).context["cl"].queryset
    assert [user.username for user in found] == ["dung"]
    assert PASSWORD not in client.get(list_url(User)).content.decode()


# Words


def test_the_compiled_words_are_those_of_the_source():
    """`.mo` is what Django reads; after a change of `.po` run msgfmt."""
    folder = settings.BASE_DIR / "thidua/locale/vi/LC_MESSAGES"
    source = (folder / "django.po").read_text(encoding="utf-8")
    pairs = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.M))
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert len(pairs) > 30
    assert {msgid: compiled.gettext(msgid) for msgid in pairs} == pairs
