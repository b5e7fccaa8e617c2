from django.urls import path

from awards.views import attachments, nomination_acts, nominations, statements, tabling

WORD = {"as_word": True}

urlpatterns = [
    path("phong-trao/<int:campaign_pk>/ho-so/", nominations.nomination_list, name="nomination_list"),
    path("phong-trao/<int:campaign_pk>/ho-so/them/", nominations.nomination_add, name="nomination_add"),
    path("ho-so/<int:pk>/", nominations.nomination, name="nomination"),
    path("ho-so/<int:pk>/sua/", nominations.nomination_edit, name="nomination_edit"),
    path("ho-so/<int:pk>/ghi-chu/", nominations.nomination_note, name="nomination_note"),
    path("ho-so/<int:pk>/nop/", nomination_acts.nomination_submit, name="nomination_submit"),
    path("ho-so/<int:pk>/rut/", nomination_acts.nomination_withdraw, name="nomination_withdraw"),
    path("ho-so/<int:pk>/tham-dinh/", nomination_acts.nomination_verify, name="nomination_verify"),
    path("ho-so/<int:pk>/tra-lai/", nomination_acts.nomination_send_back, name="nomination_send_back"),
    path("ho-so/<int:pk>/dua-ra/", nomination_acts.nomination_untable, name="nomination_untable"),
    path("ho-so/<int:pk>/xac-nhan/", statements.nomination_statements, name="nomination_statements"),
    path("ho-so/<int:pk>/ly-do-hoi-dong/", statements.nomination_explain, name="nomination_explain"),
    path("ho-so/<int:pk>/doi-chieu.pdf", statements.eligibility_pdf, name="eligibility_pdf"),
    path("ho-so/<int:pk>/doi-chieu.docx", statements.eligibility_pdf, WORD, name="eligibility_docx"),
    path("ho-so/<int:pk>/bao-cao-thanh-tich.pdf", statements.achievement_report_pdf, name="achievement_report_pdf"),
    path(
        "ho-so/<int:pk>/bao-cao-thanh-tich.docx",
        statements.achievement_report_pdf,
        WORD,
        name="achievement_report_docx",
    ),
    path("ho-so/<int:pk>/tep/them/", attachments.attachment_add, name="attachment_add"),
    path("ho-so/<int:pk>/tep/<int:attachment_pk>/", attachments.attachment, name="attachment"),
    path("ho-so/<int:pk>/tep/<int:attachment_pk>/bo/", attachments.attachment_remove, name="attachment_remove"),
    path("phien-hop/<int:session_pk>/ho-so/", tabling.nomination_table, name="nomination_table"),
]
