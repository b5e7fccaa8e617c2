"""Time away from work; the reasons stay out of the trail, which more people may read."""

from typing import Any

from campaigns.forms.campaigns import end_not_before_start
from campaigns.forms.people import AbsenceForm
from campaigns.imports.facts import Record
from campaigns.models import Absence
from thidua.imports import RowForm
from thidua.spreadsheets import Column
from thidua.vietnamese import vdate

RULES = (
    "Mỗi dòng là một lần vắng; dòng đã có được nhận ra theo cán bộ và ngày bắt đầu.",
    "Chỉ người liên quan và Thường trực Hội đồng đọc được lý do, kết quả học tập và ghi chú.",
    "Ô trống giữ nguyên giá trị đang có. Việc nhập không xóa gì. Nhập một tệp hai lần không làm thay đổi gì thêm.",
)


class AbsenceRow(RowForm, AbsenceForm):
    def clean(self) -> dict[str, Any]:
        end_not_before_start(self)
        return self.cleaned_data


def columns() -> list[Column]:
    return [
        Column(
            "kind", "Lý do", "Chọn trong danh sách", "Nghỉ thai sản", True, Absence.Kind.labels, ("Lý do vắng",), 30
        ),
        Column("starts_on", "Ngày bắt đầu", "", "02/05/2022", True, aliases=("Từ ngày", "Nghỉ từ ngày"), width=14),
        Column("ends_on", "Ngày kết thúc", "", "31/10/2022", True, aliases=("Đến ngày", "Nghỉ đến ngày"), width=14),
        Column(
            "study_result",
            "Kết quả học tập",
            "Chỉ ghi khi đi học, bồi dưỡng",
            "",
            choices=Absence.StudyResult.labels,
            width=16,
        ),
        Column("note", "Ghi chú", "Không bắt buộc", width=36),
    ]


def same(peeked: dict[str, Any], held: list[dict[str, Any]]) -> dict[str, Any] | None:
    """By its first day; where two absences begin on one day, by the reason too."""
    begun = [absence for absence in held if absence["starts_on"] == peeked["starts_on"]]
    if len(begun) > 1:
        begun = [absence for absence in begun if absence["kind"] == peeked["kind"]]
    return begun[0] if begun else None


KIND = Record(
    model=Absence,
    key=("starts_on", "kind"),
    fields=("kind", "starts_on", "ends_on", "study_result", "note"),
    own_columns=columns,
    forms=lambda words, is_unit: AbsenceRow(),
    said=lambda values: f"{vdate(values['starts_on'])} – {vdate(values['ends_on'])}",
    same=same,
    subject_name="thời gian vắng",
).kind(3, "thoi-gian-vang", "Thời gian vắng", RULES)
