"""The report's addresses."""

from django.urls import path

from .views import blocks, closing, making, outline, reading, sections, tieout, tracing

urlpatterns = [
    path("", reading.years, name="report-home"),
    path("<fiscal_year:fiscal_year>/", reading.report, name="report"),
    path("<fiscal_year:fiscal_year>/figure/<str:anchor>/", tracing.figure, name="report-figure"),
    path("<fiscal_year:fiscal_year>/figure/<str:anchor>/<int:part>/", tracing.part_records, name="report-records"),
    path("<fiscal_year:fiscal_year>/make/", making.make, name="report-make"),
    path("runs/<int:pk>/", making.run, name="report-run"),
    path("runs/<int:pk>/file/", making.download, name="report-file"),
    path("<fiscal_year:fiscal_year>/close/", closing.close, name="report-close"),
    path("<fiscal_year:fiscal_year>/differences/", closing.differing, name="report-differences"),
    path("figures/<int:pk>/correct/", closing.correct, name="report-correct"),
    path("tieout/", tieout.upload, name="report-tieout"),
    path("record/<str:app>/<str:name>/<int:pk>/", tracing.record_figures, name="record-figures"),
    path("record/<str:app>/<str:name>/<int:pk>/years/", tracing.record_years, name="record-years"),
    path("programmes/", outline.programmes, name="programmes"),
    path("programmes/new/", outline.add, name="programme-add"),
    path("programmes/<int:pk>/", outline.change, name="programme-change"),
    path("outline/first/", outline.first, name="outline-first"),
    path("copy/", outline.copy, name="outline-copy"),
    path("<fiscal_year:fiscal_year>/outline/", sections.outline, name="outline"),
    path("<fiscal_year:fiscal_year>/outline/step/", sections.step, name="outline-step"),
    path("<fiscal_year:fiscal_year>/outline/numbers/", sections.number, name="outline-number"),
    path("<fiscal_year:fiscal_year>/outline/new/", sections.add, name="section-add"),
    path("<fiscal_year:fiscal_year>/outline/past/", sections.changes, name="outline-past"),
    path("sections/<int:pk>/", sections.edit, name="section-edit"),
    path("sections/<int:pk>/put/", sections.put, name="section-put"),
    path("sections/<int:pk>/read/", sections.read, name="section-read"),
    path("sections/<int:pk>/remove/", sections.remove, name="section-remove"),
    path("sections/<int:pk>/blocks/", blocks.act, name="block-act"),
    path("sections/<int:pk>/blocks/new/", blocks.new, name="block-new"),
    path("sections/<int:pk>/blocks/<int:place>/", blocks.edit, name="block-edit"),
    path("measures/", blocks.measures, name="measures"),
]
