"""The findings about one dossier on one page, an appendix for the council: without private reasons."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

from awards.eligibility import Finding
from awards.eligibility.wording import in_words, label_of
from awards.gathering import assess_now
from awards.models import EligibilityReport, Nomination
from campaigns.documents import letterheads
from campaigns.documents.pledge import printed_name
from thidua import clock
from thidua.copies import Copy
from thidua.models import Institution, RuleSetCode
from thidua.papers import Column, Header, Line, Lines, Paper, Paragraph, Row, Signature, Table, name
from thidua.vietnamese import date_words

COLUMNS = (Column("STT", 10, "center"), Column("Kết luận từng điều kiện"), Column("Kết quả", 18), Column("Căn cứ", 54))
# Small enough for the longest list of conditions on one page.
SIZE_PT = 10.5
AMENDMENTS = " (sửa đổi, bổ sung 2005, 2009, 2013)"
S = Nomination.Status
STILL_OPEN = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.VERIFIED, S.TABLED)
ANSWERS = {"no": "Chưa đạt", "unknown": "Chưa rõ", "yes": "Đạt"}


def gather(nomination: Nomination) -> Paper:
    """The findings of this moment while the council has not voted; afterwards the report it voted with."""
    institution = Institution.objects.get()
    stored = None if nomination.told_status in STILL_OPEN else nomination.reports.first()
    if stored:
        findings = [Finding.from_dict(one) for one in stored.findings]
        verdict, code, moment = stored.get_verdict_display(), stored.rule_set, stored.made_at
    else:
        report = assess_now(nomination)
        findings, code, moment = list(report.findings), report.rule_set_code, clock.now()
        verdict = EligibilityReport.Verdict(report.verdict).label
    return Paper(
        kind="eligibility-report",
        file_name=f"doi-chieu-dieu-kien-{nomination.year}-{nomination.pk:05d}.pdf",
        header=_header(institution, timezone.localdate(moment)),
        title="KẾT QUẢ ĐỐI CHIẾU ĐIỀU KIỆN",
        summary=f"Đề nghị {printed_name(nomination.award)} năm {nomination.year}",
        blocks=[
            Lines(_who(nomination, verdict, code)),
            _table(findings),
            *_reason(nomination),
            Paragraph("Kết quả này giúp chuẩn bị hồ sơ; Hội đồng quyết định./."),
        ],
        signatures=_signatures(nomination),
        draft=nomination.status == Nomination.Status.DRAFT,
    )


def _header(institution: Institution, day: date) -> Header:
    """The council's paper, as its minutes are."""
    return replace(letterheads.of_council(institution, Copy()), date=day)


def parameters_in_words(parameters: Mapping[str, str]) -> list[str]:
    """Stored parameters as people read them: what is asked, and the value."""
    return [f"{label_of(key)}: {in_words(key, value)}" for key, value in sorted(parameters.items())]


def _who(nomination: Nomination, verdict: str, code: str) -> list[Line]:
    who = "Tập thể" if nomination.is_collective else "Cá nhân"
    lines = [Line(who, name(str(nomination.candidate)))]
    if nomination.post:
        lines.append(Line("Chức vụ, đơn vị", f"{nomination.post}, {nomination.unit}"))
    received = f", hồ sơ nhận {date_words(nomination.received_on)}" if nomination.received_on else ""
    lines.append(Line("Bộ quy định", f"{RuleSetCode(code).label}{received}"))
    lines.append(Line("Kết luận chung", verdict))
    return lines


def _table(findings: list[Finding]) -> Table:
    ordered = sorted(findings, key=lambda one: list(ANSWERS).index(one.answer))
    # Private reasons share one sentence and would show themselves by their citation.
    seen = {(one.answer, one.short_sentence): one for one in reversed(ordered)}
    rows = [
        Row(
            [
                str(number),
                one.short_sentence + ("" if one.blocking else " (chỉ nhắc)"),
                ANSWERS[one.answer],
                _cited(one),
            ]
        )
        for number, one in enumerate(list(seen.values())[::-1], start=1)
    ]
    return Table(COLUMNS, rows, size_pt=SIZE_PT)


def _cited(finding: Finding) -> str:
    if finding.short_sentence != finding.sentence:
        return ""  # what a private reason rests on would name it
    citation = finding.citation
    return "; ".join(filter(None, [citation.replace(AMENDMENTS, ""), finding.certainty_label]))


def _reason(nomination: Nomination) -> list[Paragraph]:
    if not nomination.council_reason or nomination.is_unannounced:
        return []
    return [Paragraph(f"Hội đồng quyết định khác kết quả đối chiếu, lý do: {nomination.council_reason}")]


def _signatures(nomination: Nomination) -> list[Signature]:
    verifier = nomination.verified_by
    person = getattr(verifier, "staff_member", None) if verifier else None
    return [Signature(("NGƯỜI THẨM ĐỊNH",), str(person) if person else "")]
