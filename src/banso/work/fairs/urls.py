"""The addresses of fairs beyond lists, records and forms."""

from django.urls import path

from banso.office.chasing.views import asking, hearing

from .chasing import MET
from .views import access, papers, planning, results, the_day, timetables

urlpatterns = [
    path("<int:fair>/", planning.overview, name="fair-plan"),
    path("<int:fair>/slots/", planning.slots, name="fair-slots"),
    path("<int:fair>/companies/", planning.companies, name="fair-companies"),
    path("<int:fair>/companies/<int:pk>/", planning.company, name="fair-company"),
    path("<int:fair>/links/", access.links, name="fair-links"),
    path("<int:fair>/links/change/", access.change_link, name="fair-link-change"),
    path("<int:fair>/sign-ups/<int:pk>/", access.sign_up, name="fair-sign-up"),
    path("<int:fair>/timetables/solve/", timetables.solve, name="fair-solve"),
    path("<int:fair>/timetables/<int:number>/", timetables.timetable, name="fair-timetable"),
    path("<int:fair>/timetables/<int:number>/progress/", timetables.progress, name="fair-progress"),
    path("<int:fair>/timetables/<int:number>/change/", timetables.change, name="fair-change"),
    path("<int:fair>/timetables/<int:number>/publish/", timetables.publish, name="fair-publish"),
    path("<int:fair>/timetables/<int:number>/revise/", timetables.revise, name="fair-revise"),
    path("<int:fair>/timetables/<int:number>/<str:paper>.<str:form>", papers.paper, name="fair-paper"),
    path("<int:fair>/day/", the_day.board, name="fair-day"),
    path("<int:fair>/day/presence/", the_day.presence, name="fair-presence"),
    path("<int:fair>/day/repair/", the_day.repair, name="fair-repair"),
    path("<int:fair>/results/", results.results, name="fair-results"),
    path("<int:fair>/results/<int:pk>/", results.result, name="fair-result"),
    path("<int:fair>/follow-up/", results.follow_up, name="fair-follow-up"),
    path("<int:fair>/follow-up/ask/", asking(MET, "fair-follow-up"), name="fair-ask"),
    path("<int:fair>/follow-up/<int:pk>/", hearing(MET), name="fair-answer"),
    path("panel/<str:app>/<str:name>/<int:pk>/", planning.panel, name="fair-panel"),
]
