"""`manage.py demo` lived through once, stage by stage; what waits for everybody; `manage.py print`."""

import io
import re
from collections import Counter
from functools import cache

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from awards import fund, guarding, printing
from awards.demo import progress
from awards.kinds import KINDS
from awards.management.commands import demo as command
from awards.models import (
    AwardRecord,
    Council,
    CouncilSession,
    Decision,
    Nomination,
    Objection,
    PaperDraft,
    Revocation,
    Round,
    SubmissionLetter,
    UnitReview,
)
from campaigns.documents import plan as plan_paper
from campaigns.models import Award, Campaign, Covenant, Department, Evaluation, Pledge, StaffMember, UnitRegistration
from tests.reading import differences, stories, words_of_word
from thidua import clock, pdf
from thidua.models import IssuedDocument, User
from thidua.papers import Paper, Row, Table
from thidua.print_guard.walking import row_texts, texts
from thidua.workflow import Refused

pytestmark = pytest.mark.django_db

COUNTED = (
    Campaign,
    Pledge,
    UnitRegistration,
    Evaluation,
    UnitReview,
    Nomination,
    CouncilSession,
    Round,
    Decision,
    PaperDraft,
    SubmissionLetter,
    Revocation,
    Covenant,
)
EVERYBODY = (
    "canbo",
    "truongkhoa",
    "truongphong",
    "thuongtruc",
    "uyvien",
    "uyvien2",
    "uyvien3",
    "hieutruong",
    "quantri",
)


def state() -> dict:
    """Statuses of every kind of object, and titles recorded for 2022 and later."""
    counted = {
        model.__name__: dict(Counter(model.objects.order_by("status").values_list("status", flat=True)))
        for model in COUNTED
    }
    records = AwardRecord.objects.filter(year__gte=2022).values_list("award", flat=True)
    return {name: found for name, found in counted.items() if found} | {"records": dict(Counter(records))}


# --- on an empty database: these stand before `stages`, which fills it for the rest of this module


def test_no_demo_in_a_real_house(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"^Chỉ nạp dữ liệu mẫu khi DEMO=1"):
        call_command("demo")


def test_too_small_a_school():
    with pytest.raises(CommandError, match=r"^Cần ít nhất 20 cán bộ \(--staff 20\)"):
        call_command("demo", staff=19)


def school_of(seed: int) -> list[tuple]:
    """People a seed makes; nothing of them stays."""
    with transaction.atomic():
        call_command("demo", until="organisation", staff=20, seed=seed, verbosity=0)
        people = list(StaffMember.objects.order_by("code").values_list("code", "full_name", "birth_date", "joined_on"))
        transaction.set_rollback(True)
    return people


def test_a_seed_makes_the_same_people_again():
    first, again, other = school_of(7), school_of(7), school_of(8)
    assert (len(first), first == again, first == other) == (20, True, False)


def test_without_the_libraries_of_pdf_it_stops_before_the_decision(monkeypatch, capsys):
    done = []
    stages = [(name, lambda name=name: done.append(name), day) for name, _, day in command.STAGES]
    monkeypatch.setattr(command, "STAGES", stages)
    monkeypatch.setattr(pdf, "missing_libraries", lambda: "Gõ: apt-get install libpango-1.0-0")
    call_command("demo", staff=20)
    assert done == ["organisation", "launched", "pledged", "evaluated", "nominated", "tabled", "counted"]
    assert capsys.readouterr().err.startswith(
        "Dữ liệu mẫu dừng ở bước “counted” vì chưa in được PDF. Gõ: apt-get install libpango-1.0-0"
    )


def test_a_large_school_has_ten_years_and_a_unit_for_thirty_people(monkeypatch, capsys):
    monkeypatch.setattr(command.people, "LARGE_SCHOOL", 240)
    said = []
    for options in ({}, {"years": 2}):
        with transaction.atomic():
            call_command("demo", until="organisation", staff=240, **options)
            years = AwardRecord.objects.order_by("year").values_list("year", flat=True).distinct()
            units = Department.objects.units()
            heads = units.filter(postings__is_head=True).distinct().count()
            said.append((list(years), units.count(), heads))
            transaction.set_rollback(True)
    assert said == [(list(range(2012, 2022)), 8, 8), ([2020, 2021], 8, 8)]
    out = capsys.readouterr().out
    assert re.search(
        r"^Dữ liệu mẫu: organisation \(17/01/2022\): 240 người, 9 đơn vị, .*; \d+,\d giây$", out, re.MULTILINE
    )


