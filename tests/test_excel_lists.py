"""Every list goes out to Excel as shown: the same columns, rows, filter and permission as the page itself."""

import io
import re
from datetime import date

import lxml.html
import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests import permission_world
from tests.awards.meeting import DAY
from tests.factories import make_person
from thidua import http, pdf

UNSEEN = (
    '//*[contains(@class, "visually-hidden")] | //td//svg | //td//*[@data-screen-only] | //th//*[@data-screen-only]'
)

# Address, its arguments by name in the world; the clerk sees a row in each.
LISTS = {
    "staff_list": (),
    "department_list": (),
    "initiative_list": (),
    "campaign_list": (),
    "registration_list": ("campaign",),
    "rating_list": ("register_year",),
    "covenant_list": ("campaign",),
    "unit_registration": ("campaign", "faculty"),
    "unit_plan_list": ("campaign",),
    "evaluation_list": ("phase",),
    "nomination_list": ("campaign",),
    "phase_review": ("phase",),
    "phase_commendations": ("phase",),
    "campaign_review": ("campaign",),
    "unit_review_list": ("campaign",),
    "unit_review": ("meeting",),
    "award_record_list": ("hoa",),
    "unit_record_list": ("faculty",),
    "council_session_list": (),
    "round": ("counted_round",),
    "decision_list": (),
    "decision": ("issued",),
    "decision_payments": ("paid_decision",),
    "certificates": ("paid_decision",),
    "award_fund": (),
    "public_list": (),
    "account_list": (),
    "audit_trail": (),
    "council_list": (),
    "council": ("council",),
    "parameter_list": (),
    "parameter": ("set_code", "own_key"),
    "legal_text_list": (),
    "base_salary_list": (),
    "regulation_list": (),
    "regulation": ("own_draft",),
    "rehearsal_list": (),
    "rehearsal": ("own_rehearsal",),
    "ledger_list": (),
    "potential_list": (),
    "paper_draft_list": (),
    "outgoing_list": (),
    "submission_list": (),
    "submission": ("letter_half",),
    "bundle": ("letter_half",),
    "revocation_list": (),
    "revocation": ("revocation_issued",),
    "target_list": ("campaign",),
    "target_results": ("target",),
    "phase_progress": ("effort_phase",),
    "progress_people": ("effort_phase",),
    "result_list": ("effort_phase",),
    "pledge_progress": ("effort_phase", "hoa_promise"),
    "former_unit_list": ("campaign",),
    "criteria": ("scored",),
    "score_list": ("scored",),
    "disclosure_list": (),
    "disclosure": ("hung",),
    "public_disclosure": (),
    "public_disclosure_of": ("hung",),
}


SHARES = 2


@pytest.fixture
def world(everything, monkeypatch):
    monkeypatch.setattr(pdf, "render", lambda paper: permission_world.PDF)
    return everything


def _key(value):
    return getattr(value, "pk", value)


def in_workbook(client, url: str) -> list[list[list[str]]]:
    """For each sheet the head and the rows, every cell as the page writes it."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Cache-Control"] == "private, no-store"
    book = load_workbook(io.BytesIO(response.content))
    return [[[written(cell.value) for cell in row] for row in sheet.iter_rows(min_row=4)] for sheet in book]


def written(value) -> str:
    """Without the semicolons that stand for the lines of a cell."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else words(str(value))


def words(text: str) -> str:
    return " ".join(text.replace(";", " ").split())


def on_screen(client, url: str) -> list[list[list[str]]]:
    """The same read off the page with its pages turned, by other means than the program's."""
    found: list[list[list[str]]] = []
    address = url
    while True:
        root = lxml.html.fromstring(client.get(address).content.decode())
        for extra in root.xpath(UNSEEN):
            extra.drop_tree()
        for line in root.xpath("//td//br | //td//li | //td//p"):
            line.tail = f" {line.tail or ''}"
        for place, table in enumerate(root.xpath("//table[caption]")):
            skipped = [at for at, head in enumerate(table.xpath(".//thead//th")) if "data-screen-only" in head.attrib]
            lines = table.xpath(".//thead/tr | .//tbody/tr")
            rows = [[seen(cell) for at, cell in enumerate(line) if at not in skipped] for line in lines]
            if address == url:
                found.append(rows)
            elif place == 0:
                found[0] += rows[1:]
        following = root.xpath('//a[@rel="next"]/@href')
        if not following:
            return found
        address = url.partition("?")[0] + following[0]


