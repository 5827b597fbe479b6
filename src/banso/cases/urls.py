"""The addresses of who sees a case."""

from django.urls import path

from . import team_views

urlpatterns = [
    path("cases/team/panel/<str:app>/<str:name>/<int:pk>/", team_views.panel, name="team-panel"),
    path("cases/audience/<str:app>/<str:name>/<int:pk>/", team_views.audience, name="record-audience"),
    path("cases/<int:pk>/team/<slug:deed>/", team_views.act, name="team-act"),
    path("cases/<int:pk>/team/<int:member>/leave/", team_views.leave, name="team-leave"),
    path("cases/<int:pk>/team/exclusion/<int:exclusion>/end/", team_views.let_in, name="team-let-in"),
    path("cases/<int:pk>/team/declaration/<int:declaration>/lift/", team_views.lift, name="team-lift"),
    path("cases/conflicts/<int:pk>/<slug:kind>/", team_views.settle, name="conflict-settle"),
    path("cases/referred/panel/<str:app>/<str:name>/<int:pk>/", team_views.received, name="referral-panel"),
    path("cases/referred/<int:pk>/<slug:reply>/", team_views.answer, name="referral-answer"),
]
