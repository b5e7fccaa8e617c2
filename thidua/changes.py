"""What an audit line changed, in words: “Trạng thái: Nháp → Đã gửi”, labels and dates as the pages write them."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone

from thidua.acts import OUR_APPS, model_of
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
# Where the object of the line has no field of that name.
NO_FIELD: dict[str, str] = {
    "added": "Dòng đã thêm",
    "again": "In lại",
    "award": "Danh hiệu, hình thức",
    "case": "Trường hợp",
    "cases": "Trường hợp",
    "continues": "Tiếp theo phiên họp",
    "count": "Số tờ",
    "criteria": "Tiêu chí",
    "date": "Ngày",
    "decision": "Quyết định",
    "department": "Đơn vị",
    "failed": "Chưa gửi được tới",
    "from": "Chuyển từ",
    "group": "Nhóm quyền",
    "handed": "Đã đưa tới",
    "institution": "Cơ quan",
    "instead_of": "Thay cho",
    "invited": "Đã mời",
    "issuer": "Cơ quan, người ban hành",
    "kind": "Loại",
    "left_out": "Không gồm",
    "made": "Hồ sơ đã lập",
    "member": "Thành viên",
    "number": "Số",
    "on_paper": "Phiếu giấy",
    "people": "Số người",
    "person": "Người",
    "phase": "Đợt",
    "role": "Vai trò",
    "sheets": "Số phiếu đánh giá",
    "skipped": "Không lập hồ sơ",
    "stays": "Vẫn biểu quyết",
    "steps_out": "Lánh",
    "sum": "Số tiền (đồng)",
    "taken": "Số mục đã chép",
    "task": "Việc",
    "text": "Nội dung",
    "title": "Tên",
    "total": "Tổng số",
    "unit": "Đơn vị",
    "units": "Đơn vị",
    "without_address": "Chưa có địa chỉ thư",
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
    own = str(getattr(field, "verbose_name", ""))
    kind, _, number = key.partition("-")
    words = KEYS.get(key) or (KEYS_WITH_ROW.get(kind) if number else "") or own or NO_FIELD.get(key)
    return upper_first(words or fields_in_words().get(key, key))


@functools.cache
def fields_in_words() -> dict[str, str]:
    """A field of any of our models by its name, in the words of the first that has one."""
    ours = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    return {field.name: str(field.verbose_name) for model in reversed(ours) for field in model._meta.fields}


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
