"""Banso's addresses, and the admin's, set up as its manual says: the list's columns, its filters and what it searches."""

from django.contrib import admin
from django.urls import path

from banso.cases.models import Case
from banso.config.urls import urlpatterns as ours
from banso.registers.models import Company
from banso.work.consultations.models import Consultation


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


urlpatterns = [path("admin/", admin.site.urls), *ours]
