"""The point, clause and article a proposal rests on, from its dossiers' findings: printed only where confirmed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from awards.citing import usual
from awards.eligibility.citations import Certainty
from awards.models import EligibilityReport
from thidua.models import LegalText

# As the law book names the laws (awards/eligibility/law_list.py); other texts are known by their number.
LAWS = {"Luật Thi đua, khen thưởng 2003": "L2003", "Luật Thi đua, khen thưởng 2022": "L2022"}
NUMBER = re.compile(r"\d+/\d{4}/[\wĐ-]+")
# How a text is named once its base gave it in full: kind and number, a law by its name alone.
SHORT = re.compile(r"\w+(?: định| tư| chế)? số \S+|Luật Thi đua, khen thưởng")
PLACE = re.compile(r"(Điều \d+)((?:, khoản \d+)*)((?:, điểm \w)*)")


@dataclass(frozen=True)
class NotPrinted:
    """A place the findings name that does not stand on the paper, and why."""

    citation: str
    why: str


@dataclass(frozen=True)
class Cited:
    """Bases as they are printed; what a page shows beside them; by award (key) the places its proposal rests on."""

    bases: tuple[str, ...]
    not_printed: tuple[NotPrinted, ...]
    by_award: Mapping[str, str] = field(default_factory=dict)


def cited(nominations: Iterable[int], on: date) -> Cited:
    """The usual texts of the day, each with the places the confirmed findings of these dossiers (keys) rest on."""
    texts = usual(on)
    places: dict[int, dict[str, None]] = {text.pk: {} for text in texts}
    of_award: dict[str, dict[int, dict[str, None]]] = {}
    left_out: dict[str, NotPrinted] = {}
    for award, finding in _findings(list(nominations)):
        for part in finding["citation"].split("; "):
            text = _text_of(part, texts)
            place = place_words(part)
            if finding["certainty"] != Certainty.CONFIRMED:
                left_out.setdefault(part, NotPrinted(part, "cần thẩm tra"))
            elif text is None:
                left_out.setdefault(part, NotPrinted(part, f"không phải căn cứ của ngày {on:%d/%m/%Y}"))
            elif place:
                places[text.pk][place] = None
                of_award.setdefault(award, {}).setdefault(text.pk, {})[place] = None
    bases = [f"Căn cứ {_joined(places[text.pk])}{text.citation}" for text in texts]
    printed = {place for found in places.values() for place in found}
    left = tuple(one for one in left_out.values() if place_words(one.citation) not in printed)
    by_award = {award: " và ".join(_named(texts, found)) for award, found in of_award.items()}
    return Cited(tuple(bases), left, by_award)


def _named(texts: list[LegalText], found: Mapping[int, Iterable[str]]) -> Iterator[str]:
    """ "Điều 23 Luật Thi đua, khen thưởng", one for each text, in the order of the bases."""
    for text in texts:
        if text.pk in found:
            short = SHORT.match(text.citation)
            yield f"{_joined(found[text.pk])}{short[0] if short else text.number}"


def place_words(citation: str) -> str:
    """ "Luật …, Điều 24, khoản 1, điểm a" as papers write it: “điểm a khoản 1 Điều 24”; "" without an article."""
    found = PLACE.search(citation)
    if found is None:
        return ""
    article, clauses, points = found.groups()
    return " ".join(filter(None, [points.removeprefix(", "), clauses.removeprefix(", "), article]))


def _joined(places: Iterable[str]) -> str:
    ordered = sorted(places, key=lambda place: (int(place.rpartition(" ")[2]), place))
    if not ordered:
        return ""
    return f"{' và '.join(filter(None, [', '.join(ordered[:-1]), ordered[-1]]))} "


def _text_of(citation: str, texts: list[LegalText]) -> LegalText | None:
    code = next((code for named, code in LAWS.items() if citation.startswith(named)), "")
    number = NUMBER.search(citation)
    for text in texts:
        if (code and text.code == code) or (number and text.number == number[0]):
            return text
    return None


def _findings(keys: list[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of the newest stored report of each dossier the conditions that are met, with the award asked for.

    Nothing with a private reason.
    """
    reports = EligibilityReport.objects.filter(nomination__in=keys).order_by("pk")
    newest = {pk: told for pk, *told in reports.values_list("nomination", "nomination__award", "findings")}
    for award, findings in (newest[pk] for pk in keys if pk in newest):
        for one in findings:
            if one["answer"] == "yes" and one["blocking"] and one["short_sentence"] == one["sentence"]:
                yield award, one
