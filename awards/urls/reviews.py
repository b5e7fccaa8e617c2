from django.urls import path

from awards.views import unit_review_acts as acts
from awards.views import unit_review_papers as papers
from awards.views import unit_reviews

WORD = {"as_word": True}
OPEN = "phong-trao/<int:campaign_pk>/don-vi/<int:department_pk>/binh-xet/them/"

urlpatterns = [
    path("phong-trao/<int:campaign_pk>/binh-xet/", unit_reviews.unit_review_list, name="unit_review_list"),
    path(OPEN, unit_reviews.unit_review_open, name="unit_review_open"),
    path("binh-xet/<int:pk>/", unit_reviews.unit_review, name="unit_review"),
    path("binh-xet/<int:pk>/sua/", unit_reviews.unit_review_edit, name="unit_review_edit"),
    path("binh-xet/<int:pk>/diem-danh/", unit_reviews.unit_review_roll, name="unit_review_roll"),
    path("binh-xet/<int:pk>/diem-danh/them/", unit_reviews.unit_review_add_person, name="unit_review_add_person"),
    path("binh-xet/<int:pk>/noi-dung/", unit_reviews.unit_review_write, name="unit_review_write"),
    path("binh-xet/<int:pk>/bieu-quyet/", acts.unit_review_votes, name="unit_review_votes"),
    path("binh-xet/<int:pk>/dua-vao/", acts.unit_review_bring, name="unit_review_bring"),
    path("binh-xet/<int:pk>/truong-hop/them/", acts.unit_review_case_add, name="unit_review_case_add"),
    path("binh-xet/<int:pk>/truong-hop/<int:case_pk>/bo/", acts.unit_review_case_drop, name="unit_review_case_drop"),
    path("binh-xet/<int:pk>/ket-thuc/", acts.unit_review_close, name="unit_review_close"),
    path("binh-xet/<int:pk>/mo-lai/", acts.unit_review_reopen, name="unit_review_reopen"),
    path("binh-xet/<int:pk>/xoa/", acts.unit_review_discard, name="unit_review_discard"),
    path("binh-xet/<int:pk>/lap-ho-so/", acts.unit_review_nominate, name="unit_review_nominate"),
    path("binh-xet/<int:pk>/bien-ban.pdf", papers.unit_minutes_pdf, name="unit_minutes_pdf"),
    path("binh-xet/<int:pk>/bien-ban.docx", papers.unit_minutes_pdf, WORD, name="unit_minutes_docx"),
    path("binh-xet/<int:pk>/bien-ban-<int:ordinal>.pdf", papers.unit_minutes_frozen, name="unit_minutes_frozen"),
    path("binh-xet/<int:pk>/to-trinh.pdf", papers.unit_letter_pdf, name="unit_letter_pdf"),
    path("binh-xet/<int:pk>/to-trinh.docx", papers.unit_letter_pdf, WORD, name="unit_letter_docx"),
    path("binh-xet/<int:pk>/kiem-tra/", papers.unit_minutes_check, name="unit_minutes_check"),
]
