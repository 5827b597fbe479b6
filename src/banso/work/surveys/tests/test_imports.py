"""A survey that was made on paper comes in from lists: its questions, whom it was sent to, who was reminded, what was answered."""

from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.outcome import What
from banso.work.surveys.models import Answer, Question, Reminder, SurveyTarget
from conftest import TinyWorld, bring

QUESTIONS = """調査名,順番,質問,答え方,選択肢
経営動向調査,1,売上は,1つ選ぶ,増えた、減った・横ばい
経営動向調査,2,困りごとは,いくつでも選ぶ,人手、資金
経営動向調査,3,ご意見,自由に書く,
経営動向調査,4,選ぶものがない,1つ選ぶ,
"""
ANSWERS = """調査名,企業名,問,回答,回答日
経営動向調査,㈱青い森,1,減った・横ばい,R6.6.3
経営動向調査,㈱青い森,2,"人手、資金",R6.6.3
経営動向調査,㈱青い森,3,"少し,忙しい",R6.6.3
経営動向調査,㈱みなと,1,知らない,R6.6.4
経営動向調査,㈱みなと,3,日付なし,
"""


def test_a_survey_on_paper(world: TinyWorld) -> None:
    """Choices keep their own dots, a free answer its commas; what is not offered, and an answer without a day, is told."""
    for name in ("㈱青い森", "㈱みなと"):
        world.company(name)
    bring("surveys", "事業,調査コード,調査名,調査基準日\n相談事業,trend,経営動向調査,R6.6.1\n")
    outcome = bring("survey-questions", QUESTIONS)
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 1}
    assert list(Question.objects.values_list("options", flat=True)) == [
        ["増えた", "減った・横ばい"],
        ["人手", "資金"],
        [],
    ]
    targets = "調査名,企業名,送付日\n経営動向調査,㈱青い森,R6.5.1\n経営動向調査,㈱みなと,R6.5.1\n"
    assert bring("survey-targets", targets).counts == {What.CREATED: 2}
    reminders = "調査名,企業名,督促日\n経営動向調査,㈱みなと,R6.6.20\n"
    assert bring("survey-reminders", reminders).counts == {What.CREATED: 1}
    assert Reminder.objects.get().target.company.name == "㈱みなと"
    outcome = bring("survey-answers", ANSWERS)
    why = [" ".join(line.why) for line in outcome.shown[What.REFUSED]]
    assert outcome.counts == {What.CREATED: 3, What.REFUSED: 2}
    assert "増えた、減った・横ばい" in why[0] and "回答日がありません" in why[1]
    assert list(Answer.objects.values_list("chosen", "text")) == [
        (["減った・横ばい"], ""),
        (["人手", "資金"], ""),
        ([], "少し,忙しい"),
    ]
    answered = SurveyTarget.objects.filter(answered_on__isnull=False).values_list("company__name", flat=True)
    assert list(answered) == ["㈱青い森"]


def test_a_corrected_question_and_answer(world: TinyWorld) -> None:
    """A list of words is compared as it stands, and shown in words where it changes."""
    test_a_survey_on_paper(world)
    outcome = bring("survey-questions", QUESTIONS.replace("人手、資金", "人手、資金、その他"))
    assert outcome.counts == {What.SAME: 2, What.CHANGED: 1, What.REFUSED: 1}
    change = outcome.shown[What.CHANGED][0].changes[0]
    assert (change.label, change.before, change.after) == ("選択肢", "人手、資金", "人手、資金、その他")
    outcome = bring("survey-answers", ANSWERS.replace('"人手、資金"', "人手"))
    assert outcome.counts == {What.SAME: 2, What.CHANGED: 1, What.REFUSED: 2}
    assert Answer.objects.get(question__position=2).chosen == ["人手"]


def test_reminders_stay_when_their_list_is_taken_back(world: TinyWorld) -> None:
    """They are only ever added to: taking the list back says so, and breaks nothing else off."""
    test_a_survey_on_paper(world)
    text = "調査名,企業名,督促日\n経営動向調査,㈱みなと,R6.7.1\n"
    brought = services.bring(import_kind("survey-reminders"), text.encode(), "督促.csv", by=None)
    services.run(brought, by=None)
    undone = services.undo(brought, by=None)
    assert (undone.removed, len(undone.stays)) == (0, 1) and "消せません" in undone.stays[0][1]
    assert Reminder.objects.count() == 2
