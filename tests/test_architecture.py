"""Rules about the shape of the code that no linter knows. The layers are import-linter's, in pyproject.toml."""

import ast
import re
import sys
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("thidua", "campaigns", "awards")
TEXT_SUFFIXES = {".py", ".html", ".css", ".js", ".md", ".txt", ".toml", ".svg", ".json", ".yml", ".xml"}
CLOCK = Path("thidua/clock.py")
MOVER = Path("thidua/workflow.py")
PURE = (
    "awards/tally.py",
    "awards/prizes.py",
    "awards/eligibility/**/*.py",
    "campaigns/plan_check/*.py",
    "campaigns/rating_check/*.py",
    "campaigns/reading/*.py",
    "thidua/vietnamese.py",
    "thidua/papers.py",
    "thidua/periods.py",
    "thidua/print_guard/rules.py",
    "thidua/profiles.py",
    "thidua/tcvn3.py",
)
NOT_PURE = {Path("awards/gathering/")}


def ours(*folders: str, suffixes: set[str]) -> list[Path]:
    """Files of ours under these folders, relative to the root; nothing bundled, nothing generated."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path.relative_to(ROOT) for path in found if not {"vendor", "__pycache__"} & set(path.parts))


def read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def code() -> list[Path]:
    """Python that ships: no tests, no migrations."""
    return [Path("run.py"), *(path for path in ours(*APPS, suffixes={".py"}) if "migrations" not in path.parts)]


def templates() -> list[Path]:
    return ours("templates", *APPS, suffixes={".html"})


def dotted(node: ast.AST) -> str:
    """`datetime.datetime.now` for that expression; "" for anything that is not names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (front := dotted(node.value)):
        return f"{front}.{node.attr}"
    return ""


def tree_of(path: Path) -> ast.Module:
    return ast.parse(read(path), str(path))


def found(pattern: str, paths: list[Path]) -> list[str]:
    """`file:line: match` for every match, comments of Django templates left out."""
    hits = []
    for path in paths:
        text = re.sub(
            r"\{#.*?#\}|\{% comment .*?endcomment %\}", lambda m: "\n" * m[0].count("\n"), read(path), flags=re.S
        )
        hits += [f"{path}:{text.count(chr(10), 0, m.start()) + 1}: {m[0]}" for m in re.finditer(pattern, text, re.I)]
    return hits


def test_these_checks_see_files():
    assert len(code()) > 20
    assert len(templates()) > 3


# The clock

CLOCKS = re.compile(r"(^|\.)(date\.today|datetime\.(now|today|utcnow)|timezone\.now|time\.time)$")


def readings_of_the_date(tree: ast.AST) -> list[str]:
    """Clocks by name, and `localtime()`, `localdate()` without the moment to convert."""
    hits = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and CLOCKS.search(dotted(node)):
            hits.append(dotted(node))
        if isinstance(node, ast.Call) and not node.args and re.search(r"(^|\.)local(time|date)$", dotted(node.func)):
            hits.append(f"{dotted(node.func)}()")
        if isinstance(node, ast.ImportFrom) and node.module != "thidua.clock":
            names = {alias.name for alias in node.names}
            hits += names & {"now", "Now", "CurrentTimestamp"}
    return hits


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("date.today()", True),
        ("datetime.date.today()", True),
        ("datetime.datetime.now(tz)", True),
        ("default=timezone.now", True),
        ("dt.datetime.utcnow()", True),
        ("from django.utils.timezone import now", True),
        ("from django.db.models.functions import Now", True),
        ("timezone.localdate()", True),
        ("localtime()", True),
        ("timezone.localtime(moment)", False),
        ("timezone.localtime(timezone.now())", True),
        ("clock.now()", False),
        ("clock.today()", False),
        ("from thidua.clock import now", False),
    ],
)
def test_the_search_for_dates_finds(line, seen):
    assert bool(readings_of_the_date(ast.parse(line))) is seen


def test_only_the_clock_reads_the_date():
    elsewhere = [path for path in code() if path not in {CLOCK, Path("run.py")}]
    assert {str(path): hits for path in elsewhere if (hits := readings_of_the_date(tree_of(path)))} == {}


def test_no_field_stamps_itself():
    assert found(r"\bauto_now(_add)?\s*=\s*True", code()) == []
    assert found(r"\{%\s*now\b", templates()) == []


# The mover


def writes_of_status(tree: ast.AST) -> list[int]:
    """Lines that assign `….status`, set it by name, or update it in bulk."""
    lines = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and any(
            isinstance(part, ast.Attribute) and part.attr == "status" for target in targets for part in ast.walk(target)
        ):
            lines.append(node.lineno)
        if isinstance(node, ast.Call) and sets_status(node):
            lines.append(node.lineno)
    return lines


