"""What no text may hold reaches no table, whichever way it comes; what came before is put as it shows; no document fails by it."""

import io
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from docx import Document as read_docx

from banso.core.fiscal import asked_fiscal_year
from banso.core.tables import table_for
from banso.core.text import clean_text, fold
from banso.registers.models import Company, Doubt
from banso.report.document import Document, Paragraph, Section
from banso.report.render import render
from conftest import TinyWorld

ODD, SEEN = "⻑野\u200b商\x0b店\x07", "長野商\n店"


def test_what_the_odd_text_shows() -> None:
    assert clean_text(ODD) == SEEN


def test_no_way_in_escapes(world: TinyWorld) -> None:
    """A plain save, many at once, an update, SQL of one's own, a COPY; and what is asked is asked as it is kept."""
    one = Company.objects.create(name=ODD)
    Company.objects.bulk_create([Company(name=f"{ODD}2")])
    Company.objects.filter(pk=one.pk).update(note=ODD, address=ODD + "\0")
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, %s::text[]", [ODD, [ODD, "x"]])
        assert cursor.fetchone() == (SEEN, [SEEN, "x"])
        cursor.execute("CREATE TEMPORARY TABLE kept (said text)")
        with cursor.copy("COPY kept (said) FROM STDIN") as copy:
            copy.write_row([ODD])
        cursor.execute("SELECT said FROM kept")
        assert cursor.fetchone() == (SEEN,)
    one.refresh_from_db()
    assert (one.name, one.note, one.address) == (SEEN, SEEN, SEEN)
    assert Company.objects.filter(name=f"{ODD}2").count() == 1


def test_no_json_escapes(world: TinyWorld) -> None:
    """NUL within JSON is an error of the database's own; names and texts however deep are kept as they are seen."""
    doubt = Doubt.objects.create(
        source="import", name="x", row_key="x", candidate=world.company(), score=1, told={ODD: [{"a": ODD + "\0"}]}
    )
    doubt.refresh_from_db()
    assert doubt.told == {SEEN: [{"a": SEEN}]}
    Doubt.objects.update(told={"a": "\0b"})
    assert Doubt.objects.get().told == {"a": "b"}


def test_what_was_kept_before_says_what_it_shows(world: TinyWorld) -> None:
    """Texts and the keys they are found by; other rows, and the trail of what was kept, stay as they are."""
    old, other = world.company("置換"), world.company("別の商店")
    was = other.updated_at
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registers_company SET name = convert_from(%s, 'UTF8'), name_key = convert_from(%s, 'UTF8') WHERE id = %s",
            ["⻑野\u200b商店".encode(), "⻑野\u200b商店".encode(), old.pk],
        )
    migration = import_module("banso.core.migrations.0005_texts_as_they_are_seen")
    for _ in range(2):
        migration.clean(None, SimpleNamespace(connection=connection))
        old.refresh_from_db()
        assert (old.name, old.name_key) == ("長野商店", fold("長野商店"))
    other.refresh_from_db()
    assert (other.name, other.updated_at) == ("別の商店", was)
    table = table_for(Company)
    assert list(table.searched(table.rows(), "長野")) == [old]


@pytest.mark.parametrize("form", ["docx", "xlsx", "text", "json"])
def test_no_document_fails_by_such_a_text(form: str) -> None:
    section = Section("1", "1", ODD, 1, ODD, (Paragraph((ODD,)),))
    content = render(Document(2023, ODD, ODD, (section,)), form)
    if form == "docx":
        texts = [paragraph.text for paragraph in read_docx(io.BytesIO(content)).paragraphs]
        assert texts[0] == SEEN and all("\x07" not in text for text in texts)


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("2026", 2026),
        ("令和8年度", 2026),
        ("R8", 2026),
        ("２０２６", 2026),
        ("", None),
        ("9999", None),
        ("2,026", None),
        ("x" * 90, None),
    ],
)
def test_the_year_an_address_asks_for(asked: str, year: int | None) -> None:
    assert asked_fiscal_year(asked) == year
