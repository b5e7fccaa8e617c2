"""May this candidate receive this award? Facts in, a report of findings out; no database here."""

from awards.eligibility import sets
from awards.eligibility.citations import CITATIONS
from awards.eligibility.facts import Facts
from awards.eligibility.parameters import AWARDS
from awards.eligibility.rules import Finding, Law, Report, RuleSet, Verdict

__all__ = ["Facts", "Finding", "Report", "RuleSet", "Verdict", "assess"]


def assess(award_code: str, facts: Facts, rule_set: str | RuleSet) -> Report:
    """Every rule of the award under the set, asked in order; the verdict follows from the findings."""
    if award_code not in AWARDS:
        raise KeyError(f"Không có danh hiệu mang mã {award_code}.")
    chosen = sets.get(rule_set)
    findings: list[Finding] = []
    used: dict[str, str] = {}
    for rule in chosen.rules.get(award_code, ()):
        law = Law(chosen)
        finding = rule.finding(facts, law)
        if finding:
            findings.append(finding)
            used |= {key: parameter.value for key, parameter in law.used.items()}
    return Report(award_code, chosen.code, tuple(findings or [_not_entered(award_code, chosen)]), used)


def _not_entered(award_code: str, rule_set: RuleSet) -> Finding:
    sentence = f"Điều kiện của {AWARDS[award_code]} theo bộ quy định {rule_set.code} chưa được nhập vào chương trình."
    if not rule_set.rules:
        sentence = "Quy định cho hồ sơ nhận từ ngày 01/07/2025 chưa được nhập vào chương trình; phải đối chiếu văn bản."
    citation = CITATIONS[rule_set.not_entered]
    return Finding(
        key="not_entered",
        answer="unknown",
        sentence=sentence,
        short_sentence=sentence,
        citation=citation.text,
        certainty=citation.certainty.value,
        missing=(),
        ask="Thường trực Hội đồng đối chiếu với văn bản đang có hiệu lực.",
        blocking=True,
    )
