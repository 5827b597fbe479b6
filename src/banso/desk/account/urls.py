"""Addresses of the way in and of one's own account."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from . import one_time, views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("login/code/", views.login_code, name="login-code"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("welcome/<int:pk>/<str:token>/", one_time.choose_password, name="choose-password"),
    path("second-factor-lost/<int:pk>/<str:token>/", one_time.renew_second_factor, name="renew-second-factor"),
    path("account/", views.account, name="account"),
    path("account/password/", views.PasswordChange.as_view(), name="password-change"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
    path("account/second-factor/off/", views.second_factor_off, name="second-factor-off"),
    path("account/backup-codes/", views.backup_codes, name="backup-codes"),
]
