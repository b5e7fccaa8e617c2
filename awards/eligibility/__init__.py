"""May this candidate receive this award? Facts in, a report of findings out; no database here."""

from awards.eligibility import sets
from awards.eligibility.citations import CITATIONS, Certainty
from awards.eligibility.facts import Facts
from awards.eligibility.parameters import AWARDS, ParameterValue
from awards.eligibility.rules import Finding, Law, Report, RuleSet, Verdict

__all__ = ["Certainty", "Facts", "Finding", "Report", "RuleSet", "Verdict", "assess"]


def assess(award_code: str, facts: Facts, rule_set: str | RuleSet) -> Report:
    """Every rule of the award under the set, asked in order; the verdict follows from the findings."""
    if award_code not in AWARDS:
        raise KeyError(f"Không có danh hiệu mang mã {award_code}.")
    chosen = sets.get(rule_set)
    findings: list[Finding] = []
    used: dict[str, ParameterValue] = {}
    for rule in chosen.rules_for(award_code):
        law = Law(chosen, award_code)
        finding = rule.finding(facts, law)
        if finding:
            findings.append(finding)
            used |= law.used
    if chosen.must_be_confirmed:
        findings += _to_be_confirmed(chosen, used)
    return Report(award_code, chosen.code, tuple(findings), {key: value.value for key, value in used.items()})


def _to_be_confirmed(rule_set: RuleSet, used: dict[str, ParameterValue]) -> list[Finding]:
    """No final yes under a text nobody read, until the administrator has confirmed what was used of it."""
    asked = {"valid_from": rule_set.parameter("valid_from"), **used}
    open_ones = [key for key, value in asked.items() if value.certainty is not Certainty.CONFIRMED]
    if not open_ones:
        return []
    citation = CITATIONS["l2026"]
    sentence = f"Cần thẩm tra: {len(open_ones)} tham số của bộ quy định {rule_set.code} chưa được xác nhận."
    return [
        Finding(
            key="to_be_confirmed",
            answer="unknown",
            sentence=sentence,
            short_sentence=sentence,
            citation=citation.text,
            certainty=citation.certainty.value,
            missing=(),
            ask="Quản trị đối chiếu văn bản rồi xác nhận tham số.",
            blocking=True,
        )
    ]
