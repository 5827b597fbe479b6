"""The addresses of order matching beyond lists, records and forms."""

from django.urls import path

from banso.office.chasing.views import asking, hearing, listing

from .chasing import INTRODUCED
from .views import drawings, matching, overview, profiles

urlpatterns = [
    path("", overview.overview, name="orders-overview"),
    path("<int:pk>/<fiscal_year:year>/<str:group>/<str:state>/", overview.balance_records, name="orders-balance"),
    path("chases/", listing(INTRODUCED, "orders/chases.html"), name="orders-chases"),
    path("chases/ask/", asking(INTRODUCED, "orders-chases"), name="orders-ask"),
    path("introduction/<int:pk>/heard/", hearing(INTRODUCED), name="orders-heard"),
    path("changes/", overview.changes, name="orders-changes"),
    path("changes/<int:pk>/", overview.decide, name="orders-decide"),
    path("stale/", overview.stale_profiles, name="orders-stale"),
    path("inquiry/<int:pk>/candidates/", matching.candidates_page, name="orders-candidates"),
    path("inquiry/<int:pk>/compare/", matching.compare, name="orders-compare"),
    path("inquiry/<int:pk>/introduce/", matching.introduce_page, name="orders-introduce"),
    path("inquiry/<int:pk>/drawings/new/", drawings.add, name="orders-drawing-add"),
    path("drawings/<int:pk>/", drawings.download, name="orders-drawing"),
    path("drawings/<int:pk>/remove/", drawings.remove, name="orders-drawing-remove"),
    path("letters/<int:pk>/", matching.letter, name="orders-letter"),
    path("profiles/<int:pk>/<str:side>/", profiles.visit, name="orders-visit"),
    path("registration/<int:pk>/renew/", profiles.renew, name="orders-renew"),
    path("panel/<str:app>/<str:name>/<int:pk>/", profiles.panel, name="orders-panel"),
]