def sets_status(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in {"update", "update_or_create"}:
        return any(keyword.arg == "status" for keyword in call.keywords)
    return name == "setattr" and any(isinstance(a, ast.Constant) and a.value == "status" for a in call.args)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("pledge.status = 'x'", True),
        ("a, b.status = 1, 2", True),
        ("Pledge.objects.update(status='x')", True),
        ("setattr(pledge, 'status', 'x')", True),
        ("pledge.status == 'x'", False),
        ("status = pledge.status", False),
        ("Pledge.objects.filter(status='x')", False),
    ],
)
def test_the_search_for_status_finds(line, seen):
    assert bool(writes_of_status(ast.parse(line))) is seen


def test_only_the_mover_writes_a_status():
    others = [path for path in code() if path != MOVER]
    assert {str(path): lines for path in others if (lines := writes_of_status(tree_of(path)))} == {}


# What a page may hold


def test_pages_hold_no_style_script_or_handler_of_their_own():
    assert found(r"""<[^>]*?\sstyle\s*=""", templates()) == []
    assert found(r"<script(?![^>]*\bsrc=)[^>]*>", templates()) == []
    assert found(r"""<[^>]*?\son[a-z]+\s*=\s*["']""", templates()) == []
    assert found(r"<style\b", [path for path in templates() if "documents" not in path.parts]) == []
    assert found(r"\bjavascript:", templates()) == []


def test_nothing_is_fetched_from_elsewhere():
    """Addresses may be named only as XML namespaces."""
    served = [*templates(), *ours("static", suffixes={".css", ".js", ".svg"})]
    assert found(r"\bhttps?://(?!www\.w3\.org/(2000/svg|1999/xlink|1999/xhtml))[^\s\"'<>)]*", served) == []
    assert found(r"""(?:src|href|url\()\s*=?\s*["']?//""", served) == []


# Size and words


def test_modules_and_templates_stay_readable():
    limits = dict.fromkeys(code(), 300) | {path: 100 if path.name == "base.html" else 120 for path in templates()}
    lengths = {path: len(read(path).splitlines()) for path in limits}
    assert {str(path): lines for path, lines in lengths.items() if lines > limits[path]} == {}


def test_functions_stay_readable():
    """30 lines is the aim, 60 the end of patience; a long docstring is not code."""
    long = {}
    for path in code():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                docstring = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
                lines = node.end_lineno - docstring + 1
                if lines > 60:
                    long[f"{path}:{node.name}"] = lines
    assert long == {}


def test_no_module_is_named_for_nothing():
    names = {"services", "utils", "util", "helpers", "common", "misc", "selectors", "managers", "signals"}
    assert [path for path in code() if names & set(path.with_suffix("").parts)] == []


def test_text_is_composed_and_finished():
    folders = (*APPS, "templates", "static", "tests", "docs")
    texts = [
        *ours(*folders, suffixes=TEXT_SUFFIXES),
        *(path.relative_to(ROOT) for path in ROOT.glob("*.[mpt]*") if path.is_file()),
    ]
    assert [str(path) for path in texts if not unicodedata.is_normalized("NFC", read(path))] == []
    unfinished = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    assert [str(path) for path in texts if unfinished.search(read(path))] == []


def test_every_test_folder_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").exists()) == []


# Floors


def imported(path: Path) -> set[str]:
    """Full names of all imports, local and relative ones too; `from a import b` gives `a.b`."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            above = path.parts[: len(path.parts) - node.level] if node.level else ()
            names |= {".".join([*above, *filter(None, [node.module]), alias.name]) for alias in node.names}
    return names


def test_the_pure_parts_import_only_the_standard_library_and_each_other():
    pure = {path.relative_to(ROOT) for pattern in PURE for path in ROOT.glob(pattern)} - NOT_PURE
    assert len(pure) >= 5
    rooms = tuple(".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in pure)

    def allowed(name: str) -> bool:
        return name.partition(".")[0] in sys.stdlib_module_names or any(
            f"{name}.".startswith(f"{room}.") for room in rooms
        )

    gathering = "awards.gathering"
    bad = {str(path): [n for n in imported(path) if not allowed(n) or n.startswith(gathering)] for path in sorted(pure)}
    assert {path: names for path, names in bad.items() if names} == {}


def test_run_needs_nothing_installed():
    assert {name.partition(".")[0] for name in imported(Path("run.py"))} - set(sys.stdlib_module_names) == set()
