"""The report's menu entries, and its part of every record's page."""

from banso.core.navigation import Entry, add
from banso.core.pages import Panel, add_panel
from banso.core.records import add_form_notice
from banso.figures.measures import measures_of

add(
    Entry("報告書", "事業報告書", "report-home", "report.view_outline"),
    Entry("報告書", "突合", "report-tieout", "report.view_outline"),
    Entry("報告書", "事業", "programmes", "registers.view_programme"),
)
add_panel(Panel("この記録が数えられている数値", "record-figures", lambda model: bool(measures_of(model)), counts=True))
add_form_notice("record-years", lambda model: bool(measures_of(model)))
