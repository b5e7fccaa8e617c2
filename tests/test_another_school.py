"""From an empty database to a running campaign of another kind of school, by its pages alone; no word of another one.

The college has a director instead of a rector and the letterhead of the province (variant B).
"""

import io
import re
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from openpyxl import load_workbook
from pypdf import PdfReader

from awards.models import Council
from campaigns.models import Campaign, Department, Pledge, StaffMember
from tests.factories import PASSWORD, make_user
from tests.reading import words_of_word
from tests.setting_up import ADMIN_PASSWORD, finished
from thidua import pdf, word
from thidua.clock import standing_at
from thidua.models import LegalText

FOREIGN = re.compile(r"Lai Châu|LAI CHÂU|[Tt]rường [Cc]hính trị|TRƯỜNG CHÍNH TRỊ|\bTCT\b|[Hh]iệu trưởng|HIỆU TRƯỞNG")
# The abbreviation stands by itself; tokens of forms are drawn by lot and may end with the same letters.
# Examples in hints and in the admin's help name several kinds of heads on purpose.
EXAMPLES = re.compile(r"Hiệu trưởng, Giám đốc")
DAY = date(2026, 11, 25)
FIRST_CAME = 2010  # the year since when somebody has been there (tests/setting_up.py)
PLAN = {
    "kind": "yearly",
    "year": "2027",
    "title": "Phát động phong trào thi đua năm 2027",
    "theme": "Dạy tốt, học tốt",
    "starts_on": "01/11/2026",
    "ends_on": "31/12/2027",
    "registration_due_on": "31/03/2027",
    "nominations_due_on": "10/12/2027",
    "plan_number": "7",
    "plan_date": "25/11/2026",
}


@pytest.fixture
def clerk(empty):
    with standing_at(DAY):
        yield finished()


def done(client: Client, url: str, body: dict[str, str]) -> str:
    """A post that succeeded; the address it leads to."""
    response = client.post(url, body)
    form = response.context and response.context.get("form")
    assert response.status_code == 302, (url, form and form.errors)
    return response["Location"]


def hire(client: Client, number: int, name: str, unit: str, post: str, **posting: str) -> StaffMember:
    """Somebody added by hand: the person, then where they work."""
    joined = {"employment": "public_employee", "joined_on": "01/09/2018"}
    page = done(client, "/can-bo/them/", {"code": f"GV{number}", "full_name": name, "gender": "male"} | joined)
    unit_pk = str(Department.objects.get(code=unit).pk)
    place = {"department": unit_pk, "post": post, "starts_on": "01/09/2018", "is_main": "on"}
    done(client, f"{page}vi-tri/them/", place | posting)
    return StaffMember.objects.get(code=f"GV{number}")


def seat_council(client: Client) -> None:
    members = [("CB0001", "chair"), ("CB0003", "vice_chair"), ("GV1", "member"), ("CB0002", "secretary")]
    rows = {f"rows-{n}-staff_member": code for n, (code, _) in enumerate(members)}
    rows |= {f"rows-{n}-role": role for n, (_, role) in enumerate(members)}
    decision = {"name": "Hội đồng thi đua, khen thưởng Trường Cao đẳng Mẫu", "decision_number": "12/QĐ-TCĐM"}
    dates = {"decision_date": "02/11/2026", "starts_on": "02/11/2026"}
    done(client, "/hoi-dong/thanh-lap/", decision | dates | rows | {"rows-TOTAL_FORMS": "7", "rows-INITIAL_FORMS": "0"})


def launch(client: Client) -> Campaign:
    edit = done(client, "/phong-trao/them/", PLAN)
    phase = {"theme": "Cả năm", "starts_on": "01/11/2026", "ends_on": "31/12/2027", "evaluation_due_on": "31/12/2027"}
    table = {"phases-TOTAL_FORMS": "1", "phases-INITIAL_FORMS": "0", "phases-MIN_NUM_FORMS": "0"}
    done(client, f"{edit}dot/", table | {f"phases-0-{name}": text for name, text in phase.items()})
    campaign = Campaign.objects.get()
    done(client, f"/phong-trao/{campaign.pk}/phat-dong/", {})
    campaign.refresh_from_db()
    assert campaign.status == Campaign.Status.LAUNCHED
    return campaign


def pledge(client: Client, campaign: Campaign) -> Pledge:
    page = done(client, f"/phong-trao/{campaign.pk}/dang-ky-cua-toi/bat-dau/", {})
    pk = int(re.search(r"/dang-ky/(\d+)/", page)[1])
    done(client, f"/dang-ky/{pk}/danh-hieu/", {"titles": ["LDTT"]})
    rows = {"targets-TOTAL_FORMS": "1", "targets-INITIAL_FORMS": "0", "targets-0-content": "Hồ sơ đúng hạn"}
    done(client, f"/dang-ky/{pk}/chi-tieu/", rows | {"targets-0-unit_of_measure": "%", "targets-0-amount": "100"})
    done(client, f"/dang-ky/{pk}/gui/", {})
    return Pledge.objects.get(pk=pk)


