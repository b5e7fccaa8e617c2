"""Every kind of paper the program makes: PDF and Word say the same in the same order, on the decree's page."""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pdfplumber
import pytest
from django.db import transaction
from pypdf import PdfReader

from awards import deciding, funding
from awards.kinds import KINDS
from awards.models import FundEntry
from campaigns import covenants
from campaigns.models import Campaign, Covenant, Movement, PlanAmendment, PlanItem, Pledge
from tests.awards import meeting, paper_rows_council, paper_rows_hearings, paper_rows_units, sent_up
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, titles_of
from tests.factories import make_anniversary, make_nomination, make_person, make_pledge, make_registration
from tests.reading import MM, differences, foot_of_word, stories, word_document, words_of_word
from thidua import clock, pdf, word
from thidua.copies import Copy
from thidua.papers import Paper, Table
from thidua.print_guard import check
from thidua.profiles import Profile
from thidua.slips import SlipSheet

SENT = datetime(2022, 3, 20, 3, 0, tzinfo=UTC)


# --- the row each kind is printed of: a new kind enters its maker here; each is made in a school of its own


def _plan(world: SimpleNamespace) -> Any:
    texts = {PlanItem.Part.LEGAL_BASIS: "Chỉ thị số 03/CT-UBND ngày 11/02/2022,", PlanItem.Part.PURPOSE: "Dạy tốt."}
    for part, text in texts.items():
        PlanItem.objects.create(campaign=world.campaign, part=part, number=9, text=text)
    Movement.objects.create(campaign=world.campaign, number=1, name="Dân vận khéo", launched_by="province")
    make_anniversary(world.campaign.phases.first(), "Ngày thành lập Đảng", date(1930, 2, 3), date(2022, 2, 3))
    return world.campaign


def _pledge(world: SimpleNamespace) -> Any:
    made = {"status": Pledge.Status.REGISTERED, "submitted_at": SENT, "post": "Giảng viên"}
    return make_pledge(world.campaign, world.school.lecturer, world.school.faculty, awards=("LDTT", "CSTDCS"), **made)


def _covenant(world: SimpleNamespace) -> Any:
    made = Covenant.objects.create(
        campaign=world.campaign, drafted_by=world.school.faculty, title="Giữa hai khoa", contents="Dạy tốt.\nHọc tốt."
    )
    made.targets.create(content="Bài báo", unit_of_measure="bài", amount=2)
    covenants.set_parties(made, [world.school.other_faculty], by=None)
    covenants.offer(made, by=world.school.head.user)
    covenants.sign(made, world.school.other_faculty, by=world.school.other_head.user)
    return made


def _pledge_list(world: SimpleNamespace) -> Any:
    for number in range(30):
        someone = make_person(("Lò Văn Ỷ", "Hoàng Thị Ẵm")[number % 2], world.school.faculty)
        make_pledge(world.campaign, someone, world.school.faculty, post="Giảng viên", status=Pledge.Status.REGISTERED)
    return make_registration(world.campaign, world.school.faculty, "accepted", sent_at=SENT, accepted_at=SENT)


def _nomination(world: SimpleNamespace) -> Any:
    return make_nomination(world.campaign, world.school.stranger, world.school.other_faculty, "CSTDCS")


def _session(world: SimpleNamespace) -> Any:
    chair, school = world.school.rector.user, world.school
    with clock.standing_at(meeting.DAY):
        session = meeting.make_session(world.campaign, world.council)
        meeting.convene(session, by=chair, absent=["Lan"])
        meeting.counted_round(session, meeting.table(session, school.office_head, school.office, by=chair), by=chair)
    return session


def _decision(world: SimpleNamespace) -> Any:
    session = make_session(world.campaign, world.council)
    titles_of(world.school, session)
    recommend(session, world.school.clerk)
    chosen = {"date": DECIDED_ON, "signer": signer_of(world.school.rector), "by": world.school.clerk.user}
    with clock.standing_at(DECIDED_ON):
        return deciding.draft(session, kind="titles", **chosen)


