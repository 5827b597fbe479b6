"""Every page's address. The only place that knows every app."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import URLPattern, URLResolver, include, path

from banso.core.pages import pick, routes

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", LoginView.as_view(template_name="banso/login.html", redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("pick/<str:label>/", pick, name="pick"),
    path("lists/", include("banso.core.urls")),
    path("report/", include("banso.report.urls")),
    path("", include("banso.desk.urls")),
    *routes(),
]
