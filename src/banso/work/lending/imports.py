"""Loans from files, with their schedules as printed, their rates, their guarantors and what was received."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts, with_examples
from banso.registers.importing import company_columns, find_company, programme

from . import services
from .models import Contract, Entry, Guarantor, Instalment, PenaltyRate

CONTRACTS = imports(
    code="contracts",
    model=Contract,
    new=services.record_contract,
    change=services.correct_contract,
    key=("number", "programme"),
    steps=(find_company("company"),),
    columns=(
        *facts(Contract, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Contract, "number", "made_on", "settled_on", "principal"),
    ),
)
CONTRACT = Parent("contract", CONTRACTS, by=("number",), helped_by=("programme",))
imports(
    code="lending-instalments",
    model=Instalment,
    new=services.record_instalment,
    change=services.correct_instalment,
    key=("contract", "version", "number"),
    steps=(CONTRACT,),
    columns=(*CONTRACT.columns, *facts(Instalment, "version", "number", "due_on", "principal", "charge")),
)
imports(
    code="lending-rates",
    model=PenaltyRate,
    new=services.record_penaltyrate,
    change=services.correct_penaltyrate,
    key=("contract", "since"),
    steps=(CONTRACT,),
    columns=(
        *CONTRACT.columns,
        *with_examples(facts(PenaltyRate, "since", "percent", "source"), percent="10.75"),
    ),
)
imports(
    code="lending-guarantors",
    model=Guarantor,
    new=services.record_guarantor,
    change=services.correct_guarantor,
    key=("contract", "name"),
    steps=(CONTRACT,),
    columns=(
        *CONTRACT.columns,
        *facts(Guarantor, "name", "kind", "individual", "guaranteed_on", "limit", "address", "ended_on", "note"),
    ),
)
imports(
    code="lending-entries",
    model=Entry,
    new=services.enter,
    key=("contract", "on", "kind", "sequence", "amount"),
    steps=(CONTRACT,),
    columns=(*CONTRACT.columns, *facts(Entry, "kind", "on", "amount", "sequence", "means", "payer", "note")),
)
