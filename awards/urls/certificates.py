from django.urls import path

from awards.views import certificate_settings, certificates

urlpatterns = [
    path("quyet-dinh/<int:pk>/giay-khen/", certificates.certificates, name="certificates"),
    path("quyet-dinh/<int:pk>/giay-khen/in/", certificates.certificates_print, name="certificates_print"),
    path(
        "quyet-dinh/<int:pk>/giay-khen/lan-in/<int:print_pk>/",
        certificates.certificate_print,
        name="certificate_print",
    ),
    path(
        "quyet-dinh/<int:pk>/giay-khen/lan-in/<int:print_pk>/giay-khen.pdf",
        certificates.certificate_print_pdf,
        name="certificate_print_pdf",
    ),
    path(
        "quyet-dinh/<int:pk>/giay-khen/lan-in/<int:print_pk>/giay-khen.docx",
        certificates.certificate_print_docx,
        name="certificate_print_docx",
    ),
    path(
        "quyet-dinh/<int:pk>/giay-khen/lan-in/<int:print_pk>/lam-lai/",
        certificates.certificate_print_again,
        name="certificate_print_again",
    ),
    path("mau-giay-khen/", certificate_settings.certificate_settings_list, name="certificate_settings_list"),
    path("mau-giay-khen/bieu-trung/", certificate_settings.certificate_logo, name="certificate_logo"),
    path("mau-giay-khen/bieu-trung/bo/", certificate_settings.certificate_logo_remove, name="certificate_logo_remove"),
    path("mau-giay-khen/<slug:kind>/", certificate_settings.certificate_settings, name="certificate_settings"),
    path(
        "mau-giay-khen/<slug:kind>/xem-truoc.pdf", certificate_settings.certificate_preview, name="certificate_preview"
    ),
    path(
        "mau-giay-khen/<slug:kind>/canh-chinh.pdf",
        certificate_settings.certificate_calibration,
        name="certificate_calibration",
    ),
]
