"""The corpus of honest and hostile files (tests/data/make_uploads.py): each is taken, or refused for its own reason."""

import io
import os
import sys
import zlib

import pytest
from PIL import Image

from tests.data.make_uploads import CORPUS, FOLDER, document, docx, jpeg, pdf, png
from thidua import inspection
from thidua.inspection.looking import look
from thidua.inspection.reasons import (
    BROKEN,
    FETCHES,
    HUGE_PICTURE,
    NO_TEXT,
    REASONS,
    SWELLS,
    TOO_COMPLEX,
    TOO_LONG,
    TWO_IN_ONE,
    Unfit,
)

pytestmark = pytest.mark.usefixtures("own_process")

# Only behind the limits of a process of its own.
CONTAINED = ("bomb-objects.pdf",)


def answer(content: bytes, way=look) -> str:
    try:
        return way(content)
    except Unfit as unfit:
        return unfit.code


def test_the_folder_holds_the_corpus():
    assert {file.name for file in FOLDER.iterdir()} == set(CORPUS)
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 400_000


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in CONTAINED])
def test_each_file_is_told_for_what_it_is(name):
    assert answer((FOLDER / name).read_bytes()) == CORPUS[name][0]


@pytest.mark.parametrize("name", ["word.docx", "phone.jpg", "launch.pdf", "vast.png", *CONTAINED])
def test_the_process_of_its_own_answers_the_same(name):
    assert answer((FOLDER / name).read_bytes(), inspection.media_type_of) == CORPUS[name][0]


def test_every_reason_has_a_sentence_that_is_an_error_text():
    assert {code for code, _ in CORPUS.values() if "/" not in code} | {TOO_COMPLEX, NO_TEXT, TOO_LONG} == set(REASONS)
    assert [sentence for sentence in REASONS.values() if sentence.endswith(".")] == []


def test_a_file_that_eats_time_or_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(inspection, "MEMORY_BYTES", 150 * 1024 * 1024)
    white = io.BytesIO()
    Image.new("RGB", (9000, 9000)).save(white, "PNG")
    assert answer(white.getvalue(), inspection.media_type_of) == TOO_COMPLEX
    monkeypatch.setattr(inspection, "PATIENCE_SECONDS", 0.01)
    assert answer(pdf(), inspection.media_type_of) == TOO_COMPLEX


def test_a_crash_in_a_library_is_a_refusal(monkeypatch, tmp_path):
    broken = tmp_path / "thidua" / "inspection"
    broken.mkdir(parents=True)
    for name, text in (("__init__.py", ""), ("__main__.py", "import os; os.abort()")):
        (broken / name).write_text(text)
    monkeypatch.setattr(inspection, "ROOT", tmp_path)
    assert answer(pdf(), inspection.media_type_of) == TOO_COMPLEX


def test_the_process_sees_no_secret(monkeypatch, tmp_path):
    spy = tmp_path / "thidua" / "inspection"
    spy.mkdir(parents=True)
    (spy / "__init__.py").touch()
    (spy / "__main__.py").write_text("import os; print('type', '+'.join(sorted(os.environ)))")
    monkeypatch.setattr(inspection, "ROOT", tmp_path)
    assert "SECRET_KEY" in os.environ
    seen = set(answer(b"x", inspection.media_type_of).split("+"))
    assert seen - set(inspection.PASSED_ON) <= {"LC_CTYPE"}  # Python's own


# --- both sides of each limit


def test_pixels(monkeypatch):
    monkeypatch.setattr("thidua.inspection.pictures.MOST_PIXELS", 32 * 24)
    assert [answer(jpeg()), answer(png())] == ["image/jpeg", "image/png"]
    monkeypatch.setattr("thidua.inspection.pictures.MOST_PIXELS", 32 * 24 - 1)
    assert [answer(jpeg()), answer(png())] == [HUGE_PICTURE] * 2


def test_objects_of_a_pdf(monkeypatch):
    monkeypatch.setattr("thidua.inspection.pdfs.MOST_OBJECTS", 50)
    assert answer(pdf()) == "application/pdf"
    monkeypatch.setattr("thidua.inspection.pdfs.MOST_OBJECTS", 2)
    assert answer(pdf()) == TOO_COMPLEX


def test_what_a_document_unpacks_to(monkeypatch):
    size = sum(len(content) for content in ({"a": document()} | {}).values())
    assert size < 10_000
    monkeypatch.setattr("thidua.inspection.documents.MOST_UNPACKED", 3_000)
    assert answer(docx()) == inspection.DOCX
    assert answer(docx({"word/a.bin": bytes(3_000)})) == SWELLS
    monkeypatch.setattr("thidua.inspection.documents.MOST_MARKUP", 3_000)
    monkeypatch.setattr("thidua.inspection.documents.MOST_UNPACKED", 100_000)
    assert answer(docx({"word/a.bin": bytes(9_000)})) == inspection.DOCX
    assert answer(docx({"word/a.xml": b"<a>" + b" " * 9_000 + b"</a>"})) == SWELLS


def test_a_note_in_a_picture_is_unpacked_to_a_limit(monkeypatch):
    monkeypatch.setattr("thidua.inspection.pictures.LONGEST_NOTE", 100)
    seen = zlib.decompressobj().decompress(zlib.compress(b" " * 500), 100)
    assert len(seen) == 100
    assert answer((FOLDER / "screenshot.png").read_bytes()) == "image/png"


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (' HYPERLINK "https://truong.example" ', inspection.DOCX),
        (" TOC \\o &quot;1-3&quot; ", inspection.DOCX),
        (" DATE \\@ &quot;dd/MM/yyyy&quot; ", inspection.DOCX),
        (" LINK Excel.Sheet.12 &quot;\\\\192.0.2.1\\a.xlsx&quot; ", FETCHES),
        (" DDE &quot;cmd&quot; ", FETCHES),
    ],
)
def test_fields_of_word(codes, told):
    for body in (
        f"<w:p><w:r><w:instrText>{codes}</w:instrText></w:r></w:p>",
        f'<w:p><w:fldSimple w:instr="{codes.replace(chr(34), "&quot;")}"/></w:p>',
    ):
        assert answer(docx(document=document(body))) == told


@pytest.mark.parametrize("start", [b"", b"x", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"])
def test_short_and_senseless_bytes_are_refused_not_stumbled_over(start):
    for length in (0, 1, 7, 30, 200):
        noise = bytes((7 * n * n + 3 * n) % 256 for n in range(length))
        assert answer(start + noise) in (BROKEN, "wrong_type", TWO_IN_ONE)


def test_nothing_of_django_is_needed(tmp_path):
    """The process must start quickly, and know no settings."""
    code = "import sys, thidua.inspection.looking as l; print('django' in sys.modules)"
    done = inspection.subprocess.run([sys.executable, "-c", code], cwd=inspection.ROOT, capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]
