"""Making a full export: at the machine, into a folder; or in the background, for someone who asked on the screen."""

import hashlib
import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from banso.core.acting import acting_for
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.looking import How, looked
from banso.core.trail import verb
from banso.registers.models import User

from .contents import stored_tables
from .describing import Made
from .models import ExportState, FullExport
from .writing import PIECE, Progress, write_export

log = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=7)
LEFT_FOR = 20 * 60 * 60
SUBJECT = "全件の書き出し"


def export_to(folder: Path, who: str, progress: Progress) -> tuple[Path, Made, str]:
    """The operator's export: the archive written into `folder`, what it holds, and its SHA-256."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"「{folder}」というフォルダを作れません({error.strerror})。") from error
    run = FullExport(state=ExportState.DONE, whole=True)
    target = folder / run.file_name
    made = write_export(target, who=who, user_id=None, progress=progress)
    run.rows, run.sha256, run.finished_at, run.progress = made.rows, _sha256(target), timezone.now(), 100
    run.save()
    return target, made, run.sha256


@verb
def ask(*, by: User) -> FullExport:
    """Ask for an export of everything one may see; a worker makes it. Raises UserError while another one is under way."""
    under_way = FullExport.objects.filter(asked_by=by, state__in=[ExportState.WAITING, ExportState.RUNNING])
    if under_way.exists():
        raise UserError("前に頼んだ書き出しを作っています。できあがるまでお待ちください。")
    run = FullExport.objects.create(asked_by=by)
    log_export(by, SUBJECT)
    make_full_export.defer(run_id=run.pk)
    return run


@jobs.task(name="make_full_export")
def make_full_export(*, run_id: int) -> None:
    """Make the file of an export. What goes wrong is written on it, where the one who asked will read it."""
    run = FullExport.objects.select_related("asked_by").get(pk=run_id)
    assert run.asked_by is not None
    try:
        with TemporaryDirectory(dir=_folder()) as folder, _telling(run) as progress:
            target = Path(folder) / run.file_name
            made = write_export(target, who=str(run.asked_by), user_id=run.asked_by_id, progress=progress)
            run.rows, run.sha256 = made.rows, _sha256(target)
            _note_looks(run.asked_by)
            run.state, run.progress, run.step, run.finished_at = ExportState.DONE, 100, "", timezone.now()
            with target.open("rb") as content:
                run.file.save(run.file_name, File(content))
    except UserError as error:
        _fail(run, str(error))
    except Exception:
        log.exception("full export %s", run_id)
        _fail(run, "作成中にエラーが起きました。管理者に時刻を伝えてください。")


@when_broken_off("make_full_export")
def _broken_off(run_id: int) -> None:
    _fail(FullExport.objects.get(pk=run_id), BROKEN_OFF)


def _folder() -> Path:
    """Where archives are made: beside where they are kept, so that a small /tmp does not matter."""
    folder = Path(settings.MEDIA_ROOT) / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _telling(run: FullExport) -> Iterator[Progress]:
    """How far it is, told over a connection of its own: the export itself is one long transaction."""
    apart = connection.copy()
    told = [-1]

    def progress(percent: int, step: str) -> None:
        if percent == told[0]:
            return
        told[0] = percent
        with apart.cursor() as cursor:
            cursor.execute(
                "UPDATE archive_fullexport SET state = %s, progress = %s, step = %s WHERE id = %s",
                [ExportState.RUNNING, percent, step[:80], run.pk],
            )

    try:
        yield progress
    finally:
        apart.close()


def _note_looks(user: User) -> None:
    """Taking walled records out is a look at each kind of them, written down like any other."""
    with acting_for(user.pk):
        for table in stored_tables():
            if not hasattr(table.model, "pgh_tracked_model") and not table.model._meta.auto_created:
                looked(user, table.model._default_manager.all(), How.EXPORT, SUBJECT)


def _fail(run: FullExport, message: str) -> None:
    run.state, run.error = ExportState.FAILED, message[:400]
    run.save()


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while piece := content.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


@jobs.periodic(cron="17 3 * * *")
@jobs.task(name="drop_old_exports", queueing_lock="drop_old_exports")
def drop_old_exports(timestamp: int) -> None:
    """An archive of everything does not lie about: its file goes after some days, its row stays."""
    for left in _folder().glob("tmp*"):  # of one whose worker was ended; it would be a day old
        if time.time() - left.stat().st_mtime > LEFT_FOR:
            shutil.rmtree(left, ignore_errors=True)
    for run in FullExport.objects.exclude(file="").filter(created_at__lt=timezone.now() - KEPT_FOR):
        run.file.delete()
