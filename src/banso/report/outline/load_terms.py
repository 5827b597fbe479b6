"""Loading the terms of a catalogue (取扱条件): terms-<年度>.yaml, for programmes that have none yet in that year."""

from pathlib import Path

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict

from banso.cases.models import Terms
from banso.procedures.declaring import get_procedure
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Programme, User

from .source import Source


class TermsSource(BaseModel):
    """The terms of one procedure in one programme, as a file says them."""

    model_config = ConfigDict(extra="allow")
    programme: str
    procedure: str


class TermsFile(BaseModel):
    """The terms of one fiscal year."""

    model_config = ConfigDict(extra="forbid")
    fiscal_year: int
    terms: list[TermsSource]


def load_terms(folder: Path, *, by: User | None) -> None:
    """Lay down a catalogue's terms. What stands already is left as people have changed it. Raises CatalogueError."""
    for path in sorted(folder.glob("terms-*.yaml")):
        source = Source.read(path)
        found = source.parse(TermsFile)
        for place, given in enumerate(found.terms):
            _lay_down(source, place, found.fiscal_year, given, by)


def _lay_down(source: Source, place: int, fiscal_year: int, given: TermsSource, by: User | None) -> None:
    programme = Programme.objects.filter(code=given.programme).first()
    declared = get_procedure(given.procedure)
    if programme is None or declared is None:
        what = f"事業「{given.programme}」" if programme is None else f"手続「{given.procedure}」"
        raise source.fault(("terms", place), f"{what}がありません。つづりを確かめてください。")
    if Terms.objects.filter(programme=programme, procedure=declared.code, fiscal_year=fiscal_year).exists():
        return
    try:
        lay_down_terms(declared, programme=programme, fiscal_year=fiscal_year, content=given.model_extra or {}, by=by)
    except ValidationError as error:
        raise source.fault(("terms", place), "、".join(error.messages)) from error
