"""The addresses of lending beyond lists, records and forms."""

from django.urls import path

from . import views

urlpatterns = [
    path("lending/balances/", views.balances, name="lending-balances"),
    path("lending/contracts/<int:pk>/ledger/", views.ledger, name="lending-ledger"),
    path("lending/panel/<str:app>/<str:name>/<int:pk>/", views.panel, name="lending-panel"),
    path("lending/entries/<int:pk>/back/", views.take_back, name="lending-entry-back"),
]
