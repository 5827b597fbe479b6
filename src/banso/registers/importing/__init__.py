"""What the import declarations of every kind of work need of the registers: readers of linked records, and the company of a row."""

from .companies import CompanyName, company_columns, find_company, known_company, recent_companies
from .finders import expert, industry, municipality, organisation, person, post, programme, staff, unit

__all__ = [
    "CompanyName",
    "company_columns",
    "expert",
    "find_company",
    "industry",
    "known_company",
    "municipality",
    "organisation",
    "person",
    "post",
    "programme",
    "recent_companies",
    "staff",
    "unit",
]
