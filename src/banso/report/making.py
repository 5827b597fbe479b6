"""Making a report file in the background."""

import logging

from django.core.files.base import ContentFile
from procrastinate.contrib.django import app as jobs

from banso.core.errors import UserError
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.trail import verb
from banso.figures.models import FrozenYear
from banso.registers.models import User

from .compose import compose, outline_of
from .document import Document
from .models import ReportRun, RunState
from .render import FORMATS, render
from .secrecy import guarded, suppressed

log = logging.getLogger(__name__)


@verb
def ask(fiscal_year: int, form: str, *, hides_telling: bool = False, by: User) -> ReportRun:
    """Ask for a report file; a worker makes it. `hides_telling` leaves out figures by which a walled company may be known.

    Raises UserError for an unknown format, or a year without an outline.
    """
    outline_of(fiscal_year)
    if form not in FORMATS:
        raise UserError("ファイルの形式を選んでください。")
    run = ReportRun.objects.create(fiscal_year=fiscal_year, format=form, hides_telling=hides_telling, asked_by=by)
    make_report.defer(run_id=run.pk)
    return run


@jobs.task(name="make_report")
def make_report(*, run_id: int) -> None:
    """Make the file of a run. What goes wrong is written on the run, where the one who asked will read it."""
    run = ReportRun.objects.get(pk=run_id)

    def progress(percent: int, step: str) -> None:
        ReportRun.objects.filter(pk=run_id).update(state=RunState.RUNNING, progress=percent, step=step)

    try:
        document = compose(run.fiscal_year, progress)
        progress(80, "ファイルを書いています")
        content = render(_as_it_may_go(document, run), run.format)
    except UserError as error:
        _fail(run, str(error))
    except Exception:
        log.exception("report run %s", run_id)
        _fail(run, "作成中にエラーが起きました。管理者に時刻を伝えてください。")
    else:
        run.state, run.progress, run.step = RunState.DONE, 100, ""
        run.file.save(run.file_name, ContentFile(content))


def _as_it_may_go(document: Document, run: ReportRun) -> Document:
    """What a file may print: no small cells of walled programmes' breakdowns, but for a closed year, whose print stays what it was."""
    if run.hides_telling:
        document = suppressed(document)
    return document if FrozenYear.objects.filter(fiscal_year=run.fiscal_year).exists() else guarded(document)


@when_broken_off("make_report")
def _broken_off(run_id: int) -> None:
    _fail(ReportRun.objects.get(pk=run_id), BROKEN_OFF)


def _fail(run: ReportRun, message: str) -> None:
    run.state, run.error = RunState.FAILED, message[:400]
    run.save()
