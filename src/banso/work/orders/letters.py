"""Introduction letters as Word files a clerk can edit on. They carry a number and a date in 和暦, and no seal."""

from pathlib import Path
from typing import Any

from banso.core.era import format_date
from banso.office.papers.services import filled_in
from banso.registers.centre import centre_name
from banso.registers.models import Company, ProgrammeYear

from .choices import LetterTo
from .models import Inquiry, Letter

TEMPLATES = Path(__file__).parent / "letter_templates"


def letter_file(letter: Letter) -> bytes:
    """The letter as issued: addressee, the other side, and the conditions of the inquiry."""
    template = TEMPLATES / f"{LetterTo(letter.addressee).value}.docx"
    return filled_in(template.read_bytes(), [_context(letter)])[0]


def _context(letter: Letter) -> dict[str, Any]:
    inquiry = letter.inquiry
    year = ProgrammeYear.objects.filter(programme=inquiry.programme, fiscal_year=letter.fiscal_year)
    unit = year.select_related("unit").first()
    return {
        "number": str(letter),
        "date": format_date(letter.issued_on),
        "centre": centre_name(),
        "unit": unit.unit.name if unit and unit.unit else "",
        "addressee": letter.to,
        "buyer": _company(inquiry.buyer),
        "suppliers": [_company(row.supplier) for row in _introduced(letter)],
        "facts": _facts(inquiry),
    }


def _introduced(letter: Letter) -> Any:
    """Those introduced with this letter: on its day, for its inquiry."""
    return letter.inquiry.introductions.filter(introduced_on=letter.issued_on).select_related("supplier").order_by("pk")


def _company(company: Company) -> dict[str, str]:
    return {"name": company.name, "address": f"{company.prefecture}{company.address}", "phone": company.phone}


def _facts(inquiry: Inquiry) -> list[tuple[str, str]]:
    told = [
        ("品目・加工", inquiry.item),
        ("工程", str(inquiry.process or "")),
        ("材料", str(inquiry.material or "")),
        ("数量", inquiry.quantity or (f"{inquiry.lot:,}個" if inquiry.lot else "")),
        ("寸法", f"{inquiry.size}mm" if inquiry.size else ""),
        ("公差", f"±{inquiry.tolerance.normalize():f}mm" if inquiry.tolerance else ""),
        ("希望納期", format_date(inquiry.due_on)),
        ("納入場所", inquiry.place),
        ("条件", inquiry.conditions),
    ]
    return [(label, text) for label, text in told if text]
