"""What the surveys asked, and what those that answered said."""

from banso.work.surveys.models import Answer, Question, QuestionKind, Survey, SurveyTarget

from .chance import Chance
from .world import Recipe, World, maker, save

OPINIONS = (
    "特にありません。",
    "材料費の上昇分の価格転嫁が難しい。",
    "試作の相談ができる相手を探している。",
    "商談会に参加したい。",
)


@maker("answers")
def answers(world: World, recipe: Recipe) -> None:
    """Questions of each survey by its code, and answers of every company that sent one."""
    chance = Chance(recipe["seed"])
    for survey in Survey.objects.filter(programme=world.programme(recipe)).order_by("pk"):
        Survey.objects.filter(pk=survey.pk).update(request=recipe["request"])
        asked = [
            Question(survey=survey, position=position, options=given.get("options", []), **_plain(given))
            for position, given in enumerate(recipe["questions"][survey.code], start=1)
        ]
        questions = save(Question, asked)
        answered = SurveyTarget.objects.filter(survey=survey, answered_on__isnull=False).order_by("pk")
        save(Answer, (_answer(target, question, chance) for target in answered for question in questions))


def _plain(given: dict[str, str]) -> dict[str, str]:
    return {name: given[name] for name in ("text", "kind")}


def _answer(target: SurveyTarget, question: Question, chance: Chance) -> Answer:
    if question.kind == QuestionKind.TEXT:
        return Answer(target=target, question=question, text=chance.choice(OPINIONS))
    most = 1 if question.kind == QuestionKind.ONE else 3
    return Answer(target=target, question=question, chosen=chance.some(question.options, most))
