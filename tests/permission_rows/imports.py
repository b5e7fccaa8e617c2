"""Excel in: the clerk alone, and of the uploaded files only the own ones."""

from tests.excel import as_upload, book_of
from tests.permission_row import World, get, post


def a_file(w: World) -> dict:
    return {"file": as_upload(book_of(["Mã cán bộ", "Thư điện tử"], [w.hoa.code, "hoa@truong.example"]))}


ROWS = [
    # nobody Hoa  Minh Bình Dũng Quang Thu  Lan  admin
    get(" in    404  404  404  404  404  404  ok   404  ", "import_list"),
    get(" in    404  404  404  404  404  404  ok   404  ", "import_start", "kind=import_kind"),
    post("in    404  404  404  404  404  404  go   404  ", "import_start", "kind=import_kind", a_file),
    get(" in    404  404  404  404  404  404  ok   404  ", "import_template", "kind=import_kind"),
    get(" in    404  404  404  404  404  404  ok   404  ", "import_page", "good_import"),
    get(" in    404  404  404  404  404  404  404  404  ", "import_page", "foreign_import"),
    get(" in    404  404  404  404  404  404  ok   404  ", "import_marked", "wrong_import"),
    get(" in    404  404  404  404  404  404  404  404  ", "import_marked", "good_import"),
    post("in    404  404  404  404  404  404  go   404  ", "import_confirm", "good_import"),
    post("in    404  404  404  404  404  404  told 404  ", "import_confirm", "wrong_import"),
    post("in    404  404  404  404  404  404  404  404  ", "import_confirm", "foreign_import"),
    post("in    404  404  404  404  404  404  go   404  ", "import_discard", "good_import"),
    post("in    404  404  404  404  404  404  told 404  ", "import_discard", "done_import"),
    post("in    404  404  404  404  404  404  told 404  ", "import_again", "good_import"),
    post("in    404  404  404  404  404  404  go   404  ", "import_again", "broken_import"),
]
