"""Makes the hostile files beside it (`python -m tests.data.excel.make`); they are kept: tests read fixed bytes."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

HERE = Path(__file__).resolve().parent
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "mở bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi tải tệp mới lên"
BROKEN = "Tệp bị hỏng hoặc không phải Excel .xlsx; mở thử bằng Excel, lưu lại rồi tải lên."
LOCKED = "Tệp có mật khẩu nên không đọc được; mở bằng Excel, bỏ mật khẩu, lưu lại rồi tải lên."
STRANGE = "Tệp có phần lạ mà Excel không ghi ra; chép các dòng cần nhập sang tệp mẫu rồi tải lên."

# File → the sentence it is refused with.
HOSTILE = {
    "rong.xlsx": "Tệp trống.",
    "van-ban.csv": f"Tệp là văn bản (.csv hoặc trang web), không phải Excel .xlsx; {SAVE_AS}.",
    "trang-web.xls": f"Tệp là văn bản (.csv hoặc trang web), không phải Excel .xlsx; {SAVE_AS}.",
    "kieu-cu.xls": f"Tệp là Excel kiểu cũ (.xls); {SAVE_AS}.",
    "mat-khau.xlsx": LOCKED,
    "mat-khau-zip.xlsx": LOCKED,
    "macro.xlsm": f"Tệp có macro (.xlsm) nên không nhận; {SAVE_AS}.",
    "loai-macro.xlsx": f"Tệp có macro (.xlsm) nên không nhận; {SAVE_AS}.",
    "nhi-phan.xlsb": f"Tệp là Excel nhị phân (.xlsb); {SAVE_AS}.",
    "mo.ods": f"Tệp là bảng tính OpenDocument (.ods); {SAVE_AS}.",
    "lien-ket.xlsx": "Tệp có liên kết đến tệp khác nên không nhận; chép lại thành giá trị (Paste Values) rồi tải lên.",
    "van-ban.docx": "Tệp không phải bảng tính Excel .xlsx; tải tệp mẫu về, điền rồi tải lên.",
    "cut.xlsx": BROKEN,
    "hai-phan.xlsx": BROKEN,
    "xml-hong.xlsx": BROKEN,
    "thieu-trang.xlsx": BROKEN,
    "chuoi-ngoai.xlsx": BROKEN,
    "cuoi-lan.xlsx": STRANGE,
    "tep-ngoai.xlsx": STRANGE,
}
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet>&a;</worksheet>'
STRING_99 = b"<worksheet><sheetData><row><c t='s'><v>99</v></c></row></sheetData></worksheet>"


def plain() -> bytes:
    book = Workbook()
    book.active.append(["Mã cán bộ", "Họ và tên"])
    book.active.append(["CB1", "Hoa"])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """With one date for all, so that the same call makes the same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def with_parts(
    parts: dict[str, bytes],
    *,
    without: tuple[str, ...] = (),
    edit: Callable[[str, bytes], bytes] | None = None,
) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(plain())) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts and name not in without:
                data = source.read(name)
                target.writestr(entry(name), edit(name, data) if edit else data)
        for name, data in parts.items():
            target.writestr(entry(name), data)
    return stream.getvalue()


def locked_zip() -> bytes:
    """The flag of an encrypted part, in both directories."""
    content = bytearray(with_parts({}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


def twice() -> bytes:
    stream = BytesIO(with_parts({"xl/Them.xml": b"<a/>"}))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(entry("xl/them.xml"), b"<b/>")
    return stream.getvalue()


def macro_type(name: str, data: bytes) -> bytes:
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return data.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")


def files() -> dict[str, bytes]:
    sheet = "xl/worksheets/sheet1.xml"
    return {
        "rong.xlsx": b"",
        "van-ban.csv": "Mã cán bộ,Họ và tên\nCB1,Hoa\n".encode(),
        "trang-web.xls": b"<html><table><tr><td>CB1</td></tr></table></html>",
        "kieu-cu.xls": OLE + b"\0" * 504 + "Workbook".encode("utf-16-le"),
        "mat-khau.xlsx": OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le"),
        "mat-khau-zip.xlsx": locked_zip(),
        "macro.xlsm": with_parts({"xl/vbaProject.bin": b"\0"}),
        "loai-macro.xlsx": with_parts({}, edit=macro_type),
        "nhi-phan.xlsb": with_parts({"xl/workbook.bin": b"\0"}, without=("xl/workbook.xml",)),
        "mo.ods": with_parts({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "lien-ket.xlsx": with_parts({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "van-ban.docx": with_parts({"word/document.xml": b"<a/>"}, without=("xl/workbook.xml",)),
        "cut.xlsx": plain()[:900],
        "hai-phan.xlsx": twice(),
        "xml-hong.xlsx": with_parts({sheet: b"<worksheet><sheetData><row>"}),
        "thieu-trang.xlsx": with_parts({}, without=(sheet,)),
        "chuoi-ngoai.xlsx": with_parts({sheet: STRING_99}),
        "cuoi-lan.xlsx": with_parts({sheet: LAUGHS}),
        "tep-ngoai.xlsx": with_parts({sheet: OUTSIDE}),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (HERE / name).write_bytes(content)
