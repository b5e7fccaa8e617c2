from django.urls import path

from awards.views import disclosures, invitations, objections, session_disclosure

POSTING = "dot-cong-khai/<int:pk>/"

urlpatterns = [
    path("dot-cong-khai/", disclosures.disclosure_list, name="disclosure_list"),
    path("phong-trao/<int:campaign_pk>/dot-cong-khai/them/", disclosures.disclosure_add, name="disclosure_add"),
    path(POSTING, disclosures.disclosure, name="disclosure"),
    path(f"{POSTING}sua/", disclosures.disclosure_edit, name="disclosure_edit"),
    path(f"{POSTING}xoa/", disclosures.disclosure_discard, name="disclosure_discard"),
    path(f"{POSTING}kien-nghi/ghi/", objections.objection_receive, name="objection_receive"),
    path(f"{POSTING}kien-nghi/gui/", objections.objection_send, name="objection_send"),
    path("kien-nghi/<int:pk>/", objections.objection, name="objection"),
    path("kien-nghi/<int:pk>/tra-loi/", objections.objection_answer, name="objection_answer"),
    path("phien-hop/<int:pk>/cong-khai/", session_disclosure.session_objections, name="session_objections"),
    path("phien-hop/<int:pk>/gui-giay-moi/", invitations.session_invite, name="session_invite"),
    path("phien-hop/<int:pk>/gui-giay-moi/da-dua/", invitations.session_hand, name="session_hand"),
    path(
        "phien-hop/<int:pk>/gui-giay-moi/da-dua/<int:handed_pk>/bo/", invitations.session_unhand, name="session_unhand"
    ),
]
