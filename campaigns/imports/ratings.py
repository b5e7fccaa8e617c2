"""The quality ratings of a year, of people and units."""

from typing import Any

from campaigns.forms.people import RatingForm, check_year
from campaigns.imports.facts import Record
from campaigns.models import AnnualRating
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


KIND = Record(
    model=AnnualRating,
    key=("year",),
    fields=("year", "level", "source", "rated_on"),
    own_columns=columns,
    forms=lambda words, is_unit: RatingRow(),
    said=said,
    of_units=True,
    subject_name="xếp loại",
).kind(2, "xep-loai", "Xếp loại chất lượng các năm", RULES)
