"""The demo's papers as Word files, turned into PDF by LibreOffice: the text and its order are our PDF's.

`python -m tests.benchmarks.word_and_pdf [FOLDER]` on a database with the demo data; the files stay in FOLDER to be
looked at side by side.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django

MISSING = "Bỏ qua: máy này không có soffice (apt-get install --no-install-recommends libreoffice-writer-nogui)."
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Liberation Serif</family></prefer></alias>
</fontconfig>"""


def main() -> None:
    if not shutil.which("soffice"):
        print(MISSING)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.settings")
    django.setup()
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    papers = dict(_papers())
    _write(papers, folder)
    _converted(sorted(folder.glob("*.docx")), folder)
    print(f"Tệp ở {folder}")
    if [name for name, paper in papers.items() if not _is_same(name, paper, folder)]:
        sys.exit(1)


def _papers():
    """What `manage.py print KIND` prints of every kind."""
    from awards.kinds import KINDS  # noqa: PLC0415 - after setup
    from awards.printing import CannotPrint, issued_of, paper_of, row_of  # noqa: PLC0415
    from thidua.papers import Paper  # noqa: PLC0415

    for name, kind in KINDS.items():
        if kind.pdf is not None:
            continue  # a sheet of its own: no words to be laid side by side
        try:
            row = row_of(name, None, None)
        except CannotPrint as why:
            print(f"{name}: {why}")
            continue
        issued = issued_of(name, row)
        yield name, Paper.from_dict(issued.paper) if issued else paper_of(name, row)


def _write(papers, folder: Path) -> None:
    from thidua import pdf, word  # noqa: PLC0415

    for name, paper in papers.items():
        (folder / f"{name}.pdf").write_bytes(pdf.render(paper))
        try:
            (folder / f"{name}.docx").write_bytes(word.render(paper))
        except word.NotInWord as refusal:
            print(f"{name}: {refusal}")


def _converted(files: list[Path], folder: Path) -> None:
    """By LibreOffice, with our letters for Times New Roman: they are as wide."""
    from django.conf import settings  # noqa: PLC0415

    made = folder / "libreoffice"
    with tempfile.TemporaryDirectory() as scratch:
        fonts = Path(scratch, "fonts.conf")
        fonts.write_text(FONTS.format(fonts=settings.BASE_DIR / "static/fonts", cache=f"{scratch}/cache"))
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile", "--convert-to", "pdf"]
        environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        subprocess.run([*command, "--outdir", str(made), *files], check=True, env=environment, capture_output=True)


def _is_same(name: str, paper, folder: Path) -> bool:
    from tests.reading import differences, stories, words_of_word  # noqa: PLC0415
    from thidua.slips import SlipSheet  # noqa: PLC0415

    if not (folder / f"{name}.docx").exists():
        return True
    profile = paper.header.written_as
    profile = profile.halved() if getattr(paper, "sheet", "A4") == "A5" else profile
    top = 9 if isinstance(paper, SlipSheet) else profile.top_mm - 1
    words = words_of_word((folder / f"{name}.docx").read_bytes())
    made = (folder / "libreoffice" / f"{name}.pdf").read_bytes()
    found = {
        "PDF": list(differences(paper, stories((folder / f"{name}.pdf").read_bytes(), top_mm=top), words)),
        "LibreOffice": list(differences(paper, stories(made, top_mm=top), words)),
    }
    pages = len(stories(made, top_mm=top))
    print(f"{name}: {'giống nhau' if not any(found.values()) else found} ({len(words)} chữ, {pages} trang)")
    return not any(found.values())


if __name__ == "__main__":
    main()
