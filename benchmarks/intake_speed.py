"""A list of consultations coming in: Banso's import, django-import-export with bulk on, and saving row by row, in one run.

The same CSV for all: dates, a choice, a company of 5,000 on the register, an adviser, minutes and a note of its own in each row.
The trail is on, by triggers, for all three. Banso alone checks each record by its rules, looks whether the row came in before, finds the
company in any spelling and keeps each row's source; the rivals are told exact names and keep records in memory.
"""

import random
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import tablib
from django.core.management import call_command
from django.db import connection, transaction
from import_export import fields, resources
from import_export.widgets import CachedForeignKeyWidget, DateWidget, IntegerWidget

from banso.config.roles import NEVER_SKIP
from banso.core.imports import import_kind
from banso.intake import services
from banso.registers.models import Company, Programme, ProgrammeYear, Staff, Unit
from banso.registers.services import record_companies
from banso.registers.services.reference_data import load_reference_data
from banso.work.consultations.choices import Mode
from banso.work.consultations.models import Consultation

ROWS = 100_000
COMPANIES, ADVISERS, BY_ROW = 5_000, 20, 2_000
HEAD = ("事業", "相談日", "相談方法", "企業名", "担当者", "相談時間(分)", "相談内容")
SIGNS = "青赤白黒山川海森林北南東西田中村上下大小松竹梅石岩島浜港花月"
TRADES = ("商事", "工業", "製作所", "食品", "建設", "運輸", "水産", "農園")


def measure(rows: int) -> Iterator[str]:
    """Lines of results."""
    _world()
    content = _csv(rows)
    by_row = min(rows, BY_ROW)
    ours = _timed(lambda: _banso(content), rows)
    yield f"{rows:,} rows, Banso: {ours:,.0f} rows/s, peak memory of the process {_peak()} MB"
    theirs = _timed(lambda: _import_export(content), rows)
    yield f"{rows:,} rows, django-import-export (bulk): {theirs:,.0f} rows/s; Banso {ours / theirs:.1f} times"
    one_by_one = _timed(lambda: _row_by_row(content, by_row), by_row)
    yield f"{by_row:,} rows, saved one by one: {one_by_one:,.0f} rows/s; Banso {ours / one_by_one:.1f} times"


def _world() -> None:
    """An empty schema with a programme, its staff and companies, and the trail as an installation keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(NEVER_SKIP)
    load_reference_data(by=None)
    programme = Programme.objects.create(code="main", started_in=2003)
    ProgrammeYear.objects.create(programme=programme, fiscal_year=2023, name="相談事業")
    unit = Unit.objects.create(code="unit", name="総合支援課")
    for number in range(ADVISERS):
        Staff.objects.create(name=f"担当{number:02d}", unit=unit, joined_on=date(2003, 4, 1))
    record_companies([{"name": name} for name in _names()], by=None)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _names() -> list[str]:
    chance = random.Random(3)
    names: dict[str, None] = {}
    while len(names) < COMPANIES:
        names["株式会社" + "".join(chance.choices(SIGNS, k=4)) + chance.choice(TRADES)] = None
    return list(names)


def _csv(rows: int) -> str:
    chance, names, modes = random.Random(5), _names(), [str(label) for _, label in Mode.choices]
    lines = [",".join(HEAD)]
    for number in range(rows):
        day = date(2003, 4, 1) + timedelta(days=chance.randrange(7_000))
        said = f"資金繰りと販路の開拓について。{number}件目の相談で、次回までに資料をそろえる。"
        who = f"担当{chance.randrange(ADVISERS):02d}"
        lines.append(
            f"相談事業,{day},{chance.choice(modes)},{chance.choice(names)},{who},{chance.choice((30, 60, 90))},{said}"
        )
    return "\n".join(lines)


def _timed(work: Callable[[], None], rows: int) -> float:
    """Rows a second; nothing of what is written stays."""
    with transaction.atomic():
        started = time.perf_counter()
        work()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would check
        took = time.perf_counter() - started
        assert Consultation.objects.count() == rows
        transaction.set_rollback(True)
    return rows / took


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _banso(content: str) -> None:
    brought = services.bring(import_kind("consultations"), content.encode(), "相談.csv", by=None)
    services.run(brought, by=None)
    brought.file.delete(save=False)


class _Resource(resources.ModelResource):  # type: ignore[misc]
    """The same columns in django-import-export, as its documentation advises for speed."""

    programme = fields.Field("programme", "事業", CachedForeignKeyWidget(Programme, "code"))
    held_on = fields.Field("held_on", "相談日", DateWidget("%Y-%m-%d"))
    mode = fields.Field("mode", "相談方法")
    company = fields.Field("company", "企業名", CachedForeignKeyWidget(Company, "name"))
    adviser = fields.Field("adviser", "担当者", CachedForeignKeyWidget(Staff, "name"))
    minutes = fields.Field("minutes", "相談時間(分)", IntegerWidget())
    note = fields.Field("note", "相談内容")

    class Meta:
        model = Consultation
        fields = ("programme", "held_on", "mode", "company", "adviser", "minutes", "note")
        import_id_fields = ()
        force_init_instance = True
        use_bulk = True
        batch_size = 2_000
        skip_diff = True
        skip_html_diff = True
        use_transactions = False

    def before_import_row(self, row: dict[str, str], **kwargs: object) -> None:
        row["相談方法"] = _CODES[row["相談方法"]]
        row["事業"] = "main"


_CODES = {str(label): code for code, label in Mode.choices}


def _import_export(content: str) -> None:
    data = tablib.Dataset().load(content, format="csv")
    _Resource().import_data(data, raise_errors=True)


def _row_by_row(content: str, rows: int) -> None:
    """What a script of an afternoon does: look the names up beforehand, then save each row."""
    data = tablib.Dataset().load(content, format="csv").dict[:rows]
    programme = Programme.objects.get(code="main")
    companies = dict(Company.objects.values_list("name", "pk"))
    advisers = dict(Staff.objects.values_list("name", "pk"))
    for row in data:
        Consultation.objects.create(
            programme=programme,
            held_on=date.fromisoformat(row["相談日"]),
            mode=_CODES[row["相談方法"]],
            company_id=companies[row["企業名"]],
            adviser_id=advisers[row["担当者"]],
            minutes=int(row["相談時間(分)"]),
            note=row["相談内容"],
        )
