"""Whether a firm is small or medium (中小企業者): its capital or its staff is within the line of its industry on a day."""

from collections.abc import Iterable
from datetime import date

from banso.core.money import yen_text
from banso.registers.models import Company, Industry

from ..models.eligibility import SizeLine


def lines_on(day: date) -> list[SizeLine]:
    """The lines in force on a day: of each name the latest."""
    rows = SizeLine.objects.filter(valid_from__lte=day).order_by("valid_from", "pk")
    return list({row.name: row for row in rows}.values())


def line_of(industry: Industry, lines: Iterable[SizeLine]) -> SizeLine | None:
    """The line of an industry: of its division before that of its major group before that of all others."""
    given = list(lines)
    for code in (industry.code, industry.section, ""):
        for line in given:
            if code in (line.industries.split() or [""]):
                return line
    return None


def is_split(industry: Industry, lines: Iterable[SizeLine]) -> bool:
    """Whether a major group falls under several lines, so that its division has to be known."""
    if industry.code != industry.section:
        return False
    codes = {code for line in lines for code in line.industries.split()}
    return Industry.objects.filter(section=industry.section, code__in=codes - {industry.section}).exists()


def judged(company: Company, day: date) -> tuple[bool | None, str]:
    """Whether a company is small or medium on a day, and why in words; None where that is not known."""
    lines, industry = lines_on(day), company.industry
    if industry is None:
        return None, "企業台帳に業種がありません。業種を入れてください。"
    if is_split(industry, lines):
        return None, f"業種が「{industry}」までしか分かりません。企業台帳に中分類の業種を入れてください。"
    line = line_of(industry, lines)
    if line is None:
        return None, "中小企業者の範囲が登録されていません。「中小企業者の範囲」に行を加えてください。"
    said = f"{line.name}: 資本金{yen_text(line.capital)}以下か、従業員{line.employees:,}人以下"
    has = _has(company)
    known = [(company.capital, line.capital), (company.employees, line.employees)]
    if any(value is not None and value <= most for value, most in known):
        return True, f"{said}。{has}"
    if all(value is not None for value, _ in known):
        return False, f"{said}。{has}"
    return None, f"{said}。{has}。分からない方を企業台帳に入れてください。"


def _has(company: Company) -> str:
    capital = "不明" if company.capital is None else yen_text(company.capital)
    staff = "不明" if company.employees is None else f"{company.employees:,}人"
    return f"この企業は資本金{capital}、従業員{staff}"
