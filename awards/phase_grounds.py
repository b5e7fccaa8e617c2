"""What a commendation for a đợt rests on: the report of its sơ kết, cited by the decision; if missing, said aloud.

Nothing is refused: what is handed over at the conference is prepared before the report has its number.
"""

import re
from collections.abc import Iterable
from datetime import date

from awards.issued_papers import papers_issued_of
from awards.models import Decision, Nomination
from campaigns.models import Phase
from thidua.models import Institution, IssuedDocument
from thidua.vietnamese import date_words, lower_first, vdate

REPORT = "phase-report"
NAMED = re.compile(r"\bđợt\s+(\d{1,2})\b", re.IGNORECASE)


def of_nomination(nomination: Nomination) -> str:
    """What its author and its reader had better know; nothing for other occasions."""
    phase = nomination.phase
    if phase is None or phase.reviewed_on:
        return ""
    return (
        f"Hồ sơ này khen theo đợt mà {phase} chưa có báo cáo sơ kết; soạn, nộp trước được, "
        "quyết định nên ra sau khi sơ kết để căn cứ báo cáo đó."
    )


def of_decision(decision: Decision) -> str:
    """Of a draft: which đợt it rewards without citing a report, and why. Titles are the year's alone."""
    if decision.kind == Decision.Kind.TITLES:
        return ""
    phases = _phases(decision)
    reports = papers_issued_of(REPORT, [phase.pk for phase in phases]) if phases else {}
    told = [_told(phase, reports.get(phase.pk), decision.date) for phase in phases]
    return " ".join(filter(None, told))


def why_other_phase(decision: Decision) -> str:
    """A Giấy khen whose words name one đợt while its lines were proposed for another says what nobody decided."""
    named = [int(number) for number in NAMED.findall(decision.merit_text)]
    phases = _phases(decision) if named else []
    wrong = [number for number in named if number not in {phase.ordinal for phase in phases}]
    if not phases or not wrong:
        return ""
    theirs = ", ".join(str(phase) for phase in phases)
    return (
        f"Phần thành tích nhắc Đợt {wrong[0]} mà các hồ sơ đề nghị khen theo {theirs}; xóa dự thảo, lập lại cho khớp."
    )


def _told(phase: Phase, report: IssuedDocument | None, on: date) -> str:
    if report is None:
        return f"Quyết định khen theo {phase} mà đợt này chưa có báo cáo sơ kết để căn cứ; sơ kết rồi ban hành."
    if report.date > on:
        return (
            f"Báo cáo sơ kết {phase} có ngày {vdate(report.date)}, sau ngày quyết định {vdate(on)}, nên không là "
            "căn cứ; đổi ngày quyết định để căn cứ báo cáo."
        )
    return ""


def _phases(decision: Decision) -> list[Phase]:
    found = decision.lines.filter(nomination__phase__isnull=False).order_by().values("nomination__phase")
    return list(Phase.objects.filter(pk__in=found).select_related("campaign").order_by("ordinal"))


def bases(phases: Iterable[Phase], institution: Institution, on: date) -> list[str]:
    """Reports of these đợt that are in force and no younger than the decision; as căn cứ, in the order of the đợt."""
    named = {phase.pk: phase for phase in phases}
    if not named:
        return []
    reports = papers_issued_of(REPORT, list(named))
    in_order = sorted(named.values(), key=lambda phase: phase.ordinal)
    return [
        f"Căn cứ Báo cáo số {report.full_number} {date_words(report.date)} của {institution.name} về "
        f"{lower_first(report.title)}"
        for report in (reports.get(phase.pk) for phase in in_order)
        if report is not None and report.date <= on
    ]
