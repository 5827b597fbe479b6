"""What a row of a list of programmes is about: a programme known by its code or any name it had, or one that begins with the row."""

from django.core.exceptions import ValidationError

from banso.core.imports import Row, Wrong
from banso.core.imports.declaring import Writing
from banso.core.text import fold
from banso.registers.models import Programme
from banso.registers.services.programmes import begin_programme, funder_called

from .finders import organisation as organisations
from .finders import programme as programmes


def begin_programmes(rows: list[Row], writing: Writing) -> None:
    """Put the programme into each row; a name or code nobody knows begins one, in the row's year or as it says before."""
    begun: dict[str, Programme] = writing.kept.setdefault("programmes.begun", {})
    asked = {text for row in rows for text in (row.facts.get("programme.code"), row.facts.get("name")) if text}
    known = programmes.find(sorted(asked))
    for row in rows:
        code, started = row.facts.pop("programme.code", ""), row.facts.pop("programme.started_in", None)
        if row.problems:
            continue
        name = row.facts["name"]
        found = known.get(code) or begun.get(code) or begun.get(fold(name)) or known.get(name)
        if isinstance(found, Wrong):
            row.refuse("正式名称", found.message)
            continue
        try:
            year = min(row.facts["fiscal_year"], started or row.facts["fiscal_year"])
            row.facts["programme"] = found or begin_programme(year=year, code=code, by=writing.by)
        except ValidationError as error:
            row.refuse("事業コード", "".join(error.messages))
            continue
        if not found:
            made = row.facts["programme"]
            begun |= {fold(name): made, made.code: made}
            row.made.append(made)


def find_funders(rows: list[Row], writing: Writing) -> None:
    """Who pays, by name; one that nobody is called is put on the register of organisations."""
    names = sorted({row.facts["funder.name"] for row in rows if "funder.name" in row.facts})
    known = dict(organisations.find(names))
    for row in rows:
        name = row.facts.pop("funder.name", "")
        if not name or row.problems:
            continue
        found = known.get(name)
        if isinstance(found, Wrong):
            row.refuse("財源", found.message)
            continue
        if found is None:
            found = known[name] = funder_called(name, by=writing.by)
            row.made.append(found)
        row.facts["funder"] = found
