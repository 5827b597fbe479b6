"""What the database itself holds of a review, whatever writes: a screen, a list, plain SQL. The models' triggers."""

from typing import Any

import pgtrigger

OF_ONE_PANEL = """
IF (SELECT r.panel_id FROM public.reviews_reviewer r WHERE r.id = NEW.reviewer_id)
    IS DISTINCT FROM (SELECT c.panel_id FROM public.reviews_candidate c WHERE c.id = NEW.candidate_id) THEN
    RAISE EXCEPTION 'a reviewer judges candidates of the own panel';
END IF; RETURN NEW;
"""
OF_ITS_PROGRAMME = """
IF (SELECT p.programme_id FROM public.reviews_panel p WHERE p.id = NEW.panel_id)
    IS DISTINCT FROM (SELECT c.programme_id FROM public.cases_case c WHERE c.id = NEW.case_id) THEN
    RAISE EXCEPTION 'a panel judges cases of its programme';
END IF; RETURN NEW;
"""
# Points are taken from whoever has declared no tie, or was let in by decision: whatever writes them, a list or plain SQL too.
NO_TIE = """
IF NOT NEW.abstained AND NOT EXISTS (
    SELECT FROM (
        SELECT d.id, d.answer FROM public.reviews_declaration d WHERE d.assignment_id = NEW.assignment_id
        ORDER BY d.id DESC LIMIT 1
    ) last WHERE last.answer = 'none' OR EXISTS (
        SELECT FROM public.reviews_ruling r WHERE r.declaration_id = last.id AND r.verdict = 'allowed'
    )
) THEN
    RAISE EXCEPTION 'no points before it is declared that there is no tie';
END IF; RETURN NEW;
"""
WITHIN = """
IF NEW.points > (SELECT c.points FROM public.reviews_criterion c WHERE c.id = NEW.criterion_id) OR NOT EXISTS (
    SELECT FROM public.reviews_scoresheet s JOIN public.reviews_assignment a ON a.id = s.assignment_id
    JOIN public.reviews_candidate d ON d.id = a.candidate_id
    JOIN public.reviews_criterion c ON c.panel_id = d.panel_id AND c.id = NEW.criterion_id
    WHERE s.id = NEW.sheet_id AND NOT s.abstained
) THEN
    RAISE EXCEPTION 'points are within those of a criterion of the panel';
END IF; RETURN NEW;
"""
STANDS = """
IF EXISTS (
    SELECT FROM public.reviews_scoresheet s JOIN public.reviews_assignment a ON a.id = s.assignment_id
    JOIN public.reviews_reviewer r ON r.id = a.reviewer_id WHERE r.panel_id = COALESCE(NEW.panel_id, OLD.panel_id)
) THEN
    RAISE EXCEPTION 'what is judged by does not change once points were given';
END IF; RETURN COALESCE(NEW, OLD);
"""

# Until it is announced who won (発表日), what leads to it is there for those who decide on results alone. Where nothing waits to be
# announced, as on most days, no row is asked.
_PANELS = "(SELECT public.banso_embargoed_panels())::bigint[]"
_SHUT = f"cardinality({_PANELS}) > 0 AND EXISTS (SELECT FROM public.reviews_{{}} AND c.panel_id = ANY ({_PANELS}))"
EMBARGOED_OUTCOME = _SHUT.format("candidate c WHERE c.id = {row}.candidate_id")
EMBARGOED_SHEET = _SHUT.format(
    "assignment a JOIN public.reviews_candidate c ON c.id = a.candidate_id WHERE a.id = {row}.assignment_id"
)
EMBARGOED_SCORE = _SHUT.format("criterion c WHERE c.id = {row}.criterion_id")


def upon_insert(name: str, func: str) -> pgtrigger.Trigger:
    """Ask before a row comes in."""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert, func=func)


# From what was written to the panel it is of; m are the rows.
OF_ASSIGNMENT = (
    "reviews_assignment a ON a.id = m.assignment_id JOIN public.reviews_candidate c ON c.id = a.candidate_id"
)
OF_DECLARATION = f"""reviews_declaration d ON d.id = m.declaration_id
    JOIN public.{OF_ASSIGNMENT.replace("m.assignment_id", "d.assignment_id")}"""
_MOVED = """
INSERT INTO public.reviews_progress AS p (panel_id, number)
    SELECT DISTINCT c.panel_id, 1 FROM moved m JOIN public.{of}
    ON CONFLICT (panel_id) DO UPDATE SET number = p.number + 1;
RETURN NULL;
"""


def moved_by(of: str, operation: Any = pgtrigger.Insert) -> pgtrigger.Trigger:
    """Count up what was said before a panel, once a statement. Whoever says something holds the panel already: nobody waits longer."""
    gone = operation is pgtrigger.Delete
    rows = pgtrigger.Referencing(**{"old" if gone else "new": "moved"})  # type: ignore[no-untyped-call]
    name = "moves_the_panel_back" if gone else "moves_the_panel"
    return pgtrigger.Trigger(
        name=name, level=pgtrigger.Statement, when=pgtrigger.After, operation=operation, referencing=rows,
        func=_MOVED.format(of=of),
    )  # fmt: skip
