"""Sample pages for the tests of the shell: a form, a list, a page with every component, a failing one."""

from datetime import date
from types import SimpleNamespace

from django import forms
from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import Context, RequestContext, Template
from django.urls import path

from thidua import sign_in, views
from thidua.forms import DateField, PlainForm
from thidua.http import flash, paginate
from thidua.kept_forms import refill
from thidua.workflow import Refused

PAGE = """{% extends 'base.html' %}
{% block title %}Thử{% endblock %}
{% block breadcrumb %}{% crumbs "Trang thử" %}{% endblock %}
{% block h1 %}Trang thử{% endblock %}
{% block content %}CONTENT{% endblock %}
"""
FORM = """
<form method="post" action="#loi" novalidate>{% form_token %}
  {% include "partials/_form.html" %}
  <div class="td-actions"><button class="btn btn-primary">Gửi</button></div>
</form>
"""
ALL = """
{% badge "Trả lại" %} {% due day %} {% due soon %} {% due late %}
{% action "/x/" "Gửi đăng ký" why="Chưa gửi được vì còn 3 bản chưa xác nhận." primary=True %}
{% meter 8 10 "Đã đề nghị 8 người; nhiều nhất 7." limit=7 %}
{% timeline phases starts_on ends_on %}
{% findings found note="Bộ điều kiện B." %}
"""


class SampleForm(PlainForm, forms.Form):
    name = forms.CharField(label="Họ và tên", max_length=20)
    born = DateField(label="Ngày sinh")
    titles = forms.MultipleChoiceField(
        label="Danh hiệu", choices=[("a", "LĐTT"), ("b", "CSTĐCS")], widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    password = forms.CharField(label="Mã bí mật", required=False)


def show(request, content: str, context: dict) -> HttpResponse:
    return HttpResponse(Template(PAGE.replace("CONTENT", content)).render(RequestContext(request, context)))


def finding(**fields) -> SimpleNamespace:
    usual = {
        "citation": "Luật 2022",
        "certainty": "confirmed",
        "ask": "",
        "short_sentence": "Ngắn.",
        "blocking": True,
        "missing": (),
        "key": "rule",
    }
    return SimpleNamespace(**usual | fields)


def home(request) -> HttpResponse:
    return show(request, "Nội dung", {})


@login_required
def form_page(request) -> HttpResponse:
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with flash(request, "Đã gửi."):
            if form.cleaned_data["name"] == "Muộn":
                raise Refused("Đã hết hạn đăng ký ngày 31/03/2022.")
        return redirect("home")
    refill(request, form)
    return show(request, FORM, {"form": form})


def list_page(request) -> HttpResponse:
    page = paginate(request, list(range(60)))
    return show(
        request,
        '<table><thead><tr>{% sort_th "ten" "Tên" %}</tr></thead></table>{% include "partials/_pagination.html" %}',
        {"page": page},
    )


def everything(request) -> HttpResponse:
    marks = [
        {"on": date(2022, 2, 3), "text": "Ngày thành lập Đảng"},
        {"on": date(2022, 3, 31), "text": "Hạn đăng ký", "kind": "deadline"},
    ]
    phases = [
        {
            "name": "Đợt 1",
            "starts_on": date(2022, 2, 1),
            "ends_on": date(2022, 6, 30),
            "status": "Đang diễn ra",
            "marks": marks,
        },
        {
            "name": "Đợt 2",
            "starts_on": date(2022, 7, 1),
            "ends_on": date(2022, 12, 31),
            "status": "Sắp tới",
            "theme": "Về đích",
        },
    ]
    found = [
        finding(answer="yes", sentence="Đạt hoàn thành tốt."),
        finding(answer="no", sentence="Chưa có sáng kiến.", certainty="memory"),
        finding(
            answer="unknown", sentence="Chưa rõ: xếp loại.", ask="Phòng Tổ chức, Hành chính cung cấp kết quả xếp loại."
        ),
    ]
    days = {"day": date(2022, 12, 31), "soon": date(2022, 3, 4), "late": date(2022, 2, 27)}
    year = {"starts_on": date(2022, 1, 1), "ends_on": date(2022, 12, 31)}
    return show(request, ALL, {"phases": phases, "found": found} | days | year)


def failing(request) -> HttpResponse:
    raise RuntimeError("thử")


def render(text: str, **context) -> str:
    return Template(text).render(Context(context))


handler400, handler403 = "thidua.views.bad_request", "thidua.views.forbidden"
handler404, handler500 = "thidua.views.not_found", "thidua.views.server_error"
urlpatterns = [
    path("", home, name="home"),
    path("mau/", form_page, name="sample_form"),
    path("danh-sach/", list_page),
    path("tat-ca/", everything),
    path("hong/", failing),
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-xuat/", auth_views.LogoutView.as_view(), name="sign_out"),
    path("xac-thuc-hai-buoc/", sign_in.second_factor_page, name="second_factor"),
    path("doi-mat-khau/", sign_in.password_change, name="password_change"),
    path("doi-mat-khau/xong/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("tro-giup/", views.help_page, name="help"),
    path("suc-khoe/", views.health, name="health"),
    path("he-thong/", views.system_page, name="system"),
    path("dong-ho/", views.advance_clock, name="advance_clock"),
    path("admin/", admin.site.urls),
]
