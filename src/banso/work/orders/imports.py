"""The register of order matching and inquiries from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, programme

from . import services
from .models import Inquiry, Registration

imports(
    code="order-registrations",
    model=Registration,
    new=services.record_registration,
    steps=(find_company("company"),),
    columns=(
        *facts(Registration, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Registration, "side", "registered_on", "ended_on", "capabilities"),
    ),
)
imports(
    code="inquiries",
    model=Inquiry,
    new=services.record_inquiry,
    steps=(find_company("buyer"),),
    columns=(
        *facts(Inquiry, "programme", programme=programme),
        *company_columns("buyer", "発注企業", required=True),
        *facts(Inquiry, "received_on", "item", "quantity", "due_on", "place", "conditions"),
    ),
)
