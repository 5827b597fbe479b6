"""Banso's addresses, and the admin's, set up as its manual says: the list's columns, its filters and what it searches."""

from django.contrib import admin
from django.db.models import Count, Sum
from django.urls import path

from banso.cases.models import Case
from banso.config.urls import urlpatterns as ours
from banso.office.reviews.models import Assignment, Candidate
from banso.registers.models import Company
from banso.work.consultations.models import Consultation
from banso.work.grants.models import Application


@admin.register(Consultation)
class ConsultationAdmin(admin.ModelAdmin):
    list_display = ("held_on", "company", "programme", "mode", "adviser", "note")
    list_filter = ("mode",)
    list_select_related = ("company", "programme", "adviser")
    list_per_page = 50
    search_fields = ("note", "company__name")
    raw_id_fields = ("company", "person", "programme", "adviser", "category", "municipality")


class ConsultationInline(admin.TabularInline):
    model = Consultation
    fk_name = "company"
    extra = 0
    raw_id_fields = ("person", "programme", "adviser", "category", "municipality")


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    list_display = ("name", "kana", "phone")
    search_fields = ("name", "kana", "phone")
    inlines = (ConsultationInline,)


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    list_display = ("opened_on", "number", "since", "due", "company", "title", "programme", "keeper")
    list_filter = ("standing__step", "standing__closed", "standing__next_due_on")
    list_select_related = ("company", "programme", "keeper", "standing")
    list_per_page = 50
    search_fields = ("number", "title", "company__name")
    raw_id_fields = ("company", "person", "programme", "keeper")

    @admin.display(ordering="standing__since")
    def since(self, case):
        return case.standing.since

    @admin.display(ordering="standing__next_due_on")
    def due(self, case):
        return case.standing.next_due_on


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ("title", "case", "call", "requested")
    list_filter = ("call",)
    list_select_related = ("case__company", "case__person", "call__course")
    list_per_page = 50
    raw_id_fields = ("case", "call")


@admin.register(Candidate)
class CandidateAdmin(admin.ModelAdmin):
    list_display = ("place", "case", "asked", "points")
    list_filter = ("panel",)
    list_select_related = ("case__company", "case__person", "panel")
    list_per_page = 100
    raw_id_fields = ("case", "panel")

    def get_queryset(self, request):
        given = Sum("assignments__sheets__scores__points") * 1.0 / Count("assignments__sheets", distinct=True)
        return super().get_queryset(request).annotate(points=given)

    @admin.display(ordering="points")
    def points(self, candidate):
        return candidate.points


@admin.register(Assignment)
class AssignmentAdmin(admin.ModelAdmin):
    list_display = ("reviewer", "candidate")
    list_select_related = ("reviewer__panel", "candidate__case__company", "candidate__case__person")
    list_per_page = 50
    raw_id_fields = ("reviewer", "candidate")


urlpatterns = [path("admin/", admin.site.urls), *ours]
