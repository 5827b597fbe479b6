"""みなし大企業: whether large firms own or run the applicant, from its shareholders and its officers."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..models.eligibility import Officer, Shareholder
from .choices import RUNS, FirmSize

WHOLE = Decimal(100)


def why_deemed(holders: Iterable[Shareholder], officers: Iterable[Officer]) -> list[str]:
    """Each reason for which the applicant counts as a large firm (みなし大企業); none where it does not.

    One large firm owns a half, large firms together own two thirds, or half of those who run it come from large firms; or such deemed
    firms own all of it, or all who run it come from such. Outside directors and auditors are not counted.
    """
    held, running = list(holders), [one for one in officers if one.role in RUNS]
    large = [one for one in held if one.size == FirmSize.LARGE]
    found = [f"大企業「{one.name}」の出資が{one.percent}で、2分の1以上" for one in large if 2 * one.share >= WHOLE]
    together = sum((one.share for one in large), Decimal())
    if 3 * together >= 2 * WHOLE:
        found.append(f"大企業の出資が合わせて{_percent(together)}で、3分の2以上")
    found += _run_by(running)
    return found + _wholly(held, running)


def _run_by(running: Sequence[Officer]) -> list[str]:
    from_large = sum(one.comes_from == FirmSize.LARGE for one in running)
    if from_large and 2 * from_large >= len(running):
        return [f"役員{len(running)}名のうち{from_large}名が大企業を兼ねていて、2分の1以上"]
    return []


def _wholly(held: Sequence[Shareholder], running: Sequence[Officer]) -> list[str]:
    big, found = (FirmSize.LARGE, FirmSize.DEEMED), []
    deemed = any(one.size == FirmSize.DEEMED for one in held)
    if deemed and sum((one.share for one in held if one.size in big), Decimal()) >= WHOLE:
        found.append("みなし大企業(と大企業)の出資がすべて")
    deemed = any(one.comes_from == FirmSize.DEEMED for one in running)
    if deemed and all(one.comes_from in big for one in running):
        found.append("役員の全員がみなし大企業(と大企業)を兼ねている")
    return found


def _percent(share: Decimal) -> str:
    return f"{share.normalize():f}%"