def _issued(world: SimpleNamespace) -> Any:
    with clock.standing_at(DECIDED_ON):
        titles = ((world.school.lecturer, "LDTT"), (world.school.head, "LDTT"), (world.school.lecturer, "CSTDCS"))
        return sent_up.decided(world.school, world.campaign, world.council, *titles)


def _revocation(world: SimpleNamespace) -> Any:
    decision = _issued(world)
    with clock.standing_at(sent_up.REVOKED_ON):
        return sent_up.written(world.school, decision, 1, 3)


def _letter(world: SimpleNamespace) -> Any:
    session = make_session(world.campaign, world.council)
    cases = sent_up.cases(world.school, session)
    sent_up.counted(session, *cases)
    with clock.standing_at(DECIDED_ON):
        return sent_up.draft(world.school, session, grounds="Trường có thành tích đề nghị khen thưởng.")


def _amendment(world: SimpleNamespace) -> Any:
    Campaign.objects.filter(pk=world.campaign.pk).update(plan_number=5, plan_date=date(2022, 2, 15))
    world.campaign.refresh_from_db()
    said = {"title": "Sửa đổi, bổ sung Kế hoạch phát động", "changes": "Hạn nộp hồ sơ đề nghị: sửa đổi.\nHai."}
    return PlanAmendment.objects.create(campaign=world.campaign, reason="Ngày cũ là thứ Bảy.", **said)


def _of_school(made: Callable[[SimpleNamespace], Any]) -> Callable[[SimpleNamespace], Any]:
    return lambda world: made(world.school)


def _fund(world: SimpleNamespace) -> Any:
    funding.enter(year=2022, kind="budget", amount=9_000_000, on=date(2022, 2, 25), content="Trích kinh phí", by=None)
    return FundEntry.objects.get()


ROWS: dict[str, Callable[[SimpleNamespace], Any]] = {
    "plan": _plan,
    "pledge": _pledge,
    "pledge-receipt": _pledge,
    "covenant": _covenant,
    "pledge-list": _pledge_list,
    "eligibility-report": _nomination,
    "council-minutes": _session,
    "decision": _decision,
    "payment-list": _decision,
    "payment-slips": _decision,
    "fund-statement": _fund,
    "plan-amendment": _amendment,
    "submission-letter": _letter,
    "minutes-extract": _letter,
    "revocation": _revocation,
    "correction-letter": lambda world: _issued(world).document,
    "outgoing-register": lambda world: _issued(world).document.year,
    **{
        name: _of_school(made)
        for rows in (paper_rows_units.ROWS, paper_rows_council.ROWS, paper_rows_hearings.ROWS)
        for name, made in rows.items()
    },
}
# Drawn by their own room: no words to be laid side by side.
SHEETS_OF_THEIR_OWN = [name for name, kind in KINDS.items() if kind.pdf is not None]


# --- each kind once, drawn in both formats


class Printed:
    def __init__(self, paper: Paper):
        self.paper, self.pdf, self.word = paper, pdf.render(paper), None
        if type(paper) in (Paper, SlipSheet):
            self.word = word.render(paper)


PAPERS: dict[str, Printed] = {}


def _made(kind: str, world: SimpleNamespace) -> Printed:
    """The paper stays, its row does not: the next kind finds the school as it was."""
    with transaction.atomic():
        row = ROWS[kind](world)
        mode = {"mode": "numbered", "number": 7, "verify_code": "AB12-CD34"} if KINDS[kind].series else {}
        day = sent_up.REVOKED_ON if kind == "revocation" else DECIDED_ON
        made = Printed(KINDS[kind].gather(row, Copy(date=day, **mode)))
        transaction.set_rollback(True)
    return made


