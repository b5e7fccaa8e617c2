"""Odd texts and odd files: the guard never fails, it says something or nothing."""

from dataclasses import replace
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.thidua.print_guard.sound import SOUND, _drawn, decision, minutes, name_list, records, row
from thidua import pdf, print_guard
from thidua.papers import Appendix, Article, Header, NumberedItem, Paper, Paragraph, Row, Signature, Table, TotalRow
from thidua.print_guard import check
from thidua.print_guard.old_codes import is_old_code, vni_to_unicode
from thidua.print_guard.reading import File

# What the checks look for, broken off anywhere, among whatever Unicode has.
PIECES = st.sampled_from(
    (
        "Điều 3", "Như Điều ", "ngày 31 tháng 2 năm 2022", "Căn cứ ", "91/2017/NĐ-CP", "“", "./.", " đồng (Bằng chữ: ",
        "1.341.000", "Danh hiệu “", "”: 03 cá nhân", "Có mặt: 5/0", "0/0", "hợp lệ: 1", "NguyÔn", "aõ", "\u0301", "đ",
        "999.999.999.999.999.999", "KT", "gồm 00 tập thể",
    )
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=5).map("".join)
COLUMNS = decision().appendices[0].blocks[0].columns


@st.composite
def papers(draw) -> Paper:
    def text() -> str:
        return draw(TEXTS)

    rows = [Row([text() for _ in COLUMNS]) for _ in range(draw(st.integers(0, 3)))]
    table = Table(COLUMNS, [*rows, TotalRow(text(), [text()])])
    blocks = [Article(draw(st.integers(-1, 4)), text()), NumberedItem(text(), text(), text()), Paragraph(text()), table]
    return Paper(
        kind="decision",
        file_name="x.pdf",
        header=Header([text()], [text()], text(), draw(st.none() | st.integers(0, 10**6)), text(), month=2, year=2022),
        title=draw(st.sampled_from(("QUYẾT ĐỊNH", "BIÊN BẢN", "")) | TEXTS),
        summary=text(),
        address_to=draw(st.lists(TEXTS, max_size=2)),
        bases=draw(st.lists(TEXTS, max_size=3)),
        blocks=blocks,
        signatures=[Signature(draw(st.lists(TEXTS, max_size=2)), text(), text())] * draw(st.integers(0, 2)),
        recipients=draw(st.lists(TEXTS, max_size=3)),
        appendices=[Appendix(text(), text(), text(), text(), [table, Paragraph(text())])] * draw(st.integers(0, 2)),
        draft=draw(st.booleans()),
    )


@pytest.mark.parametrize("is_drawn", [True, False])
@given(paper=papers())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_it_fail(paper, is_drawn):
    """Beside the file of another paper, and beside none."""
    if missing := pdf.missing_libraries():
        pytest.skip(missing)
    content = _drawn(SOUND.paper, (), "")
    with mock.patch.object(
        print_guard, "read", print_guard.reading.read if is_drawn else lambda file: File((), "", "")
    ):
        findings = check(paper, content, records())
    assert all(finding.sentence and finding.rule for finding in findings)
    assert [finding.blocking for finding in findings] == sorted((f.blocking for f in findings), reverse=True)


@pytest.mark.parametrize("paper", [decision, minutes])
def test_a_file_nobody_can_read(paper):
    """The words are still judged, the sheet is not."""
    findings = check(paper(), b"no PDF at all " * 20)
    assert [(finding.key, finding.blocking) for finding in findings] == [("file", True)]


def test_a_file_of_no_pages_is_judged_by_its_words():
    paper = decision(table=name_list(people=[row(1, "Lò 中 Văn"), row(2), row(3)]))
    assert [finding.key for finding in check(paper, b"no PDF at all " * 20)] == ["file", "glyph"]


def test_a_paper_without_a_head_is_asked_for_nothing_of_a_head():
    bare = replace(decision(), header=Header((), ()), signatures=())
    assert {finding.key for finding in check(bare, b"")} <= {"file", "ordinals"}


# At this length a rule that looks at every letter once for each letter works for minutes; each of these was such a
# rule's worst text: a run of letters for the old codes, of figures and dots for sums, of a number and marks for papers.
LONG = 200_000


@pytest.mark.parametrize(
    ("begins", "piece"), [("", "a"), ("", "ă"), ("", "1"), ("", "1."), ("số 1/", "a-"), ("Điều ", "1"), ("", "“")]
)
def test_a_text_without_a_space_is_read_once(begins, piece):
    text = begins + piece * (LONG // len(piece))
    articles = [*decision().blocks[:-1], Article(2, text), decision().blocks[-1]]
    paper = replace(decision(table=name_list(people=[row(1, text)])), blocks=articles, bases=(text,))
    with mock.patch.object(print_guard, "read", return_value=File((), "", "")):
        assert check(paper, b"", records())


@pytest.mark.parametrize(
    "paper",
    [
        lambda: replace(decision(), blocks=[Article(1, "Theo Điều 1" + "1" * 5_000)]),
        lambda: replace(decision(), blocks=[Article(1, "gồm 0" + "1" * 5_000 + " cá nhân")]),
        lambda: replace(decision(), recipients=("Như Điều 1" + "1" * 5_000, "Lưu: VT")),
        lambda: decision(table=name_list(people=[Row(["1" * 5_000, "Lò Văn Ỷ", "", "", "1" * 5_000])])),
        lambda: decision(table=name_list(people=[Row(["²", "Lò Văn Ỷ", "", "", "²"])])),
        lambda: minutes(roll="Có mặt: " + "1" * 5_000 + "/5"),
    ],
)
def test_a_number_of_more_figures_than_anything_has_is_read_too(paper):
    with mock.patch.object(print_guard, "read", return_value=File((), "", "")):
        assert check(paper(), b"", records())


@pytest.mark.parametrize(
    ("text", "is_old"),
    [
        ("NguyÔn V¨n §¹t", True),
        ("Nguyeãn Vaên An", True),
        ("Naêm hoïc 2022", True),
        ("Thöôûng", True),
        ("Nguyễn Văn An", False),
        ("Hoà Bình, Toàn, loãng, xoáy", False),
        ("Café, déjà vu, Müller", False),
        ("Naêm học", False),  # a slip of the finger among composed letters
        ("", False),
    ],
)
def test_only_what_is_surely_an_old_code_is_called_one(text, is_old):
    assert is_old_code(text) is is_old


@pytest.mark.parametrize(
    ("word", "read"),
    [("Nguyeãn", "nguyễn"), ("Vaên", "văn"), ("Ñaïi", "đại"), ("Tröôøng", "trường"), ("Quoác", "quốc")],
)
def test_vni_is_read_as_it_was_meant(word, read):
    assert vni_to_unicode(word) == read
