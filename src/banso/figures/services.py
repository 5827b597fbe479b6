"""Every write of the engine's own facts."""

from banso.core.writing import verbs

from .budgets import BudgetLine
from .floors import SmallCellFloor
from .models import BorrowedFigure, OpeningBalance, PublishedFigure, SourceDocument, Target

record_opening_balance, correct_opening_balance = verbs(OpeningBalance)
record_borrowed_figure, correct_borrowed_figure = verbs(BorrowedFigure)
record_source_document, correct_source_document = verbs(SourceDocument)
record_published_figure, correct_published_figure = verbs(PublishedFigure)
record_small_cell_floor, correct_small_cell_floor = verbs(SmallCellFloor)
record_target, correct_target = verbs(Target)
record_budget_line, correct_budget_line = verbs(BudgetLine)
