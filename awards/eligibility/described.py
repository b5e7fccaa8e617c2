"""How a fact is described: its type, its words, who supplies it and where; and how its value is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from awards.eligibility.kinds import Ranked

CLERK = "Thường trực Hội đồng cung cấp"


class Place(StrEnum):
    """Where a missing fact is written down; `awards/places.py` knows the page."""

    REGISTRATION = "registration"
    STAFF = "staff"
    RATINGS = "ratings"
    ABSENCES = "absences"
    DISCIPLINE = "discipline"
    INITIATIVES = "initiatives"
    RECORDS = "records"
    NOMINATIONS = "nominations"
    STATEMENTS = "statements"
    DOSSIER = "dossier"
    SUBMISSION = "submission"
    INSTITUTION = "institution"


@dataclass(frozen=True)
class FactInfo:
    name: str
    type: type
    label: str
    unit: str
    supplier: str
    place: Place
    many: bool


def fact(kind: type, label: str, supplier: str, place: Place, unit: str = "", *, many: bool = False) -> Any:
    """A field of `Facts`; `many`: a list of lines of that kind (of yes and no: a table by code)."""
    described = {"type": kind, "label": label, "unit": unit, "supplier": f"{supplier}.", "place": place, "many": many}
    return field(default=None, metadata=described)


def said(label: str, supplier: str) -> Any:
    """A yes or no that no record holds: the clerk writes it on the dossier, with its source."""
    return fact(bool, label, f"{CLERK} {supplier}", Place.STATEMENTS)


def plain(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, tuple):
        return [one.to_dict() for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value.value if isinstance(value, StrEnum) else value


def checked(info: FactInfo, value: Any) -> Any:
    """The value in the fact's own type; TypeError or ValueError names the fact."""
    if not info.many:
        return _checked_one(info.name, info.type, value)
    try:
        if info.type is bool:
            return {str(code): _checked_one(info.name, bool, answer) for code, answer in dict(value).items()}
        return tuple(info.type.of(one) for one in value)  # type: ignore[attr-defined]
    except TypeError as error:
        raise TypeError(f"Dữ kiện {info.name}: {error}") from None
    except ValueError as error:
        raise ValueError(f"Dữ kiện {info.name}: {error}") from None


def _checked_one(name: str, kind: type, value: Any) -> bool | int | Ranked:
    if issubclass(kind, Ranked):
        try:
            return kind(value)
        except ValueError:
            raise ValueError(f"Dữ kiện {name} không nhận “{value}”; nhận: {', '.join(kind)}.") from None
    found = type(value)
    if found is not kind:
        raise TypeError(f"Dữ kiện {name} phải là {kind.__name__}, không phải {found.__name__}.")
    if kind is int and value < 0:
        raise ValueError(f"Dữ kiện {name} không nhận số nhỏ hơn 0.")
    result: bool | int = value
    return result
