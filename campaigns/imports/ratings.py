"""The quality ratings of a year, of people and units."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from campaigns.forms.people import RatingForm, check_year
from campaigns.imports.facts import Known, Record
from campaigns.imports.subjects import Subject, chunks
from campaigns.models import AnnualRating, StaffMember
from campaigns.rating_check import Person, Rules, check_person, decrees
from campaigns.rating_dates import Dated, dated_of
from campaigns.rating_rules import rules_of
from thidua import clock
from thidua.fields import LAST_YEAR
from thidua.imports import RowForm
from thidua.spreadsheets import Column

RULES = (
    "Mỗi dòng là xếp loại một năm của một người hoặc một đơn vị; dòng đã có được nhận ra theo đối tượng và năm.",
    "Ô trống giữ nguyên giá trị đang có. Việc nhập không xóa gì. Nhập một tệp hai lần không làm thay đổi gì thêm.",
)


class RatingRow(RowForm, RatingForm):
    def clean_year(self) -> int:
        return check_year(self.cleaned_data["year"])


def columns() -> list[Column]:
    return [
        Column("year", "Năm", "Năm được xếp loại", "2021", True, aliases=("Năm xếp loại", "Năm đánh giá"), width=8),
        Column(
            "level",
            "Mức xếp loại",
            "Theo quyết định xếp loại",
            "Hoàn thành tốt nhiệm vụ",
            True,
            AnnualRating.Level.labels,
            ("Xếp loại", "Kết quả xếp loại", "Mức độ hoàn thành nhiệm vụ"),
            30,
        ),
        Column(
            "source",
            "Số, ngày văn bản xếp loại",
            "",
            "15/TB ngày 20/12/2021",
            True,
            aliases=("Văn bản xếp loại", "Số văn bản"),
            width=30,
        ),
        Column("rated_on", "Ngày xếp loại", "Không bắt buộc", "20/12/2021", width=14),
    ]


def said(values: dict[str, Any]) -> str:
    return f"{values['year']}: {AnnualRating.Level(values['level']).label}"


@dataclass
class Around:
    """What is dated about the people of the file; the rules of the years that are asked about."""

    spans: dict[int, tuple[date, date | None]]
    dated: dict[int, Dated]
    rules: dict[int, Rules]
    today: date


def around(known: Known) -> Around:
    """A few questions for some hundreds of people each, one for the rules of all years."""
    spans: dict[int, tuple[date, date | None]] = {}
    dated: dict[int, Dated] = {}
    for chunk in chunks(sorted(subject.pk for subject in known.people.by_code.values())):
        people = StaffMember.objects.filter(pk__in=chunk).order_by().values_list("pk", "joined_on", "left_on")
        spans |= {pk: (joined, left) for pk, joined, left in people}
        dated |= dated_of(None, chunk)
    return Around(spans, dated, rules_of(range(decrees.FIRST_RULES, LAST_YEAR + 1)), clock.today())


def advice(subject: Subject, values: dict[str, Any], found: Around) -> list[str]:
    """What the check says of the row as it would stand; of a unit nothing."""
    rules = found.rules.get(values["year"])
    if subject.is_unit or rules is None or subject.pk not in found.spans:
        return []
    joined, left = found.spans[subject.pk]
    dated = found.dated.get(subject.pk, Dated())
    person = Person(
        joined,
        left,
        values["level"],
        values.get("rated_on") or None,
        tuple(dated.absences),
        tuple(dated.breaks),
        tuple(dated.discipline),
    )
    return [f"{one.sentence} ({one.citation})" for one in check_person(person, rules, found.today)]


KIND = Record(
    model=AnnualRating,
    key=("year",),
    fields=("year", "level", "source", "rated_on"),
    own_columns=columns,
    forms=lambda words, is_unit: RatingRow(),
    said=said,
    of_units=True,
    subject_name="xếp loại",
    around=around,
    advise=advice,
).kind(2, "xep-loai", "Xếp loại chất lượng các năm", RULES)