def test_progress_is_told_while_it_takes_long_and_only_to_who_listens(monkeypatch):
    said = []
    moments = iter(range(0, 100, 3))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(moments))
    with progress.told_to(said.append):
        assert list(progress.each("Đăng ký", range(6))) == [0, 1, 2, 3, 4, 5]
    told = len(said)
    assert list(progress.each("Đăng ký", range(6))) == [0, 1, 2, 3, 4, 5]
    assert (said[0], told) == ("  Đăng ký: 1/6", len(said))
    assert progress.counted(1200) == "1.200"


def test_quiet(capsys):
    with transaction.atomic():
        call_command("demo", until="launched", staff=20, verbosity=0)
        transaction.set_rollback(True)
    assert capsys.readouterr().out == ""


# --- the whole of it


@pytest.fixture(scope="module")
def stages(django_db_setup, django_db_blocker):
    """The whole demo once for this module; the state it was in at the end of each stage, by the clock's day."""
    seen = {}
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        advance = clock.advance

        def remember(to):
            advance(to)
            seen[f"{to:%d/%m/%Y}"] = state()

        patch.setattr(clock, "advance", remember)
        call_command("demo", verbosity=0)
        patch.undo()
        yield seen
        transaction.set_rollback(True)


def test_every_stage(stages):
    year = {"Campaign": {"launched": 1}}
    registered = year | {"Pledge": {"registered": 45}, "UnitRegistration": {"accepted": 7}}
    evaluated = registered | {"Evaluation": {"confirmed": 90}, "PaperDraft": {"issued": 2}}
    met = {"UnitReview": {"closed": 6}}
    posted = met | {"PaperDraft": {"draft": 1, "issued": 3}}
    invited = met | {"PaperDraft": {"draft": 1, "issued": 4}}
    session = {"CouncilSession": {"planned": 1}} | invited
    counted = {"Nomination": {"recommended": 48, "not_recommended": 1}, "Round": {"counted": 10}} | invited
    decided = {
        "Nomination": {"awarded": 47, "forwarded": 1, "not_recommended": 1},
        "CouncilSession": {"closed": 2},
        "Round": {"counted": 10},
        "Decision": {"issued": 2},
        "SubmissionLetter": {"sent": 1},
    }
    waiting = {
        "Campaign": {"launched": 2},
        "Pledge": {"registered": 45, "draft": 1, "submitted": 10, "endorsed": 2},
        "UnitRegistration": {"accepted": 7, "not_sent": 4, "sent": 1},
        "PaperDraft": {"draft": 2, "issued": 5},
        "Revocation": {"draft": 1},
        "Covenant": {"open": 1, "signed": 1},
    }
    none = {"records": {}}
    records = {"records": {"LDTT": 37, "CSTDCS": 2, "TTLDTT": 5, "GK": 3}}
    assert stages == {
        "17/01/2022": none,
        "21/02/2022": year | none,
        "05/04/2022": registered | none,
        "08/12/2022": evaluated | none,
        "14/12/2022": evaluated | {"Nomination": {"verified": 49}} | posted | none,
        "19/12/2022": evaluated | {"Nomination": {"tabled": 49}} | session | none,
        "20/12/2022": evaluated | counted | {"CouncilSession": {"convened": 1}} | none,
        "30/12/2022": evaluated | decided | invited | records,
        "20/02/2023": evaluated | met | decided | waiting | records,
    }
    assert (StaffMember.objects.count(), Department.objects.count(), clock.today().isoformat()) == (42, 7, "2023-02-20")


def test_something_waits_for_everybody(stages):
    """Each finds to-dos on the home page, and every one of them opens."""
    for username in EVERYBODY:
        client = Client()
        client.force_login(User.objects.get(username=username))
        home = client.get(reverse("home"))
        todos = [todo for _, group in home.context["groups"] for todo in group]
        assert todos, username
        assert {client.get(todo.url, follow=True).status_code for todo in todos} == {200}, username
    assert set(User.objects.values_list("username", flat=True)) == set(EVERYBODY)


