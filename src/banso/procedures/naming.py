"""What a case's state is called: by its procedure, or, for staged cases, by the stage its programme named."""

from typing import Any

from django.core.cache import cache

from banso.cases.models import Stage

from .declaring import all_procedures, get_procedure

NAMES_KEY, NAMES_SECONDS = "stage-names", 5


def state_label(case: Any) -> str:
    """The state in words: the last step in force; 受付 before the first."""
    standing = getattr(case, "standing", None)  # a case that was taken out has none any more
    step = standing.step if standing else ""
    declared = get_procedure(case.procedure)
    if declared is not None:
        return declared.label_of(step)
    return _stage_names().get((case.programme_id, step), "受付")


def states() -> list[tuple[str, str]]:
    """Every state a list of cases can be cut down to, as (code, label); one code of several kinds is named by all of them."""
    found: dict[str, list[str]] = {}
    named = [pair for declared in all_procedures() for pair in declared.states()]
    for code, label in [*named, *((code, name) for (_, code), name in _stage_names().items())]:
        labels = found.setdefault(code, [])
        if code and label not in labels:
            labels.append(label)
    return [(code, "・".join(labels)) for code, labels in found.items() if code]


def _stage_names() -> dict[tuple[int, str], str]:
    """Every stage's name: a few rows, kept for a few seconds so that lists need not ask row by row."""
    names = cache.get(NAMES_KEY)
    if names is None:
        names = {
            (programme, code): name for programme, code, name in Stage.objects.values_list("programme", "code", "name")
        }
        cache.set(NAMES_KEY, names, NAMES_SECONDS)
    return dict(names)
