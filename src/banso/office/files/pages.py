"""What came in for cases: its list, and the file on each case's page."""

from banso.cases.models import Case
from banso.core.pages import pages
from banso.core.records import Panel, add_panel
from banso.core.tables import Column, Filter, Kind

from .choices import Way
from .models import ReceivedFile

GROUP = "事務"

pages(
    model=ReceivedFile,
    group=GROUP,
    title="届いた書類",
    order="-received_on",
    columns=(
        Column("受取日", "received_on", Kind.DATE, sort="received_on"),
        Column("書類名", "title"),
        Column("差出人", "whose"),
        Column("受取方法", "get_way_display"),
        Column("案件", "case"),
        Column("ファイル名", "name"),
        Column("状態", "state"),
    ),
    search=("title", "sender", "party__name", "name", "case__number"),
    filters=(
        Filter("way", "受取方法", "way", lambda: Way.choices),
        Filter("received", "受取日", "received_on", is_date=True),
    ),
    related=("case__company", "case__person", "party"),
    whole="files-received",
)
add_panel(Panel("一件書類", "files-panel", lambda model: model is Case))
