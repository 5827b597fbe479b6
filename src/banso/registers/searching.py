"""What the search box finds of the registers."""

from banso.core.searching import searchable

from .models import Company, CompanyName, Expert, Organisation, Person


def _postal_code(company: Company) -> str:
    """As it is written on an envelope: 〒030-0801."""
    code = company.postal_code
    return f"〒{code[:3]}-{code[3:]}" if code else ""


searchable(
    model=Company,
    title="name",
    names=("name", "kana", "corporate_number", "invoice_number", "phone", _postal_code),
    texts=("address", "note"),
)
searchable(
    model=CompanyName, title=lambda name: f"{name.name}(現 {name.company})", names=("name",), related=("company",)
)
searchable(
    model=Person,
    title=lambda person: f"{person.name} {person.title}".strip(),
    names=("name", "kana", "phone"),
    texts=("company__name",),
    related=("company",),
)
searchable(model=Organisation, title="name", names=("name", "kana"))
searchable(model=Expert, title="name", names=("name", "kana", "phone"), texts=("qualification", "specialities"))
