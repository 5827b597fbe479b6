"""Addresses: the guest's own, those mailed out before there was one way in, and staff's."""

from django.urls import path

from . import views
from .views import staff

urlpatterns = [
    path("guest/<str:address>/", views.home, name="guest"),
    path("guest/<str:address>/<int:pk>/", views.asked, name="guest-asked"),
    path("guest/<str:address>/<int:pk>/files/<int:number>/", views.file, name="guest-file"),
    path("guest/<str:address>/<int:pk>/unsent/", views.unsent, name="guest-unsent"),
    path("guest/<str:address>/<int:pk>/number/", views.number, name="guest-number"),
    path("portal/<str:address>/", views.moved, name="portal"),
    path("portal/<str:address>/<str:page>/", views.moved, name="portal-page"),
    path("answer/<str:address>/", views.moved, name="survey-answer"),
    path("guests/<int:pk>/", staff.invitation, name="guests-invitation"),
    path("guests/<int:pk>/act/<str:what>/", staff.act, name="guests-act"),
    path("guests/<int:pk>/on-behalf/", staff.on_behalf, name="guests-on-behalf"),
    path("guests/cases/<int:pk>/new/", staff.new, name="guests-new"),
    path("guests/panel/<str:app>/<str:name>/<int:pk>/", staff.panel, name="guests-panel"),
]
