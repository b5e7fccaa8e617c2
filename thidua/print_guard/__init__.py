"""The print guard (kiểm tra thể thức): what a strict clerk would say of a paper before it is issued.

`check` reads the file that was drawn, the paper as data, and the little that only the database knows. It knows
neither Django nor a database. Findings that block are those that make a paper wrong; the rest is advice.
"""

from thidua.papers import Paper
from thidua.print_guard import (
    attachments,
    bases,
    body,
    cited,
    glyphs,
    heading,
    mentions,
    minutes,
    names,
    page,
    recipients,
    signature,
    spelling,
    sums,
    title,
)
from thidua.print_guard.finding import Finding, wrong
from thidua.print_guard.reading import File, Unreadable, read
from thidua.print_guard.records import Basis, Named, Person, Records, Signer
from thidua.print_guard.rules import DECREE_30, FILE, Norms
from thidua.print_guard.seen import Seen

# In the order a paper is read.
SUBJECTS = (
    glyphs,
    page,
    heading,
    title,
    bases,
    body,
    cited,
    sums,
    names,
    mentions,
    minutes,
    signature,
    recipients,
    attachments,
    spelling,
)


def check(paper: Paper, pdf: bytes, records: Records | None = None, norms: Norms = DECREE_30) -> list[Finding]:
    """All findings, those that block first."""
    found = []
    try:
        file = read(pdf)
    except Unreadable:
        found.append(wrong("file", "Không đọc được tệp PDF vừa tạo; in lại văn bản.", FILE))
        file = File((), "", "")
    seen = Seen(paper, file, records or Records(), norms)
    found += [finding for subject in SUBJECTS for finding in subject.findings(seen)]
    return sorted(found, key=lambda finding: not finding.blocking)


__all__ = ["DECREE_30", "Basis", "Finding", "Named", "Norms", "Person", "Records", "Signer", "check"]
