"""A survey's answers counted, as lines to draw and as an Excel file."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from banso.core.workbooks import HEAD, new_book

from .models import Answer, Question, QuestionKind, Survey

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True)
class Counted:
    """One question: how many answered it, and how often each option was chosen; or what was written."""

    question: Question
    answered: int
    options: list[tuple[str, int]]
    texts: list[str]

    def share(self, number: int) -> float:
        return 100 * number / self.answered if self.answered else 0.0

    @property
    def lines(self) -> list[tuple[str, int, str]]:
        """(option, number, share of those who answered): 増加 12 40.0%."""
        return [(option, number, f"{self.share(number):.1f}%") for option, number in self.options]


def tabulate(survey: Survey) -> list[Counted]:
    """Every question of a survey, in order. Two queries, however many answers."""
    questions = list(survey.questions.all())
    by_question: dict[int, list[Answer]] = {question.pk: [] for question in questions}
    for answer in Answer.objects.filter(target__survey=survey).order_by("pk"):
        by_question[answer.question_id].append(answer)
    return [_counted(question, by_question[question.pk]) for question in questions]


def _counted(question: Question, answers: list[Answer]) -> Counted:
    if question.kind == QuestionKind.TEXT:
        texts = [answer.text for answer in answers if answer.text]
        return Counted(question, len(texts), [], texts)
    chosen = Counter(option for answer in answers for option in answer.chosen)
    answered = sum(1 for answer in answers if answer.chosen)
    return Counted(question, answered, [(option, chosen[option]) for option in question.options], [])


def tabulated_file(survey: Survey) -> bytes:
    """The counts, and each company's answers, as an Excel file."""
    file = BytesIO()
    book = new_book(file)
    bold = book.add_format(HEAD)
    _write_counts(book.add_worksheet("集計"), bold, tabulate(survey))
    _write_answers(book.add_worksheet("回答"), bold, survey)
    book.close()
    return file.getvalue()


def _write_counts(sheet: "Worksheet", bold: object, counted: list[Counted]) -> None:
    sheet.set_column(0, 0, 50)
    row = 0
    for one in counted:
        sheet.write_string(row, 0, str(one.question), bold)
        sheet.write_string(row, 1, f"回答 {one.answered}社", bold)
        for option, number, share in one.lines:
            row += 1
            sheet.write_string(row, 0, option)
            sheet.write_number(row, 1, number)
            sheet.write_string(row, 2, share)
        row += 2


def _write_answers(sheet: "Worksheet", bold: object, survey: Survey) -> None:
    questions = list(survey.questions.all())
    for column, head in enumerate(["企業", "送付日", "回答日", *map(str, questions)]):
        sheet.write_string(0, column, head, bold)
    column_of = {question.pk: column for column, question in enumerate(questions, start=3)}
    targets = survey.targets.select_related("company").prefetch_related("answers").order_by("company__kana_key", "pk")
    for row, target in enumerate(targets, start=1):
        facts = [target.company.name, str(target.sent_on), str(target.answered_on or "")]
        for column, text in enumerate(facts):
            sheet.write_string(row, column, text)
        for answer in target.answers.all():
            sheet.write_string(row, column_of[answer.question_id], str(answer))
