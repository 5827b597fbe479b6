"""What a company's history says of the people it asked for."""

from banso.registers.histories import history

from .models import Placement, Vacancy

history(
    code="placements.vacancy",
    group="相談・派遣",
    label="人材紹介の依頼",
    model=Vacancy,
    company="company",
    day="received_on",
    line=lambda vacancy: f"{vacancy.work} {vacancy.get_terms_display()} {vacancy.wanted}名",
)
history(
    code="placements.placement",
    group="相談・派遣",
    label="人材の紹介",
    model=Placement,
    company="vacancy__company",
    day="introduced_on",
    line=lambda placement: f"{placement.person} {placement.vacancy.work} {placement.state}",
    related=("person", "vacancy"),
)
