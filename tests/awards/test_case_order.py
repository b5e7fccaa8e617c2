"""One order of the cases of a session: by award, unit, post, then names as Vietnamese sorts them; on every page."""

import io

import pypdf
import pytest
from django.urls import reverse

from awards.documents import minutes, opinion_paper, room
from awards.models import Nomination
from tests.awards import meeting
from tests.awards.meeting import DAY
from tests.conftest import layers
from tests.factories import make_person
from thidua import pdf

# Heads first, then by given name: Ẵm before Giả before Mẫu; laid on the table the other way round.
NAMES = ("Phạm Văn Giả Định", "Lò Văn Ẵm Mới", "Trần Thị Giả", "Lò Văn Mẫu")
IN_ORDER = ("Phạm Văn Giả Định", "Trần Thị Giả", "Lò Văn Mẫu", "Lò Văn Ẵm Mới")


@layers.fixture
def session(campaign, council, school, clock_at):
    """Lan is away and may write."""
    clock_at(DAY)
    made = meeting.convene(meeting.make_session(campaign, council), by=school.rector.user, absent=["Lan"])
    for name in reversed(NAMES):
        case = meeting.table(made, make_person(name, school.faculty), school.faculty, by=school.rector.user)
        if name == NAMES[0]:
            Nomination.objects.filter(pk=case.pk).update(post="Trưởng khoa")
    return made


def order_in(text: str) -> list[str]:
    return sorted(IN_ORDER, key=lambda name: (text.index(name), name))


@pytest.mark.parametrize("name", ["council_session", "council_opinion", "round_add", "council_declare"])
def test_every_page_lists_them_alike(name, session, school, sign_in):
    args = {"council_opinion": [session.pk, meeting.seats_by_name(session)["Lan"].pk]}.get(name, [session.pk])
    query = "?danh-hieu=LDTT" if name == "round_add" else ""
    reader = school.deputy if name == "council_declare" else school.rector
    page = sign_in(reader).get(reverse(name, args=args) + query).content.decode().partition("<main")[2]
    assert order_in(page) == list(IN_ORDER)


def test_papers_list_them_alike(session):
    listed = [str(one.candidate) for one in minutes.what_happened(session)["nominations"]]
    assert listed == list(IN_ORDER)
    [sheet] = opinion_paper.sheets_of(session, room.of_session(session))
    assert [str(one.candidate) for one in sheet.cases] == list(IN_ORDER)
    if not pdf.missing_libraries():
        pages = pypdf.PdfReader(io.BytesIO(pdf.render(minutes.gather(session)))).pages
        assert order_in(" ".join(" ".join(page.extract_text() for page in pages).split())) == list(IN_ORDER)