def test_who_signs_is_asked_for_numbered_papers_alone(stages):
    """A unit's letter is being written at the desk too; the rector does not sign it."""
    drafts = {draft.kind: draft.get_absolute_url() for draft in PaperDraft.objects.filter(status="draft")}
    assert set(drafts) == {"nomination-letter", "summary-report"}
    client = Client()
    client.force_login(User.objects.get(username="hieutruong"))
    asked = {todo.url for _, group in client.get(reverse("home")).context["groups"] for todo in group}
    assert asked & set(drafts.values()) == {drafts["summary-report"]}


def test_the_fund_bears_the_decisions_and_some_have_not_received_yet(stages):
    account = fund.account(2022)
    assert (account.brought_forward, account.received, account.costs) == (2_150_000, 30_000_000, 1_080_000)
    assert (account.paid, account.owed, account.available) == (19_730_000, 6_300_000, 5_040_000)
    client = Client()
    client.force_login(User.objects.get(username="thuongtruc"))
    waiting = "Chi tiền: 14 người, tập thể chưa nhận tiền thưởng theo Quyết định số 215/QĐ-TCT"
    assert waiting in client.get(reverse("home")).content.decode()


def test_a_strict_clerk_finds_nothing_in_what_was_issued(stages):
    """Every paper as it was frozen; the plan as it is drawn today."""
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    found = {
        str(decision.document): guarding.findings_of_decision(decision, *guarding.copy_of(decision))
        for decision in Decision.objects.all()
    }
    for document in IssuedDocument.objects.exclude(kind="decision"):
        paper, content = Paper.from_dict(document.paper), bytes(document.file.content)
        found[str(document)] = guarding.findings_of(paper, content, document.date)
    plan = plan_paper.gather(Campaign.objects.get(year=2022))
    found["plan"] = guarding.findings_of(plan, pdf.render(plan), plan.header.date)
    assert len(found) == 11
    assert {name: findings for name, findings in found.items() if findings} == {}


# --- councils


def test_the_initiative_council_has_met_and_its_results_are_recorded(stages):
    session = CouncilSession.objects.get(council__kind=Council.Kind.INITIATIVES)
    assert (session.status, session.minutes.full_number, str(session.council)) == (
        "closed",
        "01/BB-HĐSK",
        "Hội đồng sáng kiến Trường Chính trị tỉnh Lai Châu (75/QĐ-TCT)",
    )
    rows = session.hearings.order_by("ordinal").values_list("status", "scored", "agree", "initiative__status")
    assert list(rows) == [
        ("recommended", 5, 5, "recognised"),
        ("recommended", 4, 4, "recognised"),
        ("not_recommended", 4, 1, "refused"),
    ]
    for username in ("thuongtruc", "uyvien", "uyvien3"):
        client = Client()
        client.force_login(User.objects.get(username=username))
        assert session.get_absolute_url() in client.get(reverse("council_session_list")).content.decode(), username
        assert client.get(session.get_absolute_url()).status_code == 200
    author = Client()
    author.force_login(User.objects.get(username="truongphong"))
    idea = session.hearings.first().initiative
    assert "Biên bản số 01/BB-HĐSK" in author.get(idea.get_absolute_url()).content.decode()


def test_one_list_was_voted_on_with_slips_that_two_tellers_counted(stages):
    session = CouncilSession.objects.get(council__kind=Council.Kind.AWARDS)
    round_ = session.rounds.get(way=Round.Way.PAPER)
    assert (round_.status, round_.issued, round_.collected, round_.invalid) == ("counted", 6, 6, 0)
    assert list(round_.questions.values_list("nomination__award", "agree")) == [("GK", 6)] * 3
    sheets = round_.sheets.order_by("teller__ordinal")
    assert [str(sheet.teller) for sheet in sheets] == ["Hoàng Văn Thí", "Phạm Văn Giả Định"]


def test_a_member_of_staff_objected_to_the_posted_list_and_was_answered(stages):
    objection = Objection.objects.get()
    assert (objection.status, objection.staff_member.user.username) == ("answered", "uyvien3")
    assert objection.answer.startswith("Sáng kiến được công nhận")


# --- print


