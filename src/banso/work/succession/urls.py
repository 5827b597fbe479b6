"""The addresses of succession's own: a track is worked on its case's page."""

from django.urls import path

from banso.procedures.views import case_of

from .diagnosis.views import conversion_page
from .family import views as family
from .guarantee.views import check_page
from .models import Track
from .tracks.views import panel

urlpatterns = [
    path("succession/<int:pk>/case/", case_of(Track), name="succession-case"),
    path("succession/<int:pk>/plan/", family.plan_page, name="succession-plan"),
    path("succession/plans/<int:pk>/<slug:what>/", family.plan_file, name="succession-plan-file"),
    path("succession/<int:pk>/check/", check_page, name="succession-check"),
    path("succession/conversion/", conversion_page, name="succession-conversion"),
    path("succession/panel/<str:app>/<str:name>/<int:pk>/", panel, name="succession-panel"),
]