@pytest.fixture
def printed(request, school, campaign, council, kind) -> Printed:
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    if kind not in PAPERS:
        PAPERS[kind] = _made(kind, SimpleNamespace(school=school, campaign=campaign, council=council))
    return PAPERS[kind]


@pytest.fixture(params=[name for name in KINDS if name not in SHEETS_OF_THEIR_OWN])
def kind(request) -> str:
    return request.param


def test_every_kind_has_a_maker_here():
    assert set(ROWS) | set(SHEETS_OF_THEIR_OWN) == set(KINDS)


def test_word_says_what_the_pdf_says_in_the_same_order(printed):
    if printed.word is None:
        with pytest.raises(word.NotInWord, match="chỉ in được dạng PDF"):
            word.render(printed.paper)
        return
    pages = stories(printed.pdf, top_mm=9 if isinstance(printed.paper, SlipSheet) else profile_of(printed).top_mm - 1)
    assert list(differences(printed.paper, pages, words_of_word(printed.word))) == []
    assert foot_of_word(printed.word) == list(printed.paper.foot)


def profile_of(printed: Printed) -> Profile:
    """The margins the paper asks for: half a sheet has its own."""
    profile = printed.paper.header.written_as
    return profile.halved() if getattr(printed.paper, "sheet", "A4") == "A5" else profile


def test_every_page_keeps_the_margins(printed):
    if type(printed.paper) is not Paper:  # placed to the millimetre by its own sheet
        return
    asked = profile_of(printed)
    margins = [asked.top_mm, asked.right_mm, asked.bottom_mm, asked.left_mm]
    assert margins == ([11, 15, 10, 25] if printed.paper.sheet == "A5" else [20, 20, 20, 30])
    top, right, bottom, left = (margin * MM for margin in margins)
    with pdfplumber.open(io.BytesIO(printed.pdf)) as file:
        for page in file.pages:
            inside = [char for char in page.chars if char["top"] > top - MM and char["text"].strip()]
            assert min(char["x0"] for char in inside) >= left - 0.5
            # The last letter of a full line may stand a third of a millimetre outside: Pango rounds.
            assert page.width - max(char["x1"] for char in inside) >= right - 1.5
            assert min(char["top"] for char in inside) >= top - 1
            assert page.height - max(char["bottom"] for char in inside) >= bottom - 1
    for section in word_document(printed.word).sections:
        sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(side.mm) for side in sides] == margins


def test_both_files_say_what_they_are(printed):
    reader, paper = PdfReader(io.BytesIO(printed.pdf)), printed.paper
    root = reader.trailer["/Root"]
    assert (reader.metadata.title, reader.metadata.author) == (paper.document_title, paper.written_by)
    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    marks = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r"pdfaid:(part|conformance)\W+(\w+)", marks) == [("part", "3"), ("conformance", "A")]
    if printed.word:
        properties = word_document(printed.word).core_properties
        assert (properties.title, properties.author, properties.language) == (
            paper.document_title, paper.written_by, "vi-VN",
        )  # fmt: skip


def test_tables_of_word_repeat_their_heads_and_split_no_row(printed):
    sheets = (printed.paper.blocks, *(appendix.blocks for appendix in printed.paper.appendices))
    asked = [block for blocks in sheets for block in blocks if isinstance(block, Table)]
    if printed.word is None:
        return
    made = [table for table in word_document(printed.word).tables if table.style.name == "Danh sách"]
    assert [len(table.rows) for table in made] == [len(table.rows) + 1 for table in asked]
    for table in made:
        rows = [row._tr.trPr for row in table.rows]
        assert [bool(row.xpath("w:tblHeader")) for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.xpath("w:cantSplit") for row in rows)


def test_the_print_guard_finds_nothing_wrong_in_it(printed):
    """What blocks an issue is a fault of what was entered, never of how the program writes."""
    assert [finding.sentence for finding in check(printed.paper, printed.pdf) if finding.blocking] == []
