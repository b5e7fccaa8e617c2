"""Several grounds of which one is enough."""

from collections.abc import Callable, Mapping

from awards.eligibility.facts import Facts
from awards.eligibility.rules import Answer, Law, Rule, no


def any_of(key: str, *grounds: Rule) -> Rule:
    """Yes with the first ground that holds; no when none can; else what is still open about the others.

    A ground that does not concern the case (its check answers None) is passed over.
    """

    def check(facts: Facts, law: Law) -> Answer | None:
        answers = [(ground, own, ground.check(facts, own)) for ground in grounds for own in (law.fresh(),)]
        said = [(ground, own, answer) for ground, own, answer in answers if answer is not None]
        wanted = next((kind for kind in ("yes", "unknown") if any(one.answer == kind for _, _, one in said)), "no")
        deciding = [(ground, own, one) for ground, own, one in said if one.answer == wanted]
        if not deciding:
            return no("Không có căn cứ nào cho dịp khen thưởng này.")
        if wanted == "yes":
            deciding = deciding[:1]
        for _, own, _ in deciding:
            law.used |= own.used
        return _joined(wanted, [one for _, _, one in deciding], deciding[0][0])

    uses = tuple(dict.fromkeys(name for ground in grounds for name in ground.uses))
    return Rule(key, check, uses, "Đạt một trong các căn cứ", alternatives=grounds)


def _joined(kind: str, answers: list[Answer], first: Rule) -> Answer:
    shorts = [one.short or one.sentence for one in answers]
    return Answer(
        kind,
        _list([one.sentence for one in answers], kind),
        _list(shorts, kind),
        missing=tuple(dict.fromkeys(name for one in answers for name in one.missing)),
        ask=" ".join(dict.fromkeys(one.ask for one in answers if one.ask)),
        citation=answers[0].citation or (first.source.id if first.source else ""),
    )


def _list(sentences: list[str], kind: str) -> str:
    if len(sentences) == 1:
        return sentences[0]
    head = "Chưa đạt căn cứ nào" if kind == "no" else "Chưa rõ các căn cứ"
    return f"{head}: " + " ".join(f"({n}) {sentence}" for n, sentence in enumerate(sentences, start=1))


def recited(rules: Mapping[str, tuple[Rule, ...]], other: Callable[[str, Rule], str]) -> dict[str, tuple[Rule, ...]]:
    """The same conditions, cited from the texts of a later set. `other`: award code and rule in, citation out."""
    return {award_code: tuple(_recited(one, award_code, other) for one in same) for award_code, same in rules.items()}


def _recited(rule: Rule, award_code: str, other: Callable[[str, Rule], str]) -> Rule:
    citation = other(award_code, rule)
    if rule.alternatives:
        rule = any_of(rule.key, *(_recited(ground, award_code, other) for ground in rule.alternatives))
    return rule.cited(citation, blocking=rule.blocking)
