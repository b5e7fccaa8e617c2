"""The point, clause and article a proposal rests on, from its dossiers' findings: printed only where confirmed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.citing import usual
from awards.eligibility.citations import Certainty
from awards.models import EligibilityReport
from thidua.models import LegalText

# As the law book names the laws (awards/eligibility/law_list.py); other texts are known by their number.
LAWS = {"Luật Thi đua, khen thưởng 2003": "L2003", "Luật Thi đua, khen thưởng 2022": "L2022"}
NUMBER = re.compile(r"\d+/\d{4}/[\wĐ-]+")
PLACE = re.compile(r"(Điều \d+)((?:, khoản \d+)*)((?:, điểm \w)*)")


@dataclass(frozen=True)
class NotPrinted:
    """A place the findings name that does not stand on the paper, and why."""

    citation: str
    why: str


@dataclass(frozen=True)
class Cited:
    """Bases as they are printed; and what a page shows beside them."""

    bases: tuple[str, ...]
    not_printed: tuple[NotPrinted, ...]


def cited(nominations: Iterable[int], on: date) -> Cited:
    """The usual texts of the day, each with the places the confirmed findings of these dossiers (keys) rest on."""
    texts = usual(on)
    places: dict[int, dict[str, None]] = {text.pk: {} for text in texts}
    left_out: dict[str, NotPrinted] = {}
    for finding in _findings(list(nominations)):
        for part in finding["citation"].split("; "):
            text = _text_of(part, texts)
            place = place_words(part)
            if finding["certainty"] != Certainty.CONFIRMED:
                left_out.setdefault(part, NotPrinted(part, "cần thẩm tra"))
            elif text is None:
                left_out.setdefault(part, NotPrinted(part, f"không phải căn cứ của ngày {on:%d/%m/%Y}"))
            elif place:
                places[text.pk][place] = None
    bases = [f"Căn cứ {_joined(places[text.pk])}{text.citation}" for text in texts]
    printed = {place for found in places.values() for place in found}
    return Cited(tuple(bases), tuple(one for one in left_out.values() if place_words(one.citation) not in printed))


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


def _findings(keys: list[int]) -> list[dict[str, Any]]:
    """Of the newest stored report of each dossier the conditions that are met; nothing with a private reason."""
    newest: dict[int, list[dict[str, Any]]] = {}
    for pk, findings in (
        EligibilityReport.objects.filter(nomination__in=keys).order_by("pk").values_list("nomination", "findings")
    ):
        newest[pk] = findings
    return [
        one
        for pk in keys
        for one in newest.get(pk, [])
        if one["answer"] == "yes" and one["blocking"] and one["short_sentence"] == one["sentence"]
    ]
