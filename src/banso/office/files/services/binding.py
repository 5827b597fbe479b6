"""Binding a case's file: asked for, made leaf by leaf by a worker, taken away after some days."""

import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from procrastinate.contrib.django import app as jobs

from banso.cases.filing import leaves_of
from banso.cases.leaving import taken_home
from banso.cases.models import Case
from banso.core.acting import acting_for
from banso.core.errors import UserError
from banso.core.jobs import BROKEN_OFF, when_broken_off
from banso.core.kept import random_name
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.registers.models import User

from ..binding import Bound, Sheet, bound, packed, sheet_of
from ..choices import BindingState
from ..models import Binding

log = logging.getLogger(__name__)
KEPT_DAYS = 7
LEFT_FOR = 20 * 60 * 60  # seconds
FAILED = "作成中にエラーが起きました。もう一度作っても直らないときは、管理者に時刻を伝えてください。"


@verb
def ask_binding(case: Case, *, by: User) -> Binding:
    """Ask for a case's file as one PDF and a zip; what was made for the same one before goes. Raises ValidationError while one is made."""
    hold(Case.objects.filter(pk=case.pk), no_key=True)
    mine = Binding.objects.filter(case=case, asked_by=by)
    if mine.filter(state__in=(BindingState.WAITING, BindingState.RUNNING)).exists():
        raise ValidationError("前に頼んだ一件書類を作っています。できあがるまでお待ちください。")
    for row in mine.exclude(pdf=""):
        drop_files(row)
    asked = record(Binding, {"case": case, "asked_by": by})
    bind_case_file.defer(binding_id=asked.pk, user_id=by.pk)
    drop_binding.configure(schedule_in={"days": KEPT_DAYS}).defer(binding_id=asked.pk, user_id=by.pk)
    return asked


@jobs.task(name="bind_case_file")
def bind_case_file(*, binding_id: int, user_id: int) -> None:
    """Make what was asked for, in the name of the one who asked. What goes wrong is written on it."""
    make_binding(binding_id, user_id)


def make_binding(binding_id: int, user_id: int) -> None:
    """Each leaf in a transaction of its own; then the PDF, then the zip. Made again from the beginning after a break."""
    try:
        with _folder() as place:
            user, folder = User.objects.get(pk=user_id), Path(place)
            sheets = list(_sheets(binding_id, user, folder))
            with acting_for(user_id):
                row = Binding.objects.select_related("case__programme", "asked_by").get(pk=binding_id)
                foot = taken_home(row.case, name="一件書類", by=user)
            with acting_for(user_id):
                made = bound(row, sheets, folder, foot)
                zipped = packed(row, made, folder)
            _keep(row, made, zipped, user_id)
    except UserError as error:
        _stand(binding_id, user_id, BindingState.FAILED, str(error))
    except Exception:
        log.exception("binding %s", binding_id)
        _stand(binding_id, user_id, BindingState.FAILED, FAILED)


def _sheets(binding_id: int, user: User, folder: Path) -> Iterator[Sheet]:
    """Every leaf with its content as a PDF, where it can be one."""
    with acting_for(user.pk):
        leaves = leaves_of(Binding.objects.select_related("case").get(pk=binding_id).case, user)
    for number, leaf in enumerate(leaves, start=1):
        with acting_for(user.pk):
            yield sheet_of(number, leaf, folder)
        share = 90 * number // len(leaves)
        with acting_for(user.pk):
            Binding.objects.filter(pk=binding_id).update(state=BindingState.RUNNING, progress=share)


def _keep(row: Binding, made: Bound, zipped: Path, user_id: int) -> None:
    """Where its two files will lie is written down before either is there: a worker that dies in between leaves no copy of a case's
    file that no row knows of, and that no disposal would take.
    """
    with acting_for(user_id):
        drop_files(row)  # what a worker that died had stored
        row.pdf, row.packed = random_name(row, ""), random_name(row, "")
        row.save()
    for kept, content in ((row.pdf, made.path), (row.packed, zipped)):
        with content.open("rb") as opened:
            kept.storage.save(kept.name, File(opened))
    row.state, row.progress, row.error = BindingState.DONE, 100, ""
    row.papers, row.pages, row.amiss = len(made.sheets), made.pages, "\n".join(made.amiss)
    with acting_for(user_id):
        row.save()


def _stand(binding_id: int, user_id: int, state: BindingState, error: str) -> None:
    with acting_for(user_id):
        Binding.objects.filter(pk=binding_id).update(state=state, error=error[:1000])


@when_broken_off("bind_case_file")
def _broken_off(binding_id: int, user_id: int) -> None:
    _stand(binding_id, user_id, BindingState.FAILED, BROKEN_OFF)


def _folder() -> "TemporaryDirectory[str]":
    """Where it is bound: beside where it is kept, readable by the server's own user alone."""
    place = Path(settings.MEDIA_ROOT) / "binding"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return TemporaryDirectory(dir=place)


def drop_files(row: Binding) -> None:
    """Take the copies away; the row stays."""
    for file in (row.pdf, row.packed):
        if file:
            file.delete(save=False)
    row.save()


@jobs.task(name="drop_binding")
def drop_binding(*, binding_id: int, user_id: int) -> None:
    """Copies of a whole file do not lie about: when their days are over they go, in the name of the one who asked for them."""
    with acting_for(user_id):
        for row in Binding.objects.filter(pk=binding_id).exclude(pdf=""):
            drop_files(row)


@jobs.periodic(cron="37 3 * * *")
@jobs.task(name="sweep_after_binding", queueing_lock="sweep_after_binding")
def sweep_after_binding(timestamp: int) -> None:
    """What a worker that was ended had begun goes too."""
    for left in Path(settings.MEDIA_ROOT, "binding").glob("tmp*"):
        if time.time() - left.stat().st_mtime > LEFT_FOR:
            shutil.rmtree(left, ignore_errors=True)
