"""Titles and commendations of earlier years, from the old papers."""

from typing import Any

from awards.forms.records import AwardRecordForm
from awards.models import AwardRecord, Occasion
from campaigns.imports.facts import Record
from campaigns.models import Award
from campaigns.models.catalogue import AwardName
from thidua.imports import RowForm
from thidua.spreadsheets import Column

FIELDS = (
    "award",
    "year",
    "occasion",
    "occasion_text",
    "decision_number",
    "decision_date",
    "issuer",
    "unit_name",
)
RULES = (
    "Mỗi dòng là một danh hiệu hoặc một hình thức khen thưởng của một người hoặc một tập thể trong một năm.",
    "Dòng đã có được nhận ra theo đối tượng, danh hiệu, năm thành tích, dịp và số quyết định.",
    "Cột “Danh hiệu, hình thức” nhận tên đầy đủ, tên viết tắt (LĐTT, CSTĐCS …) hoặc mã trong danh mục.",
    "Khen thưởng theo quyết định ban hành trong chương trình không sửa bằng cách nhập.",
    "Ô trống giữ nguyên giá trị đang có. Việc nhập không xóa gì. Nhập một tệp hai lần không làm thay đổi gì thêm.",
)


class AwardRecordRow(RowForm, AwardRecordForm):
    def _same(self) -> Any:
        return AwardRecord.objects.none()


def columns() -> list[Column]:
    names = list(dict.fromkeys(award.name for award in Award.objects.all()))
    return [
        Column(
            "award",
            "Danh hiệu, hình thức",
            "Tên, tên viết tắt hoặc mã",
            "Lao động tiên tiến",
            True,
            names,
            ("Danh hiệu", "Hình thức khen thưởng", "Danh hiệu, hình thức khen thưởng", "Danh hiệu thi đua"),
            34,
        ),
        Column("year", "Năm thành tích", "", "2019", True, aliases=("Năm", "Năm khen thưởng"), width=10),
        Column("occasion", "Dịp", "Để trống là Công trạng năm", "", False, Occasion.labels, width=20),
        Column("occasion_text", "Tên dịp", "Chỉ ghi khi khen theo đợt, chuyên đề, đột xuất", width=26),
        Column("decision_number", "Số quyết định", "", "15/QĐ", True, aliases=("Số QĐ", "Quyết định số"), width=18),
        Column(
            "decision_date", "Ngày quyết định", "", "30/12/2019", True, aliases=("Ngày QĐ", "Quyết định ngày"), width=14
        ),
        Column(
            "issuer",
            "Cấp ký quyết định",
            "",
            "Hiệu trưởng, Giám đốc",
            True,
            aliases=("Cấp quyết định", "Cơ quan quyết định", "Người ký"),
            width=30,
        ),
        Column(
            "unit_name", "Đơn vị khi được khen", "Không bắt buộc", "", aliases=("Đơn vị", "Đơn vị công tác"), width=30
        ),
    ]


def catalogue() -> list[tuple[Award, list[str]]]:
    """Every award with all it was ever called."""
    older: dict[str, list[str]] = {}
    for code, name in AwardName.objects.values_list("award_id", "name"):
        older.setdefault(code, []).append(name)
    return [
        (award, [award.name, award.short_name, award.code, *older.get(award.code, [])]) for award in Award.objects.all()
    ]


def form(words: list[tuple[Award, list[str]]], is_unit: bool) -> RowForm:
    """A person is not given a collective's award, though some are called alike."""
    return AwardRecordRow({"award": [option for option in words if option[0].is_collective == is_unit]})


def revive(values: dict[str, Any], words: list[tuple[Award, list[str]]]) -> dict[str, Any]:
    awards = {award.code: award for award, _ in words}
    return values | {"award": awards[values["award"]]}


def guard(before: dict[str, Any]) -> str:
    if before["source"] == AwardRecord.Source.OWN:
        return "Khen thưởng này theo quyết định ban hành trong chương trình; sửa bằng văn bản, không sửa bằng cách nhập"
    return "Khen thưởng này đã bị hủy bỏ; bỏ dòng này khỏi tệp" if before["revoked_on"] else ""


KIND = Record(
    model=AwardRecord,
    key=("award", "year", "occasion", "occasion_text", "decision_number"),
    fields=FIELDS,
    more=("source", "revoked_on"),
    own_columns=columns,
    forms=form,
    words=catalogue,
    revive=revive,
    said=lambda values: f"{values['award'].name} {values['year']}, {values['decision_number']}",
    of_units=True,
    defaults={"occasion": Occasion.MERIT},
    guard=guard,
    subject_name="khen thưởng",
).kind(4, "khen-thuong", "Danh hiệu, khen thưởng các năm trước", RULES)
