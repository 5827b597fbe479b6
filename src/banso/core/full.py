"""A full disk: nothing stays by halves, and whoever was saving is told what is the matter."""

import errno
import sys
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.views.defaults import server_error

from .errors import UserError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
DATABASE_HAS_NO_ROOM = "53100"
SAID = "保存する場所がいっぱいです。何も保存していません。管理者に、空き容量を増やすよう伝えてください。"


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or what led to it, is that nothing more fits on the disk."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        if getattr(error, "sqlstate", "") == DATABASE_HAS_NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


class WholeFiles(FileSystemStorage):
    """Keeps a file whole or not at all."""

    def _save(self, name: str, content: Any) -> str:
        """Raises UserError where it does not fit, with nothing of it kept."""
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError as error:
            Path(self.path(name)).unlink(missing_ok=True)
            if is_full(error):
                raise UserError(SAID) from error
            raise


def error_page(request: HttpRequest) -> HttpResponseBase:
    """What a request is answered that failed by no fault of who asked: that the disk is full, or that something went wrong."""
    if is_full(sys.exc_info()[1]):
        return HttpResponse(render_to_string("507.html"), status=507)
    return server_error(request)
