"""The rules findings cite, in words, as documents.md §1 and §6 have them; a habit is called a habit."""

import re
from dataclasses import dataclass

DECREE = "Nghị định 30/2020/NĐ-CP"
FIRST, THIRD = f"{DECREE}, Phụ lục I", f"{DECREE}, Phụ lục III"

PAGE = f"{FIRST}: khổ giấy, định lề trang"
PAGE_NUMBER = f"{FIRST}: số trang văn bản"
FONT = f"{FIRST}: phông chữ, bộ mã Unicode, màu đen"
NATION = f"{FIRST}: Quốc hiệu và Tiêu ngữ"
ISSUER = f"{FIRST}: tên cơ quan, tổ chức ban hành văn bản"
NUMBER = f"{FIRST}: số, ký hiệu của văn bản"
ABBREVIATIONS = f"{THIRD}, mục I: bảng chữ viết tắt tên loại văn bản"
DATE = f"{FIRST}: địa danh và thời gian ban hành văn bản"
TITLE = f"{FIRST}: tên loại và trích yếu nội dung văn bản"
BASES = f"{FIRST}: căn cứ ban hành văn bản"
BODY = f"{FIRST}: nội dung văn bản"
DECISION_FORM = f"{THIRD}, Mẫu 1.2"
MINUTES_FORM = f"{THIRD}, Mẫu 1.9"
END_MARK = THIRD
SIGNATURE = f"{FIRST}: chức vụ, họ tên của người có thẩm quyền ký"
RECIPIENTS = f"{FIRST}: nơi nhận"
ADDRESS = f"{FIRST}: Kính gửi"
APPENDIX = f"{FIRST}: phụ lục văn bản"
HABIT = "Thông lệ văn phòng"
LAW_BOOK = "Mục Pháp lý của phần mềm: ngày hiệu lực của văn bản"
RECORDS = "Hồ sơ trên phần mềm"
FILE = "Tệp PDF lưu trữ: nhúng phông chữ, ghi tên văn bản và cơ quan"


@dataclass(frozen=True)
class Norms:
    """The measures of one form of papers, in mm and pt; another form is another value, not another check."""

    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"
    family: str = "Liberation-Serif-Paper"
    left: tuple[float, float] = (30, 35)
    top: tuple[float, float] = (20, 25)
    right_least: float = 15
    bottom_least: float = 20
    page_number_pt: tuple[float, float] = (13, 14)
    nation_pt: tuple[float, float] = (12, 13)
    motto_pt: tuple[float, float] = (13, 14)
    text_pt: tuple[float, float] = (13, 14)
    number_pt: tuple[float, float] = (13, 13)
    recipients_pt: tuple[float, float] = (12, 11)  # the label, the items
    signature_room: float = 25


DECREE_30 = Norms()

# Title of a paper → what stands before the hyphen of its symbol.
ABBREVIATION = {
    "QUYẾT ĐỊNH": "QĐ",
    "NGHỊ QUYẾT": "NQ",
    "KẾ HOẠCH": "KH",
    "BÁO CÁO": "BC",
    "BIÊN BẢN": "BB",
    "TỜ TRÌNH": "TTr",
    "THÔNG BÁO": "TB",
    "GIẤY MỜI": "GM",
    "HƯỚNG DẪN": "HD",
    "QUY ĐỊNH": "QyĐ",
    "QUY CHẾ": "QC",
}


def within(value: float, bounds: tuple[float, float], slack: float) -> bool:
    return bounds[0] - slack <= value <= bounds[1] + slack


# HTML where plain text belongs.
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:amp|lt|gt|nbsp|quot);")
