"""“Thông tin cơ quan”: who keeps it, the line it leaves, symbols that papers already bear."""

import pytest

from tests.permission_rows.school import SCHOOL
from thidua.models import AuditEntry, Institution, IssuedDocument, Series

URL = "/co-quan/"


def issued_in(code: str) -> IssuedDocument:
    return IssuedDocument.objects.create(
        kind="decision", series=Series.objects.get(code=code), year=2022, number=5, date="2022-02-01", title="Văn bản",
        signer="Phạm Văn Quang", paper={}, sha256="0" * 64, issued_at="2022-02-01T08:00:00+07:00",
    )  # fmt: skip


@pytest.fixture
def clerk(school, sign_in):
    return sign_in(school.clerk)


def test_a_change_leaves_one_line_with_what_changed(clerk):
    assert clerk.post(URL, SCHOOL | {"contact_phone": "0214 111 111"})["Location"] == URL
    line = AuditEntry.objects.get(verb="institution.change")
    assert (line.actor_name, line.after["contact_phone"]) == ("Ngô Thị Lan", "0214 111 111")
    assert "0214 111 111" in clerk.get(URL).content.decode()
    assert 'href="/co-quan/"' in clerk.get("/").content.decode()


def test_the_administrator_finds_it_too(school, sign_in):
    assert 'href="/co-quan/"' in sign_in(school.administrator).get("/").content.decode()
    assert 'href="/co-quan/"' not in sign_in(school.head).get("/").content.decode()


def test_a_mistake_keeps_what_was_typed_and_changes_nothing(clerk):
    page = clerk.post(URL, SCHOOL | {"name": "", "place": "Nơi Khác"})
    assert page.context["form"].errors == {"name": ["Nhập tên đầy đủ của cơ quan"]}
    assert 'value="Nơi Khác"' in page.content.decode()
    assert Institution.objects.get().place == "Lai Châu"


def test_unused_series_follow_the_symbols(clerk):
    clerk.post(URL, SCHOOL | {"symbol": "TMM", "council_symbol": "HĐ"})
    assert dict(Series.objects.values_list("code", "symbol")) == {
        "decision": "QĐ-TMM",
        "plan": "KH-TMM",
        "report": "BC-TMM",
        "submission": "TTr-TMM",
        "notice": "TB-TMM",
        "invitation": "GM-TMM",
        "letter": "TMM-TĐKT",
        "council_minutes": "BB-HĐ",
        "initiative_minutes": "BB-HĐSK",
    }
    assert AuditEntry.objects.filter(verb="series.change").count() == 8


@pytest.mark.parametrize(
    ("series", "stays", "changes"),
    [("decision", "symbol", "council_symbol"), ("council_minutes", "council_symbol", "symbol")],
)  # fmt: skip
def test_a_symbol_on_a_paper_stays(clerk, series, stays, changes):
    number = issued_in(series).full_number
    page = clerk.get(URL).content.decode()
    assert f"Chữ viết tắt này đã in trong văn bản số {number} nên không đổi được." in page
    before = getattr(Institution.objects.get(), stays)
    clerk.post(URL, SCHOOL | {"symbol": "MỚI", "council_symbol": "MỚI"})
    school = Institution.objects.get()
    assert (getattr(school, stays), getattr(school, changes)) == (before, "MỚI")
    assert IssuedDocument.objects.get().full_number == number