def words_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def foreign_words(text: str) -> list[str]:
    return sorted(set(FOREIGN.findall(EXAMPLES.sub("", text))))


@cache
def in_word(url: str) -> str:
    """The same paper as a Word file, where there is one: it says the same and is made in a tenth of the time."""
    twin = f"{url.removesuffix('.pdf')}.docx"
    try:
        resolve(twin)
    except Resolver404:
        return url
    return twin


def long_ago(url: str) -> bool:
    """Each year of ratings leads to the one before, as far as 1900; before anybody was there they are all the same."""
    year = re.match(r"/xep-loai/(\d{4})/", url)
    return bool(year) and int(year[1]) < FIRST_CAME - 1


def walk_everywhere(client: Client) -> dict[str, list[str]]:
    """Every page and paper that links lead to from home, with the foreign words on it."""
    seen, found, waiting = set(), {}, ["/"]
    while waiting:
        url = waiting.pop()
        if url in seen or url.startswith("/admin/") or long_ago(url):
            continue
        seen.add(url)
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        content = b"".join(response)
        if response.headers["Content-Type"] == "application/pdf":
            text = words_of(content)
        elif response.headers["Content-Type"] == word.MEDIA_TYPE:
            text = words_of_word(content)
        elif response.headers["Content-Type"].endswith("spreadsheetml.sheet"):
            sheets = load_workbook(io.BytesIO(content)).worksheets
            text = " ".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
        else:
            text = content.decode()
            links = [in_word(urlsplit(link).path) for link in re.findall(r'href="(/[^"]+)"', text)]
            waiting += [link for link in links if not link.startswith("/static/")]
        if words := foreign_words(text):
            found[url] = words
    assert len(seen) >= 20
    return found


@pytest.mark.one_database("which words stand on which page")
@pytest.mark.skipif(bool(pdf.missing_libraries()), reason="cần Pango")
def test_from_an_empty_database_to_pledges_without_code_or_admin(clerk):
    hire(clerk, 1, "Phạm Văn Thử Nghiệm", "KT", "Trưởng khoa", is_head="on")
    head = hire(clerk, 2, "Đỗ Văn Mô Phỏng", "TCHC", "Trưởng phòng", is_head="on")
    hire(clerk, 3, "Vũ Văn Giả Định", "DL", "Trưởng khoa", is_head="on")
    seat_council(clerk)
    home = clerk.get("/").content.decode()
    assert ("Nhập cán bộ" in home, "Lập Hội đồng theo" in home, "Lập kế hoạch phong trào" in home) == (
        False,
        False,
        True,
    )
    campaign = launch(clerk)
    sent = pledge(clerk, campaign)
    make_user("truongphong", head)
    unit_head = Client()
    assert unit_head.login(username="truongphong", password=PASSWORD)
    done(unit_head, f"/dang-ky/{sent.pk}/xac-nhan/", {})
    sent.refresh_from_db()
    assert (sent.status, Council.objects.get().seats.count()) == ("endorsed", 4)
    plan = words_of(clerk.get(f"/phong-trao/{campaign.pk}/ke-hoach.pdf").content)
    for words in ("UBND TỈNH LÀO CAI", "TRƯỜNG CAO ĐẲNG MẪU", "Số: 07/KH-TCĐM", "Lào Cai, ngày 25", "GIÁM ĐỐC"):
        assert words in plan
    assert walk_everywhere(clerk) == {}
    assert walk_everywhere(unit_head) == {}


def test_the_search_for_foreign_words_sees_them():
    assert foreign_words("Giấy khen của Hiệu trưởng, số 5/QĐ-TCT") == ["Hiệu trưởng", "TCT"]
    assert foreign_words("Ví dụ: Hiệu trưởng, Giám đốc") == []
    assert foreign_words('<input name="csrfmiddlewaretoken" value="k3Wq0bTCT">') == []


def test_the_administrator_is_asked_for_the_basis_of_the_schools_authority(clerk):
    administrator = Client()
    assert administrator.login(username="quantri.mau", password=ADMIN_PASSWORD)
    asked = "làm căn cứ thẩm quyền của quyết định"
    assert asked in administrator.get("/").content.decode()
    LegalText.objects.create(
        code="THAM-QUYEN",
        role=LegalText.Role.AUTHORITY,
        number="15/QĐ-UBND",
        issuer="UBND tỉnh",
        citation="Quyết định số 15/QĐ-UBND về chức năng, nhiệm vụ của Trường Cao đẳng Mẫu",
        in_force_from=date(2020, 1, 1),
        certainty="confirmed",
    )
    assert asked not in administrator.get("/").content.decode()
