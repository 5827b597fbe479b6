"""Keeping an inquiry's drawings."""

from datetime import date

from banso.core.errors import UserError
from banso.core.file_types import DRAWINGS
from banso.core.kept import Upload, keep_file
from banso.core.trail import verb
from banso.core.writing import correct
from banso.registers.models import User

from ..models import Drawing, Inquiry


@verb
def add_drawing(inquiry: Inquiry, file: Upload, *, title: str, by: User) -> Drawing:
    """Keep a drawing with its inquiry. Raises UserError or ValidationError with nothing kept."""
    return keep_file(Drawing(inquiry=inquiry, title=title), file, DRAWINGS, by=by)


@verb
def remove_drawing(drawing: Drawing, *, on: date, by: User) -> Drawing:
    """Take a drawing off its inquiry's page. It stays in the archive, and the trail says who did it."""
    if drawing.removed_on:
        raise UserError(f"「{drawing}」はすでに取り下げられています。")
    return correct(drawing, {"removed_on": on})
