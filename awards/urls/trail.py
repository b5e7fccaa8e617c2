from django.urls import path

from awards.views import trail

urlpatterns = [path("nhat-ky/", trail.audit_trail, name="audit_trail")]
