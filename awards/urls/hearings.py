from django.urls import path

from awards.views import hearing_criteria, hearing_sheets, hearings

WORD = {"as_word": True}
SESSION = "phien-hop/<int:pk>/sang-kien/"
ONE = f"{SESSION}<int:hearing_pk>/"
FILLED = f"{ONE}phieu/<int:seat_pk>/da-cham"

urlpatterns = [
    path("hoi-dong/<int:pk>/tieu-chi/", hearing_criteria.criteria, name="hearing_criteria"),
    path(f"{SESSION}them/", hearings.table, name="hearing_table"),
    path(f"{SESSION}mo-cham/", hearings.open_all, name="hearings_open"),
    path(f"{SESSION}ket-thuc-cham/", hearings.count_all, name="hearings_count"),
    path(ONE, hearing_sheets.page, name="hearing"),
    path(f"{ONE}bo/", hearings.take_off, name="hearing_take_off"),
    path(f"{ONE}mo-cham/", hearings.open_scoring, name="hearing_open"),
    path(f"{ONE}ket-thuc-cham/", hearings.count, name="hearing_count"),
    path(f"{ONE}phieu/", hearing_sheets.fill, name="hearing_fill"),
    path(f"{ONE}phieu/<int:seat_pk>/", hearing_sheets.enter, name="hearing_enter"),
    path(f"{ONE}khai-xung-dot/", hearing_sheets.answer, name="hearing_answer"),
    path(f"{ONE}khai-xung-dot/<int:seat_pk>/", hearing_sheets.answer_for, name="hearing_answer_for"),
    path(f"{ONE}minh-chung/<int:attachment_pk>/", hearing_sheets.proof, name="hearing_proof"),
    path(f"{ONE}phieu-danh-gia.pdf", hearing_sheets.blank_sheet, name="hearing_sheet_pdf"),
    path(f"{ONE}phieu-danh-gia.docx", hearing_sheets.blank_sheet, WORD, name="hearing_sheet_docx"),
    path(f"{ONE}phieu-da-cham.pdf", hearing_sheets.filled_sheets, name="hearing_sheets_filled_pdf"),
    path(f"{ONE}phieu-da-cham.docx", hearing_sheets.filled_sheets, WORD, name="hearing_sheets_filled_docx"),
    path(f"{FILLED}.pdf", hearing_sheets.filled_sheet, name="hearing_sheet_filled_pdf"),
    path(f"{FILLED}.docx", hearing_sheets.filled_sheet, WORD, name="hearing_sheet_filled_docx"),
]
