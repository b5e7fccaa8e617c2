from django.urls import path

from awards.views import home

urlpatterns = [path("", home.home, name="home")]
