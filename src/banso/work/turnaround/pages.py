"""Jobs kept: list, record and form. Those of improvement plans are in :mod:`.improvement.pages`."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Kind

from . import services
from .council import pages as _council  # noqa: F401 - the council's pages
from .improvement import pages as _improvement  # noqa: F401 - the pages of improvement plans
from .models import JobsKept

GROUP = "再生・承継"

pages(
    record_form(JobsKept, ("completion", "employees"), services.record_jobs_kept, services.correct_jobs_kept),
    model=JobsKept,
    group=GROUP,
    title="雇用維持効果",
    order="-id",
    columns=(
        Column("企業", "completion__case__company__name"),
        Column("完了日", "completion__entered_on", Kind.DATE),
        Column("維持された雇用(名)", "employees", Kind.NUMBER, sort="employees"),
    ),
    search=("completion__case__company__name_key",),
    related=("completion__case__company", "completion__stage"),
    in_menu=False,
)
