"""Another school's answers to the set-up, and the walk through its pages with a client. Everybody is made up."""

from copy import deepcopy

from django.http import HttpResponse
from django.test import Client

from thidua import setting_up

CLERK_PASSWORD, ADMIN_PASSWORD = "nương-lúa-vàng-47", "suối-trong-rừng-xanh-9"
UNITS = [
    {"code": "KT", "name": "Khoa Kinh tế", "kind": "faculty"},
    {"code": "dl", "name": "Khoa Du lịch", "kind": "faculty", "short_name": "Khoa DL"},
    {"code": "TCHC", "name": "Phòng Tổ chức, Hành chính", "kind": "office"},
]
DEPUTIES = [
    {
        "code": "CB0003",
        "full_name": "Trần Thị Giả",
        "gender": "female",
        "post": "Phó Giám đốc",
        "joined_on": "01/09/2012",
        "starts_on": "01/06/2021",
    }
]
PAGES = {
    "ten": {
        "name": "Trường Cao đẳng Mẫu",
        "short_name": "Trường Cao đẳng",
        "head_title": "Giám đốc",
        "council_name": "Hội đồng thi đua, khen thưởng",
        "council_symbol": "HĐTĐ",
        "address_form": "mr_mrs",
        "founded_on": "08/06/2006",
    },
    "dau-van-ban": {"letterhead": "B", "place": "Lào Cai", "symbol": "TCĐM", "parent_lines": "", "issuer_lines": ""},
    "noi-nhan": {
        "carrying_out": "Trưởng phòng Tổ chức, Hành chính",
        "report_to": "",
        "archive_line": "Lưu: VT, TĐKT",
        "contact_name": "Thường trực Hội đồng",
        "contact_room": "",
        "contact_phone": "0214 000 000",
    },
    "don-vi": {"board_name": "Ban Giám đốc", "rows": UNITS},
    "nguoi-ky": {
        "full_name": "Nguyễn Văn Thử",
        "gender": "male",
        "code": "CB0001",
        "post": "Giám đốc",
        "signs_as": "head",
        "joined_on": "01/09/2010",
        "starts_on": "01/01/2020",
        "rows": DEPUTIES,
    },
    "tai-khoan": {
        "full_name": "Lê Thị Mẫu",
        "gender": "female",
        "code": "CB0002",
        "department": "TCHC",
        "post": "Chuyên viên",
        "joined_on": "01/09/2015",
        "username": "thuongtruc.mau",
        "password1": CLERK_PASSWORD,
        "password2": CLERK_PASSWORD,
        "admin_name": "Đỗ Văn Quản",
        "admin_username": "quantri.mau",
        "admin_password1": ADMIN_PASSWORD,
        "admin_password2": ADMIN_PASSWORD,
    },
}


def body(slug: str, *, spare: int = 2, **changed: object) -> dict[str, object]:
    """What a browser posts for a page; the table's rows, then empty ones."""
    fields = deepcopy(PAGES[slug]) | changed
    rows = fields.pop("rows", None)
    if rows is None:
        return fields
    fields |= {"rows-TOTAL_FORMS": str(len(rows) + spare), "rows-INITIAL_FORMS": "0"}
    return fields | {f"rows-{n}-{name}": text for n, row in enumerate(rows) for name, text in row.items()}


def with_code() -> Client:
    """A browser that has named the code."""
    client = Client()
    response = client.post("/thiet-lap/", {"code": setting_up.print_code()})
    assert (response.status_code, response["Location"]) == (302, "/thiet-lap/")
    return client


def send(client: Client, slug: str, **changed: object) -> HttpResponse:
    return client.post(f"/thiet-lap/{slug}/", body(slug, **changed))


def filled(**changed: dict[str, object]) -> Client:
    """A browser with every page filled in, before the end."""
    client = with_code()
    for slug in PAGES:
        response = send(client, slug, **changed.get(slug.replace("-", "_"), {}))
        assert response.status_code == 302, (slug, response.context["form"].errors)
    return client


def finished(**changed: dict[str, object]) -> Client:
    """The school set up; the browser is the clerk's."""
    client = filled(**changed)
    assert client.post("/thiet-lap/hoan-tat/")["Location"] == "/"
    return client
