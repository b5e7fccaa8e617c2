"""Every kind of paper of one made-up year, read back from its PDF as a strict clerk reads it: form, order, figures."""

import io
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

import pdfplumber
import pytest
from pypdf import PdfReader

from awards import deciding
from awards.documents import decision as decision_paper
from awards.documents import fund_statement, payment_list
from awards.documents import minutes as minutes_paper
from campaigns.documents import plan as plan_paper
from campaigns.documents import pledge as pledge_paper
from campaigns.documents import pledge_list
from campaigns.models import Movement, PlanItem, Pledge, PledgeTarget
from tests.awards import meeting
from tests.awards.decided import DECIDED_ON, make_session, recommend, signer_of, sixty_people
from tests.factories import make_anniversary, make_person, make_pledge, make_registration
from thidua import clock, pdf
from thidua.papers import GAP, Column, Header, Paper, Paragraph, Row, Signature, Table, TotalRow
from thidua.shown import shown
from thidua.typography import tidy
from thidua.vietnamese import money, money_words

MM = 72 / 25.4
NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
FAMILY, VERIFY = "Liberation-Serif-Paper", "Mã xác minh"
SENT = datetime(2022, 3, 20, 3, 0, tzinfo=UTC)
NUMBERED = ("plan", "minutes", "titles", "merit-blank", "merit-list", "merit-named")
DECISIONS = NUMBERED[2:]
UNNUMBERED = ("pledge", "pledge-collective", "unit-list", "school-list", "payment-list", "fund-statement")
KINDS = (*NUMBERED, *UNNUMBERED, "draft")


@dataclass
class Printed:
    """A paper and the file drawn from it."""

    paper: Paper
    content: bytes

    @cached_property
    def pages(self) -> list:
        return pdfplumber.open(io.BytesIO(self.content)).pages

    @cached_property
    def lines(self) -> list[list[dict]]:
        return [page.extract_text_lines(return_chars=True) for page in self.pages]

    @cached_property
    def text(self) -> str:
        return "\n".join(line["text"] for page in self.lines for line in page)

    @cached_property
    def running(self) -> str:
        """In one line, without what stands above and below the text of a page."""
        lines = [line for page in self.lines for line in page if line["top"] > 19 * MM]
        return " ".join(" ".join(line["text"] for line in lines if VERIFY not in line["text"]).split())

    def line(self, start: str, page: int = 0) -> dict:
        return next(line for line in self.lines[page] if start in " ".join(line["text"].split()))

    @property
    def tables(self) -> list[Table]:
        sheets = (self.paper.blocks, *(appendix.blocks for appendix in self.paper.appendices))
        return [block for blocks in sheets for block in blocks if isinstance(block, Table)]


# --- the world: the cast, its plan, pledges, council and decisions, drawn once for the whole module


YEAR: dict[str, Printed] = {}


@pytest.fixture
def year(db, request) -> dict[str, Printed]:
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    if not YEAR:
        school, campaign, council = (request.getfixturevalue(name) for name in ("school", "campaign", "council"))
        papers = {"plan": _plan(campaign), **_pledges(school, campaign)}
        papers["minutes"] = _minutes(school, campaign, council)
        with clock.standing_at(DECIDED_ON):
            papers |= _decisions(school, campaign, council)
        papers["draft"] = replace(papers["merit-named"], draft=True)
        YEAR.update({kind: Printed(paper, pdf.render(paper)) for kind, paper in papers.items()})
    return YEAR


def _plan(campaign) -> Paper:
    part = PlanItem.Part
    texts = {
        part.LEGAL_BASIS: "Chỉ thị số 03/CT-UBND ngày 11 tháng 02 năm 2022 của Ủy ban nhân dân tỉnh,",
        part.PURPOSE: 'Ngăn chặn biểu hiện "tự diễn biến" ,  "tự chuyển hóa" trong nội bộ.',
        part.ORGANISATION: "Các khoa, phòng xây dựng kế hoạch. " * 20,
        part.RECIPIENT: "- Các khoa, phòng,",
    }
    for kind, text in texts.items():
        PlanItem.objects.create(campaign=campaign, part=kind, number=9, text=text)
    for number in range(2, 9):
        PlanItem.objects.create(
            campaign=campaign, part=part.CONTENT, number=number, text="Thi đua dạy tốt, học tốt. " * 12
        )
    Movement.objects.create(campaign=campaign, number=1, name="Dân vận khéo", launched_by="province")
    make_anniversary(campaign.phases.first(), "Ngày thành lập Đảng", date(1930, 2, 3), date(2022, 2, 3))
    return plan_paper.gather(campaign)


