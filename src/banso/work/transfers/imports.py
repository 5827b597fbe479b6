"""Both registers of sale and purchase from files, and what is publicly known of firms."""

from banso.cases.models import Case
from banso.core.imports import Column, imports
from banso.core.imports.deriving import facts, with_examples
from banso.registers.importing import (
    company_columns,
    find_company,
    industry,
    municipality,
    organisation,
    programme,
    staff,
)

from . import services
from .models import Buyer, Listing, PublicFact

imports(
    code="transfer-listings",
    model=Listing,
    new=services.open_listing,
    steps=(find_company("company"),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Case, "opened_on", "keeper", keeper=staff),
        Column("industry", "案件の業種", industry),
        Column("municipality", "案件の市町村", municipality),
        *with_examples(
            facts(
                Listing, "words", "own_words", "sales", "profit", "net_assets", "employees", "founded_year", "strengths",
                "licences", "premises", "by_shares", "by_business", "by_assets", "price_from", "price_to", "from_on", "until_on",
                "handover_months", "keeps_staff", "conditions", "nationwide", "updated_on",
            ),
            founded_year="1985",
            until_on="令和7年3月31日",
        ),
    ),
)  # fmt: skip
imports(
    code="transfer-buyers",
    model=Buyer,
    new=services.record_buyer,
    steps=(find_company("company"),),
    columns=(
        *facts(Buyer, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *with_examples(
            facts(
                Buyer, "registered_on", "valid_until", "keeper", "wish_1", "wish_2", "wish_3", "words", "areas", "sales_from",
                "sales_to", "budget", "funds", "by_shares", "by_business", "by_assets", "purpose", "experience", "licences",
                "from_on", "until_on", "takes_staff", "secret_on", "interviewed_on", "interview", "of_centre",
                keeper=staff, wish_1=industry, wish_2=industry, wish_3=industry, of_centre=organisation,
            ),
            areas="",
            valid_until="令和7年3月31日",
            until_on="令和7年3月31日",
        ),
    ),
)  # fmt: skip
imports(
    code="public-facts",
    model=PublicFact,
    new=services.record_public_fact,
    columns=with_examples(
        facts(
            PublicFact, "name", "industry", "municipality", "sales", "employees", "founded_year", "source", "known_on",
            industry=industry, municipality=municipality,
        ),
        founded_year="1985",
    ),
)  # fmt: skip
