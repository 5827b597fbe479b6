"""Lists of companies that one kind of work keeps and another may address, such as everyone on a register on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from .models import Company


@dataclass(frozen=True)
class CompanyList:
    """A named list: the companies on it on a given day."""

    code: str
    label: str
    companies: Callable[[date], QuerySet[Company]]


_lists: dict[str, CompanyList] = {}


def add_company_list(code: str, label: str, companies: Callable[[date], QuerySet[Company]]) -> None:
    _lists[code] = CompanyList(code, label, companies)


def company_list(code: str) -> CompanyList | None:
    return _lists.get(code)


def company_lists() -> list[CompanyList]:
    return list(_lists.values())