def _pledges(school, campaign) -> dict[str, Paper]:
    made = {"status": Pledge.Status.REGISTERED, "submitted_at": SENT}
    person = make_pledge(
        campaign, school.lecturer, school.faculty, awards=("LDTT", "CSTDCS"), post="Giảng viên",
        initiative_title='Bộ câu hỏi "mở"', **made
    )  # fmt: skip
    PledgeTarget.objects.create(
        pledge=person, number=1, content="Giảng dạy", unit_of_measure="tiết", amount=Decimal("1280.50")
    )
    collective = make_pledge(campaign, school.faculty, school.faculty, awards=("TTLDTT",), **made)
    for number in range(32):
        someone = make_person(("Lò Văn Ỷ", "Hoàng Thị Ẵm")[number % 2], school.faculty)
        make_pledge(campaign, someone, school.faculty, post="Giảng viên", **made)
    unit = make_registration(campaign, school.faculty, "accepted", sent_at=SENT, accepted_at=SENT)
    return {
        "pledge": pledge_paper.gather(person),
        "pledge-collective": pledge_paper.gather(collective),
        "unit-list": pledge_list.gather(unit),
        "school-list": pledge_list.gather_school(campaign),
    }


def _minutes(school, campaign, council) -> Paper:
    with clock.standing_at(meeting.DAY):
        chair = school.rector.user
        session = meeting.make_session(campaign, council)
        meeting.convene(session, by=chair, absent=["Lan"])
        meeting.counted_round(session, meeting.table(session, school.lecturer, school.faculty, by=chair), by=chair)
        return minutes_paper.gather(session, number=1, ended_at=datetime(2022, 12, 20, 3, 30, tzinfo=UTC))


def _decisions(school, campaign, council) -> dict[str, Paper]:
    session = make_session(campaign, council)
    sixty_people(school, session)
    chosen = {"date": DECIDED_ON, "signer": signer_of(school.rector), "by": school.clerk.user}
    titles = deciding.draft(session, kind="titles", **chosen)
    recommend(session, school.lecturer2, "GK")
    recommend(session, school.lecturer, "GK")
    named = deciding.draft(session, kind="merit", **chosen)
    for person in (school.head, school.stranger, school.other_head):
        recommend(session, person, "GK")
    listed = deciding.draft(session, kind="merit", **chosen | {"signer": signer_of(school.deputy)})
    issued = {"mode": "numbered", "date": DECIDED_ON, "verify_code": "AB12-CD34"}
    return {
        "titles": decision_paper.gather(titles, number=4, **issued),
        "payment-list": payment_list.gather(titles),
        "fund-statement": fund_statement.gather(2022, made_by="Ngô Thị Lan"),
        "merit-blank": decision_paper.gather(listed, mode="blank"),
        "merit-named": decision_paper.gather(named, number=5, **issued),
        "merit-list": decision_paper.gather(listed, number=16, **issued),
    }


@pytest.fixture(params=KINDS)
def printed(year, request) -> Printed:
    return year[request.param]


# --- 1–4: the page


def test_every_page_is_a4_and_nothing_but_its_number_stands_in_the_margins(printed):
    for page in printed.pages:
        assert {round(page.width / MM), round(page.height / MM)} == {210, 297}
        inside = [char for char in page.chars if char["top"] > 19 * MM and char["text"].strip()]
        assert min(char["x0"] for char in inside) >= 30 * MM - 0.5
        assert page.width - max(char["x1"] for char in inside) >= 15 * MM
        assert min(char["top"] for char in inside) >= 20 * MM - 1
        assert page.height - max(char["bottom"] for char in inside) >= 20 * MM - 1


def _first_pages(printed: Printed) -> list[int]:
    starts = [appendix.title for appendix in printed.paper.appendices]
    return [0] + [place for place, lines in enumerate(printed.lines) if place and lines[0]["text"] in starts]


def test_page_numbers_start_on_the_second_page_and_again_in_each_list(printed):
    firsts = _first_pages(printed)
    for place, page in enumerate(printed.pages):
        above = page.crop((0, 0, page.width, 19 * MM))
        count = place - max(first for first in firsts if first <= place) + 1
        shown = re.sub("DỰ THẢO", "", above.extract_text()).strip()
        assert shown == ("" if count == 1 else str(count))
        if shown:
            middle = above.search(shown)[0]
            assert abs((middle["x0"] + middle["x1"]) / 2 - (page.width + 10 * MM) / 2) < 1
            assert {round(char["size"]) for char in middle["chars"]} == {14}


