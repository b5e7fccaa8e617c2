"""What an audit line changed, in words: “Trạng thái: Nháp → Đã gửi”, labels and dates as the pages write them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from thidua.acts import model_of
from thidua.models import AuditEntry
from thidua.vietnamese import upper_first, vdate

EMPTY = "(trống)"
LONGEST, MOST_NAMED = 200, 8

# Keys of a line that are no field of its object.
KEYS: dict[str, str] = {
    "bases": "Căn cứ",
    "basis": "Căn cứ",
    "anniversaries": "Số ngày kỷ niệm",
    "amounts_changed": "Số dòng đổi mức thưởng",
    "copied_from": "Chép từ bản số",
    "file": "Tệp",
    "lines": "Danh sách",
    "method": "Cách chi",
    "movements": "Số phong trào",
    "members": "Số thành viên",
    "mended": "Nội dung",
    "note_of_result": "Ghi chú",
    "on": "Ngày đo",
    "open_round": "Khi đang bỏ phiếu lượt",
    "paid_on": "Ngày chi",
    "password": "Mật khẩu",
    "phases": "Số đợt",
    "plan_items": "Số mục của kế hoạch",
    "present": "Có mặt",
    "questions": "Trường hợp",
    "recipients": "Người nhận",
    "reminded": "Số lời nhắc",
    "reminded_of": "Nhắc việc",
    "removed": "Dòng đã bỏ",
    "sent": "Nội dung gửi",
    "signer": "Người ký",
    "since": "Từ ngày",
    "sum_paid": "Số tiền (đồng)",
    "tellers": "Ban kiểm phiếu",
    "until": "Dùng đến hết ngày",
    "value": "Kết quả",
    "written": "Dòng đã ghi",
}
# Keys that carry the row they are about: “phase-3”.
KEYS_WITH_ROW = {"phase": "Hạn tự đánh giá của đợt", "movement": "Tên phong trào thành phần"}


@dataclass(frozen=True)
class Change:
    """One field of a line; `before` or `after` is empty where the line does not hold it."""

    label: str
    before: str
    after: str

    @property
    def arrow(self) -> bool:
        return bool(self.before and self.after)


def changes_of(entry: AuditEntry) -> list[Change]:
    """The fields that differ, the status first."""
    return sorted(_changes(entry), key=lambda change: change.label != "Trạng thái")


def _changes(entry: AuditEntry) -> Iterator[Change]:
    model = model_of(entry.target_type)
    for key in dict.fromkeys([*entry.before, *entry.after]):
        field = _field(model, key)
        before = _words(field, entry.before[key]) if key in entry.before else ""
        after = _words(field, entry.after[key]) if key in entry.after else ""
        if before != after and {before, after} != {"", EMPTY}:
            yield Change(_label(field, key), "" if before == EMPTY else before, after)


def _field(model: type[models.Model] | None, key: str) -> Any:
    try:
        return model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        return None


def _label(field: Any, key: str) -> str:
    words = KEYS.get(key) or KEYS_WITH_ROW.get(key.partition("-")[0]) or str(getattr(field, "verbose_name", key))
    return upper_first(words)


def _words(field: Any, value: Any) -> str:
    if value is None or value in ("", []):
        return EMPTY
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        named = "; ".join(_words(field, item) for item in value[:MOST_NAMED])
        return named + (f" và {len(value) - MOST_NAMED} mục khác" if len(value) > MOST_NAMED else "")
    choices = dict(getattr(field, "flatchoices", ()) or ())
    if value in choices:
        return str(choices[value])
    if isinstance(field, models.ForeignKey) and isinstance(value, int):
        return f"số {value}"
    text = _day(str(value)) or str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def _day(text: str) -> str:
    """A stored date or time as people write it; "" for any other text."""
    if len(text) < len("2022-01-01") or text[4:5] != "-" or text[7:8] != "-":
        return ""
    try:
        if len(text) == len("2022-01-01"):
            return vdate(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{local:%H:%M}, {vdate(local)}"