@pytest.mark.parametrize("kind", KINDS)
def test_printing(kind, stages, tmp_path):
    file = tmp_path / "ra.pdf"
    call_command("print", kind, to=str(file), verbosity=0)
    assert file.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("kind", KINDS)
def test_printing_for_word(kind, stages, tmp_path):
    file = tmp_path / "ra.docx"
    call_command("print", kind, to=str(file), format="docx", verbosity=0)
    assert file.read_bytes().startswith(b"PK")


def words_of(kind: str) -> list[str]:
    """Every text of what `manage.py print KIND` prints, as it is drawn; of a sheet drawn by its own room, its lines."""
    row = printing.row_of(kind, None, None)
    if KINDS[kind].pdf is not None:
        pages = PdfReader(io.BytesIO(printing.print_bytes(kind, None, None))).pages
        return [line for page in pages for line in page.extract_text().splitlines()]
    issued = printing.issued_of(kind, row)
    return [text for _, text in texts(Paper.from_dict(issued.paper) if issued else printing.paper_of(kind, row))]


@cache
def words_printed() -> list[tuple[str, str]]:
    """Of every kind, and of every paper that was issued; `stages` stay as they are for all who ask."""
    issued = [(str(one), text) for one in IssuedDocument.objects.all() for _, text in texts(Paper.from_dict(one.paper))]
    return issued + [(kind, text) for kind in KINDS for text in words_of(kind)]


def test_minutes_say_that_whoever_presides_opens_the_session(stages):
    """The chair may be away: what a session begins with is true of either."""
    said = {
        text for kind in ("council-minutes", "hearing-minutes") for text in words_of(kind) if " nêu mục đích" in text
    }
    assert said == {
        "Chủ tọa nêu mục đích, yêu cầu và quy chế làm việc của phiên họp.",
        "Chủ tọa nêu mục đích, tiêu chí và cách chấm điểm.",
    }


def test_papers_do_not_say_that_they_are_made_up(stages):
    """The names of the people do; a paper is shown as a real one would be."""
    assert [(paper, text) for paper, text in words_printed() if "mẫu)" in text.lower()] == []


def test_the_plan_of_2023_rests_on_the_law_of_its_day_as_a_copied_one_does(stages):
    bases = [basis.partition(" ngày ")[0] for basis in plan_paper.gather(Campaign.objects.get(year=2023)).bases]
    assert bases == ["Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Nghị định số 91/2017/NĐ-CP"]


def test_papers_write_units_and_awards_in_full(stages):
    """A short name is for narrow screens; a paper has the name of the decision that made the unit or the award."""
    named = [*Department.objects.values_list("name", "short_name"), *Award.objects.values_list("name", "short_name")]
    short = {shorter for full, shorter in named if shorter not in full}
    assert {"Khoa LLCS", "Phòng TC-HC", "LĐTT", "BK tỉnh"} < short
    any_of_them = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(short)))})(?!\w)")
    assert [(paper, text) for paper, text in words_printed() if any_of_them.search(text)] == []


# A zero before days under 10, and before months 1 and 2 only (NĐ 30/2020), in both forms of a date.
DAY, MONTH = r"(0[1-9]|[12]\d|3[01])", r"(01|02|[3-9]|1[0-2])"
A_DATE = re.compile(rf"{DAY}/{MONTH}/\d{{4}}|(?i:ngày) {DAY} tháng {MONTH} năm \d{{4}}")
ANY_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])|(?i:ngày) \d+,? tháng \d+,? năm \d{4}")
LAST_FIGURE = re.compile(r"\d(?:,(\d+))?\D*$")


def test_papers_write_every_date_in_one_form(stages):
    found = [(paper, date) for paper, text in words_printed() for date in ANY_DATE.findall(" ".join(text.split()))]
    assert len({date for _, date in found}) > 40
    assert [(paper, date) for paper, date in found if not A_DATE.fullmatch(date)] == []


def tables_printed() -> list[tuple[str, Table]]:
    drawn = [kind for kind, made in KINDS.items() if made.pdf is None]
    papers = [printing.paper_of(kind, printing.row_of(kind, None, None)) for kind in drawn]
    sheets = [(paper.kind, paper) for paper in papers if isinstance(paper, Paper)]
    sheets += [(kind, appendix) for kind, paper in sheets for appendix in paper.appendices]
    return [(kind, block) for kind, sheet in sheets for block in sheet.blocks if isinstance(block, Table)]


