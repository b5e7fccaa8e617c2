from django.urls import path

from awards.views import ballots, council, councils, rounds, session_papers

WORD = {"as_word": True}

urlpatterns = [
    path("hoi-dong/", councils.council_list, name="council_list"),
    path("hoi-dong/thanh-lap/", councils.council_add, name="council_add"),
    path("hoi-dong/<int:pk>/", councils.council, name="council"),
    path("hoi-dong/<int:pk>/sua/", councils.council_edit, name="council_edit"),
    path("hoi-dong/<int:council_pk>/them/", councils.seat_add, name="seat_add"),
    path("hoi-dong/thanh-vien/<int:pk>/", councils.seat_edit, name="seat_edit"),
    path("hoi-dong/thanh-vien/<int:pk>/thay/", councils.seat_replace, name="seat_replace"),
    path("phien-hop/", council.session_list, name="council_session_list"),
    path("phien-hop/them/", council.session_add, name="council_session_add"),
    path("phien-hop/<int:pk>/", council.session_page, name="council_session"),
    path("phien-hop/<int:pk>/sua/", council.session_edit, name="council_session_edit"),
    path("phien-hop/<int:pk>/diem-danh/", council.roll_call, name="council_roll_call"),
    path("phien-hop/<int:pk>/khai-mac/", council.convene, name="council_convene"),
    path("phien-hop/<int:pk>/noi-dung/", council.notes, name="council_notes"),
    path("phien-hop/<int:pk>/hoan/", council.adjourn, name="council_adjourn"),
    path("phien-hop/<int:pk>/ket-thuc/", council.close, name="council_close"),
    path("phien-hop/<int:pk>/huy/", council.cancel, name="council_cancel"),
    path("phien-hop/<int:pk>/bien-ban.pdf", council.minutes_pdf, name="minutes_pdf"),
    path("phien-hop/<int:pk>/bien-ban.docx", council.minutes_pdf, WORD, name="minutes_docx"),
    path("phien-hop/<int:pk>/danh-sach-ky.pdf", session_papers.attendance_list, name="attendance_list_pdf"),
    path("phien-hop/<int:pk>/ket-qua.pdf", session_papers.result_list, name="result_list_pdf"),
    path("phien-hop/<int:pk>/khong-bieu-quyet/<int:nomination_pk>/", rounds.recuse, name="council_recuse"),
    path("phien-hop/<int:pk>/lap-luot/", rounds.prepare, name="round_add"),
    path("luot/<int:pk>/", rounds.round_page, name="round"),
    path("luot/<int:pk>/mo/", rounds.open_round, name="round_open"),
    path("luot/<int:pk>/bo-luot/", rounds.discard, name="round_discard"),
    path("luot/<int:pk>/kiem-phieu/", rounds.count, name="round_count"),
    path("luot/<int:pk>/phieu-bau.pdf", session_papers.ballot_paper, name="ballot_paper_pdf"),
    path("luot/<int:pk>/bien-ban-kiem-phieu.pdf", session_papers.tally_sheet, name="tally_sheet_pdf"),
    path("truong-hop/<int:pk>/trich-bien-ban.pdf", session_papers.case_extract, name="case_extract_pdf"),
    path("luot/<int:pk>/phieu/", ballots.ballot, name="ballot"),
    path("luot/<int:pk>/phieu/xem-lai/", ballots.review, name="ballot_review"),
    path("luot/<int:pk>/phieu/bo/", ballots.cast, name="ballot_cast"),
]