def test_only_black_is_used(printed):
    inks = {char["non_stroking_color"] for page in printed.pages for char in page.chars}
    assert inks <= {(0,), (0, 0, 0), (0.0, 0.0, 0.0), (0.0,)}


# --- 5–12: the head


def test_the_national_name_is_on_one_line_over_the_motto_and_its_rule(printed):
    page = printed.pages[0]
    nation, motto = page.search(NATION, regex=False), page.search(MOTTO, regex=False)
    assert (len(nation), len(motto)) == (1, 1)
    assert nation[0]["bottom"] <= motto[0]["top"] + 3
    assert {round(char["size"]) for char in nation[0]["chars"]} == {13}
    near = [rule for rule in page.rects if 0 <= rule["bottom"] - motto[0]["bottom"] < 4 and rule["x0"] > 80 * MM]
    assert {(round(rule["x0"]), round(rule["x1"])) for rule in near} == {(round(motto[0]["x0"]), round(motto[0]["x1"]))}


def test_only_the_issuer_is_bold_and_has_a_short_rule_below(printed):
    page, header = printed.pages[0], shown(printed.paper).head
    for lines, is_bold in ((header.parent_lines, False), (header.issuer_lines, True)):
        for text in lines:
            found = page.search(text, regex=False)[0]
            assert {"Bold" in char["fontname"] for char in found["chars"]} == {is_bold}
    last = page.search(header.issuer_lines[-1], regex=False)[0]
    rules = [r for r in page.rects if 0 <= r["top"] - last["bottom"] < 8 and r["x1"] < 105 * MM and r["width"] > 10]
    widest = max(page.search(text, regex=False)[0]["x1"] - page.search(text, regex=False)[0]["x0"]
                 for text in (*header.parent_lines, *header.issuer_lines))  # fmt: skip
    assert len({(round(rule["x0"]), round(rule["x1"])) for rule in rules}) == 1
    assert 1 / 3 <= rules[0]["width"] / widest <= 1 / 2


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("plan", "Số: 05/KH-TCT"),
        ("minutes", "Số: 01/BB-HĐTĐKT"),
        ("titles", "Số: 04/QĐ-TCT"),
        ("merit-blank", "Số: /QĐ-TCT"),
        ("merit-list", "Số: 16/QĐ-TCT"),
    ],
)
def test_the_number_has_its_symbol_and_two_figures(kind, number, year):
    assert number in " ".join(year[kind].line("Số:")["text"].split())


@pytest.mark.parametrize("kind", UNNUMBERED)
def test_forms_and_lists_carry_no_number(kind, year):
    assert "Số:" not in year[kind].text


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("plan", "Lai Châu, ngày 15 tháng 02 năm 2022"),
        ("titles", "Lai Châu, ngày 30 tháng 12 năm 2022"),
        ("merit-blank", "Lai Châu, ngày tháng 12 năm 2022"),
        ("pledge", "Lai Châu, ngày 20 tháng 3 năm 2022"),
        ("school-list", "Lai Châu, ngày tháng 3 năm 2022"),
    ],
)
def test_the_date_is_italic_and_level_with_the_number(kind, day, year):
    line = year[kind].line("Lai Châu, ngày")
    assert " ".join(line["text"].split()).endswith(day)
    dated = [char for char in line["chars"] if char["x0"] > 91 * MM and char["text"].strip()]
    assert {char["fontname"].split("+")[1] for char in dated} == {f"{FAMILY}-Italic"}
    assert ("Số:" in line["text"]) == (kind in NUMBERED)


def test_the_blank_copy_has_room_for_a_day_written_by_hand(year):
    page = year["merit-blank"].pages[0]
    date_line = year["merit-blank"].line("Lai Châu, ngày")
    day, month = (page.search(word, regex=False) for word in ("ngày", "tháng"))
    left, right = (
        next(f for f in found if abs(f["top"] - date_line["top"]) < 3 and f["x0"] > 91 * MM) for found in (day, month)
    )
    assert right["x0"] - left["x1"] >= 8 * MM


# --- 13, 14, 19–22: title, articles, end


