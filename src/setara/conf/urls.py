"""Every address."""

from django.urls import include, path

urlpatterns = [
    path("masuk/", include("allauth.account.urls")),
]
