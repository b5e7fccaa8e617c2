"""Acts of the audit trail in words, for the history of a thing. A full verb ("pledge.submit") wins over a bare one."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

OUR_APPS = ("thidua", "campaigns", "awards")
# Their old and new values, and their names, tell of absence and discipline: for the person and the clerk only.
PRIVATE_TYPES = ("campaigns.absence", "campaigns.disciplinaryaction", "campaigns.kinship")
HIDDEN = "(chỉ người đó và Thường trực Hội đồng xem được)"
# What a council, a unit or a revocation found and concluded of people: its words are for those who may open it, and the
# clerk; running the machine is no reason to read them (docs/secrecy.md).
CONCLUSIONS = (
    "awards.councilsession",
    "awards.hearing",
    "awards.objection",
    "awards.paperdraft",
    "awards.revocation",
    "awards.unitreview",
    "campaigns.scoresheet",
)
# What a council voted: the line has who pressed the button, a dossier's history does not put it on them.
OF_A_COUNCIL = frozenset({"nomination.recommend", "nomination.not_recommend"})
WITHHELD = "(chỉ người được mở hồ sơ này và Thường trực Hội đồng xem được nội dung)"

ACTS: dict[str, str] = {
    "accept": "Duyệt",
    "add": "Thêm",
    "add_seat": "Thêm thành viên",
    "adjourn": "Hoãn phiên họp",
    "adjust": "Điều chỉnh",
    "adjust_points": "Ghi điểm thưởng, điểm trừ",
    "adopt": "Áp dụng",
    "announce": "Báo qua thư điện tử",
    "answer": "Ghi đủ trả lời của cấp trên",
    "attach": "Thêm tệp",
    "award": "Ghi đã khen thưởng",
    "add_case": "Thêm trường hợp bình xét",
    "add_cases": "Đưa người đã đăng ký vào bình xét",
    "add_person": "Thêm người vào danh sách điểm danh",
    "begin": "Bắt đầu viết",
    "appoint_tellers": "Cử Ban kiểm phiếu",
    "arrive": "Báo có mặt",
    "break_off": "Ghi chấm dở tại phiên họp",
    "call_roll": "Điểm danh",
    "cancel": "Hủy",
    "carry": "Chuyển phiếu sang phiên họp tiếp",
    "change": "Sửa nội dung",
    "change_activities": "Sửa hoạt động trong đợt",
    "change_anniversaries": "Sửa ngày kỷ niệm",
    "change_authors": "Sửa tác giả",
    "change_parties": "Sửa đơn vị cùng ký",
    "change_password": "Đổi mật khẩu",
    "change_rows": "Sửa các dòng",
    "change_seat": "Sửa vai trò thành viên",
    "change_targets": "Sửa chỉ tiêu",
    "correct_sheet": "Sửa phiếu đánh giá",
    "change_value": "Ghi giá trị mới",
    "check": "Ghi đã kiểm tra",
    "check_in": "Báo tiến độ",
    "choose_initiative": "Chọn sáng kiến, đề tài",
    "choose_letters": "Chọn nhận thư nhắc",
    "cite": "Thêm căn cứ",
    "close": "Kết thúc",
    "close_text": "Ghi hết hiệu lực",
    "come_back": "Trở lại làm việc",
    "complete": "Ký đủ",
    "conclude": "Kết thúc phong trào",
    "confirm": "Xác nhận",
    "confirm_value": "Xác nhận đã đối chiếu",
    "covenant.take_back": "Lấy lại để sửa",
    "covenant.withdraw": "Rút bản giao ước",
    "convene": "Khai mạc",
    "correct": "Sửa quyết định đã ghi",
    "count": "Kiểm phiếu",
    "create": "Lập mới",
    "criteriaset.take_back": "Lấy lại để sửa",
    "decline": "Ghi không được chấp thuận",
    "delete": "Xóa",
    "detach": "Bỏ tệp",
    "disclosure.begin": "Bắt đầu công khai, khóa danh sách",
    "disclosure.discard": "Xóa đợt công khai",
    "discard": "Xóa bản chưa dùng",
    "do": "Ghi đã làm xong",
    "draft": "Soạn dự thảo",
    "drop_basis": "Bỏ căn cứ",
    "drop_case": "Bỏ trường hợp bình xét",
    "enter": "Ghi vào quỹ",
    "end_early": "Kết thúc phụ trách thay",
    "end_seat": "Ghi thành viên thôi",
    "end_value": "Thôi áp dụng giá trị đã ghi",
    "end_term": "Kết thúc nhiệm kỳ",
    "endorse": "Xác nhận",
    "evaluation.take_back": "Rút lại để sửa",
    "fill_sheet": "Gửi phiếu đánh giá",
    "forward": "Trình cấp trên",
    "leave": "Ghi chưa xét tại phiên họp",
    "hearing.not_recommend": "Kết thúc chấm: không đề nghị công nhận",
    "hearing.recommend": "Kết thúc chấm: đề nghị công nhận",
    "import": "Nhập từ Excel",
    "initiative.create": "Bắt đầu ghi",
    "initiative.reopen": "Bỏ kết quả đã ghi",
    "initiative.submit": "Nộp",
    "hand_invitation": "Ghi đã đưa giấy mời",
    "hand_over": "Ghi người chủ trì thay",
    "initiative.take_back": "Lấy lại để sửa",
    "invite": "Gửi giấy mời",
    "issue": "Ban hành",
    "keep_signed_copy": "Kèm bản đã ký",
    "launch": "Phát động",
    "lift_wait": "Bỏ thời gian chờ đăng nhập",
    "lock_account": "Khóa tài khoản",
    "mend_answer": "Sửa trả lời đã ghi",
    "name_scorers": "Cử người chấm điểm",
    "nominate": "Lập hồ sơ từ bình xét",
    "nomination.draft": "Lập hồ sơ",
    "nomination.submit": "Nộp hồ sơ",
    "nomination.withdraw": "Rút hồ sơ",
    "move_fields": "Dịch vị trí ô in",
    "not_recognise": "Ghi không công nhận",
    "not_recommend": "Hội đồng không đề nghị",
    "mend": "Sửa nhanh theo kiểm tra",
    "note": "Ghi nội dung phiên họp",
    "objection.answer": "Trả lời kiến nghị",
    "objection.receive": "Tiếp nhận kiến nghị",
    "objection.send": "Gửi kiến nghị",
    "offer": "Gửi để ký",
    "open": "Mở bỏ phiếu",
    "open_account": "Lập tài khoản",
    "open_scoring": "Mở chấm sáng kiến",
    "open_late": "Cho đăng ký muộn",
    "order_bases": "Đổi thứ tự căn cứ",
    "pay": "Ghi đã chi tiền thưởng",
    "phase.review": "Sơ kết",
    "pledgeversion.accept": "Chấp nhận điều chỉnh",
    "pledgeversion.begin": "Bắt đầu đề nghị điều chỉnh",
    "postpone": "Đổi hạn tự chấm điểm",
    "prepare": "Lập lượt bỏ phiếu",
    "put_lower": "Đặt danh hiệu, hình thức thấp hơn",
    "preside_again": "Chủ tịch chủ trì lại",
    "print_certificates": "In giấy khen",
    "propose": "Gửi đề nghị điều chỉnh",
    "put_to_use": "Áp dụng",
    "raise_scope": "Nâng phạm vi công nhận",
    "read_in": "Lập từ kế hoạch cũ",
    "recognise": "Công nhận",
    "record_answer": "Ghi trả lời của cấp trên",
    "record_result": "Ghi kết quả chỉ tiêu",
    "recommend": "Hội đồng đề nghị",
    "recuse": "Khai không biểu quyết",
    "councilsession.continue": "Lập phiên họp tiếp",
    "declare": "Khai xung đột lợi ích",
    "declare_rest": "Ghi những người còn lại không khai xung đột lợi ích",
    "enter_count": "Nhập kết quả kiểm phiếu",
    "enter_opinion": "Ghi ý kiến bằng văn bản",
    "relate": "Ghi người thân",
    "redate": "Đổi ngày",
    "register": "Ghi vào danh sách đăng ký",
    "regulation.close": "Ghi ngày thôi áp dụng",
    "remind": "Nhắc",
    "remove_result": "Bỏ kết quả chỉ tiêu",
    "remove_second_factor": "Gỡ xác thực hai bước",
    "rename": "Đổi họ tên",
    "renew_calendar": "Lập liên kết lịch",
    "renew_recovery_codes": "Lập mã dự phòng mới",
    "reopen": "Mở lại",
    "replace_basis": "Thay căn cứ bằng văn bản mới",
    "report_not_on_paper": "Bỏ ghi gửi báo cáo bản giấy",
    "report_on_paper": "Ghi gửi báo cáo bản giấy",
    "require_second_factor": "Bắt buộc xác thực hai bước",
    "reset_password": "Đặt lại mật khẩu",
    "reverse": "Ghi ngược dòng quỹ",
    "reverse_payment": "Ghi ngược lần chi tiền thưởng",
    "revocation.discard": "Xóa dự thảo",
    "revoke": "Hủy bỏ",
    "save": "Lưu ghi chú riêng",
    "save_marks": "Lưu nháp điểm chấm",
    "scoresheet.begin": "Bắt đầu phiếu chấm điểm",
    "scoresheet.send": "Gửi điểm tự chấm",
    "scoresheet.take_back": "Rút điểm tự chấm",
    "self_assess": "Gửi tự đánh giá",
    "send": "Gửi",
    "send_back": "Trả lại để sửa",
    "send_marks": "Gửi điểm chấm",
    "set_logo": "Đặt biểu trưng trên giấy khen",
    "set_up": "Thành lập",
    "settle": "Chốt điểm",
    "sign": "Ký",
    "sign_for_union": "Tổ trưởng công đoàn ký",
    "skip_self": "Chấm không chờ điểm tự chấm",
    "stand_in": "Giao phụ trách thay",
    "state": "Ghi xác nhận",
    "submit": "Gửi",
    "table": "Đưa vào phiên họp",
    "take_back": "Bỏ việc giao phụ trách thay",
    "turn_off_second_factor": "Tắt xác thực hai bước",
    "turn_on_second_factor": "Bật xác thực hai bước",
    "unitregistration.take_back": "Rút lại để sửa",
    "unitreview.note": "Ghi nội dung biên bản",
    "unitreview.open": "Lập biên bản bình xét",
    "unitplan.send": "Nộp",
    "unitplan.take_back": "Lấy lại để sửa",
    "unlock_account": "Mở khóa tài khoản",
    "unrelate": "Bỏ dòng người thân",
    "unhand_invitation": "Bỏ ghi đã đưa giấy mời",
    "untable": "Đưa ra khỏi phiên họp",
    "verify": "Thẩm định",
    "vote": "Ghi kết quả biểu quyết",
    "withdraw": "Rút lại",
    "write": "Ghi nội dung",
    "write_criteria": "Sửa tiêu chí xét sáng kiến",
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


def model_of(target_type: str) -> type[Model] | None:
    """The model of "campaigns.pledge"; None for one that is gone."""
    try:
        return apps.get_model(target_type)
    except (LookupError, ValueError):
        return None


def type_words(target_type: str) -> str:
    """The model's name: “bản đăng ký thi đua”."""
    model = model_of(target_type)
    return str(model._meta.verbose_name) if model else target_type


def types_in_words() -> list[tuple[str, str]]:
    """Every kind of object a line may be about, by its name; from the models, not from the long table."""
    models = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
    models.append(apps.get_model("auth.group"))
    return sorted(((m._meta.label_lower, str(m._meta.verbose_name)) for m in models), key=lambda pair: pair[1])


def acts_in_words() -> list[tuple[str, str]]:
    """The acts, one row for each word: “confirm|endorse” → “Xác nhận”."""
    verbs: dict[str, list[str]] = {}
    for verb, words in ACTS.items():
        verbs.setdefault(words, []).append(verb)
    return sorted((("|".join(found), words) for words, found in verbs.items()), key=lambda pair: pair[1])


def full_verbs(named: str) -> list[str]:
    """Every stored verb that one row of `acts_in_words` means: a bare one of each model, unless it has its own word."""
    models = [target_type.rpartition(".")[2] for target_type, _ in types_in_words()]
    found = []
    for verb in named.split("|"):
        whole = [verb] if "." in verb else [f"{model}.{verb}" for model in models]
        found += [one for one in whole if one == verb or one not in ACTS]
    return found