def test_the_title_is_bold_and_centred_and_no_word_of_it_stands_alone(printed):
    page, summary = printed.pages[0], printed.paper.summary
    title = next(f for f in page.search(printed.paper.title, regex=False) if f["top"] > 40 * MM)
    assert {char["fontname"].split("+")[1] for char in title["chars"]} == {f"{FAMILY}-Bold"}
    middle = (title["x0"] + title["x1"]) / 2
    assert abs(middle - (page.width + 10 * MM) / 2) < 1.5
    assert not summary.endswith(".")
    below = [line for line in printed.lines[0] if line["top"] > title["top"] + 5][: summary.count("\n") + 2]
    spoken = [line["text"] for line in below if line["text"] in " ".join(summary.split())]
    assert min(len(line.split()) for line in spoken) >= 2


def test_the_parts_stand_in_the_order_of_the_decree(printed):
    paper = printed.paper
    marks = [NATION, MOTTO, "Lai Châu, ngày" if paper.header.show_date_line else "Số:", f"\n{paper.title}\n"]
    marks += [mark for mark in (paper.authority, f"\n{paper.enacting}\n" if paper.enacting else "") if mark]
    marks += [*(["./."] if paper.kind != "decision" else ["Quyết định này./."])]
    places = [printed.text.find(mark) for mark in marks]
    assert -1 not in places
    assert places == sorted(places)
    for signature in paper.signatures:
        assert printed.text.rfind(signature.name) > places[-1]


@pytest.mark.parametrize("kind", DECISIONS)
def test_articles_run_without_gaps_and_those_referred_to_exist(kind, year):
    paper, text = year[kind].paper, year[kind].running
    numbers = [block.number for block in paper.blocks if hasattr(block, "number")]
    assert numbers == [1, 2, 3]
    assert {int(number) for number in re.findall(r"(?:tại|Như) Điều (\d+)\b(?! Nghị)", text)} <= set(numbers)
    page = year[kind].pages[0]
    assert {"Bold" in char["fontname"] for char in page.search("Điều 1.", regex=False)[0]["chars"]} == {True}
    assert "QUYẾT ĐỊNH:" in [line["text"] for line in year[kind].lines[0]]


@pytest.mark.parametrize("kind", DECISIONS)
def test_bases_are_italic_and_end_with_their_marks(kind, year):
    page = year[kind].pages[0]
    top = page.search("Căn cứ", regex=False)[0]["top"] - 2
    enacting = next(f for f in page.search("QUYẾT ĐỊNH:", regex=False))
    bases = page.crop((0, top, page.width, enacting["top"] - 4))
    assert {char["fontname"].split("+")[1] for char in bases.chars if char["text"].strip()} == {f"{FAMILY}-Italic"}
    assert bases.extract_text().rstrip().endswith(".")
    assert bases.extract_text().count(";\n") >= len(year[kind].paper.bases) - 1


def test_the_end_mark_is_there_once_in_the_body_and_once_in_each_list(printed):
    assert printed.text.count("./.") == 1 + len(printed.paper.appendices)


def test_no_line_that_announces_something_is_the_last_of_its_page(printed):
    for lines in printed.lines[:-1]:
        body = [line for line in lines if not line["text"].startswith(VERIFY)]
        assert not body[-1]["text"].rstrip().endswith(":")
        assert not re.match(r"^[IVX]+\. [A-ZĐ]{2}|^\d+\. [^.;,]{3,40}$", body[-1]["text"])


# --- 23–25: figures and spelling


def test_the_words_are_typed_as_a_clerk_would(printed):
    text = printed.text
    assert unicodedata.is_normalized("NFC", text)
    assert '"' not in text
    assert text.count("“") == text.count("”")
    assert re.findall(r"[^ …] [,;:](?:\s|$)|\s\.(?:\s|$)", text) == []


@pytest.mark.parametrize("kind", DECISIONS)
def test_money_in_words_is_money_in_figures_and_the_total_of_the_list(kind, year):
    figures, words = re.search(r"số tiền: ([\d.]+) đồng \(Bằng chữ: ([^)]+)\)", year[kind].running).groups()
    total = int(figures.replace(".", ""))
    assert words == money_words(total)
    for table in year[kind].tables:
        amounts = ["".join(run.text for run in row.cells[4]) for row in table.rows if isinstance(row, Row)]
        assert sum(int(amount.replace(".", "")) for amount in amounts) == total
        last = table.rows[-1]
        assert isinstance(last, TotalRow)
        assert last.cells[0][0].text == money(total)


