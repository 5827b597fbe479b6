"""Addresses of mails."""

from django.urls import path

from . import views

urlpatterns = [
    path("mail/templates/new/", views.template, name="mail-template-new"),
    path("mail/templates/<int:pk>/", views.template, name="mail-template"),
    path("mail/cases/<int:pk>/", views.on_case, name="mail-new"),
    path("mail/round/", views.round_, name="mail-round"),
    path("mail/outbox/<int:pk>/", views.mailing, name="mail-mailing"),
    path("mail/outbox/<int:pk>/act/<str:what>/", views.act, name="mail-act"),
    path("mail/messages/<int:pk>/", views.message, name="mail-message"),
    path("mail/messages/<int:pk>/file/", views.message_file, name="mail-file"),
    path("mail/messages/<int:pk>/act/<str:what>/", views.act_on_message, name="mail-message-act"),
    path("mail/returned/", views.returned, name="mail-returned"),
    path("mail/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="mail-panel"),
    path("leave/<str:address>/", views.leave, name="mail-leave"),
]
