"""How a centre decides and how long it keeps: seats, the table of 専決, the retention of papers and the floor of small figures, as office.yaml says them."""

from typing import Any

from banso.core.fiscal import fiscal_year_label
from banso.figures.floors import SmallCellFloor
from banso.office.approvals.models import Rule, Seat
from banso.office.files.models import RetentionRule
from banso.registers.models import Programme

from .changes import Bringing
from .files import ApprovalSource, OfficeSource, RetentionSource
from .reading import Catalogue
from .source import Place, Source


def bring_office(read: Catalogue, bringing: Bringing) -> None:
    """Put the seats, then who decides what from which day, then how long papers are kept of cases completed from which day on."""
    source = read.office_source
    if source is None:
        return
    for where, seat in read.seats:
        facts = {"title": seat.title, "rank": seat.rank, "per_unit": seat.per_unit}
        bringing.put(Seat, {"code": seat.code}, facts, f"職位「{seat.title}」", source, where)
    for where, rule in read.approvals:
        _approval(rule, source, where, read, bringing)
    for where, kept in read.retention:
        _retention(kept, source, where, read, bringing)
    for where, small in read.small_cells:
        facts = {"floor": small.floor, "basis": small.basis}
        what = f"小さい数値の基準({fiscal_year_label(small.from_year)}から)"
        bringing.put(SmallCellFloor, {"from_year": small.from_year}, facts, what, source, where)


def _approval(given: ApprovalSource, source: Source, where: Place, read: Catalogue, bringing: Bringing) -> None:
    codes = [given.seat, *given.consults]
    seats = {seat.code: seat for seat in Seat.objects.filter(code__in=codes)}
    missing = [code for code in codes if code not in seats]
    if unknown := [code for code in missing if code not in read.seat_codes]:
        message = f"職位「{'」「'.join(unknown)}」がありません。seats に書いてください。"
        bringing.fault(source, (*where, "seat"), message)
    if missing:
        return
    key = {"kind": given.kind, "amount_from": given.amount_from, "valid_from": given.valid_from}
    facts = {"label": given.label, "seat": seats[given.seat], "valid_until": given.valid_until}
    row = bringing.put(Rule, key, facts, f"専決「{given.label}」", source, where)
    if row is not None and {seat.pk for seat in row.consults.all()} != {seats[code].pk for code in given.consults}:
        row.consults.set([seats[code] for code in given.consults])
        bringing.changes.lines.append(f"専決「{given.label}」の合議先: {'、'.join(given.consults) or '(なし)'}")


def _retention(given: RetentionSource, source: Source, where: Place, read: Catalogue, bringing: Bringing) -> None:
    programme = Programme.objects.filter(code=given.programme or "").first()
    if given.programme and programme is None and given.programme in read.codes:
        return  # what is wrong with it is told where it stands
    if given.programme and programme is None:
        message = f"事業「{given.programme}」がありません。つづりを確かめてください。"
        bringing.fault(source, (*where, "programme"), message)
        return
    key: dict[str, Any] = {"programme": programme, "paper": given.paper, "valid_from": given.valid_from}
    facts = {"years": given.years, "basis": given.basis}
    bringing.put(RetentionRule, key, facts, f"保存年限「{given.basis}」", source, where)


def said_of_office() -> OfficeSource:
    """What stands in the database, as a file would say it."""
    seats = [
        {"code": one.code, "title": one.title, "rank": one.rank, "per_unit": one.per_unit}
        for one in Seat.objects.filter(ended_on=None)
    ]
    rules = Rule.objects.filter(seat__ended_on=None).select_related("seat").prefetch_related("consults")
    approvals = [
        {
            "kind": one.kind,
            "label": one.label,
            "amount_from": one.amount_from,
            "seat": one.seat.code,
            "consults": [seat.code for seat in one.consults.all() if seat.ended_on is None],
            "valid_from": one.valid_from,
            "valid_until": one.valid_until,
        }
        for one in rules
    ]
    retention = [
        {
            "programme": one.programme.code if one.programme else None,
            "paper": one.paper,
            "years": one.years,
            "valid_from": one.valid_from,
            "basis": one.basis,
        }
        for one in RetentionRule.objects.select_related("programme")
    ]
    small = [
        {"from_year": one.from_year, "floor": one.floor, "basis": one.basis} for one in SmallCellFloor.objects.all()
    ]
    return OfficeSource.model_validate(
        {"seats": seats, "approvals": approvals, "retention": retention, "small_cells": small}
    )
