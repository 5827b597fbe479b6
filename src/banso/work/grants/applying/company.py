"""Whose application it is: the company of the register that is surely meant, else one registered with what was said, and put before who decides
whether it is one that is known (名寄せ).
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from banso.registers.matching.compare import Judgement, Party, Verdict
from banso.registers.models import Company, DoubtSource, User
from banso.registers.no_company import why_doubtful, why_no_company
from banso.registers.services import record_company
from banso.registers.services.doubting import Pair, doubt_pairs
from banso.registers.services.resolving import place_of, resolve

OF_COMPANY = ("kana", "corporate_number", "invoice_number", "phone", "postal_code", "address")


def company_of(answers: Mapping[str, Any], *, by: User | None) -> Company:
    """The applicant on the register. Raises ValidationError for a name that is none."""
    name = str(answers["company_name"])
    if why := why_no_company(name) or why_doubtful(name):
        raise ValidationError({"company_name": why})
    said = {code: str(answers.get(code) or "") for code in OF_COMPANY}
    party = Party(
        name,
        kana=said["kana"],
        corporate_number=said["corporate_number"],
        invoice_number=said["invoice_number"],
        phone=said["phone"],
        municipality=place_of("", said["address"]),
        representative=str(answers.get("representative") or ""),
    )
    found = resolve(party)
    if found.company_id:
        return Company.objects.get(pk=found.company_id).standing
    made = record_company(name=name, by=by, **_of_register(answers, said))
    pairs = [
        Pair(made.pk, name, one.company_id, Judgement(Verdict.DOUBTFUL, one.score, tuple(one.reasons)))
        for one in found.candidates
    ]
    doubt_pairs(pairs, source=DoubtSource.TYPING, origin="補助金の申請", by=by)
    return made


def _of_register(answers: Mapping[str, Any], said: dict[str, str]) -> dict[str, Any]:
    numbers = {name: answers.get(name) for name in ("capital", "employees") if answers.get(name) not in (None, "")}
    number = said["corporate_number"]
    if number and Company.objects.filter(corporate_number=number).exists():
        number = ""  # another's by its name: whoever decides the doubt sees both
    return said | numbers | {"corporate_number": number or None}
