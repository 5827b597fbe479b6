"""Who owns and who runs an applicant, from files (株主・役員の名簿)."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts, with_examples

from ..models import Officer, Shareholder
from ..numbered import CASE_NUMBER, find_applications
from . import services

imports(
    code="grant-officers",
    model=Officer,
    new=services.record_officer,
    change=services.correct_officer,
    key=("name", "application"),
    steps=(find_applications,),
    name="補助金の役員名簿",
    columns=(
        CASE_NUMBER,
        *facts(Officer, "name", "kana", "role", "comes_from", "born_on", "gender", "address"),
        *with_examples(facts(Officer, "consented_on"), consented_on="令和6年4月1日"),
    ),
)
imports(
    code="grant-shareholders",
    model=Shareholder,
    new=services.record_shareholder,
    change=services.correct_shareholder,
    key=("name", "application"),
    steps=(find_applications,),
    name="補助金の株主名簿",
    columns=(
        CASE_NUMBER,
        *facts(Shareholder, "name"),
        *with_examples(facts(Shareholder, "share"), share="33.4"),
        *facts(Shareholder, "size"),
    ),
)
