"""The addresses of deadlines beyond their lists and records."""

from django.urls import path

from . import views

urlpatterns = [
    path("overdue/", views.overdue, name="deadlines-overdue"),
    path("case/<int:pk>/new/", views.new, name="deadlines-new"),
    path("<int:pk>/move/", views.move, name="deadlines-move"),
    path("<int:pk>/end/", views.end, name="deadlines-end"),
    path("panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="deadlines-panel"),
    path("feed/", views.feed, name="deadlines-feed"),
    path("feed/<int:user>/<str:token>.ics", views.calendar, name="deadlines-calendar"),
]
