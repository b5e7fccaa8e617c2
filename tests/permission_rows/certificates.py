"""Certificates: the clerk prints them; how they look is kept by the clerk and the administrator."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.data.pictures import disc_png
from tests.permission_row import World, get, post

ALL = "loai=tat-ca"
AGAIN = {"reason": "Tờ in lệch"}
OF_PRINT = "pk=paid_decision print_pk=certificate_print"
SETTINGS = {"mode": "full", "paper": "A3", "heading": "state", "emblem": "none", "dx": "0", "dy": "0"}


def a_picture(w: World) -> dict:
    return {"file": SimpleUploadedFile("bieu-trung.png", disc_png(40))}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "certificates", "paid_decision"),
    get(" in    404  404  404  404  404  404  ok   404  ", "certificates", "draft_decision"),
    get(" in    404  404  404  404  404  404  ok   404  ", "certificates_print", "paid_decision", query=ALL),
    get(" in    404  404  404  404  404  404  go   404  ", "certificates_print", "paid_decision"),
    # Line 1 was printed before: the form again, which asks why.
    post("in    404  404  404  404  404  404  form 404  ", "certificates_print", "paid_decision", query=ALL),
    post(
        "in    404  404  404  404  404  404  go   404  ", "certificates_print", "paid_decision", AGAIN, query="chon=1"
    ),
    # Line 2 was taken back since.
    post("in    404  404  404  404  404  404  told 404  ", "certificates_print", "paid_decision", query="chon=2"),
    post("in    404  404  404  404  404  404  told 404  ", "certificates_print", "issued", query=ALL),
    get(" in    404  404  404  404  404  404  ok   404  ", "certificate_print", OF_PRINT),
    get(" in    404  404  404  404  404  404  ok   404  ", "certificate_print_docx", OF_PRINT),
    get(" in    404  404  404  404  404  404  404  404  ", "certificate_print", "pk=issued print_pk=certificate_print"),
    # Its file is gone: back to the list.
    get(" in    404  404  404  404  404  404  go   404  ", "certificate_print_pdf", OF_PRINT),
    post("in    404  404  404  404  404  404  told 404  ", "certificate_print_again", OF_PRINT),
    get(" in    404  404  404  404  404  404  ok   ok   ", "certificate_settings_list"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "certificate_settings", "kind=certificate_kind"),
    post("in    404  404  404  404  404  404  go   go   ", "certificate_settings", "kind=certificate_kind", SETTINGS),
    get(" in    404  404  404  404  404  404  ok   ok   ", "certificate_preview", "kind=certificate_kind"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "certificate_calibration", "kind=certificate_kind"),
    get(" in    404  404  404  404  404  404  404  404  ", "certificate_settings", "kind=set_code"),
    get(" in    404  404  404  404  404  404  ok   ok   ", "certificate_logo"),
    post("in    404  404  404  404  404  404  go   go   ", "certificate_logo", "", a_picture),
    post("in    404  404  404  404  404  404  go   go   ", "certificate_logo_remove"),
]