def test_the_counts_of_the_first_article_are_those_of_the_list(year):
    rows = [row for row in year["titles"].tables[0].rows if isinstance(row, Row)]
    names = {"".join(run.text for run in row.cells[1]) + row.cells[0][0].text for row in rows}
    assert len(names) == len(rows)
    groups = [int(n) for n in re.findall(r"Danh hiệu “[^”]+”: (\d+) (?:tập thể|cá nhân)", year["titles"].running)]
    assert sum(groups) == len(rows)
    counted = re.search(r"cho (\d+ tập thể và \d+ cá nhân)", year["titles"].running)[1]
    assert f"(Danh sách gồm {counted.replace(' và ', ', ')})./." in year["titles"].running


@pytest.mark.parametrize("kind", ["unit-list", "school-list"])
def test_the_totals_of_a_list_are_its_rows(kind, year):
    collectives, people = (len([row for row in table.rows if isinstance(row, Row)]) for table in year[kind].tables)
    assert f"Tổng số: {collectives:02d} tập thể, {people:02d} cá nhân;" in year[kind].running


# --- 26–32: signature and recipients


def test_the_signature_is_whole_and_has_text_above_it_on_its_page(printed):
    signature = printed.paper.signatures[-1]
    at = [n for n, page in enumerate(printed.pages) if page.search(signature.name, regex=False) and
          page.search(signature.lines[-1], regex=False)][-1 if not printed.paper.appendices else 0]  # fmt: skip
    page = printed.pages[at]
    title = page.search(signature.lines[-1], regex=False)[-1]
    signer = page.search(signature.name, regex=False)[-1]
    assert 25 * MM <= signer["top"] - title["bottom"] <= 40 * MM
    above = [line for line in printed.lines[at] if 19 * MM < line["top"] < title["top"] - 2]
    assert len(above) >= 2


