"""Editions as the catalogue's file has them, loaded and written out."""

from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.procedures.catalogue import catalogue_file
from banso.registers.models import User

from .models import PlanCase, SchemeEdition, edition_on
from .rules import EditionsFile, EditionSource

COLUMNS = ("scheme", "frame", "form_set", "valid_from", "basis")


@verb
def lay_down_editions(given: EditionsFile, *, by: User | None) -> list[str]:
    """Put the editions of a file; what that changed, in words. Cases without one get theirs by the day they were received.

    Raises ValidationError where a file says of an edition that stands already something else than its end: that is a new edition.
    """
    lines = [line for one in given.editions if (line := _lay_down(one))]
    if lines:
        pin_those_without()
    return lines


def _lay_down(one: EditionSource) -> str:
    rules = one.rules.model_dump(mode="json", exclude_defaults=True)
    facts: dict[str, Any] = {name: getattr(one, name) for name in COLUMNS} | {"rules": rules}
    standing = SchemeEdition.objects.filter(code=one.code).first()
    if standing is None:
        made = record(SchemeEdition, {"code": one.code, "valid_to": one.valid_to} | facts)
        return f"経営改善計画の版「{made}」({made.days})を加えます。"
    if any(getattr(standing, name) != value for name, value in facts.items()):
        raise ValidationError(
            f"版「{one.code}」の内容は変えられません。この版で受け付けた案件があるかもしれないためです。"
            "新しいコードの版を加え、前の版には末日(valid_to)を書いてください。"
        )
    if standing.valid_to == one.valid_to:
        return ""
    correct(standing, {"valid_to": one.valid_to})
    return f"経営改善計画の版「{standing}」は{standing.days}になります。"


def pin_those_without() -> int:
    """Give cases that were received before their editions were known the edition of their day; how many they were."""
    found = 0
    for plan in PlanCase.objects.filter(edition=None, receipts__kind="application").distinct():
        receipt = plan.receipts.standing().filter(kind="application").first()
        edition = receipt and edition_on(plan.scheme, plan.frame, receipt.received_on)
        if edition:
            correct(plan, {"edition": edition})
            found += 1
    return found


def said_of_editions() -> dict[str, Any]:
    """Every edition there is, as a file would say it; nothing where there are none."""
    rows = [
        {"code": one.code}
        | {name: getattr(one, name) for name in COLUMNS if getattr(one, name)}
        | ({"valid_to": one.valid_to} if one.valid_to else {})
        | {"rules": one.rules}
        for one in SchemeEdition.objects.order_by("scheme", "frame", "valid_from")
    ]
    return {"editions": rows} if rows else {}


catalogue_file("editions", "経営改善計画の版", EditionsFile, bring=lay_down_editions, said=said_of_editions)
