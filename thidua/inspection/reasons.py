"""Why a file is not taken, each with the sentence its owner reads: what is wrong and what to do."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BROKEN, TOO_COMPLEX, WRONG_TYPE, LOCKED, SWELLS = "broken", "too_complex", "wrong_type", "locked", "swells"
MACROS, HOLDS_FILES, FETCHES, RUNS, DYNAMIC_FORM = "macros", "holds_files", "fetches", "runs", "dynamic_form"
TWO_IN_ONE, HUGE_PICTURE, NO_TEXT, TOO_LONG = "two_in_one", "huge_picture", "no_text", "too_long"

MOST_PIXELS = 120_000_000

REASONS = {
    WRONG_TYPE: "Tệp phải là PDF, DOCX, JPG hoặc PNG",
    LOCKED: "Tệp có mật khẩu nên không đọc được",
    BROKEN: "Tệp hỏng hoặc chưa đủ; mở lại bằng phần mềm đã tạo ra tệp, lưu lại rồi chọn lại",
    TOO_COMPLEX: "Tệp quá phức tạp nên không kiểm tra được; in lại thành PDF rồi chọn lại",
    SWELLS: "Nội dung nén trong tệp quá lớn; bớt ảnh hoặc in lại thành PDF rồi chọn lại",
    MACROS: "Tệp Word có macro; lưu lại dạng DOCX không macro hoặc in thành PDF rồi chọn lại",
    HOLDS_FILES: "Trong tệp có đính kèm tệp khác; bỏ tệp bên trong, nộp từng tệp riêng",
    FETCHES: "Tệp Word lấy nội dung từ nơi khác (mẫu, ảnh hoặc trường liên kết); in thành PDF rồi chọn lại",
    RUNS: "Tệp PDF có lệnh tự chạy; in lại thành PDF rồi chọn lại",
    DYNAMIC_FORM: "Tệp PDF là biểu mẫu động (XFA); in lại thành PDF rồi chọn lại",
    TWO_IN_ONE: "Trong tệp có dữ liệu của loại tệp khác; in hoặc lưu lại từ phần mềm đã tạo ra tệp rồi chọn lại",
    HUGE_PICTURE: f"Ảnh quá lớn; nhiều nhất {MOST_PIXELS // 1_000_000} triệu điểm ảnh, thu nhỏ rồi chọn lại",
    NO_TEXT: "Tệp không có chữ (bản quét hoặc tệp trống); gõ lại hoặc nhận dạng chữ rồi dán văn bản vào ô",
    TOO_LONG: "Văn bản trong tệp quá dài; nhiều nhất 200.000 ký tự, 200 trang",
}


class Unfit(Exception):
    """A file we do not take; `code` is a key of REASONS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
