"""Numbers in a row (採番): one counter for each series and fiscal year, taken in the writer's own transaction.

Whoever takes a number holds the series until her transaction ends, so that numbers have no gaps, two at once get two, and
what was refused gives its number back. The counter is never computed from the rows a user may see.
"""

from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, models, transaction

from .errors import NOT_YOURS, is_walled_off
from .fields import FiscalYearField


class NumberSeries(models.Model):
    """How far a series has come in a fiscal year. No trail: the numbers taken stand on the records that took them."""

    name = models.CharField("系列", max_length=80)
    fiscal_year = FiscalYearField("年度")
    last = models.PositiveIntegerField("最後の番号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "採番"
        constraints = [models.UniqueConstraint(fields=["name", "fiscal_year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year} {self.last}"


_TAKE = """
INSERT INTO core_numberseries (name, fiscal_year, last) VALUES (%s, %s, %s)
ON CONFLICT (name, fiscal_year) DO UPDATE SET last = core_numberseries.last + excluded.last RETURNING last
"""


def take_number(name: str, fiscal_year: int) -> int:
    """The next number of a series in a fiscal year, beginning with 1. Must run inside the transaction that uses it.

    Raises ValidationError for the series of a unit whose wall the user stands outside.
    """
    return take_numbers(name, fiscal_year, 1)


def take_numbers(name: str, fiscal_year: int, count: int) -> int:
    """The next numbers of a series, without a gap between them: the first of them. Must run, and raises, as :func:`take_number` does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_TAKE, [name, fiscal_year, count])
            return int(cursor.fetchone()[0]) - count + 1
    except ProgrammingError as error:
        if not is_walled_off(error):
            raise
        raise ValidationError(NOT_YOURS) from error
