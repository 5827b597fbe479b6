"""Which questions of a sheet are asked, given the answers: branches are data of the questions, and only lead forward."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Asked(Protocol):
    """What is known of a question here."""

    number: int
    yes_to: int | None
    no_to: int | None

    @property
    def answers(self) -> list[str]: ...


def way_through(questions: Sequence[Any], answers: Mapping[int, str]) -> list[int]:
    """The numbers of the questions that are asked one after the other, as far as the answers lead; questions in their order."""
    way: list[int] = []
    at = 0
    for question in questions:
        if question.number < at:
            continue
        way.append(question.number)
        said = answers.get(question.number, "")
        further = question.yes_to if said == "はい" else question.no_to if said == "いいえ" else None
        at = further or question.number + 1
    return way


def mistakes(questions: Sequence[Any], answers: Mapping[int, str]) -> list[str]:
    """What does not hold of a sheet's answers, each with the number of its question; nothing where all is in order."""
    known = {question.number: question for question in questions}
    asked = set(way_through(questions, answers))
    found = []
    for number, said in sorted(answers.items()):
        if number not in known:
            found.append(f"問{number}は、この版にありません。")
        elif number not in asked:
            found.append(f"問{number}は、前の答えからは聞かない質問です。答えを空けるか、前の答えを確かめてください。")
        elif said not in known[number].answers:
            found.append(f"問{number}の答え「{said}」は、{'・'.join(known[number].answers)}のどれかにしてください。")
    return found
