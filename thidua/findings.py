"""Findings as a page shows them: what the law book says of a dossier, the checker of a plan."""

from typing import Any

VERDICTS = {"no": "Chưa đạt", "unknown": "Chưa rõ", "yes": "Đạt"}


def findings(
    found: Any, note: str = "", short: bool = False, links: dict[str, tuple[str, str]] | None = None
) -> dict[str, Any]:
    """Findings of `awards.eligibility`, worst first, counted; `short` leaves out reasons that are not for everybody.

    `links`: for a fact's name the words and address of the page where the reader may supply it.
    """
    ordered = sorted(found, key=lambda finding: list(VERDICTS).index(finding.answer))
    verdict = _verdict(ordered)
    if short:  # private reasons share one sentence: said once, it tells nobody how many there are
        ordered = list({(f.answer, f.short_sentence): f for f in reversed(ordered)}.values())[::-1]
    counts = {answer: sum(f.answer == answer for f in ordered) for answer in VERDICTS}
    said = ", ".join(f"{number} {VERDICTS[answer].lower()}" for answer, number in counts.items() if number)
    rows = [
        {
            "it": f,
            "label": VERDICTS[f.answer],
            "edge": "unk" if f.answer == "unknown" else f.answer,
            "sentence": f.short_sentence if short else f.sentence,
            # The citation of a private reason would name it.
            "citation": "" if short and f.short_sentence != f.sentence else f.citation,
            # … and so would how sure its source is.
            "to_check": f.certainty != "confirmed" and not (short and f.short_sentence != f.sentence),
            "links": _links_of(f, links or {}),
        }
        for f in ordered
    ]
    return {"rows": rows, "verdict": f"{verdict}: {said}." if said else "", "note": note}


def _links_of(finding: Any, links: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """By the facts that are missing; else by the finding's own key, or by how it begins ("own_…")."""
    if finding.answer != "unknown":
        return []
    names = finding.missing or (finding.key, f"{finding.key.partition('_')[0]}_")
    return list(dict.fromkeys(links[name] for name in names if name in links))


def _verdict(found: list[Any]) -> str:
    blocking = {f.answer for f in found if f.blocking}
    if "no" in blocking:
        return "Chưa đủ điều kiện"
    return "Đủ điều kiện" if blocking == {"yes"} else "Chưa kết luận được"