def test_the_deputy_signs_for_the_head(year):
    page = next(p for p in year["merit-list"].pages if p.search("KT. HIỆU TRƯỞNG", regex=False))
    first, second = (page.search(text, regex=False)[0] for text in ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"))
    assert first["bottom"] <= second["top"] + 3
    assert "Vũ Thị Thu" in page.extract_text()


@pytest.mark.parametrize("kind", NUMBERED)
def test_recipients_are_marked_and_end_with_the_archive(kind, year):
    printed = year[kind]
    page = next(page for page in printed.pages if page.search("Nơi nhận:", regex=False))
    label = page.search("Nơi nhận:", regex=False)[0]
    assert {(char["fontname"].split("+")[1], round(char["size"])) for char in label["chars"]} == {
        (f"{FAMILY}-Bold-Italic", 12)
    }
    below = page.crop((0, label["top"] - 1, 102 * MM, page.height - 30))
    items = " ".join(below.extract_text().split()).removeprefix("Nơi nhận: - ").split("; - ")
    assert next(round(char["size"]) for char in below.chars if char["text"] == "-") == 11
    assert items == [item.rstrip(",.;") for item in printed.paper.recipients[:-1]] + ["Lưu: VT, TĐKT."]
    if kind in DECISIONS:
        assert items[0] == "Như Điều 3"


# --- 33–36: lists


@pytest.mark.parametrize("kind", ["titles", "merit-blank", "merit-list"])
def test_the_list_is_announced_and_names_its_decision(kind, year):
    text = year[kind].running
    assert "anh sách kèm theo)" in text
    number = " ".join(year[kind].line("Số:")["text"].split()).removeprefix("Số: ").split()[0]
    day = " ".join(year[kind].paper.header.day_words.split())
    assert f"(Kèm theo Quyết định số {number} {day} của Hiệu trưởng Trường Chính trị tỉnh Lai Châu)" in text


def test_one_or_two_recipients_are_named_and_have_no_list(year):
    text = year["merit-named"].running
    assert "Danh sách" not in text
    assert [name for name in ("Ông Lò Văn Ẵm", "Bà Nguyễn Thị Hoa") if name not in text] == []


@pytest.mark.parametrize("kind", ["titles", "unit-list", "school-list", "minutes", "payment-list"])
def test_each_page_of_a_table_repeats_its_head_and_no_row_is_split(kind, year):
    printed = year[kind]
    longest = max(printed.tables, key=lambda table: len(table.rows))
    numbers = []
    for place, page in enumerate(printed.pages):
        for table in page.find_tables():
            rows = table.extract()
            if " ".join((rows[0][1] or "").split()) == longest.columns[1].title:
                assert [" ".join((cell or "").split()) for cell in rows[0]] == [
                    " ".join(column.title.split()) for column in longest.columns
                ], place
                numbers += [row[0] for row in rows[1:] if (row[0] or "").isdigit()]
    asked = ["".join(run.text for run in row.cells[0]) for row in longest.rows if isinstance(row, Row)]
    assert numbers == asked
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_first_page_of_a_list_leaves_room_for_the_seal(year):
    page = year["titles"].pages[_first_pages(year["titles"])[1]]
    title = page.search("DANH SÁCH", regex=False)[0]
    assert title["x0"] - 30 * MM >= 50 * MM
    assert title["top"] < 25 * MM


# --- 37: minutes


def test_minutes_tell_start_and_end_and_everybody_is_there_or_missing(year):
    text = year["minutes"].running
    assert "Lai Châu, ngày" not in text
    assert text.index("Thời gian bắt đầu: ") < text.index(
        "Cuộc họp kết thúc vào 10 giờ 30, ngày 20 tháng 12 năm 2022./."
    )
    here, members = map(int, re.search(r"Có mặt: (\d+)/(\d+) thành viên", text).groups())
    missing = re.search(r"Vắng mặt: (.*?) 3\. Đại biểu mời", text)[1].count("(")
    assert (here + missing, members) == (5, 5)
    voted, voters = map(int, re.search(r"đã bỏ phiếu (\d+)/(\d+)", text).groups())
    assert voted <= voters <= here
    page = year["minutes"].pages[-1]
    left, right, below = (page.search(mark, regex=False)[-1] for mark in ("THƯ KÝ", "CHỦ TỌA", "Nơi nhận:"))
    assert left["x1"] < right["x0"]
    assert below["top"] > page.search("Phạm Văn Quang", regex=False)[-1]["bottom"]


# --- 39, 40: the file


def test_the_file_embeds_only_its_own_letters_and_says_what_it_is(printed):
    reader = PdfReader(io.BytesIO(printed.content))
    assert reader.metadata.title == printed.paper.document_title
    assert reader.metadata.author == printed.paper.written_by
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"]
            assert font.get_object()["/BaseFont"].split("+")[1].startswith(FAMILY)


def test_a_draft_is_marked_and_a_final_paper_is_not(year):
    assert {kind for kind in KINDS if "DỰ THẢO" in year[kind].text} == {"draft", "payment-list"}


# --- what the drawing takes care of, whatever was typed and however long a list is


@pytest.mark.parametrize(
    ("typed", "printed_as"),
    [
        ('biểu hiện "tự diễn biến" ,  "tự chuyển hóa"', "biểu hiện “tự diễn biến”, “tự chuyển hóa”"),
        ('("Dân vận khéo") : tốt ; thi  đua .', "(“Dân vận khéo”): tốt; thi đua."),
        ("“Đoàn kết - kỷ cương”", "“Đoàn kết - kỷ cương”"),
        ("… giờ …, năm … ./.", "… giờ …, năm …./."),
        (unicodedata.normalize("NFD", "Ẵm"), "Ẵm"),
        (f"Số:{GAP}/QĐ-TCT", f"Số:{GAP}/QĐ-TCT"),
    ],
)
def test_typed_texts_are_tidied_once_and_for_all(typed, printed_as):
    assert tidy(typed) == printed_as
    assert tidy(printed_as) == printed_as


@pytest.mark.parametrize("rows", [36, 37])
def test_a_short_last_line_takes_a_row_of_the_list_along_to_the_signature(rows):
    table = Table([Column("STT", 10), Column("Họ và tên")], [Row([str(n), "Lò Văn Ỷ"]) for n in range(1, rows + 1)])
    signed = (Signature(("NGƯỜI LẬP BIỂU",)), Signature(("HIỆU TRƯỞNG",), "Phạm Văn Quang"))
    blocks = (table, Paragraph("Tổng số: 36 cá nhân./."))
    paper = Paper("list", "DS.pdf", Header(("A",), ("B",)), title="DANH SÁCH", blocks=blocks, signatures=signed)
    last = Printed(paper, pdf.render(paper)).lines[-1]
    assert [line["text"] for line in last][:4] == ["2", "STT Họ và tên", f"{rows} Lò Văn Ỷ", "Tổng số: 36 cá nhân./."]