def seen(cell) -> str:
    text = words(cell.text_content())
    return text.replace(".", "") if "td-num" in cell.get("class", "") and re.fullmatch(r"-?[\d.]+", text) else text


@pytest.mark.one_database("the same rows as a page and as a file")
@pytest.mark.parametrize("share", range(SHARES))
def test_a_list_goes_out_as_it_is_shown(share, world, sign_in, subtests):
    """Half of the lists after another in one world, which takes longer to build than a list to read."""
    client = sign_in(world.lan)
    for name in list(LISTS)[share::SHARES]:
        with subtests.test(name):
            _prepare(name, world)
            url = reverse(name, args=[_key(getattr(world, argument)) for argument in LISTS[name]])
            tables = on_screen(client, url)
            assert len(tables[0]) > 1, "the list has a row"
            assert in_workbook(client, f"{url}?tai=excel") == tables
            assert 'href="?tai=excel"' in client.get(url).content.decode()


def _prepare(name: str, world) -> None:
    """A row for a list that has none in the world."""
    if name == "unit_record_list":
        world.old_record.pk, world.old_record.staff_member, world.old_record.department = None, None, world.faculty
        world.old_record.save()
    if name == "phase_commendations":
        world.am.pledges.get(campaign=world.campaign).targets.update(result=200)
        type(world.am_assessed).objects.filter(pk=world.am_assessed.pk).update(status="confirmed")
    if name == "ledger_list":
        recognised = {"status": "recognised", "scope": "base", "recognised_number": "86/QĐ-TCT", "recognised_on": DAY}
        type(world.initiative).objects.filter(pk=world.initiative.pk).update(**recognised)


def test_all_pages_of_a_list_and_only_what_the_filter_leaves(school, sign_in):
    for number in range(30):
        make_person(f"Lò Thị Mẫu {number}", school.faculty)
    client, url = sign_in(school.clerk), reverse("staff_list")
    [whole] = in_workbook(client, f"{url}?tai=excel")
    assert [whole] == on_screen(client, url)
    assert len(whole) == 1 + 30 + 9
    [found] = in_workbook(client, f"{url}?q=lo+thi&page=2&tai=excel")
    assert len(found) == 1 + 30
    assert 'href="?q=lo+thi&amp;tai=excel"' in client.get(f"{url}?q=lo+thi&page=2").content.decode()


def test_a_head_takes_out_the_own_unit_only_and_a_stranger_nothing(school, campaign, sign_in, client):
    [rows] = in_workbook(sign_in(school.head), f"{reverse('staff_list')}?tai=excel")
    assert [row[0] for row in rows[1:]] == ["Lò Văn Ẵm", "Nguyễn Thị Hoa", "Trần Văn Minh"]
    unit = f"{reverse('unit_registration', args=[campaign.pk, school.faculty.pk])}?tai=excel"
    assert sign_in(school.stranger).get(unit).status_code == 404
    assert client.get(unit).url.startswith(reverse("sign_in"))


def test_a_list_too_long_says_so(school, sign_in, monkeypatch):
    monkeypatch.setattr(http, "MOST_ROWS", 5)
    response = sign_in(school.clerk).get(f"{reverse('staff_list')}?tai=excel", follow=True)
    assert response.redirect_chain == [(reverse("staff_list"), 302)]
    assert "lọc bớt rồi tải lại." in response.content.decode()


def test_another_word_is_the_page(school, sign_in):
    response = sign_in(school.clerk).get(f"{reverse('staff_list')}?tai=word")
    assert response["Content-Type"].startswith("text/html")
