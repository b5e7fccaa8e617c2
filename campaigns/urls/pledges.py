from django.urls import path

from campaigns.views import pledge_beginnings, pledge_papers, pledge_versions, pledge_writing, pledges, registrations

CAMPAIGN = "phong-trao/<int:campaign_pk>/"
UNIT = f"{CAMPAIGN}don-vi/<int:department_pk>/"

VERSION = "ban-dang-ky/<int:pk>/"

WORD = {"as_word": True}

urlpatterns = [
    path(f"{CAMPAIGN}dang-ky-cua-toi/", pledge_beginnings.my_pledge, name="my_pledge"),
    path(f"{CAMPAIGN}dang-ky-cua-toi/bat-dau/", pledge_beginnings.my_pledge_begin, name="my_pledge_begin"),
    path(f"{UNIT}dang-ky-tap-the/", pledge_beginnings.unit_pledge, name="unit_pledge"),
    path(f"{UNIT}dang-ky-tap-the/bat-dau/", pledge_beginnings.unit_pledge_begin, name="unit_pledge_begin"),
    path("dang-ky/<int:pk>/", pledges.pledge, name="pledge"),
    path("dang-ky/<int:pk>/danh-hieu/", pledge_writing.pledge_awards, name="pledge_awards"),
    path("dang-ky/<int:pk>/sang-kien/", pledge_writing.pledge_initiative, name="pledge_initiative"),
    path("dang-ky/<int:pk>/chi-tieu/", pledge_writing.pledge_targets, name="pledge_targets"),
    path("dang-ky/<int:pk>/kiem-tra/", pledge_writing.pledge_check, name="pledge_check"),
    path("dang-ky/<int:pk>/gui/", pledges.pledge_submit, name="pledge_submit"),
    path("dang-ky/<int:pk>/bien-nhan/", pledges.pledge_receipt, name="pledge_receipt"),
    path("dang-ky/<int:pk>/bien-nhan.pdf", pledge_papers.receipt_pdf, name="receipt_pdf"),
    path("dang-ky/<int:pk>/bien-nhan.docx", pledge_papers.receipt_pdf, WORD, name="receipt_docx"),
    path("dang-ky/<int:pk>/cong-doan-ky/", pledges.pledge_sign, name="pledge_sign"),
    path("dang-ky/<int:pk>/dieu-chinh/", pledge_versions.version_begin, name="pledge_version_begin"),
    path(VERSION, pledge_versions.version, name="pledge_version"),
    path(f"{VERSION}sua/", pledge_versions.version_edit, name="pledge_version_edit"),
    path(f"{VERSION}gui/", pledge_versions.version_propose, name="pledge_version_propose"),
    path(f"{VERSION}rut/", pledge_versions.version_withdraw, name="pledge_version_withdraw"),
    path(f"{VERSION}chap-nhan/", pledge_versions.version_accept, name="pledge_version_accept"),
    path(f"{VERSION}tra-lai/", pledge_versions.version_send_back, name="pledge_version_send_back"),
    path("dang-ky/<int:pk>/rut-lai/", pledges.pledge_withdraw, name="pledge_withdraw"),
    path("dang-ky/<int:pk>/xac-nhan/", pledges.pledge_endorse, name="pledge_endorse"),
    path("dang-ky/<int:pk>/tra-lai/", pledges.pledge_send_back, name="pledge_send_back"),
    path("dang-ky/<int:pk>/ban-dang-ky.pdf", pledge_papers.pledge_pdf, name="pledge_pdf"),
    path("dang-ky/<int:pk>/ban-dang-ky.docx", pledge_papers.pledge_pdf, WORD, name="pledge_docx"),
    path(f"{CAMPAIGN}dang-ky/", registrations.registration_list, name="registration_list"),
    path(f"{CAMPAIGN}dang-ky/danh-sach.pdf", registrations.school_pledge_list_pdf, name="school_pledge_list_pdf"),
    path(
        f"{CAMPAIGN}dang-ky/danh-sach.docx", registrations.school_pledge_list_pdf, WORD, name="school_pledge_list_docx"
    ),
    path(f"{UNIT}dang-ky/", registrations.unit_registration, name="unit_registration"),
    path(f"{UNIT}dang-ky/xac-nhan/", registrations.unit_pledges_endorse, name="unit_pledges_endorse"),
    path(f"{UNIT}dang-ky/gui/", registrations.registration_send, name="registration_send"),
    path(f"{UNIT}dang-ky/rut-lai/", registrations.registration_take_back, name="registration_take_back"),
    path(f"{UNIT}dang-ky/duyet/", registrations.registration_accept, name="registration_accept"),
    path(f"{UNIT}dang-ky/tra-lai/", registrations.registration_send_back, name="registration_send_back"),
    path(f"{UNIT}dang-ky/mo-lai/", registrations.registration_reopen, name="registration_reopen"),
    path(f"{UNIT}dang-ky/dang-ky-muon/", registrations.registration_open_late, name="registration_open_late"),
    path(f"{UNIT}dang-ky/danh-sach.pdf", registrations.pledge_list_pdf, name="pledge_list_pdf"),
    path(f"{UNIT}dang-ky/danh-sach.docx", registrations.pledge_list_pdf, WORD, name="pledge_list_docx"),
]
