"""What stands in addresses, beyond what Django knows."""

from django.urls import register_converter
from django.urls.converters import IntConverter

from .fiscal import is_fiscal_year


class FiscalYearConverter(IntConverter):
    """A fiscal year in an address; a number that is none names no page."""

    def to_python(self, value: str) -> int:
        number = int(value)
        if not is_fiscal_year(number):
            raise ValueError(value)
        return number


def register() -> None:
    register_converter(FiscalYearConverter, "fiscal_year")
