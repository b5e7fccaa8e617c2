from django.urls import path

from awards.views import campaign_reviews, phase_reviews

CAMPAIGN = "phong-trao/<int:pk>/"
PHASE = "danh-gia/dot/<int:phase_pk>/so-ket/"

urlpatterns = [
    path(PHASE, phase_reviews.phase_review, name="phase_review"),
    path(f"{PHASE}nhac/", phase_reviews.phase_remind, name="phase_remind"),
    path("danh-gia/dot/<int:phase_pk>/khen-thuong/", phase_reviews.phase_commendations, name="phase_commendations"),
    path(f"{CAMPAIGN}tong-ket/", campaign_reviews.campaign_review, name="campaign_review"),
    path(f"{CAMPAIGN}ket-thuc/", campaign_reviews.campaign_conclude, name="campaign_conclude"),
]
