"""Acts of the audit trail in words, for the history of a thing. A full verb ("pledge.submit") wins over a bare one."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

ACTS: dict[str, str] = {
    "accept": "Duyệt",
    "add": "Thêm",
    "adjourn": "Hoãn phiên họp",
    "adjust": "Điều chỉnh",
    "attach": "Thêm tệp",
    "award": "Ghi đã khen thưởng",
    "begin": "Bắt đầu viết",
    "call_roll": "Điểm danh",
    "cancel": "Hủy",
    "change": "Sửa nội dung",
    "change_activities": "Sửa hoạt động trong đợt",
    "change_anniversaries": "Sửa ngày kỷ niệm",
    "change_authors": "Sửa tác giả",
    "change_password": "Đổi mật khẩu",
    "change_rows": "Sửa các dòng",
    "change_targets": "Sửa chỉ tiêu",
    "close": "Kết thúc",
    "confirm": "Xác nhận",
    "convene": "Khai mạc",
    "count": "Kiểm phiếu",
    "create": "Lập mới",
    "delete": "Xóa",
    "detach": "Bỏ tệp",
    "discard": "Xóa bản chưa dùng",
    "draft": "Soạn dự thảo",
    "endorse": "Xác nhận",
    "import": "Nhập từ Excel",
    "issue": "Ban hành",
    "launch": "Phát động",
    "nomination.draft": "Lập hồ sơ",
    "nomination.submit": "Nộp hồ sơ",
    "nomination.withdraw": "Rút hồ sơ",
    "not_recommend": "Hội đồng không đề nghị",
    "note": "Ghi nội dung phiên họp",
    "open": "Mở bỏ phiếu",
    "open_late": "Cho đăng ký muộn",
    "prepare": "Lập lượt bỏ phiếu",
    "recognise": "Công nhận",
    "recommend": "Hội đồng đề nghị",
    "recuse": "Khai không biểu quyết",
    "redate": "Đổi ngày",
    "register": "Ghi vào danh sách đăng ký",
    "reopen": "Mở lại",
    "self_assess": "Gửi tự đánh giá",
    "send": "Gửi",
    "send_back": "Trả lại để sửa",
    "submit": "Gửi",
    "table": "Đưa vào phiên họp",
    "untable": "Đưa ra khỏi phiên họp",
    "verify": "Thẩm định",
    "withdraw": "Rút lại",
    "write_results": "Ghi kết quả chỉ tiêu",
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