def test_a_column_of_shares_has_the_same_decimals_in_every_row(stages):
    """ "100,0" beside "85,7"."""
    columns = {}
    for kind, table in tables_printed():
        rows = [row_texts(row) for row in table.rows if isinstance(row, Row)]
        for place in (n for n, column in enumerate(table.columns) if column.title.startswith("Tỷ lệ")):
            figures = [match for row in rows if (match := LAST_FIGURE.search(row[place]))]
            columns.setdefault(kind, []).append({len(figure[1] or "") for figure in figures})
    assert {"council-minutes", "tally-sheet", "result-list", "unit-minutes", "summary-report"} <= set(columns)
    assert {kind: found for kind, found in columns.items() if any(len(one) > 1 for one in found)} == {}


def title_and_year(kind: str) -> tuple[str, str]:
    """What `manage.py print KIND` prints, by its words."""
    paper = printing.paper_of(kind, printing.row_of(kind, None, None))
    return paper.title, re.search(r"20\d\d", paper.summary)[0]


def test_without_a_key_the_newest_that_can_be_printed(stages):
    """2023 has just begun: what its campaign has no results for yet is printed of 2022."""
    assert [title_and_year(kind) for kind in ("plan", "phase-report", "summary-report", "pledge-list")] == [
        ("KẾ HOẠCH", "2023"),
        ("BÁO CÁO", "2022"),
        ("BÁO CÁO", "2022"),
        ("DANH SÁCH", "2022"),
    ]
    session = CouncilSession.objects.get(council__kind=Council.Kind.AWARDS)
    with transaction.atomic():
        planned = {"council": session.council, "campaign": session.campaign, "secretary": session.secretary}
        later = CouncilSession.objects.create(planned_for=session.planned_for, place="Phòng B", **planned)
        rows = [printing.row_of(kind, None, None) for kind in ("result-list", "invitation")]
        with pytest.raises(Refused, match="chưa kiểm phiếu"):
            printing.print_bytes("result-list", str(later.pk), None)
        transaction.set_rollback(True)
    assert rows == [session, later]


def test_the_word_file_of_an_issued_paper_has_its_frozen_words(stages, tmp_path):
    file, titles = tmp_path / "ra.docx", Decision.objects.get(kind="titles")
    call_command("print", "decision", str(titles.pk), to=str(file), format="docx", verbosity=0)
    paper, pages = Paper.from_dict(titles.document.paper), stories(bytes(titles.document.file.content))
    assert list(differences(paper, pages, words_of_word(file.read_bytes()))) == []


def test_an_issued_paper_is_printed_as_it_was_stored(stages, tmp_path):
    file = tmp_path / "ra.pdf"
    titles = Decision.objects.get(kind="titles")
    call_command("print", "decision", str(titles.pk), to=str(file), verbosity=0)
    assert file.read_bytes() == bytes(titles.document.file.content)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["thu-cam-on"], "Không có loại văn bản “thu-cam-on”; chọn một trong: "),
        (["plan", "9999"], "Không tìm thấy văn bản cần in; xem lại mã và năm."),
        (["plan", "--year", "1999"], "Không tìm thấy văn bản cần in; xem lại mã và năm."),
        (["plan", "9999", "--format", "docx"], "Không tìm thấy văn bản cần in; xem lại mã và năm."),
    ],
)
def test_what_cannot_be_printed_is_said(arguments, said, db, tmp_path, capsys):
    file = tmp_path / "ra.pdf"
    with pytest.raises(SystemExit) as stopped:
        call_command("print", *arguments, "--to", str(file))
    assert (stopped.value.code, capsys.readouterr().err.startswith(said), file.exists()) == (2, True, False)


def test_an_unwritable_file_is_said(stages, tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        call_command("print", "plan", to=str(tmp_path / "khong-co" / "ra.pdf"))
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("Không ghi được tệp ")


# --- a second time


def test_a_database_in_use_is_left_alone(stages):
    before = StaffMember.objects.count()
    with pytest.raises(
        CommandError, match=r"^Cơ sở dữ liệu đã có dữ liệu; dữ liệu mẫu chỉ nạp vào cơ sở dữ liệu trống"
    ):
        call_command("demo")
    assert StaffMember.objects.count() == before
