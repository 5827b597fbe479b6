"""Every write in lending."""

from banso.core.writing import verbs

from .models import Contract

record_contract, correct_contract = verbs(Contract)
