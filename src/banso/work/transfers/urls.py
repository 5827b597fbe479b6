"""The addresses of sale and purchase: a listing and a deal are worked on their case's page."""

from django.urls import path

from banso.procedures.views import case_of

from .models import Deal, Listing
from .views import deals, sheets

urlpatterns = [
    path("transfers/deals/<int:pk>/case/", case_of(Deal), name="transfer-deal"),
    path("transfers/<int:pk>/case/", case_of(Listing), name="transfer-listing"),
    path("transfers/sheets/panel/<str:app>/<str:name>/<int:pk>/", sheets.panel, name="transfer-sheet-panel"),
    path("transfers/<int:pk>/sheet/", sheets.write, name="transfer-sheet"),
    path("transfers/<int:pk>/sheet/count/", sheets.count, name="transfer-sheet-count"),
    path("transfers/<int:pk>/candidates/", deals.candidates, name="transfer-candidates"),
    path("transfers/<int:pk>/choose/", deals.choose, name="transfer-choose"),
    path("transfers/<int:pk>/negotiations/", deals.negotiations, name="transfer-negotiations"),
    path("transfers/buyers/<int:pk>/sales/", deals.sales, name="transfer-sales"),
    path("transfers/deals/panel/<str:app>/<str:name>/<int:pk>/", deals.panel, name="transfer-ladder-panel"),
    path("transfers/sales/panel/<str:app>/<str:name>/<int:pk>/", deals.sales_panel, name="transfer-sales-panel"),
    path("transfers/year/", deals.year, name="transfer-year"),
]
