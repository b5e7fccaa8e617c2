"""Acts of the audit trail in words, for the history of a thing. A full verb ("pledge.submit") wins over a bare one."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

ACTS: dict[str, str] = {
    "accept": "Thẩm định",
    "add": "Thêm",
    "approve": "Duyệt",
    "assess": "Tự đánh giá",
    "cancel": "Hủy",
    "change": "Sửa nội dung",
    "change_rows": "Sửa các dòng",
    "close": "Kết thúc",
    "conclude": "Tổng kết",
    "confirm": "Xác nhận",
    "count": "Kiểm phiếu",
    "create": "Lập mới",
    "delete": "Xóa",
    "forward": "Trình cấp trên",
    "import": "Nhập từ tệp",
    "issue": "Ban hành",
    "launch": "Phát động",
    "open": "Mở",
    "postpone": "Hoãn",
    "print": "In",
    "recognise": "Công nhận",
    "refuse": "Không công nhận",
    "register": "Đăng ký",
    "remind": "Nhắc",
    "return": "Trả lại để sửa",
    "revoke": "Hủy bỏ",
    "send": "Gửi",
    "submit": "Gửi",
    "table": "Trình Hội đồng",
    "verify": "Thẩm định",
    "withdraw": "Rút lại",
}


def act_words(verb: str) -> str:
    return ACTS.get(verb) or ACTS.get(verb.rpartition(".")[2]) or "Cập nhật"


def status_words(target_type: str, value: object) -> str:
    """Label of a stored status: "submitted" of a pledge → "Đã gửi"."""
    try:
        field = apps.get_model(target_type)._meta.get_field("status")
    except (LookupError, ValueError, FieldDoesNotExist):
        return ""
    return str(dict(field.flatchoices).get(value, "")) if value else ""
